// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"motcua.vn/internal/document"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/outbox"
	"motcua.vn/internal/platform/testkit"
)

const (
	agency   = "H52.163"
	approver = "acc-doi"
	keeper   = "acc-hoa"
)

var (
	approverActor = authz.Actor{Kind: authz.Staff, ID: approver, Name: "Cầm Văn Đôi", Grants: []authz.Grant{{Permission: document.PermSign, Unit: agency}}}
	keeperActor   = authz.Actor{Kind: authz.Staff, ID: keeper, Name: "Vì Thị Hoa", Grants: []authz.Grant{{Permission: document.PermSeal, Unit: agency}}}
)

func (h *house) keysFor(t testing.TB) {
	t.Helper()
	h.importKey(t, approver, document.PersonKey, "Cầm Văn Đôi")
	h.importKey(t, agency, document.SealKey, "Ủy ban nhân dân xã Mường Chanh")
}

func result(dossier string, d document.Data) document.OrderInput {
	return document.OrderInput{Dossier: dossier, DossierCode: code, Step: "result", Agency: agency, Holder: "Lò Gia Bảo", Data: d}
}

func (h *house) state(t testing.TB, dossier string) document.ResultState {
	t.Helper()
	var st document.ResultState
	err := h.db.Read(context.Background(), func(r db.Reader) (err error) { st, err = h.ResultState(r, dossier); return err })
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func TestResultIsSignedThenNumberedAndSealed(t *testing.T) {
	if _, ok := fonts(t); !ok {
		return
	}
	each(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		h.keysFor(t)
		if st := h.state(t, "d1"); st != document.ResultNone {
			t.Fatalf("at first %s", st)
		}
		p := h.order(t, result("d1", birth()))
		if p.State != document.Rendered || p.Number != 0 || h.state(t, "d1") != document.ResultRendered {
			t.Fatalf("rendered: %+v", p)
		}
		if _, err := h.SealResult(ctx, keeperActor, document.SealInput{Paper: p.ID, Account: keeper}); !fault.Is(err, fault.Conflict) {
			t.Fatalf("sealed before it was signed: %v", err)
		}
		p, err := h.SignResult(ctx, approverActor, document.SignInput{Paper: p.ID, Account: approver, Post: "Chủ tịch", Seen: p.RenderedHash})
		if err != nil || p.State != document.Signed || p.Number != 0 || p.SignerName != "Cầm Văn Đôi" {
			t.Fatalf("signed: %+v %v", p, err)
		}
		first := p.SignedHash
		if again, err := h.SignResult(ctx, approverActor, document.SignInput{Paper: p.ID, Account: approver}); err != nil || again.SignedHash != first {
			t.Fatalf("signed again: %v", err)
		}
		if _, err := h.Verify(ctx, p.Code); !fault.Is(err, fault.NotFound) {
			t.Fatalf("a result that is not sealed is shown to the world: %v", err)
		}
		p, err = h.SealResult(ctx, keeperActor, document.SealInput{Paper: p.ID, Account: keeper})
		if err != nil || p.State != document.Sealed || p.FullNumber() != "01" || p.Dated != "2026-11-16" || h.state(t, "d1") != document.ResultSealed {
			t.Fatalf("sealed: %+v %v", p, err)
		}
		if again, err := h.SealResult(ctx, keeperActor, document.SealInput{Paper: p.ID, Account: keeper}); err != nil || again.SealedHash != p.SealedHash || again.Number != 1 {
			t.Fatalf("sealed again: %+v %v", again, err)
		}
		h.verified(t, p)
	})
}

// verified holds the finished paper against our own verification and that of
// others.
func (h *house) verified(t *testing.T, p document.Paper) {
	t.Helper()
	ctx := t.Context()
	v, err := h.Verify(ctx, strings.ToUpper(p.Code))
	if err != nil || !v.Genuine || v.Holder != "Lò G*** B***" || v.PDF == nil || len(v.PDF.Signatures) != 2 || v.PDF.Verdict != "valid" {
		t.Fatalf("verification: %+v %+v %v", v, v.PDF, err)
	}
	for i, want := range []string{"Cầm Văn Đôi", "Ủy ban nhân dân xã Mường Chanh"} {
		if l := v.PDF.Signatures[i]; l.Signer != want || l.Verdict != "valid" || l.Trusted != "yes" || !l.CoversWholeRevision {
			t.Errorf("signature %d: %+v", i, l)
		}
	}
	_, body, err := h.PaperBody(ctx, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if up, err := h.VerifyUpload(ctx, body); err != nil || !up.Known || up.Code != p.Code {
		t.Errorf("upload: %+v %v", up, err)
	}
	forged := append([]byte(nil), body...)
	forged[len(forged)/4] ^= 1
	if up, err := h.VerifyUpload(ctx, forged); err == nil && (up.Known || up.PDF.Verdict == "valid") {
		t.Errorf("a forged file passes: %+v", up)
	}
	file := filepath.Join(t.TempDir(), "result.pdf")
	if err := os.WriteFile(file, body, 0o600); err != nil {
		t.Fatal(err)
	}
	if out := tool(t, "pdfsig", "-nocert", file); out != "" && strings.Count(out, "Signature is Valid") != 2 {
		t.Errorf("pdfsig:\n%s", out)
	}
	tool(t, "qpdf", "--check", file)
	pages(t, shots(t), "sealed-"+strings.ReplaceAll(string(p.Template), ".", "-"), body)
}

func TestSigningRefusesTheWrongHand(t *testing.T) {
	if _, ok := fonts(t); !ok {
		return
	}
	now := clock.NewFake(testkit.Noon)
	h := newHouse(t, testkit.SQLite(t, now, rooms...), now)
	ctx := t.Context()
	h.keysFor(t)
	p := h.order(t, result("d1", letter()))
	sign := func(a authz.Actor, in document.SignInput) error {
		in.Paper = p.ID
		_, err := h.SignResult(ctx, a, in)
		return err
	}
	both := authz.Actor{Kind: authz.Staff, ID: approver, Grants: []authz.Grant{{Permission: document.PermSign, Unit: agency}, {Permission: document.PermSeal, Unit: agency}}}
	elsewhere := authz.Actor{Kind: authz.Staff, ID: approver, Grants: []authz.Grant{{Permission: document.PermSign, Unit: "H52.164"}}}
	h.importKey(t, "acc-other", document.PersonKey, "Quàng Văn Tiến")
	for name, c := range map[string]struct {
		err  error
		kind fault.Kind
		key  string
	}{
		"another's account": {sign(approverActor, document.SignInput{Account: "acc-other"}), fault.Forbidden, "document.fault.own_hand_only"},
		"another unit":      {sign(elsewhere, document.SignInput{Account: approver}), fault.Forbidden, "fault.forbidden"},
		"a paper not seen":  {sign(approverActor, document.SignInput{Account: approver, Seen: "00"}), fault.Conflict, "document.fault.changed"},
		"another's name":    {sign(system, document.SignInput{Account: "acc-other"}), fault.Conflict, "document.fault.other_signer"},
		"nobody's key":      {sign(system, document.SignInput{Account: "acc-none"}), fault.NotFound, "document.fault.no_key"},
	} {
		if !fault.Is(c.err, c.kind) || fault.Of(c.err).Key != c.key {
			t.Errorf("%s: %v", name, c.err)
		}
	}
	if err := sign(both, document.SignInput{Account: approver}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.SealResult(ctx, both, document.SealInput{Paper: p.ID, Account: approver}); fault.Of(err).Key != "document.fault.same_hands" {
		t.Errorf("the signer seals: %v", err)
	}
	if _, err := h.Order2(result("d1", decision())); err != nil {
		t.Errorf("another template of the same step: %v", err)
	}
	changed := letter()
	changed.To = "Ông khác"
	if _, err := h.Issue(ctx, system, result("d1", changed)); fault.Of(err).Key != "document.fault.already_signed" {
		t.Errorf("a signed paper was changed: %v", err)
	}
	slip := h.order(t, document.OrderInput{Dossier: "d1", Step: "accept", Agency: agency, Data: slip()})
	if _, err := h.SignResult(ctx, system, document.SignInput{Paper: slip.ID, Account: approver}); fault.Of(err).Key != "document.fault.not_a_result" {
		t.Errorf("a slip was signed: %v", err)
	}
}

func (h *house) Order2(in document.OrderInput) (document.Paper, error) {
	return h.Issue(context.Background(), system, in)
}

// Two clicks, two nodes, a crash between: one paper, one number.
func TestManyClicksLeaveOnePaper(t *testing.T) {
	if _, ok := fonts(t); !ok {
		return
	}
	each(t, func(t *testing.T, h *house) {
		h.keysFor(t)
		other, err := document.New(h.db, h.box, h.blobs, h.cfg) // a second node
		if err != nil {
			t.Fatal(err)
		}
		ctx := t.Context()
		var ids sync.Map
		var wg sync.WaitGroup
		for i := range 6 {
			s := []*document.Service{h.Service, other}[i%2]
			wg.Go(func() {
				p, err := s.Issue(ctx, system, result("d1", letter()))
				if err == nil {
					p, err = s.SignResult(ctx, system, document.SignInput{Paper: p.ID, Account: approver})
				}
				if err == nil {
					p, err = s.SealResult(ctx, system, document.SealInput{Paper: p.ID, Account: keeper})
				}
				if err != nil {
					t.Error(err)
				}
				ids.Store(p.ID+p.SignedHash+p.SealedHash+p.FullNumber(), true)
			})
		}
		wg.Wait()
		n := 0
		ids.Range(func(k, _ any) bool { n++; return true })
		if n != 1 {
			t.Fatalf("%d different papers", n)
		}
		next := h.order(t, result("d2", letter()))
		next, _ = h.SignResult(ctx, system, document.SignInput{Paper: next.ID, Account: approver})
		next, err = h.SealResult(ctx, system, document.SealInput{Paper: next.ID, Account: keeper})
		if err != nil || next.FullNumber() != "02/TL-UBND" {
			t.Fatalf("the next number is %s, %v", next.FullNumber(), err)
		}
		h.now.Set(time.Date(2027, 1, 4, 8, 0, 0, 0, clock.Vietnam))
		year := h.order(t, result("d3", letter()))
		year, _ = h.SignResult(ctx, system, document.SignInput{Paper: year.ID, Account: approver})
		year, err = h.SealResult(ctx, system, document.SealInput{Paper: year.ID, Account: keeper})
		if err != nil || year.FullNumber() != "01/TL-UBND" || year.Dated != "2027-01-04" {
			t.Fatalf("in the new year %s of %s, %v", year.FullNumber(), year.Dated, err)
		}
	})
}

// When the time-stamp authority is away nothing is signed; the number given before
// a failed sealing comes again, and the reactions finish the work.
func TestTimeStampAuthorityAway(t *testing.T) {
	if _, ok := fonts(t); !ok {
		return
	}
	now := clock.NewFake(testkit.Noon)
	p := newPKI(t)
	tsa := p.tsa(now)
	var away atomic.Bool
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if away.Load() {
			http.Error(w, "away", http.StatusServiceUnavailable)
			return
		}
		tsa.Config.Handler.ServeHTTP(w, r)
	}))
	defer front.Close()
	h := newHouse(t, testkit.SQLite(t, now, rooms...), now, func(c *document.Config) { c.TimeStampURL = front.URL; c.Roots = append(c.Roots[:0:0], p.root) })
	h.pki = p
	h.keysFor(t)
	ctx := t.Context()
	paper := h.order(t, result("d1", letter()))
	away.Store(true)
	if _, err := h.SignResult(ctx, system, document.SignInput{Paper: paper.ID, Account: approver}); !fault.Is(err, fault.Unavailable) || h.state(t, "d1") != document.ResultRendered {
		t.Fatalf("without a time-stamp: %v, %s", err, h.state(t, "d1"))
	}
	order := func(fn func(tx *db.Tx) error) {
		if err := h.db.Write(ctx, fn); err != nil {
			t.Fatal(err)
		}
	}
	worker := outbox.NewWorker(h.db, h.box, h.cfg.Log, []outbox.Reaction{
		{Topic: document.TopicSigningOrdered, Name: "document.sign", Do: h.SignOrdered},
		{Topic: document.TopicSealingOrdered, Name: "document.seal", Do: h.SealOrdered},
	})
	step := func() {
		now.Advance(time.Minute)
		if err := worker.Drain(ctx); err != nil {
			t.Fatal(err)
		}
	}
	order(func(tx *db.Tx) error {
		return h.OrderSigning(tx, approverActor, document.SignInput{Paper: paper.ID, Account: approver})
	})
	step()
	if h.state(t, "d1") != document.ResultRendered {
		t.Fatal("signed without a time-stamp")
	}
	away.Store(false)
	step()
	if h.state(t, "d1") != document.ResultSigned {
		t.Fatal("the reaction did not sign")
	}
	away.Store(true)
	order(func(tx *db.Tx) error {
		return h.OrderSealing(tx, keeperActor, document.SealInput{Paper: paper.ID, Account: keeper})
	})
	step()
	away.Store(false)
	step()
	got, err := h.PaperByID(ctx, system, paper.ID)
	if err != nil || got.State != document.Sealed || got.Number != 1 {
		t.Fatalf("%+v %v", got, err)
	}
	v, err := h.Verify(ctx, got.Code)
	if err != nil || !v.Genuine {
		t.Fatalf("%+v %v", v, err)
	}
	for _, l := range v.PDF.Signatures {
		if !l.TimeStamped || l.Level != "B-T" {
			t.Errorf("%+v", l)
		}
	}
}

// Papers without a symbol are numbered by their kind.
func TestSeriesOfPapersWithoutASymbol(t *testing.T) {
	if _, ok := fonts(t); !ok {
		return
	}
	each(t, func(t *testing.T, h *house) {
		h.keysFor(t)
		bare := letter()
		bare.Symbol = ""
		for i, d := range []document.Data{birth(), bare, birth()} {
			p := h.order(t, result(string(rune('a'+i)), d))
			p, _ = h.SignResult(t.Context(), system, document.SignInput{Paper: p.ID, Account: approver})
			p, err := h.SealResult(t.Context(), system, document.SealInput{Paper: p.ID, Account: keeper})
			if want := []int64{1, 1, 2}[i]; err != nil || p.Number != want {
				t.Errorf("%s: %d, %v", p.Template, p.Number, err)
			}
		}
	})
}

func TestVoidPaperSaysSoAndFreesItsPlace(t *testing.T) {
	if _, ok := fonts(t); !ok {
		return
	}
	each(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		h.keysFor(t)
		p := h.order(t, result("d1", letter()))
		p, _ = h.SignResult(ctx, system, document.SignInput{Paper: p.ID, Account: approver})
		p, err := h.SealResult(ctx, system, document.SealInput{Paper: p.ID, Account: keeper})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.Void(ctx, keeperActor, document.VoidInput{Paper: p.ID, Reason: "sai tên"}); !fault.Is(err, fault.Forbidden) {
			t.Fatalf("voided without the right: %v", err)
		}
		if _, err := h.Void(ctx, system, document.VoidInput{Paper: p.ID, Reason: "sai tên"}); err != nil {
			t.Fatal(err)
		}
		v, err := h.Verify(ctx, p.Code)
		if err != nil || v.Genuine || v.State != document.Voided || v.VoidReason != "sai tên" {
			t.Fatalf("%+v %v", v, err)
		}
		next := h.order(t, result("d1", letter()))
		if next.ID == p.ID || h.state(t, "d1") != document.ResultRendered {
			t.Fatalf("no place for a right one: %+v", next)
		}
	})
}
