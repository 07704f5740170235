// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ui

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

// Translator gives the text of a key; args alternate name and value: tr("ui.field.count_max", "count", 300).
type Translator func(key string, args ...any) string

type translatorKey struct{}

// WithTranslator puts the reader's translator into the context.
func WithTranslator(ctx context.Context, tr Translator) context.Context {
	return context.WithValue(ctx, translatorKey{}, tr)
}

// T is the text of key in the reader's language; without a translator it is our own Vietnamese.
func T(ctx context.Context, key string, args ...any) string {
	if tr, ok := ctx.Value(translatorKey{}).(Translator); ok && tr != nil {
		return tr(key, args...)
	}
	return Locale("vi")(key, args...)
}

// LocaleFiles holds this package's sentences for the installation's catalogue.
//
//go:embed locale/*.json
var LocaleFiles embed.FS

var locales = sync.OnceValue(func() map[string]map[string]string {
	return map[string]map[string]string{"vi": mustTexts("vi"), "en": mustTexts("en")}
})

// Texts are this package's own texts in a language ("vi" or "en"), for the installation's translator to take over.
func Texts(lang string) map[string]string { return mustTexts(lang) }

// Locale is a translator over this package's own texts only.
func Locale(lang string) Translator {
	texts, ok := locales()[lang]
	if !ok {
		texts = locales()["vi"]
	}
	return func(key string, args ...any) string {
		text, ok := texts[key]
		if !ok {
			return "[" + key + "]"
		}
		return fill(text, args)
	}
}

func fill(text string, args []any) string {
	for i := 0; i+1 < len(args); i += 2 {
		text = strings.ReplaceAll(text, fmt.Sprintf("{%v}", args[i]), fmt.Sprint(args[i+1]))
	}
	return text
}

func mustTexts(lang string) map[string]string {
	raw, err := LocaleFiles.ReadFile("locale/" + lang + ".json")
	if err != nil {
		panic("ui: no texts for " + lang)
	}
	texts := map[string]string{}
	if err := json.Unmarshal(raw, &texts); err != nil {
		panic("ui: locale/" + lang + ".json: " + err.Error())
	}
	return texts
}
