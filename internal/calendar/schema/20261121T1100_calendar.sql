-- Working-time calendars of agencies, each change a new version; '' is the whole
-- province. Without a row the built-in state calendar holds.
CREATE TABLE calendar_version (
	id TEXT PRIMARY KEY,
	agency TEXT NOT NULL,
	document TEXT NOT NULL,
	basis TEXT NOT NULL,
	made_at TEXT NOT NULL,
	made_by TEXT NOT NULL
);
CREATE INDEX calendar_version_agency ON calendar_version (agency, id);
