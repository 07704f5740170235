// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document_test

import (
	"fmt"
	"testing"

	"motcua.vn/internal/document"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/testkit"
)

func BenchmarkRenderSlip(b *testing.B) {
	h := benchHouse(b)
	for b.Loop() {
		if _, err := h.Preview(document.OrderInput{Dossier: "d", DossierCode: code, Agency: agency, Data: slip()}); err != nil {
			b.Fatal(err)
		}
	}
}

// A birth certificate from order to seal, database and blobs included.
func BenchmarkRenderSignSeal(b *testing.B) {
	h := benchHouse(b)
	h.keysFor(b)
	ctx := b.Context()
	i := 0
	for b.Loop() {
		i++
		p, err := h.Issue(ctx, system, result(fmt.Sprint("d", i), birth()))
		if err == nil {
			p, err = h.SignResult(ctx, system, document.SignInput{Paper: p.ID, Account: approver})
		}
		if err == nil {
			p, err = h.SealResult(ctx, system, document.SealInput{Paper: p.ID, Account: keeper})
		}
		if err != nil || p.Number != int64(i) {
			b.Fatal(p.Number, err)
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	h := benchHouse(b)
	h.keysFor(b)
	p, err := h.Issue(b.Context(), system, result("d", birth()))
	if err == nil {
		p, err = h.SignResult(b.Context(), system, document.SignInput{Paper: p.ID, Account: approver})
	}
	if err == nil {
		p, err = h.SealResult(b.Context(), system, document.SealInput{Paper: p.ID, Account: keeper})
	}
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if v, err := h.Verify(b.Context(), p.Code); err != nil || !v.Genuine {
			b.Fatal(v, err)
		}
	}
}

func benchHouse(b *testing.B) *house {
	if _, ok := fonts(b); !ok {
		b.SkipNow()
	}
	now := clock.NewFake(testkit.Noon)
	return newHouse(b, testkit.SQLite(b, now, rooms...), now)
}
