// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"motcua.vn/internal/platform/fault"
)

// Scanner looks for harm in bytes. It returns a fault of kind Invalid for what
// must be refused, and of kind Unavailable when it cannot say now.
type Scanner interface {
	Scan(ctx context.Context, body []byte) error
}

// Signatures is the scanner that is always there: it knows the harmless test
// virus that every real one knows (EICAR), so that the way of a refused file is
// walked in every installation.
type Signatures struct{}

// eicar is put together at run time, or this very program would be refused.
var eicar = append([]byte(`X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-`), `STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`...)

// Scan refuses the test virus wherever it stands.
func (Signatures) Scan(_ context.Context, body []byte) error {
	if bytes.Contains(body, eicar) {
		return fault.New(fault.Invalid, "document.fault.virus", "name", "Eicar-Test-Signature")
	}
	return nil
}

// Clamd asks a ClamAV daemon by its INSTREAM command.
type Clamd struct {
	Network string // "unix" or "tcp"
	Address string
	Timeout time.Duration // of one scan; 0 means 30 s
}

// NewClamd reads "unix:/run/clamav/clamd.ctl" or "tcp:127.0.0.1:3310".
func NewClamd(address string) (*Clamd, error) {
	network, addr, ok := strings.Cut(address, ":")
	if !ok || network != "unix" && network != "tcp" || addr == "" {
		return nil, fmt.Errorf("document: %q: expected unix:PATH or tcp:HOST:PORT", address)
	}
	return &Clamd{Network: network, Address: addr}, nil
}

const clamdChunk = 64 << 10

// Scan sends the bytes and reads the verdict. An answer that is neither "OK" nor
// "FOUND" is no verdict, and the file keeps waiting.
func (c *Clamd) Scan(ctx context.Context, body []byte) error {
	answer, err := c.ask(ctx, body)
	if err != nil {
		return fault.Wrap(err, fault.Unavailable, "document.fault.scanner_away")
	}
	answer = strings.TrimRight(strings.TrimPrefix(answer, "stream: "), "\x00\r\n")
	name, found := strings.CutSuffix(answer, " FOUND")
	switch {
	case answer == "OK":
		return nil
	case found:
		return fault.New(fault.Invalid, "document.fault.virus", "name", name)
	}
	return fault.Wrap(errors.New(answer), fault.Unavailable, "document.fault.scanner_away")
}

func (c *Clamd) ask(ctx context.Context, body []byte) (string, error) {
	timeout := c.Timeout
	if timeout <= 0 {
		timeout = 30 * time.Second
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	conn, err := (&net.Dialer{}).DialContext(ctx, c.Network, c.Address)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	if deadline, ok := ctx.Deadline(); ok {
		_ = conn.SetDeadline(deadline)
	}
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	sendErr := sendStream(conn, body)
	answer, err := io.ReadAll(io.LimitReader(conn, 4096)) // the daemon may answer before it has read all
	if err != nil || len(answer) == 0 {
		return "", errors.Join(sendErr, err, io.ErrUnexpectedEOF)
	}
	return string(answer), nil
}

func sendStream(w io.Writer, body []byte) error {
	if _, err := io.WriteString(w, "zINSTREAM\x00"); err != nil {
		return err
	}
	var size [4]byte
	for len(body) > 0 {
		n := min(len(body), clamdChunk)
		binary.BigEndian.PutUint32(size[:], uint32(n))
		if _, err := (&net.Buffers{size[:], body[:n]}).WriteTo(w); err != nil {
			return err
		}
		body = body[n:]
	}
	_, err := w.Write([]byte{0, 0, 0, 0})
	return err
}

// Scanners asks one after the other; the first objection counts.
type Scanners []Scanner

// Scan asks every scanner.
func (all Scanners) Scan(ctx context.Context, body []byte) error {
	for _, s := range all {
		if err := s.Scan(ctx, body); err != nil {
			return err
		}
	}
	return nil
}
