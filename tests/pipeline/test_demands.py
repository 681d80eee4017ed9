"""Component ``polcorp_demands``: lists, headings and prose, and who asks."""

import pytest
from spacy.language import Language

from tests.markup import mark, unmark

BODY = "Kommunen växer, och det märks i skolan, i vården och på vägarna varje dag."
OWN = f"Centerpartiet i Kil\n\nSkola\n\n{BODY}\n\n"


def shown(nlp: Language, text: str) -> str:
    doc = nlp(text)
    return mark(doc.text, [(d["start"], d["end"], d["form"]) for d in doc._.demands])


@pytest.mark.parametrize(
    "text",
    [
        f"{OWN}Centerpartiet vill:\n• <bullet>bygga fler skolor</bullet>\n• <bullet>anställa lärare</bullet>",
        f"{OWN}Vi yrkar\n1. <numbered>att skolan byggs ut</numbered>\n2. <numbered>att lärare anställs</numbered>",
        f"{OWN}Centerpartiet yrkar\n\n<bullet>att skolan byggs ut</bullet>\n\n<bullet>att lärare anställs</bullet>",
        f"{OWN}Vi går till val på\n\n• <bullet>Fler lärare</bullet>\n• <bullet>Ökad trygghet</bullet>",
        # an item with «vi vill» is one demand
        f"{OWN}Vi vill:\n• <bullet>Vi vill bygga fler skolor. Vi vill bygga nu.</bullet>\n• <bullet>riva murar</bullet>",
        # headings in the imperative
        f"Centerpartiet i Kil\n\n{BODY}\n\n<heading>Höj lärarlönerna</heading>\n\n{BODY} <prose>Vi vill höja dem</prose>.",
        f"Centerpartiet i Kil\n\n{BODY}\n\n”<heading>Rädda skolan i Fryksta</heading>”\n\n{BODY}",
        f"Centerpartiet i Kil\n\n{BODY}\n\n3. <heading>Stärk skolan</heading>\n\n{BODY}",
        # lists that ask for nothing
        f"{OWN}Det här har vi gjort:\n• Skolan har fått lärare\n• Bussen går varje timme",
        f"{OWN}Jag frågar därför:\n1. Vad kostar skolan?\n2. När blir den klar?",
        f"{OWN}Kontakta oss om du vill veta mer:\n• Eva Svensson\n• eva@parti.se",
        # a list that asks for nothing may hold a wish
        f"{OWN}Det här hände i går:\n• Skolan har fått lärare\n• <prose>Vi vill se fler</prose>\n• Bussen har gått varje timme",
        # boilerplate asks nothing
        f"{OWN}Vi använder cookies. Vi vill ge dig en bra upplevelse.",
    ],
)
def test_forms(nlp: Language, text: str) -> None:
    assert shown(nlp, unmark(text)) == text


def test_parts_of_an_item(nlp: Language) -> None:
    text = f"{OWN}Centerpartiet vill att:\n• kommunen bygger fler skolor.\n• Riv inte stationen\n• nej till nya avgifter"
    doc = nlp(text)
    first, second, third = doc._.demands
    assert (first["party"], first["holder"], first["own"]) == ("C", "Centerpartiet", True)
    assert (first["verb"], first["addressee"]) == ("vilja", "kommunen")
    assert first["content"] == "kommunen bygger fler skolor"
    assert text[first["start"] : first["end"]] == "kommunen bygger fler skolor."
    assert text[first["lead_in_start"] : first["lead_in_end"]] == "Centerpartiet vill att:"
    assert [d["polarity"] for d in (first, second, third)] == ["pos", "neg", "neg"]
    assert second["verb"] == "riva"
    assert all(0 < d["confidence"] <= 1 and d["rule"].startswith("list:") for d in doc._.demands)
    assert [span.label_ for span in doc.spans["demands"]] == ["bullet"] * 3


def test_a_negated_heading(nlp: Language) -> None:
    doc = nlp(f"Centerpartiet i Kil\n\n{BODY}\n\nBygg inte bort parken\n\n{BODY}")
    assert [(d["form"], d["polarity"]) for d in doc._.demands] == [("heading", "neg")]


def holders(nlp: Language, text: str) -> list[tuple[str | None, bool]]:
    return [(d["party"], d["own"]) for d in nlp(text)._.demands]


def test_other_parties_wishes_are_theirs(nlp: Language) -> None:
    text = (
        f"Socialdemokraterna i Kil\n\n{BODY} Vi socialdemokrater vill bygga skolor. "
        "Moderaterna vill sänka skatten. Alliansen vill sälja skolan."
    )
    assert holders(nlp, text) == [("S", True), ("M", False), (None, False)]
    assert nlp(text)._.demands[2]["holder"] == "Alliansen"


def test_an_alliance_speaks_for_its_parties(nlp: Language) -> None:
    text = (
        f"Centerpartiet i Kil\n\n{BODY} Vi i Centerpartiet vill mer. Alliansen vill bygga skolor."
    )
    assert holders(nlp, text) == [("C", True), ("C", True)]


def test_joint_texts_speak_for_all(nlp: Language) -> None:
    text = (
        "Vårt gemensamma program\n\nModeraterna och Kristdemokraterna i Nacka har kommit överens. "
        f"{BODY}\n\nModeraterna och Kristdemokraterna vill:\n• bygga skolor\n\n"
        "Kristdemokraterna vill också rusta kyrkan. Vänsterpartiet vill riva den."
    )
    own = {d["party"]: d["own"] for d in nlp(text)._.demands}
    assert own["M"]
    assert own["KD"]
    assert not own["V"]


def test_an_unknown_speakers_demands_are_its_own_and_no_partys(nlp: Language) -> None:
    assert holders(nlp, f"Skola\n\n{BODY} Vi vill bygga.") == [(None, True)]


@pytest.mark.parametrize("speaker", ["authority", "media", "association", "company", "person"])
def test_other_speakers_demands_are_others(nlp: Language, speaker: str) -> None:
    doc = nlp.make_doc(f"Skola\n\n{BODY} Vi vill bygga. Moderaterna vill riva.")
    doc._.given = {"speaker": speaker}
    assert [(d["party"], d["own"]) for d in nlp(doc)._.demands] == [(None, False), ("M", False)]


def test_a_party_named_on_a_page_of_an_unknown_speaker_holds_its_wish(nlp: Language) -> None:
    doc = nlp.make_doc(f"Skola\n\n{BODY} Vi vill bygga. Moderaterna vill riva.")
    doc._.given = {"speaker": "unknown"}
    assert [(d["party"], d["own"]) for d in nlp(doc)._.demands] == [(None, True), ("M", True)]


@pytest.mark.parametrize(
    ("lead_in", "party", "holder"),
    [
        ("Till skillnad från Moderaterna vill vi:", "C", "vi"),
        ("Tillsammans med Liberalerna vill vi:", "C", "vi"),
        ("Vi i Centerpartiet vill:", "C", "Centerpartiet"),
        ("Till skillnad från Liberalerna vill Moderaterna:", "M", "Moderaterna"),
        ("Moderaterna och Centerpartiet föreslår:", "C", "Centerpartiet"),
        ("Moderaterna (M) i Kil vill:", "M", "Moderaterna"),
        ("Våra viktigaste förslag:", "C", ""),
    ],
)
def test_whose_list_it_is(nlp: Language, lead_in: str, party: str, holder: str) -> None:
    doc = nlp.make_doc(f"Skola\n\n{BODY}\n\n{lead_in}\n• bygga skolor\n• riva murar")
    doc._.given = {"party": "C"}
    found = {(d["party"], d["holder"], d["own"]) for d in nlp(doc)._.demands}
    assert found == {(party, holder, party == "C")}


def test_a_row_of_parties_asks_for_the_main_one_among_them(nlp: Language) -> None:
    text = f"Skola\n\n{BODY} Moderaterna, Liberalerna och Centerpartiet vill bygga skolor."
    for main in ("M", "L", "C"):
        doc = nlp.make_doc(text)
        doc._.given = {"party": main}
        assert [(d["party"], d["own"]) for d in nlp(doc)._.demands] == [(main, True)]


def test_bare_names_in_a_list_ask_for_nothing_where_no_party_speaks(nlp: Language) -> None:
    text = f"Bidrag\n\n{BODY}\n\n• Orsa kommun, 4,5 miljoner\n• Vansbro kommun, 1,2 miljoner"
    assert nlp(text)._.demands == []


def test_orders_to_the_reader_ask_for_nothing(nlp: Language) -> None:
    text = f"Vaccin\n\n{BODY}\n\nTvätta händerna\n\n{BODY}"
    assert nlp(text)._.demands == []
    asked = nlp(f"{text} Vi vill bygga ett sjukhus.")._.demands
    assert [d["form"] for d in asked] == ["heading", "prose"]


def test_the_party_that_the_user_gives_holds_the_demands(nlp: Language) -> None:
    doc = nlp.make_doc(f"Skola\n\n{BODY} Vi vill bygga.")
    doc._.given = {"party": "C"}
    assert [(d["party"], d["own"]) for d in nlp(doc)._.demands] == [("C", True)]


def test_a_partys_group_speaks_for_it(nlp: Language) -> None:
    doc = nlp(
        "Skola i Kil\n\nMiljöpartiets kommungrupp vill att det byggs mer. "
        "Centerpartiets politiker i Kil vill att bussen går.\n"
    )
    assert [(d["party"], d["holder"]) for d in doc._.demands] == [
        ("MP", "Miljöpartiets kommungrupp"),
        ("C", "Centerpartiets politiker i Kil"),
    ]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("MUF föreslår fler bussar i Kil.", "M"),
        ("Centerkvinnorna vill att jouren får stöd.", "C"),
        ("Vi liberaler har länge velat att skolan byggs ut.", "L"),
        ("Vi socialdemokrater vill ha mindre grupper.", "S"),
        ("Liberalerna Östhammar vill bygga.", "L"),
    ],
)
def test_whose_wish_it_is(nlp: Language, text: str, party: str) -> None:
    assert [d["party"] for d in nlp(text)._.demands] == [party]


def test_our_parties_are_the_documents_own(nlp: Language) -> None:
    text = (
        "Motion från Vänsterpartiet\n\nLugn\n\nTillsammans kräver våra partier att kommunen bygger."
    )
    (demand,) = nlp(text)._.demands
    assert (demand["party"], demand["own"]) == ("V", True)


@pytest.mark.parametrize(
    "heading",
    ["Skola, vård och omsorg", "Rädda Barnen", "Boka tid", "Summa: 96 miljoner", "Kära partivän!"],
)
def test_headings_that_only_look_like_orders(nlp: Language, heading: str) -> None:
    body = "Kommunen växer, och det märks i skolan, i vården och på vägarna varje dag."
    assert nlp(f"Lugn i Kil\n\n{body}\n\n{heading}\n\n{body}")._.demands == []
