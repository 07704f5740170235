// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package smpp speaks the Short Message Peer-to-Peer protocol with a mobile operator.
//
// Standard: SMPP v3.4, issue 1.2 (SMS Forum, 1999): bind_transceiver, submit_sm, deliver_sm, enquire_link, unbind and
// generic_nack, delivery receipts in the text form of its appendix B and by TLV; long messages by the concatenation
// header of 3GPP TS 23.040 (8-bit reference); the GSM default alphabet (data_coding 0, one septet per octet) and UCS-2
// (data_coding 8), which Vietnamese letters need.
//
// Client keeps one bound connection alive and sends through it, many messages at a time within a window. Server is the
// operator's side, for sandboxes and tests. Neither reads the clock: timers only.
//
// Not covered: bind_receiver and bind_transmitter on the client, submit_multi, data_sm, query_sm, cancel_sm,
// replace_sm, and 16-bit concatenation references.
package smpp
