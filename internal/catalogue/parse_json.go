// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"encoding/json"
	"io"
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// maxText bounds one procedure text; the largest of 2,642 national texts has about 0.3 MB.
const maxText = 4 << 20

// jsonText is the shape of a crawled page of the national portal: every cell of the page as one text.
type jsonText struct {
	Code       string `json:"ma_thu_tuc"`
	URL        string `json:"detail_url"`
	Name       string `json:"ten_thu_tuc"`
	Decision   string `json:"so_quyet_dinh"`
	Level      string `json:"cap_thuc_hien"`
	Kind       string `json:"loai_thu_tuc"`
	Field      string `json:"linh_vuc"`
	Audience   string `json:"doi_tuong_thuc_hien"`
	Competent  string `json:"co_quan_co_tham_quyen"`
	Address    string `json:"dia_chi_tiep_nhan"`
	Delegated  string `json:"co_quan_duoc_uy_quyen"`
	Coordinate string `json:"co_quan_phoi_hop"`
	Sequence   string `json:"trinh_tu_thuc_hien"`
	Channels   string `json:"cach_thuc_thuc_hien"`
	Components string `json:"thanh_phan_ho_so"`
	Basis      string `json:"can_cu_phap_ly"`
	Performing string `json:"co_quan_thuc_hien"`
	Conditions string `json:"yeu_cau_dieu_kien"`
	Results    string `json:"ket_qua_xu_ly"`
}

var procedureCode = regexp.MustCompile(`^[1-9]\.\d{6}$`)

// ParseJSON reads one procedure text. Where the code or the name is unusable the Raw is empty and a problem of severity Error
// says why; all other problems leave what is certain in place.
func ParseJSON(r io.Reader) (Raw, []Problem) {
	b, err := io.ReadAll(io.LimitReader(r, maxText+1))
	if err != nil {
		return Raw{}, []Problem{newProblem(Error, ProblemJSON, "", "")}
	}
	if len(b) > maxText {
		return Raw{}, []Problem{newProblem(Error, ProblemTooLarge, "", "")}
	}
	var t jsonText
	if err := json.Unmarshal(b, &t); err != nil {
		return Raw{}, []Problem{newProblem(Error, ProblemJSON, "", "")}
	}
	return t.read()
}

func (t jsonText) read() (Raw, []Problem) {
	raw := Raw{Code: strings.TrimSpace(t.Code), Name: line(t.Name), Decision: line(t.Decision), Kind: line(t.Kind), Field: line(t.Field),
		Competent: said(t.Competent), Delegated: said(t.Delegated), Coordinate: said(t.Coordinate), Address: said(t.Address),
		Conditions: said(t.Conditions), URL: strings.TrimSpace(t.URL)}
	if !procedureCode.MatchString(raw.Code) {
		return Raw{}, []Problem{newProblem(Error, ProblemCodeBad, raw.Code, "code", "value", clip(raw.Code))}
	}
	if raw.Name == "" {
		return Raw{}, []Problem{newProblem(Error, ProblemNameMissing, raw.Code, "name")}
	}
	var ps []Problem
	if !norm.NFC.IsNormalString(t.Name) {
		ps = append(ps, newProblem(Note, ProblemNotNFC, raw.Code, "name"))
	}
	var p []Problem
	raw.Levels, p = parseLevels(raw.Code, t.Level)
	ps = append(ps, p...)
	raw.Audience, p = parseAudience(raw.Code, t.Audience)
	ps = append(ps, p...)
	raw.Performing = splitList(said(t.Performing))
	raw.Sequence = paragraphs(t.Sequence)
	raw.Channels, p = parseChannels(raw.Code, t.Channels)
	ps = append(ps, p...)
	raw.Components, p = parseComponents(raw.Code, t.Components)
	ps = append(ps, p...)
	raw.Results, p = parseResults(raw.Code, t.Results)
	ps = append(ps, p...)
	raw.Basis, p = parseBasis(raw.Code, t.Basis)
	return raw, append(ps, p...)
}

func parseLevels(code, s string) ([]Level, []Problem) {
	names := map[string]Level{"cấp bộ": LevelMinistry, "cấp tỉnh": LevelProvince, "cấp huyện": LevelDistrict, "cấp xã": LevelCommune, "cơ quan khác": LevelOther}
	var out []Level
	for _, w := range splitList(s) {
		l, ok := names[strings.ToLower(w)]
		if !ok {
			return nil, []Problem{newProblem(Warning, ProblemLevelUnknown, code, "levels", "value", clip(w))}
		}
		out = append(out, l)
	}
	if len(out) == 0 {
		return nil, []Problem{newProblem(Warning, ProblemLevelUnknown, code, "levels", "value", "")}
	}
	return out, nil
}

// The texts name eight or so sorts of applicants; the national list of subjects (LoaiDoiTuong) has four.
var audienceWords = []struct {
	word string
	is   Audience
}{
	{"công dân", Citizen}, {"người nước ngoài", Citizen}, {"người việt nam", Citizen}, {"cá nhân", Citizen}, {"không quốc tịch", Citizen},
	{"cán bộ", Agency}, {"cơ quan", Agency}, {"tổ chức", Organisation}, {"doanh nghiệp", Business}, {"hợp tác xã", Business},
}

func parseAudience(code, s string) ([]Audience, []Problem) {
	// "(không bao gồm doanh nghiệp, HTX)" has a comma of its own and would name what it excludes.
	s = excluded.ReplaceAllString(strings.ToLower(norm.NFC.String(s)), "")
	var out []Audience
	for _, w := range splitList(s) {
		for _, a := range audienceWords {
			if strings.HasPrefix(w, a.word) {
				if !oneOf(a.is, out) {
					out = append(out, a.is)
				}
				break
			}
		}
	}
	if len(out) == 0 {
		return nil, []Problem{newProblem(Warning, ProblemAudienceUnknown, code, "audience", "value", clip(line(s)))}
	}
	return out, nil
}

var excluded = regexp.MustCompile(`\(không bao gồm[^)]*\)`)

// line is a text in composed Unicode on one line.
func line(s string) string { return strings.Join(strings.Fields(norm.NFC.String(s)), " ") }

// said is line, with the portal's ways of saying nothing taken as nothing.
func said(s string) string {
	switch s = line(s); strings.ToLower(strings.TrimRight(s, ".")) {
	case "không có thông tin", "không có", "không", "--", "-":
		return ""
	}
	return s
}

func splitList(s string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(norm.NFC.String(s), func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		if w = line(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

func paragraphs(s string) []string {
	var out []string
	for _, p := range strings.Split(norm.NFC.String(s), "\n") {
		if p = said(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// clip keeps what goes into a message short.
func clip(s string) string {
	const most = 60
	r := []rune(strings.ToValidUTF8(s, "?"))
	if len(r) > most {
		return string(r[:most]) + "…"
	}
	return string(r)
}
