// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"sort"
	"testing"
)

func TestLocalesComplete(t *testing.T) {
	src, err := os.ReadFile("problem.go")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, m := range regexp.MustCompile(`Problem\w+\s+= "(\w+)"`).FindAllSubmatch(src, -1) {
		want = append(want, "problem."+string(m[1]))
	}
	want = append(want, keys("level", Levels())...)
	want = append(want, keys("audience", Audiences())...)
	want = append(want, keys("channel", Channels())...)
	want = append(want, keys("service", ServiceLevels())...)
	want = append(want, keys("term", TermUnits())...)
	want = append(want, faultKeys(t)...)
	vi, en := localeTexts(t, "vi"), localeTexts(t, "en")
	for _, k := range want {
		if vi["catalogue."+k] == "" || en["catalogue."+k] == "" {
			t.Errorf("no text for %s", k)
		}
	}
	if len(vi) != len(want) || len(en) != len(want) {
		t.Errorf("texts: vi %d, en %d, used %d", len(vi), len(en), len(want))
	}
	holes := regexp.MustCompile(`\{\w+\}`)
	for k := range vi {
		a, b := holes.FindAllString(vi[k], -1), holes.FindAllString(en[k], -1)
		sort.Strings(a)
		sort.Strings(b)
		if !reflect.DeepEqual(a, b) {
			t.Errorf("%s: %v, %v", k, a, b)
		}
	}
}

func keys[T any](group string, all []T) []string {
	var out []string
	for _, v := range all {
		out = append(out, fmt.Sprintf("%s.%v", group, v))
	}
	return out
}

func localeTexts(t *testing.T, lang string) map[string]string {
	t.Helper()
	raw, err := os.ReadFile("locale/" + lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]string{}
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// faultKeys are the faults that the room's Go files name.
func faultKeys(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range files {
		src, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`"catalogue\.(fault\.\w+)"`).FindAllSubmatch(src, -1) {
			if !oneOf(string(m[1]), out) {
				out = append(out, string(m[1]))
			}
		}
	}
	return out
}
