-- The actor that this one is, where documents call it differently: «IVO» and its long form.
-- Null: it goes by its own name. Settled at the end of each ingest.

ALTER TABLE actor ADD COLUMN main INTEGER;
CREATE INDEX actor_main ON actor (main);
