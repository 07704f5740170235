// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/fault"
)

// VNeID is how the national identity provider is reached. With an empty Issuer
// citizens cannot sign in, and everything else works.
type VNeID struct {
	Issuer       string
	ClientID     string
	ClientSecret string // "" for a public client
	RedirectURL  string // our public address + /sign-in/vneid
	Scopes       []string
	Claims       ClaimMap
	Levels       map[string]int // from acr, loa or ial in lower case to assurance level
	HTTP         *http.Client
}

func (v VNeID) withDefaults() VNeID {
	if v.Scopes == nil {
		v.Scopes = []string{oidc.ScopeOpenID, "profile"}
	}
	if v.Levels == nil {
		v.Levels = usualLevels
	}
	if v.HTTP == nil {
		v.HTTP = &http.Client{Timeout: 10 * time.Second}
	}
	v.Claims = v.Claims.withDefaults()
	return v
}

// signatures are the algorithms an ID token may be signed with: asymmetric ones
// only, whatever the provider announces.
var signatures = []string{oidc.RS256, oidc.RS384, oidc.RS512, oidc.ES256, oidc.ES384, oidc.ES512, oidc.PS256, oidc.PS384, oidc.PS512, oidc.EdDSA}

// provider is the port to VNeID. It reads the discovery document when it is first
// needed, and again after a failure; keys are fetched anew when a token names one
// that is not known.
type provider struct {
	cfg   VNeID
	clock clock.Clock

	mu     sync.Mutex
	found  *oidc.Provider
	failed time.Time
}

// retryAfter keeps people from waiting in line for a provider that is away.
const retryAfter = 5 * time.Second

func (p *provider) on() bool { return p.cfg.Issuer != "" }

func unreachable(err error) error {
	return fault.Wrap(err, fault.Unavailable, "identity.fault.vneid_unreachable")
}

func (p *provider) discover() (*oidc.Provider, error) {
	if !p.on() {
		return nil, fault.New(fault.Unavailable, "identity.fault.vneid_off")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found != nil {
		return p.found, nil
	}
	if p.clock.Now().Before(p.failed.Add(retryAfter)) {
		return nil, unreachable(errors.New("identity: the provider did not answer some seconds ago"))
	}
	// The provider outlives the request: its keys are fetched with this context.
	found, err := oidc.NewProvider(oidc.ClientContext(context.Background(), p.cfg.HTTP), p.cfg.Issuer)
	if err != nil {
		p.failed = p.clock.Now()
		return nil, unreachable(err)
	}
	p.found = found
	return found, nil
}

func (p *provider) oauth(found *oidc.Provider) *oauth2.Config {
	return &oauth2.Config{ClientID: p.cfg.ClientID, ClientSecret: p.cfg.ClientSecret, RedirectURL: p.cfg.RedirectURL, Scopes: p.cfg.Scopes, Endpoint: found.Endpoint()}
}

func (p *provider) verifier(found *oidc.Provider) *oidc.IDTokenVerifier {
	return found.Verifier(&oidc.Config{ClientID: p.cfg.ClientID, SupportedSigningAlgs: signatures, Now: p.clock.Now})
}

// address is where the browser is sent.
func (p *provider) address(state, nonce, verifier string) (string, error) {
	found, err := p.discover()
	if err != nil {
		return "", err
	}
	return p.oauth(found).AuthCodeURL(state, oidc.Nonce(nonce), oauth2.S256ChallengeOption(verifier)), nil
}

// endSession is where a person may leave VNeID too, "" where it has no such page.
func (p *provider) endSession() string {
	if !p.on() {
		return ""
	}
	found, err := p.discover()
	if err != nil {
		return ""
	}
	var doc struct {
		EndSession string `json:"end_session_endpoint"`
	}
	if found.Claims(&doc) != nil {
		return ""
	}
	return doc.EndSession
}

var errRefused = errors.New("identity: the provider's answer does not hold")

// redeem changes a code for verified claims.
func (p *provider) redeem(ctx context.Context, code, nonce, verifier string) (claims, error) {
	found, err := p.discover()
	if err != nil {
		return nil, err
	}
	ctx = oidc.ClientContext(ctx, p.cfg.HTTP)
	tokens, err := p.oauth(found).Exchange(ctx, code, oauth2.VerifierOption(verifier))
	var refused *oauth2.RetrieveError
	if errors.As(err, &refused) && refused.Response.StatusCode < 500 {
		return nil, fmt.Errorf("%w: %w", errRefused, err)
	}
	if err != nil {
		return nil, unreachable(err)
	}
	raw, _ := tokens.Extra("id_token").(string)
	id, err := p.verifier(found).Verify(ctx, raw)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errRefused, err)
	}
	if err := p.bound(id, nonce, tokens.AccessToken); err != nil {
		return nil, err
	}
	all := claims{}
	if err := id.Claims(&all); err != nil {
		return nil, fmt.Errorf("%w: %w", errRefused, err)
	}
	return p.complete(ctx, found, id.Subject, all, tokens)
}

// bound checks that the token was made for this sign-in, and for us.
func (p *provider) bound(id *oidc.IDToken, nonce, access string) error {
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(nonce)) != 1 {
		return fmt.Errorf("%w: another nonce", errRefused)
	}
	if id.Subject == "" || id.IssuedAt.After(p.clock.Now().Add(5*time.Minute)) {
		return fmt.Errorf("%w: no subject, or issued in the future", errRefused)
	}
	var party struct {
		Azp string `json:"azp"`
	}
	if err := id.Claims(&party); err != nil || (len(id.Audience) > 1 || party.Azp != "") && party.Azp != p.cfg.ClientID {
		return fmt.Errorf("%w: issued to another party", errRefused)
	}
	if id.AccessTokenHash != "" {
		if err := id.VerifyAccessToken(access); err != nil {
			return fmt.Errorf("%w: %w", errRefused, err)
		}
	}
	return nil
}

// complete asks for the user's claims where the ID token is silent about the
// number, the name or the birth date, and takes them only for the same subject.
func (p *provider) complete(ctx context.Context, found *oidc.Provider, subject string, all claims, tokens *oauth2.Token) (claims, error) {
	m := p.cfg.Claims
	if all.first(m.Number) != "" && all.first(m.Name) != "" && all.first(m.BirthDate) != "" || found.UserInfoEndpoint() == "" {
		return all, nil
	}
	info, err := found.UserInfo(ctx, oauth2.StaticTokenSource(tokens))
	if err != nil {
		return nil, unreachable(err)
	}
	if info.Subject != subject {
		return nil, fmt.Errorf("%w: user info of somebody else", errRefused)
	}
	more := claims{}
	if err := info.Claims(&more); err != nil {
		return nil, fmt.Errorf("%w: %w", errRefused, err)
	}
	for k, v := range more {
		if !slices.Contains(protected, k) {
			all[k] = v
		}
	}
	return all, nil
}

// protected are the claims that only the signed ID token may make.
var protected = []string{"iss", "sub", "aud", "exp", "iat", "nonce", "acr", "amr", "azp", "sid", "auth_time"}
