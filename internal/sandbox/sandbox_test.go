// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package sandbox

import (
	"bytes"
	"context"
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"html"
	"io"
	"net/http"
	"net/smtp"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/standards/rfc3161"
	"motcua.vn/standards/smpp"
)

func start(t *testing.T, cfg Config) *Sandbox {
	t.Helper()
	if cfg.ReceiptDelay == 0 {
		cfg.ReceiptDelay = 5 * time.Millisecond
	}
	s, err := Start(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func soon(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func bound(t *testing.T, s *Sandbox, onReceipt func(smpp.Receipt)) *smpp.Client {
	t.Helper()
	c := smpp.NewClient(smpp.Config{Addr: s.SMPPAddr, SystemID: "motcua", Password: "x", Source: smpp.Alphanumeric("SONLA"), MinBackoff: 10 * time.Millisecond,
		OnReceipt: func(_ context.Context, r smpp.Receipt) error { onReceipt(r); return nil }})
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = c.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-done })
	return c
}

func TestSMSCentre(t *testing.T) {
	s := start(t, Config{})
	receipts := make(chan smpp.Receipt, 10)
	c := bound(t, s, func(r smpp.Receipt) { receipts <- r })
	long := strings.Repeat("Hồ sơ của bạn đã có kết quả. ", 6)
	ids, err := c.Submit(soon(t), smpp.Message{Dest: smpp.International("84912345678"), Text: long})
	if err != nil || len(ids) != 3 {
		t.Fatalf("%v %v", ids, err)
	}
	for range ids {
		if r := <-receipts; r.State != smpp.Delivered {
			t.Errorf("%+v", r)
		}
	}
	if _, err := c.Submit(soon(t), smpp.Message{Dest: smpp.International("84912000000"), Text: "Ho so"}); err != nil {
		t.Fatal(err)
	}
	if r := <-receipts; r.State != smpp.Undeliverable {
		t.Errorf("%+v", r)
	}
	got := s.SMS()
	if len(got) != 2 || got[0].Text != long || got[0].Segments != 3 || got[0].Encoding != "ucs2" || got[0].From != "SONLA" || got[0].State != "DELIVRD" {
		t.Errorf("%+v", got)
	}
	s.SMSC.Throttle(1)
	if _, err := c.Submit(soon(t), smpp.Message{Dest: smpp.International("84912345678"), Text: "x"}); err == nil {
		t.Error("not throttled")
	}
	s.SMSC.Disconnect()
	for err = smpp.ErrOutcomeUnknown; errors.Is(err, smpp.ErrOutcomeUnknown); { // the line may be dying still
		_, err = c.Submit(soon(t), smpp.Message{Dest: smpp.International("84912345678"), Text: "again"})
	}
	if err != nil {
		t.Errorf("after a broken line: %v", err)
	}
}

func TestSMSCentreAsksForThePassword(t *testing.T) {
	s := start(t, Config{SystemID: "motcua", Password: "right"})
	c := bound(t, s, func(smpp.Receipt) {})
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	if _, err := c.Submit(ctx, smpp.Message{Dest: smpp.International("84912345678"), Text: "x"}); err == nil || len(s.SMS()) != 0 {
		t.Error("bound with a wrong password")
	}
}

const rawMail = "From: a@motcua.vn\r\nTo: b@example.vn\r\nSubject: =?utf-8?q?H=E1=BB=93_s=C6=A1?=\r\nMessage-ID: <m1@motcua.vn>\r\n" +
	"MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n" +
	"Content-Transfer-Encoding: quoted-printable\r\n\r\nCh=C3=A0o b=E1=BA=A1n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>x</p>\r\n--x--\r\n"

func TestMailRelay(t *testing.T) {
	s := start(t, Config{})
	if err := smtp.SendMail(s.SMTPAddr, nil, "a@motcua.vn", []string{"b@example.vn"}, []byte(rawMail)); err != nil {
		t.Fatal(err)
	}
	m, err := s.WaitMail(soon(t), func(m Mail) bool { return m.MessageID == "m1@motcua.vn" })
	if err != nil || m.Subject != "Hồ sơ" || strings.TrimSpace(m.Text) != "Chào bạn" || !strings.Contains(m.HTML, "<p>x</p>") || m.To[0] != "b@example.vn" {
		t.Errorf("%+v %v", m, err)
	}
	s.Mail.Fail(1, 451)
	if err := smtp.SendMail(s.SMTPAddr, nil, "a@motcua.vn", []string{"b@example.vn"}, []byte(rawMail)); err == nil || len(s.Mails()) != 1 {
		t.Error("not refused")
	}
}

func TestTimeStamps(t *testing.T) {
	s := start(t, Config{})
	digest := sha256.Sum256([]byte("kết quả"))
	token, err := (&rfc3161.Client{URL: s.TSAURL}).Stamp(soon(t), crypto.SHA256, digest[:])
	if err != nil {
		t.Fatal(err)
	}
	v, err := token.Verify(rfc3161.VerifyOptions{Hash: crypto.SHA256, Digest: digest[:], Roots: []*x509.Certificate{s.CA.Root()}})
	if err != nil || v.TrustDetail != "" || len(v.Chain) != 3 {
		t.Errorf("%+v %v", v, err)
	}
	if got := s.Stamps(); len(got) != 1 || got[0].Serial != token.Serial.Text(16) {
		t.Errorf("%+v", got)
	}
}

func get(t *testing.T, url string) (int, string, http.Header) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body), resp.Header
}

func TestPageShowsWhatCame(t *testing.T) {
	hello := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, "vneid "+r.URL.Path) })
	s := start(t, Config{VNeID: hello, Keep: 120})
	c := bound(t, s, func(smpp.Receipt) {})
	for i := range 130 {
		to := "84912345678"
		if i%2 == 1 {
			to = "84987654321"
		}
		if _, err := c.Submit(soon(t), smpp.Message{Dest: smpp.International(to), Text: "<b>số " + strings.Repeat("i", i%7)}); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(s.SMS()); n != 120 {
		t.Errorf("%d are kept", n)
	}
	status, body, h := get(t, s.URL+"/")
	if status != 200 || strings.Count(body, "<article>") != perPage || strings.Contains(body, "<b>") || !strings.Contains(body, "bản thay thế") {
		t.Errorf("%d %s", status, body)
	}
	if csp := h.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") || strings.Contains(body, "<script") {
		t.Error(csp)
	}
	seen, next := 0, "sms?lang=en&to=0912+345+678"
	for next != "" {
		_, body, _ = get(t, s.URL+"/"+next)
		if strings.Contains(body, "84987654321") {
			t.Fatal("the filter lets others through")
		}
		seen += strings.Count(body, "<article>")
		_, rest, more := strings.Cut(body, `rel="next" href="`)
		if next = ""; more {
			next, _, _ = strings.Cut(rest, `"`)
			next = html.UnescapeString(next)
		}
	}
	if seen != 60 || !strings.Contains(body, "stand-in") {
		t.Errorf("%d seen", seen)
	}
	for _, path := range []string{"/mails", "/stamps", "/style.css", "/ca.pem", "/sms?before=-4&to=%00", "/sms?before=x"} {
		if status, body, _ := get(t, s.URL+path); status != 200 || strings.Contains(body, "⟦") {
			t.Errorf("%s: %d", path, status)
		}
	}
	if status, _, _ := get(t, s.URL+"/mail?seq=99"); status != 404 {
		t.Error(status)
	}
	if _, body, _ := get(t, s.URL+"/vneid/authorize"); body != "vneid /vneid/authorize" {
		t.Error(body)
	}
}

func TestMailPage(t *testing.T) {
	s := start(t, Config{})
	if err := smtp.SendMail(s.SMTPAddr, nil, "a@motcua.vn", []string{"b@example.vn"}, []byte(rawMail)); err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"vi", "en"} {
		if _, body, _ := get(t, s.URL+"/mails?lang="+lang); !strings.Contains(body, `href="mail?seq=1&amp;lang=`+lang) {
			t.Error(body)
		}
		if status, body, _ := get(t, s.URL+"/mail?seq=1&lang="+lang); status != 200 || !strings.Contains(body, "Chào bạn") || !strings.Contains(body, "seq=1") {
			t.Error(body)
		}
	}
}

func TestFolderKeepsKeysAndJournal(t *testing.T) {
	dir := t.TempDir()
	var roots, seals [][]byte
	for range 2 {
		s, err := Start(context.Background(), Config{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		if err := smtp.SendMail(s.SMTPAddr, nil, "a@motcua.vn", []string{"b@example.vn"}, []byte(rawMail)); err != nil {
			t.Fatal(err)
		}
		seal, err := s.CA.Seal(Agency{Name: "UBND phường Chiềng Cơi", Code: "H52.32"}, P256)
		if err != nil {
			t.Fatal(err)
		}
		roots, seals = append(roots, s.CA.RootPEM()), append(seals, seal.ChainPEM())
		s.Close()
	}
	if !bytes.Equal(roots[0], roots[1]) || !bytes.Equal(seals[0], seals[1]) {
		t.Error("keys are not kept")
	}
	lines, err := os.ReadFile(filepath.Join(dir, "received.jsonl"))
	if err != nil || bytes.Count(lines, []byte("\n")) != 2 {
		t.Errorf("%s %v", lines, err)
	}
}

func TestClockOfStamps(t *testing.T) {
	now := clock.NewFake(time.Date(2026, 11, 16, 9, 0, 0, 0, clock.Vietnam))
	s := start(t, Config{Clock: now})
	digest := sha256.Sum256(nil)
	token, err := (&rfc3161.Client{URL: s.TSAURL}).Stamp(soon(t), crypto.SHA256, digest[:])
	if err != nil || !token.Time.Equal(now.Now()) {
		t.Errorf("%v %v", token, err)
	}
}
