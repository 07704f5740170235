// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package pades

import (
	"crypto/x509"
	"time"

	"motcua.vn/standards/cms"
)

// Verdict says whether a signature is intact and covers what the reader sees.
// It says nothing about whose it is: that is Trusted.
type Verdict string

// The verdicts, best to worst; VerdictNone is for a file without signatures.
const (
	VerdictNone          Verdict = "none"
	VerdictValid         Verdict = "valid"
	VerdictIndeterminate Verdict = "indeterminate"
	VerdictInvalid       Verdict = "invalid"
)

// Change is the gravest kind of change made after a signature.
type Change string

// The kinds of change, in order. ChangeNone with ChangesAfterSigning set means
// that bytes were added without a visible effect. ChangeFormFill includes text
// fields added in a revision that was then signed; fields added without a
// signature, or by a signer with no path to the given roots, are
// ChangeAnnotation, since nobody we know answers for them.
const (
	ChangeNone       Change = "none"
	ChangeSignature  Change = "signature"
	ChangeFormFill   Change = "form-fill"
	ChangeAnnotation Change = "annotation"
	ChangeContent    Change = "content"
)

var changeOrder = map[Change]int{
	ChangeNone: 0, ChangeSignature: 1, ChangeFormFill: 2, ChangeAnnotation: 3, ChangeContent: 4,
}

func worse(a, b Change) Change {
	if changeOrder[b] > changeOrder[a] {
		return b
	}
	return a
}

// Reason codes, for machines and for translation.
const (
	CodeByteRange          = "byte-range"            // the signed bytes are not exactly a revision without this signature
	CodeDuplicateKey       = "duplicate-key"         // the signature dictionary can be read in two ways
	CodeEncoding           = "cms-encoding"          // the CMS is not well encoded
	CodeSigners            = "signer-count"          // not exactly one signer
	CodeSubFilter          = "subfilter"             // kind of signature not supported
	CodeNoMessageDigest    = "no-message-digest"     // nothing ties the signature to the content
	CodeDigest             = "digest-mismatch"       // the content was altered
	CodeSignature          = "signature-mismatch"    // the signature does not verify
	CodeAlgorithm          = "algorithm"             // algorithm not supported
	CodeNoCertificate      = "no-certificate"        // signer's certificate missing
	CodeSigningCertificate = "signing-certificate"   // the signed reference to the certificate is missing or differs
	CodeWeak               = "weak-algorithm"        // intact, but made with SHA-1 or a short key
	CodeTimeStamp          = "time-stamp"            // the time-stamp does not hold, so the time is a claim
	CodeContentChanged     = "content-changed"       // what the reader sees is not what was signed
	CodeForbiddenChange    = "forbidden-change"      // a certifying signature did not permit the change
	CodeNotInForm          = "not-in-form"           // a signature outside the form, which readers do not show
	CodeUntrusted          = "no-path-to-root"       // the issuer is not in the trust list
	CodeNotValidAtTime     = "certificate-not-valid" // a path was found but does not hold at the time
	CodeNoProofOfTime      = "no-proof-of-time"      // expired now, and only the signer says it was not then
)

// Reason is why an answer is not the best one.
type Reason struct {
	Code   string `json:"code"`
	Detail string `json:"detail,omitempty"`
}

// Report is the answer of [Verify].
type Report struct {
	Verdict Verdict `json:"verdict"` // the worst of all signatures
	// ChangesAfterSigning and Change are the gravest of all signatures: in a file
	// signed twice, at least "signature".
	ChangesAfterSigning bool        `json:"changes_after_signing"`
	Change              Change      `json:"change"`
	Signatures          []Signature `json:"signatures"`
}

// Signature is the answer for one signature, in the order of their revisions.
type Signature struct {
	Field     string `json:"field"`
	SubFilter string `json:"sub_filter"`
	Name      string `json:"name,omitempty"` // what the signature dictionary says
	Reason    string `json:"reason,omitempty"`
	Location  string `json:"location,omitempty"`

	Verdict Verdict  `json:"verdict"`
	Reasons []Reason `json:"reasons,omitempty"` // of the verdict
	// Warnings do not touch the verdict, such as a time-stamp that does not hold:
	// it is not signed, so anybody can add or spoil one.
	Warnings []Reason  `json:"warnings,omitempty"`
	Trusted  cms.Trust `json:"trusted"`
	// TrustReasons say why Trusted is not yes.
	TrustReasons []Reason `json:"trust_reasons,omitempty"`

	SignerCN    string              `json:"signer_cn,omitempty"`
	Certificate *x509.Certificate   `json:"-"` // nil unless the signature is intact
	Chain       []*x509.Certificate `json:"-"` // leaf first, when trusted
	Algorithm   string              `json:"algorithm,omitempty"`
	Hash        string              `json:"hash,omitempty"`
	Level       string              `json:"level,omitempty"` // "B-B" or "B-T" when the form is that of PAdES

	// SigningTime is the token's when TimeStamped, else the signer's claim, or zero.
	SigningTime time.Time `json:"signing_time,omitzero"`
	TimeStamped bool      `json:"time_stamped"`
	TSA         string    `json:"tsa,omitempty"`
	TSATrusted  cms.Trust `json:"tsa_trusted,omitempty"`

	ByteRange            [4]int64 `json:"byte_range"`
	CoversWholeRevision  bool     `json:"covers_whole_revision"`
	CoversWholeDocument  bool     `json:"covers_whole_document"`
	ChangesAfterSigning  bool     `json:"changes_after_signing"`
	Change               Change   `json:"change"`
	ChangeDetails        []string `json:"change_details,omitempty"`
	IsDocumentTimeStamp  bool     `json:"is_document_time_stamp,omitempty"`
	CertifiesPermissions int      `json:"certifies_permissions,omitempty"` // DocMDP /P, 0 when not certifying
}

var verdictOrder = map[Verdict]int{VerdictNone: 0, VerdictValid: 1, VerdictIndeterminate: 2, VerdictInvalid: 3}

// lower makes the verdict at least as bad as v.
func (s *Signature) lower(v Verdict, code, detail string) {
	if verdictOrder[v] > verdictOrder[s.Verdict] {
		s.Verdict = v
	}
	s.Reasons = append(s.Reasons, Reason{code, detail})
}

func (s *Signature) distrust(t cms.Trust, code, detail string) {
	s.Trusted = t
	s.TrustReasons = append(s.TrustReasons, Reason{code, detail})
}

func (r *Report) sum() {
	r.Verdict, r.Change = VerdictNone, ChangeNone
	for _, s := range r.Signatures {
		if verdictOrder[s.Verdict] > verdictOrder[r.Verdict] {
			r.Verdict = s.Verdict
		}
		r.Change = worse(r.Change, s.Change)
		r.ChangesAfterSigning = r.ChangesAfterSigning || s.ChangesAfterSigning
	}
}
