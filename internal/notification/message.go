// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package notification

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"motcua.vn/standards/vntext"
)

// Kind is the change that a message tells of.
type Kind string

// The kinds, one for each state of a dossier that a citizen hears of.
const (
	Submitted  Kind = "submitted"  // đã nộp trực tuyến: received online, not yet checked
	Accepted   Kind = "accepted"   // được tiếp nhận: with the due date
	Supplement Kind = "supplement" // yêu cầu bổ sung giấy tờ
	Refused    Kind = "refused"    // không được tiếp nhận
	Forwarded  Kind = "forwarded"  // đang xử lý: handed on to another agency or step
	Payment    Kind = "payment"    // yêu cầu thực hiện nghĩa vụ tài chính
	Ready      Kind = "ready"      // đã xử lý xong: come and get it
	Result     Kind = "result"     // kết quả điện tử: download it
	Delivered  Kind = "delivered"  // đã trả kết quả
	Withdrawn  Kind = "withdrawn"  // công dân rút hồ sơ
	Stopped    Kind = "stopped"    // dừng xử lý
	Late       Kind = "late"       // xin lỗi và hẹn lại ngày trả
)

// Kinds lists every kind in the order of a dossier's life.
func Kinds() []Kind {
	return []Kind{Submitted, Accepted, Supplement, Refused, Forwarded, Payment, Ready, Result, Delivered, Withdrawn, Stopped, Late}
}

// Channel is the way a message goes.
type Channel string

// The channels.
const (
	SMS    Channel = "sms"
	Email  Channel = "email"
	Portal Channel = "portal"
)

// State is how far a message has come.
type State string

// The states. Failed will be tried again; Dead will not, and is shown to a person.
const (
	StateQueued    State = "queued"
	StateSending   State = "sending"
	StateSent      State = "sent"
	StateDelivered State = "delivered"
	StateFailed    State = "failed"
	StateDead      State = "dead"
)

// Subject is what the message is about.
type Subject struct {
	Kind string // "dossier"
	ID   string
	Code string // as people write it
}

// Recipient is whom to tell. Without a phone there is no SMS, without an e-mail
// address no e-mail, without a person no portal message.
type Recipient struct {
	Person string // the person's id
	Name   string
	Phone  string
	Email  string
	Lang   string // "vi" or "en"; a preference goes before it
}

// Args fill the wording. Whatever is empty leaves out the clause that needs it.
type Args struct {
	Procedure string    // title of the procedure
	Agency    string    // who answers for the dossier, and where to come
	Officer   string    // who handles it
	Next      string    // Forwarded: where it is now
	At        time.Time // when the change happened
	Due       time.Time // the (new) due date; Supplement and Payment: until when
	DueDay    bool      // the hour of Due does not matter
	Papers    string    // Supplement: what is missing
	Reason    string    // Refused, Stopped, Late
	Amount    int64     // Payment: whole đồng
	Link      string    // the dossier's page; Result: where to download
	Phone     string    // whom to call; empty means Config.Hotline
}

// Message asks to tell somebody something. Key names the cause, such as the id of
// an event with the recipient's role: the same key twice is told once.
type Message struct {
	Key     string
	Kind    Kind
	Subject Subject
	To      Recipient
	Args    Args
	Urgent  bool // goes out in quiet hours too
}

// ErrMessage says that a caller built a message wrongly.
var ErrMessage = errors.New("notification: bad message")

func (m Message) check() error {
	switch {
	case m.Key == "" || len(m.Key) > 200:
		return fmt.Errorf("%w: key %q", ErrMessage, m.Key)
	case !slices.Contains(Kinds(), m.Kind):
		return fmt.Errorf("%w: kind %q", ErrMessage, m.Kind)
	case m.Subject.Code == "":
		return fmt.Errorf("%w: %s without a code", ErrMessage, m.Kind)
	}
	return nil
}

// clean makes every text one line without invisible characters; free texts lose
// identity numbers.
func (m Message) clean() Message {
	a := &m.Args
	for _, s := range []*string{&m.Subject.Code, &m.To.Name, &a.Procedure, &a.Agency, &a.Officer, &a.Next, &a.Papers, &a.Reason, &a.Link, &a.Phone} {
		*s = vntext.Clean(*s)
	}
	for _, s := range []*string{&a.Procedure, &a.Papers, &a.Reason} {
		*s = maskNumbers(*s)
	}
	return m
}
