// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"bytes"
	"fmt"
)

// work compares what references led to. It is a loop, since chains may be long.
func (x *differ) work() {
	for len(x.todo) > 0 && x.change != ChangeContent {
		p := x.todo[len(x.todo)-1]
		x.todo = x.todo[:len(x.todo)-1]
		if x.a.budget.spend(64) != nil {
			return
		}
		x.same(x.a.resolve(p.a), x.b.resolve(p.b), p.as, fmt.Sprintf("object %d", p.a.num), 0)
	}
}

// same compares two values and queues the references in them.
func (x *differ) same(a, b any, as Change, where string, depth int) {
	if changeOrder[as] <= changeOrder[x.change] && len(x.details) > 0 {
		return // no news
	}
	ra, oka := a.(ref)
	rb, okb := b.(ref)
	if oka && okb {
		p := pair{ra, rb, as}
		if !(ra == rb && x.own[ra]) && !x.seen[p] {
			x.seen[p] = true
			x.todo = append(x.todo, p)
		}
		return
	}
	if depth > 2*maxDepth || x.a.budget.spend(0) != nil {
		x.raise(as, "%s is too deep", where)
		return
	}
	// one of them moved behind a reference: compare what it stands for
	a, b = x.a.resolve(a), x.b.resolve(b)
	if !x.sameValue(a, b, as, where, depth+1) {
		x.raise(as, "%s", where)
	}
}

func (x *differ) sameValue(a, b any, as Change, where string, depth int) bool {
	switch va := a.(type) {
	case text:
		vb, ok := b.(text)
		return ok && bytes.Equal(va.val, vb.val)
	case array:
		vb, ok := b.(array)
		if !ok || len(va) != len(vb) {
			return false
		}
		for i := range va {
			x.same(va[i], vb[i], as, where, depth)
		}
		return true
	case dict:
		vb, ok := b.(dict)
		if ok {
			x.sameDict(va, vb, as, where, depth)
		}
		return ok
	case *stream:
		vb, ok := b.(*stream)
		if !ok || !x.sameBytes(va, vb) {
			return false
		}
		x.sameDict(va.dict, vb.dict, as, where, depth)
		return true
	}
	switch b.(type) {
	case text, array, dict, *stream:
		return false
	}
	return a == b
}

func (x *differ) sameDict(a, b dict, as Change, where string, depth int) {
	for _, k := range keysOf(a, b) {
		if k != "Metadata" {
			x.same(a[k], b[k], as, where, depth)
		}
	}
}

func (x *differ) sameBytes(a, b *stream) bool {
	if a.start == b.start && len(a.raw) == len(b.raw) {
		return true
	}
	return x.a.budget.spend(len(a.raw)) == nil && bytes.Equal(a.raw, b.raw)
}

// keysOf lists the keys of both, each once, in order.
func keysOf(a, b dict) []name {
	all := clone(a)
	for k := range b {
		all[k] = nil
	}
	return sortedKeys(all)
}
