"""How many names are found that no lexicon holds: a leave-out test on annotated texts.

    python -m benchmarks.leave_out [--held-out]

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
from itertools import chain
from typing import TYPE_CHECKING

from polcorp.lexicons.actors import Form, packaged_forms
from polcorp.pipeline.actors.component import ActorsComponent
from polcorp.pipeline.actors.gazetteer import LexiconMatcher
from polcorp.pipeline.actors.normalized_text import Squeezed, lower, squeeze_name
from polcorp.pipeline.language import load_pipeline
from polcorp.pipeline.model.name_flags import FLAGS, is_listed
from tests.gold_sets import DEVELOPMENT, FIVE_TEXTS, HELD_OUT, annotated_texts

if TYPE_CHECKING:
    from spacy.vocab import Vocab

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


def main() -> None:
    """Print recall per type."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-out", action="store_true", help="the sets that are held out too")
    options = parser.parse_args()
    nlp = load_pipeline()
    actors = nlp.get_pipe("polcorp_actors")
    assert isinstance(actors, ActorsComponent)
    forms = packaged_forms()
    gold, spans, names = (Counter[str]() for _ in range(3))
    sets = (FIVE_TEXTS, *DEVELOPMENT, *(HELD_OUT if options.held_out else ()))
    for document, text in chain.from_iterable(map(annotated_texts, sets)):
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
