// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"net/http"

	"motcua.vn/internal/dossier"
	"motcua.vn/internal/platform/web"
)

// Paths of the room.
const (
	pathWork    = "/desk"
	pathDossier = "/desk/d/"
	pathNew     = "/desk/new"
	pathSearch  = "/desk/search"
	pathAccount = "/desk/account"
	pathDone    = "/desk/done/"
)

// maxUpload is the largest form with files: several papers of the document room's
// greatest size.
const maxUpload = 40 << 20

// Routes are the room's pages.
func (p *Pages) Routes() web.Table {
	get, post := http.MethodGet, http.MethodPost
	table := web.Table{
		{Method: get, Pattern: pathWork, Need: web.Staff, Handle: p.showWork},
		{Method: get, Pattern: "/desk/d/{code}", Need: web.Staff, Handle: p.showDossier},
		{Method: get, Pattern: "/desk/d/{code}/control.pdf", Need: web.Staff, Handle: p.giveControl},
		{Method: get, Pattern: "/desk/d/{code}/preview.pdf", Need: dossier.PermApprove, Handle: p.givePreview},
		{Method: post, Pattern: "/desk/d/{code}/files", Need: dossier.PermReceive, Handle: p.doAddFiles, MaxBody: maxUpload},
		{Method: get, Pattern: pathNew, Need: dossier.PermReceive, Handle: p.showChoose},
		{Method: get, Pattern: "/desk/new/results", Need: dossier.PermReceive, Handle: p.showChoices},
		{Method: get, Pattern: "/desk/new/{procedure}", Need: dossier.PermReceive, Handle: p.showNew},
		{Method: post, Pattern: "/desk/new/{procedure}", Need: dossier.PermReceive, Handle: p.doNew, MaxBody: maxUpload},
		{Method: get, Pattern: "/desk/done/{code}", Need: dossier.PermReceive, Handle: p.showFiled},
		{Method: get, Pattern: pathSearch, Need: web.Staff, Handle: p.showSearch},
		{Method: get, Pattern: pathAccount, Need: web.Staff, Handle: p.showAccount},
	}
	for _, d := range deeds {
		table = append(table, web.Route{Method: post, Pattern: "/desk/d/{code}/" + d.name, Need: d.need, Handle: p.doAct(d)})
	}
	return table
}
