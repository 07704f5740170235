// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"crypto"
	"crypto/x509"

	"motcua.vn/standards/cms"
	"motcua.vn/standards/rfc3161"
)

// timeStamp takes the time from the signature's token when there is a good one.
func (v *verifier) timeStamp(s *checked, sd *cms.SignedData) {
	der, err := sd.Signers[0].TimeStampToken()
	if der == nil && err == nil {
		return
	}
	var tok *rfc3161.Token
	if err == nil {
		tok, err = rfc3161.ParseToken(der)
	}
	if err == nil {
		err = v.token(s, tok, func(h crypto.Hash) ([]byte, error) {
			w := h.New()
			w.Write(sd.Signers[0].Signature)
			return w.Sum(nil), nil
		})
	}
	if err != nil {
		s.Warnings = append(s.Warnings, Reason{CodeTimeStamp, err.Error()})
		return
	}
	if s.Level == "B-B" {
		s.Level = "B-T"
	}
}

func (v *verifier) token(s *checked, tok *rfc3161.Token, digest func(crypto.Hash) ([]byte, error)) error {
	h, err := tok.Hash()
	if err != nil {
		return err
	}
	d, err := digest(h)
	if err != nil {
		return err
	}
	roots := v.o.TSARoots
	if len(roots) == 0 {
		roots = v.o.Roots
	}
	got, err := tok.Verify(rfc3161.VerifyOptions{Hash: h, Digest: d, Roots: roots, Intermediates: v.o.Intermediates})
	if err != nil {
		return err
	}
	s.SigningTime, s.TimeStamped = got.Time, true
	s.TSA, s.TSATrusted = got.Certificate.Subject.CommonName, got.Trusted
	for _, w := range got.Weak {
		s.Warnings = append(s.Warnings, Reason{CodeTimeStamp, w})
	}
	if s.IsDocumentTimeStamp {
		s.Certificate, s.SignerCN, s.Chain = got.Certificate, s.TSA, got.Chain
		if s.Trusted = got.Trusted; s.Trusted != cms.TrustYes {
			s.TrustReasons = append(s.TrustReasons, Reason{CodeUntrusted, got.TrustDetail})
		}
	}
	return nil
}

func (v *verifier) checkDocumentTimeStamp(s *checked, der []byte, digest func(crypto.Hash) ([]byte, error), covered bool) {
	s.IsDocumentTimeStamp = true
	tok, err := rfc3161.ParseToken(der)
	if err != nil {
		s.lower(VerdictInvalid, CodeEncoding, err.Error())
		return
	}
	if !covered {
		return
	}
	if err := v.token(s, tok, digest); err != nil {
		s.lower(VerdictInvalid, codeOf(err), err.Error())
		return
	}
	s.intact = true
}

// trust asks at the stamped time when the stamp itself is trusted, else now. A
// certificate that has expired since may have been good: without a stamp nobody
// can tell.
func (v *verifier) trust(s *checked, extra []*x509.Certificate) {
	at := v.o.Now
	proven := s.TimeStamped && s.TSATrusted == cms.TrustYes
	if proven {
		at = s.SigningTime
	}
	extra = append(extra[:len(extra):len(extra)], v.o.Intermediates...)
	chain, trust, err := cms.Chain(s.Certificate, extra, v.o.Roots, at)
	switch {
	case trust == cms.TrustYes:
		s.Trusted, s.Chain = trust, chain
	case trust == cms.TrustUnknown:
		s.distrust(trust, CodeUntrusted, err.Error())
	case !proven && at.After(s.Certificate.NotAfter) && !s.SigningTime.After(s.Certificate.NotAfter):
		s.distrust(cms.TrustUnknown, CodeNoProofOfTime, err.Error())
	default:
		s.distrust(cms.TrustNo, CodeNotValidAtTime, err.Error())
	}
}
