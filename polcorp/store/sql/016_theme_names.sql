-- English names of themes; the next ingest fills them in.

ALTER TABLE theme ADD COLUMN name_en TEXT NOT NULL DEFAULT '';
UPDATE theme SET name_en = name;
