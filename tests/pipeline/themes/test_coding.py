"""How the words of a unit and what stands around it make its themes."""

import json
from itertools import groupby
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from polcorp.lexicons.themes import ThemeIndex, load_actor_themes, load_themes, read_themes, stem
from polcorp.pipeline.themes.component import ThemesComponent
from polcorp.pipeline.themes.hits import HitFinder
from polcorp.pipeline.themes.roles import role_of
from polcorp.pipeline.themes.scoring import Hits, shares
from polcorp.pipeline.themes.view import View
from tests.gold_sets import ROOT

DEMANDS = ROOT / "data/annotations/units/demands-themes-dev.jsonl"


@pytest.fixture(scope="module")
def finder() -> HitFinder:
    return HitFinder(ThemeIndex(load_themes()))


def terms(finder: HitFinder, doc: Doc) -> set[tuple[str, str]]:
    return {(item.hit.theme, item.hit.term) for item in finder.find(doc)}


def test_roles_by_the_parse(packaged: Language) -> None:
    doc = packaged("Kommunen ska sätta upp kameror vid skolorna.")
    roles = {token.lower_: role_of(token, 0) for token in doc}
    assert roles["kameror"] == "core"
    assert roles["skolorna"] == "place"


def test_roles_without_a_parse(nlp: Language) -> None:
    doc = nlp("Vi bygger broar för att minska köerna vid skolan.")
    roles = {token.lower_: role_of(token, 0) for token in doc}
    assert roles["broar"] == "core"
    assert roles["köerna"] == "aside"


def test_a_party_name_is_no_word(nlp: Language, finder: HitFinder) -> None:
    doc = nlp("Miljöpartiet vill se fler lekplatser.")
    assert not any(theme == "klimat_miljo" for theme, _ in terms(finder, doc))


def test_idioms_say_nothing(nlp: Language, finder: HitFinder) -> None:
    assert not any(
        t == "trafik" for t, _ in terms(finder, nlp("Ingen har någonstans att ta vägen."))
    )
    assert any(t == "trafik" for t, _ in terms(finder, nlp("Den enskilda vägen asfalteras.")))


def test_a_phrase_takes_its_words_with_it(nlp: Language, finder: HitFinder) -> None:
    found = finder.find(nlp("Fler skyddade boenden behövs."))
    assert {
        (f.hit.theme, f.hit.term) for f in found if f.hit.theme in {"bostad", "relationsvald"}
    } == {("relationsvald", "skyddad boende")}


def test_actors_and_ages_speak(nlp: Language, finder: HitFinder) -> None:
    assert ("arbete", "@Navigatorcentrum") in terms(finder, nlp("Navigatorcentrum får ett brev."))
    ages = terms(finder, nlp("Alla över 72 år får besök, och de under 13 år får frukt."))
    assert {("aldre", "över 72 år"), ("barn_unga", "under 13 år")} <= ages


def test_actors_of_the_data_file_have_known_codes() -> None:
    known = {theme.code for theme in load_themes()}
    assert {code for codes in load_actor_themes().values() for code in codes} <= known


@pytest.mark.parametrize(("left", "right"), [("skyddade", "skyddad"), ("områden", "område")])
def test_stems_of_inflected_words_agree(left: str, right: str) -> None:
    assert stem(left) == stem(right)


def test_shares_are_drawn_to_nothing() -> None:
    assert shares({"skola": 3.0, "halsa": 1.0}, 4.0) == {"skola": 0.375, "halsa": 0.125}


def test_what_stands_around_decides_where_the_unit_does_not_tell(nlp: Language) -> None:
    page = "{}\n\n{}\n\nVi vill:\n• {}\n• resultatet redovisas efter ett år\n"
    for title, heading, item, code in (
        ("Skola", "Skolan först", "fler lärare i grundskolan", "skola"),
        ("Trafik", "Bussar och cykelvägar", "fler busslinjer på kvällen", "trafik"),
    ):
        doc = nlp(page.format(title, heading, item))
        last = doc._.demands[-1]
        codes = [c for c in doc._.themes if (c["start"], c["end"]) == (last["start"], last["end"])]
        assert codes[0]["theme"] == code
        assert codes[0]["evidence"] == ["(context)"]


@pytest.mark.slow
def test_further_demands_of_the_development_half(packaged: Language) -> None:
    """The share of main themes that are right; the test half is scored by benchmarks/themes.py."""
    rows = [json.loads(line) for line in DEMANDS.read_text(encoding="utf-8").splitlines()]
    coder = ThemesComponent.packaged()
    right = 0
    for _, group in groupby(rows, key=lambda row: row["page"]):
        items = list(group)
        text = f"{items[0]['title']}\n\n{items[0]['heading']}\n\n{items[0]['lead_in']}\n"
        text += "".join(f"• {item['text']}\n" for item in items)
        view = View(packaged(text), coder.finder)
        for item in items:
            start = text.index("• " + item["text"]) + 2
            codes = coder.code("demand", view, start, start + len(item["text"]))
            right += [code["theme"] for code in codes[:1]] == item["themes"][:1]
    assert right / len(rows) >= 0.8


def test_own_words_said_twice_count_less(nlp: Language, finder: HitFinder) -> None:
    doc = nlp("Fler tåg. Fler tåg.")
    hits = Hits(finder.find(doc))
    once, twice = hits.own(0, 9)["trafik"].sum, hits.own(0, len(doc.text))["trafik"].sum
    assert once < twice < 2 * once


def test_a_codebook_that_extends(tmp_path: Path) -> None:
    path = tmp_path / "themes.toml"
    path.write_text('extend = true\n[[theme]]\ncode = "skola"\nname = "x"\nterms = ["klotband"]\n')
    themes = {theme.code: theme for theme in read_themes(path)}
    assert len(themes) == len(load_themes())
    assert any(term.text == "klotband" for term in themes["skola"].terms)
    assert themes["skola"].name == "Skola och utbildning"


def test_a_phrase_may_end_in_the_first_part_of_a_hyphenated_word(
    nlp: Language, finder: HitFinder
) -> None:
    found = terms(finder, nlp("Vi vill avskaffa public service-avgiften."))
    assert ("medier", "public service") in found


def test_a_body_for_something_says_who_acts(packaged: Language) -> None:
    page = packaged("Vi vill att nämnden för konst och kyrkogårdar sänder sina möten på webben.")
    coder = ThemesComponent.packaged()
    codes = coder.code("demand", View(page, coder.finder), 0, len(page.text))
    assert [code["theme"] for code in codes] == ["demokrati"]


def test_money_around_a_unit_with_a_matter_counts_less(packaged: Language) -> None:
    page = "Vår budget\n\nModeraterna vill:\n• {}\n• utvärdera alltihop\n"
    for item, code in (
        ("2,5 mkr till ordningsvakter på torget", "trygghet"),
        ("sänk skatten med tio öre", "ekonomi"),
    ):
        text = page.format(item)
        coder = ThemesComponent.packaged()
        start = text.index(item)
        codes = coder.code("demand", View(packaged(text), coder.finder), start, start + len(item))
        assert codes[0]["theme"] == code
