"""How many names are found that no lexicon holds: a leave-out test on annotated texts.

    python benchmarks/leave_out.py [--held-out]

For every text, all programmes, organisations, companies and persons that occur in it are taken out of
the lexicon (with all their forms) before it is analysed, and their words lose the flags of listed
words that the model reads. Printed is the recall of the annotated mentions of each type: span and
type right, and canonical name right too.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from polcorp.evaluation.gold import GoldDocument, read_gold
from polcorp.lexicons.actors import Form, packaged_forms
from polcorp.pipeline.actors.gazetteer import LexiconMatcher
from polcorp.pipeline.actors.normalized_text import Squeezed, lower, squeeze_name
from polcorp.pipeline.language import load_pipeline
from polcorp.pipeline.model.name_flags import FLAGS, is_listed

if TYPE_CHECKING:
    from spacy.vocab import Vocab

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = ("PROGRAMME", "ORG", "COMPANY", "PERSON")
KEPT = {"given name", "surname", "place"}


def split_by(text: str, forms: tuple[Form, ...]) -> tuple[tuple[Form, ...], tuple[Form, ...]]:
    """Return *forms* without the entries of which a form occurs in *text*, and those of them."""
    low = Squeezed(text).lower
    gone = {
        (form.type, form.canonical)
        for form in forms
        if form.type in LEFT_OUT and lower(squeeze_name(form.surface)) in low
    }
    kept = tuple(form for form in forms if (form.type, form.canonical) not in gone)
    return kept, tuple(form for form in forms if (form.type, form.canonical) in gone)


@contextmanager
def forgotten(vocab: Vocab, forms: Iterable[Form]) -> Iterator[None]:
    """Clear the flags of the words of *forms* but for those of persons and places, for a while."""
    words = {word for form in forms for word in form.surface.split()}
    lexemes = [vocab[case] for w in words for case in (w, f"{w}s", w.upper(), f"{w.upper()}S")]
    for lexeme in lexemes:
        name = any(lexeme.check_flag(FLAGS[kind]) for kind in KEPT)
        for kind in FLAGS.keys() - KEPT - ({"any name"} if name else set()):
            lexeme.set_flag(FLAGS[kind], False)
    yield
    for lexeme in lexemes:
        for kind, flag in FLAGS.items():
            lexeme.set_flag(flag, is_listed(kind, lexeme.text))


def texts(held_out: bool) -> list[GoldDocument]:
    """Return the annotated documents with their texts."""
    documents = read_gold(ROOT / "data/annotations/gold.jsonl")
    for document in documents:
        document.text = (ROOT / "data/raw" / document.name).read_bytes().decode("utf-8")
    for part in ("dev", "dev2", "dev3", "dev4"):
        documents += read_gold(ROOT / "tests/pages" / part)
    return documents + (read_gold(ROOT / "tests/pages/test") if held_out else [])


def main() -> None:
    """Print recall per type."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-out", action="store_true", help="also tests/pages/test")
    options = parser.parse_args()
    nlp = load_pipeline()
    actors = nlp.get_pipe("polcorp_actors")
    forms = packaged_forms()
    gold, spans, names = Counter(), Counter(), Counter()
    for document in texts(options.held_out):
        text = document.text or ""
        kept, gone = split_by(text, forms)
        actors._matcher = LexiconMatcher(kept)
        with forgotten(nlp.vocab, gone):
            mentions = nlp(text)._.actors
        found = {(m["start"], m["end"], m["type"]): m["canonical"] for m in mentions}
        for span in document.spans:
            if span.layer == "ACTOR" and span.kind in LEFT_OUT:
                gold[span.kind] += 1
                key = (span.start, span.end, span.kind)
                spans[span.kind] += key in found
                names[span.kind] += found.get(key) == span.canonical
    print("| type | mentions | span and type | and canonical |")
    print("| --- | --- | --- | --- |")
    for kind in LEFT_OUT:
        n = gold[kind]
        print(f"| {kind} | {n} | {spans[kind] / n:.2f} | {names[kind] / n:.2f} |")


if __name__ == "__main__":
    main()
