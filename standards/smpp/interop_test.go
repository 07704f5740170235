// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package smpp

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// peer starts a script of testdata/peer (npm package smpp, written by others) in a temporary copy with its locked
// dependencies. Without node it logs and returns nil; in CI that is a failure.
func peer(t *testing.T, script string, args ...string) <-chan map[string]any {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("node is missing, and CI must not skip this comparison")
		}
		t.Log("node is missing: not compared with the npm package smpp")
		return nil
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("testdata", "peer"))); err != nil {
		t.Fatal(err)
	}
	ci := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	ci.Dir = dir
	if out, err := ci.CombinedOutput(); err != nil {
		t.Fatalf("npm ci: %v\n%s", err, out)
	}
	cmd := exec.Command(node, append([]string{script}, args...)...)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := make(chan map[string]any, 100)
	read := make(chan struct{})
	go func() { defer close(read); defer close(lines); readLines(out, lines) }()
	t.Cleanup(func() { cmd.Process.Kill(); <-read; cmd.Wait() })
	return lines
}

func readLines(r io.Reader, lines chan<- map[string]any) {
	for sc := bufio.NewScanner(r); sc.Scan(); {
		var m map[string]any
		if json.Unmarshal(sc.Bytes(), &m) == nil {
			lines <- m
		}
	}
}

// next gives the next line the peer prints that has a key.
func next(t *testing.T, lines <-chan map[string]any, key string) map[string]any {
	t.Helper()
	late := time.After(10 * time.Second)
	for {
		select {
		case m, ok := <-lines:
			if !ok {
				t.Fatalf("the peer ended before it said %q", key)
			}
			if m["error"] != nil {
				t.Fatalf("the peer says %v", m["error"])
			}
			if _, ok := m[key]; ok {
				return m
			}
		case <-late:
			t.Fatalf("the peer never said %q", key)
		}
	}
}

// TestClientAgainstNpmServer sends short, Vietnamese and long messages to an SMSC written by someone else.
func TestClientAgainstNpmServer(t *testing.T) {
	lines := peer(t, "server.js")
	if lines == nil {
		return
	}
	addr := fmt.Sprintf("127.0.0.1:%v", next(t, lines, "port")["port"])
	receipts := make(chan Receipt, 20)
	c := client(t, Config{Addr: addr, SystemID: "motcua", Password: "right", Source: Alphanumeric("SONLA-HCC"),
		OnReceipt: func(_ context.Context, r Receipt) error { receipts <- r; return nil }})
	if m := next(t, lines, "linkCheck"); m["linkCheck"] != "enquire_link_resp" || m["status"] != 0.0 {
		t.Errorf("link check: %v", m)
	}
	long := strings.Repeat("Hồ sơ của ông bà đã có kết quả. ", 5)
	for _, text := range []string{"Ho so {H52} gia 5€ _@", "Đã có kết quả 😀", long, strings.Repeat("0123456789", 17)} {
		ids, err := c.Submit(within(t, 10*time.Second), Message{Dest: International("84912345678"), Text: text})
		if err != nil {
			t.Fatalf("%.20q: %v", text, err)
		}
		got := ""
		for i, id := range ids {
			m := next(t, lines, "to")
			got += m["text"].(string)
			if m["id"] != id || m["from"] != "SONLA-HCC" || m["ton"] != 5.0 || m["receipt"] != 1.0 {
				t.Errorf("%.20q part %d: %v", text, i, m)
			}
			if len(ids) > 1 && !strings.HasSuffix(fmt.Sprint(m["udh"]), fmt.Sprintf("%02x%02x]", len(ids), i+1)) {
				t.Errorf("%.20q part %d: header %v", text, i, m["udh"])
			}
			if r := <-receipts; r.ID != id || r.State != Delivered {
				t.Errorf("receipt %+v for %s", r, id)
			}
		}
		if got != text {
			t.Errorf("sent %q\nnpm read %q", text, got)
		}
	}
	_, err := c.Submit(within(t, 10*time.Second), Message{Dest: International("84900000058"), Text: "x"})
	if !errors.Is(err, ErrThrottled) {
		t.Errorf("throttled: %v", err)
	}
	if err := c.Close(within(t, 10*time.Second)); err != nil {
		t.Errorf("unbind: %v", err)
	}
	next(t, lines, "unbound")
	wrong := client(t, Config{Addr: addr, Password: "wrong"})
	if _, err := wrong.Submit(within(t, 200*time.Millisecond), Message{Text: "x"}); !errors.Is(err, ErrNotBound) {
		t.Errorf("wrong password: %v", err)
	}
}

// TestServerAgainstNpmClient lets a client written by someone else use our operator.
func TestServerAgainstNpmClient(t *testing.T) {
	texts := make(chan string, 9)
	var j Joiner
	var n atomic.Int64
	srv := &Server{SystemID: "sandbox"}
	srv.Auth = func(_, password string) Status {
		if password != "right" {
			return InvalidPassword
		}
		return OK
	}
	srv.Workers = 1
	srv.OnSubmit = func(ctx context.Context, p *Peer, m *Short) (string, Status) {
		if m.Dest.Addr == "58" {
			return "", Throttled
		}
		id := fmt.Sprintf("ours-%d", n.Add(1))
		if text, complete := j.Add(m); complete {
			texts <- text
		}
		time.AfterFunc(50*time.Millisecond, func() {
			p.Receipt(ctx, m, Receipt{ID: id, Submitted: 1, Delivered: 1, SubmitDate: "2611210930", DoneDate: "2611210931",
				State: Delivered, Error: "000"})
		})
		return id, OK
	}
	_, port, _ := strings.Cut(operator(t, srv), ":")
	lines := peer(t, "client.js", port)
	if lines == nil {
		return
	}
	if m := next(t, lines, "step"); m["step"] != "wrong password" || m["status"] != float64(InvalidPassword) {
		t.Errorf("%v", m)
	}
	if m := next(t, lines, "step"); m["step"] != "bound" || m["system"] != "sandbox" || m["version"] != float64(0x34) {
		t.Errorf("%v", m)
	}
	seen := map[string]int{}
	for range 11 {
		m := next(t, lines, "step")
		seen[fmt.Sprint(m["step"], m["status"])]++
		if m["step"] == "receipt" {
			id := strings.TrimRight(fmt.Sprint(m["tlv"]), "\x00")
			if !strings.HasPrefix(fmt.Sprint(m["text"]), "id:"+id+" sub:001 dlvrd:001 ") || m["state"] != 2.0 || m["esm"] != 4.0 {
				t.Errorf("receipt %v", m)
			}
		}
	}
	want := map[string]int{"submitted0": 4, "throttled88": 1, "receipt<nil>": 4, "link0": 1, "unbound0": 1}
	if fmt.Sprint(seen) != fmt.Sprint(want) {
		t.Errorf("the client saw %v, want %v", seen, want)
	}
	for _, want := range []string{"Ho so {H52} gia 5€ _@", "Đã có kết quả", strings.Repeat("Hồ sơ của ông bà đã có kết quả. ", 4)} {
		if got := <-texts; got != want {
			t.Errorf("npm sent %q, we read %q", want, got)
		}
	}
}
