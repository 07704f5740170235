// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"motcua.vn/internal/dossier"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/testkit"
)

// begin goes from the procedure's page to the first question.
func (b *browser) begin(procedure, agency string) string {
	b.t.Helper()
	code, page := b.open("/t/" + procedure + "/start?u=" + agency)
	want(b.t, "start", code, 200, page)
	code, page = b.send("/t/"+procedure+"/start", "command", value(page, "command"), "u", agency)
	want(b.t, "first question", code, 200, page)
	return b.draft()
}

func (b *browser) draft() string {
	b.t.Helper()
	id, _, _ := strings.Cut(strings.TrimPrefix(b.at, "/apply/"), "?")
	id, _, _ = strings.Cut(id, "/")
	if len(id) != 20 {
		b.t.Fatalf("no draft at %s", b.at)
	}
	return id
}

// fill answers whatever is asked with something sensible until the papers come.
func (b *browser) fill(id string, given map[string]string) {
	b.t.Helper()
	for range 30 {
		code, page := b.open(b.at)
		want(b.t, b.at, code, 200, page)
		if strings.HasSuffix(b.at, "/papers") {
			return
		}
		code, page = b.send("/apply/"+id, b.answersTo(page, given)...)
		want(b.t, "after "+b.at, code, 200, page)
	}
	b.t.Fatal("the form has no end")
}

// upload sends one file to a field.
func (b *browser) upload(path, field, name string, body []byte, more ...string) (int, string) {
	b.t.Helper()
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	for i := 0; i < len(more); i += 2 {
		_ = w.WriteField(more[i], more[i+1])
	}
	if field != "" {
		f, _ := w.CreateFormFile(field, name)
		_, _ = f.Write(body)
	}
	_ = w.Close()
	return b.answer(b.Post(b.url+path, w.FormDataContentType(), &buf))
}

func picture(t testing.TB) []byte {
	var buf bytes.Buffer
	if err := png.Encode(&buf, image.NewRGBA(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// apply files a birth without script and gives the dossier's code.
func (b *browser) apply(agency string) string {
	b.t.Helper()
	id := b.begin(birth, agency)
	b.fill(id, map[string]string{"birth_paper": "paper"})
	code, page := b.upload("/apply/"+id+"/files", "file-birth_paper", "giấy chứng sinh.png", picture(b.t), "command", "x")
	want(b.t, "papers", code, 200, page)
	if !strings.HasSuffix(b.at, "/check") {
		b.t.Fatalf("at %s\n%s", b.at, main(page))
	}
	code, page = b.send("/apply/"+id+"/submit", "command", value(page, "command"), "delivery", "online", "agree", "yes")
	want(b.t, "submit", code, 200, page, "Đã gửi hồ sơ")
	return strings.TrimSuffix(strings.TrimPrefix(b.at, "/apply/"), "/done")
}

func TestJourneyWithoutScript(t *testing.T) {
	if !testkit.FrontEnd(t) {
		return
	}
	t.Run("sqlite", func(t *testing.T) { journey(t, open(t, sqlite(t))) })
	if server := testkit.Server(t); server != "" {
		t.Run("postgres", func(t *testing.T) { journey(t, open(t, postgres(t, server))) })
	}
}

func journey(t *testing.T, h *house) {
	b := h.browser("")
	code, page := b.open("/search?q=khai+sinh")
	want(t, "search", code, 200, page, "Đăng ký khai sinh", "/t/"+birth)
	code, page = b.open("/t/" + birth)
	want(t, "procedure", code, 200, page, "Tôi cần mang gì?", "Giấy chứng sinh", "8.000 ₫", "1 ngày làm việc", "Nộp qua mạng")
	code, page = b.open("/t/" + birth + "/start?u=" + ward) // signs in on the way
	want(t, "start", code, 200, page, "Lò Thị Hương", "Bắt đầu")
	b = h.browser("lo")
	dc := b.apply(ward)
	h.drain()
	code, page = b.open("/me/d/" + dc)
	want(t, "own", code, 200, page, dc, "Đã nộp, chờ tiếp nhận", "Tiếp nhận", "Thẩm định", "giấy chứng sinh.png", "Rút hồ sơ này")
	code, page = b.open("/me")
	want(t, "mine", code, 200, page, "Đăng ký khai sinh", dc)
	code, page = h.browser("").open("/d/" + dc)
	want(t, "public", code, 200, page, "Đăng ký khai sinh")
	for _, secret := range []string{"Lò", "014190001234", "0912345678", "Minh Anh"} {
		if strings.Contains(page, secret) {
			t.Errorf("the public page shows %q", secret)
		}
	}
	h.person("other", "Cà Văn Nam", "014080005678", "1980-05-05")
	if code, _ = h.browser("other").open("/me/d/" + dc); code != http.StatusNotFound {
		t.Errorf("somebody else's dossier: %d", code)
	}
	throughTheSteps(t, h, b, dc)
}

// throughTheSteps: a supplement, then the officers' acts, the result, the rating.
func throughTheSteps(t *testing.T, h *house, b *browser, dc string) {
	ctx := t.Context()
	officer, appraiser, approver, keeper := h.staff("officer", "Quàng Văn Tâm"), h.staff("appraiser", "Hà Thị Én"), h.staff("approver", "Cầm Văn Dũng"), h.staff("keeper", "Vì Thị Mai")
	ref := dossier.Ref{Code: dc}
	act := func(_ dossier.Dossier, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		h.drain()
		h.now.Advance(10 * time.Minute)
	}
	h.now.Advance(10 * time.Minute)
	act(h.Dossier.RequestSupplement(ctx, officer, dossier.SupplementInput{Ref: ref, Note: "Ảnh chụp bị mờ", Missing: []dossier.Missing{{Component: "birth_paper", What: "Giấy chứng sinh", Why: "ảnh mờ, không đọc được ngày sinh"}}}))
	code, page := b.open("/me/d/" + dc)
	want(t, "my turn", code, 200, page, "Đến lượt bạn", "Bổ sung ngay")
	code, page = b.open("/me/d/" + dc + "/supplement")
	want(t, "supplement", code, 200, page, "ảnh mờ, không đọc được ngày sinh", "Gửi bổ sung")
	form := []string{"command", value(page, "command"), "version", value(page, "version"), "note", ""}
	code, page = b.upload("/me/d/"+dc+"/supplement", "", "", nil, form...)
	want(t, "nothing sent", code, 422, page, "Hãy gửi ít nhất một tệp")
	code, page = b.upload("/me/d/"+dc+"/supplement", "file-birth_paper", "ro hon.png", append(picture(t), 0), form...)
	want(t, "supplemented", code, 200, page, "Đã gửi bổ sung", "ro hon.png")
	act(h.Dossier.Accept(ctx, officer, dossier.AcceptInput{Ref: ref}))
	code, page = b.open("/me/d/" + dc)
	want(t, "accepted", code, 200, page, "đang thẩm định", "Vì sao là ngày này?", "Giấy tiếp nhận hồ sơ")
	act(h.Dossier.Appraise(ctx, appraiser, dossier.AppraiseInput{Ref: ref, Outcome: dossier.Granted}))
	var a organisation.Agency
	h.read(func(r db.Reader) (err error) { a, err = h.Organisation.Agency(r, ward); return err })
	h.keys(approver, a)
	act(h.Dossier.Approve(ctx, approver, dossier.ApproveInput{Ref: ref}))
	act(h.Dossier.Stamp(ctx, keeper, dossier.StampInput{Ref: ref}))
	code, page = b.open("/me/d/" + dc)
	want(t, "result", code, 200, page, "Đã có kết quả", "Tải kết quả", "/v/")
	v := page[strings.Index(page, `href="/v/`)+6:]
	v = v[:strings.Index(v, `"`)]
	code, page = h.browser("").open(v)
	want(t, "verify", code, 200, page, "Giấy tờ thật", "Chữ ký 1", "Chữ ký 2", "Cầm Văn Dũng")
	verifyTheFile(t, h, b, dc)
	act(h.Dossier.Deliver(ctx, officer, dossier.DeliverInput{Ref: ref}))
	rating(t, b, dc)
}

// verifyTheFile downloads the result and asks whether it is genuine, and again
// with one byte changed.
func verifyTheFile(t *testing.T, h *house, b *browser, dc string) {
	_, page := b.open("/me/d/" + dc)
	at := page[strings.LastIndex(page[:strings.Index(page, "?download=1")], `"`)+1 : strings.Index(page, "?download=1")]
	res, err := b.Get(h.url + at)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	pdf, _ := io.ReadAll(res.Body)
	anybody := h.browser("")
	code, page := anybody.upload("/verify", "file", "ket-qua.pdf", pdf, "command", "x")
	want(t, "the file", code, 200, page, "Giấy tờ thật, còn nguyên vẹn")
	pdf[len(pdf)/2] ^= 1
	code, page = anybody.upload("/verify", "file", "ket-qua.pdf", pdf, "command", "x")
	if code == 200 && strings.Contains(page, "Giấy tờ thật") {
		t.Error("a changed file is genuine")
	}
}

func rating(t *testing.T, b *browser, dc string) {
	code, page := b.open("/me/d/" + dc + "/rate")
	want(t, "rate", code, 200, page, "Rất hài lòng")
	code, page = b.send("/me/d/"+dc+"/rate", "command", value(page, "command"), "words", "Nhanh, cảm ơn!")
	want(t, "no score", code, 422, page, "Hãy chọn một trong các lựa chọn", "Nhanh, cảm ơn!")
	code, page = b.send("/me/d/"+dc+"/rate", "command", value(page, "command"), "score", "5", "words", "Nhanh, cảm ơn!")
	want(t, "rated", code, 200, page, "Cảm ơn bạn đã đánh giá", "Bạn đã đánh giá: Rất hài lòng")
}

func TestUploadByScript(t *testing.T) {
	h := open(t, sqlite(t))
	b := h.browser("lo")
	id := b.begin(birth, ward)
	b.fill(id, map[string]string{"birth_paper": "paper"})
	send := func(name string, body []byte) (int, map[string]string) {
		var buf bytes.Buffer
		w := multipart.NewWriter(&buf)
		f, _ := w.CreateFormFile("file-birth_paper", name)
		_, _ = f.Write(body)
		_ = w.Close()
		req, _ := http.NewRequest(http.MethodPost, h.url+"/apply/"+id+"/files?c=birth_paper", &buf)
		req.Header.Set("Content-Type", w.FormDataContentType())
		req.Header.Set("Accept", "application/json")
		res, err := b.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		out := map[string]string{}
		if err := json.NewDecoder(res.Body).Decode(&out); err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, out
	}
	if code, out := send("a.png", picture(t)); code != 200 || out["state"] != "stored" || len(out["sha256"]) != 64 || out["thumb"] == "" || out["remove"] == "" {
		t.Errorf("%d %v", code, out)
	}
	if code, out := send("a.exe", []byte("MZ not a picture")); code != 422 || out["state"] != "refused" || out["message"] == "" {
		t.Errorf("%d %v", code, out)
	}
	code, page := b.open("/apply/" + id + "/papers")
	want(t, "papers", code, 200, page, "a.png", "Không nhận tệp này", "thumbnail")
}
