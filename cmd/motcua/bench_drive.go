// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"motcua.vn/internal/app"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/ids"
)

var benchClient = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 256, MaxConnsPerHost: 0, DisableCompression: true}}

// overHTTP is one dossier through the API: rights, audit, outbox and durability as
// in life.
func (b *bench) overHTTP(ctx context.Context, n, serial int, waits []time.Duration) ([]time.Duration, error) {
	o := b.offices[n%len(b.offices)]
	key := ids.New(clock.System().Now())
	body, err := json.Marshal(map[string]any{
		"procedure": app.BenchProcedure, "competent": o.Agency, "channel": "direct", "person": o.Person, "name": o.Name, "number": o.Number,
		"answers": map[string]string{"request": fmt.Sprintf("Đề nghị số %d của người đo %d", serial, n), "reason": "Đo tốc độ"},
	})
	if err != nil {
		return waits, err
	}
	var d struct {
		Code    string `json:"code"`
		Version int    `json:"version"`
	}
	began := clock.System().Now()
	if err := b.post(ctx, o.Officer, key, "/api/v1/dossiers", 0, body, &d); err != nil {
		return waits, err
	}
	waits = append(waits, clock.System().Now().Sub(began))
	for i, act := range []struct{ name, token, body string }{
		{"accept", o.Officer, `{}`}, {"appraise", o.Appraiser, `{"outcome":"granted"}`}, {"approve", o.Approver, `{}`}, {"stamp", o.Keeper, `{}`}, {"deliver", o.Officer, `{}`},
	} {
		began = clock.System().Now()
		if err := b.post(ctx, act.token, fmt.Sprint(key, i), "/api/v1/dossiers/"+d.Code+"/"+act.name, d.Version, []byte(act.body), &d); err != nil {
			return waits, err
		}
		waits = append(waits, clock.System().Now().Sub(began))
	}
	if d.Version != actsPerDossier {
		return waits, fmt.Errorf("%s ended at version %d", d.Code, d.Version)
	}
	return waits, nil
}

func (b *bench) post(ctx context.Context, token, key, path string, version int, body []byte, into any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, b.base+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", key)
	if version > 0 {
		req.Header.Set("If-Match", fmt.Sprintf(`"%d"`, version))
	}
	res, err := benchClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode >= 300 {
		return fmt.Errorf("%s answered %d: %s", path, res.StatusCode, answer)
	}
	return json.Unmarshal(answer, into)
}

// inProcess is the same life through the use cases, without HTTP.
func (b *bench) inProcess(ctx context.Context, n, serial int, waits []time.Duration) ([]time.Duration, error) {
	o, s := b.offices[n%len(b.offices)], b.app.Dossier
	key := ids.New(clock.System().Now())
	var d dossier.Dossier
	acts := []func(ref dossier.Ref) (dossier.Dossier, error){
		func(dossier.Ref) (dossier.Dossier, error) {
			return s.File(ctx, o.Actors[0], dossier.FileInput{Command: key, Procedure: app.BenchProcedure, Competent: o.Agency, Channel: dossier.Direct, Delivery: "counter",
				Applicant: dossier.Applicant{Person: o.Person, Name: o.Name, Number: o.Number, Lang: "vi"}, Answers: map[string]string{"request": fmt.Sprintf("Đề nghị số %d của người đo %d", serial, n), "reason": "Đo tốc độ"}})
		},
		func(ref dossier.Ref) (dossier.Dossier, error) {
			return s.Accept(ctx, o.Actors[0], dossier.AcceptInput{Ref: ref})
		},
		func(ref dossier.Ref) (dossier.Dossier, error) {
			return s.Appraise(ctx, o.Actors[1], dossier.AppraiseInput{Ref: ref, Outcome: dossier.Granted})
		},
		func(ref dossier.Ref) (dossier.Dossier, error) {
			return s.Approve(ctx, o.Actors[2], dossier.ApproveInput{Ref: ref})
		},
		func(ref dossier.Ref) (dossier.Dossier, error) {
			return s.Stamp(ctx, o.Actors[3], dossier.StampInput{Ref: ref})
		},
		func(ref dossier.Ref) (dossier.Dossier, error) {
			return s.Deliver(ctx, o.Actors[0], dossier.DeliverInput{Ref: ref})
		},
	}
	for i, act := range acts {
		began := clock.System().Now()
		var err error
		if d, err = act(dossier.Ref{Code: d.Code, Version: d.Version, Command: fmt.Sprint(key, i)}); err != nil {
			return waits, err
		}
		waits = append(waits, clock.System().Now().Sub(began))
	}
	return waits, nil
}
