"""Component ``polcorp_layout``: headings, sections, lists, lead-ins, boilerplate.

Runs first, before any model: a heading, a list item and a paragraph never share a sentence.
Writes ``doc._.headings``, ``sections``, ``lead_ins``, ``list_items``, ``boilerplate`` and
``paragraphs``, the span groups of the same names, and sentence starts where a unit begins.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from polcorp.lexicons.boilerplate import BoilerplateLexicon, load_boilerplate
from polcorp.lexicons.names import load_given_names
from polcorp.lexicons.parties import load_parties
from polcorp.pipeline.annotations import register_extensions, set_spans
from polcorp.pipeline.structure.analysis import analyse_layout
from polcorp.pipeline.structure.headings import Masthead, PersonTest

_KEYS = ("headings", "sections", "lead_ins", "list_items", "boilerplate")


class LayoutComponent:
    """Finds the layout of a page from its physical lines."""

    def __init__(self, boilerplate: BoilerplateLexicon, given_names: frozenset[str]) -> None:
        """Take the lexicon of site templates and the given names that tell signatures."""
        register_extensions()
        self._boilerplate = boilerplate
        self._is_person = PersonTest(given_names)
        self._is_masthead = Masthead(
            tuple(name for party in load_parties() for name in party.names)
        )

    def __call__(self, doc: Doc) -> Doc:
        """Annotate *doc*; its text is not changed."""
        layout = analyse_layout(doc.text, self._boilerplate, self._is_person, self._is_masthead)
        _cut_tokens(doc, [p["start"] for p in layout.paragraphs])
        for key in _KEYS:
            items = getattr(layout, key)
            setattr(doc._, key, items)
            set_spans(doc, key, items)
        doc._.paragraphs = layout.paragraphs
        _start_sentences(doc, [p["start"] for p in layout.paragraphs])
        return doc


def _cut_tokens(doc: Doc, starts: list[int]) -> None:
    """Split tokens in which a unit begins, so that a unit is always whole tokens."""
    at = {token.idx: token for token in doc}
    inside = [start for start in starts if start not in at]
    if not inside:
        return
    with doc.retokenize() as retokenizer:
        for start in inside:
            span = doc.char_span(start, start + 1, alignment_mode="expand")
            if span is None:
                continue
            token = span[0]
            cut = start - token.idx
            parts = [token.text[:cut], token.text[cut:]]
            retokenizer.split(token, parts, heads=[(token, 0), (token, 1)])


def _start_sentences(doc: Doc, starts: list[int]) -> None:
    """Make each unit begin a sentence; the blank space between units goes to the one before."""
    wanted = set(starts)
    for token in doc:
        if token.idx in wanted:
            token.is_sent_start = True


@Language.factory(
    "polcorp_layout",
    assigns=["doc.spans", "token.is_sent_start", *(f"doc._.{key}" for key in _KEYS)],
)
def create_layout(nlp: Language, name: str) -> LayoutComponent:
    """Build the component with the lexicons that come with the package."""
    return LayoutComponent(load_boilerplate(), load_given_names())
