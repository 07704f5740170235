// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Package identity knows who a person is, in which post they act, and that it is
// they who sit before the screen.
//
// Its words, with the legal Vietnamese term: person (công dân, cá nhân), personal
// number (số định danh cá nhân, Law 26/2023/QH15), account (tài khoản của cán bộ,
// công chức), appointment (quyết định phân công, bổ nhiệm), delegation (ủy quyền, giao
// quyền ký thay), session (phiên làm việc), token (mã truy cập cho phần mềm),
// assurance level (mức độ định danh điện tử: 1 or 2, Decree 69/2024/NĐ-CP).
//
// Rights come from nowhere but appointments and delegations that run on the day:
// roles.go says which role gives which permission, rules_grants.go puts them
// together. Citizens have no permissions; what is theirs is decided by whose it is.
//
// Citizens sign in with VNeID (OpenID Connect, code flow with PKCE); staff with a
// password. A session is a random token in a cookie; the database keeps its hash.
// Authenticate turns a request into an actor and remembers the answer for some
// seconds in this process.
//
// It owns the tables identity_*. Its doors: the use cases on Service (one a file),
// query.go for other rooms, Authenticate for the server, Run for the housekeeping,
// the events of events.go.
package identity
