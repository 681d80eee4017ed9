"""Lines of real sites' shapes: file lists, labels with a full stop, forms, meetings, what is seen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

Marked = Callable[[str], str]

BODY = "Kommunen växer, och det märks i skolan, i vården och på vägarna varje dag."
TOP = f"<h1>Skolan i Kil</h1>\n\n{BODY}\n\n"
END = f"\n\n<h2>Lärarna</h2>\n\n{BODY} {BODY}"


@pytest.mark.parametrize(
    "line",
    [
        "Filer tillgängliga för nedladdning",
        "Ikon som illustrerar filtyp Filstorlek",
        "PDF Motion (L) Fler träd i stan.pdf Pdf, 166.9 kB. 166.9 kB",
        "Logotyp för Liberalerna.",
        "Av , , Bli först att kommentera 4",
        "Hittar du inte svar på din fråga? Mejla oss så svarar vi.",
        "Hämtat från partiets officiella hemsida.",
    ],
)
def test_lines_of_a_template_are_page_text(marked: Marked, line: str) -> None:
    text = f"{TOP}<page>{line}</page>{END}"
    assert marked(text) == text


def test_labels_with_a_full_stop_head_paragraphs_where_there_are_several(marked: Marked) -> None:
    text = (
        f"<h1>Västerås</h1>\n\n{BODY}\n\n<h2>Miljö.</h2>\n\n{BODY}\n\n"
        "<h2>Fritid.</h2>\n\nAlla barn ska ha något att göra på sin fritid."
    )
    assert marked(text) == text


def test_one_short_sentence_between_paragraphs_is_no_heading(marked: Marked) -> None:
    text = f"{TOP}Skolan först.\n\n{BODY}\n\nDet räcker.\n\n{BODY}"
    assert "<h2>Det räcker" not in marked(text)


def test_a_meeting_and_its_day_are_the_title_of_a_report(marked: Marked) -> None:
    text = f"<h1>Kommunfullmäktige 14 oktober 2019</h1>\n\n{BODY} {BODY}"
    assert marked(text) == text


def test_a_call_that_states_something_is_a_sentence(marked: Marked) -> None:
    text = f"{TOP}Därför behövs din röst även i regionvalet!\n\n{BODY}"
    assert marked(text) == text


def test_a_sentence_with_years_is_no_heading(marked: Marked) -> None:
    text = f"{TOP}Här följer vårt handlingsprogram för åren 2011 – 2014.\n\n{BODY}"
    assert marked(text) == text


def test_the_first_label_over_a_picture_is_the_title(marked: Marked) -> None:
    text = f"<h1>Vår politik</h1>\n\n<page>Bild</page>\n\n{BODY} {BODY}"
    assert marked(text) == text


def test_a_release_has_its_day_after_a_dot_and_no_item(marked: Marked) -> None:
    text = (
        "<h1>Kortare köer i vården</h1>\n\nPressmeddelande   •   Mar 12, 2007 10:05 CET\n\n"
        f"{BODY} {BODY}"
    )
    assert marked(text) == text


def test_proposals_that_a_form_asks_for_head_what_is_said_of_them(marked: Marked) -> None:
    text = (
        "<h1>Centerpartiet Kil</h1>\n\n<h2>Varför ska väljarna rösta på er?</h2>\n\nVi vågar ta ansvar.\n\n"
        "<h2>Våra viktigaste lokala förslag</h2>\n\n<h2>Mindre grupper ger lugna barn.</h2>\n\n"
        f"{BODY} {BODY}\n\n<h2>En ny bro över ån</h2>\n\n{BODY}"
    )
    assert marked(text) == text


@pytest.mark.parametrize(
    ("lead_in", "items", "asked"),
    [
        ("Vi ser också:", ["att utskotten är stängda.", "långa dagordningar."], 0),
        ("Vi konstaterar att:", ["skolan är sliten.", "bussen inte går."], 0),
        ("Tillsammans med Alliansen lyfter vi:", ["Mindre barngrupper.", "Fler poliser."], 2),
        ("Vi ser gärna:", ["Mindre barngrupper.", "Fler poliser."], 2),
    ],
)
def test_what_is_seen_is_not_asked_for(
    nlp: Language, lead_in: str, items: list[str], asked: int
) -> None:
    lines = "\n".join(f"• {item}" for item in items)
    doc = nlp(f"Centerpartiet i Kil\n\n{BODY}\n\n{lead_in}\n\n{lines}\n")
    assert len(doc._.demands) == asked


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("Anfall är inte bästa försvar", False),
        ("Inför en garanti för elevhälsan", True),
        ("Inför valet i höst", False),
    ],
)
def test_headings_in_the_imperative(nlp: Language, heading: str, asked: bool) -> None:
    doc = nlp(f"Centerpartiet i Kil\n\n{BODY}\n\n{heading}\n\n{BODY} {BODY}\n")
    assert [d["form"] for d in doc._.demands] == ["heading"] * asked


def test_how_something_is_to_be_answered_is_no_demand(nlp: Language) -> None:
    doc = nlp(
        "Vi i Centerpartiet i Kil skriver motioner. Sedan föreslår kommunstyrelsen hur de ska besvaras."
    )
    assert not doc._.demands


def test_a_party_that_a_form_s_answer_names_does_not_speak(nlp: Language) -> None:
    doc = nlp(
        "Kristdemokraterna Kil\n\nVarför ska väljarna rösta på er?\n\nVi vill stärka familjen i Kil.\n\n"
        "Finns det något parti som ert parti inte kan tänka er att styra med?\n\nVänsterpartiet\n"
    )
    assert doc._.meta["party"]["value"] == "KD"


def test_a_party_whose_paper_the_page_tells_of_speaks(nlp: Language) -> None:
    doc = nlp(
        "Kommunpolitiska programmet 2014-2018\n\nVänsterpartiets kommunpolitiska program berättar om de "
        "områden som vi tycker är viktiga. Det är långt, och därför har vi delat det.\n"
    )
    assert doc._.meta["party"]["value"] == "V"


def test_a_caption_of_a_post_with_a_sign_heads_it_and_its_first_lines(marked: Marked) -> None:
    text = (
        "<page>Vår politik | Partiet i Kil | Sida 5</page>\n\n<h1>Vår politik</h1>\n\n"
        f"• <h2>Skandal vid Lilla Torg</h2>\n\n  <h2>Avlopp rinner ut i ån</h2>\n\n  {BODY} {BODY}"
    )
    assert marked(text) == text


def test_a_place_in_capitals_below_the_title_is_where_the_news_is_from(marked: Marked) -> None:
    text = f"<h1>Solceller på skolan röstades bort</h1>\n\nHAGFORS\n\n{BODY} {BODY}"
    assert marked(text) == text


def test_a_question_amid_the_text_is_no_title(nlp: Language) -> None:
    doc = nlp(
        f"Kommunalrådet Eva Ek lyfter vården när tidningen frågar efter den viktigaste frågan i år.\n\n{BODY}\n\n"
        f"Blir det ett fortsatt samarbete?\n\n{BODY}\n"
    )
    assert doc._.meta["title"]["value"] is None


def test_the_first_line_of_a_page_without_blank_lines_is_its_title(marked: Marked) -> None:
    text = (
        f"<h1>Vi vill ha ett eget energibolag och mer jämställdhet!</h1>\n{BODY}\n{BODY}\n{BODY}\n"
    )
    assert marked(text) == text
