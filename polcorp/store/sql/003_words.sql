-- Which documents have a word, for the concordance. The index keeps no text and no places: those
-- are found again in the text. `word_form` tells which forms of a lemma the corpus has.

CREATE VIRTUAL TABLE word USING fts5(
    text, content = '', detail = none, tokenize = "unicode61 remove_diacritics 0"
);

INSERT INTO word (rowid, text)
SELECT document, search_text(group_concat(text, ''))
FROM (SELECT document, text FROM text_part ORDER BY document, n)
GROUP BY document;

CREATE TABLE word_form (
    lemma TEXT NOT NULL,
    pos   TEXT NOT NULL,
    form  TEXT NOT NULL,                  -- in lower case, other than the lemma
    PRIMARY KEY (lemma, pos, form)
) WITHOUT ROWID;
