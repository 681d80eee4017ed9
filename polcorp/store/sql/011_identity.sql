-- A doc_id stays what it was, whatever files come or go (`stem` only tells the file's name). Copies
-- of a text are kept and not counted: `copy_of` is the doc_id of the document that is, settled at
-- the end of each ingest; null: this one counts.

DROP INDEX document_stem;
DROP INDEX document_sha256;

ALTER TABLE document ADD COLUMN text_hash TEXT NOT NULL DEFAULT '';  -- of the decoded text; '': not yet told
ALTER TABLE document ADD COLUMN came INTEGER NOT NULL DEFAULT 0;     -- when the corpus got the text: 1, 2, …
ALTER TABLE document ADD COLUMN copy_of TEXT;
CREATE INDEX document_copy_of ON document (copy_of) WHERE copy_of IS NOT NULL;

-- The folder that the paths of its documents are relative to, seen from the folder of the corpus.
ALTER TABLE run ADD COLUMN folder TEXT;
