// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"motcua.vn/internal/platform/audit"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/outbox"
	"motcua.vn/internal/platform/testkit"
)

// issuer is the smallest provider that will do, and does as it is told. It takes
// any code any number of times, so that only our own care stands in the way.
type issuer struct {
	*httptest.Server
	mu     sync.Mutex
	kid    string
	key    any
	alg    jose.SignatureAlgorithm
	claims map[string]any
	status int
	keys   jose.JSONWebKeySet
	asked  int // how often the keys were fetched
}

var testKeys = sync.OnceValue(func() [2]*rsa.PrivateKey {
	a, _ := rsa.GenerateKey(rand.Reader, 2048)
	b, _ := rsa.GenerateKey(rand.Reader, 2048)
	return [2]*rsa.PrivateKey{a, b}
})

func newIssuer(t *testing.T, now clock.Clock) *issuer {
	i := &issuer{status: http.StatusOK}
	i.use("k0", testKeys()[0])
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		i.mu.Lock()
		defer i.mu.Unlock()
		w.WriteHeader(i.status)
		_ = json.NewEncoder(w).Encode(map[string]any{"issuer": i.URL, "authorization_endpoint": i.URL + "/a", "token_endpoint": i.URL + "/t", "jwks_uri": i.URL + "/k", "id_token_signing_alg_values_supported": []string{"RS256", "HS256", "none"}})
	})
	mux.HandleFunc("/k", func(w http.ResponseWriter, _ *http.Request) {
		i.mu.Lock()
		defer i.mu.Unlock()
		i.asked++
		_ = json.NewEncoder(w).Encode(i.keys)
	})
	mux.HandleFunc("/t", func(w http.ResponseWriter, _ *http.Request) {
		i.mu.Lock()
		defer i.mu.Unlock()
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(i.status)
		_ = json.NewEncoder(w).Encode(map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": i.sign()})
	})
	i.Server = httptest.NewServer(mux)
	t.Cleanup(i.Close)
	i.claims = map[string]any{"iss": i.URL, "sub": "s", "aud": "motcua", "iat": now.Now().Unix(), "exp": now.Now().Add(time.Minute).Unix(),
		"SoDinhDanh": "014185000101", "HoVaTen": "LÒ THỊ ÁNH", "NgayThangNamSinh": "08031985", "IAL": 2}
	return i
}

func (i *issuer) use(kid string, key *rsa.PrivateKey) {
	i.kid, i.key, i.alg = kid, key, jose.RS256
	i.keys = jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key.Public(), KeyID: kid, Algorithm: "RS256", Use: "sig"}}}
}

func (i *issuer) sign() string {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: i.alg, Key: i.key}, (&jose.SignerOptions{}).WithHeader("kid", i.kid))
	if err != nil {
		panic(err)
	}
	body, _ := json.Marshal(i.claims)
	signed, _ := signer.Sign(body)
	token, _ := signed.CompactSerialize()
	return token
}

func eachIssuer(t *testing.T, fn func(k *kit, i *issuer)) {
	testkit.Each(t, schemas, func(t *testing.T, d *db.DB, now *clock.Fake) {
		i := newIssuer(t, now)
		s := New(d, outbox.New(), Config{VNeID: VNeID{Issuer: i.URL, ClientID: "motcua", RedirectURL: "https://m.example" + PathCallback}})
		fn(&kit{s, t, d, now}, i)
	})
}

// begin starts a sign-in and lets the issuer answer with its nonce.
func (k *kit) begin(i *issuer) CompleteVNeIDInput {
	k.t.Helper()
	address := must[string](k.t)(k.BeginVNeID(ctx, "browser", "/next"))
	u, _ := url.Parse(address)
	i.claims["nonce"] = u.Query().Get("nonce")
	if u.Query().Get("code_challenge_method") != "S256" || len(u.Query().Get("code_challenge")) != 43 {
		k.t.Fatalf("no PKCE: %s", address)
	}
	return CompleteVNeIDInput{State: u.Query().Get("state"), Code: "code", Browser: "browser", Agent: "test"}
}

func TestAnIssuerThatNamesThingsItsOwnWay(t *testing.T) {
	eachIssuer(t, func(k *kit, i *issuer) {
		in := must[SignedInVNeID](t)(k.CompleteVNeID(ctx, k.begin(i)))
		if in.Next != "/next" || in.Assurance != 2 || in.Kind != authz.Citizen {
			t.Fatalf("%+v", in)
		}
		k.read(func(r db.Reader) error {
			p, err := k.PersonByNumber(r, "014 185 000 101")
			if p.Name != "LÒ THỊ ÁNH" || p.BirthDate != "1985-03-08" || p.Source != FromVNeID || p.ID != in.Person {
				t.Errorf("%+v", p)
			}
			return err
		})
		i.claims["HoVaTen"] = "Lò Thị Ánh"
		again := must[SignedInVNeID](t)(k.CompleteVNeID(ctx, k.begin(i)))
		if again.Person != in.Person || k.count("identity_person") != 1 {
			t.Error("the same number became another person")
		}
	})
}

func TestAReplayedAnswerMeetsASpentState(t *testing.T) {
	eachIssuer(t, func(k *kit, i *issuer) {
		in := k.begin(i)
		must[SignedInVNeID](t)(k.CompleteVNeID(ctx, in))
		_, err := k.CompleteVNeID(ctx, in)
		wantFault(t, err, fault.Forbidden, "identity.fault.vneid_stale")
		old := i.claims["nonce"]
		in = k.begin(i)
		i.claims["nonce"] = old // an ID token of an earlier sign-in
		_, err = k.CompleteVNeID(ctx, in)
		wantFault(t, err, fault.Forbidden, "identity.fault.vneid_refused")
		in = k.begin(i)
		k.now.Advance(loginStateLife)
		_, err = k.CompleteVNeID(ctx, in)
		wantFault(t, err, fault.Forbidden, "identity.fault.vneid_stale")
		if err := k.Sweep(ctx); err != nil || k.count("identity_login_state") != 0 {
			t.Error("states stay behind", err)
		}
	})
}

func TestIDTokensThatDoNotHold(t *testing.T) {
	eachIssuer(t, func(k *kit, i *issuer) {
		good := maps.Clone(i.claims)
		private := testKeys()[0]
		public, _ := x509.MarshalPKIXPublicKey(private.Public())
		for name, spoil := range map[string]func(){
			"wrong nonce":    func() { i.claims["nonce"] = "x" },
			"wrong audience": func() { i.claims["aud"] = []string{"somebody"} },
			"wrong issuer":   func() { i.claims["iss"] = i.URL + "/" },
			"expired":        func() { i.claims["exp"] = k.now.Now().Add(-time.Second).Unix() },
			"no expiry":      func() { delete(i.claims, "exp") },
			"another's key":  func() { i.key = testKeys()[1] },
			"public key as a secret": func() {
				i.alg, i.key = jose.HS256, public
			},
			"number missing": func() { delete(i.claims, "SoDinhDanh") },
			"name missing":   func() { delete(i.claims, "HoVaTen") },
		} {
			i.claims = maps.Clone(good)
			i.use("k0", private)
			in := k.begin(i)
			spoil()
			_, err := k.CompleteVNeID(ctx, in)
			if !fault.Is(err, fault.Forbidden) || !strings.Contains(err.Error(), "vneid_refused") {
				t.Errorf("%s: %v", name, err)
			}
		}
		if n := k.count("identity_session"); n != 0 {
			t.Errorf("%d sessions", n)
		}
	})
}

func TestKeysAreFetchedAnewWhenTheyChangeAndOldOnesGo(t *testing.T) {
	eachIssuer(t, func(k *kit, i *issuer) {
		must[SignedInVNeID](t)(k.CompleteVNeID(ctx, k.begin(i)))
		must[SignedInVNeID](t)(k.CompleteVNeID(ctx, k.begin(i)))
		if i.asked != 1 {
			t.Errorf("keys fetched %d times for two sign-ins", i.asked)
		}
		i.use("k1", testKeys()[1])
		must[SignedInVNeID](t)(k.CompleteVNeID(ctx, k.begin(i)))
		i.kid, i.key = "k0", testKeys()[0] // the old key, withdrawn
		_, err := k.CompleteVNeID(ctx, k.begin(i))
		wantFault(t, err, fault.Forbidden, "identity.fault.vneid_refused")
	})
}

func TestAProviderThatIsAwayIsSaidToBeAwayAndComesBack(t *testing.T) {
	eachIssuer(t, func(k *kit, i *issuer) {
		i.status = http.StatusBadGateway
		_, err := k.BeginVNeID(ctx, "browser", "/")
		wantFault(t, err, fault.Unavailable, "identity.fault.vneid_unreachable")
		i.status = http.StatusOK
		_, err = k.BeginVNeID(ctx, "browser", "/")
		wantFault(t, err, fault.Unavailable, "identity.fault.vneid_unreachable")
		k.now.Advance(retryAfter)
		in := k.begin(i)
		i.status = http.StatusInternalServerError
		_, err = k.CompleteVNeID(ctx, in)
		wantFault(t, err, fault.Unavailable, "identity.fault.vneid_unreachable")
	})
	each(t, Config{}, func(k *kit) {
		_, err := k.BeginVNeID(ctx, "browser", "/")
		wantFault(t, err, fault.Unavailable, "identity.fault.vneid_off")
		wantFault(t, k.EndByProvider(ctx, "x"), fault.Unavailable, "identity.fault.vneid_off")
	})
}

func TestOnePersonSigningInForTheFirstTimeInManyPlacesIsOnePerson(t *testing.T) {
	eachIssuer(t, func(k *kit, _ *issuer) {
		var wg sync.WaitGroup
		for range 12 {
			wg.Go(func() {
				_, err := k.admitCitizen(ctx, Person{Number: "014185000101", Name: "Lò Thị Ánh", Language: "vi", Source: FromVNeID}, Session{Kind: authz.Citizen}, "")
				if err != nil && !db.IsUnique(err) {
					t.Error(err)
				}
			})
		}
		if wg.Wait(); k.count("identity_person") != 1 {
			t.Errorf("%d people", k.count("identity_person"))
		}
	})
}

func TestCitizensSessionsEndAfterAnHourIdle(t *testing.T) {
	eachIssuer(t, func(k *kit, i *issuer) {
		in := must[SignedInVNeID](t)(k.CompleteVNeID(ctx, k.begin(i)))
		k.now.Advance(59 * time.Minute)
		if a := k.actor(in.Token); a.Kind != authz.Citizen || a.Person != in.Person || a.Assurance != 2 || len(a.Grants) != 0 {
			t.Errorf("%+v", a)
		}
		k.now.Advance(61 * time.Minute)
		if a := k.actor(in.Token); a.Kind != "" {
			t.Errorf("%+v", a)
		}
		k.read(func(r db.Reader) error {
			list, err := audit.Of(r, in.Person, "", 10)
			if len(list) != 1 || list[0].Act != "identity.sign_in" || list[0].ActorKind != authz.Citizen {
				t.Errorf("%+v", list)
			}
			return err
		})
	})
}

func TestADemoOpenedByAnotherNameSignsInUnderItsOwn(t *testing.T) {
	cfg := Config{Demo: true, VNeID: VNeID{Issuer: "http://127.0.0.1:9/vneid", ClientID: "motcua", RedirectURL: "http://127.0.0.1:8080/sign-in/vneid"}}
	each(t, cfg, func(k *kit) {
		for host, want := range map[string]string{"localhost:8080": "http://127.0.0.1:8080/sign-in?next=%2Fme", "127.0.0.1:8080": ""} {
			r := httptest.NewRequest(http.MethodGet, "http://"+host+"/sign-in?next=%2Fme", nil)
			if got := k.atHome(r); got != want {
				t.Errorf("%s: sent to %q, not %q", host, got, want)
			}
		}
		k.cfg.Demo = false // a proxy's name for us is no other name
		if got := k.atHome(httptest.NewRequest(http.MethodGet, "http://internal:8080/sign-in", nil)); got != "" {
			t.Errorf("sent to %q", got)
		}
	})
}
