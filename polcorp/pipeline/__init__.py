"""The spaCy components, one file each, and what they are made of."""
