// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Papers arrive as "heading" + "Tên giấy tờMẫu đơn, tờ khaiSố lượng" + rows that end in a touching count: "…1 bản chính" or
// "…0 bản chính,1 bản sao". Counts inside a sentence have a blank before them ("nộp 02 bản chính") and end nothing.
const papersHead = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"

var (
	paperCount = regexp.MustCompile(`(\d+) bản (?:chính(?:, ?(\d+) bản sao)?|sao)`)
	formTypes  = []string{".doc", ".docx", ".pdf", ".xls", ".xlsx", ".rtf", ".zip", ".rar", ".jpg", ".jpeg", ".png"}
)

func parseComponents(code, text string) ([]RawComponent, []Problem) {
	s := norm.NFC.String(text)
	if !strings.Contains(s, papersHead) {
		return nil, []Problem{newProblem(Warning, ProblemComponentsMissing, code, "components")}
	}
	var out []RawComponent
	var ps []Problem
	blocks := strings.Split(s, papersHead)
	heading := said(blocks[0])
	for _, b := range blocks[1:] {
		papers, rest := splitPapers(b)
		for i := range papers {
			papers[i].Case = heading
			if papers[i].CountUnclear {
				ps = append(ps, newProblem(Note, ProblemComponentCount, code, "components", "text", clip(papers[i].Name)))
			}
			if papers[i].Name == "" {
				ps = append(ps, newProblem(Note, ProblemComponentWithoutName, code, "components"))
			}
		}
		out = append(out, papers...)
		heading = said(rest) // what follows the last count is the heading of the next block
	}
	if len(out) == 0 {
		ps = append(ps, newProblem(Warning, ProblemComponentsMissing, code, "components"))
	}
	return out, ps
}

func splitPapers(s string) ([]RawComponent, string) {
	var out []RawComponent
	from := 0
	for _, m := range paperCount.FindAllStringSubmatchIndex(s, -1) {
		if m[0] == from || s[m[0]-1] == ' ' || s[m[0]-1] == '\n' {
			if m[0] != from {
				continue
			}
		}
		c := RawComponent{}
		digits := s[m[2]:m[3]]
		name := s[from:m[0]]
		if len(digits) > 2 { // "…năm 20251 bản chính": the year's digits touch the count
			c.CountUnclear = true
			name += digits[:len(digits)-1]
			digits = digits[len(digits)-1:]
		}
		n := smallInt(digits)
		if strings.HasPrefix(s[m[3]:], " bản sao") {
			c.Copies = n
		} else {
			c.Originals = n
		}
		if m[4] >= 0 {
			c.Copies = smallInt(s[m[4]:m[5]])
		}
		c.Name = strings.TrimLeft(line(name), "-+* ")
		c.Form = formAtEnd(c.Name)
		out = append(out, c)
		from = m[1]
	}
	return out, s[from:]
}

// formAtEnd gives the file name that ends a paper's name. Where it begins is only known when a mark stands before it
// ("…;Mus08.docx"); otherwise the last word is all that is sure.
func formAtEnd(name string) string {
	low := strings.ToLower(name)
	for _, t := range formTypes {
		if !strings.HasSuffix(low, t) {
			continue
		}
		if i := strings.LastIndexAny(name, ";:)"); i >= 0 && len(name)-i <= 80 {
			return strings.TrimSpace(name[i+1:])
		}
		return name[strings.LastIndex(name, " ")+1:]
	}
	return ""
}

func smallInt(digits string) int {
	n := 0
	for _, c := range digits {
		if n = n*10 + int(c-'0'); n > 99 {
			return 99
		}
	}
	return n
}

var (
	resultCode = regexp.MustCompile(`Mã: ?(KQ\.[A-Z]\d{2}\.\d{6}|[A-Z0-9][A-Z0-9.-]*\d)`)
	resultTail = regexp.MustCompile(`(?s)(Từ khóa|Chọn cơ quan thực hiện|Hệ thống chỉ hiển thị).*$`)
)

func parseResults(code, text string) ([]RawResult, []Problem) {
	s := line(resultTail.ReplaceAllString(norm.NFC.String(text), ""))
	var out []RawResult
	from := 0
	for _, m := range resultCode.FindAllStringSubmatchIndex(s, -1) {
		if name := said(s[from:m[0]]); name != "" {
			out = append(out, RawResult{Code: s[m[2]:m[3]], Name: name})
		}
		from = m[1]
	}
	if rest := said(s[from:]); rest != "" {
		out = append(out, RawResult{Name: rest})
	}
	if len(out) == 0 {
		return nil, []Problem{newProblem(Note, ProblemResultMissing, code, "results")}
	}
	return out, nil
}
