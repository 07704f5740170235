// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"motcua.vn/internal/platform/testkit"
	"motcua.vn/internal/sandbox"
	"motcua.vn/standards/smpp"
)

// An outside is one implementation of the far end of a port: the contract below
// holds for every one of them.
type outside struct {
	sender   Sender
	arrived  func(t *testing.T, to string) []string // texts, in their order
	throttle func(to string) string                 // makes the far end refuse for the moment; the address to use
	refuse   func(to string) string                 // makes it refuse for good; nil where it cannot
	silence  func()                                 // makes it take and not answer; nil where it cannot
	reports  <-chan Report                          // nil where the port has none
}

func contract(t *testing.T, o outside, to, text string) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	out := Outgoing{ID: "01m7h1aa80ea6zhqep40", To: to, Name: "Lò Thị Ẻn", Lang: "vi", Title: "Hồ sơ đã có kết quả", Body: text, At: testkit.Noon}

	first, err := o.sender.Send(ctx, out)
	if err != nil || first == "" {
		t.Fatalf("%q %v", first, err)
	}
	out.ID = "01m7h1aa80ea6zhqep41"
	second, err := o.sender.Send(ctx, out)
	if err != nil || second == first {
		t.Fatalf("%q after %q: %v", second, first, err)
	}
	if got := o.arrived(t, to); len(got) != 2 || got[0] != text || got[1] != text {
		t.Errorf("arrived: %q", got)
	}
	for want := map[string]bool{first: true, second: true}; o.reports != nil && len(want) > 0; {
		select {
		case r := <-o.reports:
			if !want[r.ProviderID] || r.Outcome != OutcomeDelivered {
				t.Errorf("%+v", r)
			}
			delete(want, r.ProviderID)
		case <-ctx.Done():
			t.Fatalf("no report on %v", want)
		}
	}

	out.To = o.throttle(to)
	if _, err := o.sender.Send(ctx, out); !errors.Is(err, ErrThrottled) {
		t.Errorf("throttled: %v", err)
	}
	if o.refuse != nil {
		out.To = o.refuse(to)
		if _, err := o.sender.Send(ctx, out); !errors.Is(err, ErrPermanent) {
			t.Errorf("refused: %v", err)
		}
	}
	out.To = to
	if _, err := o.sender.Send(ctx, out); err != nil {
		t.Errorf("afterwards: %v", err)
	}
	if o.silence != nil {
		o.silence()
		if _, err := o.sender.Send(ctx, out); !errors.Is(err, ErrUnsure) {
			t.Errorf("silence: %v", err)
		}
	}
}

const smsText = "HS 000.28.32.H52-261116-0001: đã nhận, hẹn 09:00 24/11. ĐT 02123852222"

const mailText = "Chào Lò Thị Ẻn,\n\nHồ sơ của bạn đã có kết quả.\n\nXem hồ sơ: https://dichvucong.sonla.gov.vn/h/7f3k2m?a=1&b=2"

func TestContractFake(t *testing.T) {
	f := &fake{name: "op"}
	o := outside{sender: f, throttle: func(to string) string { return to + "58" }, refuse: func(to string) string { return "no" }}
	f.say = func(_ int, m Outgoing) error {
		switch {
		case strings.HasSuffix(m.To, "58"):
			return fmt.Errorf("%w: wait", ErrThrottled)
		case m.To == "no":
			return fmt.Errorf("%w: no such number", ErrPermanent)
		}
		return nil
	}
	o.arrived = func(_ *testing.T, to string) (out []string) {
		for _, m := range f.all() {
			out = append(out, m.Body)
		}
		return out
	}
	contract(t, o, "84912345678", smsText)
	f.took = nil
	contract(t, o, "en@example.vn", mailText)
}

func world(t *testing.T) *sandbox.Sandbox {
	t.Helper()
	box, err := sandbox.Start(context.Background(), sandbox.Config{ReceiptDelay: 10 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(box.Close)
	return box
}

// connect runs an operator's line and gathers its reports.
func connect(t *testing.T, c SMPPConfig) (Sender, <-chan Report) {
	t.Helper()
	p, err := NewSMPP(c)
	if err != nil {
		t.Fatal(err)
	}
	reports := make(chan Report, 100)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = p.Sender.(Runner).Run(ctx, func(_ context.Context, r Report) error { reports <- r; return nil })
	}()
	t.Cleanup(func() { cancel(); <-done })
	return p.Sender, reports
}

func TestContractSMSSandbox(t *testing.T) {
	box := world(t)
	sender, reports := connect(t, SMPPConfig{Name: "op", Addr: box.SMPPAddr, SystemID: "motcua", Sender: "SONLA"})
	contract(t, outside{
		sender: sender, reports: reports,
		arrived: func(_ *testing.T, to string) (out []string) {
			for _, m := range box.SMS() {
				if m.To == to && m.From == "SONLA" && m.Segments == 1 {
					out = append(out, m.Text)
				}
			}
			return out
		},
		throttle: func(to string) string { box.SMSC.Throttle(1); return to },
		refuse:   func(to string) string { box.SMSC.Fail(1, smpp.InvalidDest); return to },
		silence:  func() { box.SMSC.Silence(1) },
	}, "84912345678", smsText)
}

// TestContractSMSNpm: the SMS centre of the npm package smpp, written by others.
func TestContractSMSNpm(t *testing.T) {
	peer := npmCentre(t)
	if peer == nil {
		return
	}
	sender, reports := connect(t, SMPPConfig{Name: "npm", Addr: fmt.Sprint("127.0.0.1:", peer.port), SystemID: "motcua", Password: "right", Sender: "SONLA"})
	contract(t, outside{
		sender: sender, reports: reports, arrived: peer.texts,
		throttle: func(to string) string { return to[:len(to)-2] + "58" },
	}, "84912345670", smsText)
}

type npmPeer struct {
	port any
	mu   sync.Mutex
	got  []map[string]any
}

func (p *npmPeer) texts(_ *testing.T, to string) (out []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range p.got {
		if m["to"] == to {
			out = append(out, m["text"].(string))
		}
	}
	return out
}

func npmCentre(t *testing.T) *npmPeer {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("node is missing, and CI must not skip this comparison")
		}
		t.Log("node is missing: not compared with the npm package smpp")
		return nil
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "standards", "smpp", "testdata", "peer"))); err != nil {
		t.Fatal(err)
	}
	ci := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	ci.Dir = dir
	if out, err := ci.CombinedOutput(); err != nil {
		t.Fatalf("npm ci: %v\n%s", err, out)
	}
	cmd := exec.Command(node, "server.js")
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p, up, read := &npmPeer{}, make(chan any, 1), make(chan struct{})
	go func() {
		defer close(read)
		for lines := bufio.NewScanner(pipe); lines.Scan(); {
			var m map[string]any
			if json.Unmarshal(lines.Bytes(), &m) != nil {
				continue
			}
			if m["port"] != nil {
				up <- m["port"]
			}
			p.mu.Lock()
			p.got = append(p.got, m)
			p.mu.Unlock()
		}
	}()
	t.Cleanup(func() { _ = cmd.Process.Kill(); <-read; _ = cmd.Wait() })
	select {
	case p.port = <-up:
	case <-time.After(10 * time.Second):
		t.Fatal("the npm centre did not start")
	}
	return p
}

func TestContractMailSandbox(t *testing.T) {
	box := world(t)
	p, err := NewSMTP(SMTPConfig{Addr: box.SMTPAddr, Security: "none", From: "Một cửa Sơn La <motcua@sonla.gov.vn>"})
	if err != nil {
		t.Fatal(err)
	}
	contract(t, outside{
		sender: p.Sender,
		arrived: func(t *testing.T, to string) (out []string) {
			for _, m := range box.Mails() {
				if m.Subject != "Hồ sơ đã có kết quả" || len(m.To) != 1 || m.To[0] != to || !strings.HasSuffix(m.MessageID, "@sonla.gov.vn") {
					t.Errorf("%+v", m)
				}
				if !strings.Contains(m.HTML, `<a href="https://dichvucong.sonla.gov.vn/h/7f3k2m?a=1&amp;b=2">`) || !strings.Contains(m.Header.Get("From"), "motcua@sonla.gov.vn") {
					t.Errorf("%s %v", m.HTML, m.Header)
				}
				out = append(out, strings.TrimRight(m.Text, "\n"))
			}
			return out
		},
		throttle: func(to string) string { box.Mail.Fail(1, 450); return to },
		refuse:   func(to string) string { box.Mail.Fail(1, 550); return to },
		silence:  func() { box.Mail.Silence(1) },
	}, "en@example.vn", mailText)
}
