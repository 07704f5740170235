// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package dossier is the spine of the house: the life of one application
// (hồ sơ), from the first field a citizen fills in to the result in their hand.
//
// Words: dossier (hồ sơ), reception (tiếp nhận), appraisal (thẩm định), approval
// (phê duyệt), stamping (đóng dấu), result delivery (trả kết quả): the five steps,
// "five on the spot" (năm tại chỗ) when one place does all of them. Supplement
// request (yêu cầu bổ sung), refusal to accept (từ chối tiếp nhận), withdrawal
// (rút hồ sơ), due date (ngày hẹn trả). States carry the national codes
// TrangThaiHoSo 1 to 10 (State).
//
// It owns dossiers, their events, their contents, drafts and number series. A
// dossier keeps the procedure version and the calendar version under which it was
// accepted. Its record is the list of its events; the row of the dossier is the
// sum of them. Whoever hands over and whoever receives stand in each event with
// the time and the working minutes that were left.
//
// Doors: SaveDraft, Submit, File (at the counter), Accept, Refuse,
// RequestSupplement, Supplement, Appraise, Return, Approve, Stamp, Deliver,
// Withdraw; and the questions in query.go.
package dossier
