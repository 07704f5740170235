// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ui

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// stories are the pages that show everything.
func stories(lang string) map[string]Storybook {
	return map[string]Storybook{
		"portal":  {Front: Portal, Lang: lang, Path: "/dev/components?front=portal"},
		"desk":    {Front: Desk, Lang: lang, Path: "/dev/components?front=desk"},
		"panes":   {Front: Desk, Lang: lang, Path: "/dev/components?front=panes", Panes: true},
		"cockpit": {Front: Cockpit, Lang: lang, Path: "/dev/components?front=cockpit"},
		"wall":    {Front: Cockpit, Lang: lang, Path: "/dev/components?front=wall", Wall: true},
	}
}

// told renders a story and notes which keys it asked for.
func told(t *testing.T, s Storybook) (page string, asked map[string]bool) {
	t.Helper()
	asked = map[string]bool{}
	own := Locale(s.Lang)
	ctx := WithTranslator(context.Background(), func(key string, args ...any) string {
		asked[key] = true
		return own(key, args...)
	})
	var b strings.Builder
	if err := s.Render(ctx, &b); err != nil {
		t.Fatal(err)
	}
	return b.String(), asked
}

func TestStorybookSaysNothingUntranslated(t *testing.T) {
	for _, lang := range []string{"vi", "en"} {
		for name, s := range stories(lang) {
			page, asked := told(t, s)
			for key := range asked {
				if _, ok := Texts(lang)[key]; !ok {
					t.Errorf("%s %s: no text for %s", lang, name, key)
				}
			}
			if gap := regexp.MustCompile(`\[ui\.[a-z_.]+\]|\{[a-z]+\}`).FindAllString(strip(page), -1); gap != nil {
				t.Errorf("%s %s: untranslated or unfilled: %v", lang, name, gap)
			}
		}
	}
}

// strip leaves out the data- attributes, whose gaps the script fills.
func strip(page string) string {
	return regexp.MustCompile(` data-[a-z-]+="[^"]*"`).ReplaceAllString(page, "")
}

func TestLocalesHaveTheKeysOfTheSource(t *testing.T) {
	used := sourceKeys(t)
	vi, en := Texts("vi"), Texts("en")
	for key := range used {
		if vi[key] == "" || en[key] == "" {
			t.Errorf("%s: missing in a language", key)
		}
	}
	for key := range vi {
		if en[key] == "" || !used[key] {
			t.Errorf("%s: missing in English, or not used", key)
		}
	}
	if len(vi) != len(en) {
		t.Errorf("%d texts in Vietnamese, %d in English", len(vi), len(en))
	}
}

func sourceKeys(t *testing.T) map[string]bool {
	t.Helper()
	keys := map[string]bool{}
	files, _ := filepath.Glob("*.go")
	templs, _ := filepath.Glob("*.templ")
	for _, file := range append(files, templs...) {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`"(ui\.[a-z0-9_.]+)"`).FindAllStringSubmatch(string(raw), -1) {
			keys[m[1]] = true
		}
	}
	return keys
}

func TestTranslationsKeepTheirGaps(t *testing.T) {
	gap := regexp.MustCompile(`\{[a-z]+\}`)
	for key, vi := range Texts("vi") {
		if got, want := fmt.Sprint(gap.FindAllString(Texts("en")[key], -1)), fmt.Sprint(gap.FindAllString(vi, -1)); got != want {
			t.Errorf("%s: gaps %s in English, %s in Vietnamese", key, got, want)
		}
	}
}

func TestTheLongestTitleIsInTheStory(t *testing.T) {
	if n := utf8.RuneCountInString(Texts("vi")["ui.story.long"]); n != 290 {
		t.Errorf("the long title has %d characters, wants 290", n)
	}
}

func TestPagesKeepTheContentSecurityPolicy(t *testing.T) {
	inline := regexp.MustCompile(`<style|\sstyle=|\son[a-z]+=|<script(?:[^>]*)>[^<]|javascript:`)
	for name, s := range stories("vi") {
		page, _ := told(t, s)
		if hit := inline.FindString(page); hit != "" {
			t.Errorf("%s: inline style or script: %q", name, hit)
		}
	}
}

func TestPagesAreValidHTML(t *testing.T) {
	tool := "../../../web/node_modules/.bin/html-validate"
	if _, err := os.Stat(tool); err != nil {
		missing(t, "html-validate is not installed (npm ci in web/)")
		return
	}
	dir := t.TempDir()
	for _, lang := range []string{"vi", "en"} {
		for name, s := range stories(lang) {
			page, _ := told(t, s)
			if err := os.WriteFile(filepath.Join(dir, name+"-"+lang+".html"), []byte(page), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	out, err := exec.Command(tool, "--config", "../../../web/htmlvalidate.json", filepath.Join(dir, "*.html")).CombinedOutput()
	if err != nil {
		t.Errorf("html-validate: %v\n%s", err, out)
	}
}

// missing is a failure where everything must be there, and a note elsewhere.
func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(what)
	}
	t.Log("not checked: " + what)
}
