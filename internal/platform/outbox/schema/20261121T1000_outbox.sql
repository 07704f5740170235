-- Events on their way to reactions; one leaves when all its reactions are done.
CREATE TABLE outbox_event (
	id TEXT PRIMARY KEY,
	topic TEXT NOT NULL,
	subject TEXT NOT NULL,
	payload TEXT NOT NULL,
	at TEXT NOT NULL,
	run_at TEXT NOT NULL,
	state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'dead')),
	attempt BIGINT NOT NULL DEFAULT 0,
	lease_until TEXT NOT NULL DEFAULT '',
	lease_owner TEXT NOT NULL DEFAULT '',
	last_error TEXT NOT NULL DEFAULT ''
);
-- Only events that were tried are here: one that waits again holds back the later ones of its subject.
CREATE INDEX outbox_event_held ON outbox_event (subject, id) WHERE attempt > 0;
-- Reactions done for events that are still here because another one failed.
CREATE TABLE outbox_done (
	event TEXT NOT NULL,
	reaction TEXT NOT NULL,
	at TEXT NOT NULL,
	PRIMARY KEY (event, reaction)
);
