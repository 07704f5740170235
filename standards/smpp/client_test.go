// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package smpp

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// operator starts a Server on a real socket.
func operator(t *testing.T, srv *Server) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	over := make(chan error, 1)
	go func() { over <- srv.Serve(ctx, l) }()
	t.Cleanup(func() {
		cancel()
		if err := <-over; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	return l.Addr().String()
}

// client runs a Client until the test ends.
func client(t *testing.T, cfg Config) *Client {
	t.Helper()
	cfg.MinBackoff, cfg.MaxBackoff = 5*time.Millisecond, 20*time.Millisecond
	c := NewClient(cfg)
	ctx, cancel := context.WithCancel(context.Background())
	over := make(chan struct{})
	go func() { c.Run(ctx); close(over) }()
	t.Cleanup(func() { cancel(); <-over })
	return c
}

func within(t *testing.T, d time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	t.Cleanup(cancel)
	return ctx
}

// counter numbers messages as an operator does.
func counter() func(context.Context, *Peer, *Short) (string, Status) {
	var n atomic.Int64
	return func(context.Context, *Peer, *Short) (string, Status) { return fmt.Sprintf("m%d", n.Add(1)), OK }
}

func TestSubmitAndReceipt(t *testing.T) {
	receipts, texts := make(chan Receipt, 9), make(chan string, 9)
	var j Joiner
	srv := &Server{SystemID: "SMSC"}
	var n atomic.Int64
	srv.OnSubmit = func(ctx context.Context, p *Peer, m *Short) (string, Status) {
		if text, complete := j.Add(m); complete {
			texts <- text
		}
		id := fmt.Sprintf("m_%d", n.Add(1))
		if m.Wants(Delivered) {
			time.AfterFunc(20*time.Millisecond, func() {
				p.Receipt(ctx, m, Receipt{ID: id, Submitted: 1, Delivered: 1, State: Delivered, Error: "000"})
			})
		}
		return id, OK
	}
	c := client(t, Config{Addr: operator(t, srv), SystemID: "motcua", Password: "secret",
		OnReceipt: func(_ context.Context, r Receipt) error { receipts <- r; return nil }})
	text := strings.Repeat("Hồ sơ của ông bà đã có kết quả. ", 5)
	ids, err := c.Submit(within(t, 5*time.Second), Message{Dest: International("84912345678"), Text: text})
	if err != nil || len(ids) != 3 {
		t.Fatalf("%v, ids %v", err, ids)
	}
	if got := <-texts; got != text {
		t.Errorf("the operator read %q", got)
	}
	for range ids {
		if r := <-receipts; r.State != Delivered || !strings.HasPrefix(r.ID, "m_") || r.Source.Addr != "84912345678" {
			t.Errorf("receipt %+v", r)
		}
	}
}

func TestRefusals(t *testing.T) {
	for status, throttled := range map[Status]bool{Throttled: true, QueueFull: true, InvalidDest: false} {
		srv := &Server{OnSubmit: func(context.Context, *Peer, *Short) (string, Status) { return "", status }}
		c := client(t, Config{Addr: operator(t, srv)})
		_, err := c.Submit(within(t, 5*time.Second), Message{Text: "x"})
		var refused *StatusError
		if !errors.As(err, &refused) || refused.Status != status || errors.Is(err, ErrThrottled) != throttled {
			t.Errorf("%v: %v", status, err)
		}
	}
}

func TestWrongPassword(t *testing.T) {
	srv := &Server{Auth: func(_, password string) Status {
		if password != "right" {
			return InvalidPassword
		}
		return OK
	}}
	states := make(chan error, 99)
	c := client(t, Config{Addr: operator(t, srv), Password: "wrong", OnState: func(bound bool, err error) {
		if bound {
			t.Error("bound with a wrong password")
		}
		select {
		case states <- err:
		default:
		}
	}})
	_, err := c.Submit(within(t, 100*time.Millisecond), Message{Text: "x"})
	if !errors.Is(err, ErrNotBound) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("submit: %v", err)
	}
	var refused *StatusError
	if err := <-states; !errors.As(err, &refused) || refused.Status != InvalidPassword {
		t.Errorf("state: %v", err)
	}
}

// TestWindowAndCorrelation answers out of order and checks that each caller gets its own answer.
func TestWindowAndCorrelation(t *testing.T) {
	var now, most atomic.Int64
	srv := &Server{Workers: 50, OnSubmit: func(_ context.Context, _ *Peer, m *Short) (string, Status) {
		if n := now.Add(1); n > most.Load() {
			most.Store(n)
		}
		defer now.Add(-1)
		time.Sleep(time.Duration(len(m.Message)%7) * time.Millisecond)
		return "id-" + string(m.Message), OK
	}}
	c := client(t, Config{Addr: operator(t, srv), Window: 8})
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() {
			text := strings.Repeat("a", i%7) + fmt.Sprint(i)
			ids, err := c.Submit(within(t, 10*time.Second), Message{Text: text})
			if err != nil || ids[0] != "id-"+text {
				t.Errorf("%s: %v %v", text, ids, err)
			}
		})
	}
	wg.Wait()
	if most.Load() > 8 || most.Load() < 2 {
		t.Errorf("%d requests at once, the window is 8", most.Load())
	}
}

func TestReconnects(t *testing.T) {
	srv := &Server{OnSubmit: counter()}
	var binds atomic.Int64
	c := client(t, Config{Addr: operator(t, srv), OnState: func(bound bool, _ error) {
		if bound {
			binds.Add(1)
		}
	}})
	for range 5 {
		_, err := c.Submit(within(t, 5*time.Second), Message{Text: "x"})
		if err != nil && !errors.Is(err, ErrOutcomeUnknown) { // the request and the break may cross on the way
			t.Fatal(err)
		}
		for _, p := range srv.Peers() {
			p.Disconnect()
		}
	}
	if _, err := c.Submit(within(t, 5*time.Second), Message{Text: "x"}); err != nil && !errors.Is(err, ErrOutcomeUnknown) {
		t.Fatal(err)
	}
	if binds.Load() < 2 {
		t.Errorf("bound %d times", binds.Load())
	}
}

// TestLostAnswer breaks the line after the message was taken: the caller must learn that it cannot know.
func TestLostAnswer(t *testing.T) {
	srv := &Server{OnSubmit: func(_ context.Context, p *Peer, _ *Short) (string, Status) {
		p.Disconnect()
		return "", OK
	}}
	c := client(t, Config{Addr: operator(t, srv)})
	if _, err := c.Submit(within(t, 5*time.Second), Message{Text: "x"}); !errors.Is(err, ErrOutcomeUnknown) {
		t.Errorf("line broken: %v", err)
	}
	slow := &Server{OnSubmit: func(ctx context.Context, _ *Peer, _ *Short) (string, Status) {
		time.Sleep(300 * time.Millisecond)
		return "late", OK
	}}
	c = client(t, Config{Addr: operator(t, slow)})
	_, err := c.Submit(within(t, 100*time.Millisecond), Message{Text: "x"})
	if !errors.Is(err, ErrOutcomeUnknown) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("too slow: %v", err)
	}
}

// TestSilentOperator accepts connections, binds, and then says nothing more: the link check must notice.
func TestSilentOperator(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			if p, err := ReadPDU(conn); err == nil {
				send(conn, PDU{Command: BindTransceiverResp, Sequence: p.Sequence, Body: &BindResp{}})
			}
		}
	}()
	lost := make(chan error, 9)
	client(t, Config{Addr: l.Addr().String(), EnquireEvery: 20 * time.Millisecond, ResponseTimeout: 50 * time.Millisecond,
		OnState: func(bound bool, err error) {
			if !bound {
				select {
				case lost <- err:
				default:
				}
			}
		}})
	select {
	case err := <-lost:
		if !strings.Contains(err.Error(), "link check") {
			t.Errorf("lost because %v", err)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("nobody noticed")
	}
}

// TestReceiptRefused makes the callback fail once; the operator is told to keep the receipt.
func TestReceiptRefused(t *testing.T) {
	answers := make(chan error, 2)
	srv := &Server{OnSubmit: func(ctx context.Context, p *Peer, m *Short) (string, Status) {
		time.AfterFunc(10*time.Millisecond, func() {
			for range 2 {
				answers <- p.Receipt(ctx, m, Receipt{ID: "1", State: Delivered})
			}
		})
		return "1", OK
	}}
	var calls atomic.Int64
	c := client(t, Config{Addr: operator(t, srv), OnReceipt: func(context.Context, Receipt) error {
		if calls.Add(1) == 1 {
			return errors.New("database is away")
		}
		return nil
	}})
	if _, err := c.Submit(within(t, 5*time.Second), Message{Text: "x"}); err != nil {
		t.Fatal(err)
	}
	var refused *StatusError
	if err := <-answers; !errors.As(err, &refused) || refused.Status != TempAppError {
		t.Errorf("first: %v", err)
	}
	if err := <-answers; err != nil {
		t.Errorf("second: %v", err)
	}
}

func TestMessageFromPhone(t *testing.T) {
	srv := &Server{OnSubmit: counter()}
	got := make(chan string, 1)
	c := client(t, Config{Addr: operator(t, srv), OnMessage: func(_ context.Context, from, to Address, text string) error {
		got <- from.Addr + ">" + to.Addr + ":" + text
		return nil
	}})
	c.Submit(within(t, 5*time.Second), Message{Text: "x"})
	text := strings.Repeat("Tra cứu hồ sơ ", 8)
	if err := srv.Peers()[0].Text(within(t, 5*time.Second), International("84912345678"), Address{Addr: "8099"}, text); err != nil {
		t.Fatal(err)
	}
	if s := <-got; s != "84912345678>8099:"+text {
		t.Errorf("got %q", s)
	}
}

func TestCloseIsOrderly(t *testing.T) {
	srv := &Server{OnSubmit: func(context.Context, *Peer, *Short) (string, Status) {
		time.Sleep(30 * time.Millisecond)
		return "1", OK
	}}
	c := client(t, Config{Addr: operator(t, srv)})
	sent := make(chan error, 1)
	started := make(chan struct{})
	go func() {
		c.session(context.Background())
		close(started)
		_, err := c.Submit(context.Background(), Message{Text: "x"})
		sent <- err
	}()
	<-started
	time.Sleep(10 * time.Millisecond)
	if err := c.Close(within(t, 5*time.Second)); err != nil {
		t.Errorf("close: %v", err)
	}
	if err := <-sent; err != nil {
		t.Errorf("a request under way was lost: %v", err)
	}
	if _, err := c.Submit(context.Background(), Message{Text: "x"}); !errors.Is(err, ErrClosed) {
		t.Errorf("after close: %v", err)
	}
}

// TestMalformedRequest checks that one bad PDU is refused and the session lives on.
func TestMalformedRequest(t *testing.T) {
	conn, err := net.Dial("tcp", operator(t, &Server{OnSubmit: counter()}))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	send(conn, PDU{Command: SubmitSM, Sequence: 1, Body: &Short{}})
	send(conn, PDU{Command: BindTransceiver, Sequence: 2, Body: &Bind{}})
	conn.Write([]byte{0, 0, 0, 17, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 3, 'x'})
	send(conn, PDU{Command: Command(0x77), Sequence: 4})
	send(conn, PDU{Command: EnquireLink, Sequence: 5})
	for _, want := range []PDU{
		{Command: SubmitSMResp, Sequence: 1, Status: InvalidBindStatus}, {Command: BindTransceiverResp, Sequence: 2},
		{Command: GenericNack, Sequence: 3, Status: InvalidCommandLen}, {Command: GenericNack, Sequence: 4, Status: InvalidCommandID},
		{Command: EnquireLinkResp, Sequence: 5},
	} {
		p, err := ReadPDU(conn)
		if p.Body = nil; err != nil || p != want {
			t.Errorf("%+v (%v), want %+v", p, err, want)
		}
	}
}

func BenchmarkSubmit(b *testing.B) {
	srv := &Server{OnSubmit: counter()}
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go srv.Serve(ctx, l)
	c := NewClient(Config{Addr: l.Addr().String(), Window: 50})
	go c.Run(ctx)
	b.SetParallelism(25)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := c.Submit(ctx, Message{Dest: International("84912345678"), Text: "Hồ sơ đã có kết quả"}); err != nil {
				b.Error(err)
			}
		}
	})
}
