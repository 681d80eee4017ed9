-- Who speaks in a document: party, authority, media, association, company, person, unknown. What
-- was stored before tells a party's document from others; the next ingest finds the rest.

ALTER TABLE document ADD COLUMN speaker TEXT NOT NULL DEFAULT 'unknown';
ALTER TABLE document ADD COLUMN speaker_evidence TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN speaker_confidence REAL NOT NULL DEFAULT 0;

UPDATE document SET speaker = 'party', speaker_evidence = party_evidence,
    speaker_confidence = party_confidence
WHERE party IS NOT NULL;
