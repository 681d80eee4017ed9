"""Titles that the first lines of a page name, first lines that are titles, and what is none."""

import pytest

from polcorp.pipeline.layout.lines import split_units
from polcorp.pipeline.layout.page_titles import mark_named_title
from tests.pipeline.layout.test_headings import BODY, Find


def titles(layout: Find, text: str) -> list[str]:
    return [text[h["start"] : h["end"]] for h in layout(text).headings if h["level"] == 1]


def page_text(layout: Find, text: str) -> str:
    return "\n".join(text[b["start"] : b["end"]] for b in layout(text).boilerplate)


@pytest.mark.parametrize(
    "line",
    [
        "Bättre vägar - Kilpartiet",
        "Bättre vägar | Kilpartiet",
        "Hem | Politik | Bättre vägar",
        "Start > Politik > Bättre vägar",
    ],
)
def test_the_line_that_the_browser_shows_names_the_title(layout: Find, line: str) -> None:
    text = f"{line}\n\nKilpartiet\n\n- Hem\n\n- Bättre vägar\n\n- Om oss\n\nMeny\n\nBättre vägar\n\n{BODY}"
    assert titles(layout, text) == ["Bättre vägar"]
    assert page_text(layout, text).startswith(f"{line}\n\nKilpartiet\n\n- Hem")
    assert not layout(text).list_items


def test_a_title_with_a_dash_of_its_own_is_found_whole(layout: Find) -> None:
    text = f"Nämnden i korthet – maj | Region Kil\n\nNämnden i korthet – maj\n\n{BODY}"
    assert titles(layout, text) == ["Nämnden i korthet – maj"]


def test_a_line_that_is_repeated_only_in_running_text_names_nothing() -> None:
    units = split_units(f"Vägar | Kil\n\n{BODY}\n\nVägar\n\n{BODY}")
    mark_named_title(units)
    assert all(unit.kind == "text" for unit in units)


@pytest.mark.parametrize(
    "line",
    [
        "Vi vet att det är de små byarna som bär hela vår kommun",
        "PARTIET I KIL VILL HA BUSS FR. O. M. 70 ÅR!",
        "Partiet i region Norr vill att glasögon och tandvård ska bli billigare för de unga",
    ],
)
def test_a_first_line_without_full_stop_over_text_is_the_title(layout: Find, line: str) -> None:
    assert titles(layout, f"{line}\n\n{BODY}") == [line]
    assert titles(layout, f"måndag 3 maj 2021\n\n{line}\n\n{BODY}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Insändare Svar på ”Bad för alla”, 14 mars.",
        "Inkom den 28 januari: Besvarad den 2 mars",
        "Tid: 24 april, kl. 18.30",
        "Eva Ek (C), ledamot i utskottet",
        "Beslutande organ:        Kulturnämnden",
        "Ja: 15, Nej: 24, Avstår: 6",
        "G Ek-Lind",
    ],
)
def test_what_is_no_heading(layout: Find, line: str) -> None:
    text = f"Skola\n\n{BODY}\n\n{line}\n\n{BODY}"
    found = [text[h["start"] : h["end"]] for h in layout(text).headings]
    assert found == ["Skola"]
    assert line not in titles(layout, f"{line}\n\n{BODY}")


def test_a_quotation_with_its_full_stop_heads_nothing(layout: Find) -> None:
    text = f"Skola\n\n{BODY}\n\n”Stora verk ger stora följder.”\n\n{BODY}"
    assert len(layout(text).headings) == 1


def test_lines_of_minutes_around_each_page_are_page_text(layout: Find) -> None:
    frame = "Justerande                 Utdragsbestyrkande\nSida 8 av 22\n\nSammanträdesdatum\n2023-05-16"
    text = f"Beslut om bad\n\n{BODY}\n\n{frame}\n\n{BODY}"
    assert page_text(layout, text) == frame


def test_the_same_writer_over_each_item_is_no_head_of_pages(layout: Find) -> None:
    item = "Budget för hela kommunen nästa år\n\nEva Ek\n\nmåndag {} maj 2026\n\n" + BODY
    text = "\n\n".join(item.format(day) for day in (4, 5, 6))
    assert "Eva Ek" not in page_text(layout, text)


def test_the_last_sentence_of_an_open_paragraph_leads_in(layout: Find) -> None:
    text = f"Skog\n\n{BODY} Bland förslagen märks bland annat\n\n• Fler bussar\n• Fler vägar"
    assert [text[x["start"] : x["end"]] for x in layout(text).lead_ins] == [
        "Bland förslagen märks bland annat"
    ]
