-- The order of documents: that of the Swedish alphabet (polcorp.swedish.order), told by SQLite's own
-- functions, so that any tool that writes the file keeps it.

ALTER TABLE document ADD COLUMN doc_order TEXT GENERATED ALWAYS AS (
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(lower(doc_id), 'a' || char(778), '{'), 'a' || char(776), '|'), 'o' || char(776), '}'), 'å', '{'), 'Å', '{'), 'ä', '|'), 'Ä', '|'), 'ö', '}'), 'Ö', '}'), 'é', 'e'), 'É', 'e')
) VIRTUAL;
CREATE INDEX document_order ON document (doc_order, doc_id);
