// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal_test

import (
	"bytes"
	"strings"
	"testing"

	"motcua.vn/internal/catalogue"
)

// page opens the page of the form that asks a question.
func (b *browser) question(id, key string) string {
	b.t.Helper()
	code, page := b.open("/apply/" + id + "?q=" + key)
	want(b.t, key, code, 200, page)
	return page
}

// TestBadAnswers: each mistake is said at its field, and what was typed is there
// again.
func TestBadAnswers(t *testing.T) {
	h := open(t, sqlite(t))
	b := h.browser("lo")
	id := b.begin(birth, ward)
	for name, c := range map[string]struct {
		field, value, says, back string
	}{
		"overlong":    {"child_name", strings.Repeat("Ố", 101), "Mục này dài 101 ký tự, nhiều nhất được 100", strings.Repeat("Ố", 101)},
		"emoji":       {"child_name", "Lò Minh 😀", "Hãy bỏ ký tự 😀", "Lò Minh 😀"},
		"empty":       {"child_name", "   ", "Hãy điền mục này", ""},
		"no such day": {"child_birth_date-day", "31", "không có trên lịch", `value="31"`},
		"letters":     {"child_birth_date-year", "abcd", "không có trên lịch", `value="abcd"`},
		"far future":  {"child_birth_date-year", "2999", "quá xa so với hôm nay", `value="2999"`},
		"long ago":    {"child_birth_date-year", "1700", "quá xa so với hôm nay", `value="1700"`},
		"no option":   {"child_sex", "x", "Hãy chọn một trong các lựa chọn", ""},
	} {
		t.Run(name, func(t *testing.T) {
			page := b.question(id, "child_name")
			given := map[string]string{"child_name": "Lò Minh Anh", "child_sex": "f", "child_birth_date-day": "9", "child_birth_date-month": "11", "child_birth_date-year": "2026",
				"child_birth_place": "Bệnh viện", "child_ethnicity": "Thái", "child_origin": "Sơn La", "page": "child_name"}
			given[c.field] = c.value
			code, page := b.send("/apply/"+id, b.answersTo(page, given)...)
			want(t, name, code, 422, page, c.says, "govuk-error-summary", "-error", c.back)
			if c.field != "child_birth_place" && !strings.Contains(page, "Bệnh viện") {
				t.Error("something else that was typed is lost")
			}
		})
	}
	t.Run("decomposed", func(t *testing.T) { // NFD comes back composed
		page := b.question(id, "child_name")
		code, page := b.send("/apply/"+id, b.answersTo(page, map[string]string{"child_name": "Lo\u0300 Thi\u0323 A\u0301nh", "child_sex": "f", "child_birth_date-day": "9", "child_birth_date-month": "11", "child_birth_date-year": "2026"})...)
		want(t, "decomposed", code, 200, page)
		if page = b.question(id, "child_name"); !strings.Contains(page, "Lò Thị Ánh") {
			t.Errorf("%q", value(page, "child_name"))
		}
	})
}

func TestBadFiles(t *testing.T) {
	h := open(t, sqlite(t))
	b := h.browser("lo")
	id := b.begin(birth, ward)
	b.fill(id, map[string]string{"birth_paper": "paper"})
	code, page := b.upload("/apply/"+id+"/files", "", "", nil, "command", "x")
	want(t, "none", code, 422, page, "Hãy đính kèm giấy tờ này")
	eicar := append(picture(t), []byte(`X5O!P%@AP[4\PZX54(P^)7CC)7}$`+`EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`)...)
	for name, c := range map[string]struct {
		file string
		body []byte
		says string
	}{
		"empty":    {"rong.pdf", nil, "rỗng"},
		"program":  {"anh.jpg", []byte("MZ\x90\x00 this is a program"), "Không nhận loại tệp này"},
		"virus":    {"virus.png", eicar, "mã độc"},
		"oversize": {"lon.png", append(picture(t), bytes.Repeat([]byte{0}, 11<<20)...), "nhiều nhất được 10 MB"},
		"torn":     {"hong.png", picture(t)[:40], "hỏng"},
	} {
		t.Run(name, func(t *testing.T) {
			code, page := b.upload("/apply/"+id+"/files", "file-birth_paper", c.file, c.body, "command", "x")
			want(t, name, code, 422, page, c.says, "govuk-error-summary", "file-birth_paper-error", c.file)
		})
	}
	if code, _ := b.upload("/apply/"+id+"/files", "file-nothing", "a.png", picture(t), "command", "x"); code != 404 {
		t.Errorf("a paper that nobody asks for: %d", code)
	}
	code, page = b.upload("/apply/"+id+"/files", "file-birth_paper", "tot.png", picture(t), "command", "x", "add", "1")
	want(t, "a good one beside", code, 200, page, "tot.png", "Đã nhận")
	code, page = b.upload("/apply/"+id+"/files", "file-birth_paper", "nang.png", bytes.Repeat([]byte{1}, 65<<20), "command", "x")
	want(t, "too heavy", code, 422, page, "nặng hơn 64 MB", "tot.png")
	if code, page = b.open("/apply/" + id + "/check"); code != 200 || strings.Contains(page, "Còn những chỗ này chưa xong") {
		t.Errorf("refused files stand in the way: %d %s", code, main(page))
	}
}

// TestUnfinished: who jumps ahead is told what is missing and where, and cannot
// send; the consent is needed.
func TestUnfinished(t *testing.T) {
	h := open(t, sqlite(t))
	b := h.browser("lo")
	id := b.begin(birth, ward)
	code, page := b.open("/apply/" + id + "/check")
	want(t, "check", code, 200, page, "Còn những chỗ này chưa xong", "/apply/"+id+"?check=1&q=child_name#child_name")
	if strings.Contains(page, `action="/apply/`+id+`/submit"`) {
		t.Error("it can be sent")
	}
	code, page = b.send("/apply/"+id+"/submit", "command", "x", "delivery", "online", "agree", "yes")
	want(t, "submit", code, 422, page, "Hãy điền mục này", "govuk-error-summary")
	b.at = "/apply/" + id
	b.fill(id, map[string]string{"birth_paper": "electronic", "child_name": "Lò Minh Anh"})
	code, page = b.send("/apply/"+id+"/submit", "command", "x", "delivery", "counter")
	want(t, "no consent", code, 422, page, "Hãy đánh dấu vào ô xác nhận", "Lò Minh Anh")
	code, page = b.open("/me")
	want(t, "draft", code, 200, page, "Đang làm dở", "/apply/"+id, "Tự xóa sau")
	code, page = b.send("/apply/"+id+"/drop", "command", "x")
	want(t, "dropped", code, 200, page, "Đã xóa bản nháp")
}

func TestClosedAndUnknownProcedures(t *testing.T) {
	h := open(t, sqlite(t))
	b := h.browser("lo")
	if code, page := b.open("/t/9.999999"); code != 404 || !strings.Contains(page, "Không có thủ tục nào mang mã 9.999999") {
		t.Errorf("%d %s", code, main(page))
	}
	id := b.begin(birth, ward)
	if err := h.Catalogue.Close(t.Context(), system, catalogue.CloseInput{Procedure: birth, LastDay: "2026-11-17"}); err != nil {
		t.Fatal(err)
	}
	b.fill(id, map[string]string{"birth_paper": "electronic"})
	h.now.Advance(3 * 24 * 60 * 60 * 1e9)
	code, page := b.send("/apply/"+id+"/submit", "command", "x", "delivery", "online", "agree", "yes")
	want(t, "closed meanwhile", code, 409, page, "không có hiệu lực")
	if code, page = b.open("/t/" + birth); code != 409 {
		t.Errorf("%d %s", code, main(page))
	}
	if code, page = b.open("/me"); code != 200 || !strings.Contains(page, id) {
		t.Errorf("the draft is lost: %d %s", code, main(page))
	}
}

func TestContact(t *testing.T) {
	h := open(t, sqlite(t))
	b := h.browser("lo")
	code, page := b.open("/me/contact?next=//evil.example")
	want(t, "contact", code, 200, page, "0912345678")
	if strings.Contains(page, `="//evil`) {
		t.Error("a form leads to another site")
	}
	code, page = b.send("/me/contact", "command", "x", "version", value(page, "version"), "phone", "12", "email", "nobody", "language", "vi", "sms", "plain")
	want(t, "wrong", code, 422, page, `value="12"`, `value="nobody"`, "phone-error", "email-error")
	code, page = b.send("/me/contact", "command", "x", "phone", "+84 987 654 321", "email", "a@b.vn", "language", "en", "sms", "marks", "next", "/me/contact")
	want(t, "kept", code, 200, page, "0987654321", "a@b.vn")
}
