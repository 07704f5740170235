// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"motcua.vn/internal/platform/blob"
	"motcua.vn/internal/platform/testkit"
)

// engines are pairs to copy between.
func engines(t *testing.T, fn func(t *testing.T, from, to string)) {
	t.Helper()
	lite := func(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "to.db") }
	testkit.EachURL(t, func(t *testing.T, from string) {
		t.Run("to sqlite", func(t *testing.T) { fn(t, from, lite(t)) })
		if server := testkit.Server(t); server != "" {
			t.Run("to postgres", func(t *testing.T) { fn(t, from, testkit.Fresh(t, server)) })
		}
	})
}

func TestBackupAndRestoreBetweenEngines(t *testing.T) {
	settled := map[string]town{}
	engines(t, func(t *testing.T, from, to string) {
		o, ok := settled[from]
		if !ok {
			o = settle(t, from)
			settled[from] = o
		}
		dir := t.TempDir()
		data, archive := filepath.Join(dir, "data"), filepath.Join(dir, "backup.gz")
		hash := folder(t, data)
		wrote := run(t, "backup", "--db", from, "--out", archive, "--data", data, "--json").want(t, exitOK, "rows", "checksum", "tables")
		if info, err := os.Stat(archive); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the archive: %v, %v", info, err)
		}
		if wrote.doc["files"] != 2.0 || wrote.doc["rows"].(float64) < 1000 {
			t.Errorf("%v rows, %v files", wrote.doc["rows"], wrote.doc["files"])
		}
		run(t, "backup", "--db", from, "--out", archive).want(t, exitFailed) // never over another

		restored := filepath.Join(dir, "restored")
		read := run(t, "restore", "--from", archive, "--db", to, "--data", restored, "--verify", "--json").want(t, exitOK, "rows", "checksum")
		if read.doc["checksum"] != wrote.doc["checksum"] || read.doc["rows"] != wrote.doc["rows"] || read.doc["verified"] != true {
			t.Errorf("wrote %s read %s", wrote.out, read.out)
		}
		for _, name := range []string{"installation.key", filepath.Join("blobs", hash[:2], hash[2:4], hash)} {
			a, _ := os.ReadFile(filepath.Join(data, name))
			if b, err := os.ReadFile(filepath.Join(restored, name)); err != nil || !bytes.Equal(a, b) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if info, err := os.Stat(filepath.Join(restored, "installation.key")); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the key: %v, %v", info, err)
		}
		one, two := run(t, "dossier", "show", o.signed, "--db", from, "--json"), run(t, "dossier", "show", o.signed, "--db", to, "--json")
		if one.out != two.out {
			t.Errorf("before %s\nafter %s", one.out, two.out)
		}
		if r := run(t, "restore", "--from", archive, "--db", to).want(t, exitFailed); !strings.Contains(r.errs, "not empty") {
			t.Error(r.errs)
		}
	})
}

// folder is a data folder with a key, a file, and what is no part of it.
func folder(t *testing.T, data string) (hash string) {
	t.Helper()
	store, err := blob.Open(filepath.Join(data, "blobs"))
	if err != nil {
		t.Fatal(err)
	}
	if hash, err = store.Put(context.Background(), bytes.Repeat([]byte("tệp"), 1<<20)); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"installation.key": strings.Repeat("ab", 32) + "\n", "motcua.db": "no", "blobs/put-1": "half", "secret.txt": "no"} {
		if err := os.WriteFile(filepath.Join(data, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return hash
}

func TestImportGoesStraightFromEngineToEngine(t *testing.T) {
	settled := map[string]bool{}
	engines(t, func(t *testing.T, from, to string) {
		if !settled[from] {
			settle(t, from)
			settled[from] = true
		}
		archive := filepath.Join(t.TempDir(), "rows.gz")
		wrote := run(t, "export", "--db", from, "--out", archive, "--json").want(t, exitOK, "rows", "checksum")
		read := run(t, "import", "--from", from, "--db", to, "--json").want(t, exitOK, "rows", "checksum", "verified")
		if wrote.doc["checksum"] != read.doc["checksum"] {
			t.Errorf("wrote %s read %s", wrote.out, read.out)
		}
		run(t, "import", "--from", archive, "--db", to).want(t, exitFailed)
		run(t, "import", "--from", from, "--db", to).want(t, exitFailed)
	})
}

func TestADamagedArchiveLeavesTheDatabaseEmpty(t *testing.T) {
	dir := t.TempDir()
	from := "sqlite:" + filepath.Join(dir, "from.db")
	run(t, "migrate", "--db", from).want(t, exitOK)
	run(t, "org", "import", "--builtin", "--db", from).want(t, exitOK)
	archive := filepath.Join(dir, "good.gz")
	run(t, "export", "--db", from, "--out", archive).want(t, exitOK)
	good, err := os.ReadFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	text := unpack(t, good)
	lines := strings.SplitAfter(text, "\n")
	damaged := map[string][]byte{
		"empty": nil, "no gzip": []byte("hello"), "truncated": good[:len(good)*9/10], "without its end": good[:len(good)-4], "a flipped bit": flipped(good),
		"no archive":       packed("{}\n"),
		"another format":   packed(strings.Replace(text, archiveFormatForTest, "motcua-archive-9", 1)),
		"a changed letter": packed(strings.Replace(text, "Mường", "Mương", 1)),
		"a row less":       packed(strings.Replace(text, lines[rowAt(lines)], "", 1)),
		"no manifest":      packed(strings.Join(lines[:len(lines)-2], "")),
		"something after":  packed(text + "{}\n"),
		"from the future":  packed(strings.Replace(text, `"migrations":{`, `"migrations":{"29991231T0000_later":"00",`, 1)),
		"an unknown table": packed(strings.Replace(text, `"table":{"name":"organisation_unit"`, `"table":{"name":"dossier; DROP TABLE dossier"`, 1)),
		"a strange column": packed(strings.Replace(text, `"columns":["basis"`, `"columns":["password"`, 1)),
		"a file elsewhere": packed(strings.Join(lines[:len(lines)-2], "") + `{"file":{"path":"../../etc/passwd","sha256":"","body":""}}` + "\n" + lines[len(lines)-2]),
	}
	for name, body := range damaged {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "bad.gz")
			if err := os.WriteFile(path, body, 0o600); err != nil {
				t.Fatal(err)
			}
			to := "sqlite:" + filepath.Join(t.TempDir(), "to.db")
			run(t, "restore", "--from", path, "--db", to, "--data", filepath.Join(t.TempDir(), "d"), "--verify").want(t, exitFailed)
			run(t, "restore", "--from", archive, "--db", to, "--verify").want(t, exitOK) // still empty, still usable
		})
	}
	run(t, "restore", "--from", filepath.Join(dir, "missing.gz"), "--db", from).want(t, exitFailed)
	run(t, "restore", "--db", from).want(t, exitUsage)
}

const archiveFormatForTest = "motcua-archive-1"

func rowAt(lines []string) int {
	for i, l := range lines {
		if strings.HasPrefix(l, "[") {
			return i
		}
	}
	return 0
}

func unpack(t *testing.T, body []byte) string {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func packed(text string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, text)
	z.Close()
	return b.Bytes()
}

func flipped(body []byte) []byte {
	out := bytes.Clone(body)
	out[len(out)/2] ^= 4
	return out
}
