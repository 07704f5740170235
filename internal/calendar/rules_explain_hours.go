// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package calendar

// workingMinutes writes one line for each day on which minutes were counted.
func (w *writer) workingMinutes() {
	from := w.a.start
	for _, p := range append(append([]pause(nil), w.pauses...), pause{from: w.a.due, to: w.a.due}) {
		w.minutesBetween(from, p.from)
		if p.to.after(p.from) {
			w.pauseLine(p)
		}
		from = p.to
	}
}

// pauseLine writes a pause by the minute.
func (w *writer) pauseLine(p pause) {
	w.line(p.from, p.to, 0, minuteUnit, Why{Key: whyPaused, Args: []any{
		"name", "", "from", w.k.date(p.from.day).Vietnamese(), "to", w.k.date(p.to.day).Vietnamese()}})
}

func (w *writer) minutesBetween(from, to moment) {
	hold := w.pauses
	w.pauses = nil // here the pauses are cut out by the minute, not by the day
	defer func() { w.pauses = hold }()
	for i := from.day; i <= to.day; {
		if !w.k.days[i].working {
			i = w.skip(i, to.day)
			continue
		}
		a, b := w.k.opening(i), w.k.closing(i)
		if from.after(a) {
			a = from
		}
		if b.after(to) {
			b = to
		}
		if n := w.k.position(b) - w.k.position(a); n > 0 {
			w.line(a, b, n, minuteUnit, Why{Key: whyCountedMin, Args: []any{"n", n, "hours", hours(n), "date", w.k.date(i).Vietnamese()}})
		}
		i++
	}
}
