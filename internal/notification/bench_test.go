// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import "testing"

// BenchmarkCompose is the rendering of one change for three channels.
func BenchmarkCompose(b *testing.B) {
	s := &Service{texts: texts(b), lanes: map[Channel][]*lane{SMS: {nil}, Email: {nil}}, quiet: Window{1320, 420}}
	l, wordings := s.texts.In("vi"), map[Form]Template{}
	for _, f := range Forms() {
		wordings[f] = s.builtin(Supplement, f, "vi")
	}
	m := sample()
	for b.Loop() {
		s.drafts(m.clean(), s.usual("p1"), l, wordings)
	}
}
