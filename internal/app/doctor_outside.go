// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"bufio"
	"context"
	"crypto"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"motcua.vn/internal/notification"
	"motcua.vn/standards/rfc3161"
)

// patience is how long the doctor waits for anybody.
const patience = 5 * time.Second

// roots are what signatures are held against.
func (x *examination) roots(context.Context) {
	if x.cfg.TrustedRoots == "" {
		x.found(SeverityWarning, "roots_missing", nil)
		return
	}
	roots, err := ReadRoots(x.cfg.TrustedRoots)
	if err == nil && len(roots) == 0 {
		err = errors.New("no certificate in it")
	}
	if err != nil {
		x.found(SeverityError, "roots_unreadable", err, "path", x.cfg.TrustedRoots)
		return
	}
	for _, c := range roots {
		x.expired(c)
	}
}

func (x *examination) expired(c *x509.Certificate) {
	if x.cfg.Clock.Now().After(c.NotAfter) {
		x.found(SeverityWarning, "root_expired", nil, "name", c.Subject.CommonName, "date", c.NotAfter.Format("2006-01-02"))
	}
}

// tsa asks for a real time-stamp; its time also shows how right our clock is.
func (x *examination) tsa(ctx context.Context) {
	if x.cfg.TimeStampURL == "" {
		x.found(SeverityWarning, "tsa_missing", nil)
		return
	}
	client := rfc3161.Client{URL: x.cfg.TimeStampURL, Timeout: patience}
	digest := sha256.Sum256([]byte("motcua doctor"))
	token, err := client.Stamp(ctx, crypto.SHA256, digest[:])
	if err != nil {
		x.found(SeverityError, "tsa_unreachable", err, "url", x.cfg.TimeStampURL)
		return
	}
	x.skew(token.Time)
}

func (x *examination) vneid(ctx context.Context) {
	v := x.cfg.VNeID
	if v.Issuer == "" || v.ClientID == "" {
		x.found(SeverityWarning, "vneid_missing", nil)
		return
	}
	if err := discovered(ctx, v.Issuer); err != nil {
		x.found(SeverityError, "vneid_unreachable", err, "url", v.Issuer)
	}
}

// discovered asks an OpenID provider to describe itself.
func discovered(ctx context.Context, issuer string) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimRight(issuer, "/")+"/.well-known/openid-configuration", nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	var says struct {
		Issuer string `json:"issuer"`
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("it answers %s", res.Status)
	}
	if err := json.NewDecoder(io.LimitReader(res.Body, 1<<20)).Decode(&says); err != nil {
		return err
	}
	if says.Issuer != issuer {
		return fmt.Errorf("it calls itself %q", says.Issuer)
	}
	return nil
}

func (x *examination) sms(ctx context.Context) {
	if len(x.cfg.Notification.SMPP) == 0 {
		x.found(SeverityWarning, "sms_missing", nil)
	}
	for _, c := range x.cfg.Notification.SMPP {
		if _, err := notification.NewSMPP(c); err != nil {
			x.found(SeverityError, "sms_config", err, "addr", c.Addr)
			continue
		}
		if conn, err := dial(ctx, c.Addr, c.TLS); err != nil {
			x.found(SeverityError, "sms_unreachable", err, "addr", c.Addr)
		} else {
			conn.Close()
		}
	}
}

func (x *examination) mail(ctx context.Context) {
	if len(x.cfg.Notification.SMTP) == 0 {
		x.found(SeverityWarning, "mail_missing", nil)
	}
	for _, c := range x.cfg.Notification.SMTP {
		if _, err := notification.NewSMTP(c); err != nil {
			x.found(SeverityError, "mail_config", err, "addr", c.Addr)
		} else if err := greeted(ctx, c); err != nil {
			x.found(SeverityError, "mail_unreachable", err, "addr", c.Addr)
		}
	}
}

// greeted waits for the line with which a mail relay says that it is one.
func greeted(ctx context.Context, c notification.SMTPConfig) error {
	conn, err := dial(ctx, c.Addr, c.Security == "tls")
	if err != nil {
		return err
	}
	defer conn.Close()
	line, err := bufio.NewReader(io.LimitReader(conn, 1024)).ReadString('\n')
	if err != nil {
		return err
	}
	if !strings.HasPrefix(line, "220") {
		return fmt.Errorf("it says %q", strings.TrimSpace(line))
	}
	_, err = io.WriteString(conn, "QUIT\r\n")
	return err
}

func dial(ctx context.Context, addr string, secure bool) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var d interface {
		DialContext(ctx context.Context, network, addr string) (net.Conn, error)
	} = &net.Dialer{}
	if secure {
		d = &tls.Dialer{}
	}
	conn, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	deadline, _ := ctx.Deadline()
	return conn, conn.SetDeadline(deadline)
}
