"""The spaCy components, one file each, and what they are made of."""

from polcorp.pipeline.spacy_commands import put_off

put_off()
