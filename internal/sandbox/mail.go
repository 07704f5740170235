// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package sandbox

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"motcua.vn/internal/platform/clock"
)

// Mail is one mail that arrived at the relay.
type Mail struct {
	Seq       int64     `json:"seq"`
	Kind      string    `json:"kind"` // "mail", for the journal
	At        time.Time `json:"at"`
	From      string    `json:"from"` // of the envelope
	To        []string  `json:"to"`
	Subject   string    `json:"subject"`
	MessageID string    `json:"message_id"`
	Text      string    `json:"text"`
	HTML      string    `json:"html"`
	Header    mail.Header
}

// MailRelay takes mails and keeps them. It can be told to misbehave.
type MailRelay struct {
	server *smtp.Server
	log    *ring[Mail]
	clock  clock.Clock

	mu     sync.Mutex
	faults []*smtp.SMTPError
	drop   int
}

const maxMail = 1 << 20

func newMailRelay(cfg Config, log *ring[Mail]) *MailRelay {
	m := &MailRelay{log: log, clock: cfg.Clock}
	m.server = smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &mailSession{relay: m, conn: c}, nil }))
	m.server.Domain, m.server.AllowInsecureAuth, m.server.EnableSMTPUTF8 = "sandbox.invalid", true, true
	m.server.MaxMessageBytes, m.server.MaxRecipients = maxMail, 50
	m.server.ReadTimeout, m.server.WriteTimeout = time.Minute, time.Minute
	m.server.ErrorLog = quiet{}
	return m
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

func (m *MailRelay) serve(l net.Listener) error { return m.server.Serve(l) }

// Fail answers the next n mails with an SMTP code, 451 or 550 for example.
func (m *MailRelay) Fail(n, code int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for range n {
		m.faults = append(m.faults, &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 0, 0}, Message: "told to refuse"})
	}
}

// Silence takes the next n mails and breaks the line instead of answering.
func (m *MailRelay) Silence(n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.drop += n
}

func (m *MailRelay) fault() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.faults) == 0 {
		return nil
	}
	f := m.faults[0]
	m.faults = m.faults[1:]
	return f
}

func (m *MailRelay) dropping() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.drop > 0 {
		m.drop--
		return true
	}
	return false
}

type mailSession struct {
	relay *MailRelay
	conn  *smtp.Conn
	from  string
	to    []string
}

func (s *mailSession) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *mailSession) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, _, _ string) error { return nil }), nil
}

func (s *mailSession) Mail(from string, _ *smtp.MailOptions) error { s.from = from; return nil }

func (s *mailSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	if err := s.relay.fault(); err != nil {
		return err
	}
	s.to = append(s.to, to)
	return nil
}

func (s *mailSession) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	e, err := parseMail(raw)
	if err != nil {
		return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 6, 0}, Message: "not a mail: " + err.Error()}
	}
	e.From, e.To, e.At, e.Kind = s.from, s.to, s.relay.clock.Now(), "mail"
	s.relay.log.add(func(seq int64) Mail { e.Seq = seq; return e })
	if s.relay.dropping() {
		_ = s.conn.Conn().Close()
	}
	return nil
}

func (s *mailSession) Reset() { s.from, s.to = "", nil }

func (s *mailSession) Logout() error { return nil }

func parseMail(raw []byte) (Mail, error) {
	msg, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return Mail{}, err
	}
	e := Mail{Header: msg.Header, MessageID: strings.Trim(msg.Header.Get("Message-Id"), "<>")}
	if e.Subject, err = new(mime.WordDecoder).DecodeHeader(msg.Header.Get("Subject")); err != nil {
		return Mail{}, err
	}
	return e, e.part(msg.Header.Get("Content-Type"), msg.Header.Get("Content-Transfer-Encoding"), msg.Body, 0)
}

// part walks the alternatives and keeps the first text and the first HTML.
func (e *Mail) part(contentType, encoding string, body io.Reader, depth int) error {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		kind = "text/plain"
	}
	if strings.HasPrefix(kind, "multipart/") && depth < 5 {
		parts := multipart.NewReader(body, params["boundary"])
		for {
			p, err := parts.NextRawPart()
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
			if err := e.part(p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p, depth+1); err != nil {
				return err
			}
		}
	}
	switch strings.ToLower(encoding) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	text, err := io.ReadAll(io.LimitReader(body, maxMail))
	if err != nil {
		return err
	}
	switch {
	case kind == "text/plain" && e.Text == "":
		e.Text = strings.ReplaceAll(string(text), "\r\n", "\n")
	case kind == "text/html" && e.HTML == "":
		e.HTML = string(text)
	}
	return nil
}
