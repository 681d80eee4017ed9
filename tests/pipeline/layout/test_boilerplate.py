"""Boilerplate: text of the page, not of the message."""

from collections.abc import Callable

import pytest

from polcorp.pipeline.layout.analyse import Layout

Marked = Callable[[str], str]

BODY = "Kommunen växer, och det märks i skolan, i vården och på vägarna varje dag."
PAGE = f"<h1>Skolan i Kil</h1>\n\n{BODY}\n\n<h2>Lärarna</h2>\n\n{BODY} {BODY}"


@pytest.mark.parametrize(
    "block",
    [
        "Se alla",
        "Hoppa till innehåll",
        "Hem / Politik / Skola",
        "Hem  /  Politik  /  Skola",
        "Start › Vår politik › Skola",
        "Vår politik | Centerpartiet i Kil",
        "Hoppa till innehåll\nSök\nMeny",
    ],
)
def test_above_the_message(marked: Marked, block: str) -> None:
    text = f"<page>{block}</page>\n\n{PAGE}"
    assert marked(text) == text


@pytest.mark.parametrize(
    "block",
    [
        "Bli medlem",
        "Bli medlem i Centerpartiet",
        "Dela sidan",
        "Kopiera länk:",
        "Dela och diskutera sidan med dina vänner\n\nKopiera länk",
        "Vi använder cookies",
        "Bli medlem\n\nDela sidan\n\nKopiera länk",
    ],
)
def test_below_the_message(marked: Marked, block: str) -> None:
    text = f"{PAGE}\n\n<page>{block}</page>"
    assert marked(text) == text


def test_a_demand_that_begins_like_page_text_is_kept(marked: Marked) -> None:
    text = (
        f"<h1>Demokrati</h1>\n\n{BODY}\n\n<lead>Vi vill:</lead>\n"
        "• <item>dela upp nämnden i två delar</item>\n"
        "• <item>söka bidrag från staten till skolan</item>"
    )
    assert marked(text) == text


def test_a_full_stop_ends_no_breadcrumb(marked: Marked) -> None:
    text = f"<h1>Skola</h1>\n\nVi jobbar med skola / vård / omsorg i hela kommunen.\n\n{BODY}"
    assert marked(text) == text


def test_a_contents_list_is_page_text(marked: Marked) -> None:
    text = (
        "<h1>Valprogram</h1>\n\n<page>Innehåll\n• Skola\n• Vård\n• Vägar</page>\n\n"
        f"<h2>Skola</h2>\n\n{BODY}\n\n<h2>Vård</h2>\n\n{BODY}\n\n<h2>Vägar</h2>\n\n{BODY}"
    )
    assert marked(text) == text


def test_a_link_that_repeats_the_title(marked: Marked) -> None:
    text = (
        f"<h1>Pressträff om skolan i Kil</h1>\n\n{BODY}\n\n<h2>Länk till förslaget</h2>\n\n"
        "<page>PM om skolan i Kil</page>"
    )
    assert marked(text) == text


def test_blocks_say_which_entry_found_them(layout: Callable[[str], Layout]) -> None:
    found = layout(f"Skola\n\n{BODY}\n\nBli medlem\n\nDela sidan")
    assert len(found.boilerplate) == 1
    assert found.boilerplate[0]["rule"].startswith("boilerplate:")


def test_a_long_row_of_slashes_is_read_once(layout: Callable[[str], Layout]) -> None:
    """Each blank beside a slash could be the label's or the separator's: 4 to the power of 40."""
    row = "Hem" + "  /  bb  " * 40 + "/  ett två tre fyra."
    assert layout(f"{row}\n\n{BODY}").boilerplate == []
    row = "Hem" + "  |  bb  " * 40 + "|  ett två tre fyra /|"
    assert layout(f"{row}\n\n{BODY}").boilerplate == []


def test_a_menu_takes_its_labels_along(marked: Marked) -> None:
    text = f"<page>Till innehållet\nValprogram\nLista över kandidater</page>\n\n{PAGE}"
    assert marked(text) == text


def test_the_list_of_contents_ends_where_the_headings_begin(marked: Marked) -> None:
    text = (
        "<h1>Vårt program</h1>\n\n<page>Innehåll\n1. Skola\n2. Vård</page>\n\n"
        f"1. <h2>Skola</h2>\n\n{BODY}\n\n2. <h2>Vård</h2>\n\n{BODY}"
    )
    assert marked(text) == text


def test_a_signature_with_its_day_is_no_page_text(marked: Marked) -> None:
    text = f"{PAGE}\n\nÅsa Lund\nVänsterpartiet\n2023-03-27"
    assert "<page>" not in marked(text)


def test_the_head_of_each_page_is_page_text(marked: Marked) -> None:
    pages = "\n\n".join(f"{BODY}\n\n<page>Partiet i Kils kommun   {n}</page>" for n in (1, 2, 3))
    text = f"<h1>Vårt program</h1>\n\n{pages}\n\n{BODY}"
    assert marked(text) == text


@pytest.mark.parametrize("number", ["1", "- 1 -", "Sida 1 av 3", ""])
def test_a_list_goes_on_after_the_end_of_a_page(marked: Marked, number: str) -> None:
    head = "Centerpartiet i Kil 2018"
    page = f"{number}\n\f{head}" if number else head
    gap = "\n\n" if number else "\n\f"
    text = (
        f"<h1>{head}</h1>\n\n{BODY} {BODY}\n\n<lead>Vi vill:</lead>\n• <item>bygga skolor</item>"
        f"{gap}<page>{page}</page>\n\n• <item>anställa lärare</item>{gap}<page>{page}</page>\n\n"
        f"<h2>Vägarna</h2>\n\n{BODY}"
    )
    assert marked(text) == text


@pytest.mark.parametrize("leader", [" ........ ", " . . . . . ", "…… ", "____ "])
def test_a_list_of_contents_with_leaders(marked: Marked, leader: str) -> None:
    text = (
        f"<h1>Valprogram</h1>\nKommunalt program för Kil\n\n<page>Innehåll\n\nSkola{leader}3\nVård{leader}12</page>\n\n"
        f"<h2>Skola</h2>\n\n{BODY}\n\n<h2>Vård</h2>\n\n{BODY}"
    )
    assert marked(text) == text


def test_a_list_of_contents_with_pages(marked: Marked) -> None:
    text = (
        "<h1>Valprogram</h1>\n\n<page>Innehåll\nSkola 3\nVård\t12</page>\n\n"
        f"<h2>Skola</h2>\n\n{BODY}\n\n<h2>Vård</h2>\n\n{BODY}"
    )
    assert marked(text) == text


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("Skogens röst", "Kort om oss - Skogens röst"),  # the site's name
        ("Bryggor för alla? - dokumentlagret", "Bryggor för alla?"),  # the browser's title
    ],
)
def test_the_name_of_the_site_stands_above_the_title(
    marked: Marked, above: str, title: str
) -> None:
    text = f"<page>{above}</page>\n\n<h1>{title}</h1>\n\n{BODY}"
    assert marked(text) == text


def test_a_title_that_nothing_repeats_keeps_its_dash(marked: Marked) -> None:
    text = f"<h1>Bryggor - för alla</h1>\n\n{BODY}"
    assert marked(text) == text
