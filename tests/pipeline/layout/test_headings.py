"""Headings: which lines name what follows, and on what level."""

from collections.abc import Callable

import pytest

from polcorp.pipeline.layout.analyse import Layout

Marked = Callable[[str], str]
Find = Callable[[str], Layout]

BODY = "Kommunen växer, och det märks i skolan, i vården och på vägarna varje dag."
LONG = f"{BODY} {BODY} {BODY}"


@pytest.mark.parametrize(
    "text",
    [
        f"<h1>Trygghet i Kil</h1>\n\n{BODY}\n\n<h2>Skola</h2>\n\n{BODY}",
        f"<h1>TRYGGHET I KIL</h1>\n\n{BODY}\n\n<h2>SKOLA OCH FÖRSKOLA</h2>\n\n{BODY}",
        f"<h1>Valprogram 2022</h1>\n\n<h2>Skola</h2>\n\n{BODY}\n\n<h2>Vård</h2>\n\n{BODY}",
        # no blank lines at all
        f"<h1>Trygghet i Kil</h1>\n{LONG}\n<h2>Skola</h2>\n{LONG}\n<h2>Vård och omsorg</h2>\n{LONG}",
        # a question, an imperative, a number, a colon, quotes, a dash
        f"<h1>Hur löser vi bostadsbristen?</h1>\n\n{BODY}",
        f"<h1>Vår politik</h1>\n\n{BODY}\n\n<h2>Höj lärarlönerna</h2>\n\n{BODY}",
        f"4. <h1>Liberalernas politik för skolan</h1>\n\n{BODY}",
        f"<h1>Pressträff – Fler platser i förskolan</h1>\n\n{BODY}",
        # above a list
        f"<h1>Vår politik</h1>\n\n{BODY}\n\n<h2>Skola</h2>\n• <item>Bygg ut fritids</item>\n• <item>Anställ lärare</item>",
        # Windows line ends and a non-breaking space
        f"<h1>Trygghet\u00a0i Kil</h1>\r\n\r\n{BODY}\r\n\r\n<h2>Skola</h2>\r\n\r\n{BODY}\r\n",
    ],
)
def test_shapes_of_headings(marked: Marked, text: str) -> None:
    assert marked(text) == text


@pytest.mark.parametrize(
    "text",
    [
        # signatures, a date
        f"<h1>Fria bussar</h1>\n\n{BODY}\n\nMaria Moraes\nBirgitta Rydhagen\nKil den 3 maj 2021",
        f"<h1>Fria bussar</h1>\n\n{BODY}\n\nEva Svensson (S), kommunalråd\n",
        f"<h1>Fria bussar</h1>\n\n{BODY}\n\nFör Vänsterpartiet\n\nOlle Ek",
        # a letterhead
        f"Motion till kommunfullmäktige i Kil\n\n<h1>Fria bussar</h1>\n\n{BODY}",
        f"Pressmeddelande\n\n<h1>Fria bussar</h1>\n\n{BODY}",
        # a sentence that lost its full stop, a line that was cut off, an address
        f"<h1>Fria bussar</h1>\n\n{BODY}\n\nVi har länge sagt att det här inte kan fortsätta så här\n\n{BODY}",
        f"<h1>Fria bussar</h1>\n\n{BODY}\n\nBussen går till\n\n{BODY}",
    ],
)
def test_what_is_no_heading(marked: Marked, text: str) -> None:
    assert marked(text) == text


def test_a_line_without_text_under_it_is_no_heading(layout: Find) -> None:
    assert layout("Trygghet i Kil").headings == []
    assert layout(f"{BODY}\n\nTrygghet i Kil").headings == []


def test_at_most_one_title(layout: Find) -> None:
    found = layout(f"{LONG}\n\nSkola\n\n{BODY}\n\nVård\n\n{BODY}")
    assert [heading["level"] for heading in found.headings] == [2, 2]
    found = layout(f"Kil\n\n{BODY}\n\nSkola\n\n{BODY}\n\nVård\n\n{BODY}")
    assert [heading["level"] for heading in found.headings] == [1, 2, 2]


def test_decimal_numbers_nest(layout: Find) -> None:
    text = f"Valprogram\n\n1 Skolan\n\n{BODY}\n\n1.1 Lärarna\n\n{BODY}\n\n2 Vården\n\n{BODY}"
    found = layout(text)
    levels = {text[h["start"] : h["end"]]: h["level"] for h in found.headings}
    assert levels == {"Valprogram": 1, "Skolan": 2, "Lärarna": 3, "Vården": 2}
    parents = {
        text[s["heading_start"] : s["heading_end"]]: s["parent"]
        for s in found.sections
        if s["heading_start"] is not None
    }
    names = list(parents)
    assert parents["Lärarna"] == names.index("Skolan")
    assert parents["Vården"] == names.index("Valprogram")


def test_headings_say_how_they_were_found(layout: Find) -> None:
    text = f"TRYGGHET I KIL\n\n{BODY}\n\n2. Skola\n\n{BODY}\n\nVård\n\n{BODY}"
    rules = [heading["rule"] for heading in layout(text).headings]
    assert rules == ["heading:capitals", "heading:numbered", "heading:caption"]
    assert all(0.5 <= heading["confidence"] <= 0.99 for heading in layout(text).headings)


def test_a_masthead_is_the_title_where_nothing_else_can_be(layout: Find) -> None:
    text = f"Vänsterpartiet i Kil\n\n{BODY} {BODY}\n\nKan vi ha råd?\n\n{BODY}"
    first = layout(text).headings[0]
    assert (text[first["start"] : first["end"]], first["level"]) == ("Vänsterpartiet i Kil", 1)


def test_capitals_that_open_with_for_sign_nothing(layout: Find) -> None:
    text = f"Rubrik\n\n{BODY} {BODY}\n\nFÖR BYGDENS BÄSTA\n\n• Bygg fiber.\n• Rusta vägen."
    assert "FÖR BYGDENS BÄSTA" in [text[h["start"] : h["end"]] for h in layout(text).headings]


def test_a_diary_has_its_days_as_headings(layout: Find) -> None:
    days = [f"2019-0{n}-24 Skolan i Kil växer" for n in (1, 2, 3)]
    text = "Nytt\n\n" + "\n\n".join(f"{day}\n{BODY}" for day in days)
    assert [text[h["start"] : h["end"]] for h in layout(text).headings] == ["Nytt", *days]


def test_a_row_of_captions_is_a_menu(layout: Find) -> None:
    text = f"Rubrik\n\nSkola\n\nVård\n\nOmsorg\n\nKultur\n\nMiljö\n\n{BODY} {BODY}"
    assert [text[h["start"] : h["end"]] for h in layout(text).headings] == ["Rubrik", "Miljö"]


@pytest.mark.parametrize("number", ["1. ", "1.", "1) ", "(1) ", "1.2 ", "1.2. ", "A. ", "II. "])
def test_a_number_is_no_part_of_a_heading(marked: Marked, number: str) -> None:
    text = f"<h1>Valprogram</h1>\n\n{BODY}\n\n{number}<h2>Skola och vård</h2>\n\n{BODY}"
    text = text.replace("h2>", f"h{2 + number.count('.2')}>")
    assert marked(text) == text


def test_a_section_begins_with_the_number_of_its_heading(layout: Find) -> None:
    text = f"Valprogram\n\n{BODY}\n\n2. Skola\n\n{BODY}"
    last = layout(text).sections[-1]
    assert text[last["start"] :].startswith("2. Skola")
    assert text[last["heading_start"] : last["heading_end"]] == "Skola"


@pytest.mark.parametrize(
    "text",
    [
        f"# <h1>Valprogram</h1>\n\n## <h2>Skola</h2>\n{BODY}\n\n### <h3>Lärarna</h3>\n{BODY}",
        f"## <h1>Valprogram</h1>\n## <h2>Skola</h2> ##\n{BODY}\n##<h2>Vård.</h2>\n{BODY}",
        f"{BODY}\n# <h1>Valprogram</h1>\n{BODY},\n# <h2>vård</h2>\n- <item>ett</item>\n- <item>två</item>",
        f"<h1>Valprogram</h1>\n\n{BODY}\n\n#trygghet #skola är viktiga ord.\n\n{BODY}",
        f"<h1>Valprogram</h1>\n<page>=====</page>\n{BODY}\n<page>* * *</page>\n{BODY}\n<page>____</page>",
    ],
)
def test_marks_of_headings(marked: Marked, text: str) -> None:
    assert marked(text) == text


@pytest.mark.parametrize(
    "paragraph",
    [
        "VI VILL ATT KOMMUNEN BYGGER FLER SKOLOR. VI VILL RUSTA ALLA VÄGAR.",
        "VI VILL BYGGA FLER SKOLOR.",
        "KOMMUNEN MÅSTE BLI BÄTTRE PÅ ATT RUSTA SKOLOR OCH VÄGAR I HELA KIL.",
    ],
)
def test_sentences_in_capitals_are_text(marked: Marked, paragraph: str) -> None:
    text = f"<h1>TRYGGHET I KIL</h1>\n\n{paragraph}\n\n<h2>SKOLAN I KIL.</h2>\n\n{BODY}"
    assert marked(text) == text


def test_the_questions_of_a_form_are_headings_and_short_answers_are_not(marked: Marked) -> None:
    long = "Finns det någon fråga där ert parti lokalt har en annan uppfattning än vad partiet har på riksnivå?"
    text = (
        "<page>Val 2022 Valkompass\nC</page>\n\n<h1>Centerpartiet Orsa</h1>\n\n"
        f"<h2>Varför ska väljarna rösta på er?</h2>\n\n{BODY}\n\n<h2>{long}</h2>\n\nNej\n\n"
        f"<h2>Hur vill ert parti att det ska se ut efter valet?</h2>\n\n{BODY}"
    )
    assert marked(text) == text


def test_a_question_in_an_article_makes_no_form(marked: Marked) -> None:
    text = f"<h1>Vem bryr sig om bussarna?</h1>\n\n{BODY}\n\n<h2>Vad händer nu?</h2>\n\n{BODY}"
    assert marked(text) == text


@pytest.mark.parametrize("years", [("2021", "2020"), ("2018/19", "2016–2017")])
def test_a_year_alone_heads_what_was_done_then(marked: Marked, years: tuple[str, str]) -> None:
    parts = "\n\n".join(f"<h2>{year}</h2>\n\n{BODY}" for year in years)
    text = f"<h1>Våra interpellationer</h1>\n\n{BODY}\n\n{parts}"
    assert marked(text) == text


def test_the_year_under_the_title_heads_nothing(marked: Marked) -> None:
    text = f"<h1>Valprogram</h1>\n\n2022\n\n{BODY}"
    assert marked(text) == text


def test_a_title_may_end_with_a_full_stop(marked: Marked) -> None:
    text = f"<h1>Begäran om bordläggning av vår motion ”Lyktor”.</h1>\n\nSala 2019-03-12\n\n{BODY}"
    assert marked(text) == text
    assert marked(f"Vi vill ha fler lärare.\n\n{BODY}") == f"Vi vill ha fler lärare.\n\n{BODY}"


def test_a_paper_is_its_own_title_where_no_other_is(marked: Marked) -> None:
    running = "Varje år tas det fram en budget för nästa år och en inriktning för åren efter"
    text = f"<h1>Budget</h1>\n\n{running}\n\n• <item>Mer till skolan</item>\n• <item>Ny väg</item>"
    assert marked(text) == text


@pytest.mark.parametrize(
    "line",
    [
        "Grums 190514",
        "Nov 18, 2019 11:10 CET",
        "Med det önskar Vänsterpartiet alla en riktigt",
        "Jörgen Malm samt hela gruppen i Kil",
        "Debattartikel publicerad i Dagens Nyheter",
        "God jul och gott nytt år önskar Moderaterna",
    ],
)
def test_days_and_closing_lines_head_nothing(marked: Marked, line: str) -> None:
    text = f"<h1>Fri parkering</h1>\n\n{BODY}\n\n{line}\n\n{BODY} {BODY}"
    assert marked(text) == text


@pytest.mark.parametrize(
    "line", ["Ärende 14, dnr KS 2021/0417", "Dnr 2021/12", "Dela   Tipsa   Vänner"]
)
def test_numbers_of_cases_and_rows_of_labels_are_no_headings(layout: Find, line: str) -> None:
    body = "Kommunen växer, och det märks i skolan, i vården och på vägarna varje dag."
    text = f"{line}\n\nNej till vägen\n\n{body}\n\n{line}\n\n{body}"
    found = layout(text).headings
    assert [text[h["start"] : h["end"]] for h in found] == ["Nej till vägen"]


@pytest.mark.parametrize(
    "title",
    [
        "Interpellation 2018/19:12 Bussar i glesbygd av Eva Ek (C) till statsrådet Adam Al (S)",
        "Interpellation 2001/02:3 av Eva Ek (kd) till socialminister Adam Al om bussar i glesbygd",
        "2011/12:45 Bussar i glesbygd av Eva Ek (C)",
    ],
)
def test_a_paper_of_the_riksdag_is_titled_by_number_writer_and_subject(
    marked: Marked, title: str
) -> None:
    text = f"<h1>{title}</h1>\nden 20 augusti\n{LONG}\n{LONG}"
    assert marked(text) == text


def test_number_and_writer_alone_are_no_title(marked: Marked) -> None:
    text = f"Interpellation 2018/19:12 av Eva Ek (C)\n\n<h1>Bussar i glesbygd</h1>\n\n{LONG}"
    assert marked(text) == text


@pytest.mark.parametrize(
    "text",
    [
        # a month is a word: «…ramar 2013» names none
        f"<h1>Budgetramar 2013</h1>\n\nKil 2012-05-21\n\n{BODY}",
        # a slogan with its full stop, over several sentences
        f"<h1>Här växer framtiden.</h1>\n\n{LONG}",
        # over two lines, the second with a dash
        f"<h1>Vatten\n– en fråga för alla</h1>\n\n{BODY}",
        # below whose motion it is, and above the board and its day
        f"<h1>Yrkande</h1>\n\nBildningsnämnden i Kil 2015-04-01\n\n{BODY}",
        f"Mot. 2011/12:7 av Siv Ålund (KD)\n\n<h1>Vatten åt alla byar</h1>\n\n{BODY}",
        f"Motion till riksdagen\nav Siv Ålund och Bo Trana (båda KD)\n<h1>Vatten åt alla byar</h1>\n\n{BODY}",
        # years close below the title, each over what was done
        "<h1>Våra förslag</h1>\n<h2>2015</h2>\n• <item>Vi ville rena sjön.</item>\n<h2>2014</h2>\n• <item>Vi ville rena ån.</item>",
    ],
)
def test_titles_that_look_like_something_else(marked: Marked, text: str) -> None:
    assert marked(text) == text


@pytest.mark.parametrize(
    "line",
    [
        "Med solhälsningar",
        "Med förhoppning om ett snabbt svar",
        "Liberalernas fullmäktigegrupp i Kil",
        "En insändare av Siv Ålund (L)",
        "Liberalerna i Kil önskar er alla",
        "SD",
        "Kil 3 maj\n\nHöör 4 maj",
    ],
)
def test_lines_that_head_nothing(marked: Marked, line: str) -> None:
    text = f"<h1>Vatten i Kil</h1>\n\n{BODY}\n\n{line}\n\n{BODY}"
    assert marked(text) == text


def test_one_day_may_head_what_happens_then(marked: Marked) -> None:
    text = f"<h1>På gång i Kil</h1>\n\n{BODY}\n\n<h2>Vattendagen 3 maj</h2>\n\n{BODY}"
    assert marked(text) == text


@pytest.mark.parametrize(
    "text",
    [
        f"Liberalerna i Kil\n\n<h2>Varför ska väljarna rösta på partiet?</h2>\n\n{BODY}",
        f"<h1>Sjön</h1>\n\n<h2>Bör sjön muddras redan i år, även om det kostar mer än vad som sagts i nämnden tidigare?</h2>\n\nNej\n\n"
        f"{BODY}\n\n<h2>Är stranden ren?</h2>\n\nJa\n\n{BODY}",
    ],
)
def test_questions_to_a_party_are_headings_and_their_short_answers_not(
    layout: Find, text: str
) -> None:
    plain = text.replace("<h1>", "").replace("</h1>", "").replace("<h2>", "").replace("</h2>", "")
    found = [plain[h["start"] : h["end"]] for h in layout(plain).headings]
    asked = [part.split("</h2>")[0] for part in text.split("<h2>")[1:]]
    assert [line for line in found if line.endswith("?")] == asked
    assert not {"Ja", "Nej"} & set(found)
