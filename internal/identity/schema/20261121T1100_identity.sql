-- People, staff accounts, posts, delegations, sessions, tokens.
CREATE TABLE identity_person (
	id TEXT PRIMARY KEY,
	version BIGINT NOT NULL,
	personal_number TEXT NOT NULL,
	name TEXT NOT NULL,
	name_folded TEXT NOT NULL,
	name_key TEXT NOT NULL,
	birth_date TEXT NOT NULL,
	sex TEXT NOT NULL CHECK (sex IN ('', 'male', 'female')),
	phone TEXT NOT NULL,
	email TEXT NOT NULL,
	address TEXT NOT NULL,
	language TEXT NOT NULL CHECK (language IN ('vi', 'en')),
	sms_diacritics BOOLEAN NOT NULL,
	source TEXT NOT NULL CHECK (source IN ('counter', 'vneid', 'staff')),
	created TEXT NOT NULL,
	changed TEXT NOT NULL
);
CREATE UNIQUE INDEX identity_person_number ON identity_person (personal_number) WHERE personal_number <> '';
CREATE INDEX identity_person_folded ON identity_person (name_folded, id);

CREATE TABLE identity_account (
	id TEXT PRIMARY KEY,
	version BIGINT NOT NULL,
	login TEXT NOT NULL,
	password TEXT NOT NULL,
	person TEXT NOT NULL REFERENCES identity_person (id),
	state TEXT NOT NULL CHECK (state IN ('active', 'closed')),
	failed BIGINT NOT NULL,
	locked_until TEXT NOT NULL,
	last_seen TEXT NOT NULL,
	created TEXT NOT NULL
);
CREATE UNIQUE INDEX identity_account_login ON identity_account (login);
CREATE INDEX identity_account_person ON identity_account (person);

CREATE TABLE identity_appointment (
	id TEXT PRIMARY KEY,
	account TEXT NOT NULL REFERENCES identity_account (id),
	agency TEXT NOT NULL,
	role TEXT NOT NULL,
	title TEXT NOT NULL,
	valid_from TEXT NOT NULL,
	valid_to TEXT NOT NULL,
	document TEXT NOT NULL,
	created TEXT NOT NULL
);
CREATE UNIQUE INDEX identity_appointment_account ON identity_appointment (account, agency, role, valid_from);
CREATE INDEX identity_appointment_agency ON identity_appointment (agency, role, account);

-- procedures: codes the delegation is limited to, separated by blanks; empty means all.
CREATE TABLE identity_delegation (
	id TEXT PRIMARY KEY,
	from_account TEXT NOT NULL REFERENCES identity_account (id),
	to_account TEXT NOT NULL REFERENCES identity_account (id),
	role TEXT NOT NULL,
	agency TEXT NOT NULL,
	procedures TEXT NOT NULL,
	valid_from TEXT NOT NULL,
	valid_to TEXT NOT NULL,
	document TEXT NOT NULL,
	created TEXT NOT NULL
);
CREATE INDEX identity_delegation_to ON identity_delegation (to_account, valid_to);
CREATE INDEX identity_delegation_from ON identity_delegation (from_account, valid_to);
CREATE INDEX identity_delegation_agency ON identity_delegation (agency, role, to_account);

-- id is the SHA-256 of the cookie's token, in hexadecimal; account is '' for citizens.
CREATE TABLE identity_session (
	id TEXT PRIMARY KEY,
	kind TEXT NOT NULL CHECK (kind IN ('citizen', 'staff')),
	account TEXT NOT NULL,
	person TEXT NOT NULL REFERENCES identity_person (id),
	created TEXT NOT NULL,
	last_seen TEXT NOT NULL,
	expires TEXT NOT NULL,
	assurance BIGINT NOT NULL,
	agent TEXT NOT NULL,
	oidc_sub TEXT NOT NULL,
	oidc_sid TEXT NOT NULL
);
CREATE INDEX identity_session_person ON identity_session (person, created);
CREATE INDEX identity_session_account ON identity_session (account) WHERE account <> '';
CREATE INDEX identity_session_seen ON identity_session (kind, last_seen);
CREATE INDEX identity_session_expires ON identity_session (expires);
CREATE INDEX identity_session_oidc_sub ON identity_session (oidc_sub) WHERE oidc_sub <> '';
CREATE INDEX identity_session_oidc_sid ON identity_session (oidc_sid) WHERE oidc_sid <> '';

-- id is the SHA-256 of the bearer token, in hexadecimal.
CREATE TABLE identity_token (
	id TEXT PRIMARY KEY,
	account TEXT NOT NULL REFERENCES identity_account (id),
	name TEXT NOT NULL,
	created TEXT NOT NULL,
	expires TEXT NOT NULL,
	revoked TEXT NOT NULL
);
CREATE INDEX identity_token_account ON identity_token (account, created);

-- A sign-in with VNeID under way; id is the SHA-256 of the state, browser that of the cookie.
CREATE TABLE identity_login_state (
	id TEXT PRIMARY KEY,
	browser TEXT NOT NULL,
	nonce TEXT NOT NULL,
	verifier TEXT NOT NULL,
	next TEXT NOT NULL,
	expires TEXT NOT NULL
);
CREATE INDEX identity_login_state_expires ON identity_login_state (expires);
