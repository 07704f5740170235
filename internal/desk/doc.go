// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package desk is where officers live all day (bàn làm việc): the work list, the
// dossier with its papers beside it, the counter, the search.
//
// Its words: desk (bàn làm việc), work list (việc cần làm), act (việc làm trên hồ
// sơ: accept, refuse, ask for what is missing, appraise, approve, send back, stamp,
// deliver), consequence (điều sẽ xảy ra), counter filing (nhận hồ sơ tại quầy).
//
// It owns no table and no rule: what may be done, and what would follow, is asked
// of the dossier room. Every page works without script and from the keyboard.
//
// Its door is Pages.Routes.
package desk
