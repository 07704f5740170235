// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/outbox"
	"motcua.vn/internal/platform/testkit"
)

type happened struct{ N int }

// world is an outbox with a record of what its reactions saw.
type world struct {
	t    *testing.T
	db   *db.DB
	now  *clock.Fake
	box  *outbox.Outbox
	mu   sync.Mutex
	seen []string
}

func each(t *testing.T, fn func(w *world)) {
	testkit.Each(t, []fs.FS{outbox.Schema}, func(t *testing.T, d *db.DB, now *clock.Fake) {
		fn(&world{t: t, db: d, now: now, box: outbox.New()})
	})
}

func (w *world) emit(subject string, n int) {
	w.t.Helper()
	err := w.db.Write(context.Background(), func(tx *db.Tx) error { return w.box.Emit(tx, "probe.happened", subject, happened{n}) })
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) worker(reactions ...outbox.Reaction) *outbox.Worker {
	return outbox.NewWorker(w.db, w.box, slog.New(slog.DiscardHandler), reactions)
}

func (w *world) note(e outbox.Event) {
	h, err := outbox.Decode[happened](e)
	if err != nil {
		w.t.Error(err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen = append(w.seen, fmt.Sprint(e.Subject, h.N))
}

func (w *world) reaction(name string, do func(e outbox.Event) error) outbox.Reaction {
	return outbox.Reaction{Topic: "probe.happened", Name: name, Do: func(_ context.Context, e outbox.Event) error { return do(e) }}
}

func (w *world) drain(k *outbox.Worker) {
	w.t.Helper()
	if err := k.Drain(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) waiting() (n int) {
	w.t.Helper()
	if err := w.db.Read(context.Background(), func(r db.Reader) (err error) { n, err = outbox.Waiting(r); return err }); err != nil {
		w.t.Fatal(err)
	}
	return n
}

func TestEventsOfASubjectArriveInOrderAndLeave(t *testing.T) {
	each(t, func(w *world) {
		for n := range 40 {
			w.emit([]string{"a", "b", "c"}[n%3], n)
		}
		w.drain(w.worker(w.reaction("note", func(e outbox.Event) error { w.note(e); return nil })))
		if len(w.seen) != 40 || w.waiting() != 0 {
			w.t.Fatalf("%d seen, %d wait", len(w.seen), w.waiting())
		}
		for _, s := range []string{"a", "b", "c"} {
			last := -1
			for _, x := range w.seen {
				if n := 0; x[:1] == s {
					fmt.Sscan(x[1:], &n)
					if n < last {
						w.t.Errorf("%s: %d after %d", s, n, last)
					}
					last = n
				}
			}
		}
	})
}

func TestWhatFailedIsRepeatedAloneAndHoldsBackItsSubjectOnly(t *testing.T) {
	each(t, func(w *world) {
		w.emit("a", 1)
		w.emit("a", 2)
		w.emit("b", 3)
		failures, good := 2, map[string]int{}
		k := w.worker(
			w.reaction("good", func(e outbox.Event) error {
				w.mu.Lock()
				defer w.mu.Unlock()
				good[e.ID]++
				return nil
			}),
			w.reaction("bad", func(e outbox.Event) error {
				if h, _ := outbox.Decode[happened](e); h.N == 1 && failures > 0 {
					failures--
					return errors.New("not now")
				}
				w.note(e)
				return nil
			}),
		)
		w.drain(k)
		if !slices.Equal(w.seen, []string{"b3"}) {
			w.t.Fatalf("after a failure of a1: %v", w.seen)
		}
		for range 8 {
			w.now.Advance(time.Minute)
			w.drain(k)
		}
		if !slices.Equal(w.seen, []string{"b3", "a1", "a2"}) || w.waiting() != 0 {
			w.t.Fatalf("in the end: %v, %d wait", w.seen, w.waiting())
		}
		for id, n := range good {
			if n != 1 {
				w.t.Errorf("the reaction that succeeded was repeated for %s: %d times", id, n)
			}
		}
	})
}

func TestManyWorkersShareWithoutDoingAnythingTwice(t *testing.T) {
	each(t, func(w *world) {
		const n = 300
		for i := range n {
			w.emit(fmt.Sprint("s", i%37), i)
		}
		var wg sync.WaitGroup
		for range 4 {
			k := w.worker(w.reaction("note", func(e outbox.Event) error { w.note(e); return nil }))
			wg.Go(func() { w.drain(k) })
		}
		wg.Wait()
		slices.Sort(w.seen)
		if len(slices.Compact(slices.Clone(w.seen))) != len(w.seen) {
			w.t.Fatal("an event was delivered twice")
		}
		w.now.Advance(5 * time.Minute)
		w.drain(w.worker(w.reaction("note", func(e outbox.Event) error { w.note(e); return nil })))
		if len(w.seen) != n || w.waiting() != 0 {
			w.t.Fatalf("%d of %d delivered, %d wait", len(w.seen), n, w.waiting())
		}
	})
}

func TestALeaseThatWasLostIsTakenOverAndAPanicIsAFailure(t *testing.T) {
	each(t, func(w *world) {
		w.emit("a", 1)
		crashed := w.worker(w.reaction("note", func(outbox.Event) error { panic("power cut") }))
		w.drain(crashed)
		if w.waiting() != 1 {
			w.t.Fatal("the event is lost")
		}
		w.now.Advance(time.Hour)
		w.drain(w.worker(w.reaction("note", func(e outbox.Event) error { w.note(e); return nil })))
		if !slices.Equal(w.seen, []string{"a1"}) {
			w.t.Fatalf("%v", w.seen)
		}
	})
}

func TestWhatNeverSucceedsIsSetAsideAndCanBeRevived(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		w.emit("a", 1)
		broken := true
		k := w.worker(w.reaction("note", func(e outbox.Event) error {
			if broken {
				return errors.New("no")
			}
			w.note(e)
			return nil
		}))
		for range 80 {
			w.drain(k)
			w.now.Advance(time.Hour)
		}
		var dead []outbox.Failure
		if err := w.db.Read(ctx, func(r db.Reader) (err error) { dead, err = outbox.Failures(r, "", 10); return err }); err != nil {
			w.t.Fatal(err)
		}
		if len(dead) != 1 || dead[0].LastError == "" || w.waiting() != 0 {
			w.t.Fatalf("%+v", dead)
		}
		broken = false
		if err := w.db.Write(ctx, func(tx *db.Tx) error { return w.box.Revive(tx, dead[0].ID) }); err != nil {
			w.t.Fatal(err)
		}
		w.drain(k)
		if !slices.Equal(w.seen, []string{"a1"}) {
			w.t.Fatalf("%v", w.seen)
		}
	})
}

func TestOnceIsOnce(t *testing.T) {
	each(t, func(w *world) {
		ctx, first := context.Background(), 0
		for range 3 {
			err := w.db.Write(ctx, func(tx *db.Tx) error {
				fresh, err := outbox.Once(tx, outbox.Event{ID: "e1"}, "count")
				if fresh {
					first++
				}
				return err
			})
			if err != nil {
				w.t.Fatal(err)
			}
		}
		if first != 1 {
			w.t.Fatalf("%d times", first)
		}
	})
}
