-- What the text makes of a named actor, and who signed the document.

ALTER TABLE mention ADD COLUMN stance TEXT NOT NULL DEFAULT '';
ALTER TABLE mention ADD COLUMN stance_evidence TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN signatories TEXT NOT NULL DEFAULT '';
