"""What holds for every text, realistic or not."""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Any

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from polcorp.lexicons.themes import load_themes
from polcorp.pipeline.layout.analyse import Layout
from polcorp.pipeline.layout.lines import split_units

FRAGMENTS = [
    "Vi vill att skolan får fler lärare.",
    "Därför vill vi i S satsa",
    "Centerpartiet vill:",
    "Centerpartiet i Linköping yrkar",
    "att kommunen bygger",
    "Höj anslaget till tjejjouren",
    "Inledning",
    "TRYGGHET",
    "1.2 Skolan",
    "Bli medlem",
    "Dela sidan",
    "Läs mer",
    "Kopiera länk",
    "Hem / Politik / Skola",
    "Motion till kommunfullmäktige",
    "Maria Moraes",
    "2019-03-21",
    "säger Eva Svensson, gruppledare för Liberalerna",
    "Skolfam-team",
    "Falken-\nbergsmodellen",
    "Linköpings kommun",
    "Lagen om vård av unga (LVU)",
    "(S)",
    "skola.•Fler.•Bättre",
    "vill:•a",
    "www.s.se",
    "Nej till",
    "Inte",
    "och",
    "•",
    "• ",
    "- ",
    "– ",
    "* ",
    "1. ",
    "2) ",
    "a) ",
    "o ",
    "✔\ufe0f ",
    "👉 ",
    "●",
    "→",
    "--------",
    "……",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\u2028",
    "\x85",
    "\t",
    " ",
    "  ",
    "\u00a0",
    "\u200b",
    "\ufeff",
    "\u00ad",
    "\u0301",
    "\x00",
    "\x1f",
    "”",
    '"',
    "«",
    "(",
    ")",
    ".",
    "!",
    "?",
    ":",
    ";",
    "…",
    "İstanbul",
    "ß",
    "1" * 30,
    "\U0001f600",
]
GLUED = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
LINES = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=20)), max_size=30).map(
    "\n".join
)
TEXTS = st.one_of(GLUED, LINES, ANY)
QUIET = settings(deadline=None, suppress_health_check=list(HealthCheck))

Spans = Iterable[Mapping[str, Any]]


def check_in_order(spans: Spans, text: str, *, sign: bool = False) -> None:
    """Spans lie in the text, in order, without overlap, and begin and end with what is seen."""
    found = list(spans)
    for span in found:
        assert 0 <= span["start"] < span["end"] <= len(text)
        words = text[span["start"] : span["end"]]
        assert words == words.strip()
    assert all(a["end"] <= b["start"] for a, b in pairwise(found))


def check_tiles(sections: list[Any], length: int) -> None:
    """Every character belongs to exactly one innermost section."""
    children: dict[int | None, list[Any]] = defaultdict(list)
    for index, section in enumerate(sections):
        parent = section["parent"]
        children[parent].append(section)
        if parent is not None:
            assert parent < index
            assert sections[parent]["start"] <= section["start"]
            assert section["end"] <= sections[parent]["end"]
            assert section["level"] > sections[parent]["level"]
    for siblings in children.values():
        assert all(a["end"] <= b["start"] for a, b in pairwise(siblings))
    top = children[None]
    assert (top[0]["start"], top[-1]["end"]) == (0, length)
    assert all(a["end"] == b["start"] for a, b in pairwise(top))


def check_layout(found: Layout, text: str) -> None:
    for spans in (
        found.headings,
        found.lead_ins,
        found.list_items,
        found.boilerplate,
        found.paragraphs,
    ):
        check_in_order(spans, text)
    check_tiles(found.sections, len(text))
    for section in found.sections:
        start, end = section["heading_start"], section["heading_end"]
        assert (start is None) == (end is None)
        if start is not None and end is not None:
            assert section["start"] <= start < end <= section["end"]
    assert sum(heading["level"] == 1 for heading in found.headings) <= 1
    for item in found.list_items:
        if item["lead_in"] is not None:
            assert found.lead_ins[item["lead_in"]]["end"] <= item["start"]


@pytest.mark.slow
@settings(QUIET, max_examples=300)
@given(TEXTS)
def test_layout_of_any_text(layout: Callable[[str], Layout], text: str) -> None:
    check_layout(layout(text), text)


@pytest.mark.slow
@settings(QUIET, max_examples=300)
@given(TEXTS)
def test_units_cover_all_that_is_seen(text: str) -> None:
    units = split_units(text)
    assert all(a.end <= b.outer_start for a, b in pairwise(units))
    for unit in units:
        assert 0 <= unit.outer_start <= unit.start < unit.end <= len(text)
        assert unit.text == text[unit.start : unit.end]
    covered: set[int] = set()
    for unit in units:
        covered.update(range(unit.outer_start, unit.end))
    rest = "".join(c for place, c in enumerate(text) if place not in covered)
    assert not any(c.isalpha() and c != "o" for c in rest), rest


def check_document(doc: Doc, text: str) -> None:
    assert doc.text == text
    check_tiles(doc._.sections, len(text))
    for key in ("headings", "lead_ins", "list_items", "boilerplate", "actors"):
        check_in_order(doc._.get(key), text)
    for demand in doc._.demands:
        assert 0 <= demand["start"] < demand["end"] <= len(text)
        assert demand["content"].rstrip(" .") in text[demand["start"] : demand["end"]]
        assert 0 < demand["confidence"] <= 1
        if demand["lead_in_start"] is not None:
            assert demand["lead_in_start"] < demand["lead_in_end"] <= demand["start"]
    lists = [d for d in doc._.demands if d["form"] in {"bullet", "numbered"}]
    check_in_order(lists, text)
    check_in_order([d for d in doc._.demands if d["form"] == "prose"], text)
    for code in doc._.themes:
        assert 0 <= code["start"] < code["end"] <= len(text)
    for field in doc._.meta.values():
        assert 0 <= field["confidence"] <= 1


@pytest.mark.slow
@settings(QUIET, max_examples=120)
@given(TEXTS)
def test_annotations_of_any_text(nlp: Language, text: str) -> None:
    check_document(nlp(text), text)


@pytest.fixture(scope="module")
def other_tokens() -> Language:
    """Our components over spaCy's own tokens."""
    pipeline = spacy.blank("sv")
    pipeline.add_pipe("sentencizer")
    for name in ("layout", "lemmas", "actors", "metadata", "demands", "themes"):
        pipeline.add_pipe(f"polcorp_{name}")
    return pipeline


@pytest.mark.slow
@settings(QUIET, max_examples=80)
@given(GLUED)
def test_annotations_do_not_depend_on_our_tokeniser(other_tokens: Language, text: str) -> None:
    check_document(other_tokens(text), text)


@pytest.mark.slow
@settings(QUIET, max_examples=25)
@given(GLUED)
def test_the_packaged_pipeline_on_any_text(packaged: Language, text: str) -> None:
    check_document(packaged(text), text)


def test_themes_are_codes_of_the_codebook(nlp: Language) -> None:
    known = {theme.code for theme in load_themes()}
    doc = nlp("\n\n".join(FRAGMENTS * 3))
    assert {code["theme"] for code in doc._.themes} <= known


#: Texts of pieces that would make a rule look back, or look ahead, from every place.
GROWING = {
    "bullets": "• bygga en skola\n",
    "lists": "Vi vill:\n• bygga en skola\n\nHär är det fint för alla som bor i Kil.\n\n",
    "cut lead-ins": "Det är bra. Därför vill vi:\n• bygga en skola\n\n",
    "short lines": "Rad ett\n",
    "headings": "Trygghet\n\nVi vill att skolan får mer pengar och att alla blir glada nu.\n\n",
    "page text": "Läs mer\n",
    "att": "att bygga en skola\n",
    "numbers": "7. bygga en skola\n",
    "sentences": "Vi vill bygga. Centerpartiet i Kil vill riva. ",
}


def work(function: Callable[[str], object], text: str) -> int:
    """Count the lines of this program that run, the inner loops of comprehensions too."""
    count = 0
    ours = str(spacy.__path__[0])

    def trace(frame: Any, event: str, arg: Any) -> Any:
        nonlocal count
        name = frame.f_code.co_filename
        if "polcorp" not in name or name.startswith(ours):
            return None
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.slow
@pytest.mark.parametrize("name", GROWING)
def test_work_grows_with_the_text_and_not_its_square(
    layout: Callable[[str], Layout], nlp: Language, name: str
) -> None:
    """Four times the text may cost five times the work (with a square it is sixteen)."""
    piece = GROWING[name]
    for function in (layout, nlp):
        function(piece)
        small = work(function, piece * 30)
        assert work(function, piece * 120) < 5 * small + 1000


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    [
        "Hem" + "  /  bb  " * 60 + "/  ett två tre fyra.",
        "Hem" + "  |  bb  " * 60 + "|  ett två tre fyra /|",
        "a" * 20_000,
        "A-" * 10_000,
        "-" * 20_000,
        "…A" * 8_000 + ":\n• bygga\n• riva",
        "Vi vill" + " " * 20_000 + "bygga.",
        "Aa Bb (AB) " * 1_000,
        "Lions " * 2_000,
        "(" * 5_000,
        "a/" * 8_000,
        "a@" * 8_000,
        "\x00" * 20_000,
        "\u0301" * 20_000,
        "\u00ad" * 20_000,
        "\u00a0" * 20_000,
        "1" * 20_000,
        "Vi vill bygga " * 1_000,
        "Namn Namn och " * 1_000,
    ],
    ids=lambda line: repr(line[:12]),
)
def test_long_lines_come_to_an_end(nlp: Language, line: str) -> None:
    """A pattern that backtracks over these would not end in a lifetime."""
    doc = nlp(line)
    check_document(doc, line)
