-- The lines that each site puts around its pages, in the order of the page from each edge.

CREATE TABLE site_block (
    site          TEXT NOT NULL,
    n             INTEGER NOT NULL,
    edge          TEXT NOT NULL,          -- top or bottom
    line          TEXT NOT NULL,          -- as lines are compared
    documents     INTEGER NOT NULL,       -- in which it is at that edge
    documents_all INTEGER NOT NULL,       -- of the site, copies counted once
    doc_id        TEXT NOT NULL,          -- of one of them
    PRIMARY KEY (site, n)
) WITHOUT ROWID;
