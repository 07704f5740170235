// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package app

import (
	"container/heap"
	"context"
	"fmt"
	"slices"
	"time"

	"motcua.vn/internal/calendar"
	"motcua.vn/internal/catalogue"
	"motcua.vn/internal/dossier"
	"motcua.vn/internal/identity"
	"motcua.vn/internal/organisation"
	"motcua.vn/internal/platform/authz"
	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
	"motcua.vn/internal/platform/fault"
)

// course is one invented dossier on its way: what happens next, and when.
type course struct {
	at      time.Time
	office  *office
	person  identity.Person
	version *catalogue.Version
	code    string
	slow    float64 // how much of each step's budget is used; over 1 is late
	asks    bool    // papers will be asked for
	refuses bool
	rests   dossier.Step // nobody has done this step yet; "" all go on
	serial  int
}

// demoWard is where the demo's logins work.
const demoWard = "H52.101"

// agenda orders courses by their next instant.
type agenda []*course

func (a agenda) Len() int           { return len(a) }
func (a agenda) Less(i, j int) bool { return a[i].at.Before(a[j].at) }
func (a agenda) Swap(i, j int)      { a[i], a[j] = a[j], a[i] }
func (a *agenda) Push(x any)        { *a = append(*a, x.(*course)) }
func (a *agenda) Pop() any {
	old := *a
	last := old[len(old)-1]
	*a = old[:len(old)-1]
	return last
}

// dossiers plays the weeks: every act in the order of its time, through the same
// use cases as in life, until now. What is still under way then stays so.
func (m *demoer) dossiers(ctx context.Context) error {
	todo, err := m.plan(ctx)
	if err != nil {
		return err
	}
	heap.Init(todo)
	acts := 0
	for todo.Len() > 0 && (*todo)[0].at.Before(m.now) {
		c := (*todo)[0]
		m.clock.Set(c.at)
		more, err := m.act(ctx, c)
		if err != nil {
			return fmt.Errorf("demo: %s at %s: %w", c.code, c.at, err)
		}
		if acts++; acts%500 == 0 {
			m.say("%d acts, to %s", acts, clock.Date(c.at))
		}
		if err := m.react(ctx); err != nil {
			return err
		}
		if more {
			heap.Fix(todo, 0)
		} else {
			heap.Pop(todo)
		}
	}
	m.clock.Set(m.now)
	m.say("%d dossiers, %d acts", m.Dossiers, acts)
	return m.app.Worker.Drain(ctx)
}

// react does what follows; messages go out only for the last day.
func (m *demoer) react(ctx context.Context) error {
	if m.clock.Now().After(m.now.AddDate(0, 0, -1)) {
		return m.app.Worker.Drain(ctx)
	}
	return m.quiet.Drain(ctx)
}

func (m *demoer) plan(ctx context.Context) (*agenda, error) {
	versions, err := m.versions(ctx)
	if err != nil {
		return nil, err
	}
	var out agenda
	for i := range m.Dossiers {
		v := versions[m.rng.IntN(len(versions))]
		c := &course{serial: i, version: v, office: m.officeFor(v), person: m.people[m.rng.IntN(len(m.people))], slow: 0.1 + 0.7*m.rng.Float64()}
		if i%9 == 0 {
			c.person = m.people[i/9%max(len(m.People), 1)]
		}
		switch n := m.rng.IntN(100); {
		case n < 7:
			c.slow = 1.5 + 3*m.rng.Float64()
		case n < 15:
			c.asks = true
		case n < 18:
			c.refuses = true
		}
		c.at = m.workingInstant(7 * m.Weeks)
		if i%5 == 1 && c.office.agency.Tier == organisation.TierCommune && (v.SameDayUntil == "" || i%3 == 1) { // still on somebody's desk
			c.office, c.at, c.rests, c.slow = m.ward(), m.lately(), dossier.Steps[i/5%len(dossier.Steps)], 0.05
			if i%15 == 1 { // some of them are of those who can sign in
				c.person = m.people[i/15%max(len(m.People), 1)]
			}
		}
		out = append(out, c)
	}
	return &out, nil
}

// versions are the procedures that have a complete version, births and extracts
// more often than the rest.
func (m *demoer) versions(ctx context.Context) (out []*catalogue.Version, err error) {
	err = m.app.DB.Read(ctx, func(r db.Reader) error {
		for _, code := range []string{"1.001193", "1.001193", "1.001193", "2.000635", "2.000635", "1.000656", "1.004873", "1.004873", "1.001612", "1.013236"} {
			_, v, err := m.app.Catalogue.Current(r, code, clock.Date(m.now))
			if err != nil {
				return err
			}
			out = append(out, v)
		}
		return nil
	})
	return out, err
}

// officeFor: a department for what the province decides, else a commune; the
// first ward, where the demo's logins work, gets every third.
func (m *demoer) officeFor(v *catalogue.Version) *office {
	province := len(v.Levels) > 0 && v.Levels[0] == catalogue.LevelProvince
	var fit []*office
	for i := range m.offices {
		if o := &m.offices[i]; (o.agency.Tier == organisation.TierProvince) == province {
			fit = append(fit, o)
		}
	}
	if m.rng.IntN(3) == 0 && !province {
		return m.ward()
	}
	return fit[m.rng.IntN(len(fit))]
}

// ward is the office of the demo's logins.
func (m *demoer) ward() *office {
	i := slices.IndexFunc(m.offices, func(o office) bool { return o.agency.Code == demoWard })
	return &m.offices[max(i, 0)]
}

// workingInstant is some time in working hours of the days before now; over a
// long holiday it looks further back.
func (m *demoer) workingInstant(days int) time.Time {
	for tries := 0; ; tries++ {
		span := int64(days+tries/100) * 24 * int64(time.Hour)
		t := m.now.Add(-time.Duration(m.rng.Int64N(span))).In(clock.Vietnam)
		if h := t.Hour(); calendar.State().IsWorkingDay(calendar.DateOf(t)) && (h >= 8 && h < 11 || h >= 14 && h < 17) {
			return t
		}
	}
}

// lately is some time in the last seven working hours before now: an application
// of then has still to be answered in time.
func (m *demoer) lately() time.Time {
	for tries := 0; ; tries++ {
		t := m.workingInstant(3 + tries/100)
		if left, err := calendar.WorkingMinutes(calendar.State(), t, m.now); err == nil && left < 7*60 {
			return t
		}
	}
}

// act does the next act of a course and sets when the one after it happens.
func (m *demoer) act(ctx context.Context, c *course) (more bool, err error) {
	if c.code == "" {
		return m.file(ctx, c)
	}
	var f dossier.File
	err = m.app.DB.Read(ctx, func(r db.Reader) (err error) {
		f, err = m.app.Dossier.Open(r, m.system, c.code)
		return err
	})
	if err != nil {
		return false, err
	}
	if f.Step == c.rests && c.rests != dossier.NoStep {
		return false, nil
	}
	d, err := m.turn(ctx, c, f.Dossier)
	if fault.Is(err, fault.Conflict) { // the signature is still under way
		c.at = c.at.Add(10 * time.Minute)
		return true, nil
	}
	if err != nil || !d.Open {
		return false, err
	}
	return true, m.next(c, d)
}

func (m *demoer) turn(ctx context.Context, c *course, d dossier.Dossier) (dossier.Dossier, error) {
	ref, s, o := dossier.Ref{Code: d.Code}, m.app.Dossier, c.office
	switch {
	case d.State == dossier.Supplement:
		return s.Supplement(ctx, citizenOf(c.person), dossier.SupplementedInput{Ref: ref})
	case c.refuses && d.Step == dossier.StepReceive && c.serial%2 == 0:
		return s.Refuse(ctx, o.officer, dossier.RefuseInput{Ref: ref, Reason: "Việc này thuộc thẩm quyền của Ủy ban nhân dân nơi cư trú khác; đã hướng dẫn nộp đúng nơi."})
	case c.asks && d.Supplements == 0 && (d.Step == dossier.StepReceive || d.Step == dossier.StepAppraise):
		by := map[dossier.Step]authz.Actor{dossier.StepReceive: o.officer, dossier.StepAppraise: o.appraiser}[d.Step]
		return s.RequestSupplement(ctx, by, dossier.SupplementInput{Ref: ref, Missing: []dossier.Missing{{What: "Ảnh chụp giấy tờ tùy thân", Why: "Ảnh mờ, không đọc được số"}}})
	}
	switch d.Step {
	case dossier.StepReceive:
		return s.Accept(ctx, o.officer, dossier.AcceptInput{Ref: ref})
	case dossier.StepAppraise:
		if c.refuses {
			return s.Appraise(ctx, o.appraiser, dossier.AppraiseInput{Ref: ref, Outcome: dossier.Refused, Note: "Không tìm thấy thông tin đăng ký trong sổ gốc."})
		}
		return s.Appraise(ctx, o.appraiser, dossier.AppraiseInput{Ref: ref, Outcome: dossier.Granted})
	case dossier.StepApprove:
		return s.Approve(ctx, o.approver, dossier.ApproveInput{Ref: ref})
	case dossier.StepStamp:
		return s.Stamp(ctx, o.keeper, dossier.StampInput{Ref: ref})
	}
	return s.Deliver(ctx, o.officer, dossier.DeliverInput{Ref: ref})
}

// next is when the following act happens: a share of the step's budget later, in
// working time.
func (m *demoer) next(c *course, d dossier.Dossier) error {
	budget, err := calendar.WorkingMinutes(calendar.State(), d.Times.StepBegan, d.Times.StepDue)
	if err != nil {
		return err
	}
	if d.State == dossier.Supplement {
		budget = 3 * 480
	}
	minutes := max(int(float64(budget)*c.slow*(0.6+0.8*m.rng.Float64())), 3)
	c.at, err = calendar.AddWorkingMinutes(calendar.State(), m.clock.Now(), minutes)
	return err
}

func citizenOf(p identity.Person) authz.Actor {
	return authz.Actor{Kind: authz.Citizen, ID: p.ID, Person: p.ID, Name: p.Name, Assurance: 2}
}

func (m *demoer) file(ctx context.Context, c *course) (bool, error) {
	p := c.person
	in := dossier.FileInput{
		Command: fmt.Sprint("demo-", c.serial), Procedure: c.version.Procedure, Competent: c.office.agency.Code, Channel: dossier.Direct, Delivery: "counter",
		Applicant: dossier.Applicant{Person: p.ID, Name: p.Name, Number: string(p.Number), Phone: p.Phone, Email: p.Email, Address: p.Address, Lang: "vi"},
	}
	in.Answers = m.answers(c.version, p)
	in.Components = components(c.version, in.Answers)
	by := c.office.officer
	if (c.serial%5 != 0 || c.rests == dossier.StepReceive) && catalogue.Fileable(c.version) == nil {
		by, in.Channel, in.Delivery = citizenOf(p), dossier.Online, "online"
	} else {
		in.Accept = true
	}
	d, err := m.app.Dossier.File(ctx, by, in)
	if err != nil {
		return false, err
	}
	c.code = d.Code
	return true, m.next(c, d)
}
