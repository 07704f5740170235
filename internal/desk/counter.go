// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"net/http"
	"strings"
	"time"
	"unicode"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/identity"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/web"
)

// counter is the form of the counter as it was typed. Fields about the person
// begin with "p-", so that no question of a procedure can have their name.
type counter struct {
	Command                            string
	Receiving, Competent               string
	Number, Name, Born, Sex            string
	Phone, Email, Address, Lang        string
	Submitter, Channel, Delivery, Note string
	Answers                            map[string]string // as typed
	Seen                               map[string]bool
	Originals, Copies                  map[string]int
	Known                              bool // the person was found
}

// readCounter reads the form for a version; nothing is judged yet.
func readCounter(f *web.Form, v *catalogue.Version) counter {
	c := counter{
		Command: f.Command(), Receiving: f.Text("p-receiving", 40), Competent: f.Text("p-competent", 40), Number: f.Text("p-number", 400), Name: f.Text("p-name", 200),
		Born: f.Text("p-birth_date", 20), Sex: f.Text("p-sex", 10), Phone: f.Text("p-phone", 20), Email: f.Text("p-email", 200), Address: f.Text("p-address", 500),
		Lang: f.Text("p-lang", 2), Submitter: f.Text("p-submitter", 200), Channel: f.Text("p-channel", 10), Delivery: f.Text("p-delivery", 10), Note: f.Area("p-note", maxNote),
		Answers: map[string]string{}, Seen: map[string]bool{}, Originals: map[string]int{}, Copies: map[string]int{},
	}
	for _, key := range answerKeys(v) {
		c.Answers[key] = web.CleanArea(f.Raw(key))
	}
	for _, key := range f.Values("p-seen") {
		c.Seen[key] = true
	}
	for _, x := range v.Components {
		c.Originals[x.Key] = f.Int("p-originals-"+x.Key, 0, 999)
		c.Copies[x.Key] = f.Int("p-copies-"+x.Key, 0, 999)
	}
	return c
}

// answerKeys are the names of all fields of a version's form.
func answerKeys(v *catalogue.Version) []string {
	if len(v.Form.Fields) == 0 {
		return []string{dossier.GeneralRequest}
	}
	var out []string
	for _, q := range v.Form.Fields {
		switch q.Kind {
		case catalogue.FieldFile:
		case catalogue.FieldPerson:
			out = append(out, q.Key+dossier.PartName, q.Key+dossier.PartBorn, q.Key+dossier.PartNumber)
		default:
			out = append(out, q.Key)
		}
	}
	return out
}

// readCard takes a scanned identity card apart.
func (c *counter) readCard() {
	card, ok := identity.ParseCard(c.Number)
	if !ok {
		return
	}
	c.Number, c.Name, c.Born, c.Sex = card.Number, card.Name, dayText(card.BirthDate), string(card.Sex)
	if card.Address != "" {
		c.Address = card.Address
	}
}

// fill adds what is known of a person and was left open.
func (c *counter) fill(x identity.Person) {
	c.Known = true
	or(&c.Name, x.Name)
	or(&c.Born, dayText(x.BirthDate))
	or(&c.Sex, string(x.Sex))
	or(&c.Phone, x.Phone)
	or(&c.Email, x.Email)
	or(&c.Address, x.Address)
}

func or(to *string, usual string) {
	if *to == "" {
		*to = usual
	}
}

// fillAnswers gives the questions about the applicant what was said of them, and
// finds other persons by their number.
func (p *Pages) fillAnswers(r db.Reader, c *counter, v *catalogue.Version) {
	for _, q := range v.Form.Fields {
		name, born, number := q.Key+dossier.PartName, q.Key+dossier.PartBorn, q.Key+dossier.PartNumber
		switch {
		case q.Kind == catalogue.FieldPerson && q.Source == "applicant":
			if c.Answers[name] == "" || c.Answers[number] == c.Number {
				c.Answers[name], c.Answers[born], c.Answers[number] = c.Name, c.Born, c.Number
			}
		case q.Kind == catalogue.FieldPerson && c.Answers[number] != "" && c.Answers[name] == "":
			if card, ok := identity.ParseCard(c.Answers[number]); ok {
				c.Answers[name], c.Answers[born], c.Answers[number] = card.Name, dayText(card.BirthDate), card.Number
			} else if x, err := p.Identity.PersonByNumber(r, c.Answers[number]); err == nil {
				c.Answers[name], c.Answers[born] = x.Name, dayText(x.BirthDate)
			}
		case strings.HasPrefix(q.Source, "applicant.") && c.Answers[q.Key] == "":
			c.Answers[q.Key] = c.about(strings.TrimPrefix(q.Source, "applicant."))
		}
	}
}

// about is one fact of the applicant, by the name that forms use.
func (c *counter) about(fact string) string {
	switch fact {
	case "name":
		return c.Name
	case "born", "birth_date":
		return c.Born
	case "number":
		return c.Number
	case "phone":
		return c.Phone
	case "email":
		return c.Email
	case "address":
		return c.Address
	}
	return ""
}

// answers are the answers as they are filed: dates as civil dates, communes as
// codes with their names. What cannot be read stays as typed, for the rules to
// judge.
func (p *Pages) answers(r db.Reader, c counter, v *catalogue.Version) map[string]string {
	out := map[string]string{}
	for key, s := range c.Answers {
		if s != "" {
			out[key] = s
		}
	}
	for _, q := range v.Form.Fields {
		switch q.Kind {
		case catalogue.FieldDate:
			isoInto(out, q.Key)
		case catalogue.FieldPerson:
			isoInto(out, q.Key+dossier.PartBorn)
		case catalogue.FieldUnit:
			if typed := out[q.Key]; typed != "" {
				out[q.Key], out[q.Key+dossier.PartLabel] = p.unit(r, typed)
			}
		}
	}
	return dossier.Answered(withRequest(v), out)
}

// withRequest is the form, or the one question of a procedure that has none.
func withRequest(v *catalogue.Version) catalogue.Form {
	if len(v.Form.Fields) > 0 {
		return v.Form
	}
	return catalogue.Form{Fields: []catalogue.FormField{{Key: dossier.GeneralRequest, Kind: catalogue.FieldTextarea, MaxLen: maxNote}}}
}

func isoInto(answers map[string]string, key string) {
	if iso, ok := civil(answers[key]); ok {
		answers[key] = iso
	}
}

// civil reads a date as people type it: 24/11/2026, 24.11.2026, 24 11 2026,
// 24112026, or 2026-11-24.
func civil(s string) (iso string, ok bool) {
	if web.ValidDate(s) {
		return s, true
	}
	parts := strings.FieldsFunc(s, func(c rune) bool { return !unicode.IsDigit(c) })
	if len(parts) == 1 && len(parts[0]) == 8 {
		parts = []string{parts[0][:2], parts[0][2:4], parts[0][4:]}
	}
	if len(parts) != 3 || len(parts[2]) != 4 {
		return "", false
	}
	d, err := time.Parse("2/1/2006", strings.TrimLeft(parts[0], "0")+"/"+strings.TrimLeft(parts[1], "0")+"/"+parts[2])
	if err != nil {
		return "", false
	}
	return d.Format(clock.DateLayout), true
}

// unit finds a commune by the name that was typed or chosen; one outside the
// province is kept by its name.
func (p *Pages) unit(r db.Reader, typed string) (code, label string) {
	found, err := p.Organisation.Search(r, typed, 5)
	if err == nil {
		for _, u := range found {
			if u.ValidTo == "" && (strings.EqualFold(u.Name, typed) || strings.EqualFold(u.ProperName(), typed)) {
				return u.Code, u.Name
			}
		}
	}
	return dossier.UnitOutside, typed
}

// components are the papers that the answers call for, as they were seen.
func (c counter) components(v *catalogue.Version, answers map[string]string) []dossier.ComponentCheck {
	out := dossier.Checklist(v, answers, nil)
	for i := range out {
		key := out[i].Key
		out[i].Seen, out[i].Originals, out[i].Copies = c.Seen[key], c.Originals[key], c.Copies[key]
	}
	return out
}

// place of filing: the officer's one-stop, and the agencies it receives for.
type counterPlace struct {
	Centres   []organisation.Agency
	Competent []organisation.Agency
}

func (p *Pages) counterPlace(rd db.Reader, r *http.Request, c *counter, procedure string) (counterPlace, error) {
	x := counterPlace{Centres: p.centres(rd, web.Actor(r))}
	if len(x.Centres) == 0 {
		return x, nil
	}
	or(&c.Receiving, x.Centres[0].Code)
	all, err := p.Organisation.CompetentOf(rd, c.Receiving)
	if err != nil {
		return x, err
	}
	offered, err := p.Catalogue.OfferedBy(rd, procedure)
	if err != nil {
		return x, err
	}
	for _, a := range all { // who is known to offer it comes first
		if containsAgency(offered, a.Code) {
			x.Competent = append(x.Competent, a)
		}
	}
	for _, a := range all {
		if !containsAgency(x.Competent, a.Code) {
			x.Competent = append(x.Competent, a)
		}
	}
	if len(x.Competent) > 0 {
		or(&c.Competent, x.Competent[0].Code)
	}
	return x, nil
}

func containsAgency(all []organisation.Agency, code string) bool {
	for _, a := range all {
		if a.Code == code {
			return true
		}
	}
	return false
}
