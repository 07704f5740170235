// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package sandbox

import (
	"context"
	"fmt"
	"net"
	"strings"
	"sync"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/ids"
	"motcua.vn/standards/smpp"
	"motcua.vn/standards/vntext"
)

// SMS is one text that arrived at the SMS centre, whole.
type SMS struct {
	Seq      int64     `json:"seq"`
	Kind     string    `json:"kind"` // "sms", for the journal
	ID       string    `json:"id"`   // of the last part, as the sender was told
	At       time.Time `json:"at"`
	SystemID string    `json:"system_id"`
	From     string    `json:"from"`
	To       string    `json:"to"`
	Text     string    `json:"text"`
	Encoding string    `json:"encoding"`
	Segments int       `json:"segments"`
	State    string    `json:"state"` // of the delivery: "" on its way, then DELIVRD, UNDELIV …
}

// SMSC is an SMS centre. It can be told to misbehave.
type SMSC struct {
	server   smpp.Server
	joiner   smpp.Joiner
	log      *ring[SMS]
	clock    clock.Clock
	delay    time.Duration
	systemID string
	password string

	mu      sync.Mutex
	faults  []smpp.Status // for the next submits
	silent  int           // how many next submits are taken and not answered
	outcome func(to string) smpp.State
	number  int64
	run     string // before the number: a centre that starts anew must not repeat ids

	receipts sync.WaitGroup
	ctx      context.Context
}

func newSMSC(ctx context.Context, cfg Config, log *ring[SMS]) *SMSC {
	s := &SMSC{log: log, clock: cfg.Clock, delay: cfg.ReceiptDelay, systemID: cfg.SystemID, password: cfg.Password, run: ids.Code(6), ctx: ctx}
	s.outcome = func(to string) smpp.State {
		if strings.HasSuffix(to, "000000") {
			return smpp.Undeliverable
		}
		return smpp.Delivered
	}
	s.server = smpp.Server{SystemID: "sandbox", Auth: s.auth, OnSubmit: s.submit}
	return s
}

func (s *SMSC) serve(l net.Listener) error {
	err := s.server.Serve(s.ctx, l)
	s.receipts.Wait()
	return err
}

func (s *SMSC) auth(systemID, password string) smpp.Status {
	switch {
	case s.systemID != "" && systemID != s.systemID:
		return smpp.InvalidSystemID
	case s.password != "" && password != s.password:
		return smpp.InvalidPassword
	}
	return smpp.OK
}

// Fail refuses the next n submits.
func (s *SMSC) Fail(n int, status smpp.Status) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range n {
		s.faults = append(s.faults, status)
	}
}

// Throttle refuses the next n submits because they come too fast.
func (s *SMSC) Throttle(n int) { s.Fail(n, smpp.Throttled) }

// Silence takes the next n submits and breaks the line instead of answering.
func (s *SMSC) Silence(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.silent += n
}

// Outcome decides how deliveries end; at first numbers that end in 000000 are out
// of reach and all others get their message. "" sends no receipt.
func (s *SMSC) Outcome(f func(to string) smpp.State) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.outcome = f
}

// Disconnect drops every line without a word.
func (s *SMSC) Disconnect() {
	for _, p := range s.server.Peers() {
		p.Disconnect()
	}
}

// Bound counts the clients that are bound.
func (s *SMSC) Bound() int { return len(s.server.Peers()) }

func (s *SMSC) submit(_ context.Context, from *smpp.Peer, m *smpp.Short) (string, smpp.Status) {
	s.mu.Lock()
	if len(s.faults) > 0 {
		status := s.faults[0]
		s.faults = s.faults[1:]
		s.mu.Unlock()
		return "", status
	}
	silent := s.silent > 0
	if silent {
		s.silent--
	}
	s.number++
	id, outcome := fmt.Sprintf("%s%06d", s.run, s.number), s.outcome
	s.mu.Unlock()
	if _, ok := vietnamese(m.Dest.Addr); !ok {
		return "", smpp.InvalidDest
	}
	seq := s.keep(id, from, m)
	if silent {
		from.Disconnect()
		return id, smpp.OK // nobody hears it
	}
	if state := outcome(m.Dest.Addr); state != "" && m.Wants(state) {
		s.receipts.Go(func() { s.receipt(from.SystemID, seq, id, m, state) })
	}
	return id, smpp.OK
}

// vietnamese accepts international digits; what is no number at all is refused as
// operators do.
func vietnamese(to string) (string, bool) {
	return to, len(to) >= 8 && len(to) <= 15 && strings.Trim(to, "0123456789") == ""
}

// keep logs the text when its last part is here.
func (s *SMSC) keep(id string, from *smpp.Peer, m *smpp.Short) int64 {
	text, complete := s.joiner.Add(m)
	if !complete {
		return 0
	}
	size := vntext.CountSMS(text)
	return s.log.add(func(seq int64) SMS {
		return SMS{Seq: seq, Kind: "sms", ID: id, At: s.clock.Now(), SystemID: from.SystemID, From: m.Source.Addr, To: m.Dest.Addr,
			Text: text, Encoding: string(size.Encoding), Segments: size.Segments}
	}).Seq
}

// receipt reports after the delay, to whichever line of the sender is up, and again
// when the sender cannot take it now.
func (s *SMSC) receipt(systemID string, seq int64, id string, m *smpp.Short, state smpp.State) {
	submitted := s.clock.Now().In(clock.Vietnam).Format("0601021504")
	for pause := s.delay; pause < time.Minute; pause = 2*pause + 50*time.Millisecond {
		select {
		case <-time.After(pause):
		case <-s.ctx.Done():
			return
		}
		delivered := 0
		if state == smpp.Delivered {
			delivered = 1
		}
		r := smpp.Receipt{ID: id, Submitted: 1, Delivered: delivered, SubmitDate: submitted,
			DoneDate: s.clock.Now().In(clock.Vietnam).Format("0601021504"), State: state, Error: "000", Text: "motcua"}
		s.log.update(seq, func(e *SMS) { e.State = string(state) })
		for _, p := range s.server.Peers() {
			if p.SystemID == systemID && p.Receipt(s.ctx, m, r) == nil {
				return
			}
		}
	}
}
