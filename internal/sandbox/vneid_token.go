// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package sandbox

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"

	"motcua.vn/internal/platform/ids"
)

type vneidKey struct{ jose.JSONWebKey }

func newVNeIDKey(alg string) vneidKey {
	var private crypto.Signer
	var err error
	if alg == string(jose.ES256) {
		private, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	} else {
		alg = string(jose.RS256)
		private, err = rsa.GenerateKey(rand.Reader, 2048)
	}
	if err != nil {
		panic(err) // the machine has no randomness
	}
	return vneidKey{jose.JSONWebKey{Key: private, KeyID: ids.Code(10), Algorithm: alg, Use: "sig"}}
}

func (k vneidKey) alg() string { return k.Algorithm }

// vneidTwist is how tests make the provider misbehave.
type vneidTwist struct {
	claims   func(claims map[string]any) // changes what is about to be signed
	raw      func(token string) string   // changes what was signed
	userinfo func(claims map[string]any)
	stranger bool // signs with a key that is not published
}

func (v *VNeID) sign(typ string, claims map[string]any) (string, error) {
	if v.twist.claims != nil {
		v.twist.claims(claims)
	}
	v.mu.Lock()
	key := v.keys[0]
	v.mu.Unlock()
	if v.twist.stranger {
		stranger := newVNeIDKey(key.alg())
		stranger.KeyID, key = key.KeyID, stranger
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.SignatureAlgorithm(key.alg()), Key: key.JSONWebKey}, (&jose.SignerOptions{}).WithType(jose.ContentType(typ)))
	if err != nil {
		return "", err
	}
	body, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	signed, err := signer.Sign(body)
	if err != nil {
		return "", err
	}
	token, err := signed.CompactSerialize()
	if v.twist.raw != nil {
		token = v.twist.raw(token)
	}
	return token, err
}

func (v *VNeID) jwks(w http.ResponseWriter, _ *http.Request) {
	v.mu.Lock()
	defer v.mu.Unlock()
	set := jose.JSONWebKeySet{}
	for _, k := range v.keys {
		set.Keys = append(set.Keys, k.Public())
	}
	writeVNeIDJSON(w, http.StatusOK, set)
}

// vneidCode is an authorization code: used once, good for a minute.
type vneidCode struct {
	client, redirect, nonce, challenge string
	scope                              string
	person                             VNeIDPerson
	sid                                string
	at, expires                        time.Time
	access                             string // issued for it: revoked when the code comes again
}

type vneidAccess struct {
	person  VNeIDPerson
	expires time.Time
}

const (
	vneidCodeLife  = 60 * time.Second
	vneidTokenLife = 5 * time.Minute
)

// token is the token endpoint (RFC 6749 §4.1.3, RFC 7636 §4.6).
func (v *VNeID) token(w http.ResponseWriter, r *http.Request) {
	client, ok := v.authenticateClient(r)
	if !ok {
		w.Header().Set("WWW-Authenticate", "Basic")
		writeVNeIDError(w, http.StatusUnauthorized, "invalid_client")
		return
	}
	if r.PostFormValue("grant_type") != "authorization_code" {
		writeVNeIDError(w, http.StatusBadRequest, "unsupported_grant_type")
		return
	}
	code, ok := v.redeem(client, r)
	if !ok {
		writeVNeIDError(w, http.StatusBadRequest, "invalid_grant")
		return
	}
	id, err := v.sign("JWT", v.idClaims(v.issuer(r), code))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	writeVNeIDJSON(w, http.StatusOK, map[string]any{"access_token": code.access, "token_type": "Bearer", "expires_in": int(vneidTokenLife.Seconds()), "id_token": id, "scope": code.scope})
}

func (v *VNeID) authenticateClient(r *http.Request) (VNeIDClient, bool) {
	id, secret, basic := r.BasicAuth()
	if basic {
		id, _ = url.QueryUnescape(id)
		secret, _ = url.QueryUnescape(secret)
	} else {
		id, secret = r.PostFormValue("client_id"), r.PostFormValue("client_secret")
	}
	client, ok := v.client(id)
	return client, ok && subtle.ConstantTimeCompare([]byte(client.Secret), []byte(secret)) == 1
}

// redeem takes a code once; one that comes again takes back what it gave.
func (v *VNeID) redeem(client VNeIDClient, r *http.Request) (vneidCode, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	now := v.cfg.Clock.Now()
	code := v.codes[r.PostFormValue("code")]
	if code == nil || code.client != client.ID {
		return vneidCode{}, false
	}
	if code.access != "" {
		delete(v.access, code.access)
		return vneidCode{}, false
	}
	proof := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	if !now.Before(code.expires) || code.redirect != r.PostFormValue("redirect_uri") || code.challenge != base64.RawURLEncoding.EncodeToString(proof[:]) {
		code.access = "spent" // a wrong try spends the code too
		return vneidCode{}, false
	}
	code.access = ids.Token()
	v.access[code.access] = vneidAccess{code.person, now.Add(vneidTokenLife)}
	return *code, true
}

// subject is stable for a person and tells nothing about the number.
func (p VNeIDPerson) subject() string {
	sum := sha256.Sum256([]byte("vneid sandbox " + p.Number))
	return base64.RawURLEncoding.EncodeToString(sum[:18])
}

func (p VNeIDPerson) level() int {
	if p.Level == 1 {
		return 1
	}
	return 2
}

func (v *VNeID) idClaims(issuer string, c vneidCode) map[string]any {
	now := v.cfg.Clock.Now()
	half := sha256.Sum256([]byte(c.access))
	claims := map[string]any{
		"iss": issuer, "sub": c.person.subject(), "aud": c.client, "iat": now.Unix(), "exp": now.Add(vneidTokenLife).Unix(), "auth_time": c.at.Unix(),
		"acr": "urn:vneid:loa:" + strconv.Itoa(c.person.level()), "sid": c.sid, "at_hash": base64.RawURLEncoding.EncodeToString(half[:16]),
		"so_dinh_danh": c.person.Number, "ho_va_ten": c.person.Name,
	}
	if c.nonce != "" {
		claims["nonce"] = c.nonce
	}
	return claims
}

// userinfo tells the rest.
func (v *VNeID) userinfo(w http.ResponseWriter, r *http.Request) {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	v.mu.Lock()
	access, found := v.access[token]
	v.mu.Unlock()
	if !ok || !found || !v.cfg.Clock.Now().Before(access.expires) {
		w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
		writeVNeIDError(w, http.StatusUnauthorized, "invalid_token")
		return
	}
	p := access.person
	claims := map[string]any{"sub": p.subject(), "so_dinh_danh": p.Number, "ho_va_ten": p.Name}
	for name, value := range map[string]string{"ngay_sinh": p.BirthDate, "gioi_tinh": vneidSex[p.Sex], "so_dien_thoai": p.Phone, "thu_dien_tu": p.Email, "noi_thuong_tru": p.Address} {
		if value != "" {
			claims[name] = value
		}
	}
	if v.twist.userinfo != nil {
		v.twist.userinfo(claims)
	}
	writeVNeIDJSON(w, http.StatusOK, claims)
}

var vneidSex = map[string]string{"male": "Nam", "female": "Nữ"}

func writeVNeIDJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

func writeVNeIDError(w http.ResponseWriter, status int, code string) {
	writeVNeIDJSON(w, status, map[string]string{"error": code})
}
