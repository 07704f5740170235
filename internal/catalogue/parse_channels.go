// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// The table of channels arrives as one text whose cells touch: "Trực tuyến5 Ngày làm việc70,000 Việt Nam Đồng(note)Trực tiếp…".
// A row begins where a channel word is followed *at once* by a term cell and a fee cell; the same words inside a note are not.
var (
	channelsHead = "Hình thức nộpThời gianPhí, lệ phíMô tả"
	rowStart     = regexp.MustCompile(`(Trực tuyến|Dịch vụ bưu chính|Trực tiếp)` +
		`(?:(\d[\d.,]*) ?(Ngày làm việc|Giờ làm việc|Ngày|Giờ|Tháng)|(\d[\d.,]*)|(Không(?: có thông tin| quy định| phải trả kết quả[^\d(]*?)?)) ?` +
		`(Miễn phí|Không có thông tin|\d[\d.,]* (?:VNĐ|Việt Nam Đồng|USD))`)
	rowGlued = regexp.MustCompile(`^(Trực tuyến|Dịch vụ bưu chính|Trực tiếp)(\d[\d.,]*) (VNĐ|Việt Nam Đồng|USD)`)
	channels = map[string]Channel{"Trực tuyến": Online, "Dịch vụ bưu chính": Post, "Trực tiếp": Direct}
	units    = map[string]TermUnit{"Ngày làm việc": WorkingDays, "Giờ làm việc": WorkingHours, "Ngày": Days, "Giờ": Hours, "Tháng": Months}
)

func parseChannels(code, text string) ([]RawChannel, []Problem) {
	s := strings.TrimPrefix(strings.TrimSpace(norm.NFC.String(text)), channelsHead)
	if said(s) == "" {
		return nil, []Problem{newProblem(Warning, ProblemChannelsMissing, code, "channels")}
	}
	starts := rowStarts(s)
	if len(starts) == 0 {
		return nil, []Problem{newProblem(Warning, ProblemChannelsUnread, code, "channels", "text", clip(line(s)))}
	}
	var ps []Problem
	if starts[0] != 0 {
		ps = append(ps, newProblem(Warning, ProblemChannelsUnread, code, "channels", "text", clip(line(s[:starts[0]]))))
	}
	var out []RawChannel
	for i, at := range starts {
		end := len(s)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		c, p := parseRow(code, s[at:end])
		out, ps = append(out, c), append(ps, p...)
	}
	return out, ps
}

func rowStarts(s string) []int {
	var out []int
	for at := 0; at < len(s); {
		m := rowStart.FindStringIndex(s[at:])
		if m == nil {
			break
		}
		out = append(out, at+m[0])
		at += m[1]
	}
	return out
}

func parseRow(code, row string) (RawChannel, []Problem) {
	if m := rowGlued.FindStringSubmatch(row); m != nil {
		c := RawChannel{Channel: channels[m[1]], TermText: m[2], Fee: RawFee{Kind: FeeUnknown, Text: m[2] + " " + m[3]}, Note: noteOf(row[len(m[0]):])}
		return c, gluedProblems(code, c.Channel, m[2], c.Fee.Text)
	}
	m := rowStart.FindStringSubmatch(row)
	c := RawChannel{Channel: channels[m[1]], Note: noteOf(row[len(m[0]):])}
	field := "channels." + string(c.Channel)
	var ps []Problem
	switch {
	case m[3] != "":
		var problem string
		if c.Term, problem = readTerm(m[2], units[m[3]]); problem != "" {
			ps = append(ps, newProblem(Warning, problem, code, field+".term", "text", m[2]+" "+m[3], "term", c.Term.String()))
		}
		if !c.Term.Known() {
			c.TermText = m[2] + " " + m[3]
		}
	case m[4] != "":
		c.TermText = m[4]
		ps = append(ps, newProblem(Warning, ProblemTermWithoutUnit, code, field+".term", "text", m[4]))
	default:
		c.TermText = m[5]
		ps = append(ps, newProblem(Note, ProblemTermMissing, code, field+".term", "text", clip(m[5])))
	}
	var problem string
	if c.Fee, problem = ParseFee(m[6]); problem == "" && m[6] == "Không có thông tin" {
		problem = ProblemFeeUnknown
	}
	if problem != "" {
		ps = append(ps, newProblem(Note, problem, code, field+".fee", "text", clip(m[6])))
	}
	return c, ps
}

// Digits that stand between a channel and a currency hold a fee, and nobody can say whether a term stands before it. With a
// thousands separator ("120,000 VNĐ": 120.000, or 1 and 20.000) term and fee certainly ran together. Without one ("120 VNĐ")
// the number may be anything: it counts as a term without unit, and the doubt about the fee is said beside it.
func gluedProblems(code string, ch Channel, digits, text string) []Problem {
	field := "channels." + string(ch)
	if strings.ContainsAny(digits, ".,") {
		return []Problem{newProblem(Warning, ProblemTermAndFee, code, field, "text", text)}
	}
	return []Problem{
		newProblem(Warning, ProblemTermWithoutUnit, code, field+".term", "text", digits),
		newProblem(Warning, ProblemTermOrFee, code, field+".fee", "text", text),
	}
}

// readTerm reads a number for a known unit. Half working days exist ("1.5 Ngày làm việc") and are exact in working hours; any
// other fraction, and any number too large to be a term, is refused.
func readTerm(digits string, u TermUnit) (Term, string) {
	whole, frac, fraction := strings.Cut(strings.ReplaceAll(digits, ",", "."), ".")
	n, err := strconv.Atoi(whole)
	if err != nil || len(whole) > 4 {
		return Term{}, ProblemTermBad
	}
	if fraction {
		if frac != "5" || u != WorkingDays {
			return Term{}, ProblemTermBad
		}
		t, err := NewTerm(n*8+4, WorkingHours)
		if err != nil {
			return Term{}, ProblemTermBad
		}
		return t, ProblemTermFraction
	}
	t, err := NewTerm(n, u)
	if err != nil {
		return Term{}, ProblemTermBad
	}
	return t, ""
}

func noteOf(s string) string { return said(s) }
