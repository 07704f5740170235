// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package smpp

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
)

// encoder is the writing half of the codec; it keeps the first error.
type encoder struct {
	b   []byte
	err error
}

func (e *encoder) octets(c ...byte) { e.b = append(e.b, c...) }

func (e *encoder) cstring(s string, limit int, what string) {
	if e.err == nil && (len(s) >= limit || strings.IndexByte(s, 0) >= 0) {
		e.err = fmt.Errorf("smpp: %s %q does not fit in %d octets", what, s, limit-1)
	}
	e.b = append(append(e.b, s...), 0)
}

func (e *encoder) address(a Address, what string) {
	e.octets(a.TON, a.NPI)
	e.cstring(a.Addr, maxAddr, what)
}

func (e *encoder) tlvs(all []TLV) {
	for _, t := range all {
		if e.err == nil && len(t.Value) > MaxPDU {
			e.err = errors.New("smpp: optional parameter too long")
			return
		}
		e.b = binary.BigEndian.AppendUint16(e.b, t.Tag)
		e.b = binary.BigEndian.AppendUint16(e.b, uint16(len(t.Value)))
		e.b = append(e.b, t.Value...)
	}
}

func (e *encoder) body(body any) {
	switch b := body.(type) {
	case nil:
	case *Bind:
		e.cstring(b.SystemID, maxSystemID, "system_id")
		e.cstring(b.Password, maxPassword, "password")
		e.cstring(b.SystemType, maxSystemType, "system_type")
		e.octets(b.Version, b.TON, b.NPI)
		e.cstring(b.AddressRange, maxRange, "address_range")
	case *BindResp:
		e.cstring(b.SystemID, maxSystemID, "system_id")
		e.tlvs(b.TLVs)
	case *Short:
		e.short(b)
	case *ShortResp:
		e.cstring(b.MessageID, maxMessageID, "message_id")
		e.tlvs(b.TLVs)
	default:
		e.err = fmt.Errorf("smpp: cannot encode %T", body)
	}
}

func (e *encoder) short(s *Short) {
	e.cstring(s.ServiceType, maxService, "service_type")
	e.address(s.Source, "source_addr")
	e.address(s.Dest, "destination_addr")
	e.octets(s.ESMClass, s.ProtocolID, s.Priority)
	e.cstring(s.ScheduleTime, maxTime, "schedule_delivery_time")
	e.cstring(s.ValidityPeriod, maxTime, "validity_period")
	e.octets(s.RegisteredDelivery, s.ReplaceIfPresent, s.DataCoding, s.DefaultMsgID)
	if len(s.Message) > maxMessage && e.err == nil {
		e.err = fmt.Errorf("smpp: short_message of %d octets", len(s.Message))
	}
	e.octets(byte(len(s.Message)))
	e.b = append(e.b, s.Message...)
	e.tlvs(s.TLVs)
}
