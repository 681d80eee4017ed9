-- Whether a text is its own clean view, so that no view needs to be made to search it or to count its
-- words. Null where that is not known: of documents that were stored before.

ALTER TABLE document ADD COLUMN is_clean INTEGER;
