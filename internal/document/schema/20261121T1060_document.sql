-- Papers in: one row for each file somebody handed in, whatever became of it.
CREATE TABLE document_file (
	id TEXT PRIMARY KEY,
	owner TEXT NOT NULL,
	component TEXT NOT NULL,
	name TEXT NOT NULL,
	type TEXT NOT NULL CHECK (type IN ('pdf', 'jpeg', 'png', 'docx', 'xlsx', 'unknown')),
	size BIGINT NOT NULL,
	hash TEXT NOT NULL,
	pages BIGINT NOT NULL,
	width BIGINT NOT NULL,
	height BIGINT NOT NULL,
	thumbnail TEXT NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('received', 'checked', 'refused')),
	reason TEXT NOT NULL,
	added_by TEXT NOT NULL,
	added_at TEXT NOT NULL,
	checked_at TEXT NOT NULL,
	removed_at TEXT NOT NULL
);
CREATE INDEX document_file_owner ON document_file (owner, id) WHERE removed_at = '';
CREATE UNIQUE INDEX document_file_once ON document_file (owner, component, hash) WHERE removed_at = '' AND state <> 'refused';

-- Papers out: one row for each (dossier, step, template), however often it was asked for.
CREATE TABLE document_paper (
	id TEXT PRIMARY KEY,
	dossier TEXT NOT NULL,
	dossier_code TEXT NOT NULL,
	step TEXT NOT NULL,
	template TEXT NOT NULL,
	edition BIGINT NOT NULL,
	agency TEXT NOT NULL,
	agency_name TEXT NOT NULL,
	title TEXT NOT NULL,
	holder TEXT NOT NULL,
	data TEXT NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('draft', 'rendered', 'signed', 'sealed', 'void')),
	code TEXT NOT NULL,
	number BIGINT NOT NULL,
	symbol TEXT NOT NULL,
	dated TEXT NOT NULL,
	slots TEXT NOT NULL,
	rendered_hash TEXT NOT NULL,
	rendered_at TEXT NOT NULL,
	signer TEXT NOT NULL,
	signer_name TEXT NOT NULL,
	signer_post TEXT NOT NULL,
	signer_key TEXT NOT NULL,
	signed_hash TEXT NOT NULL,
	signed_at TEXT NOT NULL,
	sealer TEXT NOT NULL,
	seal_key TEXT NOT NULL,
	sealed_hash TEXT NOT NULL,
	sealed_at TEXT NOT NULL,
	void_reason TEXT NOT NULL,
	created_at TEXT NOT NULL,
	version BIGINT NOT NULL
);
CREATE UNIQUE INDEX document_paper_once ON document_paper (dossier, step, template) WHERE state <> 'void';
CREATE UNIQUE INDEX document_paper_code ON document_paper (code);
CREATE UNIQUE INDEX document_paper_number ON document_paper (agency, symbol, substr(dated, 1, 4), number) WHERE number > 0;
CREATE INDEX document_paper_dossier ON document_paper (dossier, id);
CREATE INDEX document_paper_sealed ON document_paper (sealed_hash) WHERE sealed_hash <> '';
CREATE INDEX document_paper_rendered ON document_paper (rendered_hash) WHERE rendered_hash <> '';

-- Number series: gapless for each agency, symbol and year.
CREATE TABLE document_series (
	agency TEXT NOT NULL,
	symbol TEXT NOT NULL,
	year TEXT NOT NULL,
	last BIGINT NOT NULL,
	PRIMARY KEY (agency, symbol, year)
);

-- Signing keys of persons and agencies; the private half is sealed under the installation's key.
CREATE TABLE document_key (
	id TEXT PRIMARY KEY,
	holder TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('person', 'seal')),
	name TEXT NOT NULL,
	fingerprint TEXT NOT NULL,
	chain TEXT NOT NULL,
	private BYTEA NOT NULL,
	mark BYTEA NOT NULL,
	valid_from TEXT NOT NULL,
	valid_to TEXT NOT NULL,
	revoked_at TEXT NOT NULL,
	created_at TEXT NOT NULL
);
CREATE INDEX document_key_holder ON document_key (holder, kind, valid_to);
CREATE UNIQUE INDEX document_key_once ON document_key (fingerprint, holder, kind) WHERE revoked_at = '';
