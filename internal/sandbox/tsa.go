// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package sandbox

import (
	"bytes"
	"crypto/rand"
	"encoding/asn1"
	"encoding/hex"
	"io"
	"math/big"
	"net/http"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/standards/rfc3161"
)

// Stamp is one time-stamp that was given.
type Stamp struct {
	Seq    int64     `json:"seq"`
	Kind   string    `json:"kind"` // "stamp", for the journal
	At     time.Time `json:"at"`   // as stamped
	Serial string    `json:"serial"`
	Digest string    `json:"digest"` // hex
	Hash   string    `json:"hash"`
}

// policyTSA is under the arc for examples: nobody may rely on it.
var policyTSA = asn1.ObjectIdentifier{2, 999, 3161, 1}

// newTSA makes the authority's handler.
func newTSA(c clock.Clock, key *Key, log *ring[Stamp]) http.Handler {
	authority := &rfc3161.Authority{
		Clock: c.Now, Key: key.Signer, Certificate: key.Certificate, Chain: key.Issuers, Policy: policyTSA, Accuracy: time.Second,
		Serial: func() (*big.Int, error) { return rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120)) },
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query, err := io.ReadAll(io.LimitReader(r.Body, 64<<10+1))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(query))
		rec := &tsaRecorder{ResponseWriter: w}
		authority.ServeHTTP(rec, r)
		rec.note(query, log)
	})
}

type tsaRecorder struct {
	http.ResponseWriter
	reply bytes.Buffer
}

func (w *tsaRecorder) Write(b []byte) (int, error) {
	w.reply.Write(b)
	return w.ResponseWriter.Write(b)
}

// note logs a stamp that was given, and nothing else.
func (w *tsaRecorder) note(query []byte, log *ring[Stamp]) {
	req, err := rfc3161.ParseRequest(query)
	if err != nil {
		return
	}
	reply, err := rfc3161.ParseResponse(w.reply.Bytes())
	if err != nil || reply.Err() != nil {
		return
	}
	token, err := rfc3161.ParseToken(reply.Token)
	if err != nil {
		return
	}
	log.add(func(seq int64) Stamp {
		return Stamp{Seq: seq, Kind: "stamp", At: token.Time, Serial: token.Serial.Text(16), Digest: hex.EncodeToString(req.Digest), Hash: req.Hash.String()}
	})
}
