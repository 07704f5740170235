// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func codesOf(ps []Problem) string {
	var out []string
	for _, p := range ps {
		out = append(out, p.Code)
	}
	return strings.Join(out, " ")
}

// Each cell is shaped like one of the national texts; the codes in the comments are where such a cell stands.
func TestParseChannels(t *testing.T) {
	const head = "Hình thức nộpThời gianPhí, lệ phíMô tả"
	for _, c := range []struct{ in, want, problems string }{
		{"Trực tuyến5 Ngày làm việcMiễn phíTrực tiếp15 NgàyMiễn phí", "online 5wd free | direct 15d free", ""},
		{"Trực tuyến8 GiờMiễn phíDịch vụ bưu chính4 Tháng2,500,000 VNĐ(đồng/lần)", "online 8h free | post 4m fixed 2500000", ""},
		{"Trực tiếp2 Giờ làm việc20.000 Việt Nam Đồng", "direct 2wh fixed 20000", ""},
		{"Trực tuyến1Miễn phí", "online ?1 free", "term_without_unit"},                                           // 1.001193
		{"Trực tuyến120,000 VNĐ(note)", "online ?120,000 unknown", "term_and_fee_run_together"},                  // 1.000005
		{"Trực tuyến140,000 Việt Nam Đồng", "online ?140,000 unknown", "term_and_fee_run_together"},              // 1.005103
		{"Trực tuyến120 VNĐ(20.000 vnđ /tờ khai)", "online ?120 unknown", "term_without_unit term_or_small_fee"}, // 1.000014
		{"Trực tuyến1.5 Ngày làm việc40,000 Việt Nam Đồng", "online 12wh fixed 40000", "term_fraction"},          // 1.013097
		{"Trực tuyến1.3 Ngày làm việcMiễn phí", "online ?1.3 Ngày làm việc free", "term_bad"},
		{"Trực tuyến99999 NgàyMiễn phí", "online ?99999 Ngày free", "term_bad"},
		{"Trực tuyếnKhông có thông tin8,000 VNĐ", "online ?Không có thông tin fixed 8000", "term_missing"},      // 2.000635
		{"Trực tiếpKhông Không có thông tinTại Trung tâm", "direct ?Không unknown", "term_missing fee_unknown"}, // 1.014976
		{"Trực tuyến3 Ngày làm việc25 VNĐ(25.000đ)", "online 3wd unknown", "fee_too_small"},                     // 1.012680
		{"Trực tiếp5 Ngày làm việc10 USD(10 USD/người)", "direct 5wd unknown", "fee_foreign"},                   // 1.000931
		{"Trực tuyến3 NgàyMiễn phíTrực tuyến: nộp tại cổng. Trực tiếp tại trụ sởTrực tiếp3 NgàyMiễn phí", "online 3d free | direct 3d free", ""},
		{"Trực tiếpHệ thống tự động", "", "channels_unread"}, // 1.009824
		{"", "", "channels_missing"}, {"Không có thông tin", "", "channels_missing"},
	} {
		rows, ps := parseChannels("1.000000", head+c.in)
		var got []string
		for _, r := range rows {
			s := string(r.Channel) + " " + r.Term.String()
			if !r.Term.Known() {
				s += "?" + r.TermText
			}
			s += " " + string(r.Fee.Kind)
			if r.Fee.Min > 0 {
				s += fmt.Sprint(" ", r.Fee.Min)
			}
			got = append(got, s)
		}
		if g := strings.Join(got, " | "); g != c.want || codesOf(ps) != c.problems {
			t.Errorf("%q:\n got  %q %q\n want %q %q", c.in, g, codesOf(ps), c.want, c.problems)
		}
	}
}

func TestParseFee(t *testing.T) {
	for in, want := range map[string]string{
		"Miễn phí": "free", "không thu phí": "free", "0 đồng": "free", "1,500,000 VNĐ": "fixed 1500000 1500000", "8.000 đồng/bản": "fixed 8000 8000",
		"20.000 - 50.000 đồng": "range 20000 50000", "từ 20.000 đến 50.000đ": "range 20000 50000", "50.000 - 20.000 đồng": "unknown fee_unknown",
		"0,1% giá trị": "percent fee_percent", "40 Việt Nam Đồng": "unknown fee_too_small", "10 USD": "unknown fee_foreign", "12,5 đồng": "unknown fee_unknown",
		"theo quy định": "unknown fee_unknown", "": "unknown fee_unknown", "99999999999999 đồng": "unknown fee_unknown",
	} {
		f, problem := ParseFee(in)
		got := string(f.Kind)
		if f.Max > 0 {
			got += fmt.Sprint(" ", f.Min, " ", f.Max)
		}
		if problem != "" {
			got += " " + problem
		}
		if got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if f, _ := ParseFee("1,25 %"); f.BasisPoints != 125 {
		t.Errorf("basis points %d", f.BasisPoints)
	}
}

func TestParsePapersResultsBasis(t *testing.T) {
	got, ps := parseComponents("x", "--"+papersHead+"Đơn đề nghị theo Mẫu số 08;Mus08.docx1 bản chính- Hộ chiếu; nộp 02 bản chính tờ khai0 bản chính,1 bản saoQuyết định ngày 05/02/20261 bản chính* Phải xuất trình:"+papersHead+"Căn cước1 bản chính")
	want := []RawComponent{
		{Name: "Đơn đề nghị theo Mẫu số 08;Mus08.docx", Form: "Mus08.docx", Originals: 1},
		{Name: "Hộ chiếu; nộp 02 bản chính tờ khai", Copies: 1},
		{Name: "Quyết định ngày 05/02/2026", Originals: 1, CountUnclear: true},
		{Case: "* Phải xuất trình:", Name: "Căn cước", Originals: 1},
	}
	if !reflect.DeepEqual(got, want) || codesOf(ps) != ProblemComponentCount {
		t.Errorf("%+v\n%v", got, ps)
	}
	res, _ := parseResults("x", "Giấy đăng kýMã: KQ.G15.000168Giấy khácMã: KQ.G15.000329Từ khóaKhông có thông tin")
	if !reflect.DeepEqual(res, []RawResult{{"KQ.G15.000168", "Giấy đăng ký"}, {"KQ.G15.000329", "Giấy khác"}}) {
		t.Errorf("%+v", res)
	}
	law, _ := parseBasis("x", "Mã văn bảnLuật 60/2014/QH1360/2014/QH13Thông tư08/2025/TT-BTPNghị định66.7/2025/NQ-CPLuật Đất đai năm 202431/2024/QH15theo 11/2026/TT-NHNNngày")
	if strings.Join(law, " ") != "60/2014/QH13 08/2025/TT-BTP 66.7/2025/NQ-CP 31/2024/QH15 11/2026/TT-NHNN" {
		t.Errorf("%v", law)
	}
}

func TestParseJSON(t *testing.T) {
	r, ps := ParseJSON(strings.NewReader(`{"ma_thu_tuc":"1.001193","ten_thu_tuc":"Khai  sinh ","cap_thuc_hien":"Cấp tỉnh, Cấp xã",
	 "doi_tuong_thuc_hien":"Tổ chức (không bao gồm doanh nghiệp, HTX), Công dân Việt Nam","cach_thuc_thuc_hien":"Hình thức nộpThời gianPhí, lệ phíMô tảTrực tiếp1Miễn phí"}`))
	if r.Name != "Khai sinh" || !reflect.DeepEqual(r.Levels, []Level{LevelProvince, LevelCommune}) || !reflect.DeepEqual(r.Audience, []Audience{Organisation, Citizen}) || HasErrors(ps) {
		t.Errorf("%+v %v", r, ps)
	}
	for in, want := range map[string]string{
		"": ProblemJSON, "[]": ProblemJSON, `{"ma_thu_tuc":1}`: ProblemJSON, "{}": ProblemCodeBad, `{"ma_thu_tuc":"1.01"}`: ProblemCodeBad,
		`{"ma_thu_tuc":"1.000001"}`: ProblemNameMissing, strings.Repeat(" ", maxText+1): ProblemTooLarge,
	} {
		if r, ps := ParseJSON(strings.NewReader(in)); codesOf(ps) != want || r.Code != "" || !HasErrors(ps) {
			t.Errorf("%.30q: %v", in, ps)
		}
	}
}

// Whatever is written into cells of known shape is read back, and a number without unit never becomes a term.
func TestChannelsProperty(t *testing.T) {
	words := map[Channel]string{Online: "Trực tuyến", Post: "Dịch vụ bưu chính", Direct: "Trực tiếp"}
	unitWords := map[TermUnit]string{WorkingDays: " Ngày làm việc", Days: " Ngày", WorkingHours: " Giờ làm việc", Hours: " Giờ", Months: " Tháng"}
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		type row struct {
			c   Channel
			u   TermUnit
			n   int
			fee int64
		}
		var want []row
		for range rapid.IntRange(1, 5).Draw(t, "rows") {
			r := row{rapid.SampledFrom(Channels()).Draw(t, "channel"), rapid.SampledFrom(append(TermUnits(), "")).Draw(t, "unit"),
				rapid.IntRange(1, 9999).Draw(t, "n"), rapid.Int64Range(1, 99999).Draw(t, "fee") * 1000}
			fee := grouped(r.fee) + " VNĐ"
			if r.u == "" || rapid.Bool().Draw(t, "free") {
				r.fee, fee = 0, "Miễn phí"
			}
			fmt.Fprintf(&text, "%s%d%s%s", words[r.c], r.n, unitWords[r.u], fee)
			text.WriteString(rapid.SampledFrom([]string{"", "(ghi chú)", "Nộp trực tiếp tại Trung tâm."}).Draw(t, "note"))
			want = append(want, r)
		}
		got, ps := parseChannels("x", text.String())
		if len(got) != len(want) {
			t.Fatalf("%q: %d rows, want %d", text.String(), len(got), len(want))
		}
		unitless := 0
		for i, w := range want {
			g := got[i]
			if g.Channel != w.c || g.Fee.Min != w.fee || g.Term.Known() != (w.u != "") || w.u != "" && (g.Term.Number() != w.n || g.Term.Unit() != w.u) {
				t.Fatalf("%q: row %d %+v, want %+v", text.String(), i, g, w)
			}
			if w.u == "" {
				unitless++
			}
		}
		if n, _ := CountProblems(ps); n[ProblemTermWithoutUnit] != unitless {
			t.Fatalf("%q: %v, want %d without unit", text.String(), ps, unitless)
		}
	})
}

func grouped(n int64) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return grouped(n/1000) + fmt.Sprintf(",%03d", n%1000)
}

func TestTermProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, err := NewTerm(rapid.IntRange(1, 9999).Draw(t, "n"), rapid.SampledFrom(TermUnits()).Draw(t, "unit"))
		if err != nil {
			t.Fatal(err)
		}
		b, err := ParseTerm(a.String())
		if err != nil || a != b {
			t.Fatalf("%v %v %v", a, b, err)
		}
		j, _ := json.Marshal(a)
		var c Term
		if json.Unmarshal(j, &c) != nil || c != a {
			t.Fatalf("%s", j)
		}
	})
	for _, bad := range []string{"", "3", "wd", "0wd", "3x", "-1d", "12345d", "3 wd", "3wdx"} {
		if _, err := ParseTerm(bad); err == nil {
			t.Errorf("%q accepted", bad)
		}
	}
}

func TestCutPercent(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
		ok   bool
	}{{"20d", "14d", 30, true}, {"3wd", "2wd", 33, true}, {"1wd", "4wh", 50, true}, {"2wd", "3wd", -50, true}, {"3wd", "3d", 0, false}, {"1m", "20d", 0, false}} {
		a, _ := ParseTerm(c.a)
		b, _ := ParseTerm(c.b)
		if got, ok := CutPercent(a, b); got != c.want || ok != c.ok {
			t.Errorf("%s %s: %d %v", c.a, c.b, got, ok)
		}
	}
	if _, ok := CutPercent(Term{}, Term{}); ok {
		t.Error("unknown terms compared")
	}
}

func FuzzParseJSON(f *testing.F) {
	f.Add([]byte(`{"ma_thu_tuc":"1.001193","ten_thu_tuc":"x","cach_thuc_thuc_hien":"Trực tuyến1Miễn phí","thanh_phan_ho_so":"Tên giấy tờMẫu đơn, tờ khaiSố lượnga1 bản chính"}`))
	f.Add([]byte(`{"ma_thu_tuc":"1.001193","ten_thu_tuc":"\ud800","ket_qua_xu_ly":"Mã: KQ.G15.000031","can_cu_phap_ly":"1/2025/TT-BTPNg"}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		r, ps := ParseJSON(strings.NewReader(string(in)))
		if (r.Code == "") != HasErrors(ps) {
			t.Fatalf("%+v %v", r, ps)
		}
		if r.Code != "" && Draft(r, ps).Hash() == "" {
			t.Fatal("a draft that cannot be stored")
		}
	})
}

func FuzzParseChannels(f *testing.F) {
	for _, s := range []string{"Trực tuyến120,000 VNĐ", "Trực tiếp5 Ngày làm việcMiễn phíTrực tiếp", "Trực tuyến1.5 Ngày làm việc40 USD", "Dịch vụ bưu chínhKhông quy địnhMiễn phí"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		rows, ps := parseChannels("x", in)
		if len(rows) == 0 && len(ps) == 0 {
			t.Fatalf("%q: nothing read and nothing said", in)
		}
		for _, r := range rows {
			if !r.Term.Known() && len(ps) == 0 {
				t.Fatalf("%q: an unknown term without a problem", in)
			}
		}
	})
}
