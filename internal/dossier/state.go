// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package dossier

// State is the business state of a dossier: the national code TrangThaiHoSo.
type State int

// The national states.
const (
	Submitted   State = 1  // mới đăng ký
	Accepted    State = 2  // được tiếp nhận
	NotAccepted State = 3  // không được tiếp nhận
	InProcess   State = 4  // đang xử lý
	Supplement  State = 5  // yêu cầu bổ sung giấy tờ
	PaymentDue  State = 6  // yêu cầu thực hiện nghĩa vụ tài chính
	Withdrawn   State = 7  // công dân yêu cầu rút hồ sơ
	Stopped     State = 8  // dừng xử lý
	Processed   State = 9  // đã xử lý xong
	Delivered   State = 10 // đã trả kết quả
)

// Terminal states have no way on.
func (s State) Terminal() bool {
	return s == NotAccepted || s == Withdrawn || s == Stopped || s == Delivered
}

// Key is the text key of the state's name.
func (s State) Key() string { return stateKeys[s] }

var stateKeys = map[State]string{
	Submitted: "dossier.state.submitted", Accepted: "dossier.state.accepted", NotAccepted: "dossier.state.not_accepted",
	InProcess: "dossier.state.in_process", Supplement: "dossier.state.supplement", PaymentDue: "dossier.state.payment_due",
	Withdrawn: "dossier.state.withdrawn", Stopped: "dossier.state.stopped", Processed: "dossier.state.processed",
	Delivered: "dossier.state.delivered",
}

// Step is one of the five places a dossier passes.
type Step string

// The five steps, and none when nothing is left to do.
const (
	StepReceive  Step = "receive"
	StepAppraise Step = "appraise"
	StepApprove  Step = "approve"
	StepStamp    Step = "stamp"
	StepDeliver  Step = "deliver"
	NoStep       Step = ""
)

// Steps lists the five in order.
var Steps = []Step{StepReceive, StepAppraise, StepApprove, StepStamp, StepDeliver}

// Permission is what an actor must hold at the holding agency to do the step.
func (s Step) Permission() string { return stepPermissions[s] }

// Key is the text key of the step's name.
func (s Step) Key() string { return stepKeys[s] }

// Permissions of this room.
const (
	PermReceive  = "dossier.receive"
	PermAppraise = "dossier.appraise"
	PermApprove  = "dossier.approve"
	PermStamp    = "dossier.seal"
	PermDeliver  = "dossier.deliver"
	PermView     = "dossier.view"
)

var stepPermissions = map[Step]string{
	StepReceive: PermReceive, StepAppraise: PermAppraise, StepApprove: PermApprove, StepStamp: PermStamp, StepDeliver: PermDeliver,
}

var stepKeys = map[Step]string{
	StepReceive: "dossier.step.receive", StepAppraise: "dossier.step.appraise", StepApprove: "dossier.step.approve",
	StepStamp: "dossier.step.stamp", StepDeliver: "dossier.step.deliver",
}

// Channel is the door an application came in by (KenhThucHien).
type Channel string

// The doors.
const (
	Direct Channel = "direct"
	Online Channel = "online"
	Post   Channel = "post"
)

// Act is what was done; each is one row of a dossier's events.
type Act string

// The acts.
const (
	ActSubmit            Act = "submit"
	ActAccept            Act = "accept"
	ActRefuse            Act = "refuse"
	ActRequestSupplement Act = "request_supplement"
	ActSupplement        Act = "supplement"
	ActAppraise          Act = "appraise"
	ActReturn            Act = "return"
	ActApprove           Act = "approve"
	ActStamp             Act = "stamp"
	ActDeliver           Act = "deliver"
	ActWithdraw          Act = "withdraw"
)

// Key is the text key of what the act is called in a dossier's history.
func (a Act) Key() string { return actKeys[a] }

var actKeys = map[Act]string{
	ActSubmit: "dossier.act.submit", ActAccept: "dossier.act.accept", ActRefuse: "dossier.act.refuse",
	ActRequestSupplement: "dossier.act.request_supplement", ActSupplement: "dossier.act.supplement",
	ActAppraise: "dossier.act.appraise", ActReturn: "dossier.act.return", ActApprove: "dossier.act.approve",
	ActStamp: "dossier.act.stamp", ActDeliver: "dossier.act.deliver", ActWithdraw: "dossier.act.withdraw",
}

// Outcome is what was decided.
type Outcome string

// The outcomes.
const (
	Undecided Outcome = ""
	Granted   Outcome = "granted"
	Refused   Outcome = "refused" // a written refusal, recorded as a result
)
