// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package catalogue

// Level is the level of government that performs a procedure.
type Level string

// The levels; district stays for what was announced before 1 July 2025.
const (
	LevelMinistry Level = "ministry"
	LevelProvince Level = "province"
	LevelDistrict Level = "district"
	LevelCommune  Level = "commune"
	LevelOther    Level = "other"
)

// Levels lists every level.
func Levels() []Level {
	return []Level{LevelMinistry, LevelProvince, LevelDistrict, LevelCommune, LevelOther}
}

// Audience is who may apply (đối tượng thực hiện), the national list LoaiDoiTuong.
type Audience string

// The audiences.
const (
	Citizen      Audience = "citizen"
	Business     Audience = "business"
	Agency       Audience = "agency"
	Organisation Audience = "organisation"
)

// Audiences lists every audience.
func Audiences() []Audience { return []Audience{Citizen, Business, Agency, Organisation} }

// Channel is a way to hand an application in, the national list KenhThucHien.
type Channel string

// The channels.
const (
	Direct Channel = "direct"
	Online Channel = "online"
	Post   Channel = "post"
)

// Channels lists every channel.
func Channels() []Channel { return []Channel{Direct, Online, Post} }

// ServiceLevel is how much of a procedure can be done online, by its national number.
type ServiceLevel int

// The service levels. Full is the default since 1 July 2026; partial must be justified in public.
const (
	Information ServiceLevel = 2
	Partial     ServiceLevel = 3
	Full        ServiceLevel = 4
)

// ServiceLevels lists every service level.
func ServiceLevels() []ServiceLevel { return []ServiceLevel{Information, Partial, Full} }

// DecisionKind is what an announcement does to a procedure.
type DecisionKind string

// The kinds of announcements (thêm mới, sửa đổi bổ sung, bãi bỏ).
const (
	Add    DecisionKind = "add"
	Amend  DecisionKind = "amend"
	Repeal DecisionKind = "repeal"
)

// DecisionKinds lists every kind of announcement.
func DecisionKinds() []DecisionKind { return []DecisionKind{Add, Amend, Repeal} }

// StepKind is one of the five steps that can be done on the spot.
type StepKind string

// The steps, in their order.
const (
	StepReceive  StepKind = "receive"
	StepAppraise StepKind = "appraise"
	StepApprove  StepKind = "approve"
	StepStamp    StepKind = "stamp"
	StepDeliver  StepKind = "deliver"
)

// StepKinds lists the steps in their order.
func StepKinds() []StepKind {
	return []StepKind{StepReceive, StepAppraise, StepApprove, StepStamp, StepDeliver}
}

// Role is who does a step.
type Role string

// The roles.
const (
	RoleReceptionist Role = "receptionist"
	RoleAppraiser    Role = "appraiser"
	RoleApprover     Role = "approver"
	RoleSealKeeper   Role = "seal_keeper"
)

// Roles lists every role.
func Roles() []Role { return []Role{RoleReceptionist, RoleAppraiser, RoleApprover, RoleSealKeeper} }

// FieldKind is what a field of a form takes.
type FieldKind string

// The kinds of form fields.
const (
	FieldText     FieldKind = "text"
	FieldTextarea FieldKind = "textarea"
	FieldDate     FieldKind = "date"
	FieldSelect   FieldKind = "select"
	FieldRadio    FieldKind = "radio"
	FieldPerson   FieldKind = "person" // name, date of birth, personal number of one person
	FieldFile     FieldKind = "file"
	FieldNumber   FieldKind = "number"
	FieldUnit     FieldKind = "unit" // an administrative unit, by code
)

// FieldKinds lists every kind of form field.
func FieldKinds() []FieldKind {
	return []FieldKind{FieldText, FieldTextarea, FieldDate, FieldSelect, FieldRadio, FieldPerson, FieldFile, FieldNumber, FieldUnit}
}

// Presentation is what happens to a paper at the counter.
type Presentation string

// A paper is handed in (nộp) or only shown (xuất trình).
const (
	Submit Presentation = "submit"
	Show   Presentation = "show"
)

// Presentations lists both.
func Presentations() []Presentation { return []Presentation{Submit, Show} }

// ChargeKind tells a fee (phí), the price of a service, from a charge (lệ phí), which is owed to the State.
type ChargeKind string

// The kinds of money owed.
const (
	KindFee    ChargeKind = "fee"
	KindCharge ChargeKind = "charge"
)

// ChargeKinds lists both.
func ChargeKinds() []ChargeKind { return []ChargeKind{KindFee, KindCharge} }
