// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package audit keeps who did what to which subject, in the same transaction as
// the deed. Entries are only added, never changed or taken away.
package audit

import (
	"embed"
	"encoding/json"
	"fmt"
	"time"

	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/ids"
)

// Schema holds the room's migrations.
//
//go:embed schema
var Schema embed.FS

// Subject is what was acted upon.
type Subject struct {
	Kind string // "dossier"
	ID   string
	Unit string // the agency in whose name
}

// Entry is one line of the record.
type Entry struct {
	ID        string
	At        time.Time
	ActorKind authz.Kind
	Actor     string
	ActorName string
	Act       string
	Subject   Subject
	Detail    string // JSON
}

// Record adds an entry; detail is what changed, as JSON. It costs one queued
// insert.
func Record(tx *db.Tx, actor authz.Actor, act string, s Subject, detail any) error {
	body := []byte("{}")
	if detail != nil {
		var err error
		if body, err = json.Marshal(detail); err != nil {
			return fmt.Errorf("audit: %s: %w", act, err)
		}
	}
	insert(tx, Entry{
		ID: ids.New(tx.Now()), At: tx.Now(), ActorKind: actor.Kind, Actor: actor.ID, ActorName: actor.Name,
		Act: act, Subject: s, Detail: string(body),
	})
	return nil
}

// Of lists the entries about a subject, oldest first, after the given id.
func Of(r db.Reader, subject, after string, limit int) ([]Entry, error) {
	return bySubject(r, subject, after, limit)
}

func instant(t time.Time) string { return clock.Format(t) }

func kindOf(s string) authz.Kind { return authz.Kind(s) }
