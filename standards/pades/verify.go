// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"crypto"
	"crypto/x509"
	"errors"
	"fmt"
	"sort"
	"time"

	"motcua.vn/standards/cms"
	"motcua.vn/standards/rfc3161"
)

// VerifyOptions says whom to trust.
type VerifyOptions struct {
	// Roots lead to trust; without any, Trusted stays unknown.
	Roots         []*x509.Certificate
	Intermediates []*x509.Certificate
	// TSARoots are for time-stamps; Roots are used when empty.
	TSARoots []*x509.Certificate
	// Now is the time of verification; without it and without a trusted
	// time-stamp, Trusted stays unknown.
	Now time.Time
}

// Verify reports on every signature of a file. A file without signatures gives
// [VerdictNone]. The error is for files that cannot be read at all: [ErrMalformed],
// [ErrLimit] or [ErrEncrypted]; the report is then of no use and must not be
// taken for "no signatures".
func Verify(pdf []byte, o VerifyOptions) (Report, error) {
	b := newBudget(len(pdf))
	doc, err := open(pdf, b)
	if err != nil {
		return Report{Verdict: VerdictInvalid}, err
	}
	sigs, err := doc.signatures()
	if err != nil {
		return Report{Verdict: VerdictInvalid}, err
	}
	v := &verifier{doc: doc, o: o}
	for _, f := range sigs {
		v.add(f)
	}
	sort.SliceStable(v.sigs, func(i, j int) bool { return v.sigs[i].claimedEnd() < v.sigs[j].claimedEnd() })
	if err := v.changes(); err != nil {
		return Report{Verdict: VerdictInvalid}, err
	}
	r := Report{Signatures: make([]Signature, 0, len(v.sigs))}
	for _, s := range v.sigs {
		r.Signatures = append(r.Signatures, s.Signature)
	}
	r.sum()
	if b.left < 0 {
		return Report{Verdict: VerdictInvalid}, ErrLimit
	}
	return r, nil
}

type verifier struct {
	doc  *document
	o    VerifyOptions
	sigs []*checked
}

type checked struct {
	Signature
	end    int       // of the signed revision; -1 when there is none
	intact bool      // byte range and signature hold
	rev    *document // the signed revision
}

func (s *checked) claimedEnd() int64 { return s.ByteRange[2] + s.ByteRange[3] }

func (v *verifier) add(f found) {
	d := v.doc
	sub, _ := d.resolve(f.dict["SubFilter"]).(name)
	s := &checked{end: -1, Signature: Signature{
		Field: f.field, SubFilter: string(sub), Verdict: VerdictValid, Trusted: cms.TrustUnknown, Change: ChangeNone,
		Name: d.textOf(f.dict["Name"]), Reason: d.textOf(f.dict["Reason"]), Location: d.textOf(f.dict["Location"]),
		CertifiesPermissions: f.permission,
	}}
	v.sigs = append(v.sigs, s)
	if m, ok := d.resolve(f.dict["M"]).(text); ok {
		s.SigningTime, _ = parseDate(m.val)
	}
	if f.ambiguous {
		s.lower(VerdictInvalid, CodeDuplicateKey, "")
	}
	if !f.inForm {
		s.lower(VerdictIndeterminate, CodeNotInForm, "")
	}
	br, contents, why := d.byteRange(f.dict)
	s.ByteRange = br
	if why == "" {
		why = v.revision(s, int(br[2]+br[3]))
	}
	if why != "" {
		s.lower(VerdictInvalid, CodeByteRange, why)
	}
	v.check(s, contents, why == "" && !f.ambiguous)
}

// revision opens the signed revision, which must be one that the present file builds on.
func (v *verifier) revision(s *checked, end int) string {
	rev := v.doc
	if end != len(v.doc.data) {
		var err error
		if rev, err = open(v.doc.data[:end], v.doc.budget); err != nil {
			return "the signed revision cannot be read: " + err.Error()
		}
	}
	if !blank(rev.tail) {
		return "the signed revision ends in something else"
	}
	s.rev, s.end = rev, end
	s.CoversWholeRevision = true
	s.ChangesAfterSigning = !blank(v.doc.data[end:])
	s.CoversWholeDocument = !s.ChangesAfterSigning
	return ""
}

// check looks at the signature itself. It goes on after a bad byte range, for
// the sake of the signer's name, but then proves nothing.
func (v *verifier) check(s *checked, contents text, covered bool) {
	if contents.val == nil {
		return
	}
	digest := func(h crypto.Hash) ([]byte, error) {
		if !covered {
			return nil, errors.New("byte range not usable")
		}
		w := h.New()
		w.Write(v.doc.data[:s.ByteRange[1]])
		w.Write(v.doc.data[s.ByteRange[2] : s.ByteRange[2]+s.ByteRange[3]])
		return w.Sum(nil), v.doc.budget.spend(len(v.doc.data) / 4)
	}
	switch s.SubFilter {
	case SubFilterCAdES, "adbe.pkcs7.detached":
		v.checkCMS(s, contents.val, digest, covered)
	case "ETSI.RFC3161":
		v.checkDocumentTimeStamp(s, contents.val, digest, covered)
	default:
		s.lower(VerdictIndeterminate, CodeSubFilter, s.SubFilter)
	}
}

func (v *verifier) checkCMS(s *checked, der []byte, digest func(crypto.Hash) ([]byte, error), covered bool) {
	sd, rest, err := cms.ParsePrefix(der)
	if err == nil && !zeros(rest) {
		err = fmt.Errorf("%d bytes follow", len(rest))
	}
	if err != nil {
		s.lower(VerdictInvalid, CodeEncoding, err.Error())
		return
	}
	if len(sd.Signers) != 1 {
		s.lower(VerdictInvalid, CodeSigners, fmt.Sprint(len(sd.Signers)))
		return
	}
	if sd.Content != nil {
		s.lower(VerdictInvalid, CodeEncoding, "content inside a detached signature")
		return
	}
	s.SignerCN = claimedSigner(sd)
	if sd.Signers[0].SignedAttrs == nil { // CMS allows it, ETSI EN 319 142-1 does not
		s.lower(VerdictInvalid, CodeNoMessageDigest, "no signed attributes")
		return
	}
	if !covered {
		return
	}
	got, err := sd.Signers[0].Verify(cms.VerifyOptions{Digest: digest, Certificates: v.o.Intermediates})
	if errors.Is(err, cms.ErrAlgorithm) || errors.Is(err, cms.ErrNoCertificate) {
		s.lower(VerdictIndeterminate, codeOf(err), err.Error())
		return
	}
	if err != nil {
		s.lower(VerdictInvalid, codeOf(err), err.Error())
		return
	}
	s.intact = true
	v.accept(s, sd, got)
}

func (v *verifier) accept(s *checked, sd *cms.SignedData, got *cms.Verified) {
	s.Certificate, s.SignerCN = got.Certificate, got.Certificate.Subject.CommonName
	s.Algorithm, s.Hash = got.Algorithm, got.Hash.String()
	if s.SigningTime.IsZero() {
		s.SigningTime = got.SigningTime
	}
	for _, w := range got.Weak {
		s.lower(VerdictIndeterminate, CodeWeak, w)
	}
	if s.SubFilter == SubFilterCAdES {
		if got.HasSigningCertificate {
			s.Level = "B-B"
		} else {
			s.lower(VerdictIndeterminate, CodeSigningCertificate, "missing")
		}
	}
	v.timeStamp(s, sd)
	v.trust(s, sd.Certificates)
}

func claimedSigner(sd *cms.SignedData) string {
	for _, c := range sd.Certificates {
		if s := sd.Signers[0]; s.Serial != nil && c.SerialNumber.Cmp(s.Serial) == 0 && string(c.RawIssuer) == string(s.Issuer) {
			return c.Subject.CommonName
		}
	}
	return ""
}

func zeros(b []byte) bool {
	for _, c := range b {
		if c != 0 {
			return false
		}
	}
	return true
}

func codeOf(err error) string {
	for _, k := range []struct {
		err  error
		code string
	}{
		{cms.ErrNoMessageDigest, CodeNoMessageDigest}, {cms.ErrDigestMismatch, CodeDigest}, {rfc3161.ErrImprint, CodeDigest},
		{cms.ErrAlgorithm, CodeAlgorithm}, {cms.ErrNoCertificate, CodeNoCertificate},
		{cms.ErrSigningCertificate, CodeSigningCertificate}, {cms.ErrSignature, CodeSignature},
	} {
		if errors.Is(err, k.err) {
			return k.code
		}
	}
	return CodeEncoding
}
