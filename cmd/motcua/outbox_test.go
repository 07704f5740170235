// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/sandbox"
)

func TestSetAsideEventsCanBeListedAndRevivedAndKeysImported(t *testing.T) {
	dir := t.TempDir()
	url := "sqlite:" + filepath.Join(dir, "motcua.db")
	run := func(want int, args ...string) map[string]any {
		t.Helper()
		var out, errs bytes.Buffer
		if got := execute(context.Background(), args, &out, &errs); got != want {
			t.Fatalf("%v: exit %d, %s", args, got, errs.String())
		}
		v := map[string]any{}
		if want == exitOK {
			if err := json.Unmarshal(out.Bytes(), &v); err != nil {
				t.Fatalf("%v printed %s", args, out.String())
			}
		}
		return v
	}
	run(exitOK, "migrate", "--db", url, "--json")
	run(exitOK, "org", "import", "--db", url, "--builtin", "--json")
	if v := run(exitOK, "outbox", "list", "--db", url, "--json"); len(v["set_aside"].([]any)) != 0 {
		t.Errorf("set aside in a new database: %v", v)
	}
	run(exitOK, "outbox", "revive", "--all", "--db", url, "--json")
	run(exitFailed, "outbox", "revive", "none", "--db", url)
	run(exitUsage, "outbox", "revive", "--db", url)

	ca, err := sandbox.OpenCA("", clock.System())
	if err != nil {
		t.Fatal(err)
	}
	seal, err := ca.Seal(sandbox.Agency{Name: "Ủy ban nhân dân phường Tô Hiệu", Code: "H52.101"}, sandbox.P256)
	if err != nil {
		t.Fatal(err)
	}
	key, err := seal.KeyPEM()
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string][]byte{"key.pem": key, "chain.pem": seal.ChainPEM(), "bad.pem": []byte("nothing")} {
		if err := os.WriteFile(filepath.Join(dir, name), body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	in := []string{"key", "import", "--db", url, "--data", dir, "--kind", "seal", "--holder", "H52.101", "--chain", filepath.Join(dir, "chain.pem"), "--json", "--key"}
	if v := run(exitOK, append(in, filepath.Join(dir, "key.pem"))...); v["fingerprint"] == "" || v["valid_to"] == "" {
		t.Errorf("imported: %v", v)
	}
	run(exitFailed, append(in, filepath.Join(dir, "bad.pem"))...)
	run(exitFailed, append(in, filepath.Join(dir, "missing.pem"))...)
	run(exitUsage, "key", "import", "--db", url, "--kind", "stamp")
}
