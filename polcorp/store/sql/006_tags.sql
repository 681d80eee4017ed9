-- The part of speech of every word, in the order of the text, for the concordance; and the copies
-- of a text found by path without going through all of them.

CREATE TABLE word_tag (
    document INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    tags     BLOB NOT NULL                -- as polcorp.tables.tags packs them
);

DROP INDEX document_sha256;
CREATE INDEX document_sha256 ON document (sha256, path);
