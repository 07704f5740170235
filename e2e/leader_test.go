// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"strconv"
	"strings"
	"testing"
)

// figure is one number of the cockpit and where it leads.
type figure struct{ Label, Value, Href string }

const figuresOf = `[...document.querySelectorAll('.mc-figure')].map((f) => ({ Label: f.querySelector('.mc-figure__label').innerText.trim(), Value: f.querySelector('.mc-figure__link').firstChild.textContent.trim(), Href: f.querySelector('.mc-figure__link').getAttribute('href') }))`

// leaders see the day: the province's sees every unit, the ward's its own; each
// figure leads to as many dossiers as it says.
func (h *house) leaders(t *testing.T) {
	j := &journey{house: h, t: t}
	d := j.device(t, "chutich", 1280)
	d.open("/cockpit")
	d.demoLogin("chutich")
	d.says("Bảng điều hành", "Trễ hẹn", "Từng đơn vị")
	d.look("cockpit")
	j.drill(d)
	d.open("/cockpit")
	units := ask[int](d, `document.querySelectorAll('#u option').length`)
	if units < 75 {
		t.Errorf("the province's leader can choose among %d units", units)
	}

	own := j.device(t, "lanhdao-cockpit", 360)
	own.open("/cockpit")
	own.demoLogin("lanhdao.101")
	own.says("Bảng điều hành", "Ủy ban nhân dân phường Tô Hiệu")
	own.look("cockpit-own")
	j.drill(own)
	own.open("/cockpit")
	for _, other := range ask[[]string](own, `[...document.querySelectorAll('main a[href]')].map((a) => new URL(a.href).searchParams.get('u')).filter((u) => u && u !== 'H52.101')`) {
		t.Errorf("the ward's leader sees %s", other)
	}
	own.open("/cockpit/list?f=open&u=H52.102")
	own.silent("H52.102.01-")
	own.forgive("404")
}

// demoLogin enters with one of the accounts that the demo offers.
func (d *device) demoLogin(login string) {
	d.t.Helper()
	d.fill("Tên đăng nhập", login)
	d.fill("Mật khẩu", "motcua")
	d.follow("signing in", func() { d.keys("\r") })
}

// drill follows every figure and counts.
func (j *journey) drill(d *device) {
	j.t.Helper()
	d.open("/cockpit")
	figures := ask[[]figure](d, figuresOf)
	if len(figures) < 6 {
		d.fail("%d figures", len(figures))
	}
	for _, f := range figures {
		n, err := strconv.Atoi(f.Value)
		d.open(f.Href)
		if err != nil || strings.Contains(f.Label, "Đúng hẹn") { // a share: it leads to what was finished
			d.says("Đã xong")
			continue
		}
		if rows := ask[int](d, `document.querySelectorAll('main tbody tr').length`); rows != n {
			d.fail("%s says %d and leads to %d", f.Label, n, rows)
		}
		if n > 0 {
			d.look("behind-" + strings.TrimPrefix(f.Href, "/cockpit/list?f="))
		}
	}
}
