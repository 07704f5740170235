-- Who did what to which subject. Rows are only ever added.
CREATE TABLE audit_entry (
	id TEXT NOT NULL,
	at TEXT NOT NULL,
	actor_kind TEXT NOT NULL,
	actor TEXT NOT NULL,
	actor_name TEXT NOT NULL,
	act TEXT NOT NULL,
	subject_kind TEXT NOT NULL,
	subject TEXT NOT NULL,
	unit TEXT NOT NULL,
	detail TEXT NOT NULL,
	PRIMARY KEY (subject, id)
);
