"""Component ``polcorp_actors``: mentions, their types and canonical names."""

import re
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Span

from polcorp.errors import DataFileError
from polcorp.pipeline.annotations import Mention
from polcorp.pipeline.language import load_pipeline

#: A name in braces, and what it should be: type and canonical name, in order.
MENTIONS = [
    ("Vi vill ha {Skolfam}-team i alla skolor.", "PROGRAMME Skolfam"),
    ("Vi vill att {Falkenbergsmodellen} prövas.", "PROGRAMME Falkenbergsmodellen"),
    (
        "Mer {BID}-samarbeten ({Business Improvement Districts}) behövs.",
        "PROGRAMME BID; PROGRAMME BID",
    ),
    ("{Liberalernas} politik är bra.", "PARTY Liberalerna"),
    ("{Folkpartiet} bytte namn.", "PARTY Liberalerna"),
    ("{Linköpings kommun} växer.", "GPE Linköpings kommun"),
    ("I {Linköping} byggs det.", "GPE Linköping"),
    ("{Miljöpartiet} i {Linköping} yrkar bifall.", "PARTY Miljöpartiet; GPE Linköping"),
    ("Vi följer {Socialtjänstlagen} och {LVU}.", "LAW Socialtjänstlagen; LAW LVU"),
    ("Enligt {Lagen om vård av unga} ({LVU}) ska barn skyddas.", "LAW LVU; LAW LVU"),
    ("Vi vill att {polisen} syns mer.", "AUTHORITY Polisen"),
    ("{IVO} och {Skatteverket} granskar.", "AUTHORITY IVO; AUTHORITY Skatteverket"),
    ("Ärendet går till {socialnämnden}.", "AUTHORITY Socialnämnden"),
    (
        "Ärendet går till {kultur- och fritidsnämnden}.",
        "AUTHORITY Kultur- och fritidsnämnden",
    ),
    ("{Rädda Barnen} gör ett bra jobb.", "ORG Rädda Barnen"),
    ("Vi såg det på {Facebook}.", "MEDIA Facebook"),
    ("Det stod i {Norrköpings Tidningar}.", "MEDIA Norrköpings Tidningar"),
    ("Vi handlade på {Systembolaget}.", "COMPANY Systembolaget"),
    (
        "{Sylvia Nilsson} deltog. Sedan talade {Sylvia}.",
        "PERSON Sylvia Nilsson; PERSON Sylvia Nilsson",
    ),
    ("Det säger {Eva Svensson} ({S}).", "PERSON Eva Svensson; PARTY Socialdemokraterna"),
    ("Ett förslag från {M} och {KD}.", "PARTY Moderaterna; PARTY Kristdemokraterna"),
    ("I går kom beskedet att {M} vill sänka skatten.", "PARTY Moderaterna"),
    ("Den {S}-ledda majoriteten.", "PARTY Socialdemokraterna"),
    ("{SD:s} förslag föll.", "PARTY Sverigedemokraterna"),
    ("Vi {socialdemokrater} vill bygga.", "PARTY Socialdemokraterna"),
    ("Hos {centerpartister} och {moderater}.", "PARTY Centerpartiet; PARTY Moderaterna"),
    ("Vi vill pröva {Bostad först}.", "PROGRAMME Bostad först"),
    ("Metoden {huskurage} sprids.", "PROGRAMME Huskurage"),
    ("Projektet ”{Trygga torg}” fortsätter.", "PROGRAMME Trygga torg"),
    ("Projektet {Ljusa Gator} fortsätter.", "PROGRAMME Ljusa Gator"),
    ("{Trosalistan} vill bygga.", "PARTY Trosalistan"),
    ("I {Sverige} och {EU}.", "GPE Sverige; GPE EU"),
    ("I {New York} har man lyckats.", "GPE New York"),
    # damage
    ("{Arbets-förmedlingen} har svårt.", "AUTHORITY Arbetsförmedlingen"),
    ("{Rädda\u00a0Barnen} hjälper.", "ORG Rädda Barnen"),
    ("{Rädda\nBarnen} hjälper.", "ORG Rädda Barnen"),
    # nobody
    ("Projektet « :« fortsätter.", ""),
    ("Kommunen, regionen, staten och skolan samverkar med socialtjänsten.", ""),
    ("Linköpingsbor reser mycket.", ""),
    ("Vi behöver anslagen, förslagen och bolagen.", ""),
    ("", ""),
]


def braces(text: str, found: list[Mention]) -> str:
    for mention in reversed(found):
        start, end = mention["start"], mention["end"]
        text = f"{text[:start]}{{{text[start:end]}}}{text[end:]}"
    return text


@pytest.mark.parametrize(("marked", "expected"), MENTIONS)
def test_mentions(nlp: Language, marked: str, expected: str) -> None:
    doc = nlp(re.sub("[{}]", "", marked))
    found = doc._.actors
    assert braces(doc.text, found) == marked
    assert "; ".join(f"{m['type']} {m['canonical']}" for m in found) == expected


def test_mentions_say_where_they_come_from(nlp: Language) -> None:
    doc = nlp("Skolfam prövas av Eva Svensson.")
    assert [m["source"] for m in doc._.actors] == ["lexicon", "pattern"]
    assert all(m["rule"] for m in doc._.actors)
    assert [span.text for span in doc.spans["actors"]] == ["Skolfam", "Eva Svensson"]
    assert [span.label_ for span in doc.spans["actors"]] == ["PROGRAMME", "PERSON"]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Language:
    """A pipeline with actors of the user's own."""
    folder = tmp_path_factory.mktemp("user")
    (folder / "actors.csv").write_text(
        "canonical,type,aliases\nKilsmodellen,PROGRAMME,Modell Kil|KM\nSkolfam i Kil,ORG,\n",
        encoding="utf-8",
    )
    return load_pipeline("blank", user_dir=folder)


def test_the_users_actors_go_first(own: Language) -> None:
    doc = own("Skolfam i Kil bygger på Kilsmodellen, även kallad modell Kil.")
    assert [(m["canonical"], m["source"]) for m in doc._.actors] == [
        ("Skolfam i Kil", "user"),
        ("Kilsmodellen", "user"),
        ("Kilsmodellen", "user"),
    ]


def test_the_users_actors_may_be_wrapped(own: Language) -> None:
    doc = own("Vi bygger på Modell\nKil.")
    assert [m["canonical"] for m in doc._.actors] == ["Kilsmodellen"]


def test_a_broken_file_of_the_users_is_named(tmp_path: Path) -> None:
    (tmp_path / "actors.csv").write_text("canonical,type\nX,PLANET\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"actors\.csv, line 2"):
        load_pipeline("blank", user_dir=tmp_path)


def test_names_of_a_model_are_taken_in() -> None:
    nlp = spacy.blank("sv")
    component = nlp.add_pipe("polcorp_actors")
    doc = nlp.make_doc("Det säger Zaxxon Qwibble i Blorkby .")
    doc[0].is_sent_start = True
    for token in doc[1:]:
        token.is_sent_start = False
    doc.set_ents([Span(doc, 2, 4, "PER"), Span(doc, 5, 6, "LOC")])
    doc = component(doc)
    found = {m["canonical"]: (m["type"], m["source"]) for m in doc._.actors}
    assert found["Blorkby"][1] in {"model", "pattern"}
    assert found["Zaxxon Qwibble"] == ("PERSON", "model")


def test_blanks_at_the_edges_are_no_part_of_a_models_name() -> None:
    nlp = spacy.blank("sv")
    component = nlp.add_pipe("polcorp_actors")
    doc = nlp.make_doc("Hos   Zaxxon Kammarkör   nu")
    assert doc[1].is_space
    for token in doc:
        token.is_sent_start = token.i == 0
    doc.set_ents([Span(doc, 1, 5, "ORG")])
    (mention,) = component(doc)._.actors
    assert doc.text[mention["start"] : mention["end"]] == "Zaxxon Kammarkör"


def test_a_model_name_over_a_line_break_hides_no_other() -> None:
    nlp = spacy.blank("sv")
    component = nlp.add_pipe("polcorp_actors")
    doc = nlp.make_doc("Hos Qwibble\nZorn Skolfam")
    for token in doc:
        token.is_sent_start = token.i == 0
    doc.set_ents([Span(doc, 1, 5, "ORG")])
    assert [m["canonical"] for m in component(doc)._.actors] == ["Skolfam"]


@pytest.mark.parametrize("text", ["Start | Qwibble | Zorn", "Start   Qwibble   Zorn"])
def test_a_model_name_over_the_links_of_a_menu_is_none(text: str) -> None:
    nlp = spacy.blank("sv")
    component = nlp.add_pipe("polcorp_actors")
    doc = nlp.make_doc(text)
    for token in doc:
        token.is_sent_start = token.i == 0
    doc.set_ents([Span(doc, 0, len(doc), "ORG")])
    assert component(doc)._.actors == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Vi vill ha lokala mentorsprogram (LMP) nu", "PROGRAMME"),
        ("Vi vill ha lokala mentorspiloter (LMP) nu", "ORG"),
    ],
)
def test_the_head_of_a_long_form_outweighs_the_model(text: str, kind: str) -> None:
    nlp = spacy.blank("sv")
    component = nlp.add_pipe("polcorp_actors")
    doc = nlp.make_doc(text)
    for token in doc:
        token.is_sent_start = token.i == 0
    place = next(token.i for token in doc if token.text == "LMP")
    doc.set_ents([Span(doc, place, place + 1, "ORG")])
    found = component(doc)._.actors
    assert [(m["canonical"], m["type"]) for m in found] == [("LMP", kind)] * 2


def test_two_blanks_do_not_part_a_model_name() -> None:
    nlp = spacy.blank("sv")
    component = nlp.add_pipe("polcorp_actors")
    doc = nlp.make_doc("Hos Qwibble  Kammarkör")
    for token in doc:
        token.is_sent_start = token.i == 0
    doc.set_ents([Span(doc, 1, len(doc), "ORG")])
    assert [m["canonical"] for m in component(doc)._.actors] == ["Qwibble Kammarkör"]
