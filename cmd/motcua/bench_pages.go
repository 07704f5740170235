// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"motcua.vn/internal/app"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/clock"
)

// pageReport is one page of `motcua bench pages --json`.
type pageReport struct {
	Name    string  `json:"name"`
	Path    string  `json:"path"`
	P50     float64 `json:"p50_ms"`
	P95     float64 `json:"p95_ms"`
	Bytes   int     `json:"bytes"`   // over the wire, compressed
	Queries float64 `json:"queries"` // per request
}

func runBenchPages(ctx context.Context, e *env, args []string) error {
	f := e.flags("bench pages")
	address := f.String("db", "", "")
	rounds := f.Int("rounds", 200, "")
	preload := f.Int("preload", 0, "")
	if _, err := parse(f, args); err != nil {
		return err
	}
	if *address == "" || *rounds < 1 {
		return wrongUse("--db URL")
	}
	b, err := openBench(ctx, e, *address, 1)
	if err != nil {
		return err
	}
	defer b.close()
	if err := b.fill(ctx, *preload); err != nil {
		return err
	}
	if _, err := b.waitingRoom(ctx, 60); err != nil {
		return err
	}
	var out struct {
		Pages []pageReport `json:"pages"`
	}
	for _, p := range b.pages(ctx) {
		rep, err := b.page(ctx, p, *rounds)
		if err != nil {
			return err
		}
		out.Pages = append(out.Pages, rep)
	}
	return e.print(out, func(w io.Writer) {
		for _, p := range out.Pages {
			fmt.Fprintf(w, "%-22s p50 %6.2f ms  p95 %6.2f ms  %6d bytes  %4.1f queries\n", p.Name, p.P50, p.P95, p.Bytes, p.Queries)
		}
	})
}

// waitingRoom files so many dossiers, so that the work list has a page and more.
func (b *bench) waitingRoom(ctx context.Context, n int) (code string, err error) {
	o := b.offices[0]
	for i := range n {
		d, err := b.app.Dossier.File(ctx, o.Actors[0], dossierOf(o.Agency, o.Person, o.Name, o.Number, fmt.Sprint("waiting-", i, clock.System().Now())))
		if err != nil {
			return "", err
		}
		b.code = d.Code
	}
	return b.code, nil
}

func dossierOf(agency, person, name, number, command string) dossier.FileInput {
	return dossier.FileInput{Command: command, Procedure: app.BenchProcedure, Competent: agency, Channel: dossier.Direct, Delivery: "counter",
		Applicant: dossier.Applicant{Person: person, Name: name, Number: number, Lang: "vi"}, Answers: map[string]string{"request": command}}
}

type benchPage struct{ name, path, token string }

// pages are the screens of every day, at the present volume of data.
func (b *bench) pages(_ context.Context) []benchPage {
	officer := b.offices[0].Officer
	return []benchPage{
		{"portal home", "/", ""},
		{"portal search", "/search?q=" + url.QueryEscape("khai sinh"), ""},
		{"portal search, no tones", "/search?q=" + url.QueryEscape("dang ky ket hon"), ""},
		{"portal procedure", "/t/1.001193", ""},

		{"desk work list", "/desk", officer},
		{"desk dossier", "/desk/d/" + b.code, officer},
		{"desk search, name", "/desk/search?q=" + url.QueryEscape("nguoi do"), officer},
		{"desk search, code", "/desk/search?q=" + b.code, officer},
		{"API work list", "/api/v1/work", officer},
	}
}

func (b *bench) page(ctx context.Context, p benchPage, rounds int) (pageReport, error) {
	rep := pageReport{Name: p.name, Path: p.path}
	var waits []time.Duration
	before := int64(0)
	for i := range rounds + 10 { // ten to warm
		if i == 10 {
			before = b.counter.Count()
		}
		began := clock.System().Now()
		n, err := b.get(ctx, p)
		if err != nil {
			return rep, err
		}
		if i >= 10 {
			waits = append(waits, clock.System().Now().Sub(began))
		}
		rep.Bytes = n
	}
	rep.Queries = round(float64(b.counter.Count()-before) / float64(rounds))
	rep.P50, rep.P95 = percentile(waits, 50), percentile(waits, 95)
	return rep, nil
}

func (b *bench) get(ctx context.Context, p benchPage) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, b.base+p.path, nil)
	if err != nil {
		return 0, err
	}
	req.Header.Set("Accept-Encoding", "gzip")
	if p.token != "" {
		req.Header.Set("Authorization", "Bearer "+p.token)
	}
	res, err := benchClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answered %d", p.path, res.StatusCode)
	}
	return len(body), err
}
