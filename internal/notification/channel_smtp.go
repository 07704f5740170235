// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"html"
	"net"
	"net/mail"
	"strconv"
	"strings"

	gomail "github.com/wneessen/go-mail"
)

// SMTPConfig is one mail relay.
type SMTPConfig struct {
	Name     string  `json:"name"`     // the relay's address by default
	Addr     string  `json:"addr"`     // host:port
	Security string  `json:"security"` // "starttls" (default), "tls", or "none" for a relay on this machine
	User     string  `json:"user"`
	Password string  `json:"password"`
	From     string  `json:"from"`     // "Một cửa Sơn La <motcua@sonla.gov.vn>"
	ReplyTo  string  `json:"reply_to"` // where answers go
	Rate     float64 `json:"rate"`     // messages a second
	Cost     int64   `json:"cost"`
}

type smtpSender struct {
	conf    SMTPConfig
	from    *mail.Address
	options []gomail.Option
	host    string
	domain  string
}

// NewSMTP makes the provider of a mail relay.
func NewSMTP(c SMTPConfig) (Provider, error) {
	host, port, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return Provider{}, fmt.Errorf("notification: the mail relay's address %q: %w", c.Addr, err)
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return Provider{}, fmt.Errorf("notification: the mail relay's port %q: %w", port, err)
	}
	from, err := mail.ParseAddress(c.From)
	if err != nil {
		return Provider{}, fmt.Errorf("notification: the sender %q of mails: %w", c.From, err)
	}
	s := &smtpSender{conf: c, from: from, host: host, domain: from.Address[strings.LastIndexByte(from.Address, '@')+1:]}
	s.options = []gomail.Option{gomail.WithPort(number), gomail.WithTimeout(sendTimeout / 2), gomail.WithHELO(s.domain)}
	switch c.Security {
	case "", "starttls":
		s.options = append(s.options, gomail.WithTLSPolicy(gomail.TLSMandatory), gomail.WithTLSConfig(&tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}))
	case "tls":
		s.options = append(s.options, gomail.WithSSL(), gomail.WithTLSConfig(&tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}))
	case "none":
		s.options = append(s.options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		return Provider{}, fmt.Errorf("notification: mail security %q: expected starttls, tls or none", c.Security)
	}
	if c.User != "" {
		s.options = append(s.options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(c.User), gomail.WithPassword(c.Password))
	}
	if c.Name == "" {
		c.Name = c.Addr
	}
	return Provider{Name: c.Name, Channel: Email, Sender: s, Rate: c.Rate, Cost: c.Cost}, nil
}

// Send hands one mail to the relay. Its Message-ID is made of the message's id, so
// that a repeated mail is recognised as the same.
func (s *smtpSender) Send(ctx context.Context, m Outgoing) (string, error) {
	msg, id, err := s.compose(m)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrPermanent, err)
	}
	client, err := gomail.NewClient(s.host, s.options...)
	if err != nil {
		return "", err
	}
	err = client.DialAndSendWithContext(ctx, msg)
	if err == nil || msg.IsDelivered() { // taken, though the farewell failed
		return id, nil
	}
	return "", smtpError(err)
}

func (s *smtpSender) compose(m Outgoing) (*gomail.Msg, string, error) {
	msg := gomail.NewMsg(gomail.WithCharset(gomail.CharsetUTF8), gomail.WithNoDefaultUserAgent())
	msg.FromMailAddress(s.from)
	if err := msg.AddToFormat(m.Name, m.To); err != nil {
		return nil, "", err
	}
	if s.conf.ReplyTo != "" {
		if err := msg.ReplyTo(s.conf.ReplyTo); err != nil {
			return nil, "", err
		}
	}
	id := m.ID + "@" + s.domain
	msg.SetMessageIDWithValue(id)
	msg.SetDateWithValue(m.At)
	msg.Subject(m.Title)
	msg.SetGenHeader("Content-Language", m.Lang)
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no automatic answers, please
	msg.SetBodyString(gomail.TypeTextPlain, m.Body)
	msg.AddAlternativeString(gomail.TypeTextHTML, asHTML(m))
	return msg, id, nil
}

// asHTML is the text as paragraphs with live links, and nothing else: no pictures,
// no tracking.
func asHTML(m Outgoing) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!doctype html>\n<html lang=\"%s\">\n<head><meta charset=\"utf-8\"><title>%s</title></head>\n<body>\n", m.Lang, html.EscapeString(m.Title))
	for p := range strings.SplitSeq(m.Body, "\n\n") {
		lines := strings.Split(strings.TrimSpace(p), "\n")
		for i, l := range lines {
			lines[i] = linked(l)
		}
		fmt.Fprintf(&b, "<p>%s</p>\n", strings.Join(lines, "<br>\n"))
	}
	return b.String() + "</body>\n</html>\n"
}

func linked(line string) string {
	words := strings.Split(line, " ")
	for i, w := range words {
		safe := html.EscapeString(w)
		if strings.HasPrefix(w, "https://") || strings.HasPrefix(w, "http://") {
			safe = `<a href="` + safe + `">` + safe + `</a>`
		}
		words[i] = safe
	}
	return strings.Join(words, " ")
}

func smtpError(err error) error {
	var e *gomail.SendError
	if !errors.As(err, &e) {
		return err // not connected, not signed in
	}
	switch {
	case e.Reason == gomail.ErrSMTPDataClose && e.ErrorCode() == 0:
		return fmt.Errorf("%w: %w", ErrUnsure, err)
	case e.ErrorCode() == 421 || e.ErrorCode() == 450 || e.ErrorCode() == 452:
		return fmt.Errorf("%w: %w", ErrThrottled, err)
	case e.ErrorCode() >= 500 && (e.Reason == gomail.ErrSMTPRcptTo || e.Reason == gomail.ErrSMTPData || e.Reason == gomail.ErrSMTPDataClose):
		return fmt.Errorf("%w: %w", ErrPermanent, err)
	}
	return err
}
