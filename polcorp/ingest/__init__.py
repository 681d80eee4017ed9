"""From files to rows in a corpus: what is new, who analyses it, and the account of it."""
