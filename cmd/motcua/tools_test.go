// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"motcua.vn/internal/platform/testkit"
)

// Hostile use of every command: never a panic, never a zero exit, one clear line.
func TestWrongUseIsRefused(t *testing.T) {
	dir := t.TempDir()
	nothing := "sqlite:" + filepath.Join(dir, "nothing.db")
	for _, c := range commands {
		name := strings.Fields(c.name)
		with := func(args ...string) []string { return append(append([]string{}, name...), args...) }
		if r := run(t, with("--no-such-flag")...); r.code != exitUsage || r.out != "" || !strings.Contains(r.errs, "usage: motcua "+c.name) {
			t.Errorf("%s --no-such-flag: exit %d, %q, %q", c.name, r.code, r.out, r.errs)
		}
		if r := run(t, with("--help")...); r.code != exitUsage || r.out != "" {
			t.Errorf("%s --help: exit %d, %q", c.name, r.code, r.out)
		}
		if !strings.Contains(c.use, "--db") {
			continue
		}
		for _, url := range []string{"mysql://x/y", "motcua.db", "sqlite:"} {
			if r := run(t, with("--db", url)...); r.code != exitUsage || r.out != "" {
				t.Errorf("%s --db %s: exit %d, %q, %q", c.name, url, r.code, r.out, r.errs)
			}
		}
	}
	for _, args := range [][]string{
		{"org", "import", "x.tsv"}, {"org", "import", "--builtin"}, {"org", "resolve", "--code", "14"}, {"catalogue", "import", "x.json"}, {"catalogue", "search", "x"}, {"dossier", "show", "X"},
		{"account", "create", "--login", "ab", "--name", "A"}, {"token", "create", "--actor", "x"}, {"access", "why", "a", "b", "c"}, {"backup", "--out", filepath.Join(dir, "o")}, {"export", "--out", filepath.Join(dir, "p")},
		{"serve"},
	} {
		r := run(t, append(args, "--db", nothing)...).want(t, exitFailed)
		if !strings.Contains(r.errs, "motcua migrate") {
			t.Errorf("%v: %s", args, r.errs)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("a command that failed left %v behind", left)
	}
}

func TestAServerThatIsNotThereIsSaidInOneLine(t *testing.T) {
	const url = "postgres://motcua:geheim@127.0.0.1:1/x"
	for _, args := range [][]string{{"migrate"}, {"org", "resolve", "--code", "14"}, {"dossier", "show", "X"}, {"backup", "--out", filepath.Join(t.TempDir(), "b")}} {
		if r := run(t, append(args, "--db", url)...).want(t, exitFailed); strings.Contains(r.errs, "geheim") {
			t.Errorf("%v shows the password: %s", args, r.errs)
		}
	}
	r := run(t, "doctor", "--db", url, "--json").want(t, exitFailed, "ok", "problems")
	if r.doc["ok"] != false || strings.Contains(r.out+r.errs, "geheim") || r.list(t, "problems")[0].(map[string]any)["code"] != "database_unreachable" {
		t.Error(r.out)
	}
}

func TestUnmigratedDatabasesAreNotTouched(t *testing.T) {
	testkit.EachURL(t, func(t *testing.T, url string) {
		if path, ok := strings.CutPrefix(url, "sqlite:"); ok {
			if err := os.WriteFile(path, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 {
			r := run(t, "catalogue", "search", "khai sinh", "--db", url).want(t, exitFailed)
			if !strings.Contains(r.errs, "motcua migrate") {
				t.Error(r.errs)
			}
		}
		r := run(t, "doctor", "--db", url, "--json").want(t, exitFailed)
		if first := r.list(t, "problems")[0].(map[string]any); first["code"] != "migrations_pending" || first["remedy"] == "" {
			t.Error(r.out)
		}
	})
}

func TestGroundIsImportedAndFound(t *testing.T) {
	testkit.EachURL(t, func(t *testing.T, url string) {
		run(t, "migrate", "--db", url, "--json").want(t, exitOK, "applied")
		run(t, "org", "import", "--db", url, "--json", "--builtin").want(t, exitOK, "units", "closed", "opened", "abolished", "dossiers_moved", "problems")
		again := run(t, "org", "import", "--builtin", "--db", url, "--json").want(t, exitOK)
		if again.doc["added"] != 0.0 || again.doc["unchanged"] == 0.0 {
			t.Errorf("the second time: %s", again.out)
		}
		r := run(t, "org", "resolve", "--db", url, "--name", "Chiềng An", "--within", "14", "--on", "2025-06-01", "--json").want(t, exitOK, "matches")
		m := r.list(t, "matches")[0].(map[string]any)
		for _, k := range []string{"code", "name", "kind", "valid_from", "valid_to", "successors"} {
			if _, ok := m[k]; !ok {
				t.Errorf("no %s in %s", k, r.out)
			}
		}
		run(t, "org", "resolve", "--db", url, "--code", "14", "--name", "x").want(t, exitUsage)
		if r := run(t, "org", "resolve", "--db", url, "--code", "14", "--on", "hôm nay", "--lang", "en").want(t, exitFailed); !strings.Contains(r.errs, "on:") {
			t.Errorf("a bad date: %s", r.errs)
		}
		if r := run(t, "org", "resolve", "--db", url, "--code", "99999", "--json").want(t, exitOK); len(r.list(t, "matches")) != 0 {
			t.Error(r.out)
		}
		run(t, "catalogue", "import", "--db", url, "--builtin", "--json").want(t, exitOK, "read", "added", "amended", "unchanged", "problems")
		hits := run(t, "catalogue", "search", "--db", url, "dang", "ky", "khai", "sinh", "--limit", "3", "--json").want(t, exitOK, "hits").list(t, "hits")
		first, _ := hits[0].(map[string]any)
		if len(hits) != 3 || first["code"] != "1.001193" || first["name"] == "" || first["score"].(float64) <= 0 {
			t.Errorf("%v", hits)
		}
		run(t, "catalogue", "search", "--db", url, "x", "--limit", "0").want(t, exitUsage)
	})
}

func TestBadFilesAreReportedAndStoreNothing(t *testing.T) {
	dir := t.TempDir()
	url := "sqlite:" + filepath.Join(dir, "m.db")
	run(t, "migrate", "--db", url).want(t, exitOK)
	bad := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	run(t, "org", "import", "--db", url, filepath.Join(dir, "missing.tsv")).want(t, exitFailed)
	for _, path := range []string{bad("empty.tsv", ""), bad("noise.tsv", "\x00\x01\x02\n\xff\xfe"), bad("half.tsv", "code\tname\n1\t\n")} {
		r := run(t, "org", "import", "--db", url, path, "--json").want(t, exitFailed, "problems")
		if problems := r.list(t, "problems"); len(problems) == 0 || problems[0].(map[string]any)["message"] == "" || r.doc["added"] != 0.0 {
			t.Errorf("%s: %s", path, r.out)
		}
	}
	for _, path := range []string{bad("no.xlsx", "PK\x03\x04 no"), bad("no.json", "{"), bad("no.zip", "zip?"), bad("no.exe", "MZ")} {
		r := run(t, "catalogue", "import", "--db", url, path, "--json").want(t, exitFailed)
		if r.doc != nil && len(r.list(t, "problems")) == 0 {
			t.Errorf("%s: %s", path, r.out)
		}
	}
	run(t, "catalogue", "import", "--db", url, filepath.Join(dir, "missing.json")).want(t, exitFailed)
}

func TestDossiersRightsAndTokens(t *testing.T) {
	testkit.EachURL(t, func(t *testing.T, url string) {
		o := settle(t, url)
		r := run(t, "dossier", "show", strings.ToLower(o.signed), "--db", url, "--json").want(t, exitOK, "code", "state", "due", "steps", "events")
		if len(r.list(t, "steps")) != 5 || len(r.list(t, "events")) != 4 || r.doc["state"] != 4.0 || !strings.HasSuffix(r.doc["due"].(string), "+07:00") {
			t.Error(r.out)
		}
		if text := run(t, "dossier", "show", o.signed, "--db", url, "--lang", "en").want(t, exitOK); !strings.Contains(text.out, "Bench") {
			t.Error(text.out)
		}
		run(t, "dossier", "show", "H52.1-000000-0000", "--db", url, "--json").want(t, exitFailed)
		run(t, "dossier", "show", "--db", url).want(t, exitUsage)

		why := func(login, act, subject string) ran {
			return run(t, "access", "why", login, act, subject, "--db", url, "--lang", "en", "--json").want(t, exitOK, "allowed", "because")
		}
		for _, c := range []struct {
			login, act, subject string
			allowed             bool
			says                string
		}{
			{o.logins[0], "accept", o.filed, true, "0/QĐ-BENCH"},
			{o.logins[0], "dossier.receive", o.filed, true, "holds the post"},
			{o.logins[1], "accept", o.filed, false, "no appointment"},
			{o.logins[0], "accept", o.signed, false, "the turn for this"},
			{o.logins[3], "stamp", o.signed, true, "0/QĐ-BENCH"},
			{o.logins[2], "stamp", o.signed, false, "approved the dossier"},
			{o.logins[1], "view", o.signed, true, "holds the post"},
			{o.logins[0], "request-supplement", o.filed, true, "holds the post"},
			{o.logins[0], "withdraw", o.signed, false, "cannot be withdrawn"},
			{o.logins[0], "dossier.receive", o.office.Centre, true, "holds the post"},
			{o.logins[0], "receive", o.office.Centre, false, ""},
			{o.logins[0], "dossier.approve", o.office.Centre, false, "Approver"},
		} {
			if c.says == "" {
				run(t, "access", "why", c.login, c.act, c.subject, "--db", url).want(t, exitFailed)
				continue
			}
			if r := why(c.login, c.act, c.subject); r.doc["allowed"] != c.allowed || !strings.Contains(r.out, c.says) {
				t.Errorf("%+v: %s", c, r.out)
			}
		}
		run(t, "access", "why", "nobody", "accept", o.filed, "--db", url).want(t, exitFailed)
		run(t, "access", "why", o.logins[0], "accept", "H52.1-000000-0000", "--db", url).want(t, exitFailed)
		run(t, "access", "why", o.logins[0], "accept", "no such agency", "--db", url).want(t, exitFailed)
		run(t, "access", "why", o.logins[0], "fly", o.filed, "--db", url).want(t, exitFailed)

		token := run(t, "token", "create", "--db", url, "--actor", o.logins[0], "--name", "kiểm thử", "--days", "1", "--json").want(t, exitOK, "token", "expires", "name", "account")
		if !strings.HasPrefix(token.doc["token"].(string), "mcq_") {
			t.Error(token.out)
		}
		run(t, "token", "create", "--db", url, "--actor", "nobody").want(t, exitFailed)
		run(t, "token", "create", "--db", url, "--actor", o.logins[0], "--days", "0").want(t, exitUsage)

		made := run(t, "account", "create", "--db", url, "--login", "quan.tri", "--name", "Lò Thị Mai", "--role", "admin", "--json").want(t, exitOK, "id", "login", "password")
		if len(made.doc["password"].(string)) < 12 {
			t.Error(made.out)
		}
		if r := why("quan.tri", "identity.manage", "*"); r.doc["allowed"] != true {
			t.Error(r.out)
		}
		run(t, "account", "create", "--db", url, "--login", "quan.tri", "--name", "Lò Thị Mai").want(t, exitFailed)
		run(t, "account", "create", "--db", url, "--login", "khac", "--name", "Lò Thị Mai", "--role", "king").want(t, exitUsage)
		run(t, "account", "create", "--db", url, "--login", "khac", "--name", "Lò Thị Mai", "--role", "leader", "--agency", "H99").want(t, exitFailed)
		run(t, "token", "create", "--db", url, "--actor", "khac").want(t, exitFailed) // nothing was half done
	})
}
