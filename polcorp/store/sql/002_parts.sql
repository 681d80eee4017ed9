-- Texts in parts of 4,096 code points: a slice of a text of ten megabytes reads one part, not all.
-- The whole text stands in the view `text`. Runs say which process they were.

CREATE TABLE text_part (
    document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    n        INTEGER NOT NULL,            -- from 0; the part begins at code point 4096 * n
    text     TEXT NOT NULL,
    PRIMARY KEY (document, n)             -- rows of this size waste pages WITHOUT ROWID
);

INSERT INTO text_part (document, n, text)
WITH RECURSIVE part (document, n) AS (
    SELECT document, 0 FROM text
    UNION ALL
    SELECT part.document, part.n + 1 FROM part JOIN text USING (document)
    WHERE length(text.text) > 4096 * (part.n + 1)
)
SELECT part.document, part.n, substr(text.text, 4096 * part.n + 1, 4096)
FROM part JOIN text USING (document);

DROP TABLE text;

ALTER TABLE run ADD COLUMN process INTEGER;
ALTER TABLE run ADD COLUMN host TEXT;
