// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package smpp

import "fmt"

// Command is the command_id of a PDU.
type Command uint32

const (
	GenericNack         Command = 0x80000000
	BindReceiver        Command = 0x00000001
	BindTransmitter     Command = 0x00000002
	BindTransceiver     Command = 0x00000009
	SubmitSM            Command = 0x00000004
	DeliverSM           Command = 0x00000005
	Unbind              Command = 0x00000006
	EnquireLink         Command = 0x00000015
	responseBit         Command = 0x80000000
	BindTransceiverResp         = BindTransceiver | responseBit
	SubmitSMResp                = SubmitSM | responseBit
	DeliverSMResp               = DeliverSM | responseBit
	UnbindResp                  = Unbind | responseBit
	EnquireLinkResp             = EnquireLink | responseBit
)

var commandNames = map[Command]string{
	GenericNack: "generic_nack", BindReceiver: "bind_receiver", BindTransmitter: "bind_transmitter",
	BindTransceiver: "bind_transceiver", SubmitSM: "submit_sm", DeliverSM: "deliver_sm", Unbind: "unbind",
	EnquireLink: "enquire_link",
}

func (c Command) String() string {
	if name, ok := commandNames[c]; ok {
		return name
	}
	if name, ok := commandNames[c&^responseBit]; ok {
		return name + "_resp"
	}
	return fmt.Sprintf("command 0x%08X", uint32(c))
}

// IsResponse says whether the command answers another.
func (c Command) IsResponse() bool { return c&responseBit != 0 }

// Response is the command that answers c.
func (c Command) Response() Command { return c | responseBit }

// PDU is one protocol unit. Body is *Bind, *BindResp, *Short, *ShortResp or nil, as the command demands.
type PDU struct {
	Command  Command
	Status   Status
	Sequence uint32
	Body     any
}

// Bind asks for a session.
type Bind struct {
	SystemID, Password, SystemType string
	Version                        byte
	TON, NPI                       byte
	AddressRange                   string
}

// BindResp answers it.
type BindResp struct {
	SystemID string
	TLVs     []TLV
}

// Address is a phone number or sender name with its type of number and numbering plan.
type Address struct {
	TON, NPI byte
	Addr     string
}

// Alphanumeric is a sender name such as "SONLA-HCC" (TON 5, at most 11 characters on the air).
func Alphanumeric(name string) Address { return Address{TON: 5, Addr: name} }

// International is an E.164 number without plus sign.
func International(number string) Address { return Address{TON: 1, NPI: 1, Addr: number} }

// Short is the body of submit_sm and deliver_sm, which have the same fields.
type Short struct {
	ServiceType          string
	Source, Dest         Address
	ESMClass, ProtocolID byte
	Priority             byte
	ScheduleTime         string
	ValidityPeriod       string
	RegisteredDelivery   byte
	ReplaceIfPresent     byte
	DataCoding           byte
	DefaultMsgID         byte
	Message              []byte
	TLVs                 []TLV
}

// ShortResp answers it with the operator's message id (empty for deliver_sm_resp).
type ShortResp struct {
	MessageID string
	TLVs      []TLV
}

// Bits of esm_class and registered_delivery.
const (
	esmReceipt     = 0x04 // the deliver_sm carries a delivery receipt
	esmTypeMask    = 0x3C
	esmUDH         = 0x40 // the message begins with a user data header
	wantReceipt    = 0x01
	wantFailReport = 0x02
)

// TLV is an optional parameter.
type TLV struct {
	Tag   uint16
	Value []byte
}

// Tags of the optional parameters used here.
const (
	tagReceiptedID    uint16 = 0x001E
	tagMessagePayload uint16 = 0x0424
	tagMessageState   uint16 = 0x0427
	tagVersion        uint16 = 0x0210
)

// tlv finds an optional parameter.
func tlv(all []TLV, tag uint16) ([]byte, bool) {
	for _, t := range all {
		if t.Tag == tag {
			return t.Value, true
		}
	}
	return nil, false
}

// Payload is the message, taken from message_payload when the message field is empty (SMPP 3.4, 5.3.2.32).
func (s *Short) Payload() []byte {
	if len(s.Message) == 0 {
		if p, ok := tlv(s.TLVs, tagMessagePayload); ok {
			return p
		}
	}
	return s.Message
}
