// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"net"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"motcua.vn/internal/document"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/outbox"
	"motcua.vn/internal/platform/testkit"
)

// fakeClamd speaks clamd's INSTREAM as its manual page describes it.
type fakeClamd struct {
	ln   net.Listener
	mode atomic.Value // "", "limit", "silent"
	seen atomic.Int64
}

func newClamd(t *testing.T, network, address string) *fakeClamd {
	ln, err := net.Listen(network, address)
	if err != nil {
		t.Fatal(err)
	}
	c := &fakeClamd{ln: ln}
	c.mode.Store("")
	t.Cleanup(func() { _ = ln.Close() })
	go func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			go c.serve(conn)
		}
	}()
	return c
}

func (c *fakeClamd) serve(conn net.Conn) {
	defer conn.Close()
	head := make([]byte, 10)
	if _, err := io.ReadFull(conn, head); err != nil || string(head) != "zINSTREAM\x00" {
		_, _ = conn.Write([]byte("UNKNOWN COMMAND\x00"))
		return
	}
	if c.mode.Load() == "limit" {
		_, _ = conn.Write([]byte("INSTREAM size limit exceeded. ERROR\x00"))
		return
	}
	var all bytes.Buffer
	for {
		var size uint32
		if err := binary.Read(conn, binary.BigEndian, &size); err != nil {
			return
		}
		if size == 0 {
			break
		}
		if _, err := io.CopyN(&all, conn, int64(size)); err != nil {
			return
		}
	}
	c.seen.Store(int64(all.Len()))
	switch {
	case c.mode.Load() == "silent":
	case bytes.Contains(all.Bytes(), []byte(eicar)):
		_, _ = conn.Write([]byte("stream: Win.Test.EICAR_HDB-1 FOUND\x00"))
	default:
		_, _ = conn.Write([]byte("stream: OK\x00"))
	}
}

func TestScannersKeepTheContract(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "clamd.ctl")
	daemon := newClamd(t, "unix", socket)
	tcp := newClamd(t, "tcp", "127.0.0.1:0")
	for name, s := range map[string]document.Scanner{
		"signatures": document.Signatures{}, "unix": &document.Clamd{Network: "unix", Address: socket},
		"tcp": &document.Clamd{Network: "tcp", Address: tcp.ln.Addr().String()},
	} {
		if err := s.Scan(t.Context(), bytes.Repeat([]byte("clean "), 200_000)); err != nil {
			t.Errorf("%s: clean: %v", name, err)
		}
		if err := s.Scan(t.Context(), []byte("x"+eicar)); !fault.Is(err, fault.Invalid) || fault.Of(err).Key != "document.fault.virus" {
			t.Errorf("%s: the test virus: %v", name, err)
		}
	}
	if daemon.seen.Load() == 0 {
		t.Error("the daemon saw nothing")
	}
	daemon.mode.Store("limit")
	away := &document.Clamd{Network: "unix", Address: socket, Timeout: time.Second}
	if err := away.Scan(t.Context(), make([]byte, 1<<20)); !fault.Is(err, fault.Unavailable) {
		t.Errorf("an error is a verdict: %v", err)
	}
	daemon.mode.Store("silent")
	if err := away.Scan(t.Context(), []byte("x")); !fault.Is(err, fault.Unavailable) {
		t.Errorf("silence is a verdict: %v", err)
	}
	_ = daemon.ln.Close()
	if err := away.Scan(t.Context(), []byte("x")); !fault.Is(err, fault.Unavailable) {
		t.Errorf("absence is a verdict: %v", err)
	}
	for _, bad := range []string{"", "clamd", "udp:1.2.3.4:5", "unix:"} {
		if _, err := document.NewClamd(bad); err == nil {
			t.Errorf("%q is an address", bad)
		}
	}
}

// A file that comes while the scanner is away waits, is given to nobody, and gets
// its verdict by the reaction.
func TestFileWaitsForTheScanner(t *testing.T) {
	now := clock.NewFake(testkit.Noon)
	socket := filepath.Join(t.TempDir(), "clamd.ctl")
	h := newHouse(t, testkit.SQLite(t, now, rooms...), now, func(c *document.Config) { c.Clamd = "unix:" + socket; c.Scanner = document.Scanners{} })
	ctx := context.Background()
	good, err := h.AddFile(ctx, system, document.AddFileInput{Owner: "d", Name: "a.png", Body: pngOf(20, 20)})
	if err != nil || good.State != document.FileReceived {
		t.Fatalf("%+v %v", good, err)
	}
	bad, err := h.AddFile(ctx, system, document.AddFileInput{Owner: "d", Name: "b.pdf", Body: pdfOf(1, "% "+eicar+"\n")})
	if err != nil || bad.State != document.FileReceived {
		t.Fatalf("%+v %v", bad, err)
	}
	if _, _, err := h.Body(ctx, good.ID); fault.Of(err).Key != "document.fault.not_checked" {
		t.Errorf("given out unchecked: %v", err)
	}
	worker := outbox.NewWorker(h.db, h.box, h.cfg.Log, []outbox.Reaction{{Topic: document.TopicFileAdded, Name: "document.check", Do: h.CheckAdded}})
	if err := worker.Drain(ctx); err != nil {
		t.Fatal(err)
	}
	newClamd(t, "unix", socket)
	for range 3 {
		now.Advance(time.Minute)
		if err := worker.Drain(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if f, body, err := h.Body(ctx, good.ID); err != nil || f.State != document.FileChecked || len(body) == 0 {
		t.Errorf("%+v %v", f, err)
	}
	f, err := h.FileByID(ctx, system, bad.ID)
	if err != nil || f.State != document.FileRefused || !strings.Contains(f.Reason, "virus") {
		t.Errorf("%+v %v", f, err)
	}
}
