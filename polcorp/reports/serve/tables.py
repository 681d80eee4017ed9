"""The tables of the pages: which rows an address asks for, and where each cell leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from polcorp.errors import UnknownValueError
from polcorp.lexicons.party_colours import load_party_colours
from polcorp.reports.labels import Language
from polcorp.reports.ordering import in_order
from polcorp.reports.serve.questions import PAGE, Question
from polcorp.reports.tables import cells_of, columns_for

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.corpus import Corpus

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Table:
    """A table of the site: how it is asked for, its facets, and where the cells of a column lead."""

    ask: Callable[[Corpus, Question, int | None], pd.DataFrame]
    facets: tuple[str, ...]
    links: Mapping[str, Callable[[Row, Question], str]]


@dataclass(frozen=True)
class Cell:
    """A cell as it is shown; an empty *address* leads nowhere."""

    text: str
    address: str = ""
    number: bool = False
    prose: bool = False

    @property
    def is_party(self) -> bool:
        """Return whether it is the abbreviation of a party that has a colour of its own."""
        return self.text in load_party_colours()


@dataclass(frozen=True)
class Column:
    """The head of a column: its *address* sorts by it, *order* says how it is sorted now."""

    title: str
    address: str
    order: str
    number: bool


def document_address(doc_id: str, question: Question, start: int = 0, end: int = 0) -> str:
    """Return the address of a document, or of its passage from *start* to *end*."""
    there = question.only("lang")
    path = f"/document/{quote(doc_id, safe='')}"
    if end <= start:
        return there.address(path)
    return there.set("start", str(start)).set("end", str(end)).address(path) + "#passage"


def _document(row: Row, question: Question) -> str:
    return document_address(row["doc_id"], question)


def _passage(row: Row, question: Question) -> str:
    return document_address(row["doc_id"], question, row["start"], row["end"])


def _narrowed(path: str, name: str, column: str) -> Callable[[Row, Question], str]:
    """Return what leads to another table with the same filters and the value of *column*."""
    return lambda row, question: (
        question.only("lang", *(pair[0] for pair in question.filters))
        .with_(name, row[column])
        .address(path)
    )


def _asked_actors(corpus: Corpus, question: Question, limit: int | None, *, long: bool) -> Any:
    kinds = question.values("type") or None
    return corpus.actors(long=long, actor_type=kinds, limit=limit, **question.where())


_FIELDS = ("party", "municipality", "year", "doc_type")

#: The tables by their addresses.
TABLES: dict[str, Table] = {
    "documents": Table(
        lambda corpus, asked, limit: corpus.documents(limit=limit, **asked.where()),
        _FIELDS,
        {"doc_id": _document, "title": _document},
    ),
    "demands": Table(
        lambda corpus, asked, limit: corpus.demands(limit=limit, **asked.where()),
        ("party", "municipality", "theme", "year", "doc_type"),
        {"text": _passage, "doc_id": _document},
    ),
    "actors": Table(
        lambda corpus, asked, limit: _asked_actors(corpus, asked, limit, long=False),
        ("type", *_FIELDS),
        {
            "canonical": _narrowed("/mentions", "actor", "canonical"),
            "demands": _narrowed("/demands", "actor", "canonical"),
        },
    ),
    "mentions": Table(
        lambda corpus, asked, limit: _asked_actors(corpus, asked, limit, long=True),
        _FIELDS,
        {"sentence": _passage, "doc_id": _document},
    ),
    "themes": Table(
        lambda corpus, asked, limit: corpus.themes(limit=limit, **asked.where()),
        _FIELDS,
        {
            "name": _narrowed("/demands", "theme", "theme"),
            "demands": _narrowed("/demands", "theme", "theme"),
        },
    ),
}


def asked_table(name: str, corpus: Corpus, question: Question, *, whole: bool) -> pd.DataFrame:
    """Return the rows of a table as far as the page of the *question* goes, or the *whole* of it.

    Raises:
        UnknownValueError: a filter or the order names nothing that is known.
    """
    table, order = TABLES[name], question.first("sort")
    last = question.page * PAGE
    if not order:
        return table.ask(corpus, question, None if whole else last)
    frame = table.ask(corpus, question, None)
    column = order.removeprefix("-")
    if column not in frame:
        raise UnknownValueError("column", column, map(str, frame.columns))
    ordered = in_order(frame, [(column, order.startswith("-"))])
    ordered.attrs["total"] = len(ordered)
    return ordered


def page_of(frame: pd.DataFrame, question: Question) -> pd.DataFrame:
    """Return the rows of *frame* that are on the page of the *question*."""
    begin = (question.page - 1) * PAGE
    return frame.iloc[begin : begin + PAGE].reset_index(drop=True)


def shown(
    name: str, frame: pd.DataFrame, question: Question, language: Language
) -> tuple[list[Column], list[list[Cell]]]:
    """Return the heads of the columns that people see, and the rows of *frame* as they read them."""
    from polcorp.analysis.views import records

    names = [column.rstrip("?") for column in columns_for(name, frame)]
    cells = cells_of(name, frame, (), language)
    heads = [
        _column(title.heading, column, f"/{name}", question, number=title.number)
        for column, title in zip(names, cells, strict=True)
    ]
    links = TABLES[name].links
    rows = [
        [
            Cell(
                cell.values[n],
                links[column](row, question) if column in links and row[column] is not None else "",
                cell.number,
                cell.prose,
            )
            for column, cell in zip(names, cells, strict=True)
        ]
        for n, row in enumerate(records(frame))
    ]
    return heads, rows


def _column(title: str, name: str, path: str, question: Question, *, number: bool) -> Column:
    """Return the head of a column, which sorts by it, numbers from the largest on."""
    now = question.first("sort")
    order = {name: "ascending", f"-{name}": "descending"}.get(now, "")
    up = not number if not order else order == "descending"
    there = question.only("lang", *(pair[0] for pair in question.filters))
    return Column(title, there.set("sort", name if up else f"-{name}").address(path), order, number)
