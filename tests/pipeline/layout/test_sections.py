"""Sections: nested, in order, tiling the document."""

import pytest

from polcorp.pipeline.annotations import Boilerplate, Heading
from polcorp.pipeline.layout.sections import build_sections


def heading(text: str, title: str, level: int = 2) -> Heading:
    start = text.index(title)
    return Heading(start=start, end=start + len(title), level=level, rule="x", confidence=1.0)


def block(text: str, words: str) -> Boilerplate:
    start = text.index(words)
    return Boilerplate(start=start, end=start + len(words), rule="b", confidence=1.0)


def shape(text: str, headings: list[Heading], blocks: list[Boilerplate] | None = None) -> list[str]:
    """Return each section as its parent's index and its text."""
    return [
        f"{'' if s['parent'] is None else s['parent']}:{text[s['start'] : s['end']]}"
        for s in build_sections(text, headings, blocks or [])
    ]


@pytest.mark.parametrize("text", ["", " \n", "Bara text."])
def test_without_headings_the_document_is_one_section(text: str) -> None:
    (section,) = build_sections(text, [], [])
    assert (section["start"], section["end"], section["level"]) == (0, len(text), 0)
    assert (section["heading_start"], section["parent"]) == (None, None)


def test_a_section_ends_at_the_next_of_its_level() -> None:
    text = "T\nett\nA\ntvå\nB\ntre\n"
    headings = [heading(text, "T", 1), heading(text, "A"), heading(text, "B")]
    assert shape(text, headings) == [f":{text}", "0:A\ntvå\n", "0:B\ntre\n"]


def test_text_before_the_first_heading_has_its_own_section() -> None:
    text = "ingress\nA\ntvå\n"
    assert shape(text, [heading(text, "A")]) == [":ingress\n", ":A\ntvå\n"]


@pytest.mark.parametrize("blank", ["\n ", "\t\n", "\r\n\u00a0"])
def test_blank_space_before_the_first_heading_is_no_section(blank: str) -> None:
    text = f"{blank}A\ntvå\n"
    assert shape(text, [heading(text, "A")]) == [f":{text}"]


def test_three_levels() -> None:
    text = "T\nA\nA1\nA2\nB\n"
    headings = [
        heading(text, "T", 1),
        heading(text, "A"),
        heading(text, "A1", 3),
        heading(text, "A2", 3),
        heading(text, "B"),
    ]
    assert shape(text, headings) == [f":{text}", "0:A\nA1\nA2\n", "1:A1\n", "1:A2\n", "0:B\n"]


def test_page_text_is_a_section_inside_the_one_it_stands_in() -> None:
    text = "Se alla\nA\ntvå\nDela\ntre\nB\nfyra\nBli medlem"
    blocks = [block(text, "Se alla"), block(text, "Dela"), block(text, "Bli medlem")]
    found = build_sections(text, [heading(text, "A"), heading(text, "B")], blocks)
    assert [(s["kind"], s["parent"], text[s["start"] : s["end"]]) for s in found] == [
        ("body", None, "Se alla\n"),
        ("boilerplate", 0, "Se alla"),
        ("body", None, "A\ntvå\nDela\ntre\n"),
        ("boilerplate", 2, "Dela"),
        ("body", None, "B\nfyra\nBli medlem"),
        ("boilerplate", 4, "Bli medlem"),
    ]
