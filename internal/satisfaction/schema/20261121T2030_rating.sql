-- What an applicant said of one dossier. person_hash is bound to the dossier: it cannot be put together with another.
CREATE TABLE satisfaction_rating (
	dossier TEXT PRIMARY KEY,
	code TEXT NOT NULL,
	procedure_code TEXT NOT NULL,
	agency TEXT NOT NULL,
	receiving TEXT NOT NULL,
	score BIGINT NOT NULL CHECK (score BETWEEN 1 AND 5),
	words TEXT NOT NULL,
	person_hash TEXT NOT NULL,
	given_at TEXT NOT NULL,
	changed_at TEXT NOT NULL,
	version BIGINT NOT NULL,
	command TEXT NOT NULL
);
CREATE INDEX satisfaction_rating_agency ON satisfaction_rating (agency, given_at);
CREATE INDEX satisfaction_rating_given ON satisfaction_rating (given_at, agency);
