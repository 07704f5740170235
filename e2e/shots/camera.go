// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

//go:build shots

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

// camera drives one browser.
type camera struct {
	ctx             context.Context
	base, out, only string
}

func newCamera(ctx context.Context, browser, base, out, only string) (*camera, func(), error) {
	profile, err := os.MkdirTemp("", "motcua-shots-browser")
	if err != nil {
		return nil, nil, err
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(browser), chromedp.UserDataDir(profile), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("no-first-run", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true))
	alloc, stop := chromedp.NewExecAllocator(ctx, opts...)
	tab, cancel := chromedp.NewContext(alloc)
	closeAll := func() { cancel(); stop(); os.RemoveAll(profile) }
	if err := chromedp.Do(tab); err != nil {
		closeAll()
		return nil, nil, err
	}
	return &camera{ctx: tab, base: base, out: out, only: only}, closeAll, nil
}

// pageLimit is how long one page may take.
const pageLimit = 40 * time.Second

func (c *camera) do(steps ...chromedp.Action[chromedp.Void]) error {
	ctx, cancel := context.WithTimeout(c.ctx, pageLimit)
	defer cancel()
	return chromedp.Do(ctx, steps...)
}

// open goes to a page of the demo, or of whoever it sent us to.
func (c *camera) open(path string) error {
	if !strings.HasPrefix(path, "http") {
		path = c.base + path
	}
	if err := c.do(chromedp.Navigate(path)); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// ask evaluates an expression on the page.
func ask[T any](c *camera, expression string) (T, error) {
	ctx, cancel := context.WithTimeout(c.ctx, pageLimit)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// press clicks on what the selector finds and waits for the page that follows.
func (c *camera) press(selector string) error {
	found, err := ask[bool](c, fmt.Sprintf(`(() => { const e = document.querySelector(%q); if (!e) return false; window.leaving = true; setTimeout(() => e.click(), 0); return true; })()`, selector))
	if err != nil {
		return err
	}
	if !found {
		return fmt.Errorf("%s: nothing to press at %s", c.where(), selector)
	}
	for range 400 {
		if arrived, err := ask[bool](c, `!window.leaving && document.readyState === 'complete'`); err == nil && arrived {
			return nil
		}
		select {
		case <-c.ctx.Done():
			return c.ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
	return fmt.Errorf("%s: nothing followed from %s", c.where(), selector)
}

func (c *camera) has(selector string) (bool, error) {
	return ask[bool](c, fmt.Sprintf(`document.querySelector(%q) !== null`, selector))
}

func (c *camera) where() string {
	at, _ := ask[string](c, `location.href`)
	return at
}

// link is the address of the first link that the selector finds, "" where there is
// none.
func (c *camera) link(selector string) (string, error) {
	return ask[string](c, fmt.Sprintf(`(() => { const e = document.querySelector(%q); return e ? e.getAttribute('href') : ''; })()`, selector))
}

// views are the ways to look at a page: the tail of the picture's name, the
// language, the size.
var views = []struct {
	tail, lang    string
	width, height int64
}{
	{"", "en", 1280, 800}, {"-360", "en", 360, 740}, {"-vi", "vi", 1280, 800}, {"-vi-360", "vi", 360, 740},
}

// take pictures a page in every view.
func (c *camera) take(name, path string) error {
	if !strings.HasPrefix(name, c.only) {
		return nil
	}
	for _, v := range views {
		address := path + map[bool]string{true: "&", false: "?"}[strings.Contains(path, "?")] + "lang=" + v.lang
		if err := c.do(chromedp.EmulateViewport(v.width, v.height)); err != nil {
			return err
		}
		if err := c.open(address); err != nil {
			return err
		}
		if _, err := ask[bool](c, `document.fonts.ready.then(() => new Promise((done) => setTimeout(() => done(true), 300)))`); err != nil {
			return err
		}
		if err := c.save(name + v.tail); err != nil {
			return err
		}
	}
	return nil
}

// heaviest is what a picture may weigh.
const heaviest = 250_000

func (c *camera) save(name string) error {
	ctx, cancel := context.WithTimeout(c.ctx, pageLimit)
	defer cancel()
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	small, err := compress(picture)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if len(small) > heaviest {
		return fmt.Errorf("%s: %d bytes, %d at most", name, len(small), heaviest)
	}
	fmt.Printf("%-32s %7d\n", name+".png", len(small))
	return os.WriteFile(filepath.Join(c.out, name+".png"), small, 0o644)
}
