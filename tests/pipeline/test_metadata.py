"""Component ``polcorp_metadata``: whose page it is, from where, from when, of what kind."""

import pytest
from spacy.language import Language

from polcorp.pipeline.annotations import GIVEN
from polcorp.pipeline.metadata.component import PATH_CONFIDENCE, party_name
from polcorp.reading.paths import PATH, PathValues

BODY = "Kommunen växer, och det märks i skolan, i vården och på vägarna varje dag."

PROGRAMME = f"Skola i Linköping\n\nCenterpartiet i Linköping vill mer. {BODY}\n\nVi vill:\n• bygga"
MOTION = (
    f"Motion till kommunfullmäktige i Kil\n\nFria bussar\n\n{BODY}\n\n"
    "Med hänvisning till ovanstående yrkar vi\n\natt bussen blir gratis\n\natt tåget stannar\n\n"
    "För Vänsterpartiet\n\nEva Ek\n\nKil den 3 maj 2021"
)
PRESS = (
    f"Pressmeddelande\n\nM: Sänk skatten i Solna\n\n{BODY}\n\n"
    "– Det är dags, säger Eva Ek (M), kommunalråd i Solna.\n\n2022-03-01"
)
DEBATE = (
    f"Debatt\n\nVi måste satsa på Gotland\n\n{BODY} Därför vill vi satsa.\n\n"
    "Olle Ek, gruppledare Liberalerna\nRegion Gotland"
)
NOBODY = f"Öppettider i biblioteket\n\n{BODY}\n\nVälkommen till biblioteket i Borås kommun."
JOINT = (
    "Vårt gemensamma program\n\nModeraterna, Kristdemokraterna och Liberalerna i Nacka har "
    f"kommit överens. {BODY}\n\nModeraterna, Kristdemokraterna och Liberalerna vill:\n"
    "• bygga skolor\n• riva murar"
)


def fields(nlp: Language, text: str) -> dict[str, str | None]:
    return {name: field["value"] for name, field in nlp(text)._.meta.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            PROGRAMME,
            {
                "party": "C",
                "parties": "C",
                "municipality": "Linköping",
                "region": "Region Östergötland",
                "date": None,
                "doc_type": "programme",
                "title": "Skola i Linköping",
            },
        ),
        (
            MOTION,
            {"party": "V", "municipality": "Kil", "date": "2021-05-03", "doc_type": "motion"},
        ),
        (
            PRESS,
            {"party": "M", "municipality": "Solna", "date": "2022-03-01", "doc_type": "press"},
        ),
        (DEBATE, {"party": "L", "municipality": "Gotland", "doc_type": "article"}),
        (NOBODY, {"party": None, "municipality": "Borås", "doc_type": "other"}),
        (JOINT, {"party": "M", "parties": "M;KD;L", "municipality": "Nacka"}),
        ("", {"party": None, "municipality": None, "date": None, "title": None}),
    ],
)
def test_fields(nlp: Language, text: str, expected: dict[str, str | None]) -> None:
    found = fields(nlp, text)
    assert {name: found[name] for name in expected} == expected


def test_a_regional_party_speaks(nlp: Language) -> None:
    text = f"Vården\n\nSocialdemokraterna i Region Värmland vill rusta sjukhuset. {BODY}"
    found = fields(nlp, text)
    assert (found["party"], found["region"]) == ("S", "Region Värmland")


def test_a_motion_by_its_lead_in_alone(nlp: Language) -> None:
    text = f"Centerpartiet i Kil kommer att yrka:\n• Bygg en skola nu\n• Riv en mur nu\n\n{BODY}"
    field = nlp(text)._.meta["doc_type"]
    assert field["value"] == "motion"
    assert "yrka" in field["evidence"]


def test_every_field_has_evidence_and_confidence(nlp: Language) -> None:
    for text in (PROGRAMME, MOTION, PRESS, DEBATE, NOBODY, JOINT):
        for field in nlp(text)._.meta.values():
            assert 0 <= field["confidence"] <= 1
            assert field["value"] is None or field["evidence"]


def given_fields(nlp: Language, text: str, **given: str) -> dict[str, str | None]:
    doc = nlp.make_doc(text)
    doc._.given = given
    return {name: field["value"] for name, field in nlp(doc)._.meta.items()}


def test_what_the_user_knows_goes_first(nlp: Language) -> None:
    found = given_fields(nlp, PROGRAMME, party="S", date="2018", title="Vår skola", doc_type="")
    assert (found["party"], found["parties"]) == ("S", "S")
    assert (found["date"], found["title"]) == ("2018", "Vår skola")
    assert found["doc_type"] == "programme"


def test_the_region_follows_the_municipality_that_the_user_gives(nlp: Language) -> None:
    found = given_fields(nlp, PROGRAMME, municipality="Malmö")
    assert (found["municipality"], found["region"]) == ("Malmö", "Region Skåne")
    assert given_fields(nlp, PROGRAMME, region="Region Skåne")["region"] == "Region Skåne"


def test_the_kind_of_page_follows_the_party_that_the_user_gives(nlp: Language) -> None:
    text = f"Skola\n\n{BODY}\n\nVi vill:\n• bygga skolor\n• riva murar"
    assert fields(nlp, text)["doc_type"] == "article"
    assert given_fields(nlp, text, party="C")["doc_type"] == "programme"


def test_unknown_given_fields_add_none(nlp: Language) -> None:
    assert set(given_fields(nlp, PROGRAMME, colour="red")) == set(fields(nlp, PROGRAMME))


def test_party_names() -> None:
    assert party_name("C") == "Centerpartiet"
    assert party_name("?") is party_name(None) is None


@pytest.mark.parametrize(
    ("text", "party"),
    [
        # whose paper it is
        (f"Skogen\n\nUttalande från Centerpartiets årsmöte\n\n{BODY} Miljöpartiet vill mer.", "C"),
        # another's wish that the page turns against
        (
            f"Leden\n\n{BODY} Bygdepartiet Kil ser skotern som nytta. Vi föreslår en led. "
            "Miljöpartiet vill förbjuda den. Det är fel väg att gå.",
            "Bygdepartiet Kil",
        ),
        # whom a reply addresses does not speak
        (f"Svar till S: Lugn\n\n{BODY} Vi moderater vill se lugn i skolan.", "M"),
        # a reply's byline, a vote asked for, a headline in capitals, an adjective
        (f"Lugn\n\nEva Ek (M) svarar på insändare av Bo Ek (S)\n\n{BODY}", "M"),
        (f"20 skäl att rösta på Vänsterpartiet i valet\n\n{BODY}", "V"),
        (f"Lugn\n\nMODERATERNA VILL STÄRKA VÅRDEN\n\n{BODY} Vi har planen.", "M"),
        (f"Skola\n\n{BODY}\n\nLiberala vallöften:\n• fler lärare\n• mindre klasser", "L"),
        # an object is no «we»
        (f"Torget\n\nSom grannar har vi Kristdemokraterna. {BODY}", None),
        # a local party goes by its name
        (f"Framtid Kalmar\n\n{BODY} Framtid Kalmar vill bygga. Vi vill mer.", "Framtid Kalmar"),
    ],
)
def test_whose_page_it_is(nlp: Language, text: str, party: str | None) -> None:
    assert fields(nlp, text)["party"] == party


def test_the_place_of_the_signature_is_the_municipality(nlp: Language) -> None:
    text = f"Lugn\n\n{BODY} Det gick bra i Örebro. Vi moderater vill mer.\n\nEva Ek (M)\nKarlskoga"
    assert fields(nlp, text)["municipality"] == "Karlskoga"


def by_path(nlp: Language, text: str, **guess: str) -> dict[str, dict[str, object]]:
    doc = nlp.make_doc(text)
    doc._.given = {PATH: PathValues("C/x.txt", guess=guess).as_json()}
    return dict(nlp(doc)._.meta)


def test_the_path_counts_where_the_text_says_nothing(nlp: Language) -> None:
    silent = f"Skola\n\n{BODY}\n\nVi vill:\n• bygga skolor\n• riva murar"
    found = by_path(nlp, silent, party="C", municipality="Kil", date="2022")
    assert found["party"] == found["parties"]
    assert found["party"] == {
        "value": "C",
        "evidence": "path: C/x.txt",
        "confidence": PATH_CONFIDENCE,
    }
    assert found["municipality"]["value"] == "Kil"
    assert found["region"]["value"] == "Region Värmland"
    assert found["date"]["value"] == "2022"
    assert found["doc_type"]["value"] == "programme"  # since a party speaks


def test_a_text_that_is_sure_goes_before_its_path(nlp: Language) -> None:
    found = by_path(nlp, PRESS, party="S", municipality="Lund", date="2018", region="Region Skåne")
    assert {name: found[name] for name in found if name != "region"} == {
        name: field for name, field in nlp(PRESS)._.meta.items() if name != "region"
    }
    assert found["region"]["value"] == "Region Stockholm"


def test_an_unsure_text_yields_to_its_path_or_is_confirmed_by_it(nlp: Language) -> None:
    text = f"Torget\n\n{BODY} Vi vill ha ett torg i Lund som i Kil, Umeå, Borås och Nässjö."
    alone = nlp(text)._.meta["municipality"]
    assert 0 < alone["confidence"] < PATH_CONFIDENCE
    other = "Kil" if alone["value"] != "Kil" else "Lund"
    assert by_path(nlp, text, municipality=other)["municipality"]["value"] == other
    confirmed = by_path(nlp, text, municipality=str(alone["value"]))["municipality"]
    assert confirmed["value"] == alone["value"]
    assert confirmed["evidence"] == f"{alone['evidence']}; path: C/x.txt"
    assert confirmed["confidence"] == PATH_CONFIDENCE


def test_a_path_that_agrees_leaves_a_joint_text_joint(nlp: Language) -> None:
    assert by_path(nlp, JOINT, party="M")["parties"]["value"] == "M;KD;L"


def test_what_is_given_says_where_it_is_from(nlp: Language) -> None:
    doc = nlp.make_doc(PROGRAMME)
    path = PathValues("S/x.txt", sure=("party",), guess={"municipality": "Lund"})
    doc._.given = {"party": "S", "date": "2018", PATH: path.as_json()}
    found = nlp(doc)._.meta
    assert (found["party"]["value"], found["party"]["evidence"]) == ("S", "path: S/x.txt")
    assert (found["date"]["value"], found["date"]["evidence"]) == ("2018", GIVEN)
    assert found["party"]["confidence"] == found["date"]["confidence"] == 1
    assert found["municipality"]["value"] == "Linköping"
