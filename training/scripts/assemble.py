"""Put the trained parts together as the pipeline that polcorp ships.

Order: tok2vec, tagger, morphologizer, lemmas, names, parser. Names come before the parser,
since an entity cannot cross a sentence start that the parser has set.

Usage: python assemble.py SYNTAX NAMES RULES.json OUT_DIR [--scores SCORES.json]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import spacy
from spacy.language import Language

import polcorp.pipeline.lemma_backoff
import polcorp.pipeline.tokenizer  # noqa: F401  (registers the tokeniser)

META = {
    "lang": "sv",
    "name": "polcorp",
    "version": "0.1.0",
    "description": (
        "Swedish pipeline for political web texts: SUC tags, universal word classes and "
        "features, lemmas, dependencies, and names of people, organisations and places."
    ),
    "author": "polcorp contributors",
    "email": "",
    "url": "",
    "license": "CC BY-SA 4.0",
    "sources": [
        {
            "name": "UD Swedish Talbanken (first UD release, 2014, and r2.8)",
            "author": "Joakim Nivre, Aaron Smith and others; Swedish Treebank",
            "license": "CC BY-SA 4.0",
        },
        {
            "name": "UNER Swedish Talbanken (Universal NER)",
            "author": "Universal NER contributors",
            "license": "CC BY-SA 4.0",
        },
        {
            "name": "efselab's lemmatised Talbanken",
            "author": "Robert Östling",
            "license": "CC BY-SA 4.0 (the treebank's)",
        },
        {"name": "swedish-ner-corpus", "author": "Andreas Klintberg", "license": "CC BY 4.0"},
        {
            "name": "Texts of the Swedish government and the Swedish code of statutes",
            "author": "Government Offices of Sweden (by civictechsweden/g0vse and se-lex/sfs)",
            "license": "works of public authorities, not under copyright",
        },
        {
            "name": "svensktext and riksdagen-persons (lists of names)",
            "author": "Peter Dahlgren; SWERIK",
            "license": "open, see the repositories",
        },
        {
            "name": "lemmy and simplemma (lemmas of frequent words)",
            "author": "Søren Lind Kristiansen; Adrien Barbaresi",
            "license": "MIT",
        },
    ],
}


def assemble(syntax: str, names: str, rules: Path) -> Language:
    """Return the whole pipeline from the model folders ``syntax`` and ``names``."""
    nlp = spacy.load(syntax)
    recogniser = spacy.load(names)
    if "trainable_lemmatizer" in nlp.pipe_names:
        nlp.remove_pipe("trainable_lemmatizer")
    lemmatizer = nlp.add_pipe("polcorp_lemma_backoff", name="lemmatizer", before="parser")
    lemmatizer.from_bytes(rules.read_bytes())  # type: ignore[attr-defined]
    nlp.add_pipe("ner", source=recogniser, before="parser")
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    nlp.meta.update(META)
    return nlp


def folder_size(folder: Path) -> int:
    """Return the bytes of all files under ``folder``."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """Write the pipeline and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("syntax")
    parser.add_argument("names")
    parser.add_argument("rules", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--scores", type=Path, help="what evaluate.py wrote as JSON")
    options = parser.parse_args()
    nlp = assemble(options.syntax, options.names, options.rules)
    nlp.meta["performance"] = (
        json.loads(options.scores.read_text(encoding="utf-8")) if options.scores else {}
    )
    nlp.to_disk(options.out)
    print(f"{nlp.pipe_names} {folder_size(options.out) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
