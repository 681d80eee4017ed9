"""Near-copies: clusters by default, pairs on demand, and many documents with one demand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from polcorp.analysis.near_copies import near_copies
from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError

SAME = "Bygg ut bredbandet i alla byar och håll näten i gott skick."


def made(folder: Path, demands: Sequence[Sequence[str]]) -> Corpus:
    raw = folder / "raw"
    raw.mkdir()
    for number, wanted in enumerate(demands):
        lines = "\n".join(f"- {text}" for text in wanted)
        party = ("Centerpartiet", "Socialdemokraterna")[number % 2]
        text = f"{party} i Skövde\n\n{party} vill:\n\n{lines}\n"
        (raw / f"sida_{number:03}.txt").write_text(text, encoding="utf-8")
    corpus = Corpus(folder / "corpus.db")
    corpus.ingest([raw], model="blank")
    return corpus


@pytest.mark.slow
@pytest.mark.parametrize("n", [200, 300])
def test_hundreds_of_documents_with_the_same_demand_are_one_cluster(tmp_path: Path, n: int) -> None:
    corpus = made(tmp_path, [[SAME, f"Rusta upp skola nummer {number}."] for number in range(n)])
    assert len(corpus.demands()) == 2 * n
    row = near_copies(corpus, least=0.9).iloc[0]
    assert (row["demands"], row["documents"]) == (n, n)
    assert row["parties"] == "C;S"
    assert row["alike"] == 1.0
    assert "bredbandet" in row["text"]
    pairs = near_copies(corpus, least=1.0, pairs=True)
    assert (pairs["alike"] == 1.0).all()
    assert len(pairs) == n * (n - 1) // 2


def test_a_shared_beginning_is_no_near_copy(tmp_path: Path) -> None:
    ends = (
        "simhallen öppnas även på söndagar",
        "bredband dras till varje gård",
        "äldre får välja sin mat själva",
        "grundskolan får fler speciallärare",
    )
    corpus = made(tmp_path, [[f"Verka för att {end}."] for end in ends])
    assert len(corpus.demands()) == len(ends)
    assert near_copies(corpus).empty
    assert near_copies(corpus, pairs=True).empty


def test_small_changes_are_near_copies(tmp_path: Path) -> None:
    corpus = made(tmp_path, [[SAME], [SAME.replace("alla byar", "alla våra byar")]])
    row = near_copies(corpus).iloc[0]
    assert 0.6 < row["alike"] < 1
    assert row["documents"] == 2
    pair = near_copies(corpus, pairs=True).iloc[0]
    assert {pair["party"], pair["other_party"]} == {"C", "S"}
    assert pair["alike"] == row["alike"]
    assert near_copies(corpus, least=1.0).empty


def test_one_document_with_a_demand_twice_is_no_cluster(tmp_path: Path) -> None:
    corpus = made(tmp_path, [[SAME, SAME], ["Sänk skatten för företagare."]])
    assert near_copies(corpus).empty
    assert near_copies(corpus, pairs=True).empty


@pytest.mark.parametrize("least", [0, -1, 1.5])
def test_an_impossible_likeness_is_told(tmp_path: Path, least: float) -> None:
    with pytest.raises(PolcorpError, match="share above 0"):
        near_copies(made(tmp_path, [[SAME]]), least=least)
