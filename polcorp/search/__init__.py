"""The concordance: patterns, their hits in the texts of a corpus, and what is around them."""
