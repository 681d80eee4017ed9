from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from polcorp.cli import completion
from polcorp.corpus import Corpus

NOWHERE: Any = SimpleNamespace(params={}, info_name="demands", parent=None)
CONCORDANCE: Any = SimpleNamespace(params={}, info_name="kwic", parent=None)


def test_values_of_the_corpus_are_offered(corpus: Corpus) -> None:
    assert completion.party(NOWHERE, "c") == [("C", "Centerpartiet")]
    assert completion.of_field("municipality")(NOWHERE, "lin") == [("Linköping", "2 documents")]
    assert ("skola", "Skola och utbildning") in completion.theme(NOWHERE, "")
    assert completion.actor(NOWHERE, "SK") == [("Skolfam", "PROGRAMME")]
    assert completion.actor_type(NOWHERE, "g") == [("GPE", "1 actors")]
    assert [doc for doc, _ in completion.doc(NOWHERE, "")] == ["centre", "liberal", "social"]
    assert completion.of_field("doc_type")(NOWHERE, "mo") == [("motion", "1 documents")]


def test_fixed_values_are_offered() -> None:
    assert completion.group("m") == ["municipality"]
    assert completion.export_format("j") == ["json", "jsonl"]
    assert completion.form("b") == ["bullet"]
    assert completion.sort_order(CONCORDANCE, "l") == ["left"]
    assert completion.sort_order(NOWHERE, "l") == []
    assert completion.everything("da") == ["datasette"]
    assert completion.everything("co") == ["conllu"]


def test_without_a_corpus_nothing_is_offered(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert completion.party(NOWHERE, "") == []
    Path("text.db").write_text("no corpus", encoding="utf-8")
    monkeypatch.setenv("POLCORP_CORPUS", "text.db")
    assert completion.party(NOWHERE, "") == []
    Path("polcorp.toml").write_text("broken", encoding="utf-8")
    monkeypatch.delenv("POLCORP_CORPUS")
    assert completion.party(NOWHERE, "") == []
    assert not Path("data").exists()


def test_the_offers_are_those_that_the_program_takes() -> None:
    from polcorp.tables.groups import GROUPS
    from polcorp.vocabulary.formats import FORMATS

    assert set(completion.group("")) == set(GROUPS)
    assert set(completion.export_format("")) == set(FORMATS)
