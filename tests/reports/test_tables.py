from __future__ import annotations

import io

import pandas as pd
from hypothesis import example, given
from hypothesis import strategies as st
from rich.console import Console

from polcorp.reports.clean import not_a_formula, printable
from polcorp.reports.labels import Language, heading, value_label
from polcorp.reports.tables import fitted, format_value, plain_table, print_table
from polcorp.vocabulary.columns import catalogue

DEMANDS = pd.DataFrame(
    {
        "doc_id": ["centre", "social"],
        "party": ["C", pd.NA],
        "form": ["bullet", "prose"],
        "start": pd.array([3, 12345], dtype="Int64"),
        "text": [
            "Polisen [bold]syns[/bold] i hela kommunen\x1b[31m och\ndärmed är alla nöjda",
            "kort",
        ],
        "themes": ["trygghet;skola", ""],
    }
)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def rendered(width: int, language: str = "en") -> str:
    console = Console(width=width, file=io.StringIO(), record=True)
    for part in fitted("demands", DEMANDS, width, language).parts:  # type: ignore[arg-type]
        console.print(part)
    return console.export_text()


def test_a_pipe_gets_whole_aligned_lines_without_colours() -> None:
    stream = io.StringIO()
    print_table("demands", DEMANDS, stream)
    lines = stream.getvalue().splitlines()
    assert lines[0].split() == ["party", "themes", "text", "form", "document", "start"]
    assert "  Polisen [bold]syns[/bold] i hela kommunen␛[31m och därmed är alla nöjda  " in lines[1]
    assert "trygghet; skola" in lines[1]
    assert lines[2].split() == ["–", "kort", "prose", "social", "12345"]
    assert lines[1].index("    3") == lines[2].index("12345")


def test_a_terminal_gets_a_table_that_fits() -> None:
    for width in (40, 60, 80, 120):
        assert max(map(len, rendered(width).splitlines())) <= width
    assert "[bold]" in rendered(120)  # markup in a text is text
    assert "themes" in rendered(120)
    assert "document" not in rendered(60)  # less needed than the text
    stream = Terminal()
    print_table("demands", DEMANDS, stream)
    assert "\x1b[31m" not in stream.getvalue()


def test_a_terminal_shows_no_optional_column_without_values() -> None:
    frame = pd.DataFrame({"text": ["a", "b"], "themes": ["", ""], "actors": ["", "BID"]})
    assert [str(c.header) for c in fitted("demands", frame, 200).parts[0].columns] == [
        "text",
        "actors",
    ]
    assert "themes" in plain_table("demands", frame)


def test_words_are_not_broken_where_there_is_room() -> None:
    table = pd.DataFrame({"canonical": ["Centerpartiet"], "type": ["PARTY"], "mentions": [1]})
    console = Console(width=40, file=io.StringIO(), record=True)
    console.print(fitted("actors", table, 40).parts[0])
    assert "Centerpartiet" in console.export_text()


def test_swedish_headings_values_and_numbers() -> None:
    frame = pd.DataFrame({"form": ["bullet"], "share": [0.1234], "per_1000": [1.5]})
    assert plain_table("demands by", frame, "sv", ["form", "share", "per_1000"]).split("\n") == [
        "form   andel av kraven  per 1 000 ord",
        "punkt           12,3 %           1,50",
        "",
    ]
    assert value_label("form", "bullet") == "bullet"
    assert heading("share", table="themes") == "share of words"
    assert heading("unknown_column", "sv") == "unknown_column"


def test_values_as_people_read_them() -> None:
    assert [format_value("x", value) for value in (None, pd.NA, float("nan"))] == ["–"] * 3
    assert format_value("n", 12345) == "12345"
    assert format_value("lix", 40.04) == "40.0"
    assert format_value("f1", 0.98765) == "0.988"


@given(st.text())
@example("0 \xad 0")
def test_printed_text_cannot_steer_a_terminal(text: str) -> None:
    shown = printable(text)
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in shown)
    assert "\u202e" not in shown
    assert printable(shown) == shown


@given(st.text(st.characters(categories=["L", "N", "Zs"])))
def test_ordinary_text_is_no_formula(text: str) -> None:
    assert not_a_formula(text) == text


def compared(rows: int) -> pd.DataFrame:
    """A table of many figures, like those of ``compare`` and ``themes --intervals``."""
    columns = [column.rstrip("?") for column in catalogue().tables["compare"].shown.split()[1:]]
    figures = {column: [0.123 * n + 1 for n in range(rows)] for column in columns}
    return pd.DataFrame(
        {"party": ["Bygdelistan"] * rows, **figures, "term": ["centerpartiet"] * rows}
    )


@given(st.integers(min_value=50, max_value=200), st.sampled_from(["en", "sv"]))
def test_no_column_is_cut_off(width: int, language: Language) -> None:
    whole = io.StringIO()
    for part in fitted("compare", compared(3), width, language).parts:
        Console(width=1000, file=whole).print(part)
    assert max(len(line.rstrip()) for line in whole.getvalue().split("\n")) <= width
