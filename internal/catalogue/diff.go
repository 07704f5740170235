// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"encoding/json"
	"sort"
	"strconv"
)

// ChangeKind is what happened to one value between two versions.
type ChangeKind string

// The kinds of changes.
const (
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
	Changed ChangeKind = "changed"
)

// ChangeKinds lists every kind of change.
func ChangeKinds() []ChangeKind { return []ChangeKind{Added, Removed, Changed} }

// Change is one difference. Path names the value by keys, not by places: components.birth_paper.originals.
type Change struct {
	Path   string     `json:"path"`
	Kind   ChangeKind `json:"kind"`
	Before string     `json:"before,omitempty"`
	After  string     `json:"after,omitempty"`
}

// Diff says how b differs from a, in order of path. Lists of things that have a key are compared thing by thing, so that a paper
// put first is no change of every paper after it.
func Diff(a, b Version) []Change {
	before, after := leaves(a), leaves(b)
	var out []Change
	for p, x := range before {
		y, ok := after[p]
		switch {
		case !ok:
			out = append(out, Change{p, Removed, x, ""})
		case x != y:
			out = append(out, Change{p, Changed, x, y})
		}
	}
	for p, y := range after {
		if _, ok := before[p]; !ok {
			out = append(out, Change{p, Added, "", y})
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Path < out[j].Path })
	return out
}

func leaves(v Version) map[string]string {
	out := map[string]string{}
	b, err := json.Marshal(v)
	if err != nil {
		return out
	}
	var any any
	if json.Unmarshal(b, &any) == nil {
		collect(out, "", any)
	}
	return out
}

func collect(out map[string]string, path string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			collect(out, join(path, k), x)
		}
	case []any:
		for i, x := range v {
			collect(out, join(path, itemKey(i, x)), x)
		}
	case string:
		if v != "" {
			out[path] = v
		}
	case bool:
		out[path] = strconv.FormatBool(v)
	case float64:
		out[path] = strconv.FormatFloat(v, 'f', -1, 64)
	}
}

func join(path, k string) string {
	if path == "" {
		return k
	}
	return path + "." + k
}

// itemKey names a member of a list: by its key where it has one, a plain value by itself, anything else by its place.
func itemKey(i int, x any) string {
	switch x := x.(type) {
	case string:
		return x
	case map[string]any:
		for _, k := range []string{"key", "channel", "code", "number", "value", "kind"} {
			if s, ok := x[k].(string); ok && s != "" {
				return s
			}
		}
	}
	return "#" + strconv.Itoa(i+1)
}
