// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"motcua.vn/internal/app"
	"motcua.vn/internal/document"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/standards/pades"
)

// runPDFVerify exits 1 unless every signature is valid.
func runPDFVerify(_ context.Context, e *env, args []string) error {
	f := e.flags("pdf verify")
	file := f.String("roots", "", "")
	rest, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return wrongUse("one FILE")
	}
	roots, err := app.ReadRoots(*file)
	if err != nil {
		return err
	}
	body, err := os.ReadFile(rest[0])
	if err != nil {
		return err
	}
	rep, bad := document.CheckPDF(body, roots, clock.System().Now())
	l, err := e.texts()
	if err != nil {
		return err
	}
	err = e.print(rep, func(w io.Writer) {
		fmt.Fprintln(w, l.T(rep.TextKey()))
		for _, s := range rep.Signatures {
			fmt.Fprintf(w, "  %s  %s  %s  %v\n", s.Signer, s.Time, l.T(s.TextKey()), s.Why)
		}
	})
	if bad != nil {
		fmt.Fprintf(e.errs, "motcua pdf verify: %s\n", e.say(bad))
	}
	if err == nil && rep.Verdict != string(pades.VerdictValid) {
		err = errCheck
	}
	return err
}
