"""How names are searched in a text, and what becomes of what they are part of."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError
from polcorp.privacy.name_search import NamesOf, forms_with_parts, search_views, spelled
from polcorp.privacy.persons import Persons

EVA = NamesOf(forms_with_parts({"Eva-Karin Ek": "Eva-Karin Ek"}, ()))

#: What may be put between the letters of a name, or in place of the blank, unseen by a reader.
MARKS = st.sampled_from(["", "\u00ad", "\u200b", "\u2060", "\ufeff"])
BLANKS = st.sampled_from([" ", "\t", "\n", "  ", "\u00a0", "&nbsp;", "\r\n", " \n "])


@given(st.data(), BLANKS, st.booleans(), st.sampled_from(["NFC", "NFD"]))
def test_a_name_is_found_however_it_is_spelled(
    data: st.DataObject, blank: str, in_capitals: bool, form: str
) -> None:
    names = NamesOf({"Åke Björkegren": "Åke Björkegren"})
    first, last = ("ÅKE", "BJÖRKEGREN") if in_capitals else ("Åke", "Björkegren")

    def broken(word: str) -> str:
        return "".join(letter + data.draw(MARKS) for letter in word[:-1]) + word[-1]

    name = unicodedata.normalize(
        "NFD" if form == "NFD" else "NFC", broken(first) + blank + broken(last)
    )
    text = f"I går sade {name} nej."
    spans = {(hit.start, hit.end) for view in search_views(text) for hit in names.find(view)}
    assert spans == {(11, 11 + len(name))}


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Ek sade nej, och Eks förslag föll", ["Ek", "Ek"]),
        ("Karin och EVA", ["Karin", "EVA"]),
        ("EVA-KA-\nRIN", ["EVA", "EVA-KA-\nRIN"]),
        ("en ek, ekar och Eken", []),
    ],
)
def test_parts_of_names(text: str, hits: list[str]) -> None:
    found = {(hit.start, hit.end) for view in search_views(text) for hit in EVA.find(view)}
    assert [text[start:end] for start, end in sorted(found)] == hits


def test_a_shared_part_is_nobody_and_a_party_keeps_its_name() -> None:
    forms = {"Eva Ek": "Eva Ek", "Eva Moderat": "Eva Moderat"}
    found = forms_with_parts(forms, ["Moderat"])
    assert found["Eva"] == ""
    assert found["Ek"] == "Eva Ek"
    assert "Moderat" not in found


def test_a_name_is_spelled_with_single_blanks() -> None:
    assert spelled("Eva-\nKarin \n Ek’s") == "Eva-Karin Ek's"


def ingested(folder: Path, **texts: str) -> Corpus:
    (folder / "raw").mkdir()
    for name, text in texts.items():
        (folder / "raw" / f"{name}.txt").write_text(text, encoding="utf-8")
    corpus = Corpus(folder / "corpus.db")
    assert corpus.ingest([folder / "raw"], model="blank", jobs=1, path_evidence=False).ok
    return corpus


def test_a_surname_that_is_a_place_is_the_person_s_where_it_means_the_person(
    tmp_path: Path,
) -> None:
    corpus = ingested(
        tmp_path,
        person="Fler poliser\n\nMaria Lund (S) vill bygga. Enligt Lund är skolan bra. Lunds kommun\n",
        town="Fler lärare\n\nCenterpartiet i Lund vill bygga. Vi frågade folk i Lund.\n",
    )
    persons = Persons(corpus, "pseudonym")
    table = persons.table(persons.corpus.actors(long=True)).set_index("doc_id")
    in_text = table.loc["person"]
    assert set(in_text[in_text["text"] == "Person 1"]["type"]) == {"PERSON"}
    assert "Lund" not in set(in_text["canonical"])
    assert "Lund" in set(table.loc["town"]["canonical"])
    assert persons.corpus.documents().set_index("doc_id")["municipality"].notna()["town"]
    assert persons.words("Enligt Lund i Lunds kommun", "person") == "Enligt Person 1 i Lunds kommun"
    assert (
        corpus.actors(long=True)["type"].tolist().count("GPE") > 1
    )  # the corpus itself is as it was


def test_no_copy_is_made_where_no_mention_goes_to_another(tmp_path: Path) -> None:
    corpus = ingested(tmp_path, a="Fler poliser\n\nMaria Lundgren (S) vill bygga.\n")
    assert Persons(corpus, "drop").corpus is corpus


@pytest.mark.parametrize("name", ["ake_bjorkegren", "ÅkeBjörkegren", "A\u030ake Bjo\u0308rkegren"])
def test_names_of_files_that_name_persons_are_refused(tmp_path: Path, name: str) -> None:
    corpus = ingested(tmp_path, **{name: "Fler poliser\n\nÅke Björkegren (S) vill bygga.\n"})
    with pytest.raises(PolcorpError, match="named in the names of 1 document"):
        Persons(corpus, "drop")
