// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/chromedp/chromedp"
)

// axe is read once.
var axe = sync.OnceValue(func() string {
	text, err := os.ReadFile(axeFile)
	if err != nil {
		panic(err) // needs has looked
	}
	return string(text)
})

// findings is what a page is found to be wrong in.
type findings struct {
	Violations []string `json:"violations"`
	Wide       []string `json:"wide"`
	Missing    []string `json:"missing"`
}

const examine = `(async () => {
  await document.fonts.ready;
  const page = document.documentElement.clientWidth;
  const told = (e) => e.tagName.toLowerCase() + '.' + (e.getAttribute('class') || '') + ' ' + e.textContent.trim().slice(0, 40);
  const wide = document.documentElement.scrollWidth > page ? [...document.querySelectorAll('body *')].filter((e) => e.getClientRects().length && e.getBoundingClientRect().right > page + 1).slice(0, 6).map(told).concat('scrolls sideways') : [];
  const result = await axe.run(document, { resultTypes: ['violations'], iframes: false });
  return { wide, missing: document.documentElement.outerHTML.match(/⟦[^⟧]*⟧/g) ?? [],
    violations: result.violations.flatMap((v) => v.nodes.slice(0, 4).map((n) => v.id + ': ' + n.target.join(' ') + ' ' + (n.any[0]?.message ?? n.failureSummary ?? ''))) };
})()`

// look examines the page as it is: axe, texts that are missing, a page that scrolls
// sideways; and keeps a picture.
func (d *device) look(name string) {
	d.t.Helper()
	if !d.looks {
		return
	}
	d.do("axe", chromedp.Evaluate[chromedp.Void](axe()+";0"))
	got := ask[findings](d, examine)
	for what, list := range map[string][]string{"axe": got.Violations, "too wide": got.Wide, "no text": got.Missing} {
		if len(list) > 0 {
			d.t.Errorf("%s (%s, %d px): %s:\n  %s", name, d.name, d.width, what, strings.Join(list, "\n  "))
		}
	}
	d.picture(name)
}

func (d *device) picture(name string) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.ctx, patience)
	defer cancel()
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		d.fail("%s: %v", name, err)
	}
	d.seen++
	if err := os.MkdirAll(pictures, 0o750); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(pictures, fmt.Sprintf("%s-%02d-%s.png", d.name, d.seen, name)), picture, 0o600); err != nil {
		d.t.Fatal(err)
	}
}
