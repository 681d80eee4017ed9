"""One name for an actor over the corpus: what ties two names, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from polcorp.corpus import Corpus
from polcorp.store.actor_names import Name, main_names


def tied(
    names: list[tuple[str, str, int]],
    entries: list[tuple[int, str]],
    introduced: list[tuple[int, str]],
) -> dict[str, str]:
    """Return which names go by which; keys count from 1. The order of nothing may matter."""
    known = {n: Name(n, *name) for n, name in enumerate(names, start=1)}
    main = main_names(known, entries, introduced)
    for turned in (entries[::-1], sorted(entries)):
        assert main_names(dict(reversed(known.items())), turned, introduced[::-1]) == main
    return {known[key].canonical: known[top].canonical for key, top in main.items()}


def test_an_entry_of_the_lexicon_ties() -> None:
    names = [("Inspektionen för vård", "AUTHORITY", 9), ("IV", "AUTHORITY", 1)]
    assert tied(names, [(2, "Inspektionen för vård")], []) == {"Inspektionen för vård": "IV"}


def test_two_abbreviations_of_an_entry_are_one_actor_by_the_more_frequent() -> None:
    names = [("Vårdinspektionen", "AUTHORITY", 9), ("IV", "AUTHORITY", 1), ("VI", "AUTHORITY", 2)]
    entries = [(2, "Vårdinspektionen"), (3, "Vårdinspektionen")]
    assert tied(names, entries, []) == {"Vårdinspektionen": "VI", "IV": "VI"}


def test_a_document_that_introduces_an_abbreviation_ties() -> None:
    names = [("Unga Vuxna Team", "PROGRAMME", 1), ("UVT", "PROGRAMME", 2)]
    assert tied(names, [], [(2, "unga  vuxna team")]) == {"Unga Vuxna Team": "UVT"}


def test_the_case_of_a_name_does_not_matter() -> None:
    names = [("Unga vuxna", "ORG", 1), ("Unga Vuxna", "ORG", 1), ("UV", "ORG", 2), ("Uv", "ORG", 1)]
    introduced = [(3, "unga vuxna"), (4, "Unga Vuxna")]
    assert tied(names, [], introduced) == dict.fromkeys(("Unga vuxna", "Unga Vuxna", "Uv"), "UV")


@pytest.mark.parametrize(
    ("names", "introduced"),
    [
        # the letters stand for two things
        (
            [("Unga Vuxna", "PROGRAMME", 1), ("Ute Vid", "PROGRAMME", 1), ("UV", "PROGRAMME", 2)],
            [(3, "Unga Vuxna"), (3, "Ute Vid")],
        ),
        # the long form has two abbreviations
        (
            [("Unga Vuxna", "PROGRAMME", 1), ("UV", "PROGRAMME", 1), ("UVa", "PROGRAMME", 1)],
            [(2, "Unga Vuxna"), (3, "Unga Vuxna")],
        ),
        # another type
        ([("Unga Vuxna", "ORG", 1), ("UV", "PROGRAMME", 1)], [(2, "Unga Vuxna")]),
    ],
)
def test_what_is_not_certain_ties_nothing(
    names: list[tuple[str, str, int]], introduced: list[tuple[int, str]]
) -> None:
    assert tied(names, [], introduced) == {}


def test_an_abbreviation_of_two_entries_ties_nothing() -> None:
    names = [("Arbetsförmedlingen", "AUTHORITY", 1), ("AF", "AUTHORITY", 1)]
    assert tied(names, [(2, "Arbetsförmedlingen"), (2, "Arkivförvaltningen")], []) == {}


TEXTS = {
    "a": "Vi vill att projektet Unga Vuxna Tillsammans (UVT) byggs ut. UVT är bra.",
    "b": "Vi vill att projektet Unga Vuxna Tillsammans fortsätter.",
    "c": "Inspektionen för vård och omsorg har granskat hemmet.",
    "d": "Vi vill att IVO granskar fler hem.",
}


@pytest.mark.slow
def test_the_order_of_the_files_does_not_matter(here: Path) -> None:
    raw = here / "raw"
    raw.mkdir()
    for name, text in TEXTS.items():
        (raw / f"{name}.txt").write_text(text, encoding="utf-8")
    files = sorted(raw.iterdir())
    found = []
    for number, parts in enumerate(([files], [files[3:], files[1:3], files[:1]])):
        corpus = Corpus(here / f"{number}.db")
        for part in parts:
            corpus.ingest(part, model="blank", jobs=1)
        found.append((corpus.actors().to_csv(), corpus.actors(long=True).to_csv()))
    assert found[0] == found[1]
    names = corpus.actors().set_index("canonical")["documents"].to_dict()
    assert (names["IVO"], names["UVT"]) == (2, 2)
    assert corpus.totals()["actors"] == len(names)


def test_a_tie_goes_with_the_document_that_made_it(here: Path) -> None:
    raw = here / "raw"
    raw.mkdir()
    for name in ("c", "d"):
        (raw / f"{name}.txt").write_text(TEXTS[name], encoding="utf-8")
    corpus = Corpus(here / "c.db")
    corpus.ingest([raw], model="blank", jobs=1)
    assert "IVO" in set(corpus.actors()["canonical"])
    (raw / "d.txt").unlink()
    corpus.ingest([raw], model="blank", jobs=1, prune=True)
    assert set(corpus.actors()["canonical"]) == {"Inspektionen för vård och omsorg"}
