-- Where the terms stand that spoke for a theme: «start-end» of each, in the order of `evidence`.

ALTER TABLE code ADD COLUMN evidence_at TEXT NOT NULL DEFAULT '';
