// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package smpp

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// MaxPDU bounds what is read from the network. It leaves room for a message_payload of some thousand octets; operators
// send a few hundred.
const MaxPDU = 8192

const headerLen = 16

// ErrFrame means that the length field cannot be trusted, so that nothing after it can be read either.
var ErrFrame = errors.New("smpp: bad command length")

// BodyError means that one PDU is malformed while the stream is still in step.
type BodyError struct {
	Command  Command
	Sequence uint32
	Status   Status
	Reason   string
}

func (e *BodyError) Error() string { return fmt.Sprintf("smpp: malformed %s: %s", e.Command, e.Reason) }

// ReadPDU reads one PDU. After a *BodyError reading may go on; after any other error it may not.
func ReadPDU(r io.Reader) (PDU, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return PDU{}, err
	}
	n := binary.BigEndian.Uint32(head[:])
	if n < headerLen || n > MaxPDU {
		return PDU{}, ErrFrame
	}
	buf := make([]byte, n)
	copy(buf, head[:])
	if _, err := io.ReadFull(r, buf[4:]); err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return PDU{}, err
	}
	return Decode(buf)
}

// Decode reads exactly one PDU from b.
func Decode(b []byte) (PDU, error) {
	if len(b) < headerLen || len(b) > MaxPDU || binary.BigEndian.Uint32(b) != uint32(len(b)) {
		return PDU{}, ErrFrame
	}
	p := PDU{
		Command:  Command(binary.BigEndian.Uint32(b[4:])),
		Status:   Status(binary.BigEndian.Uint32(b[8:])),
		Sequence: binary.BigEndian.Uint32(b[12:]),
	}
	d := &decoder{b: b[headerLen:]}
	p.Body = d.body(p.Command)
	if d.err == "" && len(d.b) != 0 {
		d.fail(InvalidCommandLen, "octets after the end")
	}
	if d.err != "" {
		return p, &BodyError{Command: p.Command, Sequence: p.Sequence, Status: d.status, Reason: d.err}
	}
	return p, nil
}

// Encode writes a PDU; it refuses fields longer than the standard allows.
func Encode(p PDU) ([]byte, error) {
	e := &encoder{b: make([]byte, headerLen, 256)}
	e.body(p.Body)
	if e.err != nil {
		return nil, e.err
	}
	if len(e.b) > MaxPDU {
		return nil, errors.New("smpp: PDU too long")
	}
	binary.BigEndian.PutUint32(e.b, uint32(len(e.b)))
	binary.BigEndian.PutUint32(e.b[4:], uint32(p.Command))
	binary.BigEndian.PutUint32(e.b[8:], uint32(p.Status))
	binary.BigEndian.PutUint32(e.b[12:], p.Sequence)
	return e.b, nil
}

// The longest strings of the standard, terminating zero included (4.1, 4.4).
const (
	maxSystemID   = 16
	maxPassword   = 9
	maxSystemType = 13
	maxRange      = 41
	maxService    = 6
	maxAddr       = 21
	maxTime       = 17
	maxMessageID  = 65
	maxMessage    = 254
)

type decoder struct {
	b      []byte
	err    string
	status Status
}

func (d *decoder) fail(s Status, reason string) {
	if d.err == "" {
		d.err, d.status = reason, s
		d.b = nil
	}
}

func (d *decoder) octet() byte {
	if len(d.b) == 0 {
		d.fail(InvalidCommandLen, "too short")
		return 0
	}
	c := d.b[0]
	d.b = d.b[1:]
	return c
}

func (d *decoder) take(n int, what string) []byte {
	if n > len(d.b) {
		d.fail(InvalidCommandLen, what+" is cut off")
		return nil
	}
	v := append([]byte(nil), d.b[:n]...)
	d.b = d.b[n:]
	return v
}

// cstring reads a zero-terminated string of at most limit octets.
func (d *decoder) cstring(limit int, what string) string {
	for i, c := range d.b {
		if i >= limit {
			break
		}
		if c == 0 {
			s := string(d.b[:i])
			d.b = d.b[i+1:]
			return s
		}
	}
	d.fail(InvalidCommandLen, what+" is not terminated in time")
	return ""
}

func (d *decoder) address(what string) Address {
	return Address{TON: d.octet(), NPI: d.octet(), Addr: d.cstring(maxAddr, what)}
}

func (d *decoder) tlvs() []TLV {
	var out []TLV
	for len(d.b) > 0 {
		if len(d.b) < 4 {
			d.fail(InvalidCommandLen, "optional parameter is cut off")
			return nil
		}
		tag, n := binary.BigEndian.Uint16(d.b), int(binary.BigEndian.Uint16(d.b[2:]))
		d.b = d.b[4:]
		out = append(out, TLV{Tag: tag, Value: d.take(n, "optional parameter")})
	}
	return out
}

func (d *decoder) body(c Command) any {
	switch c {
	case BindTransceiver, BindReceiver, BindTransmitter:
		return d.bind()
	case BindTransceiverResp, BindReceiver.Response(), BindTransmitter.Response():
		if len(d.b) == 0 { // a refusal may come without body
			return &BindResp{}
		}
		return &BindResp{SystemID: d.cstring(maxSystemID, "system_id"), TLVs: d.tlvs()}
	case SubmitSM, DeliverSM:
		return d.short()
	case SubmitSMResp, DeliverSMResp:
		if len(d.b) == 0 { // 4.4.2: no body when the status is not zero; some operators omit it always
			return &ShortResp{}
		}
		return &ShortResp{MessageID: d.cstring(maxMessageID, "message_id"), TLVs: d.tlvs()}
	case Unbind, UnbindResp, EnquireLink, EnquireLinkResp, GenericNack:
		return nil
	}
	d.fail(InvalidCommandID, "unknown command")
	return nil
}

func (d *decoder) bind() *Bind {
	return &Bind{
		SystemID: d.cstring(maxSystemID, "system_id"), Password: d.cstring(maxPassword, "password"),
		SystemType: d.cstring(maxSystemType, "system_type"), Version: d.octet(), TON: d.octet(), NPI: d.octet(),
		AddressRange: d.cstring(maxRange, "address_range"),
	}
}

func (d *decoder) short() *Short {
	s := &Short{
		ServiceType: d.cstring(maxService, "service_type"), Source: d.address("source_addr"),
		Dest: d.address("destination_addr"), ESMClass: d.octet(), ProtocolID: d.octet(), Priority: d.octet(),
		ScheduleTime: d.cstring(maxTime, "schedule_delivery_time"), ValidityPeriod: d.cstring(maxTime, "validity_period"),
		RegisteredDelivery: d.octet(), ReplaceIfPresent: d.octet(), DataCoding: d.octet(), DefaultMsgID: d.octet(),
	}
	n := int(d.octet())
	if n > maxMessage {
		d.fail(InvalidLength, "short_message is too long")
		return s
	}
	s.Message = d.take(n, "short_message")
	s.TLVs = d.tlvs()
	return s
}
