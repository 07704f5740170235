// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"motcua.vn/internal/sandbox"
)

// birthCertificate is the journey of the issue: from the code on the wall to the
// signed result in the hand.
func (h *house) birthCertificate(t *testing.T) {
	j := &journey{house: h, t: t}
	j.wall()
	j.apply()
	j.receive()
	j.decide()
	j.result()
	j.handOvers()
	j.everybody()
}

// journey is one application on its way.
type journey struct {
	*house
	t      *testing.T
	phone  *device // the citizen's
	code   string
	pdf    []byte // the result
	verify string // where the code on it leads
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

// rest completes the form on the phone: every section, then the papers.
func (j *journey) rest() {
	d := j.phone
	d.fill("Quê quán", "Sơn La")
	d.press("Tiếp tục")
	d.look("child-2")
	d.pick("Giấy tờ về việc sinh", "Giấy chứng sinh bản giấy")
	d.press("Tiếp tục")
	d.look("child-3")
	d.fill("Số giấy chứng sinh", "0123/2026")
	d.press("Tiếp tục")
	d.look("mother")
	d.fill("Người mẹ > Họ, chữ đệm, tên", mother)
	d.fillDate("Người mẹ > Ngày sinh", "8", "3", "1985")
	d.fill("Người mẹ > Số định danh cá nhân", "014185000101")
	d.pick("Nơi cư trú của mẹ", "Phường Tô Hiệu")
	d.pick("Cha mẹ đã đăng ký kết hôn?", "Rồi, có trong sổ")
	d.press("Tiếp tục")
	d.look("father")
	d.fill("Người cha > Họ, chữ đệm, tên", "Lò Văn Thương")
	d.fillDate("Người cha > Ngày sinh", "20", "11", "1983")
	d.pick("Nơi cư trú của cha", "Phường Tô Hiệu")
	d.press("Tiếp tục")
	d.look("requester")
	d.pick("Quan hệ với trẻ", "Mẹ")
	d.click("Có")
	d.fill("Số bản sao cần thêm", "2")
	d.press("Tiếp tục")
	j.papers()
	j.submit()
}

// papers: a photograph is handed in; its state, its sum and a thumbnail are shown,
// by the script and by the server.
func (j *journey) papers() {
	d := j.phone
	d.says("Giấy tờ", "Giấy chứng sinh")
	d.look("papers")
	file := photo(j.t, "giay-chung-sinh.jpg")
	d.do("photo", chromedp.SetUploadFiles(`input[type=file]`, []string{file}))
	d.says("giay-chung-sinh.jpg", "SHA-256")
	d.look("papers-sent")
	d.open(d.path())
	d.reloadsUntil("Đã nhận")
	body, err := os.ReadFile(file)
	if err != nil {
		j.t.Fatal(err)
	}
	sum := fmt.Sprintf("%x", sha256.Sum256(body))
	if got := ask[string](d, `document.querySelector('.mc-file--stored abbr')?.title ?? ''`); got != sum {
		d.fail("the sum is %q, not %q", got, sum)
	}
	d.until("a thumbnail", `document.querySelector('.mc-file__thumb')?.naturalWidth > 0`)
	d.look("papers-stored")
	d.press("Tiếp tục")
}

// submit sends the application with a double click: one dossier comes of it.
func (j *journey) submit() {
	d := j.phone
	d.says("Xem lại trước khi gửi", "Lò Minh Ánh", "Thái", "Lò Văn Thương", "1 tệp", "16.000")
	d.look("check")
	at := d.path()
	before := j.listed()
	d.open(at)
	d.click("Bản điện tử, tải trên trang này")
	d.click("Những điều tôi khai là đúng")
	p := ask[point](d, fmt.Sprintf("%s(%q)", find, "Gửi hồ sơ"))
	d.follow("after sending", func() {
		d.do("double click", chromedp.MouseClickXY(p.X, p.Y), chromedp.MouseClickXY(p.X, p.Y))
	})
	d.says("Đã gửi hồ sơ")
	j.code = ask[string](d, `document.body.innerText.match(/H52\.[0-9.]+-\d{6}-\d{4}/)?.[0] ?? ''`)
	if j.code == "" {
		d.fail("no code")
	}
	d.look("done")
	d.press("Xem hồ sơ")
	d.says(j.code, "Đã nộp, chờ tiếp nhận")
	d.look("dossier-submitted")
	j.told("da nhan qua mang", "Cơ quan đã nhận hồ sơ bạn nộp qua mạng")
	if n := j.sent("da nhan qua mang"); n != 1 {
		j.t.Errorf("told %d times of one application", n)
	}
	if after := j.listed(); after != before+1 {
		d.fail("%d dossiers came of a double click", after-before)
	}
	d.look("me")
}

// listed counts the person's dossiers.
func (j *journey) listed() int {
	j.phone.open("/me")
	return ask[int](j.phone, `new Set([...document.querySelectorAll('a[href^="/me/d/"]')].map((a) => a.getAttribute('href'))).size`)
}

// told waits until the outside world has received an SMS and an e-mail about the
// dossier, with these words.
func (j *journey) told(sms, mail string) {
	j.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if _, err := j.world.WaitSMS(ctx, func(m sandbox.SMS) bool { return strings.Contains(m.Text, j.code) && strings.Contains(m.Text, sms) }); err != nil {
		j.t.Fatalf("no SMS with %q: %v", sms, err)
	}
	if _, err := j.world.WaitMail(ctx, func(m sandbox.Mail) bool {
		return strings.Contains(m.Subject, j.code) && strings.Contains(m.Text, mail)
	}); err != nil {
		j.t.Fatalf("no e-mail with %q: %v", mail, err)
	}
}

// sent counts the SMS about the dossier with these words.
func (j *journey) sent(sms string) (n int) {
	for _, m := range j.world.SMS() {
		if strings.Contains(m.Text, j.code) && strings.Contains(m.Text, sms) {
			n++
		}
	}
	return n
}
