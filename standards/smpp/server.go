// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package smpp

import (
	"context"
	"errors"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// Server is the operator's side. Set Auth and OnSubmit, then Serve.
type Server struct {
	SystemID string
	// Auth decides on a bind; nil accepts everyone.
	Auth func(systemID, password string) Status
	// OnSubmit answers one submit_sm: a message id, or a status other than OK. Calls of one session run side by side.
	OnSubmit func(ctx context.Context, from *Peer, m *Short) (id string, status Status)

	Workers         int           // submits handled at once per session; 10
	ResponseTimeout time.Duration // 10 s
	EnquireEvery    time.Duration // 60 s

	mu    sync.Mutex
	peers map[*Peer]bool
}

// Peer is a client bound to the server.
type Peer struct {
	SystemID string
	s        *session
	ref      atomic.Uint32
}

// Serve accepts connections until ctx ends or the listener fails. It returns when all sessions are over.
func (srv *Server) Serve(ctx context.Context, l net.Listener) error {
	stop := context.AfterFunc(ctx, func() { l.Close() })
	defer stop()
	var sessions sync.WaitGroup
	defer sessions.Wait()
	for {
		conn, err := l.Accept()
		if err != nil {
			srv.closeAll()
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		sessions.Go(func() { srv.serveConn(ctx, conn) })
	}
}

// serveConn waits for a bind and then lives until the connection ends.
func (srv *Server) serveConn(ctx context.Context, conn net.Conn) {
	peer, err := srv.handshake(conn)
	if err != nil {
		conn.Close()
		return
	}
	timeout, enquire, workers := srv.ResponseTimeout, srv.EnquireEvery, srv.Workers
	if timeout <= 0 {
		timeout = 10 * time.Second
	}
	if enquire <= 0 {
		enquire = time.Minute
	}
	if workers <= 0 {
		workers = 10
	}
	peer.s = newSession(conn, sessionOptions{
		window: 10, queue: 1000, timeout: timeout, enquire: enquire,
		handle: func(ctx context.Context, p PDU) (Status, any) { return srv.incoming(ctx, peer, p) },
	})
	srv.track(peer, true)
	defer srv.track(peer, false)
	stop := context.AfterFunc(ctx, func() { peer.s.close(ctx.Err()) })
	defer stop()
	peer.s.start(ctx, workers)
	peer.s.busy.Wait()
}

// handshake reads the bind and answers it; anything else first is refused. The client has ten seconds.
func (srv *Server) handshake(conn net.Conn) (*Peer, error) {
	late := time.AfterFunc(10*time.Second, func() { conn.Close() })
	defer late.Stop()
	for {
		p, err := ReadPDU(conn)
		if err != nil {
			return nil, err
		}
		bind, ok := p.Body.(*Bind)
		if !ok {
			if err := send(conn, PDU{Command: p.Command.Response(), Status: InvalidBindStatus, Sequence: p.Sequence}); err != nil {
				return nil, err
			}
			continue
		}
		status := OK
		if p.Command != BindTransceiver {
			status = InvalidBindStatus // the sandbox needs no half sessions
		} else if srv.Auth != nil {
			status = srv.Auth(bind.SystemID, bind.Password)
		}
		answer := PDU{Command: p.Command.Response(), Status: status, Sequence: p.Sequence}
		if status == OK {
			answer.Body = &BindResp{SystemID: srv.SystemID, TLVs: []TLV{{Tag: tagVersion, Value: []byte{0x34}}}}
		}
		if err := send(conn, answer); err != nil {
			return nil, err
		}
		if status != OK {
			return nil, errors.New("smpp: bind refused: " + status.String())
		}
		return &Peer{SystemID: bind.SystemID}, nil
	}
}

func send(conn net.Conn, p PDU) error {
	b, err := Encode(p)
	if err != nil {
		return err
	}
	_, err = conn.Write(b)
	return err
}

func (srv *Server) incoming(ctx context.Context, peer *Peer, p PDU) (Status, any) {
	m, ok := p.Body.(*Short)
	switch {
	case p.Command == BindTransceiver, p.Command == BindReceiver, p.Command == BindTransmitter:
		return AlreadyBound, nil
	case !ok || p.Command != SubmitSM:
		return InvalidBindStatus, nil
	case srv.OnSubmit == nil:
		return SystemError, nil
	}
	id, status := srv.OnSubmit(ctx, peer, m)
	return status, &ShortResp{MessageID: id}
}

func (srv *Server) track(p *Peer, add bool) {
	srv.mu.Lock()
	defer srv.mu.Unlock()
	if srv.peers == nil {
		srv.peers = map[*Peer]bool{}
	}
	if add {
		srv.peers[p] = true
	} else {
		delete(srv.peers, p)
	}
}

// Peers lists who is bound now.
func (srv *Server) Peers() []*Peer {
	srv.mu.Lock()
	defer srv.mu.Unlock()
	out := make([]*Peer, 0, len(srv.peers))
	for p := range srv.peers {
		out = append(out, p)
	}
	return out
}

func (srv *Server) closeAll() {
	for _, p := range srv.Peers() {
		p.s.close(ErrClosed)
	}
}

// Wants says whether the sender of a message asked for this outcome to be reported.
func (s *Short) Wants(state State) bool {
	switch s.RegisteredDelivery & 0x03 {
	case wantReceipt:
		return true
	case wantFailReport:
		return state != Delivered
	}
	return false
}

// Receipt sends the delivery receipt of a message to the client that submitted it. Call it after OnSubmit has
// returned: a client cannot place a receipt whose id it has not been told.
func (p *Peer) Receipt(ctx context.Context, m *Short, r Receipt) error {
	body := &Short{
		Source: m.Dest, Dest: m.Source, ESMClass: esmReceipt, Message: []byte(r.Format()),
		TLVs: []TLV{{Tag: tagReceiptedID, Value: append([]byte(r.ID), 0)}},
	}
	for code, state := range stateCodes {
		if state == r.State {
			body.TLVs = append(body.TLVs, TLV{Tag: tagMessageState, Value: []byte{code}})
		}
	}
	return p.Deliver(ctx, body)
}

// Text sends a message from a phone to the client, in as many parts as it needs.
func (p *Peer) Text(ctx context.Context, from, to Address, text string) error {
	m := Message{Source: from, Dest: to, Text: text, WithoutReceipt: true}
	shorts, err := m.parts(byte(p.ref.Add(1)))
	if err != nil {
		return err
	}
	for _, s := range shorts {
		if err := p.Deliver(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// Deliver sends one deliver_sm and waits for its acknowledgement.
func (p *Peer) Deliver(ctx context.Context, body *Short) error {
	_, err := p.s.request(ctx, DeliverSM, body)
	return err
}

// Disconnect drops the connection without a word, as networks do.
func (p *Peer) Disconnect() { p.s.close(ErrClosed) }
