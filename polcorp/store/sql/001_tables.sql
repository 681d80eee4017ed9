-- One row an observation, integer keys inside; the ids that people see are made in the views.
-- Offsets are Unicode code points into text.text. `n` numbers the rows of one document.

CREATE TABLE run (
    id        INTEGER PRIMARY KEY,
    started   TEXT NOT NULL,              -- UTC, ISO 8601
    finished  TEXT,                       -- null: the run was stopped
    version   TEXT NOT NULL,              -- of polcorp
    model     TEXT NOT NULL,
    lexicons  TEXT NOT NULL,
    pipeline  TEXT NOT NULL,              -- JSON: all that decides how a text is analysed
    options   TEXT NOT NULL,              -- JSON
    added     INTEGER NOT NULL DEFAULT 0,
    updated   INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    missing   INTEGER NOT NULL DEFAULT 0,
    pruned    INTEGER NOT NULL DEFAULT 0,
    failed    INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE failure (
    run    INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    path   TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (run, path)
) WITHOUT ROWID;

CREATE TABLE party (abbr TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE theme (
    id     INTEGER PRIMARY KEY,
    code   TEXT NOT NULL UNIQUE,
    name   TEXT NOT NULL,
    cap    TEXT NOT NULL,
    marpor TEXT NOT NULL
);

CREATE TABLE actor (
    id        INTEGER PRIMARY KEY,
    canonical TEXT NOT NULL,
    type      TEXT NOT NULL,
    wikidata  TEXT,
    UNIQUE (canonical, type)
);

CREATE TABLE document (
    id      INTEGER PRIMARY KEY,
    doc_id  TEXT NOT NULL,                -- the stem where that is unique, else the path
    path    TEXT NOT NULL UNIQUE,
    stem    TEXT NOT NULL,
    sha256  TEXT NOT NULL,                -- of the file's bytes
    encoding TEXT NOT NULL,
    given   TEXT NOT NULL,                -- JSON: the metadata that the user gave
    run     INTEGER NOT NULL REFERENCES run (id),
    party        TEXT, party_evidence        TEXT NOT NULL, party_confidence        REAL NOT NULL,
    municipality TEXT, municipality_evidence TEXT NOT NULL, municipality_confidence REAL NOT NULL,
    region       TEXT, region_evidence       TEXT NOT NULL, region_confidence       REAL NOT NULL,
    date         TEXT, date_evidence         TEXT NOT NULL, date_confidence         REAL NOT NULL,
    doc_type     TEXT, doc_type_evidence     TEXT NOT NULL, doc_type_confidence     REAL NOT NULL,
    title        TEXT, title_evidence        TEXT NOT NULL, title_confidence        REAL NOT NULL,
    n_chars      INTEGER NOT NULL,
    n_tokens     INTEGER NOT NULL,        -- white space does not count
    n_words      INTEGER NOT NULL,        -- nor punctuation
    n_long_words INTEGER NOT NULL,        -- of more than six letters
    n_body_words INTEGER NOT NULL,        -- outside boilerplate
    n_sentences  INTEGER NOT NULL
);
CREATE INDEX document_doc_id ON document (doc_id);
CREATE INDEX document_stem ON document (stem);
CREATE INDEX document_sha256 ON document (sha256);

CREATE TABLE text (document INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE, text TEXT NOT NULL);

CREATE TABLE extra (
    document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    name     TEXT NOT NULL,
    value    TEXT NOT NULL,
    PRIMARY KEY (document, name)
) WITHOUT ROWID;

-- Every party that speaks in the document, the main one first.
CREATE TABLE document_party (
    document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    n        INTEGER NOT NULL,
    party    TEXT NOT NULL,
    PRIMARY KEY (document, n)
) WITHOUT ROWID;

CREATE TABLE section (
    document      INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    n             INTEGER NOT NULL,
    parent        INTEGER,
    level         INTEGER NOT NULL,
    kind          TEXT NOT NULL,
    start         INTEGER NOT NULL,
    "end"         INTEGER NOT NULL,
    heading_start INTEGER,
    heading_end   INTEGER,
    n_tokens      INTEGER NOT NULL,
    n_words       INTEGER NOT NULL,
    rule          TEXT NOT NULL,
    confidence    REAL NOT NULL,
    PRIMARY KEY (document, n)
) WITHOUT ROWID;

CREATE TABLE lead_in (
    document   INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    n          INTEGER NOT NULL,
    section    INTEGER NOT NULL,
    demands    INTEGER NOT NULL,          -- 1: what follows is a list of demands
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    rule       TEXT NOT NULL,
    confidence REAL NOT NULL,
    PRIMARY KEY (document, n)
) WITHOUT ROWID;

CREATE TABLE demand (
    document      INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    n             INTEGER NOT NULL,
    section       INTEGER NOT NULL,
    party         TEXT,
    own           INTEGER NOT NULL,       -- 1: the document's own party asks
    form          TEXT NOT NULL,
    start         INTEGER NOT NULL,
    "end"         INTEGER NOT NULL,
    text          TEXT NOT NULL,
    lead_in_start INTEGER,
    lead_in_end   INTEGER,
    holder        TEXT NOT NULL,
    verb          TEXT NOT NULL,
    content_start INTEGER,                -- where the content is a part of the document's text;
    content_end   INTEGER,                -- else it is kept in words
    content       TEXT,
    addressee     TEXT NOT NULL,
    polarity      TEXT NOT NULL,
    rule          TEXT NOT NULL,
    confidence    REAL NOT NULL,
    PRIMARY KEY (document, n)
) WITHOUT ROWID;

CREATE TABLE mention (
    document       INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    n              INTEGER NOT NULL,
    section        INTEGER NOT NULL,
    demand         INTEGER,               -- n of the demand that it stands in
    actor          INTEGER NOT NULL REFERENCES actor (id),
    start          INTEGER NOT NULL,
    "end"          INTEGER NOT NULL,
    text           TEXT NOT NULL,
    source         TEXT NOT NULL,
    rule           TEXT NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end   INTEGER NOT NULL,
    PRIMARY KEY (document, n)
) WITHOUT ROWID;
CREATE INDEX mention_actor ON mention (actor, document);

CREATE TABLE code (
    document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    n        INTEGER NOT NULL,
    demand   INTEGER,                     -- n of the coded demand; null: a sentence is coded
    theme    INTEGER NOT NULL REFERENCES theme (id),
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    rank     INTEGER NOT NULL,
    score    REAL NOT NULL,
    evidence TEXT NOT NULL,
    n_words  INTEGER NOT NULL,
    PRIMARY KEY (document, n)
) WITHOUT ROWID;
