// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"crypto/x509"
	"errors"
	"time"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/standards/pades"
)

// PDFReport is what `motcua pdf verify --json` prints.
type PDFReport struct {
	Verdict             string          `json:"verdict"` // none, valid, indeterminate, invalid
	ChangesAfterSigning bool            `json:"changes_after_signing"`
	Change              string          `json:"change"`               // the gravest kind: none, signature, form-fill, annotation, content
	Unreadable          bool            `json:"unreadable,omitempty"` // no sound PDF: "none" then says nothing about its content
	Signatures          []SignatureLine `json:"signatures"`
}

// SignatureLine is one signature of a PDF.
type SignatureLine struct {
	Signer              string   `json:"signer"`
	Time                string   `json:"time"` // RFC 3339 with +07:00; "" when not said
	TimeStamped         bool     `json:"time_stamped"`
	TSA                 string   `json:"tsa,omitempty"`
	Verdict             string   `json:"verdict"`
	Trusted             string   `json:"trusted"` // yes, no, unknown
	Why                 []string `json:"why"`     // reason codes
	CoversWholeRevision bool     `json:"covers_whole_revision"`
	ChangesAfterSigning bool     `json:"changes_after_signing"`
	Change              string   `json:"change"`
	Field               string   `json:"field"`
	Reason              string   `json:"reason,omitempty"`
	Level               string   `json:"level,omitempty"`
}

// TextKey is the key of the verdict in words.
func (l SignatureLine) TextKey() string { return verdictKey(l.Verdict) }

// TextKey is the key of the verdict in words.
func (r PDFReport) TextKey() string { return verdictKey(r.Verdict) }

func verdictKey(verdict string) string { return "document.verdict." + verdict }

// CheckPDF reports on the signatures of any PDF, against the roots that this
// installation trusts.
func (s *Service) CheckPDF(body []byte) (PDFReport, error) {
	return CheckPDF(body, s.cfg.Roots, s.now())
}

// CheckPDF reports on the signatures of any PDF. The fault is for files that
// cannot be read at all.
func CheckPDF(body []byte, roots []*x509.Certificate, now time.Time) (PDFReport, error) {
	found, err := pades.Verify(body, pades.VerifyOptions{Roots: roots, Now: now})
	if err != nil {
		return PDFReport{Verdict: string(pades.VerdictNone), Unreadable: true, Signatures: []SignatureLine{}}, unreadable(err)
	}
	out := PDFReport{Verdict: string(found.Verdict), ChangesAfterSigning: found.ChangesAfterSigning, Change: string(found.Change), Signatures: []SignatureLine{}}
	for _, f := range found.Signatures {
		out.Signatures = append(out.Signatures, lineOf(f))
	}
	return out, nil
}

func unreadable(err error) error {
	switch {
	case errors.Is(err, pades.ErrEncrypted):
		return fault.Wrap(err, fault.Invalid, "document.fault.encrypted_pdf")
	case errors.Is(err, pades.ErrLimit):
		return fault.Wrap(err, fault.Invalid, "document.fault.bomb")
	}
	return fault.Wrap(err, fault.Invalid, "document.fault.not_pdf")
}

func lineOf(f pades.Signature) SignatureLine {
	l := SignatureLine{
		Signer: or(f.SignerCN, f.Name), TimeStamped: f.TimeStamped, TSA: f.TSA, Verdict: string(f.Verdict), Trusted: string(f.Trusted), Why: []string{},
		CoversWholeRevision: f.CoversWholeRevision, ChangesAfterSigning: f.ChangesAfterSigning, Change: string(f.Change),
		Field: f.Field, Reason: f.Reason, Level: f.Level,
	}
	if !f.SigningTime.IsZero() {
		l.Time = f.SigningTime.In(clock.Vietnam).Format(time.RFC3339)
	}
	for _, reasons := range [][]pades.Reason{f.Reasons, f.Warnings, f.TrustReasons} {
		for _, r := range reasons {
			l.Why = append(l.Why, r.Code)
		}
	}
	return l
}

// untouched tells whether the last signature covers the whole file, and nothing
// but signatures and the fields filled with them came after the first.
func (r PDFReport) untouched() bool {
	if len(r.Signatures) == 0 || r.Signatures[len(r.Signatures)-1].ChangesAfterSigning {
		return false
	}
	return r.Change == string(pades.ChangeNone) || r.Change == string(pades.ChangeSignature) || r.Change == string(pades.ChangeFormFill)
}
