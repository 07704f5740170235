// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"motcua.vn/internal/platform/ui"
)

const (
	chromium = "/usr/bin/chromium"
	axeFile  = "../web/node_modules/axe-core/axe.min.js"
	pictures = "out"
	// patience is how long anything may take on a busy machine.
	patience = 30 * time.Second
)

// needs tells whether all that the journeys need is there. With CI set it must be.
func needs(t *testing.T) bool {
	t.Helper()
	var missing []string
	for _, file := range []string{chromium, "/usr/bin/pdfsig", "/usr/bin/pdftoppm", "/usr/bin/pdftotext", "/usr/bin/zbarimg", axeFile} {
		if _, err := os.Stat(file); err != nil {
			missing = append(missing, file)
		}
	}
	if !ui.Built() {
		missing = append(missing, "the front end (sh scripts/front.sh)")
	}
	if len(missing) == 0 {
		return true
	}
	if os.Getenv("CI") != "" {
		t.Fatal("needed: " + strings.Join(missing, ", "))
	}
	t.Log("not walked in a browser, needed: " + strings.Join(missing, ", "))
	return false
}

// browser starts one Chromium for all the people of a test.
func browser(t *testing.T) context.Context {
	t.Helper()
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium), chromedp.UserDataDir(t.TempDir()), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("no-first-run", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// device is one person's browser: cookies of its own, a screen of some width.
type device struct {
	t     *testing.T
	ctx   context.Context
	url   string
	name  string
	width int64
	looks bool // asks axe and takes pictures of what it passes
	seen  int

	mu         sync.Mutex
	complaints []string // of the console: errors, and what the policy refused
}

// device opens a browser of its own for somebody.
func (h *house) device(t *testing.T, name string, width int64) *device {
	t.Helper()
	ctx, cancel := chromedp.NewContext(h.browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil { // lives as long as this context
		t.Fatal(err)
	}
	d := &device{t: t, ctx: ctx, url: h.url, name: name, width: width, looks: h.looks}
	d.do("start", chromedp.EmulateViewport(width, 800))
	go d.listen()
	t.Cleanup(func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		for _, c := range d.complaints {
			t.Errorf("%s: the console says: %s", name, c)
		}
	})
	return d
}

func (d *device) listen() {
	for m, err := range chromedp.Console(d.ctx) {
		if err != nil {
			return
		}
		if slices.Contains([]chromedp.ConsoleType{"error", "exception", "assert"}, m.Type) {
			d.mu.Lock()
			d.complaints = append(d.complaints, m.Text+" "+m.URL)
			d.mu.Unlock()
		}
	}
}

// forgive forgets complaints that contain the words: an answer of 404 that was
// asked for is one to the console.
func (d *device) forgive(words string) {
	d.t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.complaints = slices.DeleteFunc(d.complaints, func(c string) bool { return strings.Contains(c, words) })
}

func (d *device) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		d.fail("%s: %v", what, err)
	}
}

// fail ends the test with what is on the screen.
func (d *device) fail(format string, args ...any) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.ctx, patience)
	defer cancel()
	text, _ := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + "\n" + (document.querySelector("main") ?? document.body).innerText`))
	if picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot()); err == nil {
		_ = os.MkdirAll(pictures, 0o750)
		_ = os.WriteFile(filepath.Join(pictures, "failed-"+d.name+".png"), picture, 0o600)
	}
	d.t.Fatalf("%s: %s\n%s", d.name, fmt.Sprintf(format, args...), text)
}

func ask[T any](d *device, js string) T {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		d.fail("%s: %v", js, err)
	}
	return v
}

// open goes to an address of the product, or another.
func (d *device) open(path string) {
	d.t.Helper()
	if !strings.HasPrefix(path, "http") {
		path = d.url + path
	}
	d.do("open "+path, chromedp.Navigate(path))
}

// path is where the device is.
func (d *device) path() string {
	d.t.Helper()
	return ask[string](d, "location.pathname")
}

// until waits for an expression to come true; a page may change under it.
func (d *device) until(what, js string) {
	d.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(30 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(d.ctx, patience)
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](js))
		cancel()
		if err == nil && ok {
			return
		}
	}
	d.fail("%s: never", what)
}

// says waits until the page says the words.
func (d *device) says(words ...string) {
	d.t.Helper()
	for _, w := range words {
		d.until("the page says "+w, fmt.Sprintf(`document.body.innerText.includes(%q) || document.body.textContent.includes(%q)`, w, w))
	}
}

// silent makes sure that the page, hidden parts too, does not have the words.
func (d *device) silent(words ...string) {
	d.t.Helper()
	html := ask[string](d, "document.documentElement.outerHTML")
	for _, w := range words {
		if strings.Contains(html, w) {
			d.fail("the page gives away %q", w)
		}
	}
}

// text is what the page says.
func (d *device) text() string {
	d.t.Helper()
	return ask[string](d, "document.body.innerText")
}

// reloadsUntil loads the page again and again until it says the words: what
// follows from an act comes a moment later.
func (d *device) reloadsUntil(words string) {
	d.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		if strings.Contains(d.text(), words) {
			return
		}
		d.do("reload", chromedp.Reload())
	}
	d.fail("the page never says %q", words)
}

// point is where to click.
type point struct {
	X, Y   float64
	Wrong  string
	Choice bool
}

// find looks for something to click by the words that people see on it.
const find = `((words) => {
  const clean = (s) => (s ?? '').replace(/\s+/g, ' ').trim();
  const name = (e) => { const c = e.cloneNode(true); c.querySelectorAll('kbd').forEach((k) => k.remove()); return clean(c.textContent); };
  const all = [...document.querySelectorAll('main button, main a, main summary, main label, dialog[open] button, header a, header button, nav a, body > :not(main) button, a, button')].filter((e) => e.getClientRects().length);
  const e = all.find((e) => name(e) === words) ?? all.find((e) => name(e).startsWith(words)) ?? all.find((e) => name(e).includes(words));
  if (!e) return { wrong: 'nothing to press: ' + words };
  e.scrollIntoView({ block: 'center', behavior: 'instant' });
  const r = [...e.getClientRects()].find((x) => x.width && x.height), x = r.left + r.width / 2, y = r.top + r.height / 2;
  const hit = document.elementFromPoint(x, y);
  if (!hit || !(e.contains(hit) || hit.contains(e) || hit.closest('label') === e || (e.htmlFor && hit.id === e.htmlFor))) return { wrong: words + ' is covered by ' + (hit ? hit.outerHTML.slice(0, 120) : 'nothing') };
  return { x, y, choice: e.matches('label, summary, [type=button]') };
})`

// click clicks with the mouse on what has the words.
func (d *device) click(words string) {
	d.t.Helper()
	p := ask[point](d, fmt.Sprintf("%s(%q)", find, words))
	if p.Wrong != "" {
		d.fail("%s", p.Wrong)
	}
	d.do("click "+words, chromedp.MouseClickXY(p.X, p.Y))
}

// press clicks and waits for the page that follows.
func (d *device) press(words string) {
	d.t.Helper()
	d.follow("after "+words, func() { d.click(words) })
}

// follow does something and waits for the page that comes of it.
func (d *device) follow(what string, act func()) {
	d.t.Helper()
	mark := ask[string](d, `window.mark = String(Math.random())`)
	act()
	d.until(what+" comes a page", fmt.Sprintf(`window.mark !== %q && document.readyState === 'complete'`, mark))
}

// label finds the field that a label stands for. Where several groups have the
// same label, the group's words stand before it: "Người mẹ > Ngày sinh".
const label = `((words) => {
  const clean = (s) => (s ?? '').replace(/\s+/g, ' ').trim();
  const parts = words.split(' > '), last = parts.pop();
  let within = [document.body];
  for (const p of parts) within = [...document.querySelectorAll('fieldset, [role=group]')].filter((f) => clean(f.querySelector('legend')?.textContent).startsWith(p) || (f.getAttribute('aria-label') ?? '').startsWith(p));
  const all = within.flatMap((w) => [...w.querySelectorAll('label')]).filter((l) => l.getClientRects().length);
  const l = all.find((l) => clean(l.textContent) === last) ?? all.find((l) => clean(l.textContent).startsWith(last));
  const e = l && (l.control ?? document.getElementById(l.htmlFor));
  if (!e) return '';
  e.scrollIntoView({ block: 'center', behavior: 'instant' });
  e.focus();
  e.select?.();
  return e.tagName + ':' + e.type;
})`

// fill types into the field with the label, as a person would: with the keys.
func (d *device) fill(field, text string) {
	d.t.Helper()
	if kind := ask[string](d, fmt.Sprintf("%s(%q)", label, field)); kind == "" {
		d.fail("no field %q", field)
	}
	d.do("type "+field, chromedp.KeyEvent(kb.Backspace+text))
}

// fillDate types the three parts of a date.
func (d *device) fillDate(group, day, month, year string) {
	d.t.Helper()
	d.fill(group+" > Ngày", day)
	d.fill(group+" > Tháng", month)
	d.fill(group+" > Năm", year)
}

// pick chooses from a list by the words of the option.
func (d *device) pick(field, option string) {
	d.t.Helper()
	if kind := ask[string](d, fmt.Sprintf("%s(%q)", label, field)); !strings.HasPrefix(kind, "SELECT") {
		d.fail("no list %q", field)
	}
	ok := ask[bool](d, fmt.Sprintf(`(() => { const s = document.activeElement, o = [...s.options].find((o) => o.text.includes(%q)); if (!o) return false;
		s.value = o.value; s.dispatchEvent(new Event('input', {bubbles: true})); s.dispatchEvent(new Event('change', {bubbles: true})); return true })()`, option))
	if !ok {
		d.fail("no %q in %q", option, field)
	}
}

// keys presses keys one after the other, as a keyboard does: a key that the page
// takes for itself types no letter. (chromedp sends the letter apart.)
func (d *device) keys(all ...string) {
	d.t.Helper()
	for _, r := range strings.Join(all, "") {
		d.do("key "+string(r), stroke(r))
	}
}

func stroke(r rune) chromedp.Action[chromedp.Void] {
	events := kb.Encode(r)
	if len(events) == 3 {
		events[0].Text, events[0].UnmodifiedText = events[1].Text, events[1].UnmodifiedText
		events = []*input.DispatchKeyEventParams{events[0], events[2]}
	}
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for _, e := range events {
			if _, err := cdp.Call(ctx, t, input.DispatchKeyEvent, *e); err != nil {
				return err
			}
		}
		return nil
	})
}

// send is Ctrl+Enter, and the page that follows.
func (d *device) send() {
	d.t.Helper()
	d.follow("after Ctrl+Enter", func() { d.do("Ctrl+Enter", chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(2))) })
}
