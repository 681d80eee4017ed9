"""Put the trained parts together as the pipeline that polcorp ships.

Order: tok2vec, tagger, morphologizer, names, sentences after lost line breaks, parser, word
classes by the parse, lemmas. Names come before the parser, since an entity cannot cross a
sentence start that the parser has set, and before the lemmas, since a place's lemma keeps its
capital.

Usage: python assemble.py SYNTAX NAMES RULES.json CLASSES.json OUT_DIR [--scores SCORES.json]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

import polcorp.pipeline.model.tokenizer  # noqa: F401  (registers tokeniser and lemmatiser)
from polcorp.pipeline.model.unique_embed import run_once

TOKENIZER = {"@tokenizers": "polcorp.SwedishTokenizer.v1"}
META: dict[str, Any] = {
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


LICENCE = """The Swedish pipeline of polcorp (everything in this folder)

Licence: Creative Commons Attribution-ShareAlike 4.0 International (CC BY-SA 4.0)
https://creativecommons.org/licenses/by-sa/4.0/legalcode

You may share and adapt it, also commercially, if you name the sources and put what you make
of it under the same licence. It was trained on and is adapted from:

{sources}

Changes made: the treebank was merged from its published parts and converted to the second
Universal Dependencies scheme; all sources were tokenised again, varied and turned into the
weights and rules found here. How, and how well it does, is told in training/README.md of
polcorp's sources.
"""


def licence_text(sources: Iterable[dict[str, str]]) -> str:
    """Return the notice that goes with a pipeline: the licence and whom it is owed to."""
    rows = (f"- {s['name']}; {s['author']}; {s['license']}" for s in sources)
    return LICENCE.format(sources="\n".join(rows))


def assemble(syntax: str, names: str, rules: Path, classes: Path) -> Language:
    """Return the whole pipeline of the model folders ``syntax`` and ``names``.

    ``rules`` are the lemma rules, ``classes`` what the parse says about word classes.
    """
    nlp = spacy.load(syntax)
    recogniser = spacy.load(names)
    if "trainable_lemmatizer" in nlp.pipe_names:
        nlp.remove_pipe("trainable_lemmatizer")
    nlp.add_pipe("ner", source=recogniser, before="parser")
    nlp.add_pipe("polcorp_run_ons", name="run_ons", before="parser")
    by_tree = nlp.add_pipe("polcorp_tree_classes", name="tree_classes")
    by_tree.from_bytes(classes.read_bytes())  # type: ignore[attr-defined]
    lemmatizer = nlp.add_pipe("polcorp_lemma_backoff", name="lemmatizer")
    lemmatizer.from_bytes(rules.read_bytes())  # type: ignore[attr-defined]
    configs = nlp._pipe_configs
    embed_forms_once(nlp, "tok2vec", configs["tok2vec"]["model"]["embed"])
    embed_forms_once(nlp, "ner", configs["ner"]["model"]["tok2vec"]["embed"])
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    nlp.meta.update(META)
    return nlp


def embed_forms_once(nlp: Language, name: str, settings: dict[str, Any]) -> None:
    """Make the component ``name`` embed each word form of a batch once; the weights stay.

    ``settings`` are those of its embedding layer, which are changed to say so.
    """
    model = nlp.get_pipe(name).model  # type: ignore[attr-defined]
    tok2vec = model if name == "tok2vec" else model.get_ref("tok2vec").layers[0]
    embed = tok2vec.layers[0]
    wrapped = run_once(embed, tok2vec.layers[1].get_dim("nO"), settings["attrs"])
    model.replace_node(embed, wrapped)
    settings["@architectures"] = "polcorp.UniqueEmbed.v1"


def forget_training_words(nlp: Language, folder: Path) -> None:
    """Leave in the vocabulary at ``folder`` only the strings that ``nlp`` must know by number.

    Those are its labels and what its tokeniser begins with. The words of the training data
    would be two megabytes that no text needs: a text brings its own.
    """
    kept = set(spacy.blank("sv", config={"nlp": {"tokenizer": TOKENIZER}}).vocab.strings)
    for labels in nlp.pipe_labels.values():
        for label in labels:
            features = [part for part in label.split("|") if not part.startswith("POS=")]
            kept.update((label, "|".join(features), *features))
            kept.update(half for feature in features for half in feature.split("="))
    path = folder / "vocab" / "strings.json"
    strings = json.loads(path.read_text(encoding="utf-8"))
    text = json.dumps([s for s in strings if s in kept], ensure_ascii=False, indent=0)
    path.write_text(text, encoding="utf-8")


def folder_size(folder: Path) -> int:
    """Return the bytes of all files under ``folder``."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """Write the pipeline and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("syntax")
    parser.add_argument("names")
    parser.add_argument("rules", type=Path, help="what lemma_rules.py wrote")
    parser.add_argument("classes", type=Path, help="what tree_classes.py wrote")
    parser.add_argument("out", type=Path)
    parser.add_argument("--scores", type=Path, help="what evaluate.py wrote as JSON")
    options = parser.parse_args()
    nlp = assemble(options.syntax, options.names, options.rules, options.classes)
    nlp.meta["performance"] = (
        json.loads(options.scores.read_text(encoding="utf-8")) if options.scores else {}
    )
    nlp.to_disk(options.out)
    forget_training_words(nlp, options.out)
    (options.out / "LICENSE").write_text(licence_text(META["sources"]), encoding="utf-8")
    print(f"{nlp.pipe_names} {folder_size(options.out) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
