"""One list of asking verbs for prose, lead-ins and speakers, and the user's own verbs."""

from __future__ import annotations

from pathlib import Path

import pytest

from polcorp.errors import DataFileError
from polcorp.lexicons.asking import asking_forms, load_asking
from polcorp.lexicons.word_lists import list_pattern, load_word_lists
from polcorp.pipeline.demands.lists import asks_list
from polcorp.pipeline.language import load_pipeline

OWN = """
[[verb]]
lemma = "hävda"
forms = ["hävdar", "hävdade"]

[[verb]]
lemma = "strida"
forms = ["strider"]
needs = ["mot"]
within = 3
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "asking.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def demands(text: str, folder: Path | None = None) -> list[tuple[str, str, str]]:
    doc = load_pipeline("blank", user_dir=folder)(text)
    return [(d["verb"], d["content"], d["holder"]) for d in doc._.demands]


@pytest.mark.parametrize("form", asking_forms())
def test_a_lead_in_asks_by_every_verb(form: str) -> None:
    assert asks_list(f"Centerpartiet {form}:", None, ["fler lärare"]) == (True, "lead-in")


def test_no_list_repeats_the_verbs_that_it_takes_in() -> None:
    verbs = set(asking_forms())
    for name, entries in load_word_lists("asking").root.items():
        if "{asking:verbs}" in entries:
            assert verbs.isdisjoint(entries), name


def test_verbs_that_need_a_word_beside_them_do_not_ask_alone() -> None:
    assert "ser" in load_asking().finite
    assert not list_pattern("asking:verbs").fullmatch("ser")


PAGE = "Miljöpartiet i Kil\n\nMiljöpartiet hävdar en grönare skola i hela Kil.\n"


def test_the_users_verb_asks_in_running_text(own: Path) -> None:
    assert demands(PAGE) == []
    assert demands(PAGE, own.parent) == [("hävda", "en grönare skola i hela Kil", "Miljöpartiet")]


def test_the_users_verb_asks_in_a_lead_in(own: Path) -> None:
    text = "Miljöpartiet i Kil\n\nUnder hela det året hävdade vi:\n\n- Taket har lagats\n- Maten har smakat\n"
    assert demands(text) == []
    assert demands(text, own.parent) == [
        ("hävda", "Taket har lagats", "vi"),
        ("hävda", "Maten har smakat", "vi"),
    ]


def test_what_a_users_verb_needs_takes_the_place_of_the_packages(own: Path) -> None:
    asking = load_asking(own)
    assert asking.finite["strider"].needs == {"mot"}
    assert asking.own == {"hävdar", "hävdade"}
    assert load_asking().finite["strider"].needs == {"för"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[[verb]]\nlemma = 'a'", "«verb.0.forms» is missing"),
        ("[words]\nadverbs = ['nu']", "unknown column or key «words»"),
        ("[[verbs]]\nlemma = 'a'", "unknown column or key «verbs»"),
    ],
)
def test_a_bad_file_says_what_is_wrong(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "asking.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError) as error:
        load_asking(path)
    assert problem in str(error.value)
