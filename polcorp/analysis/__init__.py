"""Statistics and scores on the tables of a corpus."""
