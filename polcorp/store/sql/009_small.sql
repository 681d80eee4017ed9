-- A smaller store. Texts in parts of 512 code points: parts of 4,096 left a quarter of their pages
-- empty. How a mention was found is kept once; the view `mention` has the words.

CREATE TABLE small_part (
    document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    n        INTEGER NOT NULL,            -- from 0; the part begins at code point 512 * n
    text     TEXT NOT NULL,
    PRIMARY KEY (document, n)
);

INSERT INTO small_part (document, n, text)
WITH RECURSIVE eighth (k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM eighth WHERE k < 7)
SELECT document, 8 * n + k, substr(text, 512 * k + 1, 512)
FROM text_part CROSS JOIN eighth WHERE length(text) > 512 * k
ORDER BY document, 8 * n + k;

DROP TABLE text_part;
ALTER TABLE small_part RENAME TO text_part;

CREATE TABLE how (
    id     INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    rule   TEXT NOT NULL,
    UNIQUE (source, rule)
);
INSERT INTO how (source, rule) SELECT DISTINCT source, rule FROM mention ORDER BY source, rule;

CREATE TABLE mention_row (
    document       INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    n              INTEGER NOT NULL,
    section        INTEGER NOT NULL,
    demand         INTEGER,               -- n of the demand that it stands in
    actor          INTEGER NOT NULL REFERENCES actor (id),
    start          INTEGER NOT NULL,
    "end"          INTEGER NOT NULL,
    text           TEXT NOT NULL,
    how            INTEGER NOT NULL REFERENCES how (id),
    sentence_start INTEGER NOT NULL,
    sentence_end   INTEGER NOT NULL,
    stance          TEXT NOT NULL DEFAULT '',
    stance_evidence TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (document, n)
) WITHOUT ROWID;
INSERT INTO mention_row (document, n, section, demand, actor, start, "end", text, how,
    sentence_start, sentence_end, stance, stance_evidence)
SELECT m.document, m.n, m.section, m.demand, m.actor, m.start, m."end", m.text, h.id,
    m.sentence_start, m.sentence_end, m.stance, m.stance_evidence
FROM mention m JOIN how h ON h.source = m.source AND h.rule = m.rule
ORDER BY m.document, m.n;

DROP TABLE mention;
CREATE INDEX mention_actor ON mention_row (actor, document);

-- Eight figures of a hash find its document; the rest is compared in the row.
DROP INDEX document_sha256;
CREATE INDEX document_sha256 ON document (substr(sha256, 1, 8), path);
