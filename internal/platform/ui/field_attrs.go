// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ui

// The attributes of inputs that are only written when they say something.

func optionalAttr(name, value string) Attrs {
	if value == "" {
		return nil
	}
	return Attrs{Attr(name, value)}
}

func (f TextField) class() string {
	class := "govuk-input"
	if f.Width > 0 {
		class += " govuk-input--width-" + itoa(widthClass(f.Width))
	}
	if f.Error != "" {
		class += " govuk-input--error"
	}
	return class
}

// widthClass is the smallest width the style sheet knows that holds n characters.
func widthClass(n int) int {
	for _, w := range [...]int{2, 3, 4, 5, 10, 20} {
		if n <= w {
			return w
		}
	}
	return 30
}

func (f TextField) inputAttrs() Attrs {
	kind := f.Type
	if kind == "" {
		kind = "text"
	}
	a := Attrs{Attr("type", kind)}
	a = append(a, optionalAttr("inputmode", f.InputMode)...)
	a = append(a, optionalAttr("autocomplete", f.Autocomplete)...)
	if f.MaxLength > 0 {
		a = append(a, Attr("maxlength", itoa(f.MaxLength)))
	}
	if f.ReadOnly {
		a = append(a, Attr("readonly", ""))
	}
	return append(a, Attr("spellcheck", boolWord(f.SpellCheck)))
}

func (f TextArea) rows() int {
	if f.Rows > 0 {
		return f.Rows
	}
	return 5
}

// areaAttrs: MaxLength is counted and said, not enforced while typing; what was typed is never cut.
func (f TextArea) areaAttrs() Attrs {
	a := optionalAttr("autocomplete", f.Autocomplete)
	if f.MaxLength > 0 {
		a = append(a, Attr("data-max", itoa(f.MaxLength)))
	}
	return a
}

func (o Option) itemAttrs(id string) Attrs {
	var a Attrs
	if o.Hint != "" {
		a = append(a, Attr("aria-describedby", id+"-item-hint"))
	}
	if o.Reveal != nil {
		a = append(a, Attr("data-reveal", id+"-reveal"))
	}
	return a
}

func reveals(options []Option) bool {
	for _, o := range options {
		if o.Reveal != nil || o.Exclusive {
			return true
		}
	}
	return false
}

// boxID: the day box carries the field's own id, so that the error summary can lead there.
func (f DateField) boxID(part string) string {
	id := f.field().id
	if part == "day" {
		return id
	}
	return id + "-" + part
}

func (f DateField) marked(wrong bool) bool {
	none := !f.DayWrong && !f.MonthWrong && !f.YearWrong
	return f.Error != "" && (wrong || none)
}

func (f DateField) autofill(part string) Attrs {
	if !f.Birthday {
		return nil
	}
	return Attrs{Attr("autocomplete", "bday-"+part)}
}

func (f Form) method() string {
	if f.Method == "" {
		return "post"
	}
	return f.Method
}

func (f Form) formAttrs() Attrs {
	a := optionalAttr("id", f.ID)
	if f.Multipart {
		a = append(a, Attr("enctype", "multipart/form-data"))
	}
	if f.Autosave != "" {
		a = append(a, Attr("data-autosave", f.Autosave))
	}
	return a
}
