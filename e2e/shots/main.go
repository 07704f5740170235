// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

//go:build shots

// Command shots makes the pictures of the README: it starts a demo of its own on
// free ports, goes through the main pages in a browser as a citizen, an officer and
// a leader would, in both languages, narrow and wide, and writes docs/images/*.png.
// Run it by `make screenshots`.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	program := flag.String("program", "bin/motcua", "the program")
	out := flag.String("out", "docs/images", "where the pictures go")
	browser := flag.String("browser", "/usr/bin/chromium", "a Chromium")
	only := flag.String("only", "", "pages whose names begin so")
	keep := flag.String("data", "", "a demo that is there already; made and thrown away by default")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *program, *out, *browser, *only, *keep); err != nil {
		fmt.Fprintln(os.Stderr, "shots:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, program, out, browser, only, data string) error {
	if data == "" {
		dir, err := os.MkdirTemp("", "motcua-shots")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		data = filepath.Join(dir, "demo")
	}
	base, stop, err := startDemo(ctx, program, data)
	if err != nil {
		return err
	}
	defer stop()
	if err := os.MkdirAll(out, 0o750); err != nil {
		return err
	}
	c, closeCamera, err := newCamera(ctx, browser, base, out, only)
	if err != nil {
		return err
	}
	defer closeCamera()
	return c.everything()
}

// startDemo makes the demo and serves it; it is ready when the demo says so.
func startDemo(ctx context.Context, program, data string) (base string, stop func(), err error) {
	listen, err := freePort()
	if err != nil {
		return "", nil, err
	}
	outside, err := freePort()
	if err != nil {
		return "", nil, err
	}
	cmd := exec.CommandContext(ctx, program, "demo", "--data", data, "--listen", listen, "--outside", outside)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 20 * time.Second
	said, err := cmd.StderrPipe()
	if err != nil {
		return "", nil, err
	}
	if err := cmd.Start(); err != nil {
		return "", nil, err
	}
	stop = func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	}
	ready := make(chan bool, 1)
	go listenFor(said, "is ready", ready)
	if !<-ready {
		stop()
		return "", nil, errors.New("the demo did not start")
	}
	return "http://" + listen, stop, nil
}

// listenFor passes on what the demo says, and tells when the words have come.
func listenFor(said io.Reader, words string, ready chan<- bool) {
	lines, told := bufio.NewScanner(said), false
	for lines.Scan() {
		fmt.Fprintln(os.Stderr, lines.Text())
		if !told && strings.Contains(lines.Text(), words) {
			told = true
			ready <- true
		}
	}
	if !told {
		ready <- false
	}
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}
