// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package smpp

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// State is the final state of a message in the words of delivery receipts (SMPP 3.4, appendix B).
type State string

const (
	Delivered     State = "DELIVRD"
	Expired       State = "EXPIRED"
	Deleted       State = "DELETED"
	Undeliverable State = "UNDELIV"
	Accepted      State = "ACCEPTD"
	Unknown       State = "UNKNOWN"
	Rejected      State = "REJECTD"
	Enroute       State = "ENROUTE"
)

// stateCodes are the values of the message_state parameter (5.2.28).
var stateCodes = map[byte]State{1: Enroute, 2: Delivered, 3: Expired, 4: Deleted, 5: Undeliverable, 6: Accepted,
	7: Unknown, 8: Rejected}

// Final says that nothing more will be heard of the message.
func (s State) Final() bool { return s != Enroute && s != Accepted }

// Receipt is the operator's report on one part of a message.
type Receipt struct {
	ID           string // the id given by submit_sm_resp
	Submitted    int
	Delivered    int
	SubmitDate   string // YYMMDDhhmm or YYMMDDhhmmss in the operator's own time
	DoneDate     string
	State        State
	Error        string
	Text         string
	Source, Dest Address // as in the deliver_sm: Source is the phone
}

// DoneTime reads DoneDate in the operator's time zone.
func (r Receipt) DoneTime(zone *time.Location) (time.Time, error) {
	layout := "0601021504"
	if len(r.DoneDate) == 12 {
		layout = "060102150405"
	}
	return time.ParseInLocation(layout, r.DoneDate, zone)
}

// Format writes the receipt text of appendix B, in ASCII.
func (r Receipt) Format() string {
	text := []rune(r.Text)
	text = text[:min(len(text), 20)]
	for i, c := range text {
		if c < ' ' || c > '~' {
			text[i] = '?'
		}
	}
	return fmt.Sprintf("id:%s sub:%03d dlvrd:%03d submit date:%s done date:%s stat:%s err:%s text:%s",
		r.ID, r.Submitted, r.Delivered, r.SubmitDate, r.DoneDate, r.State, r.Error, string(text))
}

// receiptKeys in the order in which operators write them; some leave a few out.
var receiptKeys = []string{"id:", "sub:", "dlvrd:", "submit date:", "done date:", "stat:", "err:", "text:"}

// ParseReceipt reads a deliver_sm as delivery receipt; ok is false when it is an ordinary message.
func ParseReceipt(s *Short) (r Receipt, ok bool) {
	id, hasID := tlv(s.TLVs, tagReceiptedID)
	if s.ESMClass&esmTypeMask != esmReceipt && !hasID {
		return Receipt{}, false
	}
	coding := s.DataCoding
	if coding == CodingDefault {
		coding = CodingLatin1 // operators write receipts in ASCII; in the GSM alphabet the _ of an id would turn into §
	}
	r = parseReceiptText(DecodeText(coding, s.Payload()))
	r.Source, r.Dest = s.Source, s.Dest
	if hasID {
		r.ID = strings.TrimRight(string(id), "\x00")
	}
	if st, found := tlv(s.TLVs, tagMessageState); found && len(st) == 1 && stateCodes[st[0]] != "" {
		r.State = stateCodes[st[0]]
	}
	return r, r.ID != ""
}

// parseReceiptText cuts the text at its keys without regard to case.
func parseReceiptText(text string) Receipt {
	fields := map[string]string{}
	lower := strings.ToLower(text)
	if len(lower) != len(text) { // an exotic letter changed its width: positions would not agree
		lower = text
	}
	pos := 0
	for i, key := range receiptKeys {
		at := indexKey(lower, key, pos)
		if at < 0 {
			continue
		}
		from := at + len(key)
		to := len(text)
		for _, next := range receiptKeys[i+1:] {
			if n := indexKey(lower, next, from); n >= 0 {
				to = n
				break
			}
		}
		fields[key] = strings.TrimSpace(text[from:to])
		pos = from
	}
	sub, _ := strconv.Atoi(fields["sub:"])
	dlvrd, _ := strconv.Atoi(fields["dlvrd:"])
	return Receipt{
		ID: fields["id:"], Submitted: sub, Delivered: dlvrd, SubmitDate: fields["submit date:"],
		DoneDate: fields["done date:"], State: State(strings.ToUpper(fields["stat:"])), Error: fields["err:"],
		Text: fields["text:"],
	}
}

// indexKey finds a key that begins a word at or after a position.
func indexKey(s, key string, from int) int {
	for {
		i := strings.Index(s[from:], key)
		if i < 0 {
			return -1
		}
		i += from
		if i == 0 || s[i-1] == ' ' {
			return i
		}
		from = i + 1
	}
}
