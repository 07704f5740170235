// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"
)

// card is what the code on an identity card says; a scanner types it.
const card = "014190004321||Lường Thị Én|15061990|Nữ|Bản Cọ, phường Tô Hiệu, tỉnh Sơn La|01012022"

// humanStroke is how long a practised person takes for a key.
const humanStroke = 200 * time.Millisecond

// counter is a keyboard that counts its strokes; it has no mouse.
type counter struct {
	*device
	strokes int
}

func (c *counter) strike(text string) {
	c.t.Helper()
	c.keys(text)
	c.strokes += len([]rune(text))
}

// tabTo goes on by Tab until the cursor is in the field.
func (c *counter) tabTo(field string) {
	c.t.Helper()
	for range 40 {
		if ask[string](c.device, `document.activeElement.name ?? ''`) == field {
			return
		}
		c.strike(kb.Tab)
	}
	c.fail("Tab does not lead to %s", field)
}

func (c *counter) answer(field, text string) {
	c.t.Helper()
	c.tabTo(field)
	c.strike(text)
}

// atTheCounter takes an application from a person who stands there, for the first
// time, by keyboard alone, in less than two minutes; the slip is printed.
func (h *house) atTheCounter(t *testing.T) {
	j := &journey{house: h, t: t}
	c := &counter{device: j.sitDown("motcua.101")}
	began := time.Now()
	c.follow("the counter", func() { c.strike("gn") })
	c.strike("dang ky khai sinh")
	c.until("the procedure is found", `document.querySelector('#q-results [data-row]')?.textContent.includes('1.001193') ?? false`)
	c.look("choose")
	c.follow("the procedure", func() { c.strike(kb.Tab + kb.Tab + kb.Enter) })
	c.follow("the card is read", func() { c.keys(card + kb.Enter) })
	if name := ask[string](c.device, `document.querySelector('[name=p-name]').value`); name != "Lường Thị Én" {
		c.fail("the card gave the name %q", name)
	}
	c.look("card-read")
	c.answer("p-phone", "0912777888")
	c.answer("child_name", "Lường Gia Bảo")
	c.answer("child_sex", " ")
	c.answer("child_birth_date", "12112026")
	c.answer("child_birth_place", "Bệnh viện Đa khoa tỉnh Sơn La")
	c.answer("child_ethnicity", "Thái")
	c.answer("child_origin", "Sơn La")
	c.answer("birth_paper", strings.Repeat(kb.ArrowDown, 4)) // their own pledge
	c.answer("mother.name", "Lường Thị Én")
	c.answer("parents_married", strings.Repeat(kb.ArrowDown, 3)) // no
	c.answer("relation", kb.ArrowDown)                           // mother
	c.answer("within_60_days", " ")
	c.answer("copies", "1")
	c.look("filled")
	c.tabTo("p-seen")
	c.strike(" ")
	c.strokes += 2
	c.send()
	c.says("Đã tiếp nhận hồ sơ", "Lường Thị Én")
	took := time.Since(began) + time.Duration(c.strokes)*humanStroke
	t.Logf("%d strokes, %s with the machine", c.strokes, took.Round(time.Second))
	if took > 2*time.Minute {
		t.Errorf("an application at the counter takes %s", took)
	}
	j.code = ask[string](c.device, `document.querySelector('[data-copy]').dataset.copy`)
	c.until("the slip", `!!document.querySelector('main a[href^="/papers/"]')`)
	c.look("filed")
	slip := c.fetch(c.href(`main a[href^="/papers/"]`))
	if text := words(t, slip); !strings.Contains(text, j.code) || !strings.Contains(text, "Lường Thị Én") {
		t.Errorf("form 01 says %s", text)
	}
	if codes := qr(t, slip); len(codes) != 1 || codes[0] != h.url+"/d/"+j.code {
		t.Errorf("form 01 has the codes %v", codes)
	}
	if focus := ask[string](c.device, `document.activeElement.getAttribute('href') ?? ''`); !strings.HasPrefix(focus, "/papers/") {
		t.Errorf("Enter does not print the slip: the cursor is at %s", fmt.Sprintf("%q", focus))
	}
}
