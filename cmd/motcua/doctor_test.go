// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"motcua.vn/cmd/motcua/demo"
	"motcua.vn/internal/app"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/testkit"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/sandbox"
	"motcua.vn/standards/pades"
)

// codes are what the doctor found, with their severity.
func (r ran) codes(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, p := range r.list(t, "problems") {
		m := p.(map[string]any)
		if m["message"] == "" || m["remedy"] == "" || strings.ContainsAny(fmt.Sprint(m["message"], m["remedy"]), "{}") {
			t.Errorf("says too little: %v", m)
		}
		out[m["code"].(string)] = m["severity"].(string)
	}
	return out
}

func TestTheDoctorFindsWhatIsWrongAndChangesNothing(t *testing.T) {
	testkit.EachURL(t, func(t *testing.T, url string) {
		dir := t.TempDir()
		data, conf := filepath.Join(dir, "data"), filepath.Join(dir, "motcua.json")
		visit := func(code int) ran {
			t.Helper()
			run(t, "doctor", "--db", url, "--data", data, "--config", conf, "--lang", "en", "--json").want(t, code, "ok", "problems")
			return run(t, "doctor", "--db", url, "--data", data, "--config", conf, "--json").want(t, code, "ok", "problems")
		}
		write(t, conf, app.Config{})
		run(t, "migrate", "--db", url).want(t, exitOK)
		found := visit(exitFailed).codes(t)
		for _, code := range []string{"no_accounts", "no_units", "catalogue_empty"} {
			if found[code] != app.SeverityError {
				t.Errorf("%s: %q in %v", code, found[code], found)
			}
		}
		for _, code := range []string{"data_missing", "tsa_missing", "vneid_missing", "sms_missing", "mail_missing", "roots_missing"} {
			if found[code] != app.SeverityWarning {
				t.Errorf("%s: %q in %v", code, found[code], found)
			}
		}
		if _, err := os.Stat(data); err == nil {
			t.Error("the doctor made the folder")
		}
		settle(t, url)
		if err := os.MkdirAll(data, 0o750); err != nil {
			t.Fatal(err)
		}
		key := filepath.Join(data, "installation.key")
		for _, x := range []struct{ text, want string }{{"too short", "key_unreadable"}, {strings.Repeat("ab", 32) + "\n", "key_permissions"}} { // the sound one stays
			if err := os.WriteFile(key, []byte(x.text), 0o644); err != nil {
				t.Fatal(err)
			}
			if found := visit(exitFailed).codes(t); found[x.want] != app.SeverityError {
				t.Errorf("%q: %v", x.text, found)
			}
		}
		if err := os.Chmod(key, 0o600); err != nil {
			t.Fatal(err)
		}
		outside(t, conf, visit)
	})
}

// outside starts the partners, and stops them.
func outside(t *testing.T, conf string, visit func(int) ran) {
	cfg := app.Config{Listen: "127.0.0.1:0", Data: t.TempDir(), Log: slog.New(slog.DiscardHandler)}
	s, err := demo.Start(context.Background(), &cfg, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	cfg.Data, cfg.Listen = "", ""
	write(t, conf, cfg)
	if ui.Built() { // else the doctor says so
		if found := visit(exitOK).codes(t); len(found) != 0 {
			t.Errorf("a sound installation has %v", found)
		}
	}
	s.Close()
	found := visit(exitFailed).codes(t)
	for _, code := range []string{"tsa_unreachable", "vneid_unreachable", "sms_unreachable", "mail_unreachable"} {
		if found[code] != app.SeverityError {
			t.Errorf("%s: %q in %v", code, found[code], found)
		}
	}
	cfg.Notification.SMPP[0].Addr, cfg.Notification.SMTP[0].From, cfg.TrustedRoots = "nowhere", "nobody", conf
	write(t, conf, cfg)
	found = visit(exitFailed).codes(t)
	for _, code := range []string{"sms_config", "mail_config", "roots_unreadable"} {
		if found[code] != app.SeverityError {
			t.Errorf("%s: %q in %v", code, found[code], found)
		}
	}
	if err := os.WriteFile(conf, []byte(`{"lsiten": "x"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, "doctor", "--db", "sqlite:x.db", "--config", conf).want(t, exitFailed)
}

func write(t *testing.T, path string, v any) {
	t.Helper()
	body, err := json.Marshal(v)
	if err == nil {
		err = os.WriteFile(path, body, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheDoctorSeesAMigrationThatWasAltered(t *testing.T) {
	testkit.EachURL(t, func(t *testing.T, url string) {
		run(t, "migrate", "--db", url).want(t, exitOK)
		d, err := db.Open(context.Background(), url, clock.System())
		if err != nil {
			t.Fatal(err)
		}
		err = d.Write(context.Background(), func(tx *db.Tx) error {
			_, err := tx.Exec("UPDATE schema_migration SET checksum = $1 WHERE name LIKE $2", "00", "%_audit")
			return err
		})
		d.Close()
		if err != nil {
			t.Fatal(err)
		}
		if found := run(t, "doctor", "--db", url, "--json").want(t, exitFailed).codes(t); found["migrations_altered"] == "" {
			t.Error(found)
		}
		run(t, "catalogue", "search", "x", "--db", url).want(t, exitFailed)
	})
}

func TestPDFVerifyFailsUnlessEverySignatureIsValid(t *testing.T) {
	dir := t.TempDir()
	ca, err := sandbox.OpenCA(dir, clock.System())
	if err != nil {
		t.Fatal(err)
	}
	key, err := ca.Signer(sandbox.Person{ID: "1", Name: "Lò Thị Mai"}, sandbox.P256)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := pades.Sign(onePage(), pades.SignOptions{Key: key.Signer, Certificate: key.Certificate, Chain: key.Issuers, Time: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	file := func(name string, body []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	roots, good := file("root.pem", ca.RootPEM()), file("signed.pdf", signed)
	r := run(t, "pdf", "verify", good, "--roots", roots, "--json").want(t, exitOK, "verdict", "changes_after_signing", "signatures")
	line := r.list(t, "signatures")[0].(map[string]any)
	for _, k := range []string{"signer", "time", "verdict", "trusted", "why", "covers_whole_revision"} {
		if _, ok := line[k]; !ok {
			t.Errorf("no %s: %s", k, r.out)
		}
	}
	if r.doc["verdict"] != "valid" || line["trusted"] != "yes" || line["covers_whole_revision"] != true {
		t.Error(r.out)
	}
	run(t, "pdf", "verify", good).want(t, exitOK)
	for name, c := range map[string]struct {
		body    []byte
		verdict string
	}{
		"unsigned.pdf": {onePage(), "none"}, "noise.pdf": {[]byte("no pdf"), "none"}, "empty.pdf": {nil, "none"}, "cut.pdf": {signed[:len(signed)*2/3], "none"},
		"changed.pdf": {bytes.Replace(signed, []byte("0 0 595 842"), []byte("0 0 595 841"), 1), "invalid"},
	} {
		if r := run(t, "pdf", "verify", file(name, c.body), "--json").want(t, exitFailed, "verdict", "signatures"); r.doc["verdict"] != c.verdict {
			t.Errorf("%s: %s", name, r.out)
		}
	}
	run(t, "pdf", "verify", filepath.Join(dir, "missing.pdf")).want(t, exitFailed)
	run(t, "pdf", "verify", good, "--roots", filepath.Join(dir, "missing.pem")).want(t, exitFailed)
	run(t, "pdf", "verify", good, good).want(t, exitUsage)
}

// onePage is a PDF with one empty page.
func onePage() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var at []int
	for i, body := range []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	xref := b.Len()
	b.WriteString("xref\n0 4\n0000000000 65535 f \n")
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", xref)
	return b.Bytes()
}
