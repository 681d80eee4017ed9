-- How a document is written; missing where it is not defined, or was stored before this was known.

ALTER TABLE document ADD COLUMN ovix REAL;
ALTER TABLE document ADD COLUMN nominal_ratio REAL;
ALTER TABLE document ADD COLUMN type_token REAL;
