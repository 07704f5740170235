// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"io"

	"motcua.vn/internal/app"
)

func runDoctor(ctx context.Context, e *env, args []string) error {
	f := e.flags("doctor")
	url := f.String("db", "", "")
	file := f.String("config", "", "")
	data := f.String("data", "", "")
	if rest, err := parse(f, args); err != nil || len(rest) > 0 {
		return unexpected(err, rest)
	}
	cfg, err := app.LoadConfig(*file)
	if err != nil {
		return err
	}
	if *url != "" {
		cfg.DB = *url
	}
	if *data != "" {
		cfg.Data = *data
	}
	if err := known(cfg.DB); err != nil {
		return err
	}
	cfg.Log = e.log()
	rep, err := app.Examine(ctx, cfg, e.lang)
	if err != nil {
		return err
	}
	err = e.print(rep, func(w io.Writer) {
		for _, p := range rep.Problems {
			fmt.Fprintf(w, "%-7s  %s  %s\n         → %s\n", p.Severity, p.Code, p.Message, p.Remedy)
			if p.Cause != "" {
				fmt.Fprintf(w, "         (%s)\n", p.Cause)
			}
		}
		if len(rep.Problems) == 0 {
			fmt.Fprintln(w, "ok")
		}
	})
	if err == nil && !rep.OK {
		err = errCheck
	}
	return err
}

// unexpected is wrong use where arguments are left over.
func unexpected(err error, rest []string) error {
	if err == nil {
		err = wrongUse("what is %q?", rest[0])
	}
	return err
}
