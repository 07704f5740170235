// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"motcua.vn/internal/sandbox"
)

const father = "Quàng Văn Thành"

// withoutScript is the citizen's way on a browser that runs none, from the search
// to the progress; and then what is missing is asked for and handed in.
func (h *house) withoutScript(t *testing.T) {
	j := &journey{house: h, t: t}
	j.plainly()
	j.ask()
	j.answer()
}

func (j *journey) plainly() {
	p := newPlain(j.t, j.url)
	p.open("/")
	p.press("Tìm", "q", "dang ky khai sinh")
	p.follow("Đăng ký khai sinh")
	p.says("Tôi cần mang gì?", "Giấy chứng sinh")
	p.press("Nộp qua mạng", "u", ward)
	p.press(father)
	p.says("Trước khi bắt đầu", father)
	p.press("Bắt đầu")
	p.press("Tiếp tục", "child_name", "Quàng Minh Quân", "child_sex", "m", "child_birth_date-day", "10", "child_birth_date-month", "11", "child_birth_date-year", "2026",
		"child_birth_place", "Trạm y tế phường Tô Hiệu", "child_ethnicity", "Thái")
	p.says("Cần sửa", "Quê quán") // one answer is missing; the others are still there
	p.press("Tiếp tục", "child_origin", "Sơn La")
	p.press("Tiếp tục", "birth_paper", "paper")
	p.press("Tiếp tục", "birth_paper_number", "77")
	p.press("Tiếp tục", "mother.name", "Cà Thị Mai", "parents_married", "no")
	p.press("Tiếp tục", "relation", "father", "within_60_days", "yes", "copies", "0")
	p.says("Giấy tờ", "Giấy chứng sinh")
	p.press("Gửi tệp, ở lại trang này", "file-birth_paper", "@"+photo(j.t, "mo.jpg"))
	p.says("mo.jpg", "SHA-256")
	p.press("Tiếp tục")
	p.says("Xem lại trước khi gửi", "Quàng Minh Quân", "Trạm y tế phường Tô Hiệu")
	p.press("Gửi hồ sơ", "delivery", "online", "agree", "yes")
	p.says("Đã gửi hồ sơ")
	j.code = regexp.MustCompile(`H52\.[0-9.]+-\d{6}-\d{4}`).FindString(p.text)
	p.follow("Xem hồ sơ")
	p.says(j.code, "Đã nộp, chờ tiếp nhận", "Tiếp nhận", "Trả kết quả")
	p.open("/lookup")
	p.press("Xem hồ sơ", "code", strings.ToLower(j.code))
	p.says(j.code, "Đã nộp, chờ tiếp nhận")
	if strings.Contains(p.html, "Quân") || strings.Contains(p.html, "Cà Thị") {
		j.t.Errorf("the progress gives away names")
	}
}

// ask: the officer asks for what is missing, in one go and by key.
func (j *journey) ask() {
	d := j.sitDown("motcua.101")
	j.take(d)
	d.follow("the form for what is missing", func() { d.keys("m") })
	d.says("Giấy tờ còn thiếu hoặc cần sửa", "Đồng hồ dừng")
	d.fill("1. Cần gì?", "Giấy chứng sinh")
	d.fill("1. Vì sao?", "Ảnh chụp bị mờ, không đọc được ngày sinh")
	d.look("ask")
	d.send()
	d.says("Đã yêu cầu bổ sung cho " + j.code)
	j.told("can bo sung Giay chung sinh", "Cần bổ sung: Giấy chứng sinh")
	d.open("/desk?waiting=1")
	d.says(j.code)
	d.look("waiting")
}

// answer: the citizen reads what is missing, photographs it again and sends it; the
// officer accepts.
func (j *journey) answer() {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	m, err := j.world.WaitSMS(ctx, func(m sandbox.SMS) bool {
		return strings.Contains(m.Text, "can bo sung") && strings.Contains(m.Text, j.code)
	})
	if err != nil || m.Segments > 1 {
		j.t.Errorf("the SMS has %d parts: %s", m.Segments, m.Text)
	}
	d := j.device(j.t, "father", 360)
	d.open("/me")
	d.signIn(father)
	d.open("/me/d/" + j.code)
	d.says("Đến lượt bạn", "Cơ quan cần bạn bổ sung trước")
	d.look("my-turn")
	d.press("Bổ sung ngay")
	d.says("Giấy chứng sinh", "Ảnh chụp bị mờ, không đọc được ngày sinh")
	d.do("photo", chromedp.SetUploadFiles(`input[type=file]`, []string{photo(j.t, "ro-hon.jpg")}))
	d.until("the photograph is there", `!!document.querySelector('.mc-file--stored')`)
	d.fill("Lời nhắn cho cán bộ", "Em gửi lại ảnh rõ hơn.")
	d.look("supplement")
	d.press("Gửi bổ sung")
	d.says("Đã gửi bổ sung")
	d.look("supplemented")

	o := j.sitDown("motcua.101")
	j.take(o)
	o.says("ro-hon.jpg", "Em gửi lại ảnh rõ hơn.")
	o.keys("a", " ")
	o.send()
	o.says("Đã tiếp nhận " + j.code)
	j.told("da tiep nhan, hen tra", "Ngày hẹn trả kết quả")
}
