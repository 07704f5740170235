-- Administrative units through time. An empty beginning is before our tables begin, an empty end is still valid; the end is the last day.
CREATE TABLE organisation_unit (
	code TEXT NOT NULL,
	valid_from TEXT NOT NULL,
	valid_to TEXT NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('province', 'district', 'commune', 'ward', 'township')),
	parent TEXT NOT NULL,
	basis TEXT NOT NULL,
	aliases TEXT NOT NULL,
	folded TEXT NOT NULL,
	sort_key TEXT NOT NULL,
	PRIMARY KEY (code, valid_from)
);
CREATE INDEX organisation_unit_folded ON organisation_unit (folded, valid_from);
CREATE INDEX organisation_unit_parent ON organisation_unit (parent, sort_key);
-- Which unit went, wholly or in part, into which other on a day; many to many.
CREATE TABLE organisation_lineage (
	old_code TEXT NOT NULL,
	new_code TEXT NOT NULL,
	effective TEXT NOT NULL,
	basis TEXT NOT NULL,
	PRIMARY KEY (old_code, effective, new_code)
);
CREATE INDEX organisation_lineage_new ON organisation_lineage (new_code, effective);
-- Agencies and one-stop centres through time.
CREATE TABLE organisation_agency (
	code TEXT NOT NULL,
	valid_from TEXT NOT NULL,
	valid_to TEXT NOT NULL,
	old_code TEXT NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('people_committee', 'office', 'department', 'vertical', 'service_centre')),
	tier TEXT NOT NULL CHECK (tier IN ('province', 'district', 'commune')),
	unit TEXT NOT NULL,
	parent TEXT NOT NULL,
	phone TEXT NOT NULL,
	address TEXT NOT NULL,
	certainty TEXT NOT NULL CHECK (certainty IN ('', 'sure', 'demo')),
	folded TEXT NOT NULL,
	sort_key TEXT NOT NULL,
	PRIMARY KEY (code, valid_from)
);
CREATE INDEX organisation_agency_old ON organisation_agency (old_code);
CREATE INDEX organisation_agency_unit ON organisation_agency (unit, kind);
CREATE INDEX organisation_agency_parent ON organisation_agency (parent, sort_key);
CREATE INDEX organisation_agency_folded ON organisation_agency (folded);
-- The version of all the tables above, renewed by every write, so that processes know when what they keep is out of date.
CREATE TABLE organisation_state (
	name TEXT PRIMARY KEY,
	version TEXT NOT NULL
);
