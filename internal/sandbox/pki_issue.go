// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package sandbox

import (
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/hex"
	"strings"
)

// Person is an officer who signs.
type Person struct {
	Name   string // "Nguyễn Văn A"
	Title  string // "Chủ tịch UBND phường"
	Agency string
	Email  string
	ID     string // tells people of one name apart; it goes into the certificate, so no citizen's number
}

// Agency is an organisation that seals.
type Agency struct {
	Name string
	Code string // its electronic identification code, "H52.32"
}

// The attributes of X.520 and ETSI EN 319 412-3 that pkix.Name has no fields for.
var (
	oidTitle        = asn1.ObjectIdentifier{2, 5, 4, 12}
	oidOrganisation = asn1.ObjectIdentifier{2, 5, 4, 97}
)

// Signer issues a person's signing key. With a folder the same person gets the same
// key again.
func (ca *CA) Signer(p Person, alg Algorithm) (*Key, error) {
	subject := pkix.Name{CommonName: p.Name, Organization: []string{p.Agency}, Country: []string{"VN"}, SerialNumber: p.ID}
	if p.Title != "" {
		subject.ExtraNames = append(subject.ExtraNames, pkix.AttributeTypeAndValue{Type: oidTitle, Value: p.Title})
	}
	t := ca.template(subject, leafFor)
	if p.Email != "" {
		t.EmailAddresses = []string{p.Email}
	}
	return ca.leaf("person", t, alg, p.Name, p.Title, p.Agency, p.Email, p.ID)
}

// Seal issues an agency's sealing key.
func (ca *CA) Seal(a Agency, alg Algorithm) (*Key, error) {
	subject := pkix.Name{CommonName: a.Name, Organization: []string{a.Name}, Country: []string{"VN"}}
	if a.Code != "" {
		subject.ExtraNames = append(subject.ExtraNames, pkix.AttributeTypeAndValue{Type: oidOrganisation, Value: "GOVVN-" + a.Code})
	}
	return ca.leaf("seal", ca.template(subject, leafFor), alg, a.Name, a.Code)
}

// TimeStamper issues the key of a time-stamping authority (RFC 3161, 2.3: that use
// alone, critical).
func (ca *CA) TimeStamper(name string, alg Algorithm) (*Key, error) {
	t := ca.template(pkix.Name{CommonName: name, Organization: []string{"motcua sandbox"}, Country: []string{"VN"}}, leafFor)
	t.ExtraExtensions = []pkix.Extension{{Id: oidExtKeyUsage, Critical: true, Value: onlyTimeStamping}}
	t.KeyUsage = x509.KeyUsageDigitalSignature
	return ca.leaf("tsa", t, alg, name)
}

var (
	oidExtKeyUsage   = asn1.ObjectIdentifier{2, 5, 29, 37}
	onlyTimeStamping = []byte{0x30, 0x0a, 0x06, 0x08, 0x2b, 6, 1, 5, 5, 7, 3, 8}
)

func (ca *CA) leaf(kind string, t *x509.Certificate, alg Algorithm, identity ...string) (*Key, error) {
	if t.KeyUsage == 0 {
		t.KeyUsage = x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment
	}
	t.BasicConstraintsValid = true
	sum := sha256.Sum256([]byte(strings.Join(append(identity, string(alg)), "\x00")))
	return ca.keep(kind+"-"+hex.EncodeToString(sum[:10]), func() (*Key, error) { return ca.certify(t, alg, ca.issue) })
}
