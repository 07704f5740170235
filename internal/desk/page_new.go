// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package desk

import (
	"errors"
	"net/http"
	"net/url"

	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/identity"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
	"motcua.vn/internal/platform/i18n"
	"motcua.vn/internal/platform/ui"
	"motcua.vn/internal/platform/web"
)

// showNew is the empty form of the counter, for one procedure.
func (p *Pages) showNew(w http.ResponseWriter, r *http.Request) error {
	var v *catalogue.Version
	err := p.DB.Read(r.Context(), func(rd db.Reader) (err error) {
		_, v, err = p.Catalogue.Current(rd, r.PathValue("procedure"), "")
		return err
	})
	if err != nil {
		return err
	}
	c := counter{Channel: string(dossier.Direct), Delivery: "counter", Lang: i18n.Vietnamese, Answers: map[string]string{}, Seen: map[string]bool{}, Originals: map[string]int{}, Copies: map[string]int{}}
	for _, x := range v.Components {
		c.Originals[x.Key], c.Copies[x.Key] = x.Originals, x.Copies
	}
	return p.newPage(w, r, http.StatusOK, v, c, nil)
}

// doNew fills in what is known of the person, or files the application; whatever
// was typed stays.
func (p *Pages) doNew(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	var v *catalogue.Version
	var c counter
	var answers map[string]string
	err = p.DB.Read(r.Context(), func(rd db.Reader) (err error) {
		if _, v, err = p.Catalogue.Current(rd, r.PathValue("procedure"), ""); err != nil {
			return err
		}
		c = readCounter(form, v)
		c.readCard()
		if x, err := p.Identity.PersonByNumber(rd, c.Number); err == nil {
			c.fill(x)
		}
		p.fillAnswers(rd, &c, v)
		if _, err := p.counterPlace(rd, r, &c, v.Procedure); err != nil {
			return err
		}
		answers = p.answers(rd, c, v)
		return nil
	})
	if err != nil {
		return err
	}
	if form.Raw("do") != "accept" && form.Raw("do") != "file" {
		return p.newPage(w, r, http.StatusOK, v, c, nil)
	}
	d, err := p.file(r, form, v, c, answers)
	if err != nil {
		return p.notFiled(w, r, v, c, err)
	}
	refused := p.keepScans(r, v, d)
	done := pathDone + url.PathEscape(d.Code)
	if refused != nil {
		return web.SeeOther(w, r, done, web.Flash{Kind: "error", Key: "desk.fault.scan"})
	}
	return web.SeeOther(w, r, done)
}

// file registers the person and files the application. The mistakes of both are
// told together.
func (p *Pages) file(r *http.Request, form *web.Form, v *catalogue.Version, c counter, answers map[string]string) (dossier.Dossier, error) {
	today := clock.Date(web.Now(r))
	born := c.Born
	if iso, ok := civil(born); ok {
		born = iso
	}
	wrong := form.Checks
	addFields(&wrong, "", dossier.CheckAnswers(withRequest(v), answers, today))
	person, err := p.Identity.RegisterPerson(r.Context(), web.Actor(r), identity.RegisterPersonInput{
		Number: c.Number, Name: c.Name, BirthDate: born, Sex: identity.Sex(c.Sex), Phone: c.Phone, Email: c.Email, Address: c.Address, Language: c.Lang, Agency: c.Receiving,
	})
	if err != nil && !fault.Is(err, fault.Invalid) {
		return dossier.Dossier{}, err
	}
	addFields(&wrong, "p-", err)
	if err := wrong.Err(); err != nil {
		return dossier.Dossier{}, err
	}
	return p.Dossier.File(r.Context(), web.Actor(r), dossier.FileInput{
		Command: c.Command, Procedure: v.Procedure, Competent: c.Competent, Receiving: c.Receiving, Channel: dossier.Channel(c.Channel),
		Applicant: dossier.Applicant{Person: person.ID, Name: person.Name, Number: string(person.Number), Phone: person.Phone, Email: person.Email, Address: person.Address, Lang: c.Lang},
		Submitter: c.Submitter, Answers: answers, Components: c.components(v, answers), Delivery: c.Delivery, Accept: form.Raw("do") == "accept", Note: c.Note,
	})
}

// addFields takes over the fields of a fault, under the names they have here.
func addFields(c *fault.Checks, prefix string, err error) {
	var f *fault.Error
	if errors.As(err, &f) {
		for _, x := range f.Fields {
			c.Add(prefix+x.Name, x.Key, x.Args...)
		}
	}
}

// fieldsHere are the names that the dossier room gives to fields of this form.
var fieldsHere = map[string]string{"applicant": "p-number", "competent": "p-competent", "receiving": "p-receiving"}

func (p *Pages) notFiled(w http.ResponseWriter, r *http.Request, v *catalogue.Version, c counter, err error) error {
	var f *fault.Error
	if !errors.As(db.AsFault(err), &f) || f.Kind == fault.Internal || f.Kind == fault.Unauthenticated || f.Kind == fault.Unavailable {
		return err
	}
	for i, x := range f.Fields {
		if here := fieldsHere[x.Name]; here != "" {
			f.Fields[i].Name = here
		}
	}
	return p.newPage(w, r, f.Kind.Status(), v, c, f)
}

// keepScans adds the files that came with the form; the application stands even
// when one of them is refused, and the officer is told.
func (p *Pages) keepScans(r *http.Request, v *catalogue.Version, d dossier.Dossier) error {
	for _, x := range v.Components {
		if _, err := p.addFiles(r, d.ID, x.Key, headersOf(r, "p-file-"+x.Key)); err != nil {
			return err
		}
	}
	return nil
}

func (p *Pages) newPage(w http.ResponseWriter, r *http.Request, status int, v *catalogue.Version, c counter, f *fault.Error) error {
	var view newView
	err := p.DB.Read(r.Context(), func(rd db.Reader) error {
		place, err := p.counterPlace(rd, r, &c, v.Procedure)
		if err != nil {
			return err
		}
		view, err = p.newView(rd, r, v, c, place, f)
		return err
	})
	if err != nil {
		return err
	}
	t := i18n.From(r.Context()).T
	keys := []ui.ShortcutGroup{{Title: t("desk.new.title"), Items: []ui.Shortcut{{Keys: "Enter", Text: t("desk.new.look")}, {Keys: "Tab", Text: t("desk.keys.next_field")}, {Keys: "p", Text: t("desk.new.person")}, {Keys: "Ctrl Enter", Text: t("desk.new.accept")}}}}
	page := ui.Page{Title: view.Title, HasErrors: len(view.Errors) > 0, Shortcuts: keys, Back: &ui.Link{Text: t("desk.new.other"), Href: pathNew}}
	return p.page(w, r, status, page, newMain(view))
}
