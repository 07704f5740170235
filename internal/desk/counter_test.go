// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/testkit"
)

// counterForm is what an officer types for a birth.
func counterForm() url.Values {
	f := url.Values{"p-number": {family + "|012345678|Lèo Thị Xuân|20051990|Nữ|Bản Mé, phường Tô Hiệu, Sơn La|01012022"}, "p-channel": {"direct"}, "p-delivery": {"counter"}, "p-lang": {"vi"},
		"p-seen": {"birth_paper"}, "p-originals-birth_paper": {"1"}}
	for k, v := range birthAnswers() {
		f.Set(k, v)
	}
	f.Set("child_birth_date", "10/11/2026")
	f.Set("mother_residence", "phường tô hiệu")
	f.Del("requester.name")
	f.Del("requester.number")
	return f
}

func TestCounterFiling(t *testing.T) {
	if !testkit.FrontEnd(t) {
		return
	}
	each(t, func(t *testing.T, k *kit) {
		expect(t, "choose", k.get("officer", "/desk/new?q=khai+sinh"), 200, birth, "Đăng ký khai sinh")
		expect(t, "as one types", k.get("officer", "/desk/new/results?q=dang+ky+khai"), 200, birth)
		if a := k.get("officer", "/desk/new?q="+birth); a.Location != "/desk/new/"+birth {
			t.Errorf("a code leads to %q", a.Location)
		}
		path := "/desk/new/" + birth
		page := k.get("officer", path)
		expect(t, "form", page, 200, "Hẹn trả kết quả", `data-when="birth_paper"`, "autofocus")
		form := counterForm()
		form.Set("command", hidden(t, page.Body, path).Get("command"))

		filled := k.do("officer", http.MethodPost, path, form)
		expect(t, "filled in", filled, 200, `value="Lèo Thị Xuân"`, `value="20/05/1990"`, `value="`+family+`"`, "Đã có trong hệ thống", `value="0912345678"`)

		bad := url.Values{}
		for key, v := range form {
			bad[key] = v
		}
		bad.Set("do", "accept")
		bad.Set("child_birth_date", "31/02/2026")
		bad.Set("child_name", "")
		wrong := k.do("officer", http.MethodPost, path, bad)
		expect(t, "wrong", wrong, 422, `value="31/02/2026"`, `href="#child_birth_date"`, `href="#child_name"`, "Bệnh viện đa khoa tỉnh Sơn La")

		form.Set("do", "accept")
		done := k.do("officer", http.MethodPost, path, form)
		again := k.do("officer", http.MethodPost, path, form)
		if done.Code != 303 || done.Location != again.Location {
			t.Fatalf("a double click: %d %q and %q: %.500s", done.Code, done.Location, again.Location, done.Body)
		}
		code := strings.TrimPrefix(done.Location, "/desk/done/")
		k.react()
		expect(t, "done", k.get("officer", done.Location), 200, code, "Đã tiếp nhận hồ sơ", "/papers/")
		f := k.open(code)
		if f.Step != dossier.StepAppraise || f.Content.Answers["requester.name"] != "Lèo Thị Xuân" || f.Content.Answers["child_birth_date"] != "2026-11-10" || f.Content.Answers["mother_residence.label"] != "Phường Tô Hiệu" {
			t.Errorf("filed as %s %v", f.Step, f.Content.Answers)
		}
		if len(f.Content.Components) == 0 || !f.Content.Components[0].Seen {
			t.Errorf("papers %+v", f.Content.Components)
		}
	})
}

func TestCounterRefusesAnothersNumber(t *testing.T) {
	k := newKit(t, "sqlite:"+t.TempDir()+"/desk.db")
	form := counterForm()
	form.Set("p-number", family)
	form.Set("p-name", "Người Khác Hẳn")
	form.Set("do", "accept")
	form.Set("command", "x1")
	expect(t, "another's number", k.do("officer", http.MethodPost, "/desk/new/"+birth, form), 422, `href="#p-number"`, `value="Người Khác Hẳn"`)
}

func TestScanIsAdded(t *testing.T) {
	k := newKit(t, "sqlite:"+t.TempDir()+"/desk.db")
	d := k.file("c1")
	send := func(name string, body []byte) answer {
		var b bytes.Buffer
		m := multipart.NewWriter(&b)
		_ = m.WriteField("component", "birth_paper")
		part, _ := m.CreateFormFile("file", name)
		_, _ = part.Write(body)
		m.Close()
		r, _ := http.NewRequest(http.MethodPost, k.server.URL+"/desk/d/"+d.Code+"/files", &b)
		r.Header.Set("Content-Type", m.FormDataContentType())
		r.AddCookie(&http.Cookie{Name: "who", Value: "officer"})
		resp, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		text, _ := io.ReadAll(resp.Body)
		return answer{Code: resp.StatusCode, Body: string(text), Location: resp.Header.Get("Location")}
	}
	expect(t, "a picture", send("chứng sinh.png", picture(t)), 303)
	page := k.get("officer", "/desk/d/"+d.Code)
	expect(t, "shown", page, 200, "chứng sinh.png", "SHA-256", "/thumbnail", "mc-viewer__image")
	expect(t, "not what it says", send("giả.pdf", []byte("MZ this is a program")), 422)
	expect(t, "kept with its reason", k.get("officer", "/desk/d/"+d.Code), 200, "giả.pdf", "Không nhận")
}
