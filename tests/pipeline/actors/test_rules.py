"""Rules that find names: their schema, their conditions, and the user's own."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.errors import DataFileError
from polcorp.lexicons.name_rules import NameRule, packaged_rules, read_name_rules
from polcorp.pipeline.actors.rules import NameRules
from polcorp.pipeline.language import load_pipeline
from tests.pipeline.actors.finding import find

PLACES = frozenset({"Torsby", "Gävle", "Linköping"})


def found(text: str, *rules: str) -> list[str]:
    return [f"{c.type} {c.canonical}" for c in find(text, rules, PLACES)]


@pytest.mark.parametrize(
    ("rule", "text", "names"),
    [
        ("before-hyphen", "Nu får Skolfam-team och S-politik plats.", ["PROGRAMME Skolfam"]),
        ("acting", "Zetviksförbundet kräver mer, men Kommunförbundet är nöjt.", ["ORG Zetviksförbundet"]),
        ("method-word", "Enligt metoden huskurage och metoden bilar.", ["PROGRAMME Huskurage"]),
        ("used", "Vi vill införa ”nära vård” och upphandla BRAV.", ["PROGRAMME Nära vård", "PROGRAMME BRAV"]),
        ("ending-media", "Det stod i Också Torsbybladet och Nyheter.", ["MEDIA Torsbybladet"]),
        ("ending-law", "Enligt zetterlagen, inte förslagen.", ["LAW Zetterlagen"]),
        ("ending-loc", "Vi går till Stora Lunagallerian.", ["LOC Stora Lunagallerian"]),
        ("committee", "kultur- och fritidsnämndens budget", ["AUTHORITY Kultur- och fritidsnämnden"]),
        ("building", "Vid Gävle sjukhus och Stor skola.", ["LOC Gävle sjukhus"]),
        ("place-and-name", "Till Gävle Tingshus, Gävle Symfoniorkester och Gävle Kommun.",
         ["ORG Gävle Tingshus", "ORG Gävle Symfoniorkester", "GPE Gävle Kommun"]),
        ("town-company", "Till Torsby Lokal och Mark och Torsby biogas.",
         ["COMPANY Torsby Lokal och Mark", "COMPANY Torsby biogas"]),
        ("town-company", "Både Torsby vatten och renhållning AB och Torsby hus.",
         ["COMPANY Torsby vatten och renhållning AB"]),
        ("building", "Till Gävle Lasarett och Stor Skola.", ["LOC Gävle lasarett"]),
        ("with-year", "Enligt Vision 2030 och 2031.", ["PROGRAMME Vision 2030"]),
        ("committee-of-district", "I socialnämnd Nordost och byggnadsnämnden Väst.",
         ["AUTHORITY Socialnämnd Nordost", "AUTHORITY Byggnadsnämnden Väst"]),
        ("national-body", "Vi möter Sveriges Kör- och Orkesterledares Riksförbund.",
         ["ORG Sveriges Kör- och Orkesterledares Riksförbund"]),
        ("letters-and-branch", "Vi möter QTF Väst och SD Väst.", ["ORG QTF Väst"]),
        ("party-association", "Vi möter F!-Studenter.", ["ORG F!-Studenter"]),
        ("newspaper", "Det stod i Kyrkans tidning, inte i Kommunens tidning, och i Dagens Arena.",
         ["MEDIA Kyrkans tidning", "MEDIA Dagens Arena"]),
        ("ending-authority", "Ett universitet, som Torsby universitet.", ["AUTHORITY Torsby universitet"]),
        ("free-name", "Delegationen för lokal kultur i balans fattade beslut enligt lagen om valfrihet i vården.",
         ["AUTHORITY Delegationen för lokal kultur i balans", "LAW Lagen om valfrihet i vården"]),
        ("road", "Längs väg 50 och E16.", ["LOC väg 50", "LOC E16"]),
        ("in-place", "Allt sker kring Zetlanda, i Torsdagen.", ["LOC Zetlanda"]),
        ("street", "Badhuset på Prins Bertils stig och Sankt Hans backar, inte Sveriges park.",
         ["LOC Prins Bertils stig", "LOC Sankt Hans backar"]),
        ("nature", "Planen för Vägga udde är klar, men Varje udde är skyddad.", ["LOC Vägga udde"]),
        ("building", "I Torsby bystuga och i Regionens hus.", ["LOC Torsby bystuga"]),
        ("ending-company", "Hyrs ut av Bostads AB Zetterbo nu.", ["COMPANY Bostads AB Zetterbo"]),
        ("called", "Det som kallas Nattvärd och den så kallade Kravlistan och så kallat ”utanförskap”.",
         ["PROGRAMME Nattvärd"]),
        ("used", "Vi inför Kaffekarlarna. Enligt Lotteriutredningen, genom Amsterdamfördraget och via Skype.",
         ["PROGRAMME Kaffekarlarna"]),
        ("noun-and-place", "Vi prövar Studiero Torsby och Högskolan Torsby, fast Barnkrisens Torsby och Friskvård Torsbys.",
         ["PROGRAMME Studiero Torsby"]),
        ("title", "Vi vill ha Bussiga kortet, inte Nationella rådet, Kommunals förbund eller rapporten Tryggare hem.",
         ["PROGRAMME Bussiga kortet"]),
        ("in-place", "Allt sker i Zetlanda, i Romstadgan, i Svensk, i Barnutredningen och i Pisa-studien.", ["LOC Zetlanda"]),
        ("kind-and-name", "Eleverna på Campus Torsby är nöjda.", ["LOC Campus Torsby"]),
        ("road", "Längs E15, men inte E15.54172.", ["LOC E15"]),
        ("place-and-name", "Mot Gävle Natomedlemskap.", []),
        ("letters", "QTF kräver mer från CSR, från QTX 2020/73 och från NFT:er.", ["ORG QTF"]),
        ("common-words", "Vi vill ha Matlyftet och Barnakuten.", ["PROGRAMME Matlyftet", "PROGRAMME Barnakuten"]),
    ],
)  # fmt: skip
def test_a_rule_finds_its_names(rule: str, text: str, names: list[str]) -> None:
    assert found(text, rule) == names


def test_where_a_sentence_opens_a_capital_says_nothing() -> None:
    assert found("Mötesmodellen är ny.", "ending-programme") == []
    assert found("Torsbymodellen är ny.", "ending-programme") == ["PROGRAMME Torsbymodellen"]


def test_the_finder_survives_a_journey_between_processes() -> None:
    rules = [rule for rule in packaged_rules() if isinstance(rule, NameRule)]
    text = "Vid Gävle sjukhus och enligt zetterlagen."
    there = pickle.loads(pickle.dumps(NameRules(rules, PLACES)))
    assert list(there.find(text, bool)) == list(NameRules(rules, PLACES).find(text, bool)) != []


@given(st.text(st.sampled_from("AVÅavåxe -.,”\n1")))
def test_names_are_in_the_text(text: str) -> None:
    for candidate in find(text, places=PLACES):
        assert 0 <= candidate.start < candidate.end <= len(text)


def own_rules(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "name_rules.toml"
    path.write_text(text, encoding="utf-8")
    return path


OWN = """
[[rule]]
rule = "pact"
type = "PROGRAMME"
pattern = '\\b{shapes:cap}pakten\\b'
unless = ["first in names:small"]
"""


def test_the_users_rules_go_first(tmp_path: Path) -> None:
    own = read_name_rules(own_rules(tmp_path, OWN))
    names = find("Vi står bakom Zetpakten.", places=PLACES, own=own)
    assert [(c.rule, c.source, c.type, c.canonical) for c in names] == [
        ("user:pact", "user", "PROGRAMME", "Zetpakten")
    ]


@pytest.mark.slow
def test_the_pipeline_reads_the_users_rules(tmp_path: Path) -> None:
    own_rules(tmp_path, OWN)
    doc = load_pipeline("blank", user_dir=tmp_path)("Vi står bakom Zetpakten i dag.")
    assert [(m["rule"], m["canonical"]) for m in doc._.actors] == [("user:pact", "Zetpakten")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("pattern = '('", "bad pattern"),
        ("pattern = '{nouns:nothing}'", "there is no list «nothing»"),
        ("pattern = 'a'\nunless = ['name looks odd']", "«name looks odd» is no condition"),
        ("pattern = 'a'\nunless = ['name is odd']", "«odd» is no test; there are place, "),
        ("pattern = 'a'\nunless = ['place is word']", "the pattern has no group «place»"),
        ("pattern = 'a'\nunless = ['name in names:odd']", "there is no list «odd»"),
        ("finder = 'letters'", "«pattern» is missing"),
        ("pattern = 'a'\nstrength = 'huge'", "«strength»"),
    ],
)
def test_a_bad_rule_says_what_is_wrong(tmp_path: Path, text: str, problem: str) -> None:
    path = own_rules(tmp_path, f"[[rule]]\nrule = 'x'\ntype = 'ORG'\n{text}\n")
    with pytest.raises(DataFileError) as error:
        read_name_rules(path)
    assert "rule 1" in str(error.value)
    assert problem in str(error.value)


def test_a_rule_needs_a_type(tmp_path: Path) -> None:
    path = own_rules(tmp_path, "[[rule]]\nrule = 'x'\npattern = 'a'\n")
    with pytest.raises(DataFileError, match="«type» is missing"):
        read_name_rules(path)
