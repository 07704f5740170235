// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/ui"
)

const (
	chromium = "/usr/bin/chromium"
	axePath  = "../../web/node_modules/axe-core/axe.min.js"
)

// browser is one person at a keyboard.
type browser struct {
	*kit
	ctx context.Context
	axe string
}

func newBrowser(t *testing.T, k *kit) *browser {
	t.Helper()
	axe, err := os.ReadFile(axePath)
	if err == nil && !ui.Built() {
		err = fmt.Errorf("the front end is not built")
	}
	if err == nil {
		_, err = os.Stat(chromium)
	}
	if err != nil && os.Getenv("CI") == "" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium), chromedp.UserDataDir(t.TempDir()), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("no-first-run", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	alloc, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(stop)
	c, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	b := &browser{kit: k, ctx: c, axe: string(axe)}
	b.run(chromedp.EmulateViewport(1280, 800))
	return b
}

func (b *browser) run(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	for _, a := range actions {
		if err := chromedp.Do(b.ctx, a); err != nil {
			b.t.Fatal(err)
		}
	}
}

// sit down as somebody, at a page.
func (b *browser) as(login, path string) {
	b.t.Helper()
	b.run(chromedp.Navigate(b.server.URL+"/as/"+login), chromedp.Navigate(b.server.URL+path))
}

// keys presses one after the other.
func (b *browser) keys(all ...string) {
	b.t.Helper()
	for _, k := range all {
		b.run(chromedp.KeyEvent(k))
	}
}

// send is Ctrl+Enter, then the page after it.
func (b *browser) send() {
	b.t.Helper()
	b.leaves(func() { b.run(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(2))) })
}

// follow presses keys of which the last leads to another page.
func (b *browser) follow(all ...string) {
	b.t.Helper()
	b.leaves(func() { b.keys(all...) })
}

// leaves waits until another page stands where the deed was done.
func (b *browser) leaves(deed func()) {
	b.t.Helper()
	b.run(chromedp.Evaluate[chromedp.Void](`window.before = true; 0`))
	deed()
	b.until(`!window.before && document.readyState === 'complete' && !!document.getElementById('main')`)
}

func (b *browser) until(expression string) {
	b.t.Helper()
	for range 200 {
		ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](expression))
		if err == nil && ok {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.t.Fatalf("never: %s\n%.900s", expression, b.text())
}

func (b *browser) text() string {
	b.t.Helper()
	s, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.body.innerText`))
	if err != nil {
		b.t.Fatal(err)
	}
	return s
}

func (b *browser) sees(words ...string) {
	b.t.Helper()
	text := b.text()
	for _, w := range words {
		if !strings.Contains(text, w) {
			b.t.Fatalf("the page does not say %q:\n%.900s", w, text)
		}
	}
}

// fine asks axe, at both widths, light and dark.
func (b *browser) fine(name, path string) {
	b.t.Helper()
	for _, width := range []int64{360, 1280} {
		for _, look := range []string{"theme=light&lang=vi", "theme=dark&lang=en"} {
			sep := "?"
			if strings.Contains(path, "?") {
				sep = "&"
			}
			b.run(chromedp.EmulateViewport(width, 800), chromedp.Navigate(b.server.URL+path+sep+look), chromedp.Evaluate[chromedp.Void](b.axe+";0"))
			found, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]string](askAxe, chromedp.EvalAwaitPromise))
			if err != nil {
				b.t.Fatal(err)
			}
			for _, f := range found {
				b.t.Errorf("%s at %d px, %s: %s", name, width, look, f)
			}
			b.keep(fmt.Sprintf("%s-%d-%s", name, width, look[len(look)-2:]))
		}
	}
	b.run(chromedp.EmulateViewport(1280, 800), chromedp.Navigate(b.server.URL+"/desk?theme=light&lang=vi"))
}

const askAxe = `(async () => {
  const page = document.documentElement.clientWidth;
  const wide = document.documentElement.scrollWidth > page ? ['wider than the page: ' + document.documentElement.scrollWidth] : [];
  for (const d of document.querySelectorAll('details')) d.open = true;
  const r = await axe.run(document, { resultTypes: ['violations'], iframes: false });
  return wide.concat(r.violations.flatMap((v) => v.nodes.slice(0, 3).map((n) => v.id + ': ' + n.target.join(' ') + ' ' + (n.any[0]?.message ?? n.failureSummary ?? ''))));
})()`

// keep saves a picture where MOTCUA_SHOTS names a folder.
func (b *browser) keep(name string) {
	dir := os.Getenv("MOTCUA_SHOTS")
	if dir == "" {
		return
	}
	picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o600)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

// TestJourneyByKeyboard: accept, appraise, approve, stamp, deliver, each by its own
// person, without a mouse.
func TestJourneyByKeyboard(t *testing.T) {
	k := newKit(t, "sqlite:"+filepath.Join(t.TempDir(), "desk.db"))
	b := newBrowser(t, k)
	d := k.file("c1")

	b.as("officer", "/desk")
	b.follow("j", kb.Enter)
	b.sees(d.Code, "Khi bạn bấm nút này")
	b.keys("a")
	b.send()
	b.sees("Đã tiếp nhận " + d.Code)
	k.react()

	b.as("appraiser", "/desk")
	b.follow("j", kb.Enter)
	b.keys("a", "Du dieu kien")
	b.send()
	b.sees("Đã đề nghị chấp thuận " + d.Code)

	b.as("approver", "/desk")
	b.follow("j", kb.Enter)
	b.follow("b") // the other act opens, with the cursor in its field
	b.sees("Cần thẩm định lại điều gì?")
	b.follow(kb.Escape, "a")
	b.sees("Bản xem trước kết quả")
	b.send()
	b.sees("Đã phê duyệt " + d.Code)
	k.react()

	b.as("keeper", "/desk")
	b.follow("j", kb.Enter)
	b.keys("a")
	b.send()
	b.sees("Đã đóng dấu " + d.Code)
	k.react()

	b.as("officer", "/desk")
	b.follow("j", kb.Enter)
	b.keys("a")
	b.send()
	b.sees("Đã trả kết quả " + d.Code)
	if f := k.open(d.Code); f.State != dossier.Delivered {
		t.Errorf("state %d", f.State)
	}
}

// TestCounterByKeyboard files a birth with a scanned card and no mouse.
func TestCounterByKeyboard(t *testing.T) {
	k := newKit(t, "sqlite:"+filepath.Join(t.TempDir(), "desk.db"))
	b := newBrowser(t, k)
	b.as("officer", "/desk")
	b.follow("g", "n")
	b.keys("dang ky khai sinh")
	b.until(`document.querySelector('#q-results [data-row]')?.textContent.includes('1.001193') ?? false`)
	b.follow(kb.Tab, kb.Tab, kb.Enter) // the button, then the first procedure
	b.sees("Đăng ký khai sinh", "Số định danh cá nhân")
	b.follow(family, kb.Enter)
	b.sees("Đã có trong hệ thống")
	b.keys("Leo Van An", kb.Tab, " ", kb.Tab, "10112026", kb.Tab, "Benh vien Son La", kb.Tab, "Thai", kb.Tab, "Son La", kb.Tab, "G", "G", kb.Tab)
	b.keep("counter-typing")
	text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.querySelector('[name=birth_paper]').value`))
	if err != nil || text == "" {
		t.Fatalf("birth paper chosen: %q %v", text, err)
	}
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector('[name=birth_paper]').value='pledge';document.querySelector('[name=birth_paper]').dispatchEvent(new Event('change',{bubbles:true}));document.querySelector('[name="mother.number"]').focus();0`))
	b.keys(kb.Tab, "Leo Thi Xuan", kb.Tab, kb.Tab, kb.Tab, "C")
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector('[name=relation]').focus();0`))
	b.keys("M", kb.Tab, " ", kb.Tab, "0")
	b.send()
	k.react()
	b.sees("Đã tiếp nhận hồ sơ", "H52.101.01-261116-0001")
}

func TestPagesAreAccessible(t *testing.T) {
	k := newKit(t, "sqlite:"+filepath.Join(t.TempDir(), "desk.db"))
	b := newBrowser(t, k)
	d, asked := k.file("c1"), k.file("c2")
	k.act("officer", asked.Code, "ask", map[string][]string{"missing-0-what": {"Giấy chứng sinh"}, "missing-0-why": {"Bản nộp mờ"}})
	b.as("officer", "/desk")
	for name, path := range map[string]string{
		"work": "/desk", "waiting": "/desk?waiting=1", "dossier": "/desk/d/" + d.Code, "ask": "/desk/d/" + d.Code + "?act=ask", "refuse": "/desk/d/" + d.Code + "?act=refuse",
		"viewer": "/desk/d/" + asked.Code + "?pane=viewer", "supplement": "/desk/d/" + asked.Code, "choose": "/desk/new", "new": "/desk/new/" + birth, "done": "/desk/done/" + d.Code,
		"search": "/desk/search?q=leo", "account": "/desk/account",
	} {
		b.fine(name, path)
	}
	k.act("officer", d.Code, "accept", nil)
	k.act("appraiser", d.Code, "grant", nil)
	b.as("approver", "/desk")
	b.fine("approve", "/desk/d/"+d.Code)
}
