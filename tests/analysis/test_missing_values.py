"""Documents without a value are left out of groupings and counted, and nothing crashes on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from polcorp.analysis.compare import compare
from polcorp.analysis.similarity import similarity
from polcorp.analysis.theme_tables import theme_matrix, theme_shares
from polcorp.corpus import Corpus

PAGES = {
    "a.txt": "Centerpartiet i Skövde 2021-05-03\n\nCenterpartiet vill att skolan får fler lärare.",
    "b.txt": "Om skolan\n\nVi vill att skolan i byn får vara kvar. Lärarna ska bli fler.",
    "c.txt": "Socialdemokraterna i Falköping 2022-01-09\n\nVi vill att äldre får bättre omsorg.",
    "d.txt": "Omsorg\n\nDe äldre ska ha det bra, och vägen till skolan ska vara trygg.",
}
GROUPINGS = ("party", "municipality", "date", "year", "title", "doc_type", "author")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("missing")
    (folder / "raw").mkdir()
    for name, text in PAGES.items():
        (folder / "raw" / name).write_text(text, encoding="utf-8")
    table: Path = folder / "documents.csv"
    table.write_text("file,author\na.txt,Anna\nb.txt,\nc.txt,Bo\n", encoding="utf-8")
    made = Corpus(folder / "corpus.db")
    made.ingest([folder / "raw"], model="blank", metadata=table)
    return made


@pytest.mark.parametrize("by", GROUPINGS)
def test_every_grouping_counts_whom_it_leaves_out(corpus: Corpus, by: str) -> None:
    documents = corpus.documents()
    values = documents["date" if by == "year" else by]
    missing = int(values.isna().sum())
    if by == "author":
        assert missing == 2
    tables = [
        compare(corpus, by=by, least=1),
        theme_shares(corpus, by=by),
        theme_matrix(corpus, by=by),
    ]
    for table in tables:
        assert table.attrs["without_group"] == missing
    assert tables[0].iloc[:, 0].notna().all()
    alike = similarity(corpus, by=by)
    groups = values.str[:4].nunique() if by == "year" else values.nunique()
    assert len(alike) == groups * (groups - 1) // 2
