// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package portal

import (
	"net/http"

	"motcua.vn/internal/platform/web"
)

// Addresses that pages link to.
const (
	pathHome    = "/"
	pathSearch  = "/search"
	pathLookup  = "/lookup"
	pathVerify  = "/verify"
	pathMe      = "/me"
	pathContact = "/me/contact"
	pathAbout   = "/about"
	pathAccess  = "/accessibility"
	pathPrivacy = "/privacy"
)

// uploadBody is the most that one form with files may weigh: without script the
// papers of several fields come together.
const uploadBody = 64 << 20

// Routes are the pages.
func (p *Pages) Routes() web.Table {
	return append(p.openRoutes(), p.ownRoutes()...)
}

// openRoutes ask for no sign-in.
func (p *Pages) openRoutes() web.Table {
	get := func(pattern string, h web.Handler) web.Route {
		return web.Route{Method: http.MethodGet, Pattern: pattern, Need: web.Anyone, Handle: h}
	}
	return web.Table{
		get("/{$}", p.home),
		get(pathSearch, p.search),
		get("/t/{code}", p.procedure),
		get("/t/{code}/poster", p.poster),
		get("/t/{code}/qr.svg", p.qr),
		get(pathLookup, p.lookup),
		get("/d/{code}", p.progress),
		get("/v/{code}", p.verifyCode),
		get(pathVerify, p.verifyForm),
		{Method: http.MethodPost, Pattern: pathVerify, Need: web.Anyone, Handle: p.verifyUpload, MaxBody: 24 << 20},
		get(pathAbout, p.about),
		get(pathAccess, p.accessibility),
		get(pathPrivacy, p.privacy),
		// Without a session the answer is the way to sign in, and back here.
		{Method: http.MethodPost, Pattern: "/t/{code}/start", Need: web.Anyone, Handle: p.start},
	}
}

// ownRoutes are a citizen's own.
func (p *Pages) ownRoutes() web.Table {
	get := func(pattern string, h web.Handler) web.Route {
		return web.Route{Method: http.MethodGet, Pattern: pattern, Need: web.Citizens, Handle: h}
	}
	post := func(pattern string, h web.Handler) web.Route {
		return web.Route{Method: http.MethodPost, Pattern: pattern, Need: web.Citizens, Handle: h}
	}
	return web.Table{
		get("/t/{code}/start", p.showStart),
		get("/apply/{draft}", p.showApply),
		post("/apply/{draft}", p.apply),
		post("/apply/{draft}/save", p.save),
		get("/apply/{draft}/papers", p.showPapers),
		{Method: http.MethodPost, Pattern: "/apply/{draft}/files", Need: web.Citizens, Handle: p.files, MaxBody: uploadBody},
		get("/apply/{draft}/check", p.showCheck),
		post("/apply/{draft}/submit", p.submit),
		post("/apply/{draft}/drop", p.drop),
		get("/apply/{draft}/done", p.done),
		get(pathMe, p.me),
		post("/me/read", p.readNotice),
		get(pathContact, p.showContact),
		post(pathContact, p.contact),
		get("/me/d/{code}", p.dossier),
		get("/me/d/{code}/supplement", p.showSupplement),
		{Method: http.MethodPost, Pattern: "/me/d/{code}/files", Need: web.Citizens, Handle: p.supplementFiles, MaxBody: uploadBody},
		post("/me/d/{code}/supplement", p.supplement),
		get("/me/d/{code}/withdraw", p.showWithdraw),
		post("/me/d/{code}/withdraw", p.withdraw),
		get("/me/d/{code}/rate", p.showRate),
		post("/me/d/{code}/rate", p.rate),
	}
}
