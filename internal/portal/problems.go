// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"context"
	"strings"

	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
)

// problems is what a form must say after it could not go on: at each field, and
// all together on top.
type problems struct {
	at    map[string]string
	Items []ui.ErrorItem
}

// At is what is wrong at a field, or "".
func (x problems) At(field string) string { return x.at[field] }

// Any tells whether there is something to mend.
func (x problems) Any() bool { return len(x.Items) > 0 }

// add notes a mistake; of several at one field the first is shown there.
func (x *problems) add(field, text string) {
	if x.at == nil {
		x.at = map[string]string{}
	}
	if field != "" && x.at[field] != "" {
		return
	}
	x.at[field] = text
	x.Items = append(x.Items, ui.ErrorItem{Field: idOf(field), Text: text})
}

// problemsOf puts a fault that the person can mend into words. mine is false for
// one that is a page of its own: nothing there, not allowed, our own mistake.
func problemsOf(ctx context.Context, err error) (x problems, mine bool) {
	if err == nil {
		return x, true
	}
	f := fault.Of(err)
	switch f.Kind {
	case fault.Invalid, fault.Conflict, fault.TooLarge:
	default:
		return x, false
	}
	x.addFault(ctx, f, nil)
	return x, true
}

// idOf is the id of a field in the page: its name without what an id should not hold.
func idOf(field string) string { return strings.ReplaceAll(field, ".", "-") }

// addFault notes a fault's fields, each named by say where it can be; a fault
// without fields stands on top.
func (x *problems) addFault(ctx context.Context, f *fault.Error, label func(field string) string) {
	for _, field := range f.Fields {
		text := i18n.T(ctx, field.Key, field.Args...)
		if label != nil {
			if name := label(field.Name); name != "" {
				x.addNamed(ctx, field.Name, name, text)
				continue
			}
		}
		x.add(field.Name, text)
	}
	if len(f.Fields) == 0 {
		x.add("", i18n.T(ctx, f.Key, f.Args...))
	}
}

// addNamed says on top which field it is; at the field that is plain.
func (x *problems) addNamed(ctx context.Context, field, name, text string) {
	if x.at[field] != "" {
		return
	}
	x.add(field, text)
	x.Items[len(x.Items)-1].Text = i18n.T(ctx, "portal.error.at", "field", name, "text", text)
}

// and is both.
func (x problems) and(y problems) problems {
	for field, text := range y.at {
		if x.at == nil {
			x.at = map[string]string{}
		}
		x.at[field] = text
	}
	x.Items = append(x.Items, y.Items...)
	return x
}

// status is that of the page which shows the problems.
func (x problems) status() int {
	if x.Any() {
		return fault.Invalid.Status()
	}
	return 200
}
