"""Pipelines that are built once, and short ways to look at what they find."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from polcorp.lexicons.boilerplate import load_boilerplate
from polcorp.pipeline.language import load_pipeline
from polcorp.pipeline.layout.analyse import Layout, analyse_layout
from polcorp.pipeline.layout.component import masthead, person_test
from tests.markup import layout_spans, mark, unmark


@pytest.fixture(scope="session")
def nlp() -> Language:
    """Rules and lexicons without a model."""
    return load_pipeline("blank")


@pytest.fixture(scope="session")
def packaged() -> Language:
    """The pipeline as a user gets it."""
    return load_pipeline()


@pytest.fixture(scope="session")
def layout() -> Callable[[str], Layout]:
    """Find the layout of a text, with the lexicons that the component has."""
    lexicon = load_boilerplate()

    def run(text: str) -> Layout:
        return analyse_layout(text, lexicon, person_test(), masthead())

    return run


@pytest.fixture(scope="session")
def marked(layout: Callable[[str], Layout]) -> Callable[[str], str]:
    """Take the marks off a text, find its layout, and set marks by what was found."""

    def run(text: str) -> str:
        raw = unmark(text)
        return mark(raw, layout_spans(layout(raw)))

    return run
