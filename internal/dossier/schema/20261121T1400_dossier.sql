-- One application. The row is the present; dossier_event is how it came about.
CREATE TABLE dossier (
	id TEXT PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	version BIGINT NOT NULL,
	procedure_code TEXT NOT NULL,
	procedure_version TEXT NOT NULL,
	title TEXT NOT NULL,
	channel TEXT NOT NULL CHECK (channel IN ('direct', 'online', 'post')),
	state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 10),
	step TEXT NOT NULL,
	step_no BIGINT NOT NULL,
	-- Who holds it now, and the three roles an agency can have in it.
	holder TEXT NOT NULL,
	assignee TEXT NOT NULL DEFAULT '',
	receiving TEXT NOT NULL,
	competent TEXT NOT NULL,
	-- The owner of the dossier, and who handed it in.
	person TEXT NOT NULL,
	applicant TEXT NOT NULL,
	applicant_key TEXT NOT NULL,
	number TEXT NOT NULL,
	phone TEXT NOT NULL DEFAULT '',
	email TEXT NOT NULL DEFAULT '',
	address TEXT NOT NULL DEFAULT '',
	lang TEXT NOT NULL DEFAULT 'vi',
	submitter TEXT NOT NULL DEFAULT '',
	filed_by TEXT NOT NULL DEFAULT '',
	-- Time. act_by is the next date anybody is held to; it orders the work lists.
	submitted_at TEXT NOT NULL,
	received_at TEXT NOT NULL DEFAULT '',
	due_at TEXT NOT NULL DEFAULT '',
	clock_from TEXT NOT NULL DEFAULT '',
	statutory_due_at TEXT NOT NULL DEFAULT '',
	step_began_at TEXT NOT NULL DEFAULT '',
	step_due_at TEXT NOT NULL DEFAULT '',
	act_by TEXT NOT NULL DEFAULT '',
	finished_at TEXT NOT NULL DEFAULT '',
	delivered_at TEXT NOT NULL DEFAULT '',
	paused_at TEXT NOT NULL DEFAULT '',
	calendar TEXT NOT NULL DEFAULT '',
	supplements BIGINT NOT NULL DEFAULT 0,
	outcome TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'granted', 'refused')),
	on_open BOOLEAN NOT NULL DEFAULT TRUE,
	-- The other three axes: money, delivery, synchronisation.
	money TEXT NOT NULL DEFAULT 'none' CHECK (money IN ('none', 'due', 'paid')),
	delivery TEXT NOT NULL DEFAULT 'counter' CHECK (delivery IN ('counter', 'online', 'post')),
	sync TEXT NOT NULL DEFAULT 'none' CHECK (sync IN ('none', 'waiting', 'done', 'failed')),
	appraised_by TEXT NOT NULL DEFAULT '',
	approved_by TEXT NOT NULL DEFAULT '',
	last_command TEXT NOT NULL DEFAULT ''
);
CREATE INDEX dossier_work ON dossier (holder, step, act_by, id) WHERE on_open;
CREATE INDEX dossier_late ON dossier (competent, due_at, id) WHERE on_open;
CREATE INDEX dossier_received ON dossier (competent, received_at, id) WHERE received_at <> '';
CREATE INDEX dossier_finished ON dossier (competent, finished_at, id) WHERE finished_at <> '';
CREATE INDEX dossier_person ON dossier (person, id);
CREATE INDEX dossier_applicant ON dossier (applicant_key, id);
CREATE INDEX dossier_number ON dossier (number, id);

-- Every act, in order: what was done, by whom, and the hand-over it was.
CREATE TABLE dossier_event (
	dossier TEXT NOT NULL REFERENCES dossier (id),
	seq BIGINT NOT NULL,
	act TEXT NOT NULL,
	at TEXT NOT NULL,
	state BIGINT NOT NULL,
	actor_kind TEXT NOT NULL,
	actor TEXT NOT NULL,
	actor_name TEXT NOT NULL,
	actor_post TEXT NOT NULL,
	from_agency TEXT NOT NULL,
	from_step TEXT NOT NULL,
	to_agency TEXT NOT NULL,
	to_step TEXT NOT NULL,
	step_due_at TEXT NOT NULL,
	minutes_left BIGINT NOT NULL,
	note TEXT NOT NULL,
	detail TEXT NOT NULL,
	command TEXT NOT NULL,
	PRIMARY KEY (dossier, seq)
);

-- What the applicant wrote, and what was checked off at the counter.
CREATE TABLE dossier_content (
	dossier TEXT PRIMARY KEY REFERENCES dossier (id),
	answers TEXT NOT NULL,
	components TEXT NOT NULL
);

-- The last number given out, per agency and day of receipt.
CREATE TABLE dossier_series (
	agency TEXT NOT NULL,
	day TEXT NOT NULL,
	last BIGINT NOT NULL,
	PRIMARY KEY (agency, day)
);

-- Applications being written. One becomes a dossier of the same id.
CREATE TABLE dossier_draft (
	id TEXT PRIMARY KEY,
	version BIGINT NOT NULL,
	owner TEXT NOT NULL,
	procedure_code TEXT NOT NULL,
	procedure_version TEXT NOT NULL,
	receiving TEXT NOT NULL,
	competent TEXT NOT NULL,
	answers TEXT NOT NULL,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	expires_at TEXT NOT NULL
);
CREATE INDEX dossier_draft_owner ON dossier_draft (owner, updated_at, id);
CREATE INDEX dossier_draft_expires ON dossier_draft (expires_at);
