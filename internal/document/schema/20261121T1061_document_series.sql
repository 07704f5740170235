-- A paper without a symbol is numbered in a series of its own kind, so that birth
-- certificates and other papers do not share their numbers.
ALTER TABLE document_paper ADD COLUMN series TEXT NOT NULL DEFAULT '';
UPDATE document_paper SET series = CASE symbol WHEN '' THEN template ELSE symbol END;
DROP INDEX document_paper_number;
CREATE UNIQUE INDEX document_paper_number ON document_paper (agency, series, substr(dated, 1, 4), number) WHERE number > 0;
UPDATE document_series SET symbol = 'result.birth' WHERE symbol = '';
