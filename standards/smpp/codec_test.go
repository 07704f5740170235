// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package smpp

import (
	"bytes"
	"encoding/hex"
	"errors"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestBindOctets holds the encoder against the example of SMPP 3.4, section 7.3 (bind_transmitter).
func TestBindOctets(t *testing.T) {
	b, err := Encode(PDU{Command: BindTransmitter, Sequence: 1, Body: &Bind{
		SystemID: "SMPP3TEST", Password: "secret08", SystemType: "SUBMIT1", Version: 0x01, TON: 1, NPI: 1,
	}})
	want := "0000002f000000020000000000000001" + "534d50503354455354007365637265743038005355424d4954310001010100"
	if err != nil || hex.EncodeToString(b) != want {
		t.Errorf("%v\n got %x\nwant %s", err, b, want)
	}
}

func drawShort(t *rapid.T) *Short {
	text := func(limit int, name string) string {
		return rapid.StringOfN(rapid.RuneFrom([]rune("abcXYZ019")), 0, limit, limit).Draw(t, name)
	}
	b := rapid.Byte()
	s := &Short{
		ServiceType: text(5, "service"), Source: Address{b.Draw(t, "ton"), b.Draw(t, "npi"), text(20, "src")},
		Dest: Address{1, 1, text(20, "dst")}, ESMClass: b.Draw(t, "esm"), DataCoding: b.Draw(t, "dc"),
		RegisteredDelivery: b.Draw(t, "rd"), ValidityPeriod: text(16, "vp"),
		Message: rapid.SliceOfN(b, 0, 254).Draw(t, "msg"),
	}
	for range rapid.IntRange(0, 3).Draw(t, "tlvs") {
		s.TLVs = append(s.TLVs, TLV{Tag: rapid.Uint16().Draw(t, "tag"), Value: rapid.SliceOfN(b, 0, 300).Draw(t, "v")})
	}
	return s
}

func TestShortRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := PDU{Command: SubmitSM, Sequence: rapid.Uint32().Draw(t, "seq"), Body: drawShort(t)}
		b, err := Encode(in)
		if err != nil {
			t.Fatal(err)
		}
		out, err := ReadPDU(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		again, err := Encode(out)
		if err != nil || !bytes.Equal(again, b) {
			t.Fatalf("%v: %x became %x", err, b, again)
		}
		if !reflect.DeepEqual(in.Body.(*Short).Dest, out.Body.(*Short).Dest) {
			t.Fatal("the destination changed")
		}
	})
}

func TestLimits(t *testing.T) {
	for name, body := range map[string]any{
		"password": &Bind{Password: "123456789"},
		"address":  &Short{Dest: Address{Addr: strings.Repeat("9", 21)}},
		"message":  &Short{Message: make([]byte, 255)},
		"zero":     &Bind{SystemID: "a\x00b"},
		"tlv":      &Short{TLVs: []TLV{{Value: make([]byte, MaxPDU+1)}}},
	} {
		if _, err := Encode(PDU{Command: SubmitSM, Body: body}); err == nil {
			t.Errorf("%s: was encoded", name)
		}
	}
	huge := []byte{0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 4}
	if _, err := ReadPDU(bytes.NewReader(huge)); !errors.Is(err, ErrFrame) {
		t.Errorf("a 2 GB PDU: %v", err)
	}
	cut, _ := Encode(PDU{Command: SubmitSM, Body: &Short{Message: []byte("abc")}})
	cut = append(cut, 1, 2, 3)
	cut[3] += 3
	var bad *BodyError
	if _, err := Decode(cut); !errors.As(err, &bad) {
		t.Errorf("three odd octets at the end: %v", err)
	}
}

func TestEncodeText(t *testing.T) {
	for _, c := range []struct {
		text   string
		coding byte
		sizes  []int
	}{
		{"", CodingDefault, []int{0}},
		{"Ho so da co ket qua", CodingDefault, []int{19}},
		{strings.Repeat("a", 160), CodingDefault, []int{160}},
		{strings.Repeat("a", 161), CodingDefault, []int{153, 8}},
		{strings.Repeat("a", 152) + "€b" + strings.Repeat("c", 7), CodingDefault, []int{152, 10}},
		{strings.Repeat("ạ", 70), CodingUCS2, []int{140}},
		{strings.Repeat("ạ", 71), CodingUCS2, []int{134, 8}},
		{strings.Repeat("ạ", 66) + "😀" + strings.Repeat("ạ", 5), CodingUCS2, []int{132, 14}},
	} {
		coding, parts, err := EncodeText(c.text)
		var sizes []int
		joined := ""
		for _, p := range parts {
			sizes = append(sizes, len(p))
			joined += DecodeText(coding, p)
		}
		if err != nil || coding != c.coding || !reflect.DeepEqual(sizes, c.sizes) || joined != c.text {
			t.Errorf("%.12q…: coding %d, sizes %v, %v", c.text, coding, sizes, err)
		}
	}
	if _, _, err := EncodeText(strings.Repeat("ạ", 671)); !errors.Is(err, ErrTooLong) {
		t.Errorf("eleven parts: %v", err)
	}
}

func TestTextRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(0, 300, -1).Draw(t, "text")
		shorts, err := Message{Text: text}.parts(7)
		if err != nil {
			return
		}
		var j Joiner
		got, complete := "", false
		for _, i := range rapid.Permutation(indexes(len(shorts))).Draw(t, "order") {
			got, complete = j.Add(shorts[i])
		}
		if !complete || got != text {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

func indexes(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func TestJoinerForgets(t *testing.T) {
	var j Joiner
	shorts, _ := Message{Text: strings.Repeat("x", 200)}.parts(1)
	for i := range 10 * maxPending {
		s := *shorts[0]
		s.Source.Addr = string(rune('a'+i%26)) + strings.Repeat("1", i/26%20) + string(rune('a'+i/520))
		j.Add(&s)
	}
	if len(j.open) > maxPending || len(j.order) != len(j.open) {
		t.Errorf("%d messages are kept", len(j.open))
	}
}

func TestParseReceipt(t *testing.T) {
	for text, want := range map[string]Receipt{
		"id:0123456789 sub:001 dlvrd:001 submit date:2611210930 done date:2611210931 stat:DELIVRD err:000 text:Ho so id:9 stat:X": {
			ID: "0123456789", Submitted: 1, Delivered: 1, SubmitDate: "2611210930", DoneDate: "2611210931",
			State: Delivered, Error: "000", Text: "Ho so id:9 stat:X"},
		"id:a_b-c stat:undeliv err:34": {ID: "a_b-c", State: Undeliverable, Error: "34"},
		"id:7 sub:1 dlvrd:0 submit date:261121093000 done date:261121093105 stat:EXPIRED err:1 Text:": {
			ID: "7", Submitted: 1, SubmitDate: "261121093000", DoneDate: "261121093105", State: Expired, Error: "1"},
	} {
		got, ok := ParseReceipt(&Short{ESMClass: esmReceipt, Message: []byte(text)})
		if !ok || got != want {
			t.Errorf("%q:\n got %+v\nwant %+v", text, got, want)
		}
	}
	if _, ok := ParseReceipt(&Short{Message: []byte("id:1 stat:DELIVRD")}); ok {
		t.Error("a message from a phone was taken for a receipt")
	}
	r := Receipt{ID: "9", Submitted: 1, Delivered: 1, SubmitDate: "2611210930", DoneDate: "2611210931", State: Delivered,
		Error: "000", Text: "Ho so"}
	if back, _ := ParseReceipt(&Short{ESMClass: esmReceipt, Message: []byte(r.Format())}); back != r {
		t.Errorf("%+v became %+v", r, back)
	}
}

func FuzzPDU(f *testing.F) {
	for _, p := range []PDU{
		{Command: BindTransceiver, Sequence: 1, Body: &Bind{SystemID: "a", Password: "b"}},
		{Command: SubmitSM, Sequence: 2, Body: &Short{Message: []byte("hello"), TLVs: []TLV{{Tag: 5, Value: []byte{1}}}}},
		{Command: SubmitSMResp, Sequence: 2, Body: &ShortResp{MessageID: "77"}},
		{Command: DeliverSM, Sequence: 3, Body: &Short{ESMClass: esmReceipt | esmUDH, Message: []byte("\x05\x00\x03\x01\x02\x01id:1 stat:DELIVRD")}},
		{Command: EnquireLink, Sequence: 4},
	} {
		b, err := Encode(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := ReadPDU(bytes.NewReader(b))
		if err != nil {
			return
		}
		again, err := Encode(p)
		if err != nil {
			t.Fatalf("decoded but not encoded: %v", err)
		}
		if _, err := Decode(again); err != nil {
			t.Fatalf("encoded but not decoded: %v", err)
		}
		if s, ok := p.Body.(*Short); ok {
			ParseReceipt(s)
			new(Joiner).Add(s)
		}
	})
}

func BenchmarkDecodeSubmit(b *testing.B) {
	data, _ := Encode(PDU{Command: SubmitSM, Sequence: 2, Body: &Short{Message: make([]byte, 140), Dest: International("84912345678")}})
	b.ReportAllocs()
	for b.Loop() {
		Decode(data)
	}
}
