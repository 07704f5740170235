// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"motcua.vn/internal/platform/clock"
)

// VNeID stands in for the national identity provider: an OpenID Provider (OpenID
// Connect Core 1.0, code flow with PKCE) at which the tester picks who to be. It has
// no passwords and keeps everything in memory.
type VNeID struct {
	cfg VNeIDConfig

	mu       sync.Mutex
	keys     []vneidKey // the first one signs
	codes    map[string]*vneidCode
	access   map[string]vneidAccess
	sessions map[string]*vneidSession

	twist vneidTwist // tests make it misbehave
}

// VNeIDConfig is how the stand-in is set up. Without clients it serves its pages
// and signs nobody in.
type VNeIDConfig struct {
	// Issuer is the address at which people and programs reach it; "" takes the
	// address of each request.
	Issuer  string
	Clients []VNeIDClient
	People  []VNeIDPerson // nil takes some of our own
	Clock   clock.Clock   // nil is the machine's
	Alg     string        // RS256 (default) or ES256
	HTTP    *http.Client  // for the back channel
}

// VNeIDClient is a system that may send people here.
type VNeIDClient struct {
	ID, Secret  string   // Secret "" is a public client
	Redirects   []string // compared letter by letter
	AfterLogout []string
	BackChannel string // where logout tokens go
}

// VNeIDPerson is a citizen of the sandbox.
type VNeIDPerson struct {
	Number    string // 12 digits
	Name      string
	BirthDate string // YYYY-MM-DD
	Sex       string // "male" or "female"
	Phone     string
	Email     string
	Address   string
	Level     int // assurance: 1 or 2; 0 is 2
}

// vneidPeople are invented; their numbers follow the rule of personal numbers.
var vneidPeople = []VNeIDPerson{
	{Number: "014185000101", Name: "Lò Thị Ánh", BirthDate: "1985-03-08", Sex: "female", Phone: "0912000101", Email: "anh.lo@example.vn", Address: "Bản Bó, phường Chiềng An, tỉnh Sơn La"},
	{Number: "014090000102", Name: "Quàng Văn Thành", BirthDate: "1990-11-20", Sex: "male", Phone: "0912000102", Email: "thanh.quang@example.vn", Address: "Bản Tông, phường Chiềng Sinh, tỉnh Sơn La"},
	{Number: "014302000103", Name: "Giàng Thị Mỷ", BirthDate: "2002-05-01", Sex: "female", Phone: "0912000103", Address: "Xã Mường La, tỉnh Sơn La"},
	{Number: "001068000104", Name: "Nguyễn Hữu Đức", BirthDate: "1968-01-31", Sex: "male", Email: "duc.nguyen@example.vn", Address: "Tổ 5, phường Tô Hiệu, tỉnh Sơn La"},
	{Number: "014206000105", Name: "Vì Văn Hải", BirthDate: "2006-09-02", Sex: "male", Phone: "0912000105", Address: "Xã Mộc Châu, tỉnh Sơn La", Level: 1},
}

// NewVNeID makes the stand-in with a fresh signing key.
func NewVNeID(cfg VNeIDConfig) *VNeID {
	if cfg.People == nil {
		cfg.People = slices.Clone(vneidPeople)
	}
	if cfg.Clock == nil {
		cfg.Clock = clock.System()
	}
	if cfg.HTTP == nil {
		cfg.HTTP = &http.Client{Timeout: 5 * time.Second}
	}
	cfg.Issuer = strings.TrimSuffix(cfg.Issuer, "/")
	v := &VNeID{cfg: cfg, codes: map[string]*vneidCode{}, access: map[string]vneidAccess{}, sessions: map[string]*vneidSession{}}
	v.keys = []vneidKey{newVNeIDKey(cfg.Alg)}
	return v
}

// People are the citizens to choose from.
func (v *VNeID) People() []VNeIDPerson { return slices.Clone(v.cfg.People) }

// Rotate signs with a new key from now on. The old key stays published until the
// next rotation, for tokens under way.
func (v *VNeID) Rotate() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.keys = append([]vneidKey{newVNeIDKey(v.cfg.Alg)}, v.keys[0])
}

// Handler serves the provider at its issuer's path.
func (v *VNeID) Handler() http.Handler {
	base := ""
	if u, err := url.Parse(v.cfg.Issuer); err == nil {
		base = u.Path
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+base+"/.well-known/openid-configuration", v.discovery)
	mux.HandleFunc("GET "+base+"/jwks", v.jwks)
	mux.HandleFunc("GET "+base+"/authorize", v.showAuthorize)
	mux.HandleFunc("POST "+base+"/authorize", v.doAuthorize)
	mux.HandleFunc("POST "+base+"/token", v.token)
	mux.HandleFunc("GET "+base+"/userinfo", v.userinfo)
	mux.HandleFunc("GET "+base+"/end-session", v.showEndSession)
	mux.HandleFunc("POST "+base+"/end-session", v.doEndSession)
	mux.HandleFunc("GET "+base+"/vneid.css", v.style)
	mux.HandleFunc("GET "+base+"/{$}", v.index)
	return http.NewCrossOriginProtection().Handler(mux)
}

func (v *VNeID) issuer(r *http.Request) string {
	if v.cfg.Issuer != "" {
		return v.cfg.Issuer
	}
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

func (v *VNeID) client(id string) (VNeIDClient, bool) {
	i := slices.IndexFunc(v.cfg.Clients, func(c VNeIDClient) bool { return c.ID == id })
	if i < 0 {
		return VNeIDClient{}, false
	}
	return v.cfg.Clients[i], true
}

func (v *VNeID) discovery(w http.ResponseWriter, r *http.Request) {
	iss := v.issuer(r)
	v.mu.Lock()
	alg := v.keys[0].alg()
	v.mu.Unlock()
	writeVNeIDJSON(w, http.StatusOK, map[string]any{
		"issuer": iss, "authorization_endpoint": iss + "/authorize", "token_endpoint": iss + "/token", "userinfo_endpoint": iss + "/userinfo",
		"jwks_uri": iss + "/jwks", "end_session_endpoint": iss + "/end-session",
		"response_types_supported": []string{"code"}, "grant_types_supported": []string{"authorization_code"}, "subject_types_supported": []string{"public"},
		"id_token_signing_alg_values_supported": []string{alg}, "code_challenge_methods_supported": []string{"S256"},
		"token_endpoint_auth_methods_supported": []string{"client_secret_basic", "client_secret_post", "none"},
		"scopes_supported":                      []string{"openid", "profile", "phone", "email"},
		"acr_values_supported":                  []string{"urn:vneid:loa:1", "urn:vneid:loa:2"},
		"claims_supported":                      []string{"sub", "acr", "sid", "so_dinh_danh", "ho_va_ten", "ngay_sinh", "gioi_tinh", "so_dien_thoai", "thu_dien_tu", "noi_thuong_tru"},
		"backchannel_logout_supported":          true, "backchannel_logout_session_supported": true, "authorization_response_iss_parameter_supported": true,
	})
}
