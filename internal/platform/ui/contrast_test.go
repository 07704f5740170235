// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ui

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"testing"
)

// The colours are declared once, in web/src/scss/_tokens.scss; every pair that is used is checked here.

func TestContrastOfEveryUsedPair(t *testing.T) {
	for _, mode := range []string{"light", "dark"} {
		tokens := readTokens(t, mode)
		for _, p := range textPairs {
			if got := ratio(t, tokens, p[0], p[1]); got < 4.5 {
				t.Errorf("%s: text %s on %s has contrast %.2f, wants 4.5", mode, p[0], p[1], got)
			}
		}
		for _, p := range shapePairs {
			if got := ratio(t, tokens, p[0], p[1]); got < 3 {
				t.Errorf("%s: shape %s on %s has contrast %.2f, wants 3", mode, p[0], p[1], got)
			}
		}
	}
}

var textPairs = [][2]string{
	{"ink", "paper"}, {"ink", "mist"}, {"ink", "forest-tint"}, {"ink", "clay-tint"}, {"ink", "green-tint"},
	{"ink", "red-tint"}, {"ink", "gold-tint"},
	{"quiet", "paper"}, {"quiet", "mist"}, {"quiet", "forest-tint"},
	{"forest", "paper"}, {"forest", "mist"}, {"forest", "forest-tint"}, {"forest", "clay-tint"}, {"forest", "green-tint"},
	{"forest", "red-tint"}, {"forest-deep", "paper"}, {"forest-deep", "mist"}, {"forest-deep", "forest-tint"},
	{"on-forest", "forest"}, {"on-forest", "forest-deep"},
	{"visited", "paper"}, {"visited", "mist"}, {"visited", "forest-tint"},
	{"clay", "paper"}, {"clay", "clay-tint"}, {"clay-deep", "paper"}, {"on-clay", "clay"},
	{"gold", "gold-tint"}, {"gold", "paper"}, {"gold", "mist"}, {"gold", "forest-tint"},
	{"red", "paper"}, {"red", "red-tint"}, {"red", "mist"}, {"red", "forest-tint"}, {"red-deep", "paper"},
	{"on-red", "red"}, {"on-red", "red-deep"},
	{"green", "paper"}, {"green", "green-tint"}, {"green", "mist"}, {"green", "forest-tint"},
}

// Edges of controls, marks, lines of charts, and the ring of focus against what is next to it.
var shapePairs = [][2]string{
	{"edge", "paper"}, {"edge", "mist"}, {"clay", "mist"}, {"focus", "focus-ring"}, {"forest", "mist"},
}

func readTokens(t *testing.T, mode string) map[string]string {
	t.Helper()
	raw, err := os.ReadFile("../../../web/src/scss/_tokens.scss")
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile(`(?s)@mixin ` + mode + ` \{(.*?)\n\}`).FindSubmatch(raw)
	if block == nil {
		t.Fatalf("no tokens for %s", mode)
	}
	tokens := map[string]string{}
	for _, m := range regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6});`).FindAllSubmatch(block[1], -1) {
		tokens[string(m[1])] = string(m[2])
	}
	return tokens
}

func ratio(t *testing.T, tokens map[string]string, text, ground string) float64 {
	t.Helper()
	if tokens[text] == "" || tokens[ground] == "" {
		t.Fatalf("unknown token in %s on %s", text, ground)
	}
	a, b := luminance(t, tokens[text]), luminance(t, tokens[ground])
	return (math.Max(a, b) + 0.05) / (math.Min(a, b) + 0.05)
}

// luminance as WCAG 2.2 defines it.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	linear := func(shift uint) float64 {
		c := float64(n>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(16) + 0.7152*linear(8) + 0.0722*linear(0)
}
