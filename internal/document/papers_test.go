// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package document_test

import (
	"strings"

	"motcua.vn/internal/document"
)

// Names as long as they come, and titles from the national catalogue.
const (
	longName  = "Nguyễn Phương Hoàng Tôn Nữ Công Tằng Hạnh Quỳnh Như Ý"
	longTitle = "Đăng ký biến động đối với trường hợp thay đổi quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất theo thỏa thuận của các thành viên hộ gia đình hoặc của vợ và chồng; quyền sử dụng đất xây dựng công trình trên mặt đất phục vụ cho việc vận hành, khai thác sử dụng công trình ngầm, quyền sở hữu công trình ngầm"
	longPlace = "Trung tâm Phục vụ hành chính công xã Chiềng La, bản Nong Lay, xã Chiềng La, huyện Thuận Châu cũ, tỉnh Sơn La, Việt Nam"
	code      = "H52.163-261116-0027"
)

var commune = document.Head{
	Superior: "Ủy ban nhân dân xã Mường Chanh", Agency: "Trung tâm Phục vụ hành chính công", Place: "Mường Chanh", Symbol: "GTN-TTPVHCC",
}

var office = document.Head{Superior: "Ủy ban nhân dân tỉnh Sơn La", Agency: "Ủy ban nhân dân xã Mường Chanh", Place: "Mường Chanh", Symbol: "TLKS"}

var applicant = document.Party{
	Name: "Lò Thị Bình", ID: "014190001234", Address: "Bản Nong Ten, xã Mường Chanh, tỉnh Sơn La", Phone: "0912 345 678", Email: "binh.lo@example.vn",
}

var chairman = document.Official{Capacity: "TM. ỦY BAN NHÂN DÂN", Post: "CHỦ TỊCH", Name: "Cầm Văn Đôi"}

func slip() *document.SlipData {
	return &document.SlipData{
		Head: commune, DossierCode: code, From: applicant, Content: "Đăng ký khai sinh (1.001193)",
		Components: []document.Component{
			{Name: "Tờ khai đăng ký khai sinh theo mẫu (biểu mẫu điện tử tương tác)", Files: 1},
			{Name: "Giấy chứng sinh", Originals: 1, Files: 1},
			{Name: "Văn bản ủy quyền (được chứng thực) theo quy định của pháp luật trong trường hợp ủy quyền thực hiện việc đăng ký khai sinh", Certified: 1},
			{Name: "Căn cước công dân của người đi khai sinh", Copies: 1, Note: "lấy từ Cơ sở dữ liệu quốc gia về dân cư"},
		},
		Sets: 1, Term: "Ngay trong ngày tiếp nhận; nhận sau 15 giờ thì trả ngày làm việc tiếp theo",
		Received: day(2026, 11, 16, 9, 0), Due: day(2026, 11, 16, 16, 30),
		Derivation:  []string{"Nhận lúc 09:00, thứ Hai 16/11/2026 (trước 15:00) nên trả trong ngày; hết giờ làm việc 16:30."},
		ReturnPlace: "Trung tâm Phục vụ hành chính công xã Mường Chanh", Fee: 0, FeeNote: "miễn lệ phí: đăng ký đúng hạn",
		Register: "01/2026", Line: "27", Officer: "Hà Thị Xuân",
	}
}

func longSlip() *document.SlipData {
	d := slip()
	d.Agency = "Trung tâm Phục vụ hành chính công tỉnh Sơn La, chi nhánh khu vực Mường La - Quỳnh Nhai"
	d.From.Name, d.From.Address = longName, longPlace
	d.Submitter, d.Authority = &document.Party{Name: longName, ID: "014190009999", Phone: "0987654321", Address: longPlace}, "Giấy ủy quyền số 123/2026, chứng thực ngày 10/11/2026"
	d.Content = longTitle
	for range 9 {
		d.Components = append(d.Components, document.Component{Name: longTitle, Originals: 1, Certified: 2, Copies: 3, Files: 4})
	}
	d.Fee, d.FeeNote = 1_234_567, "đã nộp trực tuyến"
	return d
}

func supplement() *document.SupplementData {
	h := commune
	h.Symbol = "PBS"
	return &document.SupplementData{
		Head: h, DossierCode: code, From: applicant, Content: "Đăng ký khai sinh (1.001193)",
		Items: []document.Item{
			{Name: "Giấy chứng sinh", Reason: "Ảnh chụp bị mờ, không đọc được số và ngày sinh. Hãy chụp lại nơi đủ sáng."},
			{Name: "Văn bản ủy quyền", Reason: "Chưa có chứng thực."},
		},
		Until: day(2026, 12, 7, 16, 30), Contact: "bà Hà Thị Xuân", Phone: "0212 3888 123", Signer: document.Official{Name: "Hà Thị Xuân"},
	}
}

func refusal() *document.RefusalData {
	h := commune
	h.Symbol = "PTC"
	return &document.RefusalData{
		Head: h, DossierCode: code, From: applicant, Content: longTitle,
		Reasons: []string{"Thửa đất không thuộc địa bàn xã Mường Chanh; hồ sơ cần nộp tại Trung tâm Phục vụ hành chính công xã Chiềng La.", "Tờ khai không đúng mẫu quy định."},
		Basis:   "khoản 3 Điều 17 Nghị định số 61/2018/NĐ-CP.", Officer: "Hà Thị Xuân",
	}
}

func apology() *document.ApologyData {
	h := office
	h.Symbol = "PXL"
	return &document.ApologyData{
		Head: h, DossierCode: code, To: applicant, Content: "Đăng ký khai sinh", Received: day(2026, 11, 16, 9, 0), Appointed: day(2026, 11, 16, 16, 30),
		Reason: "hệ thống đăng ký khai sinh toàn quốc gián đoạn từ 14 giờ đến hết giờ làm việc.", NewDue: day(2026, 11, 17, 11, 30), Signer: chairman,
		Recipients: []string{"Như trên;", "Lưu: HS."},
	}
}

func stop() *document.StopData {
	h := office
	h.Symbol = "TBD"
	return &document.StopData{
		Head: h, DossierCode: code, From: applicant, Content: "Đăng ký khai sinh", Requested: true, Reason: "người nộp hồ sơ rút hồ sơ để bổ sung thông tin người cha.",
		Stopped: day(2026, 11, 16, 10, 15), Effect: "trả lại bản chính giấy chứng sinh; không thu lệ phí.", Signer: chairman,
	}
}

func control() *document.ControlData {
	h := commune
	h.Symbol = "PKS"
	return &document.ControlData{
		Head: h, DossierCode: code, From: applicant, Content: "Đăng ký khai sinh", Lead: "Ủy ban nhân dân xã Mường Chanh", Coordinating: []string{"Công an xã Mường Chanh"},
		Received: day(2026, 11, 16, 9, 0), Due: day(2026, 11, 16, 16, 30),
		HandOvers: []document.HandOver{
			{Giver: "Lò Thị Bình", Receiver: "Hà Thị Xuân", ReceiverUnit: "Một cửa", At: day(2026, 11, 16, 9, 0), Result: "đúng hạn"},
			{Giver: "Hà Thị Xuân", GiverUnit: "Một cửa", Receiver: "Quàng Văn Tiến", ReceiverUnit: "Công chức tư pháp - hộ tịch", At: day(2026, 11, 16, 9, 20), Result: "trước hạn", Note: "còn 2 giờ"},
			{Giver: "Quàng Văn Tiến", GiverUnit: "Công chức tư pháp - hộ tịch", Receiver: "Cầm Văn Đôi", ReceiverUnit: "Chủ tịch UBND xã", At: day(2026, 11, 16, 10, 5), Result: "đúng hạn"},
			{Giver: "Cầm Văn Đôi", GiverUnit: "Chủ tịch UBND xã", Receiver: "Vì Thị Hoa", ReceiverUnit: "Văn thư", At: day(2026, 11, 16, 10, 30), Result: "trước hạn"},
		},
	}
}

func birth() *document.BirthData {
	h := office
	h.Symbol = ""
	h.Title = "Giấy khai sinh"
	return &document.BirthData{
		Head: h, Name: "Lò Gia Bảo", Born: "2026-11-09", Sex: "Nam", Ethnicity: "Thái", Nationality: "Việt Nam",
		BirthPlace: "Bệnh viện Đa khoa tỉnh Sơn La, phường Chiềng An, tỉnh Sơn La", Origin: "Xã Mường Chanh, tỉnh Sơn La", PersonalID: "014226005678",
		Mother:    document.Parent{Name: "Lò Thị Bình", Year: "1998", Ethnicity: "Thái", Nationality: "Việt Nam", Residence: "Bản Nong Ten, xã Mường Chanh, tỉnh Sơn La"},
		Father:    document.Parent{Name: "Cầm Văn Hặc", Year: "1995", Ethnicity: "Thái", Nationality: "Việt Nam", Residence: "Bản Nong Ten, xã Mường Chanh, tỉnh Sơn La"},
		Declarant: "Lò Thị Bình", DeclarantID: "Căn cước công dân số 014198001234, Cục Cảnh sát quản lý hành chính về trật tự xã hội cấp ngày 12/5/2021",
		Registry: "Ủy ban nhân dân xã Mường Chanh, tỉnh Sơn La", Registered: "2026-11-16", Book: "Sổ đăng ký khai sinh số 27, quyển 01/2026", Signer: document.Official{Post: "CHỦ TỊCH", Name: chairman.Name},
	}
}

func longBirth() *document.BirthData {
	d := birth()
	d.Name, d.Mother.Name, d.Father.Name, d.Declarant = longName, longName, longName, longName
	d.BirthPlace, d.Origin, d.Mother.Residence, d.Father.Residence, d.Registry = longPlace, longPlace, longPlace, longPlace, longPlace
	d.Ethnicity, d.Mother.Ethnicity, d.Father.Ethnicity = "Phù Lá (Xá Phó)", "Phù Lá (Xá Phó)", "Phù Lá (Xá Phó)"
	return d
}

func letter() *document.ResultData {
	h := office
	h.Symbol, h.Title = "TL-UBND", "CÔNG VĂN TRẢ LỜI"
	return &document.ResultData{
		Head: h, About: "Về việc xác nhận thời gian cư trú tại địa phương", To: "Bà Lò Thị Bình, bản Nong Ten",
		Paragraphs: []string{
			"Ủy ban nhân dân xã Mường Chanh nhận được đơn của bà Lò Thị Bình, sinh năm 1998, số định danh cá nhân 014198001234, đề nghị xác nhận thời gian cư trú tại xã.",
			"Qua đối chiếu Cơ sở dữ liệu quốc gia về dân cư và sổ theo dõi của Công an xã, Ủy ban nhân dân xã xác nhận bà Lò Thị Bình cư trú thường xuyên tại bản Nong Ten, xã Mường Chanh từ ngày 01/3/2019 đến nay.",
			"Văn bản này có giá trị sử dụng trong 6 tháng kể từ ngày ký./.",
		},
		Signer: chairman, Recipients: []string{"Như trên", "Công an xã Mường Chanh", "Lưu: VT, TP-HT"},
	}
}

func decision() *document.DecisionData {
	h := office
	h.Symbol, h.Title = "QĐ-UBND", "QUYẾT ĐỊNH"
	return &document.DecisionData{
		Head: h, About: "Về việc đ" + strings.TrimPrefix(longTitle, "Đ"), Authority: "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MƯỜNG CHANH",
		Grounds:  []string{"Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;", "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ;", "Theo đề nghị của Trưởng phòng Kinh tế xã."},
		Articles: []string{longTitle + ".", "Quyết định này có hiệu lực kể từ ngày ký.", "Chánh Văn phòng, Trưởng phòng Kinh tế và các cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./."},
		Signer:   chairman, Recipients: []string{"Như Điều 3", "Sở Nông nghiệp và Môi trường (báo cáo)", "Lưu: VT"},
	}
}

func extract() *document.ExtractData {
	h := office
	h.Symbol, h.Title = "TLKS-BS", "TRÍCH LỤC KHAI SINH"
	return &document.ExtractData{
		Head: h, About: "(Bản sao)", Opening: "Ủy ban nhân dân xã Mường Chanh trích lục từ Sổ đăng ký khai sinh số 27, quyển 01/2026:",
		Facts:   []document.Fact{{"Họ, chữ đệm, tên", longName}, {"Ngày, tháng, năm sinh", "09/11/2026"}, {"Nơi sinh", longPlace}, {"Số định danh cá nhân", "014226005678"}},
		Closing: "Trích lục này được cấp theo yêu cầu của bà Lò Thị Bình.", Signer: chairman, Recipients: []string{"Bà Lò Thị Bình", "Lưu: VT"},
	}
}

func every() map[string]document.Data {
	return map[string]document.Data{
		"01": slip(), "01-long": longSlip(), "02": supplement(), "03": refusal(), "04": apology(), "05": stop(), "06": control(),
		"birth": birth(), "birth-long": longBirth(), "letter": letter(), "decision": decision(), "extract": extract(),
	}
}
