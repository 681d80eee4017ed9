-- Sentences outside boilerplate, of which those with a theme are a part. Documents that were stored
-- before are analysed again by the next ingest, since the program has changed; until then all count.

ALTER TABLE document ADD COLUMN n_body_sentences INTEGER NOT NULL DEFAULT 0;
UPDATE document SET n_body_sentences = n_sentences;
