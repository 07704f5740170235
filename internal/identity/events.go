// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

package identity

// Topics of the events this room emits. The subject of each is the person or the
// account it is about.
const (
	TopicSignedIn         = "identity.signed_in"
	TopicSignedOut        = "identity.signed_out"
	TopicAccountCreated   = "identity.account_created"
	TopicAccountLocked    = "identity.account_locked"
	TopicAppointed        = "identity.appointed"
	TopicAppointmentEnded = "identity.appointment_ended"
	TopicDelegated        = "identity.delegated"
	TopicTokenCreated     = "identity.token_created"
	TopicTokenRevoked     = "identity.token_revoked"
	TopicPersonRegistered = "identity.person_registered"
	TopicContactUpdated   = "identity.contact_updated"
)

// SignedIn: a session began.
type SignedIn struct {
	Kind      string `json:"kind"`
	Account   string `json:"account,omitempty"`
	Person    string `json:"person"`
	Assurance int    `json:"assurance"`
}

// SignedOut: sessions ended. How is "sign_out", "ended" (from the list of sessions)
// or "back_channel" (the identity provider said so).
type SignedOut struct {
	Account  string `json:"account,omitempty"`
	Person   string `json:"person"`
	Sessions int    `json:"sessions"`
	How      string `json:"how"`
}

// AccountCreated: somebody may now sign in as staff.
type AccountCreated struct {
	Account string `json:"account"`
	Person  string `json:"person"`
}

// AccountLocked: too many wrong passwords.
type AccountLocked struct {
	Account string `json:"account"`
	Until   string `json:"until"`
}

// Appointed: an account holds a post, now or from a later day.
type Appointed struct {
	Appointment string `json:"appointment"`
	Account     string `json:"account"`
	Agency      string `json:"agency"`
	Role        Role   `json:"role"`
	ValidFrom   string `json:"valid_from"`
	ValidTo     string `json:"valid_to,omitempty"`
}

// AppointmentEnded: the post is held until ValidTo at the latest.
type AppointmentEnded struct {
	Appointment string `json:"appointment"`
	Account     string `json:"account"`
	Agency      string `json:"agency"`
	Role        Role   `json:"role"`
	ValidTo     string `json:"valid_to"`
}

// Delegated: one account may act in another's role.
type Delegated struct {
	Delegation string `json:"delegation"`
	From       string `json:"from"`
	To         string `json:"to"`
	Agency     string `json:"agency"`
	Role       Role   `json:"role"`
	ValidFrom  string `json:"valid_from"`
	ValidTo    string `json:"valid_to"`
}

// TokenCreated: a program has access.
type TokenCreated struct {
	Account string `json:"account"`
	Name    string `json:"name"`
	Expires string `json:"expires"`
}

// TokenRevoked: the token is good for nothing any more.
type TokenRevoked struct {
	Account string `json:"account"`
	Name    string `json:"name"`
}

// PersonRegistered: a person is known for the first time.
type PersonRegistered struct {
	Person string `json:"person"`
	Source Source `json:"source"`
}

// ContactUpdated: a person changed where and how they are reached.
type ContactUpdated struct {
	Person string `json:"person"`
}
