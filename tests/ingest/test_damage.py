"""Damage that a reader does not notice: it changes no row but for its place and spelling."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polcorp.ingest.analyser import Analyser
from polcorp.reading.clean_view import clean
from polcorp.reading.documents import RawDocument
from polcorp.reading.line_words import JOINING_WORDS
from polcorp.tables.records import DocumentRows, Row
from polcorp.tables.rows import rows_of
from tests.damage import DAMAGES, LONG_WORD, MARKS
from tests.gold_sets import DEVELOPMENT, annotated_texts

pytestmark = pytest.mark.bulk

PAGES = [clean(text) for name in DEVELOPMENT for _, text in annotated_texts(name)]


def _mojibake(text: str) -> str:
    return re.sub("[åäöÅÄÖé]", lambda m: m.group().encode().decode("latin-1"), text)


WHOLE: dict[str, Callable[[str], str]] = {
    **{name: DAMAGES[name] for name in ("decomposed", "entities", "Windows line ends")},
    "other blanks": lambda text: text.replace(" ", "\u00a0"),
    "byte-order mark": lambda text: f"\ufeff{text}",
    "soft hyphens": lambda text: re.sub(r"([^\W\d_]{3})([^\W\d_]{3})", "\\1\u00ad\\2", text),
    "ligatures": lambda text: text.replace("fi", "ﬁ").replace("fl", "ﬂ"),
    "bold": lambda text: re.sub(r"\b(vill) (att)\b", r"**\1** \2", text),
    "mojibake": _mojibake,
}


@pytest.mark.parametrize("damage", WHOLE)
def test_the_view_of_a_damaged_page_is_that_of_the_page(damage: str) -> None:
    for page in PAGES:
        assert clean(WHOLE[damage](page)) == page


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PAGES), st.data())
def test_marks_may_stand_anywhere(page: str, data: st.DataObject) -> None:
    places = data.draw(st.sets(st.integers(0, len(page)), max_size=20))
    damaged = page
    for place in sorted(places, reverse=True):
        mark = data.draw(st.sampled_from(MARKS))
        damaged = damaged[:place] + mark + damaged[place:]
    assert clean(damaged) == page


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PAGES), st.data())
def test_words_may_be_broken_at_line_ends(page: str, data: st.DataObject) -> None:
    long_words = list(LONG_WORD.finditer(page))
    if not long_words:
        return
    chosen = data.draw(
        st.lists(st.sampled_from(long_words), max_size=5, unique_by=lambda m: m.start())
    )
    damaged = page
    for match in sorted(chosen, key=lambda match: -match.start()):
        cut = match.start() + data.draw(st.integers(2, 4))
        if page[cut : match.end()] not in JOINING_WORDS:  # «mod-eller» reads as two words
            damaged = f"{damaged[:cut]}-\n{damaged[cut:]}"
    assert clean(damaged) == page


def test_a_broken_line_stays_broken_before_a_new_one() -> None:
    assert clean("Fler hyres-\nrätter\n\nVård") == "Fler hyresrätter\n\nVård"
    assert clean("Skol-\noch fritidsnämnden\nVård") == "Skol- och fritidsnämnden\nVård"


def _said(rows: DocumentRows) -> list[Any]:
    """Return what rows say, their places aside."""
    fields = {k: v for k, v in rows.document.items() if k != "n_chars"}
    names = ("text", "form", "party", "own", "canonical", "type", "theme", "rank", "level", "kind")
    tables: tuple[tuple[Row, ...], ...] = (
        rows.sections,
        rows.lead_ins,
        rows.demands,
        rows.mentions,
        rows.codes,
    )
    return [
        fields,
        *(
            [{n: clean(str(row[n])) for n in names if n in row} for row in table]
            for table in tables
        ),
    ]


def _rows(analyser: Analyser, text: str) -> DocumentRows:
    raw = RawDocument("page", "page.txt", "", "utf-8", text)
    rows = rows_of(analyser.analyse(raw), raw)
    for table in (rows.demands, rows.mentions):
        for row in table:
            assert text[row["start"] : row["end"]] == row["text"]
    ends = [row["end"] for row in rows.sections if row["parent"] is None]
    assert not ends or ends[-1] == len(text)
    return rows


PAGE = (
    "Trygghet i Växjö\n\nKommunen växer, och det märks i skolan och på vägarna varje dag.\n\n"
    "Vi vill att polisen finns nära Åkes torg. Moderaterna vill att skolan rustas.\n\n"
    "Vi vill att:\n• fler lärare får fika\n• äldre flyttar\n\nDela sidan"
)


@pytest.mark.parametrize("damage", WHOLE)
def test_the_rows_of_a_damaged_page_are_those_of_the_page(damage: str, analyser: Analyser) -> None:
    whole, damaged = _rows(analyser, PAGE), _rows(analyser, WHOLE[damage](PAGE))
    assert _said(damaged) == _said(whole)
