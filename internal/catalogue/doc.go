// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package catalogue knows which procedures there are and what each asks, gives, costs and takes, in every version that was ever
// announced. It holds the type, never the case.
//
// Its words, with the legal Vietnamese term: procedure (thủ tục hành chính), version (one announcement by decision: quyết định công bố),
// component (thành phần hồ sơ), channel (cách thức thực hiện), term (thời hạn giải quyết), statutory and committed term (thời hạn theo
// quy định, thời hạn cam kết), fee (phí) and charge (lệ phí), result (kết quả), legal basis (căn cứ pháp lý), full, partial and
// information service (dịch vụ công trực tuyến toàn trình, một phần, cung cấp thông tin), five on the spot (năm tại chỗ).
//
// A Version has the elements of Decree 63/2010/NĐ-CP Art. 8(2); seven of them are mandatory and checked by machine (Decision
// 766/QĐ-TTg, indicator 1.3). Everything in it is data with a legal basis, never code, and a dossier keeps the version under
// which it was accepted.
//
// National texts come as free text in which cells run into one another. The parsers take what is certain and report the rest:
// a term without a unit is no term, a number that may be a term or a fee is neither.
//
// It owns the catalogue_ tables: procedures, their versions as documents that never change, and which agency offers what. Its doors:
// Import…, Amend, Publish, Close and Assign change it; Version, Current, Summary, Search, OfferedAt and AgenciesOf answer other rooms
// inside their transactions. What is in force is kept in memory as one value (shelf.go) with an index of its words (index.go), so
// that a search is the same on both databases and takes well under a millisecond.
package catalogue
