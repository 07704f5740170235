// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"motcua.vn/internal/dossier"
	"motcua.vn/internal/identity"
	"motcua.vn/internal/platform/testkit"
	"motcua.vn/internal/platform/ui"
)

func expect(t *testing.T, what string, a answer, code int, words ...string) {
	t.Helper()
	if a.Code != code {
		t.Fatalf("%s: status %d, want %d: %.600s", what, a.Code, code, a.Body)
	}
	for _, w := range words {
		if !strings.Contains(a.Body, w) {
			t.Errorf("%s: the page does not say %q", what, w)
		}
	}
	if strings.Contains(a.Body, "⟦") {
		at := strings.Index(a.Body, "⟦")
		t.Errorf("%s: a text is missing: %.60s", what, a.Body[at:])
	}
}

// TestJourneyWithoutScript takes one application from the counter to the result,
// each step by its own person, by plain forms.
func TestJourneyWithoutScript(t *testing.T) {
	if !testkit.FrontEnd(t) {
		return
	}
	each(t, func(t *testing.T, k *kit) {
		d := k.file("c1")
		expect(t, "list", k.get("officer", "/desk"), 200, d.Code, "Lèo Thị Xuân", "Còn 1 ngày 0 giờ làm việc")
		expect(t, "dossier", k.get("officer", "/desk/d/"+d.Code), 200, "Hẹn trả kết quả: thứ Hai, 16/11/2026, 17:30", "Lèo Văn An", "Giấy chứng sinh", "đã được tiếp nhận")
		expect(t, "accept", k.act("officer", d.Code, "accept", url.Values{"checked": {"birth_paper"}}), 303)
		k.react()
		if f := k.open(d.Code); f.Step != dossier.StepAppraise || f.Times.Due.IsZero() {
			t.Fatalf("after accepting: %s, due %s", f.Step, f.Times.Due)
		}
		expect(t, "after", k.get("officer", "/desk/d/"+d.Code), 200, "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Đã xem", "Bạn chỉ xem được")
		expect(t, "grant", k.act("appraiser", d.Code, "grant", url.Values{"note": {"Đủ điều kiện"}}), 303)
		expect(t, "approve page", k.get("approver", "/desk/d/"+d.Code), 200, "preview.pdf", "chữ ký số của bạn")
		if pdf := k.get("approver", "/desk/d/"+d.Code+"/preview.pdf"); pdf.Code != 200 || !strings.HasPrefix(pdf.Body, "%PDF") {
			t.Fatalf("preview: %d %.80s", pdf.Code, pdf.Body)
		}
		expect(t, "approve", k.act("approver", d.Code, "approve", nil), 303)
		expect(t, "too early to stamp", k.get("keeper", "/desk/d/"+d.Code), 200, "chưa ký xong")
		k.react()
		expect(t, "stamp", k.act("keeper", d.Code, "stamp", nil), 303)
		k.react()
		expect(t, "deliver", k.act("officer", d.Code, "deliver", url.Values{"receiver": {"Lèo Văn Bố"}}), 303)
		f := k.open(d.Code)
		if f.State != dossier.Delivered {
			t.Fatalf("state %d", f.State)
		}
		expect(t, "the end", k.get("officer", "/desk/d/"+d.Code), 200, "Người nhận: Lèo Văn Bố", "Giấy khai sinh", "Đã ký và đóng dấu", "Hồ sơ đã kết thúc")
		if slip := k.get("officer", "/desk/d/"+d.Code+"/control.pdf"); slip.Code != 200 || !strings.HasPrefix(slip.Body, "%PDF") {
			t.Fatalf("form 06: %d", slip.Code)
		}
	})
}

func TestAskForMissingPapers(t *testing.T) {
	each(t, func(t *testing.T, k *kit) {
		d := k.file("c1")
		more := k.act("officer", d.Code, "ask", url.Values{"do": {"row"}, "missing-0-what": {"Giấy chứng sinh"}, "note": {"Chị mang bản gốc"}})
		expect(t, "one more row", more, 200, `name="missing-2-what"`, `value="Giấy chứng sinh"`, "Chị mang bản gốc")
		bad := k.act("officer", d.Code, "ask", url.Values{"missing-1-what": {"Giấy chứng sinh"}})
		expect(t, "no reason", bad, 422, "Hãy ghi rõ lý do", `value="Giấy chứng sinh"`, `href="#missing-0-why"`)
		none := k.act("officer", d.Code, "ask", nil)
		expect(t, "nothing", none, 422, `href="#missing-0-what"`)
		expect(t, "asked", k.act("officer", d.Code, "ask", url.Values{"missing-0-what": {"Giấy chứng sinh"}, "missing-0-why": {"Bản nộp mờ, không đọc được"}}), 303)
		expect(t, "it waits", k.get("officer", "/desk?waiting=1"), 200, d.Code)
		if page := k.get("officer", "/desk"); strings.Contains(page.Body, d.Code) {
			t.Error("a dossier that waits is still among the work")
		}
		expect(t, "brought", k.act("officer", d.Code, "supplement", url.Values{"note": {"Đã mang đến quầy"}}), 303)
		expect(t, "not twice", k.get("officer", "/desk/d/"+d.Code+"?act=ask"), 200, "chỉ cho phép yêu cầu một lần")
	})
}

// TestTwoOfficers: the second one keeps what was typed and is told.
func TestTwoOfficers(t *testing.T) {
	each(t, func(t *testing.T, k *kit) {
		d := k.file("c1")
		path := "/desk/d/" + d.Code
		first := hidden(t, k.get("officer", path+"?act=refuse").Body, path+"/refuse")
		second := hidden(t, k.get("officer2", path).Body, path+"/accept")
		expect(t, "accepted", k.do("officer2", http.MethodPost, path+"/accept", second), 303)
		expect(t, "a double click", k.do("officer2", http.MethodPost, path+"/accept", second), 303)
		if n := len(k.open(d.Code).Events); n != 2 {
			t.Fatalf("%d events after a double click", n)
		}
		first.Set("reason", "Nộp nhầm nơi")
		late := k.do("officer", http.MethodPost, path+"/refuse", first)
		expect(t, "too late", late, 409, "Nộp nhầm nơi", "Chưa làm được")
	})
}

func TestSeparationOfDutiesIsToldBefore(t *testing.T) {
	each(t, func(t *testing.T, k *kit) {
		d := k.file("c1")
		k.hire("both", "Lường Văn Hai", "Công chức", identity.Appraiser, ward, centre)
		k.also("both", identity.Approver, ward, centre)
		expect(t, "accept", k.act("officer", d.Code, "accept", nil), 303)
		expect(t, "grant", k.act("both", d.Code, "grant", nil), 303)
		page := k.get("both", "/desk/d/"+d.Code+"?act=approve")
		expect(t, "told", page, 200, "phải là hai người")
		if strings.Contains(page.Body, `action="/desk/d/`+d.Code+`/approve`) {
			t.Error("the button is there although it would be refused")
		}
	})
}

func TestOpensTheNextDossier(t *testing.T) {
	k := newKit(t, "sqlite:"+t.TempDir()+"/desk.db")
	a, b := k.file("c1"), k.file("c2")
	done := k.act("officer", a.Code, "accept", nil)
	if done.Location != "/desk/d/"+b.Code {
		t.Errorf("went to %s, not to %s", done.Location, b.Code)
	}
	done = k.act("officer", b.Code, "refuse", url.Values{"reason": {"Không thuộc thẩm quyền"}})
	if done.Location != "/desk" {
		t.Errorf("went to %s when nothing was left", done.Location)
	}
}

func TestSearch(t *testing.T) {
	k := newKit(t, "sqlite:"+t.TempDir()+"/desk.db")
	d := k.file("c1")
	for _, q := range []string{"leo thi xuan", "Lèo Thị", family, d.Code[:12]} {
		expect(t, q, k.get("officer", "/desk/search?q="+url.QueryEscape(q)), 200, d.Code)
	}
	if a := k.get("officer", "/desk/search?q="+d.Code); a.Location != "/desk/d/"+d.Code {
		t.Errorf("a whole code leads to %q", a.Location)
	}
	if a := k.get("stranger", "/desk/search?q="+family); strings.Contains(a.Body, d.Code) {
		t.Error("another ward sees it")
	}
	expect(t, "account", k.get("officer", "/desk/account"), 200, "Lò Thị Ngân", "Tiếp nhận, yêu cầu bổ sung, từ chối hồ sơ", "12/QĐ-UBND")
}

// TestRouteWalk asks every route as everybody who may not.
func TestRouteWalk(t *testing.T) {
	k := newKit(t, "sqlite:"+t.TempDir()+"/desk.db")
	d := k.file("c1")
	for _, route := range k.table {
		path := strings.NewReplacer("{code}", d.Code, "{procedure}", birth).Replace(route.Pattern)
		name := route.Method + " " + route.Pattern
		if a := k.do("", route.Method, path, url.Values{}); a.Code != 303 && a.Code != 401 {
			t.Errorf("%s: anonymous got %d", name, a.Code)
		}
		if a := k.do("citizen", route.Method, path, url.Values{}); a.Code != 403 {
			t.Errorf("%s: a citizen got %d", name, a.Code)
		}
		if strings.Contains(route.Pattern, "{code}") {
			if a := k.do("stranger", route.Method, path, url.Values{}); a.Code != 404 && a.Code != 403 {
				t.Errorf("%s: another ward got %d", name, a.Code)
			}
		}
		for _, lang := range []string{"vi", "en"} {
			sep := "?lang="
			a := k.do("officer", route.Method, path+sep+lang, url.Values{})
			unprintable := a.Code == 503 && !ui.Built() // a plain clone has no fonts
			if a.Code >= 500 && !unprintable || strings.Contains(a.Body, "⟦") {
				t.Errorf("%s in %s: %d, or a text is missing", name, lang, a.Code)
			}
		}
	}
	for _, path := range []string{"/desk/d/nothing", "/desk/new/9.999999", "/desk?desk=x:y&after=%00", "/desk/d/" + d.Code + "?view=f:none&act=no"} {
		if a := k.get("officer", path); a.Code >= 500 {
			t.Errorf("%s: %d", path, a.Code)
		}
	}
}
