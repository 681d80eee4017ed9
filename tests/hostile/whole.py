"""Mutated files through the whole analysis with the packaged model, to the rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from polcorp.ingest.analyser import Analyser, load_analyser
from polcorp.ingest.jobs import Job
from polcorp.ingest.options import Options
from polcorp.tables.records import DocumentRows

#: No text of this size may take longer, on however busy a machine.
MAX_SECONDS = 60


def checker() -> Callable[[bytes], None]:
    """Return a function that analyses a file and checks the laws of its rows."""
    analyser = load_analyser(Options(max_seconds=MAX_SECONDS))
    return lambda data: check(analyser, data)


def check(analyser: Analyser, data: bytes) -> None:
    """Analyse a file: it is refused as no text, or every row has its words from its place."""
    outcome = analyser.run(Job("x", "x.txt", data))
    assert not outcome.reason.startswith(("the analysis failed", "its analysis took")), (
        outcome.reason
    )
    if outcome.rows is not None:
        check_rows(outcome.rows)


def check_rows(rows: DocumentRows) -> None:
    """Every span lies in the text; top sections tile it; a name is written where it stands."""
    text = rows.raw.text
    for table in (rows.sections, rows.lead_ins, rows.demands, rows.mentions, rows.codes):
        for row in table:
            assert 0 <= row["start"] < row["end"] <= len(text), row
            words = cast("dict[str, object]", row).get("text")
            assert words in (None, text[row["start"] : row["end"]]), row
    outer = [row for row in rows.sections if row["parent"] is None]
    if outer:
        ends = [row["end"] for row in outer]
        assert [row["start"] for row in outer] == [0, *ends[:-1]]
        assert ends[-1] == len(text)
