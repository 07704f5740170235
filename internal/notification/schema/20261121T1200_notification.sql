-- What was or will be told to people, one row for each channel.
CREATE TABLE notification_message (
	id TEXT PRIMARY KEY,
	dedupe TEXT NOT NULL,
	channel TEXT NOT NULL CHECK (channel IN ('sms', 'email', 'portal')),
	kind TEXT NOT NULL,
	template BIGINT NOT NULL,
	subject_kind TEXT NOT NULL,
	subject TEXT NOT NULL,
	code TEXT NOT NULL,
	person TEXT NOT NULL,
	name TEXT NOT NULL,
	address TEXT NOT NULL,
	lang TEXT NOT NULL CHECK (lang IN ('vi', 'en')),
	title TEXT NOT NULL,
	body TEXT NOT NULL,
	encoding TEXT NOT NULL,
	segments BIGINT NOT NULL,
	urgent BOOLEAN NOT NULL,
	quiet_from BIGINT NOT NULL,
	quiet_to BIGINT NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'delivered', 'failed', 'dead')),
	attempt BIGINT NOT NULL DEFAULT 0,
	unsure BIGINT NOT NULL DEFAULT 0,
	run_at TEXT NOT NULL,
	give_up_at TEXT NOT NULL,
	lease_owner TEXT NOT NULL DEFAULT '',
	provider TEXT NOT NULL DEFAULT '',
	provider_id TEXT NOT NULL DEFAULT '',
	cost BIGINT NOT NULL DEFAULT 0,
	day TEXT NOT NULL,
	created_at TEXT NOT NULL,
	sent_at TEXT NOT NULL DEFAULT '',
	delivered_at TEXT NOT NULL DEFAULT '',
	read_at TEXT NOT NULL DEFAULT '',
	last_error TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX notification_message_dedupe ON notification_message (dedupe, channel);
CREATE INDEX notification_message_due ON notification_message (channel, run_at, id) WHERE state IN ('queued', 'sending', 'failed');
CREATE INDEX notification_message_subject ON notification_message (subject, id);
CREATE INDEX notification_message_inbox ON notification_message (person, id) WHERE channel = 'portal';
CREATE INDEX notification_message_unread ON notification_message (person, id) WHERE channel = 'portal' AND read_at = '';
CREATE INDEX notification_message_dead ON notification_message (id) WHERE state = 'dead';
CREATE INDEX notification_message_provider ON notification_message (provider, provider_id) WHERE provider_id <> '';
CREATE INDEX notification_message_day ON notification_message (day);
-- Delivery reports as the operators sent them; message is '' until the message is found, '-' when it never was.
CREATE TABLE notification_receipt (
	id TEXT PRIMARY KEY,
	provider TEXT NOT NULL,
	provider_id TEXT NOT NULL,
	outcome TEXT NOT NULL CHECK (outcome IN ('delivered', 'failed', 'pending')),
	status TEXT NOT NULL,
	raw TEXT NOT NULL,
	done_at TEXT NOT NULL,
	received_at TEXT NOT NULL,
	message TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX notification_receipt_once ON notification_receipt (provider, provider_id, status, done_at);
CREATE INDEX notification_receipt_open ON notification_receipt (id) WHERE message = '';
CREATE INDEX notification_receipt_message ON notification_receipt (message, id);
-- How a person wants to be told; no row means the installation's defaults.
CREATE TABLE notification_preference (
	person TEXT PRIMARY KEY,
	sms BOOLEAN NOT NULL,
	email BOOLEAN NOT NULL,
	diacritics BOOLEAN NOT NULL,
	lang TEXT NOT NULL CHECK (lang IN ('', 'vi', 'en')),
	quiet_from BIGINT NOT NULL,
	quiet_to BIGINT NOT NULL,
	version BIGINT NOT NULL,
	updated_at TEXT NOT NULL
);
-- Wordings that replace those of the locale files; an empty body goes back to them.
CREATE TABLE notification_template (
	kind TEXT NOT NULL,
	form TEXT NOT NULL CHECK (form IN ('sms', 'sms70', 'email', 'portal')),
	lang TEXT NOT NULL CHECK (lang IN ('vi', 'en')),
	version BIGINT NOT NULL,
	title TEXT NOT NULL,
	body TEXT NOT NULL,
	reason TEXT NOT NULL,
	author TEXT NOT NULL,
	at TEXT NOT NULL,
	current BOOLEAN NOT NULL,
	PRIMARY KEY (kind, form, lang, version)
);
CREATE UNIQUE INDEX notification_template_current ON notification_template (kind, lang, form) WHERE current;
