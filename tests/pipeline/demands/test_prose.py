"""Demands in running text: who asks, where the demand begins and ends, and what is none."""

import pytest
from spacy.language import Language

from polcorp.pipeline.demands.clauses import trim_end
from tests.markup import mark, unmark

WISHES = [
    "<d>Vi vill se att kommunen, liksom flera andra, säger nej till mer skatt</d>.",
    "<d>Liberalerna Östhammar vill bygga en skola</d>.",
    # verbs that ask
    "<d>Vi vill att skolan får fler lärare</d>.",
    "<d>Centerpartiet vill se fler lärare i skolan</d>!",
    "<d>Vi vill gärna se fler lärare, mindre klasser och bättre mat</d>.",
    "<d>Vi yrkar att kommunen bygger ut fritids</d>.",
    "<d>Vi föreslår en ny skola i Kil</d>.",
    "<d>Vi kräver att nämnden tar sitt ansvar</d>.",
    "<d>Vi önskar en bättre dialog med föräldrarna</d>.",
    "<d>Vi förespråkar ett fritt skolval</d>.",
    "<d>Vi ser gärna att fler hjälps åt</d>.",
    "<d>Vi verkar för en grön kommun</d>.",
    "<d>Vi arbetar för en tryggare skola</d>.",
    "<d>Vi kämpar för alla barns rätt till lek</d>.",
    "<d>Vi ställer krav på att kommunen agerar</d>.",
    "<d>Vi förväntar oss att kommunen agerar</d>.",
    "<d>Vi efterfrågar en plan för skolan</d>.",
    "<d>Vi jobbar för kortare köer</d>.",
    "<d>Vi kommer att kämpa för kortare köer</d>.",
    "<d>Vi kommer alltid att arbeta för kortare köer</d>.",
    "<d>Vi har länge krävt att vägen rustas</d>.",
    "<d>Vi skulle vilja se en ny simhall</d>.",
    "<d>Liberalerna vill också ställa krav på att tjänster upphandlas</d>.",
    # subjects
    "<d>Jag yrkar att motionen bifalls</d>.",
    "<d>Partiet vill att skolan får mer pengar</d>.",
    "<d>Vi i Centerpartiet vill att skolan får mer pengar</d>.",
    "<d>Vi moderater vill sänka skatten</d>.",
    "<d>Vi socialdemokrater vill att alla barn får läxhjälp</d>.",
    "<d>Centerpartiet (C) vill att skolan får mer pengar</d>.",
    "<d>Vänsterpartiet i Smedjebacken föreslår att bussen blir gratis</d>.",
    # the verb first: a leading adverb or clause is outside
    "Därför <d>vill vi att skolan får fler lärare</d>.",
    "Därför <d>vill Centerpartiet i Kil att skolan får fler lärare</d>.",
    "I stället <d>vill vi ha en enkel organisation som snabbt hjälper</d>.",
    "För att nå dit <d>vill vi satsa på lärarna</d>.",
    "Att bygga är bra, och därför <d>vill vi bygga</d>.",
    # clauses after it
    "<d>Vi vill bygga skolor och vill anställa lärare</d>.",
    "<d>Vi vill bygga skolor</d>, men <d>vi vill inte höja skatten</d>.",
    "<d>Vi vill bygga en skola</d>; det behövs.",
    "<d>Vi vill bygga en skola</d>, och regionen bör betala.",
    "<d>Vi vill bygga en skola</d> och vi har pengarna.",
    # speech
    "– <d>Vi vill att skolan får mer pengar</d>, säger Eva Svensson (C).",
    "”<d>Vi vill att skolan får mer pengar</d>”, säger Eva Svensson.",
    # layout and damage inside
    "<d>Vi vill\u00a0att skolan får fler lärare</d>.",
    "<d>Vi vill att sko\u00adlan får fler lärare</d>.",
    "Skolan behöver mer.<d>Vi vill att den får det</d>.",
]
NOT_WISHES = [
    "Det är den samhörighet partiet vill ha i kommunen.",
    "Vi vill vara tydliga med att personalen gör rätt.",
    "Vi anser att skolan behöver mer pengar.",
    "Vi tycker att det räcker.",
    "Vi menar att skolan ska få mer.",
    "Vi tror på skolan.",
    "Vi ser behov av fler lärare.",
    "Centerpartiet accepterar inte att barn far illa.",
    "Vi kommer att bygga en skola.",
    "Bygg fler skolor.",
    "Kommunen ska bygga fler skolor.",
    "Målet är att bygga fler skolor.",
    "Kommunen vill att skolan läggs ned.",
    "Många föräldrar vill ha fler lärare.",
    "Vi vet vad vi vill.",
    "Vill du vara med?",
    "Vad vill vi med skolan?",
    "Vi vill tacka alla som kom.",
    "Vi vill därför passa på att tacka personalen.",
    "Om vi vill ha en bra skola måste vi betala.",
    "Vill vi ha en bra skola måste vi betala.",
    "Skolan får det som vi vill.",
    "De som vi vill hjälpa är många.",
    "Eva sade att vi vill bygga.",
    "Vi ställer oss frågan varför.",
    "Vi vill veta vad det kostar.",
    "Det är viktigt att vi vill.",
]


@pytest.mark.parametrize("text", WISHES)
def test_wishes(nlp: Language, text: str) -> None:
    doc = nlp(unmark(text))
    assert mark(doc.text, [(d["start"], d["end"], "d") for d in doc._.demands]) == text
    assert {d["form"] for d in doc._.demands} == {"prose"}


@pytest.mark.parametrize("text", NOT_WISHES)
def test_no_wishes(nlp: Language, text: str) -> None:
    assert nlp(text)._.demands == []


@pytest.mark.parametrize(
    ("text", "holder", "party", "verb", "content"),
    [
        ("Vi vill bygga en skola.", "Vi", None, "vilja", "bygga en skola"),
        ("Därför vill vi bygga en skola.", "vi", None, "vilja", "bygga en skola"),
        ("Centerpartiet i Kil yrkar bifall.", "Centerpartiet i Kil", "C", "yrka", "bifall"),
        ("Vi moderater kräver lägre skatt.", "Vi moderater", None, "kräva", "lägre skatt"),
        ("Folkpartiet ser gärna fler hus.", "Folkpartiet", "L", "se", "fler hus"),
    ],
)
def test_parts_of_a_wish(
    nlp: Language, text: str, holder: str, party: str | None, verb: str, content: str
) -> None:
    (demand,) = nlp(text)._.demands
    assert (demand["holder"], demand["verb"]) == (holder, verb)
    assert demand["content"].endswith(content)
    if party is not None:
        assert demand["party"] == party


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Vi vill bygga.", "pos"),
        ("Vi vill inte bygga.", "neg"),
        ("Därför vill vi inte att skolan läggs ned.", "neg"),
        ("Vi vill därför inte bygga.", "neg"),
        ("Vi vill inte bara bygga, utan även riva.", "pos"),
        ("Vi vill säga nej till nedläggningen.", "neg"),
        ("Vi vill att skolan inte läggs ned.", "pos"),
    ],
)
def test_polarity(nlp: Language, text: str, polarity: str) -> None:
    (demand,) = nlp(text)._.demands
    assert demand["polarity"] == polarity


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Vi vill att kommunen tar ansvar.", "kommunen"),
        ("Vi kräver att Trafikverket bygger om vägen.", "Trafikverket"),
        ("Vi vill att Kils kommun tar ansvar.", "Kils kommun"),
        ("Vi vill att kultur- och fritidsnämnden utreder saken.", "kultur- och fritidsnämnden"),
        ("Vi kräver av regeringen att den agerar.", "regeringen"),
        ("Vi vill bygga skolor.", ""),
        ("Vi vill att kommunen som helhet växer.", ""),
    ],
)
def test_addressee(nlp: Language, text: str, addressee: str) -> None:
    (demand,) = nlp(text)._.demands
    assert demand["addressee"] == addressee


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Fackförbundet kräver högre löner för alla.", "Fackförbundet"),
        ("Därför kräver föräldrarna en ny skola.", "föräldrarna"),
        ("Föräldrarna i byn vill att skolan rustas.", "Föräldrarna i byn"),
    ],
)
def test_outsiders_wishes_take_a_parse(
    nlp: Language, packaged: Language, text: str, holder: str
) -> None:
    assert nlp(text)._.demands == []
    (demand,) = packaged(text)._.demands
    assert (demand["holder"], demand["party"], demand["own"]) == (holder, None, False)


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("Vi vill bygga.", 0, "Vi vill bygga"),
        ("Vi vill bygga –  ", 0, "Vi vill bygga"),
        ("”Vi vill bygga.”", 1, "Vi vill bygga"),
        ("Vi vill bygga ”nytt”.", 0, "Vi vill bygga ”nytt”"),
        ("(Vi vill bygga)", 1, "Vi vill bygga"),
        ("Vi vill bygga (nytt).", 0, "Vi vill bygga (nytt)"),
        ("«Vi vill bygga»", 1, "Vi vill bygga"),
        (". . .", 0, ""),
        ("x…” )", 5, ""),
    ],
)
def test_final_marks_are_outside(text: str, start: int, expected: str) -> None:
    assert text[start : trim_end(text, start, len(text))] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Miljöbalken kräver god hushållning med mark.",
        "En åldrande befolkning kräver fler platser på sjukhusen.",
        "God vård kräver god bemanning.",
    ],
)
def test_things_require_and_do_not_want(packaged: Language, sentence: str) -> None:
    assert packaged(f"Centerpartiet i Kil\n\n{sentence}")._.demands == []


@pytest.mark.parametrize("who", ["Föräldrarna", "Kommunstyrelsen", "Hyresgästföreningen"])
def test_persons_and_bodies_want(packaged: Language, who: str) -> None:
    demands = packaged(f"Centerpartiet i Kil\n\n{who} kräver en ny skola.")._.demands
    assert [(d["holder"], d["own"]) for d in demands] == [(who, False)]


@pytest.mark.parametrize(
    "saying",
    [
        "Med anledning av detta vill jag som ordförande för Moderaterna i Åmål göra några förtydliganden.",
        "Därför vill vi göra ett klargörande.",
        "Nu vill jag som ansvarig ge en kort kommentar.",
        "Jag vill med anledning av detta fråga ordföranden om vägen.",
        "Jag önskar svar på mina frågor.",
    ],
)
def test_saying_is_no_wish(packaged: Language, saying: str) -> None:
    assert packaged(f"Moderaterna i Åmål\n\n{saying}")._.demands == []


@pytest.mark.parametrize(
    "wish",
    ["Därför <d>vill vi göra en stor satsning på skolan</d>.", "<d>Vi vill ge alla barn stöd</d>."],
)
def test_doing_and_giving_are_wishes(packaged: Language, wish: str) -> None:
    text = f"Moderaterna i Åmål\n\n{wish}"
    doc = packaged(unmark(text))
    assert mark(doc.text, [(d["start"], d["end"], "d") for d in doc._.demands]) == text


def test_persons_from_a_party_ask_for_it(packaged: Language) -> None:
    text = (
        "Nej till bygget\n\nTure Ekvall och Moa Hjelm från Centerpartiet vill riva planen i Lund."
    )
    (demand,) = packaged(text)._.demands
    assert demand["holder"] == "Ture Ekvall och Moa Hjelm från Centerpartiet"
    assert demand["party"] == "C"


def test_putting_something_right_is_a_wish(packaged: Language) -> None:
    demands = packaged("Moderaterna i Åmål\n\nNu vill vi rätta till bryggan vid torget.")._.demands
    assert [d["own"] for d in demands] == [True]


def test_who_holds_an_office_for_a_party_is_a_whole_subject(packaged: Language) -> None:
    text = "Oenigt om bryggan i Åmål\n\nÄven två ersättare för Vänsterpartiet vill riva bryggan."
    found = [text[d["start"] : d["end"]] for d in packaged(text)._.demands]
    assert found == ["två ersättare för Vänsterpartiet vill riva bryggan"]
