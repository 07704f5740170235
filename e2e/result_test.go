// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"regexp"
	"strings"

	"github.com/chromedp/chromedp"
)

// result: the citizen downloads what was signed and sealed; a program written by
// somebody else calls both signatures valid; the code on it says so to anybody.
func (j *journey) result() {
	d := j.sitDown("motcua.101")
	j.take(d)
	d.look("deliver")
	d.keys("a")
	d.send()
	d.says("Đã trả kết quả " + j.code)
	j.told("da tra ket qua", "Kết quả hồ sơ của bạn đã được trao")

	d = j.phone
	d.open("/me/d/" + j.code)
	d.says("Đã trả kết quả", "Đã có kết quả", "Tiếp nhận", "Thẩm định", "Phê duyệt", "Đóng dấu")
	if n := ask[int](d, `[...document.querySelectorAll('.mc-steps time, .mc-step time')].filter((t) => t.dateTime).length`); n < 5 {
		d.fail("%d of five steps have a date", n)
	}
	d.look("dossier-delivered")
	j.pdf = d.fetch(d.href(`a[href^="/papers/"][href$="?download=1"]`))
	signed := run(j.t, "pdfsig", "-nocert", keep(j.t, "result.pdf", j.pdf))
	if n := strings.Count(signed, "Signature is Valid"); n != 2 {
		j.t.Errorf("pdfsig calls %d signatures valid:\n%s", n, signed)
	}
	text := words(j.t, j.pdf)
	if !strings.Contains(strings.ToUpper(text), "LÒ MINH ÁNH") || !strings.Contains(text, "09/11/2026") {
		j.t.Errorf("the result says %s", text)
	}
	codes := qr(j.t, j.pdf)
	if len(codes) != 1 || !strings.HasPrefix(codes[0], j.url+"/v/") {
		j.t.Fatalf("the result has the codes %v", codes)
	}
	j.verify = codes[0]
	d.open("/me/d/" + j.code)
	j.rate()
}

func (j *journey) rate() {
	d := j.phone
	d.press("Đánh giá")
	d.look("rate")
	d.click("Rất hài lòng")
	d.fill("Bạn muốn nói thêm điều gì?", "Nhanh và dễ hiểu.")
	d.press("Gửi đánh giá")
	d.says("Cảm ơn bạn đã đánh giá", "Bạn đã đánh giá: Rất hài lòng")
	d.look("rated")
}

// handOvers: every one is recorded with giver, receiver, time and time left, on the
// page and in form 06.
func (j *journey) handOvers() {
	d := j.sitDown("lanhdao.101")
	d.open("/desk/d/" + j.code)
	history := ask[string](d, `document.getElementById('history').parentElement.innerText`)
	if n := len(regexp.MustCompile(`(Còn|Quá hạn của bước) \d+ giờ \d+ phút`).FindAllString(history, -1)); n < 4 {
		j.t.Errorf("%d hand-overs tell the time left:\n%s", n, history)
	}
	for _, step := range []string{"Chuyển sang Thẩm định", "Chuyển sang Phê duyệt", "Chuyển sang Đóng dấu", "Chuyển sang Trả kết quả"} {
		if !strings.Contains(history, step) {
			j.t.Errorf("no %q in\n%s", step, history)
		}
	}
	if strings.Contains(history, "aDu") || strings.Contains(history, "Ghi chú: a") {
		j.t.Errorf("the key of an act was typed:\n%s", history)
	}
	d.look("history")
	slip := words(j.t, d.fetch("/desk/d/"+j.code+"/control.pdf"))
	for _, w := range []string{j.code, "Bên giao", "Bên nhận", "Trước hạn", "Thẩm định", "Phê duyệt", "Đóng dấu"} {
		if !strings.Contains(slip, w) {
			j.t.Errorf("form 06 has no %q: %s", w, slip)
		}
	}
}

// everybody: anyone can check the result by its code without signing in; by the
// dossier's code one sees how far it is, and no name.
func (j *journey) everybody() {
	d := j.device(j.t, "anybody", 360)
	d.open(j.verify)
	d.says("Giấy tờ thật, còn nguyên vẹn", "Hợp lệ", "Tin cậy", "Có, của", "Lò T*** Á***")
	d.silent(mother)
	d.look("verify-code")
	d.open("/d/" + j.code)
	d.says("Đã trả kết quả", "Thẩm định", "Trang này ai có mã cũng xem được")
	d.silent("Lò ", "Ánh", "Thương", "014185000101", "0912000101")
	d.look("progress")
	j.upload(d, "result.pdf", j.pdf)
	d.says("Giấy tờ thật, còn nguyên vẹn")
	d.look("verify-file")
	flipped := append([]byte{}, j.pdf...)
	flipped[len(flipped)/3] ^= 1
	j.upload(d, "flipped.pdf", flipped)
	d.silent("Giấy tờ thật")
	if text := d.text(); !strings.Contains(text, "Không phải giấy tờ của hệ thống này") && !strings.Contains(text, "không còn nguyên vẹn") {
		d.fail("the file with one byte flipped is judged otherwise")
	}
	d.look("verify-flipped")
}

func (j *journey) upload(d *device, name string, pdf []byte) {
	d.open("/verify")
	d.do("choose "+name, chromedp.SetUploadFiles(`input[type=file]`, []string{keep(j.t, name, pdf)}))
	d.press("Kiểm tra")
}
