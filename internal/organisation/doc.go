// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package organisation knows which places and offices exist on a given day, under whom they stand, what they were before and
// what answers for them afterwards.
//
// Its words, with the legal Vietnamese term: unit (đơn vị hành chính), province (tỉnh), district (huyện, thị xã, thành phố thuộc
// tỉnh: a tier abolished on 1 July 2025 by Law 72/2025/QH15), commune (xã), ward (phường), township (thị trấn), agency (cơ quan),
// people's committee (Ủy ban nhân dân), service centre (Trung tâm Phục vụ hành chính công, Decree 118/2025), arrangement
// (sắp xếp đơn vị hành chính).
//
// A unit is known by its statistical code *and* a day: codes are used again after an arrangement (03664 was Xã Chiềng Xôm until
// 30 June 2025 and is Phường Chiềng An since). Dates are civil dates written YYYY-MM-DD, so that they sort as text; an empty
// beginning means "before our tables begin", an empty end "still valid". The end is the last day of validity.
//
// It owns the organisation_ tables: units, lineage and agencies, each row known by its code and its beginning. Its doors: Import…
// changes them; Agency, Agencies, ServiceCentreOf, CompetentOf, Unit, Units, Communes, Resolve and Search answer other rooms inside
// their transactions, from one value kept in memory (whole.go). The tables under facts/ are our own and hold facts only.
package organisation
