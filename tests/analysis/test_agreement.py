"""Demands about one matter in other words: what is shared, which side, and who agrees."""

from __future__ import annotations

import random
import typing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.agreement import INVENTED, LINKS, READ, pairs, scores
from polcorp.analysis.agreement import LEAST, agreement, clusters, who_agrees
from polcorp.analysis.demand_meaning import likeness, meaning, shared_words
from polcorp.analysis.same_matter import sameness
from polcorp.cli.commands.agree import Asked
from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError
from polcorp.lexicons.directions import load_directions

TEXTS = {
    "c": "Centerpartiet i Kil\n\nCenterpartiet vill:\n- Fler trygghetsvärdar på stan\n"
    "- Sänk kommunalskatten\n- Bygg ut vindkraften\n",
    "s": "Socialdemokraterna i Kil\n\nSocialdemokraterna vill:\n"
    "- Anställ fler värdar som skapar trygghet i centrum\n- Höj kommunalskatten\n",
    "sd": "Sverigedemokraterna i Mora\n\nSverigedemokraterna vill:\n"
    "- Nej till fler vindkraftverk\n- Lägre kommunalskatt\n",
}


@pytest.fixture
def three(here: Path) -> Corpus:
    Path("raw").mkdir()
    for name, text in TEXTS.items():
        Path(f"raw/{name}.txt").write_text(text, encoding="utf-8")
    corpus = Corpus("x.db")
    assert corpus.ingest(["raw"], model="blank", jobs=1).ok
    return corpus


@pytest.mark.slow
def test_who_is_for_and_who_against(three: Corpus) -> None:
    table = agreement(three).set_index("text")
    assert table.loc["Sänk kommunalskatten", "parties_for"] == "C;SD"
    assert table.loc["Sänk kommunalskatten", "parties_against"] == "S"
    assert table.loc["Bygg ut vindkraften", "text_against"] == "Nej till fler vindkraftverk"
    assert table.loc["Fler trygghetsvärdar på stan", "parties_for"] == "C;S"
    members = agreement(three, members=True)
    assert list(members[members["cluster"] == 1]["side"]) == ["for", "for", "against"]
    who = who_agrees(three)[["party", "other", "same", "opposite", "matters"]]
    assert [list(row) for row in who.itertuples(index=False)] == [
        ["C", "S", 1, 1, 2],
        ["C", "SD", 1, 1, 2],
        ["S", "SD", 0, 1, 1],
    ]
    only = agreement(three, where={"party": ["S", "SD"]})
    assert len(only) == 1
    assert agreement(three, where={"party": "C"}).empty
    assert who_agrees(three, where={"party": "C"}).empty
    places = agreement(three, by="municipality")
    assert "Kil;Mora" in set(places["parties_for"])
    with pytest.raises(PolcorpError, match="give a number"):
        agreement(three, least=0)
    with pytest.raises(PolcorpError, match="nonsense"):
        agreement(three, by="nonsense")


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Sänk skatten", "Höj skatten", False),
        ("Stoppa nedläggningen av byskolor", "Bevara byskolorna", True),
        ("Inför slöjförbud", "Förbjud slöja", True),
        ("1. Bygg ut vindkraften", "Nej till mer vindkraft", False),
        ("Partiet vill – trots ett tufft läge – sänka skatten", "Sänk skatten", True),
        ("Pröva Bostad först mot hemlöshet", "Erbjud hemlösa Bostad först", True),
        ("Rösta mot vindkraft", "Bygg ut vindkraften", False),
        ("Vindkraft är vi emot", "Bygg ut vindkraften", False),
        ("Avgiftsfri buss", "Gratis kollektivtrafik för att minska utsläppen", True),
    ],
)
def test_direction(left: str, right: str, same: bool) -> None:
    first, second = meaning(left), meaning(right)
    assert likeness(first, second) > 0.45
    assert (first.direction == second.direction) is same


def test_a_single_word_in_common_must_be_most_of_the_matter() -> None:
    left, right = meaning("erbjuda alla i hemtjänsten heltid"), meaning("Inför LOV i hemtjänsten")
    assert sameness(left, right) < LEAST < sameness(left, left)
    assert len(clusters(["erbjuda alla i hemtjänsten heltid", "Inför LOV i hemtjänsten"])) == 2


def test_evidence_is_words_of_the_demand() -> None:
    words = shared_words(meaning("Fler trygghetsvärdar"), meaning("Värdar som skapar trygghet"))
    assert words == ["trygghetsvärdar"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_symmetric_and_a_share(left: str, right: str) -> None:
    first, second = meaning(left), meaning(right)
    assert likeness(first, second) == pytest.approx(likeness(second, first))
    assert 0 <= likeness(first, second) <= 1 + 1e-9
    assert likeness(first, first) in (0.0, pytest.approx(1.0))


def test_each_text_is_in_one_cluster_at_most() -> None:
    texts = [text for pair in pairs(INVENTED) for text in (pair.left, pair.right)]
    random.Random(1).shuffle(texts)
    members = [number for cluster in clusters(texts) for number in cluster.members]
    assert len(members) == len(set(members))
    assert all(cluster.members == sorted(cluster.members) for cluster in clusters(texts))


def test_labelled_pairs_are_told_apart() -> None:
    every = [pair for name in (INVENTED, READ, LINKS) for pair in pairs(name)]
    found = {what: hits / of for what, (hits, of) in scores(every).items()}
    assert found["precision of same"] >= 0.85
    assert found["recall of same"] >= 0.5
    assert found["side right where matched"] >= 0.9


def test_themes_without_a_code_in_common_speak_against_one_matter() -> None:
    left, right = meaning("Öppna fler träffpunkter"), meaning("Öppna en träffpunkt i byn")
    trade, care = frozenset({"naringsliv"}), frozenset({"aldre"})
    assert sameness(left, right, care, trade) < sameness(left, right)
    assert sameness(left, right, care, care) == sameness(left, right)


@given(st.text(max_size=60), st.text(max_size=60))
def test_how_sure_a_match_is_does_not_depend_on_the_order(left: str, right: str) -> None:
    first, second = meaning(left), meaning(right)
    assert sameness(first, second) == pytest.approx(sameness(second, first))
    assert 0 <= sameness(first, second) <= 1


def test_no_word_has_two_directions() -> None:
    lists = load_directions()
    assert not set(lists.more) & {*lists.less, *lists.not_}
    groups = [word for group in lists.same for word in group]
    assert len(groups) == len(set(groups))


def test_the_help_names_the_limit_that_holds() -> None:
    option = typing.get_type_hints(Asked, include_extras=True)["least"].__metadata__[0]
    assert f"Default: {LEAST}." in option.help
