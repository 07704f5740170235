// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"motcua.vn/internal/dossier"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/ui"
)

const (
	chromium = "/usr/bin/chromium"
	axe      = "../../web/node_modules/axe-core/axe.min.js"
)

// eyes is a real browser that looks at pages: axe, width, what the policy refused,
// and a picture of each (PORTAL_SHOTS names a folder).
type eyes struct {
	t     *testing.T
	ctx   context.Context
	audit string
	shots string
	url   string
}

func look(t *testing.T, url string) (*eyes, bool) {
	t.Helper()
	missing := ""
	audit, err := os.ReadFile(axe)
	if err != nil {
		missing = "axe-core (npm ci in web/)"
	}
	if _, err := os.Stat(chromium); err != nil {
		missing = chromium
	}
	if !ui.Built() {
		missing = "the front end (sh scripts/front.sh)"
	}
	if missing != "" {
		if os.Getenv("CI") != "" {
			t.Fatal("needed: " + missing)
		}
		t.Log("not looked at in a browser, needed: " + missing)
		return nil, false
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium), chromedp.UserDataDir(t.TempDir()), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("no-first-run", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	alloc, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	shots := os.Getenv("PORTAL_SHOTS")
	if shots == "" {
		shots = t.TempDir()
	}
	return &eyes{t, ctx, string(audit), shots, url}, true
}

func (e *eyes) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	e.t.Helper()
	ctx, cancel := context.WithTimeout(e.ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		text, _ := chromedp.Run(e.ctx, chromedp.Evaluate[string](`location.href + "\n" + (document.querySelector("main")?.innerText ?? "")`))
		e.t.Fatalf("%s: %v\n%s", what, err, text)
	}
}

func (e *eyes) open(path string) {
	e.t.Helper()
	e.do("open "+path, chromedp.Navigate(e.url+path))
}

func eval[T any](e *eyes, js string) T {
	e.t.Helper()
	v, err := chromedp.Run(e.ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		e.t.Fatalf("%s: %v", js, err)
	}
	return v
}

// press clicks a button or link by its words, and waits for the page it leads to.
func (e *eyes) press(words string) {
	e.t.Helper()
	was := eval[string](e, `window.marked = String(Math.random())`)
	found := eval[bool](e, fmt.Sprintf(`(() => { const x = [...document.querySelectorAll('main button, main a')].find((b) => b.innerText.trim().startsWith(%q)); x?.click(); return !!x })()`, words))
	if !found {
		e.t.Fatalf("no %q on %s\n%s", words, eval[string](e, "location.href"), eval[string](e, "document.querySelector('main').innerText"))
	}
	e.until("after "+words, fmt.Sprintf(`window.marked !== %q && document.readyState === 'complete'`, was))
}

func (e *eyes) until(what, js string) {
	e.t.Helper()
	for range 200 {
		ok, err := chromedp.Run(e.ctx, chromedp.Evaluate[bool](js))
		if err == nil && ok {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	e.t.Fatalf("%s: %s never\n%s", what, js, eval[string](e, "document.querySelector('main').innerText"))
}

// fill types into a field as a person would: with the keys.
func (e *eyes) fill(name, text string) {
	e.t.Helper()
	e.do("fill "+name, chromedp.SendKeys(`[name="`+name+`"]`, text))
}

func (e *eyes) choose(name, value string) {
	e.t.Helper()
	ok := eval[bool](e, fmt.Sprintf(`(() => { const x = [...document.querySelectorAll('[name="%s"]')]; const r = x.find((i) => i.value === %q && i.type !== 'select-one');
		if (r) { r.click(); return true }
		if (x[0]) { x[0].value = %q; x[0].dispatchEvent(new Event('input', {bubbles: true})); x[0].dispatchEvent(new Event('change', {bubbles: true})); return x[0].value === %q }
		return false })()`, name, value, value, value))
	if !ok {
		e.t.Fatalf("no %s=%s", name, value)
	}
}

type findings struct {
	Violations []string `json:"violations"`
	Wide       []string `json:"wide"`
	Clipped    []string `json:"clipped"`
	Missing    string   `json:"missing"`
}

const ask = `(async () => {
  await document.fonts.ready;
  for (const d of document.querySelectorAll('details')) d.open = true;
  const told = (e) => e.tagName.toLowerCase() + '.' + (e.getAttribute('class') || '') + ' ' + e.textContent.trim().slice(0, 40);
  const page = document.documentElement.clientWidth;
  const shown = [...document.querySelectorAll('body *')].filter((e) => e.getClientRects().length && !e.closest('.govuk-visually-hidden, .govuk-skip-link, svg, dialog'));
  const wide = document.documentElement.scrollWidth > page ? shown.filter((e) => e.getBoundingClientRect().right > page + 1).slice(0, 8).map(told) : [];
  const clipped = shown.filter((e) => e.matches('h1,h2,h3,button,a,dt,dd,td,th,summary,span') && ['hidden', 'clip'].includes(getComputedStyle(e).overflowY)
    && e.scrollHeight > e.clientHeight + 1 && getComputedStyle(e).webkitLineClamp === 'none').slice(0, 8).map(told);
  const result = await axe.run(document, { resultTypes: ['violations'] });
  return { violations: result.violations.flatMap((v) => v.nodes.slice(0, 4).map((n) => v.id + ': ' + n.target.join(' ') + ' ' + (n.any[0]?.message ?? n.failureSummary ?? ''))),
    wide, clipped, missing: document.body.innerText.match(/⟦[^⟧]*⟧/)?.[0] ?? '' };
})()`

// see looks at the page as it is, narrow and wide, and takes pictures.
func (e *eyes) see(name string) {
	e.t.Helper()
	for _, width := range []int64{360, 1280} {
		e.do("view "+name, chromedp.EmulateViewport(width, 800), chromedp.Evaluate[chromedp.Void](e.audit+";0"))
		picture, err := chromedp.Run(e.ctx, chromedp.FullScreenshot(100))
		if err != nil {
			e.t.Fatal(err)
		}
		got := eval[findings](e, ask)
		for what, list := range map[string][]string{"axe": got.Violations, "wider than the page": got.Wide, "clipped": got.Clipped} {
			if len(list) > 0 {
				e.t.Errorf("%s %d: %s:\n  %s", name, width, what, strings.Join(list, "\n  "))
			}
		}
		if got.Missing != "" {
			e.t.Errorf("%s: no text %s", name, got.Missing)
		}
		if err := os.WriteFile(filepath.Join(e.shots, fmt.Sprintf("%s-%d.png", name, width)), picture, 0o600); err != nil {
			e.t.Fatal(err)
		}
	}
}

// weigh is what a first visit costs over the wire: page, styles, script, icons and
// fonts.
func (e *eyes) weigh(name string) {
	e.t.Helper()
	eval[bool](e, "document.fonts.ready.then(() => true)")
	list := eval[[]string](e, `[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map((r) => r.encodedBodySize + ' ' + r.name)`)
	total := 0
	for _, x := range list {
		n := 0
		_, _ = fmt.Sscan(x, &n)
		total += n
	}
	if total > 60_000 {
		e.t.Errorf("%s: %d bytes on a first visit", name, total)
	}
	e.t.Logf("%s: %d bytes\n  %s", name, total, strings.Join(list, "\n  "))
}

// TestJourneyInABrowser walks as a person does, with script: search as one types,
// the procedure, the sign-in on the way, the form, a photo, sending, the steps.
func TestJourneyInABrowser(t *testing.T) {
	for _, lang := range []string{"vi", "en"} {
		t.Run(lang, func(t *testing.T) { walk(t, lang) })
	}
}

// words are what the buttons say.
var words = map[string]map[string]string{
	"vi": {"start": "Nộp qua mạng", "begin": "Bắt đầu", "continue": "Tiếp tục", "submit": "Gửi hồ sơ", "follow": "Xem hồ sơ", "supplement": "Bổ sung ngay", "send": "Gửi bổ sung", "check": "Kiểm tra"},
	"en": {"start": "Apply online", "begin": "Begin", "continue": "Continue", "submit": "Send the application", "follow": "See the application", "supplement": "Add what is missing", "send": "Send", "check": "Check"},
}

func walk(t *testing.T, lang string) {
	h := open(t, sqlite(t))
	e, ok := look(t, h.url)
	if !ok {
		return
	}
	say := words[lang]
	see := func(name string) { t.Helper(); e.see(name + "-" + lang) }
	e.open("/?lang=" + lang)
	e.weigh("home")
	see("home")
	e.fill("q", "khai sinh")
	e.until("results as one types", `document.querySelector('#q-results').innerText.includes('khai sinh')`)
	see("home-live")
	e.open("/search?q=khai+sinh")
	see("search")
	e.open("/search?q=zzzzqqqq")
	see("search-none")
	e.open("/t/" + birth)
	see("procedure")
	e.choose("u", ward)
	e.press(say["start"])
	see("start")
	e.press(say["begin"])
	see("apply-1-empty")
	e.press(say["continue"])
	see("apply-1-errors")
	e.fill("child_name", "Lò Minh Ánh")
	e.choose("child_sex", "f")
	e.fill("child_birth_date-day", "9")
	e.fill("child_birth_date-month", "11")
	e.fill("child_birth_date-year", "2026")
	e.fill("child_birth_place", "Bệnh viện Đa khoa tỉnh Sơn La")
	e.fill("child_ethnicity", "Thái")
	e.fill("child_origin", "Sơn La")
	e.until("saved by itself", `document.querySelector('[data-autosave-state]')?.dataset.state === 'saved'`)
	e.press(say["continue"])
	e.choose("birth_paper", "paper")
	e.press(say["continue"])
	rest(e, say, see)
	see("papers")
	photo := filepath.Join(t.TempDir(), "giay-chung-sinh.png")
	if err := os.WriteFile(photo, picture(t), 0o600); err != nil {
		t.Fatal(err)
	}
	e.do("photo", chromedp.SetUploadFiles(`[name="file-birth_paper"]`, []string{photo}))
	e.until("the photo is there", `!!document.querySelector('.mc-file--stored')`)
	see("papers-with-photo")
	e.press(say["continue"])
	see("check")
	e.choose("agree", "yes")
	e.press(say["submit"])
	see("done")
	e.press(say["follow"])
	see("dossier-submitted")
	dc := strings.TrimPrefix(eval[string](e, "location.pathname"), "/me/d/")
	after(t, h, e, dc, say, see)
}

// rest answers the pages about the parents and the requester.
func rest(e *eyes, say map[string]string, see func(string)) {
	for n := range 12 {
		if strings.HasSuffix(eval[string](e, "location.pathname"), "/papers") {
			return
		}
		eval[int](e, `(() => {
			for (const x of document.querySelectorAll('main form input:not([type=hidden]):not([type=radio]), main form textarea, main form select')) {
				if (x.value) continue;
				if (x.tagName === 'SELECT') x.selectedIndex = 1;
				else if (x.name.endsWith('-day')) x.value = '8'; else if (x.name.endsWith('-month')) x.value = '3'; else if (x.name.endsWith('-year')) x.value = '1990';
				else if (x.name.endsWith('.number') || x.name.endsWith('.label')) x.value = '';
				else x.value = x.inputMode === 'numeric' ? '1' : 'Lò Thị Hương';
			}
			const seen = new Set();
			for (const x of document.querySelectorAll('main form input[type=radio]')) if (!seen.has(x.name)) { seen.add(x.name); x.checked = true }
			return 0 })()`)
		see(fmt.Sprintf("apply-%d", n+3))
		e.press(say["continue"])
	}
}

// after is what the citizen sees while officers work.
func after(t *testing.T, h *house, e *eyes, dc string, say map[string]string, see func(string)) {
	ctx, ref := t.Context(), dossier.Ref{Code: dc}
	officer, appraiser, approver, keeper := h.staff("officer", "Quàng Văn Tâm"), h.staff("appraiser", "Hà Thị Én"), h.staff("approver", "Cầm Văn Dũng"), h.staff("keeper", "Vì Thị Mai")
	act := func(_ dossier.Dossier, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		h.drain()
		h.now.Advance(10 * time.Minute)
	}
	h.now.Advance(10 * time.Minute)
	act(h.Dossier.RequestSupplement(ctx, officer, dossier.SupplementInput{Ref: ref, Note: "Ảnh chụp bị mờ", Missing: []dossier.Missing{{Component: "birth_paper", What: "Giấy chứng sinh", Why: "ảnh mờ, không đọc được ngày sinh"}, {What: "Sổ hộ khẩu cũ", Why: "để đối chiếu quê quán"}}}))
	e.open("/me/d/" + dc)
	see("dossier-my-turn")
	e.press(say["supplement"])
	see("supplement")
	e.fill("note", "Em gửi lại ảnh rõ hơn.")
	e.press(say["send"])
	act(h.Dossier.Accept(ctx, officer, dossier.AcceptInput{Ref: ref}))
	e.open("/me/d/" + dc)
	see("dossier-accepted")
	e.open("/d/" + dc)
	see("progress")
	e.open("/me/d/" + dc + "/withdraw")
	see("withdraw")
	act(h.Dossier.Appraise(ctx, appraiser, dossier.AppraiseInput{Ref: ref, Outcome: dossier.Granted}))
	var a organisation.Agency
	h.read(func(r db.Reader) (err error) { a, err = h.Organisation.Agency(r, ward); return err })
	h.keys(approver, a)
	act(h.Dossier.Approve(ctx, approver, dossier.ApproveInput{Ref: ref}))
	act(h.Dossier.Stamp(ctx, keeper, dossier.StampInput{Ref: ref}))
	act(h.Dossier.Deliver(ctx, officer, dossier.DeliverInput{Ref: ref}))
	e.open("/me/d/" + dc)
	see("dossier-delivered")
	e.open("/me/d/" + dc + "/rate")
	see("rate")
	e.open("/me")
	see("me")
	e.open("/me/contact")
	see("contact")
	var code string
	h.read(func(r db.Reader) error {
		f, err := h.Dossier.Open(r, system, dc)
		if err != nil {
			return err
		}
		p, err := h.Document.Result(r, f.ID)
		code = p.Code
		return err
	})
	for name, path := range map[string]string{"verify-code": "/v/" + code, "verify-unknown": "/v/nothing", "verify": "/verify", "lookup": "/lookup", "lookup-unknown": "/lookup?code=H52-1",
		"poster-a4": "/t/" + birth + "/poster?u=" + ward, "poster-a5": "/t/" + birth + "/poster?u=" + ward + "&size=A5", "about": "/about", "accessibility": "/accessibility", "privacy": "/privacy",
		"procedure-chosen": "/t/" + birth + "?u=" + ward, "procedure-province": "/t/1.013236"} {
		e.open(path)
		see(name)
	}
}
