"""Who speaks on a page: parties together or alone, somebody else, or nobody knows who."""

import tomllib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from polcorp.lexicons.speaker_cues import KINDS
from polcorp.pipeline.annotations import MetaField
from polcorp.pipeline.metadata import component as metadata
from polcorp.pipeline.metadata.zones import Zones
from polcorp.vocabulary.values import SPEAKERS
from tests.gold_sets import ROOT

DATA = ROOT / "data/annotations/units"
BODY = "Kommunen växer, och det märks i skolan, i vården och på vägarna varje dag."


def pages(name: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = tomllib.loads((DATA / name).read_text(encoding="utf-8"))["page"]
    return found


def fields(nlp: Language, text: str, **known: str) -> dict[str, MetaField]:
    doc = nlp.make_doc(text)
    doc._.given = known
    meta: dict[str, MetaField] = nlp(doc)._.meta
    return meta


@pytest.mark.parametrize("page", pages("joint.toml"), ids=lambda page: page["name"])
def test_which_parties_speak(nlp: Language, page: dict[str, str]) -> None:
    found = fields(nlp, page["text"].strip())
    assert (found["parties"]["value"] or "") == page["parties"], found["parties"]
    assert (found["party"]["value"] or "") == page["parties"].split(";")[0]


@pytest.mark.parametrize("page", pages("speakers.toml"), ids=lambda page: page["name"])
def test_what_kind_of_speaker(nlp: Language, page: dict[str, str]) -> None:
    found = fields(nlp, page["text"].strip())
    assert found["speaker"]["value"] == page["speaker"], found["speaker"]
    assert (found["party"]["value"] is not None) == (page["speaker"] == "party")


def test_there_are_pages_of_every_kind() -> None:
    assert {page["speaker"] for page in pages("speakers.toml")} == set(SPEAKERS)
    assert sum(";" in page["parties"] for page in pages("joint.toml")) >= 20
    for name in ("joint.toml", "speakers.toml"):
        names = [page["name"] for page in pages(name)]
        assert len(set(names)) == len(names) >= 50


def test_kinds_are_speakers() -> None:
    assert set(SPEAKERS) == {"party", *KINDS, "unknown"}


def test_a_given_party_speaks(nlp: Language) -> None:
    found = fields(nlp, f"Skola\n\n{BODY}", party="C")
    assert found["speaker"] == {"value": "party", "evidence": "given", "confidence": 1.0}


def test_a_given_speaker_goes_first(nlp: Language) -> None:
    text = f"Centerpartiet i Kil\n\n{BODY} Vi i Centerpartiet vill bygga."
    found = fields(nlp, text, speaker="media")
    assert (found["speaker"]["value"], found["party"]["value"]) == ("media", None)
    assert found["parties"]["value"] is None
    both = fields(nlp, text, speaker="media", party="M")
    assert (both["speaker"]["value"], both["party"]["value"]) == ("media", "M")


def test_where_a_party_is_said_to_speak_the_most_named_one_does(nlp: Language) -> None:
    text = f"Skola\n\n{BODY} Det tycker Liberalerna. Så är det."
    assert fields(nlp, text)["party"]["value"] is None
    found = fields(nlp, text, speaker="party")
    assert (found["speaker"]["value"], found["party"]["value"]) == ("party", "L")
    assert fields(nlp, f"Skola\n\n{BODY}", speaker="party")["party"]["value"] is None


def test_a_party_with_words_of_its_own_speaks_on_a_newspapers_page(nlp: Language) -> None:
    paper = "Kustposten\nLogga in   Prenumerera\n\nRusta badet\n\n{}\n\nSå jobbar vi med nyheter"
    own = fields(nlp, paper.format("Vi i Liberalerna vill rusta badet."))
    told = fields(nlp, paper.format("Liberalerna vill rusta badet."))
    assert (own["speaker"]["value"], own["party"]["value"]) == ("party", "L")
    assert (told["speaker"]["value"], told["party"]["value"]) == ("media", None)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "Moderaterna och Kristdemokraterna vill bygga.",
                "Eva Ek (S)",
                "För Vänsterpartiet, Miljöpartiet",
                "Motion av Bo Ek (C) till Anna (M)",
                "Alliansen vill:",
                "– Vi vill, säger Eva Ek (V).",
                "Annons   Prenumerera",
                "Kils kommun",
                "Debatt",
                "• mer",
                "Vi i",
                "vill",
                "",
            ]
        ),
        max_size=8,
    )
)
def test_laws(nlp: Language, lines: list[str]) -> None:
    found = fields(nlp, "\n".join(lines))
    speaker, party, parties = (found[name] for name in ("speaker", "party", "parties"))
    assert speaker["value"] in SPEAKERS
    assert speaker["evidence"]
    assert 0 < speaker["confidence"] <= 1
    assert (speaker["value"] == "party") == (party["value"] is not None)
    names = (parties["value"] or "").split(";")
    assert names[0] == (party["value"] or "")
    assert len(set(names)) == len(names)


def test_the_page_is_looked_through_once(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Zones] = []

    class Counted(Zones):
        def __init__(self, doc: object) -> None:
            super().__init__(doc)  # type: ignore[arg-type]
            built.append(self)

    monkeypatch.setattr(metadata, "Zones", Counted)
    nlp(f"Skola i Kil\n\n{BODY} Vi i Centerpartiet vill mer.\n\nEva Ek (C)")
    assert len(built) == 1


@pytest.mark.parametrize(
    ("text", "party"),
    [
        # a paper with its writers, and whom they turn to
        ("Bin\n\nMotion 2021/22:12 av Sture Grön och Maj Alm (båda SD)\n\nTexten.", "SD"),
        ("1999/2000:11 av Eva Ek (m) till statsrådet Bo Ek (s) om skolan\n\nTexten.", "M"),
        # a party's group by its adjective
        (f"Nej\n\n{BODY} Vi i den socialdemokratiska gruppen reserverar oss.", "S"),
        # a wish that is only reported
        (f"Skola\n\n{BODY} Det är bra att Moderaterna vill bygga.", None),
    ],
)
def test_whose_words_they_are(nlp: Language, text: str, party: str | None) -> None:
    assert fields(nlp, text)["party"]["value"] == party


@pytest.mark.parametrize("mark", ["", "# ", "1. "])
def test_a_marked_title_says_who_speaks(nlp: Language, mark: str) -> None:
    text = f"{mark}Centerpartiet i Kil\n\n## Bygg skolor\n\nKommunen växer varje dag.\n"
    assert nlp(text)._.meta["party"]["value"] == "C"


@pytest.mark.parametrize("whose", ["(alla V)", "(samtliga V)", "(V)"])
def test_the_one_party_of_several_writers_is_whose_paper_it_is(nlp: Language, whose: str) -> None:
    text = f"Vatten åt byarna\n\nMotion 2017/18:29 av Siv Ek, Bo Alm och Maj Ek {whose}\n\n{BODY}"
    assert fields(nlp, text)["party"]["value"] == "V"
