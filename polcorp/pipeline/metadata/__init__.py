"""Who speaks in a document, and where, when and what it is."""
