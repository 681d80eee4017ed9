"""Physical lines and units."""

import pytest

from polcorp.pipeline.layout.lines import physical_lines, split_units

BREAKS = ["\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"]


def lines(text: str) -> list[str]:
    return [text[start:end] for start, end, _, _ in physical_lines(text)]


def units(text: str) -> list[str]:
    return [text[unit.start : unit.end] for unit in split_units(text)]


@pytest.mark.parametrize("end", BREAKS)
def test_every_kind_of_line_end(end: str) -> None:
    text = f"Ett{end}Två{end}{end}Tre{end}"
    assert lines(text) == ["Ett", "Två", "Tre"]
    assert [blanks for _, _, _, blanks in physical_lines(text)] == [0, 0, 1]


def test_mixed_line_ends() -> None:
    text = "Ett\r\nTvå\rTre\n\r\nFyra"
    assert [(text[a:b], blanks) for a, b, _, blanks in physical_lines(text)] == [
        ("Ett", 0),
        ("Två", 0),
        ("Tre", 0),
        ("Fyra", 1),
    ]


@pytest.mark.parametrize("edge", [" ", "\t", "\u00a0", "\u2009", "\x1f"])
def test_blank_edges_are_outside(edge: str) -> None:
    text = f"{edge}Ett två{edge}\n{edge}\n{edge}{edge}Tre{edge}"
    assert lines(text) == ["Ett två", "Tre"]
    assert [(indent, blanks) for _, _, indent, blanks in physical_lines(text)] == [(1, 0), (2, 1)]


def test_nothing() -> None:
    assert lines("") == lines("\n \n\t\r\n") == []
    assert split_units("") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a line that goes on
        ("Vi vill att skolan,\nvården och vägarna rustas", 1),
        ("Vi vill bygga en skola i\nKil", 1),
        ("Vi vill bygga en skola och\nett badhus.", 1),
        ("Vi vill bygga\nen skola.", 1),
        # a line that ends
        ("Vi vill bygga en skola.\nvi vill också bygga ett badhus.", 2),
        ("Vi vill bygga\n\nen skola.", 2),
        ("Rubrik\nText", 2),
        ("Vi yrkar\natt skolan byggs", 2),
        ("Vi vill:\n• bygga", 2),
    ],
)
def test_wrapped_lines_are_joined(text: str, expected: int) -> None:
    assert len(units(text)) == expected


def test_a_hard_wrapped_page_has_paragraphs() -> None:
    paragraph = (
        "Partiet har länge drivit frågan om att bygga en ny simhall i centrum av staden\n"
        "Centralt läge är bra och nu är det dags att gå från ord till handling i Kil\n"
        "Simhallen är gammal och sliten och kostar mer för varje år som går utan beslut\n"
        "Vi har väntat länge nog på att majoriteten ska komma till skott i den frågan\n"
        "Slut."
    )
    assert len(units(f"{paragraph}\n\n{paragraph}")) == 2
