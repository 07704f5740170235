// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package cms

import (
	"crypto/x509"
	"errors"
	"time"
)

// Trust is the answer to "does this certificate lead to one of our roots?".
type Trust string

// Unknown means that no path was found; No, that one was found and does not hold.
const (
	TrustYes     Trust = "yes"
	TrustNo      Trust = "no"
	TrustUnknown Trust = "unknown"
)

// Chain looks for a path from leaf to roots that is valid at a given time and
// allows one of the usages (any usage when none is given). The error says why
// the answer is not [TrustYes]. With no roots the answer is [TrustUnknown]; the
// operating system's roots are never consulted. Revocation is not checked.
func Chain(leaf *x509.Certificate, extra, roots []*x509.Certificate, at time.Time, usages ...x509.ExtKeyUsage) ([]*x509.Certificate, Trust, error) {
	if len(roots) == 0 {
		return nil, TrustUnknown, errors.New("cms: no roots given")
	}
	if at.IsZero() {
		return nil, TrustUnknown, errors.New("cms: no time given")
	}
	if len(usages) == 0 {
		usages = []x509.ExtKeyUsage{x509.ExtKeyUsageAny}
	}
	rootPool, pool := x509.NewCertPool(), x509.NewCertPool()
	for _, c := range roots {
		rootPool.AddCert(c)
	}
	for _, c := range extra {
		pool.AddCert(c)
	}
	o := x509.VerifyOptions{Roots: rootPool, Intermediates: pool, CurrentTime: at, KeyUsages: usages}
	chains, err := leaf.Verify(o)
	if err == nil {
		return chains[0], TrustYes, nil
	}
	if !leads(leaf, o) {
		return nil, TrustUnknown, err
	}
	return nil, TrustNo, err
}

// leads says whether there is a path at all, at some time of the leaf's life:
// crypto/x509 reports an expired leaf before it looks for an issuer.
func leads(leaf *x509.Certificate, o x509.VerifyOptions) bool {
	o.KeyUsages = []x509.ExtKeyUsage{x509.ExtKeyUsageAny}
	for _, at := range []time.Time{o.CurrentTime, leaf.NotBefore, leaf.NotAfter} {
		o.CurrentTime = at
		_, err := leaf.Verify(o)
		unknown := x509.UnknownAuthorityError{}
		invalid := x509.CertificateInvalidError{}
		switch {
		case err == nil:
			return true
		case errors.As(err, &unknown):
			return false
		case errors.As(err, &invalid) && invalid.Reason != x509.Expired:
			return true
		}
	}
	return false
}
