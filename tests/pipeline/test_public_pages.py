"""Pages that no party's site template makes: assemblies, newspapers, weblogs, unions, the Church's election."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language
from spacy.tokens import Doc

Marked = Callable[[str], str]

BODY = "Kommunen växer, och det märks i skolan, i vården och på vägarna varje dag."
TOP = f"<h1>Skolan i Kil</h1>\n\n{BODY}\n\n"
END = f"\n\n<h2>Lärarna</h2>\n\n{BODY} {BODY}"


def value(doc: Doc, field: str) -> str | None:
    found: str | None = doc._.meta[field]["value"]
    return found


def names(doc: Doc) -> list[tuple[str, str]]:
    return [(mention["canonical"], mention["type"]) for mention in doc._.actors]


@pytest.mark.parametrize(
    "line",
    [
        "Hoppa över anförandelistan",
        "(9 Anföranden)",
        "Webb-tv: Skolan i Kil",
        "Stillbild från Interpellationsdebatt 2017/18:204, Skolan i Kil",
        "Loading.... (view fulltext now)",
        "Academic year: 2022",
        "Till forbundet.se Sök Meny",
        "160810-meeting-853x853",
        "Vitt hus på röd bakgrund",
        "Läs även: Vem tar hand om de gamla?",
        "020560056 ring fackets hjälptelefon",
        "Kunde inte hitta några poster",
        "Utforska resultatet och se hur dina grannar röstat",
    ],
)
def test_lines_of_public_sites_are_page_text(marked: Marked, line: str) -> None:
    text = f"{TOP}<page>{line}</page>{END}"
    assert marked(text) == text


def test_a_list_of_who_speaks_in_a_film_asks_for_nothing(nlp: Language) -> None:
    doc = nlp(
        "Frågestund\n\n 1. Hoppa till i videospelarenEva Ek (M)\n 2. Hoppa till i videospelarenBo Al (S)\n"
    )
    assert doc._.demands == []


def test_words_for_a_text_of_a_weblog_end_where_the_next_begins(marked: Marked) -> None:
    text = (
        f"{TOP}<page>Lämna en kommentar\n\nUnder Skola</page>\n\n<h2>Bussarna i Kil</h2>\n\n{BODY}\n\n"
        "<page>Lämna en kommentar\n\nUnder Trafik</page>"
    )
    assert marked(text) == text


def test_a_dash_alone_takes_no_headline_with_it(nlp: Language) -> None:
    doc = nlp(
        f"Nyheter\n-\nStoppa neddragningarna\n{BODY}..\n\n-\nRusta upp Kvarnbadet\n{BODY}..\n"
    )
    assert "Rusta upp Kvarnbadet" not in [
        doc.text[item["start"] : item["end"]] for item in doc._.boilerplate
    ]
    assert not any("Kvarnbadet" in doc.text[b["start"] : b["end"]] for b in doc._.boilerplate)


@pytest.mark.parametrize(
    "line",
    [
        "20:09 Jag kliver in som ordinarie",
        "15 mars kl. 18:30 ·",
        "Bengt Ek Ordförande Kristdemokraterna Kil",
        "Inledning... 3 Skatter... 4 Yrkanden... 17",
        "Sänk priserna nu! Vi som drabbas kräver det!",
    ],
)
def test_hours_signatures_and_contents_are_no_headings(marked: Marked, line: str) -> None:
    assert f"<h2>{line}</h2>" not in marked(f"{TOP}{line}\n\n{BODY}{END}")


@pytest.mark.parametrize(
    "title",
    [
        "Livebloggning: Kommunfullmäktige 2009-04-27",
        "Anförande vid kommunfullmäktige i Kil 12 november 2018",
        "Regionfullmäktige 23 maj 2023",
    ],
)
def test_a_title_may_end_with_its_day(marked: Marked, title: str) -> None:
    text = f"<h1>{title}</h1>\n\nPlats: Kommunhuset, Kil\n\n{BODY} {BODY}"
    assert marked(text) == text


@pytest.mark.parametrize(
    "line", ["Publicerad i Värmlands Folkblad den 3 mars 2020", "Skriven av en läsare 2020-03-03"]
)
def test_a_line_that_says_when_is_no_title(marked: Marked, line: str) -> None:
    assert f"<h1>{line}" not in marked(f"{line}\n\n{BODY} {BODY}")


def test_paragraphs_of_minutes_have_headings(marked: Marked) -> None:
    text = f"{TOP}<h2>§12 Anmälan av motioner</h2>\n\n{BODY}{END}"
    assert marked(text) == text


def test_the_sender_of_a_release_is_above_its_title(marked: Marked) -> None:
    text = (
        "Naturföreningen i Värmland\n\n<h1>Skogen på dagordningen i Kil, tack!</h1>\n\n"
        f"Pressmeddelande   •   Sep 06, 2010 15:05 CEST\n\n{BODY} {BODY}"
    )
    assert marked(text) == text


def test_a_paper_of_the_riksdag_is_its_writers_though_a_minister_answers(nlp: Language) -> None:
    doc = nlp(
        "Stödet till fisket\n\nInterpellation 2017/18:204 av Karin Rosander (C)\n\n"
        f"till Landsbygdsminister Lars Holm (S)\n\n{BODY}\n\nAnf. 126 Statsrådet Lars Holm (S)\n\n"
        "Herr talman! Karin Rosander har frågat mig hur jag ser på fisket. Jag vill se mer fiske."
    )
    assert value(doc, "party") == "C"


def test_turns_in_a_debate_make_no_party_the_speaker(nlp: Language) -> None:
    doc = nlp(
        f"§ 4  Svar på interpellation 2018/19:20\n\nAnf. 1 Statsrådet EVA LUND (S):\n\nFru talman! Jag tackar. {BODY}"
    )
    assert value(doc, "party") is None
    assert value(doc, "speaker") == "authority"


def test_minutes_in_one_line_are_an_authoritys(nlp: Language) -> None:
    doc = nlp(
        "PROTOKOLL 1(25)\n\nTranskript\n\n1 1(25) Plats och tid: A-salen, klockan 15 Närvarande: Eva Ek (M) "
        "Bo Al (S) Utses att justera: Eva Ek Justeringens plats och tid: Kommunhuset\n\n2 2(25) ANSLAG/BEVIS "
        "Protokollet är justerat. Justeringen har tillkännagivits genom anslag."
    )
    assert value(doc, "speaker") == "authority"
    assert value(doc, "doc_type") == "other"


def test_a_group_in_the_elections_of_the_church_speaks(nlp: Language) -> None:
    doc = nlp(
        "Kyrkovalet\n\nFrimodig kyrka vill att gudstjänsten får mer plats. Vi vill stärka församlingarna."
    )
    assert (value(doc, "party"), value(doc, "speaker")) == ("Frimodig kyrka", "party")


def test_whoever_is_told_of_in_a_sentence_writes_nothing(nlp: Language) -> None:
    doc = nlp(
        "Politikerna har svarat\n\nEn av dem är Anna Ek, 57, ordförande i kommunstyrelsen i Nybro.\n\n"
        "Vad tänker du om svaren?\n\n– Det är inte så förvånande."
    )
    assert value(doc, "speaker") != "authority"


def test_the_archive_of_a_weblog_holds_articles(nlp: Language) -> None:
    doc = nlp(
        f"Alla inlägg: fre feb 2015\n\nFler bussar\n\n{BODY} Vi vill att bussarna går på söndagar. "
        "Det skriver Vänsterpartiet om mandatperioden."
    )
    assert value(doc, "doc_type") == "article"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tony Rosén Förstanamn till fullmäktige", ("Tony Rosén", "PERSON")),
        ("Bengt Jonsson Ordförande Kristdemokraterna Kil", ("Bengt Jonsson", "PERSON")),
        ("CCenterpartiet Ydre", ("Centerpartiet", "PARTY")),
        ("KDKristdemokraterna Ydre", ("Kristdemokraterna", "PARTY")),
    ],
)
def test_names_end_before_offices_and_begin_after_marks(
    nlp: Language, text: str, name: tuple[str, str]
) -> None:
    assert name in names(nlp(f"{BODY}\n\n{text}\n\n{BODY}"))


def test_words_in_capitals_for_weight_are_no_names(nlp: Language) -> None:
    assert names(nlp("Det är dags att välja och DIN röst är viktig för ALLA.")) == []


def test_an_item_that_opens_with_a_day_asks_for_nothing(nlp: Language) -> None:
    doc = nlp(
        f"Svar till en läsare\n\n{BODY}\n\n • 2018-06-12: Om bussar\n • 2018-07-12: Om vägar\n"
    )
    assert doc._.demands == []


def test_reasons_after_a_lead_in_are_no_demands(nlp: Language) -> None:
    doc = nlp(
        "Temat för kampanjen är vård därför att:\n\n • Väljarna prioriterar vården\n"
        " • Väljarna ser väntetiden som problemet\n"
    )
    assert doc._.demands == []
