// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

import (
	"fmt"
	"strings"

	"motcua.vn/internal/platform/clock"
	"motcua.vn/internal/platform/db"
)

const itemColumns = `id, code, title, applicant, procedure_code, state, step, holder, competent, assignee, channel, submitted_at, received_at, due_at, act_by, finished_at, version`

func scanItem(r db.Row) (Item, error) {
	var i Item
	var at [5]string
	err := r.Scan(&i.ID, &i.Code, &i.Title, &i.Applicant, &i.Procedure, &i.State, &i.Step, &i.Holder, &i.Competent, &i.Assignee, &i.Channel,
		&at[0], &at[1], &at[2], &at[3], &at[4], &i.Version)
	if err != nil {
		return i, err
	}
	i.Submitted, i.Received, i.Due, i.ActBy, i.Finished = clock.MustParse(at[0]), clock.MustParse(at[1]), clock.MustParse(at[2]), clock.MustParse(at[3]), clock.MustParse(at[4])
	return i, nil
}

// text builds a statement with numbered placeholders in order of appearance.
type text struct {
	strings.Builder
	args []any
}

func (t *text) arg(v any) string {
	t.args = append(t.args, v)
	return fmt.Sprintf("$%d", len(t.args))
}

func (t *text) list(values []string) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = t.arg(v)
	}
	return strings.Join(out, ", ")
}

// workItems reads one page: each desk's own page from the index, and the first
// rows of them all.
func workItems(r db.Reader, desks []Desk, waiting bool, assignee, cursor string, limit int) ([]Item, error) {
	var t text
	actBy, id, _ := strings.Cut(cursor, "/")
	t.WriteString(`SELECT ` + itemColumns + ` FROM (`)
	for i, d := range desks {
		if i > 0 {
			t.WriteString(` UNION ALL `)
		}
		t.WriteString(`SELECT * FROM (SELECT ` + itemColumns + ` FROM dossier WHERE on_open AND holder = ` + t.arg(d.Agency) + ` AND step = ` + t.arg(string(d.Step)))
		t.WriteString(map[bool]string{true: ` AND state = 5`, false: ` AND state <> 5`}[waiting])
		if assignee != "" {
			t.WriteString(` AND assignee = ` + t.arg(assignee))
		}
		if cursor != "" {
			t.WriteString(` AND (act_by, id) > (` + t.arg(actBy) + `, ` + t.arg(id) + `)`)
		}
		t.WriteString(` ORDER BY act_by, id LIMIT ` + t.arg(limit) + fmt.Sprintf(`) AS d%d`, i))
	}
	t.WriteString(`) AS work ORDER BY act_by, id LIMIT ` + t.arg(limit))
	return db.All(r, scanItem, t.String(), t.args...)
}

func workCounts(r db.Reader, desks []Desk) (map[Desk]int, error) {
	out := map[Desk]int{}
	if len(desks) == 0 {
		return out, nil
	}
	var t text
	t.WriteString(`SELECT holder, step, COUNT(*) FROM dossier WHERE on_open AND state <> 5 AND (holder, step) IN (VALUES `)
	for i, d := range desks {
		if i > 0 {
			t.WriteString(`, `)
		}
		t.WriteString(`(` + t.arg(d.Agency) + `, ` + t.arg(string(d.Step)) + `)`)
	}
	t.WriteString(`) GROUP BY holder, step`)
	type row struct {
		d Desk
		n int
	}
	rows, err := db.All(r, func(row_ db.Row) (x row, err error) { return x, row_.Scan(&x.d.Agency, &x.d.Step, &x.n) }, t.String(), t.args...)
	for _, x := range rows {
		out[x.d] = x.n
	}
	return out, err
}

// searchItems looks in the one index that the question fits, newest first.
func searchItems(r db.Reader, q string, units []string, everywhere bool, cursor string, limit int) ([]Item, error) {
	var t text
	t.WriteString(`SELECT ` + itemColumns + ` FROM dossier WHERE `)
	switch digits := strings.Trim(q, "0123456789") == ""; {
	case digits && len(q) >= 9:
		t.WriteString(`number = ` + t.arg(q))
	case strings.Contains(q, "-") && strings.ContainsAny(q, "0123456789"):
		code := strings.ToUpper(q)
		t.WriteString(`code >= ` + t.arg(code) + ` AND code < ` + t.arg(code+"~"))
	default:
		key := nameKey(q)
		t.WriteString(`applicant_key >= ` + t.arg(key) + ` AND applicant_key < ` + t.arg(key+"~"))
	}
	if !everywhere {
		t.WriteString(` AND (holder IN (` + t.list(units) + `) OR receiving IN (` + t.list(units) + `) OR competent IN (` + t.list(units) + `))`)
	}
	if cursor != "" {
		t.WriteString(` AND id < ` + t.arg(cursor))
	}
	t.WriteString(` ORDER BY id DESC LIMIT ` + t.arg(limit))
	return db.All(r, scanItem, t.String(), t.args...)
}

func personItems(r db.Reader, person, cursor string, limit int) ([]Item, error) {
	var t text
	t.WriteString(`SELECT ` + itemColumns + ` FROM dossier WHERE person = ` + t.arg(person))
	if cursor != "" {
		t.WriteString(` AND id < ` + t.arg(cursor))
	}
	t.WriteString(` ORDER BY id DESC LIMIT ` + t.arg(limit))
	return db.All(r, scanItem, t.String(), t.args...)
}

// tallies asks once per index and adds the answers up by agency.
func tallies(r db.Reader, agencies []string, s span) ([]Tally, error) {
	byAgency := map[string]*Tally{}
	var order []string
	at := func(agency string) *Tally {
		if byAgency[agency] == nil {
			byAgency[agency] = &Tally{Agency: agency}
			order = append(order, agency)
		}
		return byAgency[agency]
	}
	for _, a := range agencies {
		at(a)
	}
	for _, part := range []func(db.Reader, []string, span, func(string) *Tally) error{tallyReceived, tallyFinished, tallyOpen} {
		if err := part(r, agencies, s, at); err != nil {
			return nil, err
		}
	}
	out := make([]Tally, len(order))
	for i, a := range order {
		out[i] = *byAgency[a]
	}
	return out, nil
}

func (t *text) among(agencies []string) {
	if len(agencies) > 0 {
		t.WriteString(` AND competent IN (` + t.list(agencies) + `)`)
	}
}

func tallyReceived(r db.Reader, agencies []string, s span, at func(string) *Tally) error {
	var t text
	t.WriteString(`SELECT competent, COUNT(*) FROM dossier WHERE received_at <> '' AND received_at >= ` + t.arg(s.from) + ` AND received_at < ` + t.arg(s.to))
	t.among(agencies)
	t.WriteString(` GROUP BY competent`)
	return each(r, t, func(row db.Row) error {
		var a string
		var n int
		err := row.Scan(&a, &n)
		at(a).Received = n
		return err
	})
}

func tallyFinished(r db.Reader, agencies []string, s span, at func(string) *Tally) error {
	var t text
	t.WriteString(`SELECT competent, COUNT(*), COUNT(*) FILTER (WHERE due_at = '' OR finished_at <= due_at) FROM dossier
		WHERE finished_at <> '' AND finished_at >= ` + t.arg(s.from) + ` AND finished_at < ` + t.arg(s.to))
	t.among(agencies)
	t.WriteString(` GROUP BY competent`)
	return each(r, t, func(row db.Row) error {
		var a string
		var n, onTime int
		err := row.Scan(&a, &n, &onTime)
		at(a).Finished, at(a).OnTime = n, onTime
		return err
	})
}

// tallyOpen counts what was open at the end of the span, or now: what still is,
// and what was finished later.
func tallyOpen(r db.Reader, agencies []string, s span, at func(string) *Tally) error {
	var t text
	t.WriteString(`SELECT competent, COUNT(*),
		COUNT(*) FILTER (WHERE due_at >= ` + t.arg(s.from) + ` AND due_at < ` + t.arg(s.to) + `),
		COUNT(*) FILTER (WHERE ` + atRisk(&t, s) + `), COUNT(*) FILTER (WHERE ` + late(&t, s) + `)
		FROM (SELECT competent, due_at, state FROM dossier WHERE ` + stillOpen(&t, s))
	t.among(agencies)
	t.WriteString(` UNION ALL SELECT competent, due_at, state FROM dossier WHERE ` + openThen(&t, s))
	t.among(agencies)
	t.WriteString(`) AS standing GROUP BY competent`)
	return each(r, t, func(row db.Row) error {
		var a string
		var open, due, risk, late int
		err := row.Scan(&a, &open, &due, &risk, &late)
		x := at(a)
		x.Open, x.DueToday, x.AtRisk, x.Late = open, due, risk, late
		return err
	})
}

func stillOpen(t *text, s span) string {
	return `on_open AND finished_at = '' AND submitted_at < ` + t.arg(s.to)
}

func openThen(t *text, s span) string {
	return `finished_at <> '' AND finished_at >= ` + t.arg(s.to) + ` AND submitted_at < ` + t.arg(s.to)
}

func late(t *text, s span) string {
	return `due_at <> '' AND state <> 5 AND due_at < ` + t.arg(s.now)
}

func atRisk(t *text, s span) string {
	return `due_at <> '' AND state <> 5 AND due_at >= ` + t.arg(s.now) + ` AND due_at < ` + t.arg(s.risk)
}

func each(r db.Reader, t text, row func(db.Row) error) error {
	_, err := db.All(r, func(x db.Row) (struct{}, error) { return struct{}{}, row(x) }, t.String(), t.args...)
	return err
}

// behind lists what a figure counts: a page of each index that it is counted from.
func behind(r db.Reader, f Figure, agencies []string, s span, cursor string, limit int) ([]Item, error) {
	var t text
	parts := []func() string{func() string { return stillOpen(&t, s) + standing(&t, f, s) }, func() string { return openThen(&t, s) + standing(&t, f, s) }}
	switch f {
	case FigureReceived:
		parts = []func() string{func() string {
			return `received_at <> '' AND received_at >= ` + t.arg(s.from) + ` AND received_at < ` + t.arg(s.to)
		}}
	case FigureFinished:
		parts = []func() string{func() string {
			return `finished_at <> '' AND finished_at >= ` + t.arg(s.from) + ` AND finished_at < ` + t.arg(s.to)
		}}
	}
	t.WriteString(`SELECT ` + itemColumns + ` FROM (`)
	for i, part := range parts {
		if i > 0 {
			t.WriteString(` UNION ALL `)
		}
		t.WriteString(`SELECT * FROM (SELECT ` + itemColumns + ` FROM dossier WHERE ` + part())
		t.among(agencies)
		if cursor != "" {
			t.WriteString(` AND id > ` + t.arg(cursor))
		}
		t.WriteString(` ORDER BY id LIMIT ` + t.arg(limit) + fmt.Sprintf(`) AS p%d`, i))
	}
	t.WriteString(`) AS behind ORDER BY id LIMIT ` + t.arg(limit))
	return db.All(r, scanItem, t.String(), t.args...)
}

// standing is what a figure of open dossiers asks of them.
func standing(t *text, f Figure, s span) string {
	switch f {
	case FigureDue:
		return ` AND due_at >= ` + t.arg(s.from) + ` AND due_at < ` + t.arg(s.to)
	case FigureLate:
		return ` AND ` + late(t, s)
	case FigureAtRisk:
		return ` AND ` + atRisk(t, s)
	}
	return ""
}

func lateDesks(r db.Reader, agencies []string, s span, limit int) ([]LateDesk, error) {
	var t text
	t.WriteString(`SELECT holder, step, COUNT(*), MIN(due_at) FROM dossier WHERE on_open AND finished_at = '' AND ` + late(&t, s))
	t.among(agencies)
	t.WriteString(` GROUP BY holder, step ORDER BY 3 DESC, 4, holder, step LIMIT ` + t.arg(limit))
	return db.All(r, func(row db.Row) (x LateDesk, err error) {
		var oldest string
		err = row.Scan(&x.Agency, &x.Step, &x.Count, &oldest)
		x.Oldest = clock.MustParse(oldest)
		return x, err
	}, t.String(), t.args...)
}
