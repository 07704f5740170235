-- What stays the same through all versions of a procedure. Usage weighs how often it was asked for.
CREATE TABLE catalogue_procedure (
	code TEXT PRIMARY KEY,
	successor TEXT NOT NULL DEFAULT '',
	usage_weight BIGINT NOT NULL DEFAULT 0
);
-- Every version ever announced, and drafts. A document never changes: a draft that is replaced is another row. published is in force
-- until further notice, closed has a last day. An empty beginning is before our tables begin.
CREATE TABLE catalogue_version (
	id TEXT PRIMARY KEY,
	procedure TEXT NOT NULL REFERENCES catalogue_procedure (code),
	hash TEXT NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'closed')),
	origin TEXT NOT NULL CHECK (origin IN ('demo', 'text', 'list', 'hand')),
	kind TEXT NOT NULL CHECK (kind IN ('add', 'amend', 'repeal')),
	decision TEXT NOT NULL,
	decision_date TEXT NOT NULL,
	effective_from TEXT NOT NULL,
	effective_to TEXT NOT NULL,
	remarks TEXT NOT NULL,
	created_at TEXT NOT NULL,
	published_at TEXT NOT NULL,
	name TEXT NOT NULL,
	name_en TEXT NOT NULL,
	sort_key TEXT NOT NULL,
	field TEXT NOT NULL,
	levels TEXT NOT NULL,
	audience TEXT NOT NULL,
	service BIGINT NOT NULL CHECK (service IN (2, 3, 4)),
	five_on_spot BOOLEAN NOT NULL,
	fileable BOOLEAN NOT NULL,
	document TEXT NOT NULL
);
CREATE UNIQUE INDEX catalogue_version_content ON catalogue_version (procedure, hash);
CREATE INDEX catalogue_version_force ON catalogue_version (procedure, effective_from) WHERE state <> 'draft';
CREATE INDEX catalogue_version_state ON catalogue_version (state, procedure);
-- Which agency offers which procedure, and how far online: an agency's code, or * for the People's Committee of every commune.
CREATE TABLE catalogue_agency (
	procedure TEXT NOT NULL REFERENCES catalogue_procedure (code),
	agency TEXT NOT NULL,
	service BIGINT NOT NULL CHECK (service IN (2, 3, 4)),
	PRIMARY KEY (procedure, agency)
);
CREATE INDEX catalogue_agency_agency ON catalogue_agency (agency, procedure);
-- The version of all the tables above, renewed by every write, so that processes know when what they keep is out of date.
CREATE TABLE catalogue_state (
	name TEXT PRIMARY KEY,
	version TEXT NOT NULL
);
