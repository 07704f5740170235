// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"encoding/json"
	"fmt"
	"strings"

	"motcua.vn/internal/platform/fault"
)

// Template names a layout.
type Template string

// The papers: forms 01–06 of Circular 03/2025 and the results.
const (
	Acceptance Template = "01" // giấy tiếp nhận hồ sơ và hẹn trả kết quả
	Supplement Template = "02" // phiếu yêu cầu bổ sung, hoàn thiện hồ sơ
	Refusal    Template = "03" // phiếu từ chối tiếp nhận giải quyết hồ sơ
	Apology    Template = "04" // văn bản xin lỗi và đề nghị gia hạn
	Stop       Template = "05" // thông báo dừng giải quyết hồ sơ
	Control    Template = "06" // phiếu kiểm soát quá trình giải quyết hồ sơ

	ResultLetter   Template = "result.letter"   // văn bản trả lời
	ResultBirth    Template = "result.birth"    // giấy khai sinh
	ResultDecision Template = "result.decision" // quyết định
	ResultExtract  Template = "result.extract"  // trích lục, giấy xác nhận
)

// edition is the present layout of every template; papers remember theirs.
const edition = 1

// IsResult tells whether the paper is signed and sealed, and numbered when it is.
func (t Template) IsResult() bool { return strings.HasPrefix(string(t), "result.") }

// TextKey is the key of the template's name.
func (t Template) TextKey() string { return "document.template." + string(t) }

// Data is everything that a paper prints: names and titles are passed in, nothing
// is looked up while drawing.
type Data interface {
	// Template names the layout.
	Template() Template
	head() *Head
	check(c *fault.Checks)
	draw(s *sheet)
}

// blank makes empty data of a template, to read stored data into.
func (t Template) blank() Data {
	switch t {
	case Acceptance:
		return &SlipData{}
	case Supplement:
		return &SupplementData{}
	case Refusal:
		return &RefusalData{}
	case Apology:
		return &ApologyData{}
	case Stop:
		return &StopData{}
	case Control:
		return &ControlData{}
	case ResultLetter:
		return &ResultData{}
	case ResultBirth:
		return &BirthData{}
	case ResultDecision:
		return &DecisionData{}
	case ResultExtract:
		return &ExtractData{}
	}
	return nil
}

func readData(t Template, body []byte) (Data, error) {
	d := t.blank()
	if d == nil {
		return nil, fmt.Errorf("document: no template %q", t)
	}
	if err := json.Unmarshal(body, d); err != nil {
		return nil, fmt.Errorf("document: data of %s: %w", t, err)
	}
	return d, nil
}

// Head is what stands at the head of every paper (Decree 30/2020, Art. 8).
type Head struct {
	Superior string // the agency above, "ỦY BAN NHÂN DÂN TỈNH SƠN LA"; may be empty
	Agency   string // the issuing agency's name
	Place    string // "Mường Chanh"
	Symbol   string // of the number: "GTN-TTPVHCC", "KQ-UBND"
	Date     string // civil date of a slip; a result is dated when it is sealed
	Title    string // of results; slips have their own
}

func (h Head) check(c *fault.Checks) {
	c.Require(h.Agency != "", "agency_name", "fault.field.required")
	c.Require(h.Place != "", "place", "fault.field.required")
}

// Party is a person or organisation on a paper.
type Party struct {
	Name, ID, Address, Phone, Email string
}

func (p Party) check(c *fault.Checks, field string) {
	c.Require(p.Name != "", field, "fault.field.required")
}

// Official is who signs, by post and name. Capacity is how: "TM.", "KT.", "TL.",
// "TUQ." with whom it stands for, or empty.
type Official struct {
	Capacity string // "TM. ỦY BAN NHÂN DÂN"
	Post     string // "CHỦ TỊCH"
	Name     string
}

func (h *Head) head() *Head { return h }
