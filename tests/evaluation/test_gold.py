"""Gold annotations: reading them, their errors, and that they fit their texts."""

import json
from pathlib import Path
from typing import Any

import pytest

from polcorp.errors import DataFileError
from polcorp.evaluation.gold import Annotation, read_gold
from polcorp.lexicons.parties import known_parties
from polcorp.lexicons.themes import load_themes
from polcorp.vocabulary.values import DOC_TYPES

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "data/annotations/gold.jsonl"
RAW = ROOT / "data/raw"
TYPES = {
    "PARTY",
    "PERSON",
    "GPE",
    "LOC",
    "AUTHORITY",
    "ORG",
    "COMPANY",
    "MEDIA",
    "PROGRAMME",
    "LAW",
}


def write(tmp_path: Path, *lines: object, name: str = "gold.jsonl") -> Path:
    path = tmp_path / name
    text = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(text), encoding="utf-8")
    return path


SPAN = {"doc": "a.txt", "layer": "HEADING", "start": 0, "end": 5, "level": 1}


def test_a_file_of_annotations(tmp_path: Path) -> None:
    demand = {
        "doc": "a.txt",
        "layer": "DEMAND",
        "start": 7,
        "end": 9,
        "form": "prose",
        "holder": "C",
        "themes": ["skola"],
        "themes_optional": ["kultur_fritid"],
    }
    fields = {"doc": "a.txt", "layer": "DOCUMENT", "party": "C", "date": None, "colour": "red"}
    (document,) = read_gold(write(tmp_path, SPAN, "", demand, fields))
    assert document.name == "a.txt"
    assert document.fields["party"] == "C"
    assert set(document.fields) == {
        "party",
        "municipality",
        "date",
        "doc_type",
        "title",
        "speaker",
    }
    heading, found = document.spans
    assert heading == Annotation("HEADING", 0, 5, kind="1", line=1)
    assert (found.kind, found.holder, found.themes) == ("prose", "C", ("skola",))
    assert (found.optional, found.line) == (frozenset({"kultur_fritid"}), 3)


def test_separators_inside_a_string_end_no_line(tmp_path: Path) -> None:
    row = SPAN | {"text": "ett\u2028två\u0085tre"}
    path = write(tmp_path, json.dumps(row, ensure_ascii=False), SPAN | {"start": "x"})
    with pytest.raises(DataFileError, match="line 2"):
        read_gold(path)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("{", "no JSON"),
        ("[1, 2]", "no JSON object"),
        ({"layer": "HEADING"}, "the field 'doc' is missing"),
        ({"doc": "a"}, "the field 'layer' is missing"),
        ({k: v for k, v in SPAN.items() if k != "end"}, "the field 'end' is missing"),
        (SPAN | {"layer": "COLOUR"}, "unknown layer «COLOUR»"),
        (SPAN | {"start": 5}, "the span 5–5 is empty or negative"),
        (SPAN | {"start": -1}, "the span -1–5 is empty or negative"),
        (SPAN | {"start": "x"}, "invalid literal"),
    ],
)
def test_errors_name_the_line(tmp_path: Path, row: object, problem: str) -> None:
    path = write(tmp_path, SPAN, row)
    with pytest.raises(DataFileError, match=problem) as caught:
        read_gold(path)
    assert f"{path}, line 2" in str(caught.value)


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="no such file or folder"):
        read_gold(tmp_path / "none.jsonl")
    with pytest.raises(DataFileError, match=r"holds no \.jsonl or \.xml"):
        read_gold(tmp_path)
    (tmp_path / "latin.jsonl").write_bytes("å".encode("cp1252"))
    with pytest.raises(DataFileError, match="not UTF-8"):
        read_gold(tmp_path)


def test_a_folder_of_files(tmp_path: Path) -> None:
    write(tmp_path, SPAN, name="b.jsonl")
    write(tmp_path, SPAN | {"doc": "c.txt"}, name="a.jsonl")
    assert [document.name for document in read_gold(tmp_path)] == ["c.txt", "a.txt"]


PAGE = (
    '<document party="C" parties="C;M" municipality="" date="2020" doc_type="motion" title="T">\n'
    '<heading level="1">T</heading>\n\n'
    '<demand form="prose" holder="C" themes="skola halsa" optional="aldre" polarity="neg">Vi i '
    '<actor canonical="Centerpartiet" type="PARTY">C</actor> vill</demand> &amp; '
    '<demand form="prose" holder="V">de vill</demand>.\n'
    "</document>"
)


@pytest.mark.parametrize(
    ("head", "speaker", "own"),
    [
        ('party="C"', "party", {"C": True, "V": False}),
        ('party="C" speaker="media"', "media", {"C": True, "V": False}),
        ('party="" speaker="media"', "media", {"C": False, "V": False}),
        ('party="" speaker="unknown"', "unknown", {"C": True, "V": True}),
        ('party=""', None, {"C": False, "V": False}),
    ],
)
def test_the_speaker_of_a_page(
    tmp_path: Path, head: str, speaker: str | None, own: dict[str, bool]
) -> None:
    page = PAGE.replace('party="C" parties="C;M"', head)
    (document,) = read_gold(write(tmp_path, page, name="sida.xml"))
    assert document.fields.get("speaker") == speaker
    assert {s.holder: s.own for s in document.spans if s.layer == "DEMAND"} == own


def test_a_marked_up_page(tmp_path: Path) -> None:
    (document,) = read_gold(write(tmp_path, PAGE, name="sida.xml"))
    assert document.name == "sida.txt"
    assert document.text == "T\n\nVi i C vill & de vill."
    assert document.fields == {
        "party": "C",
        "municipality": None,
        "date": "2020",
        "doc_type": "motion",
        "title": "T",
        "speaker": "party",
    }
    found = {document.text[s.start : s.end]: s for s in document.spans}
    assert list(found) == ["T", "Vi i C vill", "C", "de vill"]
    wish = found["Vi i C vill"]
    assert (wish.themes, wish.optional, wish.polarity) == (
        ("skola", "halsa"),
        frozenset({"aldre"}),
        "neg",
    )
    assert (found["C"].layer, found["C"].kind, found["C"].canonical) == (
        "ACTOR",
        "PARTY",
        "Centerpartiet",
    )
    assert [found[k].own for k in ("Vi i C vill", "de vill")] == [True, False]


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        ("<document>\n<demand></document>", r"line 2: not well-formed XML"),
        ("<document><colour>x</colour></document>", r"unknown element <colour>"),
    ],
)
def test_a_broken_page(tmp_path: Path, page: str, problem: str) -> None:
    with pytest.raises(DataFileError, match=problem):
        read_gold(write(tmp_path, page, name="sida.xml"))


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").split("\n") if line]


def test_the_gold_fits_the_raw_texts() -> None:
    texts = {path.name: path.read_bytes().decode("utf-8") for path in RAW.glob("*.txt")}
    assert {row["doc"] for row in rows()} == set(texts)
    for row in rows():
        if row["layer"] != "DOCUMENT":
            words = texts[str(row["doc"])][row["start"] : row["end"]]
            assert words == row["text"], row
            assert words == words.strip()


def test_the_gold_keeps_to_the_guidelines() -> None:
    documents = read_gold(GOLD)
    codes = {theme.code for theme in load_themes()}
    parties = set(known_parties())
    for document in documents:
        assert document.fields["party"] in parties
        assert document.fields["doc_type"] in set(DOC_TYPES)
        levels = [s.kind for s in document.spans if s.layer == "HEADING"]
        assert levels.count("1") <= 1
        for span in document.spans:
            if span.layer == "DEMAND":
                assert span.kind in {"bullet", "numbered", "prose", "heading"}
                assert span.holder in parties
                assert 1 <= len(span.themes) <= 3
                assert set(span.themes) | span.optional <= codes
                assert not set(span.themes) & span.optional
            elif span.layer == "ACTOR":
                assert span.kind in TYPES
                assert span.canonical
            elif span.layer == "LEAD_IN":
                assert span.holder in parties
        for layer in ("HEADING", "LEAD_IN", "BOILERPLATE", "DEMAND", "ACTOR"):
            places = [(s.start, s.end) for s in document.spans if s.layer == layer]
            assert len(set(places)) == len(places)
    assert [len([s for d in documents for s in d.spans if s.layer == "DEMAND"])] == [88]


def test_the_pages_keep_to_their_description() -> None:
    documents = read_gold(ROOT / "data/annotations/pages/dev-1")
    codes = {theme.code for theme in load_themes()}
    assert len(documents) == 40
    for document in documents:
        text = document.text or ""
        titles = [s for s in document.spans if s.layer == "HEADING" and s.kind == "1"]
        assert [text[s.start : s.end] for s in titles] == [document.fields["title"]]
        for span in document.spans:
            words = text[span.start : span.end]
            assert words == words.strip()
            assert words
            assert set(span.themes) | span.optional <= codes
            assert span.layer != "ACTOR" or span.kind in TYPES
            assert span.layer != "DEMAND" or span.polarity in {"pos", "neg"}
