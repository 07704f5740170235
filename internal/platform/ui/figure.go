// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package ui

import (
	"math"
	"strconv"
	"strings"
)

// Figure is one number on the cockpit: it leads to its dossiers (Href) and to its definition.
type Figure struct {
	Label, Value, Unit, Note string
	Href, DefinitionHref     string
	Status                   Status
	Delta                    *Delta
}

// Delta is what moved since last time; Good says whether that is welcome.
type Delta struct {
	Text     string // "+12 so với hôm qua"
	Up, Good bool
}

// BarChart compares amounts. It is a table whose cells carry bars, so nothing has to be said twice.
type BarChart struct {
	Title, Desc             string
	LabelTitle, AmountTitle string
	Max                     float64 // of the scale; the greatest value if zero
	Bars                    []Bar
}

// Bar is one amount with its words.
type Bar struct {
	Label, Text, Href string
	Value             float64
	Target            float64 // a mark on the bar; none if zero
	Status            Status
}

// LineChart is one or more series over the same points, labelled directly, with its table.
type LineChart struct {
	ID, Title, Desc  string
	PointTitle       string // heading of the first column: "Tháng"
	Points           []string
	Series           []Series
	Min, Max         float64 // of the scale; from the data if both zero
	MinText, MaxText string
	Small            bool // one of several small multiples: no table
}

// Series is one line: a value and its words for each point. NaN leaves a gap.
type Series struct {
	Label  string
	Values []float64
	Texts  []string
	Status Status
}

// DotChart places several values of a thing on one scale: promised and real, this year and last.
type DotChart struct {
	Title, Desc, LabelTitle string
	Names                   []string // of the dots, in order; filled, ring, square
	Min, Max                float64
	Rows                    []DotRow
}

// DotRow is one thing and its dots, in the order of Names.
type DotRow struct {
	Label, Href string
	Values      []float64
	Texts       []string
}

func (d Delta) class() string {
	if d.Good {
		return "mc-delta mc-delta--good"
	}
	return "mc-delta mc-delta--bad"
}

func (d Delta) icon() Icon {
	if d.Up {
		return IconSortUp
	}
	return IconSortDown
}

func (c BarChart) max() float64 {
	most := c.Max
	for _, b := range c.Bars {
		if c.Max == 0 {
			most = math.Max(most, math.Max(b.Value, b.Target))
		}
	}
	return most
}

func (c DotChart) scale() (low, high float64) {
	if c.Min != 0 || c.Max != 0 {
		return c.Min, c.Max
	}
	for _, r := range c.Rows {
		for _, v := range r.Values {
			high = math.Max(high, v)
		}
	}
	return 0, high
}

// span is where the row's line of reach begins and ends.
func (c DotChart) span(r DotRow) (from, to string) {
	low, high := c.scale()
	least, most := math.Inf(1), math.Inf(-1)
	for _, v := range r.Values {
		least, most = math.Min(least, v), math.Max(most, v)
	}
	return dotPercent(least, low, high), dotPercent(most, low, high)
}

func (c DotChart) at(v float64) string {
	low, high := c.scale()
	return dotPercent(v, low, high)
}

// dotPercent keeps dots inside the strip: 2 % to 98 %.
func dotPercent(v, low, high float64) string {
	return number(2+0.96*share(v-low, high-low)) + "%"
}

func percent(v, whole float64) string { return number(share(v, whole)) + "%" }

// share of whole in hundredths, kept between 0 and 100.
func share(v, whole float64) float64 {
	if whole <= 0 || math.IsNaN(v) {
		return 0
	}
	return math.Max(0, math.Min(100, v/whole*100))
}

func number(v float64) string {
	return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
}

func (c LineChart) scale() (low, high float64) {
	if c.Min != 0 || c.Max != 0 {
		return c.Min, c.Max
	}
	for _, s := range c.Series {
		for _, v := range s.Values {
			high = math.Max(high, v)
		}
	}
	return 0, high
}

// x and y are in a field of 100 × 40; the drawing is stretched, its strokes are not.
func (c LineChart) x(i int) float64 {
	if len(c.Points) < 2 {
		return 50
	}
	return 1 + 98*float64(i)/float64(len(c.Points)-1)
}

func (c LineChart) y(v float64) float64 {
	low, high := c.scale()
	return 38 - 36*share(v-low, high-low)/100
}

// path of a series; a NaN lifts the pen.
func (c LineChart) path(s Series) string {
	var b strings.Builder
	pen := "M"
	for i, v := range s.Values {
		if math.IsNaN(v) {
			pen = "M"
			continue
		}
		b.WriteString(pen + number(c.x(i)) + " " + number(c.y(v)))
		pen = "L"
	}
	return b.String()
}

// dots are on the last known point, and on those that stand alone: lines of no length with round ends.
func (c LineChart) dots(s Series) string {
	var b strings.Builder
	known := func(i int) bool { return i >= 0 && i < len(s.Values) && !math.IsNaN(s.Values[i]) }
	last := len(s.Values) - 1
	for last > 0 && !known(last) {
		last--
	}
	for i, v := range s.Values {
		if known(i) && (i == last || !known(i-1) && !known(i+1)) {
			at := number(c.x(i)) + " " + number(c.y(v))
			b.WriteString("M" + at + "L" + at)
		}
	}
	return b.String()
}

func (s Series) text(i int) string {
	if i < len(s.Texts) {
		return s.Texts[i]
	}
	return ""
}

func (s Series) last() string {
	for i := len(s.Texts) - 1; i >= 0; i-- {
		if s.Texts[i] != "" {
			return s.Texts[i]
		}
	}
	return ""
}

func (r DotRow) text(i int) string {
	if i < len(r.Texts) {
		return r.Texts[i]
	}
	return ""
}
