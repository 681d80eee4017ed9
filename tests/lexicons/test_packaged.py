"""The lexicons that come with the package: each loads, and holds what its description says."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from polcorp.lexicons import actors, asking, boilerplate, names, parties, places, stance, themes
from polcorp.lexicons.files import data_dir, fingerprint, read_toml
from polcorp.lexicons.name_rules import NameRule
from polcorp.lexicons.speaker_cues import load_speaker_cues
from polcorp.lexicons.word_lists import WordLists

ROOT = Path(__file__).parents[2]
CSVS = sorted(path.name for path in data_dir().glob("*.csv"))


@pytest.mark.parametrize("name", CSVS)
def test_csv_files_are_plain(name: str) -> None:
    raw = (data_dir() / name).read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    rows = list(csv.reader(raw.decode("utf-8").splitlines(), strict=True))
    assert len({len(row) for row in rows}) == 1
    assert len(rows[0]) == len(set(rows[0]))
    assert not [n for n, row in enumerate(rows, 1) if any(cell != cell.strip() for cell in row)]


def test_municipalities() -> None:
    loaded = places.load_municipalities()
    assert len(loaded) == len({m.code for m in loaded}) == len({m.name for m in loaded}) == 290
    by_name = {m.name: m for m in loaded}
    assert by_name["Linköping"].official == "Linköpings kommun"
    assert by_name["Malmö"].official == "Malmö stad"
    assert by_name["Falun"].official == "Falu kommun"
    regions = {region.code for region in places.load_regions()}
    assert {m.region_code for m in loaded} == regions
    assert all(m.code.startswith(m.region_code) for m in loaded)


@pytest.mark.parametrize(
    ("municipality", "region"),
    [
        ("Linköping", "Region Östergötland"),
        ("Gotland", "Region Gotland"),
        ("Malmö", "Region Skåne"),
        ("Atlantis", None),
    ],
)
def test_regions(municipality: str, region: str | None) -> None:
    assert len(places.load_regions()) == 21
    assert places.region_of(municipality) == region


def test_a_place_called_as_a_municipality_says_so() -> None:
    municipalities = {m.name for m in places.load_municipalities()}
    for place in places.load_places():
        if place.canonical in municipalities:
            assert "municipality" in place.ambiguous, place.canonical


def test_parties() -> None:
    loaded = parties.load_parties()
    riksdag = [p.abbr for p in loaded if p.level == "riksdag"]
    assert sorted(riksdag) == sorted(["S", "M", "SD", "C", "V", "KD", "MP", "L"])
    assert len({p.abbr for p in loaded}) == len(loaded)
    known = parties.known_parties()
    assert known["L"] == "Liberalerna"
    assert parties.party_by_abbr()["C"].name == "Centerpartiet"
    local = [p for p in loaded if p.level == "local" and p.abbr == p.name]
    assert local, "a local party without an abbreviation goes by its name"
    municipalities = {m.name for m in places.load_municipalities()}
    regions = {r.county for r in places.load_regions()} | {r.region for r in places.load_regions()}
    for party in loaded:
        assert set(party.municipality) <= municipalities | regions, party.name


def test_alliances_are_of_known_parties() -> None:
    for alliance in parties.load_alliances():
        assert set(alliance.parties) <= set(parties.known_parties()), alliance.name


@pytest.mark.parametrize(
    ("said", "abbr"),
    [
        ("C", "C"),
        ("c", "C"),
        ("centern", "C"),
        ("Centerpartiet", "C"),
        ("centerpartiets", "C"),
        ("CENTERPARTIET", "C"),
        ("  Centerpartiet ", "C"),
        ("Folkpartiet", "L"),
        ("fp", "L"),
        ("socialdemokrat", "S"),
        ("Socialdemokraterna", "S"),
        ("socialdemokraternas", "S"),
        ("sossarna", "S"),
        ("moderater", "M"),
        ("Miljöpartiet de Gröna", "MP"),
        ("vänsterpartist", "V"),
        ("kd", "KD"),
        ("sverigedemokraterna", "SD"),
        ("Feministiskt initiativ", "Fi"),
        ("Atlantispartiet", None),
        ("", None),
        ("s s", None),
    ],
)
def test_resolve_party(said: str, abbr: str | None) -> None:
    resolved = parties.resolve_party(said)
    assert (resolved or "").casefold() == (abbr or "").casefold()


def test_every_name_of_a_party_resolves_to_one() -> None:
    abbreviations = set(parties.known_parties())
    for party in parties.load_parties():
        assert parties.resolve_party(party.abbr) == party.abbr
        for name in (*party.names, *party.old_abbrs, *party.members):
            assert parties.resolve_party(name) in abbreviations


def test_actors() -> None:
    forms = actors.packaged_forms()
    canonical = {form.canonical for form in forms}
    assert {"Skolfam", "Falkenbergsmodellen", "BID", "Bostad först", "Huskurage"} <= canonical
    assert {form.type for form in forms} >= {"PARTY", "GPE", "LOC", "AUTHORITY", "LAW", "MEDIA"}
    assert all(form.surface == form.surface.strip() and form.surface for form in forms)
    assert all(form.wikidata is None or re.fullmatch(r"Q\d+", form.wikidata) for form in forms)
    assert all(form.source == "lexicon" and form.entry for form in forms)
    assert all(word == word.lower() for form in forms for word in (*form.requires, *form.excludes))


def test_no_actor_has_two_types() -> None:
    types = {
        (form.canonical, form.type)
        for form in actors.packaged_forms()
        if form.entry.startswith(("actor:", "authority:"))
    }
    twice = [name for name, n in Counter(name for name, _ in types).items() if n > 1]
    assert not twice


@pytest.mark.parametrize(
    ("surface", "match"),
    [("LVU", "exact"), ("HaV", "exact"), ("IVO", "exact")],
)
def test_short_names_must_be_as_written(surface: str, match: str) -> None:
    found = {form.match for form in actors.packaged_forms() if form.surface == surface}
    assert found == {match}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Liberalernas", "Liberalerna"),
        ("SD:s", "SD"),
        ("Falkenbergsmodellens", "Falkenbergsmodellen"),
        ("Folkets Hus", "Folkets Hus"),
        ("Borås", "Borås"),
        ("PRO", "PRO"),
        ("BRIS", "BRIS"),
        ("Ais", "Ais"),
        ("", ""),
    ],
)
def test_nominative(name: str, expected: str) -> None:
    assert actors.nominative(name) == expected


def test_names() -> None:
    given, sure = names.load_given_names(), names.load_sure_given_names()
    assert {"Eva", "Lars"} <= given
    assert sure < given
    assert "Svensson" in names.load_surnames()
    assert "HVB" in names.load_not_names()


def test_asking() -> None:
    lexicon = asking.load_asking()
    assert lexicon.finite["vill"].lemma == "vilja"
    assert lexicon.finite["ser"].needs >= {"gärna"}
    assert lexicon.finite["ser"].within > 0
    assert "inte" in lexicon.words.negations
    for table in (lexicon.finite, lexicon.infinitives, lexicon.supines):
        assert table
        assert all(form == form.lower() for form in table)
        assert all(bool(verb.needs) == bool(verb.within) for verb in table.values())
    for name, words in lexicon.words:
        assert all(word == word.lower() for word in words), name


def test_stance() -> None:
    words = stance.load_stance()
    assert words.praise
    assert words.criticism
    assert not set(words.praise) & set(words.criticism)


def test_boilerplate() -> None:
    blocks = boilerplate.read_boilerplate(data_dir() / "boilerplate.toml")
    assert len({block.name for block in blocks}) == len(blocks)
    assert all(block.starts for block in blocks)
    assert {party for block in blocks for party in block.parties} <= set(parties.known_parties())


def test_codes_of_the_codebook_are_those_of_its_description() -> None:
    described = re.findall(
        r"^\| (\w+) \| ([^|]+) \| [^|]+ \| (\d+) \| (\d+) \|$",
        (ROOT / "data/annotations/THEMES.md").read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    loaded = [(t.code, t.name, str(t.cap), str(t.marpor_nearest)) for t in themes.load_themes()]
    assert described
    assert sorted(loaded) == sorted((c, n.strip(), cap, m) for c, n, cap, m in described)


def test_english_names_are_those_of_the_description() -> None:
    text = (ROOT / "data/annotations/THEMES.md").read_text(encoding="utf-8")
    _, said = re.split(r"Every code has an English name: ", " ".join(text.split()))
    names = said.split(" – in the order of the table")[0].split("; ")
    assert [theme.name_en for theme in themes.load_themes()] == names


def test_every_theme_has_words_and_no_empty_one() -> None:
    for theme in themes.load_themes():
        entries = (*theme.terms, *theme.phrases, *theme.prefixes, *theme.suffixes)
        assert theme.terms, theme.code
        assert all(entry.text.strip() for entry in entries)
        assert all(len(entry.text.split()) == 1 for entry in theme.terms), theme.code
        assert all(len(entry.text.split()) > 1 for entry in theme.phrases), theme.code


def test_actor_themes_are_codes_of_known_actors() -> None:
    codes = {theme.code for theme in themes.load_themes()}
    surfaces = {form.surface for form in actors.packaged_forms()}
    for name, about in themes.load_actor_themes().items():
        assert set(about) <= codes, name
        assert name in surfaces


def test_idioms_are_words() -> None:
    assert all(idiom and all(idiom) for idiom in themes.load_idioms())


def test_fingerprint_is_of_the_files() -> None:
    assert re.fullmatch(r"[0-9a-f]{16}", fingerprint())
    assert fingerprint() == fingerprint()


def test_every_pattern_of_the_package_is_one() -> None:
    """A start leaves this to the test: it compiles only what a text needs."""
    for item in read_toml(data_dir() / "name_rules.toml")["rule"]:
        if "finder" not in item:
            rule = NameRule.model_validate(item)  # without a path, as a user's own
            assert rule.exceptions is not None
            assert rule.droppable is not None
    for path in data_dir().glob("words_*.toml"):
        assert WordLists.model_validate(read_toml(path)).root, path.name
    assert [cue.pattern for cue in load_speaker_cues().cue]
    for block in boilerplate.read_boilerplate(data_dir() / "boilerplate.toml"):
        assert block.starts
