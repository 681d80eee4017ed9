-- The index of words is that of the clean views of the texts, and so are the parts of speech by place.
-- Those of documents that were stored before come back with the next ingest, which analyses them again.

INSERT INTO word (word) VALUES ('delete-all');

INSERT INTO word (rowid, text)
SELECT document, search_text(group_concat(text, ''))
FROM (SELECT document, text FROM text_part ORDER BY document, n)
GROUP BY document;

DELETE FROM word_tag;
