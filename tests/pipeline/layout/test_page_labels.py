"""Labels of links, cards of documents, invitations and categories among the lines of the message."""

from collections.abc import Callable

import pytest

from polcorp.pipeline.layout.analyse import Layout
from polcorp.pipeline.layout.page_labels import is_link_label

Marked = Callable[[str], str]

BODY = "Kommunen växer, och det märks i skolan, i vården och på vägarna varje dag."
TOP = f"<h1>Skolan i Kil</h1>\n\n{BODY}\n\n"
END = f"\n\n<h2>Lärarna</h2>\n\n{BODY} {BODY}"


@pytest.mark.parametrize(
    "label",
    [
        "Ladda ned vårt Valprogram 2022",
        "Klicka här för att läsa vår skuggbudget",
        "Du hittar hela budgeten på vår hemsida",
        "Ta del av rapporten Länk till annan webbplats",
        "Vill du läsa vårt valmanifest? Klicka här!",
        "Motionen i sin helhet (pdf)",
        "Bifogad fil: Motion om parkering",
        "Till kandidaterna >>",
        ">> Budgeten från första sidan till sista",
    ],
)
def test_a_link_is_told_by_its_words(marked: Marked, label: str) -> None:
    assert is_link_label(label)
    text = f"{TOP}<page>{label}</page>{END}"
    assert marked(text) == text


@pytest.mark.parametrize(
    "line",
    [
        "Läs- och skrivutveckling i förskolan",
        "Öppna fler fritidsgårdar",
        "Bättre program på gymnasiet",
        "Motion på recept",
        "Ladda bilen på landet",
    ],
)
def test_a_heading_is_no_link(marked: Marked, line: str) -> None:
    assert not is_link_label(line)
    text = f"{TOP}<h2>{line}</h2>\n\n{BODY}"
    assert marked(text) == text


def test_a_counted_heading_after_a_link_stays(marked: Marked) -> None:
    text = f"{TOP}<page>Ladda ner planen som PDF.</page>\n\n1. <h2>Två bibliotek</h2>\n\n{BODY}"
    assert marked(text) == text


def test_the_names_of_papers_after_what_is_told_of_them_are_links(marked: Marked) -> None:
    text = (
        f"<h1>Motionsarkiv</h1>\n\n{BODY}\n\n"
        "Vi har lagt en motion om fler cykelställ.\n\n<page>Motion Cykelställ</page>\n\n"
        "Vår motion om skolgårdar avslogs.\n\n<page>Motion Skolgårdar</page>"
    )
    assert marked(text) == text


def test_the_names_of_papers_before_what_is_told_of_them_are_headings(marked: Marked) -> None:
    text = (
        f"<h1>Motionsarkiv</h1>\n\n{BODY}\n\n"
        "<h2>Motion Cykelställ</h2>\n\nVi har lagt en motion om fler cykelställ.\n\n"
        "<h2>Motion Skolgårdar</h2>\n\nVår motion om skolgårdar avslogs i går."
    )
    assert marked(text) == text


def test_a_card_of_a_document_is_page_text(marked: Marked) -> None:
    text = (
        "<h1>Bättre vägar i Norrland</h1>\n\nMotion 2021/22:12 av Eva Ek och Bo Alm (båda C)\n\n"
        "<page>Motionen bereds i utskott\n\nMotionskategori\nFristående motion\nTilldelat\n"
        "Trafikutskottet\n\nHändelser\n\nInlämnad\n2021-10-04\n\nMotioner\n\n"
        "Motioner är förslag som riksdagens ledamöter har lämnat till riksdagen.\n\nPDF</page>\n\n"
        f"<h2>Motivering</h2>\n\n{BODY}"
    )
    assert marked(text) == text


def test_words_of_a_card_alone_make_none(marked: Marked) -> None:
    text = f"{TOP}<h2>Händelser</h2>\n\n{BODY}\n\n<h2>Beslut</h2>\n\n{BODY}"
    assert marked(text) == text


@pytest.mark.parametrize(
    "caption", ["Nyfiken på Moderaterna?", "Dags att göra skillnad!", "EN ANNAN SKOLA\nEN NY TID"]
)
def test_a_block_that_signs_up_readers_begins_with_its_caption(
    marked: Marked, caption: str
) -> None:
    block = f"{caption}\n\nLämna din e-postadress här, så berättar vi mer."
    text = f"{TOP}<page>{block}</page>{END}"
    assert marked(text) == text


def test_contacts_begin_with_their_caption_and_names(marked: Marked) -> None:
    text = f"{TOP}<page>För ytterligare frågor\nBo Lind, gruppledare\n0500-12 34 56</page>"
    assert marked(text) == text


def test_a_category_above_a_headline_is_page_text(marked: Marked) -> None:
    text = f"<page>Lokalt</page>\n\n<h1>Ingen vinter utan skridskor i Kil</h1>\n\n{BODY}"
    assert marked(text) == text


def test_the_category_of_several_news_is_the_title(marked: Marked) -> None:
    news = "\n\n".join(f"<h2>Skolan nummer {n} ska byggas ut</h2>\n\n{BODY}" for n in "123")
    text = f"<h1>Lokalt</h1>\n\n{news}"
    assert marked(text) == text


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        ("Svenska inlägg", ["Svenska inlägg"]),
        ("\nPolitik, Skola\nKil", ["Politik, Skola\nKil"]),
        ("Förord", []),
    ],
)
def test_tags_below_the_day_of_a_weblog(
    layout: Callable[[str], Layout], tags: str, found: list[str]
) -> None:
    gap = "\n" if tags == "Förord" else "\n\n"
    text = f"Vad vill de i Kil\n\n2010-09-11\n{tags}{gap}Jag var på torget i Kil för att höra vad alla de olika partierna vill."
    blocks = [text[b["start"] : b["end"]] for b in layout(text).boilerplate]
    assert blocks == found


@pytest.mark.parametrize(
    "labels",
    [
        "Nyheter\nHåbo",
        "Debatt\nHåbo",
        "Annons\n\nHåbo\n\nInsändare",
        "Politik · Vatten",
        "Val 2018",
    ],
)
def test_categories_and_places_above_a_headline_are_page_text(marked: Marked, labels: str) -> None:
    text = f"<page>{labels}</page>\n\n<h1>Vattnet i sjön blir renare i år</h1>\n\n{BODY}"
    assert marked(text) == text


def test_a_kind_of_paper_alone_is_no_category(marked: Marked) -> None:
    text = f"Debatt\n\n<h1>Vattnet i sjön blir renare i år</h1>\n\n{BODY}"
    assert marked(text) == text


def test_labels_with_their_days_are_a_card(marked: Marked) -> None:
    text = f"<h1>Nattåg till Jokkmokk</h1>\n\n<page>Framställd\n2020-10-01\nSvar\n2020-10-06</page>\n\n{BODY}"
    assert marked(text) == text


def test_the_card_of_a_motion_with_days_in_nouns(marked: Marked) -> None:
    card = "Kommittémotion MP\nAnsvarigt utskott\nTrafikutskottet\nMotionen är klar\nInlämning\n2020-10-01\nBordläggning\n2020-10-06"
    text = f"<h1>Nattåg till Jokkmokk</h1>\n\n<page>{card}</page>\n\n<h2>Motivering</h2>\n\n{BODY}"
    assert marked(text) == text
