"""The notebook of the documentation runs, and shows what is stored in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from polcorp.reports.notebook import Corpus
from tests.docs.notebooks import NOTEBOOK, code_cells, prepare, read, run, written

pytestmark = pytest.mark.slow


def test_the_notebook_shows_what_its_cells_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POLCORP_CORPUS", raising=False)
    stored, fresh = read(), read()
    run(fresh)
    for old, new in zip(code_cells(stored), code_cells(fresh), strict=True):
        assert old["outputs"] == new["outputs"], "".join(new["source"])
    assert NOTEBOOK.read_text("utf-8") == written(stored), "run: python -m tests.docs.notebooks"


def test_the_notebook_uses_all_that_a_corpus_has_for_it() -> None:
    code = "\n".join("".join(cell["source"]) for cell in code_cells(read()))
    for name in vars(Corpus):
        if not name.startswith("_"):
            assert f"corpus.{name}(" in code, name
    assert "len(corpus)" in code
    assert "in corpus" in code
