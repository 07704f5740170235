// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"slices"
	"strings"

	"motcua.vn/internal/dossier"
	"motcua.vn/internal/identity"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
)

// WhyReport is the answer of `motcua access why`.
type WhyReport struct {
	Allowed    bool     `json:"allowed"`
	Because    []string `json:"because"`
	User       string   `json:"user"`
	Name       string   `json:"name"`
	Act        string   `json:"act"`
	Subject    string   `json:"subject"`
	Permission string   `json:"permission"`
	Agencies   []string `json:"agencies"`
}

// Why says whether an account may do an act on a dossier, or at an agency, and on
// what ground: appointment, delegation, separation of duties, order of steps.
func (a *App) Why(r db.Reader, l i18n.Localizer, login, act, subject string) (WhyReport, error) {
	acc, err := a.Identity.AccountByLogin(r, login)
	if err != nil {
		return WhyReport{}, err
	}
	out := WhyReport{User: acc.Login, Name: acc.Name, Act: act, Subject: subject, Because: []string{}}
	q, err := a.demand(r, act, subject, acc.ID)
	if err != nil {
		return WhyReport{}, err
	}
	out.Permission, out.Agencies = q.Permission, q.Agencies
	if err := a.rights(r, l, acc.ID, q, &out); err != nil {
		return WhyReport{}, err
	}
	for _, reason := range q.Against {
		out.Allowed = false
		out.Because = append(out.Because, sentence(l, reason))
	}
	return out, nil
}

// rights looks at each agency in turn: one that allows is enough.
func (a *App) rights(r db.Reader, l i18n.Localizer, account string, q dossier.Demand, out *WhyReport) error {
	var against []string
	for _, agency := range q.Agencies {
		why, err := a.Identity.WhyAllowed(r, account, q.Permission, agency)
		if err != nil {
			return err
		}
		if why.Allowed {
			out.Allowed, out.Because = true, why.In(l)
			return nil
		}
		for _, s := range why.In(l) {
			if !slices.Contains(against, s) {
				against = append(against, s)
			}
		}
	}
	out.Because = append(out.Because, against...)
	return nil
}

// demand is what the act asks for: of the dossier, where the subject is one, else
// at the agency.
func (a *App) demand(r db.Reader, act, subject, account string) (dossier.Demand, error) {
	code := strings.ToUpper(strings.TrimSpace(subject))
	if dossier.ValidCode(code) {
		f, err := a.Dossier.Open(r, authz.SystemActor("motcua"), code)
		if err != nil {
			return dossier.Demand{}, err
		}
		if q, ok := f.DemandOf(act, account); ok {
			return q, nil
		}
		return dossier.Demand{}, unknownAct(act, dossier.ActNames())
	}
	permission, ok := dossier.PermissionOf(act)
	if !ok || permission == "" {
		permission = act
	}
	if len(identity.RolesGiving(permission)) == 0 {
		return dossier.Demand{}, unknownAct(act, permissions())
	}
	if subject == authz.Everywhere {
		return dossier.Demand{Permission: permission, Agencies: []string{authz.Everywhere}}, nil
	}
	agency, err := a.Organisation.Agency(r, code)
	return dossier.Demand{Permission: permission, Agencies: []string{agency.Code}}, err
}

func unknownAct(act string, known []string) error {
	return fault.New(fault.Invalid, "app.why.unknown_act", "act", act, "known", strings.Join(known, ", "))
}

// permissions lists every permission that some role gives.
func permissions() []string {
	var out []string
	for _, role := range identity.Roles() {
		out = append(out, role.Permissions()...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// sentence calls steps and states by their names.
func sentence(l i18n.Localizer, reason dossier.Reason) string {
	args := slices.Clone(reason.Args)
	for i, v := range args {
		switch v := v.(type) {
		case dossier.Step:
			args[i] = "–"
			if v != dossier.NoStep {
				args[i] = l.T(v.Key())
			}
		case dossier.State:
			args[i] = l.T(v.Key())
		}
	}
	return l.T(reason.Key, args...)
}
