"""The store in the real Datasette."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from polcorp.corpus import Corpus
from polcorp.reports.datasette import datasette_metadata


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_datasette_shows_the_tables_with_words_and_labels(corpus: Corpus) -> None:
    app = pytest.importorskip("datasette.app")

    async def ask() -> dict[str, Any]:
        metadata = json.loads(datasette_metadata(corpus.path.stem))
        served = app.Datasette([str(corpus.path)], metadata=metadata)
        await served.invoke_startup()
        answers = {}
        for path in (
            "/polcorp.json",
            "/polcorp/demands",
            "/polcorp/demands.json?_shape=array",
            "/polcorp/actors.json?_shape=array",
            "/polcorp/mention_row",
        ):
            answers[path] = await served.client.get(path)
        for database in served.databases.values():
            database.close()
        return answers

    answers = asyncio.run(ask())
    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(
        answers, 200
    )
    listed = answers["/polcorp.json"].json()
    views = {view["name"] for view in listed["views"]}
    assert {"demands", "mentions", "documents", "actors"} <= views
    shown = {table["name"] for table in listed["tables"] if not table["hidden"]}
    assert shown <= {"actor", "document", "theme", "run"}
    page = answers["/polcorp/demands"].text
    assert "One row per demand: what a party asks for itself" in page
    assert "The asking verb, as a lemma." in page
    rows = answers["/polcorp/demands.json?_shape=array"].json()
    assert {row["text"] for row in rows} == set(corpus.demands()["text"])
    assert len(answers["/polcorp/actors.json?_shape=array"].json()) == len(corpus.actors())
    assert ">Skolfam</a>" in answers["/polcorp/mention_row"].text
