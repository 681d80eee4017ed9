"""The store, one SQLite file, and the ``Corpus`` object that fills and asks it."""
