// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
)

// A PDF object is nil, bool, int64, real, name, text, array, dict, ref or *stream.
type (
	name  string
	real  string // a number with a fraction, as written
	array []any
	dict  map[name]any
	ref   struct{ num, gen int }

	// text is a string object and where it stands, delimiters included; start is
	// -1 inside an object stream.
	text struct {
		val        []byte
		start, end int
	}

	stream struct {
		dict  dict
		raw   []byte
		start int
	}
)

func str(s string) text { return text{val: []byte(s), start: -1} }

// appendObject writes o; dictionary keys are sorted, so that output depends on input alone.
func appendObject(out []byte, o any) []byte {
	switch v := o.(type) {
	case nil:
		return append(out, "null"...)
	case bool:
		return strconv.AppendBool(out, v)
	case int:
		return strconv.AppendInt(out, int64(v), 10)
	case int64:
		return strconv.AppendInt(out, v, 10)
	case float64:
		return append(out, formatNumber(v)...)
	case real:
		return append(out, v...)
	case name:
		return appendName(out, v)
	case text:
		return appendText(out, v.val)
	case ref:
		return fmt.Appendf(out, "%d %d R", v.num, v.gen)
	case array:
		out = append(out, '[')
		for i, e := range v {
			if i > 0 {
				out = append(out, ' ')
			}
			out = appendObject(out, e)
		}
		return append(out, ']')
	case dict:
		return appendDict(out, v)
	case *stream:
		d := clone(v.dict)
		d["Length"] = int64(len(v.raw))
		out = append(appendDict(out, d), "\nstream\n"...)
		return append(append(out, v.raw...), "\nendstream"...)
	case rawObject:
		return append(out, v...)
	}
	return append(out, "null"...)
}

// rawObject is written as it stands.
type rawObject []byte

func appendDict(out []byte, d dict) []byte {
	out = append(out, "<<"...)
	for _, k := range sortedKeys(d) {
		out = append(appendName(out, k), ' ')
		out = append(appendObject(out, d[k]), '\n')
	}
	return append(out, ">>"...)
}

func appendName(out []byte, n name) []byte {
	out = append(out, '/')
	for i := 0; i < len(n); i++ {
		if c := n[i]; c <= ' ' || c >= 0x7f || c == '#' || isDelimiter(c) {
			out = fmt.Appendf(out, "#%02X", c)
		} else {
			out = append(out, c)
		}
	}
	return out
}

func appendText(out, val []byte) []byte {
	for _, c := range val {
		if c < ' ' || c >= 0x7f {
			return fmt.Appendf(out, "<%X>", val)
		}
	}
	out = append(out, '(')
	for _, c := range val {
		if c == '(' || c == ')' || c == '\\' {
			out = append(out, '\\')
		}
		out = append(out, c)
	}
	return append(out, ')')
}

func formatNumber(f float64) string {
	s := strconv.FormatFloat(f, 'f', 4, 64)
	s = string(bytes.TrimRight([]byte(s), "0"))
	return string(bytes.TrimSuffix([]byte(s), []byte(".")))
}

func sortedKeys(d dict) []name {
	keys := make([]name, 0, len(d))
	for k := range d {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func clone(d dict) dict {
	out := make(dict, len(d)+2)
	for k, v := range d {
		out[k] = v
	}
	return out
}
