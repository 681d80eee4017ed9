"""Component ``polcorp_layout``: headings, sections, lists, lead-ins, boilerplate.

Runs first, before any model: a heading, a list item and a paragraph never share a sentence.
Writes ``doc._.headings``, ``sections``, ``lead_ins``, ``list_items``, ``boilerplate`` and
``paragraphs``, the span groups of the same names, and sentence starts where a unit begins.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from itertools import pairwise
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from polcorp.lexicons.boilerplate import BoilerplateLexicon, load_boilerplate
from polcorp.lexicons.names import load_given_names
from polcorp.lexicons.parties import load_parties
from polcorp.lexicons.places import load_municipalities
from polcorp.pipeline.annotations import register_extensions, set_spans, text_of
from polcorp.pipeline.layout.analyse import analyse_layout
from polcorp.pipeline.layout.fitted import Fitted
from polcorp.pipeline.layout.letterheads import Masthead, PersonTest
from polcorp.pipeline.layout.site_lists import SiteLines
from polcorp.pipeline.model.sentence_starts import set_sentence_starts

_KEYS = ("headings", "sections", "lead_ins", "list_items", "boilerplate")


class LayoutComponent:
    """Finds the layout of a page from its physical lines."""

    def __init__(self, boilerplate: BoilerplateLexicon) -> None:
        """Take the lexicon of site templates."""
        register_extensions()
        self._boilerplate = boilerplate
        self._is_person = person_test()
        self._is_masthead = masthead()
        self._fitted = Fitted.packaged()

    def __call__(self, doc: Doc) -> Doc:
        """Annotate *doc*; its text is not changed."""
        layout = analyse_layout(
            text_of(doc),
            self._boilerplate,
            self._is_person,
            self._is_masthead,
            self._fitted,
            SiteLines.of(doc._.given),
        )
        _cut_tokens(doc, [p["start"] for p in layout.paragraphs])
        for key in _KEYS:
            items = getattr(layout, key)
            setattr(doc._, key, items)
            set_spans(doc, key, items)
        doc._.paragraphs = layout.paragraphs
        _start_sentences(doc, [p["start"] for p in layout.paragraphs])
        return doc


@cache
def person_test() -> PersonTest:
    """Return the test of signatures by the given names of the lexicon."""
    return PersonTest(load_given_names())


@cache
def masthead() -> Masthead:
    """Return the test of mastheads by the lexicon's parties and municipalities."""
    return Masthead(
        tuple(name for party in load_parties() for name in party.names),
        frozenset(place.name for place in load_municipalities()),
    )


def _cut_tokens(doc: Doc, starts: list[int]) -> None:
    """Split tokens in which a unit begins, so that a unit is always whole tokens."""
    places = doc.to_array("IDX").tolist()
    cuts: dict[int, list[int]] = {}
    for start in starts:
        index = bisect_right(places, start) - 1
        if index >= 0 and places[index] < start < places[index] + len(doc[index]):
            cuts.setdefault(index, []).append(start - places[index])
    if not cuts:
        return
    with doc.retokenize() as retokenizer:
        for index, inside in cuts.items():
            token = doc[index]
            edges = [0, *sorted(set(inside)), len(token)]
            parts = [token.text[left:right] for left, right in pairwise(edges)]
            retokenizer.split(token, parts, heads=[(token, n) for n in range(len(parts))])


def _start_sentences(doc: Doc, starts: list[int]) -> None:
    """Make each unit begin a sentence, and a wrapped line go on in lower case begin none."""
    places = doc.to_array("IDX").tolist()
    values: dict[int, bool] = {}
    for index in doc.to_array("IS_SPACE").nonzero()[0].tolist():  # a line break inside a unit
        if index + 1 < len(doc) and "\n" in doc[index].text and doc[index + 1].text[0].islower():
            values[index + 1] = False
    for start in starts:
        index = bisect_left(places, start)
        if index < len(places) and places[index] == start:
            values[index] = True
    set_sentence_starts(doc, values)


@Language.factory(
    "polcorp_layout",
    default_config={"user_boilerplate": None},
    assigns=["doc.spans", "token.is_sent_start", *(f"doc._.{key}" for key in _KEYS)],
)
def create_layout(nlp: Language, name: str, user_boilerplate: str | None) -> LayoutComponent:
    """Build the component; *user_boilerplate* is the path of the user's own blocks of page text."""
    own = Path(user_boilerplate) if user_boilerplate else None
    return LayoutComponent(load_boilerplate(own))
