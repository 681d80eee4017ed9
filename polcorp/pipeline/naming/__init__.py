"""Finding names: lexicon, patterns, persons, abbreviations; the component is ``actors``."""
