// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"context"
	"errors"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"motcua.vn/internal/platform/blob"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

// VerificationReport is what anybody may know about a paper that they hold: no
// more about its person than the paper shows, and less of the name.
type VerificationReport struct {
	Known      bool // issued by this installation
	Code       string
	Template   Template
	Title      string // "" where the template's own name is the title
	Number     string
	Dated      string // civil date
	AgencyName string
	Holder     string // masked
	SignerName string
	SignerPost string
	State      State
	VoidReason string
	IssuedAt   time.Time
	Hash       string // SHA-256 of the latest stage
	// Genuine is true when the bytes are whole, and, for a result, both signatures
	// are valid and nothing was changed after the seal.
	Genuine bool
	PDF     *PDFReport // nil for papers that carry no signatures
}

// Verify answers for the code under a QR code.
func (s *Service) Verify(ctx context.Context, code string) (VerificationReport, error) {
	var p Paper
	err := s.db.Read(ctx, func(r db.Reader) (err error) {
		p, err = storedPaperByCode(r, cleanCode(code))
		return err
	})
	if err != nil {
		return VerificationReport{}, missing(err)
	}
	return s.report(ctx, p)
}

// VerifyUpload answers for a PDF that somebody holds; it keeps nothing.
func (s *Service) VerifyUpload(ctx context.Context, body []byte) (VerificationReport, error) {
	if int64(len(body)) > max(s.limits.bytes, 20<<20) {
		return VerificationReport{}, fault.New(fault.TooLarge, "document.fault.too_large", "size", megabytes(int64(len(body))), "limit", megabytes(max(s.limits.bytes, 20<<20)))
	}
	if sniff(body) != PDF {
		return VerificationReport{}, fault.New(fault.Invalid, "document.fault.not_pdf")
	}
	pdf, err := s.CheckPDF(body)
	if err != nil {
		return VerificationReport{}, err
	}
	hash := blob.Hash(body)
	p, err := s.byHash(ctx, hash)
	if errors.Is(err, db.ErrNoRows) {
		return VerificationReport{Hash: hash, PDF: &pdf}, nil
	}
	if err != nil {
		return VerificationReport{}, err
	}
	return s.report(ctx, p)
}

func (s *Service) byHash(ctx context.Context, hash string) (p Paper, err error) {
	err = s.db.Read(ctx, func(r db.Reader) error {
		if p, err = storedPaperBySealed(r, hash); !errors.Is(err, db.ErrNoRows) {
			return err
		}
		p, err = storedPaperByRendered(r, hash)
		if err == nil && p.Template.IsResult() {
			return db.ErrNoRows // a result is what was sealed, not its draft
		}
		return err
	})
	return p, err
}

// report is what may be said about a paper of ours. A result that was not sealed
// has not been issued, and is not found.
func (s *Service) report(ctx context.Context, p Paper) (VerificationReport, error) {
	if p.Hash() == "" || p.Template.IsResult() && p.SealedHash == "" {
		return VerificationReport{}, fault.New(fault.NotFound, "fault.not_found")
	}
	v := VerificationReport{
		Known: true, Code: p.Code, Template: p.Template, Title: p.Title, Number: p.FullNumber(), Dated: p.Dated, AgencyName: p.AgencyName, Holder: masked(p.Holder),
		SignerName: p.SignerName, SignerPost: p.SignerPost, State: p.State, VoidReason: p.VoidReason, IssuedAt: p.RenderedAt, Hash: p.Hash(),
	}
	body, err := s.blobs.Get(ctx, p.Hash())
	if err != nil {
		return v, err
	}
	v.Genuine = p.State != Voided
	if p.SealedHash != "" {
		v.IssuedAt = p.SealedAt
		pdf, err := s.CheckPDF(body)
		if err != nil {
			return v, err
		}
		v.PDF = &pdf
		v.Genuine = v.Genuine && pdf.Verdict == "valid" && len(pdf.Signatures) >= 2 && pdf.untouched()
	}
	return v, nil
}

// cleanCode forgives capitals, blanks and the letters that are not in the
// alphabet of codes.
func cleanCode(code string) string {
	code = strings.ToLower(strings.TrimSpace(code))
	return strings.NewReplacer("o", "0", "i", "1", "l", "1", "u", "v", " ", "", "-", "").Replace(code)
}

// masked keeps the family name and the initials of the others: "Lò T*** B***".
func masked(name string) string {
	words := strings.Fields(norm.NFC.String(name))
	for i, w := range words {
		if i > 0 || len(words) == 1 {
			words[i] = string([]rune(w)[:1]) + "***"
		}
	}
	return strings.Join(words, " ")
}
