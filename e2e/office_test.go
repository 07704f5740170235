// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/chromedp/chromedp/kb"

	"motcua.vn/internal/app"
)

// sitDown signs an officer in, at a desk of 1280 px, without a mouse.
func (j *journey) sitDown(login string) *device {
	j.t.Helper()
	d := j.device(j.t, strings.ReplaceAll(login, ".", "-"), 1280)
	d.open("/desk")
	d.fill("Tên đăng nhập", login)
	d.keys(kb.Tab, app.DemoPassword)
	d.follow("signing in", func() { d.keys(kb.Enter) })
	d.says("Việc cần làm")
	d.look("work")
	return d
}

// take goes down the work list by key until the dossier is found, and opens it.
func (j *journey) take(d *device) {
	d.t.Helper()
	for page := range 3 {
		for range 40 {
			d.keys("j")
			row := ask[string](d, `document.activeElement.innerText + '|' + !document.activeElement.closest('li')?.nextElementSibling`)
			if strings.Contains(row, j.code) {
				d.follow("opening", func() { d.keys(kb.Enter) })
				d.says(j.code)
				return
			}
			if strings.HasSuffix(row, "|true") {
				break
			}
		}
		d.t.Logf("%s: not on page %d of the work list", d.name, page+1)
		d.press("Tiếp")
	}
	d.fail("%s is not in the work list", j.code)
}

// fetch downloads what a link leads to, as the person who is signed in.
func (d *device) fetch(path string) []byte {
	d.t.Helper()
	text := ask[string](d, fmt.Sprintf(`fetch(%q).then((r) => { if (!r.ok) throw new Error(r.status); return r.blob() }).then((b) => new Promise((done) => { const r = new FileReader(); r.onload = () => done(r.result.split(',')[1]); r.readAsDataURL(b) }))`, path))
	body, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		d.fail("%s: %v", path, err)
	}
	return body
}

// href is the address behind the first link that the selector finds; it waits for it.
func (d *device) href(selector string) string {
	d.t.Helper()
	d.until(selector, fmt.Sprintf(`!!document.querySelector(%q)`, selector))
	return ask[string](d, fmt.Sprintf(`(() => { const e = document.querySelector(%q); return e.getAttribute('href') ?? e.getAttribute('src') })()`, selector))
}

// receive: the officer finds it, sees the papers beside the viewer, and accepts it
// by key; the due date is derived, form 01 has a code that leads to the progress.
func (j *journey) receive() {
	d := j.sitDown("motcua.101")
	j.take(d)
	d.says("Lò Minh Ánh", "Giấy chứng sinh", "giay-chung-sinh.jpg", "Khi bạn bấm nút này", "Ngày hẹn này tính thế nào?", "Người nộp nhận tin này")
	d.until("three panes beside each other", `[...document.querySelectorAll('.mc-desk-list, .mc-desk-acts, .mc-viewer')].filter((e) => e.getClientRects().length).map((e) => e.getBoundingClientRect()).every((r, i, all) => !i || r.left >= all[i - 1].right - 40) && document.querySelectorAll('.mc-viewer').length > 0`)
	d.until("the paper in the viewer", `document.querySelector('.mc-viewer__image')?.naturalWidth > 0`)
	d.look("receive")
	d.keys("a", " ")
	if !ask[bool](d, `document.activeElement.matches('[name=checked]') && document.activeElement.checked`) {
		d.fail("the paper is not ticked")
	}
	d.send()
	d.says("Đã tiếp nhận " + j.code)
	d.look("next-opened-itself")
	j.told("da tiep nhan, hen tra", "Ngày hẹn trả kết quả")

	d.open("/desk/d/" + j.code)
	d.reloadsUntil("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
	d.says("Hẹn trả", "Ngày hẹn này tính thế nào?", "Chuyển sang Thẩm định")
	d.look("accepted")
	d.press("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
	d.look("form-01")
	slip := d.fetch(d.href(`.mc-viewer [href^="/papers/"]`))
	if codes := qr(j.t, slip); len(codes) != 1 || codes[0] != j.url+"/d/"+j.code {
		j.t.Errorf("form 01 has the codes %v", codes)
	}
	if text := words(j.t, slip); !strings.Contains(text, j.code) || !strings.Contains(text, "Lò Thị Ánh") {
		j.t.Errorf("form 01 says %s", text)
	}
}

// decide: appraiser, approver and seal keeper, each their own step.
func (j *journey) decide() {
	d := j.sitDown("thamdinh.101")
	j.take(d)
	d.look("appraise")
	d.keys("a", "Du dieu kien")
	d.send()
	d.says("Đã đề nghị chấp thuận " + j.code)
	j.told("dang xu ly tai Phe duyet", "Phê duyệt")

	d = j.sitDown("lanhdao.101")
	j.take(d)
	d.says("Bản xem trước kết quả", "Kết quả được ký bằng chữ ký số của bạn", "Du dieu kien")
	preview := d.fetch(d.href(`.mc-viewer [src$="preview.pdf"], .mc-viewer [href$="preview.pdf"]`))
	if text := words(j.t, preview); !strings.Contains(strings.ToUpper(text), "LÒ MINH ÁNH") {
		j.t.Errorf("the preview says %s", text)
	}
	d.look("approve")
	d.keys("a")
	d.send()
	d.says("Đã phê duyệt " + j.code)
	j.told("dang xu ly tai Dong dau", "Đóng dấu")

	d = j.sitDown("vanthu.101")
	j.take(d)
	d.reloadsUntil("Đã ký, chờ đóng dấu")
	d.look("stamp")
	d.keys("a")
	d.send()
	d.says("Đã đóng dấu " + j.code)
	j.told("da co ket qua dien tu", "Kết quả điện tử của bạn đã có trên cổng")
}
