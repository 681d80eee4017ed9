"""The pages of the site: what the corpus answers, put into the templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from polcorp.reports.clean import printable
from polcorp.reports.labels import Language, heading
from polcorp.reports.paper import caption_of
from polcorp.reports.serve.facets import facets, title
from polcorp.reports.serve.passages import pieces, rows_at
from polcorp.reports.serve.questions import PAGE, Question
from polcorp.reports.serve.rendering import LISTED, render_page
from polcorp.reports.serve.tables import (
    TABLES,
    Cell,
    asked_table,
    document_address,
    page_of,
    shown,
)
from polcorp.reports.tables import cells_of, columns_for, format_value
from polcorp.vocabulary.document_fields import FIELDS
from polcorp.vocabulary.messages import counted, message

if TYPE_CHECKING:
    from polcorp.analysis.views import DocumentView, Row
    from polcorp.corpus import Corpus

#: The formats of a table that can be loaded from its page.
DOWNLOADS = ("csv", "json", "xlsx")


def home(corpus: Corpus, question: Question, language: Language) -> str:
    """Return the page of the whole corpus: its size, and the demands of each party."""
    totals = corpus.totals()
    table = corpus.demands(by="party")
    names = [column.rstrip("?") for column in columns_for("demands by", table)]
    cells = cells_of("demands by", table, (), language)
    there = question.only("lang")
    parties = [value if isinstance(value, str) and value else "none" for value in table["party"]]
    rows = [
        [
            Cell(
                cell.values[n],
                there.set("party", party).address("/demands") if name == "n" else "",
                cell.number,
            )
            for name, cell in zip(names, cells, strict=True)
        ]
        for n, party in enumerate(parties)
    ]
    return render_page(
        "home",
        question,
        language,
        title=message("serve_overview"),
        totals=[(heading(name, language), totals[name]) for name in (*LISTED[:3], "words")],
        caption=caption_of("demands by", table, language),
        heads=cells,
        rows=rows,
    )


def table(corpus: Corpus, name: str, question: Question, language: Language) -> str:
    """Return a page of a table with its facets.

    Raises:
        UnknownValueError: a filter or the order names nothing that is known.
    """
    frame = asked_table(name, corpus, question, whole=False)
    total = int(frame.attrs.get("total", len(frame)))
    heads, rows = shown(name, page_of(frame, question), question, language)
    path = f"/{name}"
    return render_page(
        "table",
        question,
        language,
        title=caption_of(name, frame, language),
        path=path,
        total=counted(total, "row"),
        notes=frame.attrs.get("notes", ()),
        heads=heads,
        rows=rows,
        facets=list(facets(corpus, question, path, TABLES[name].facets, language)),
        chosen=_chosen(question, path, language),
        downloads=[(kind, question.address(f"{path}.{kind}")) for kind in DOWNLOADS],
        turn=_turn(question, path, total),
    )


def search(corpus: Corpus, question: Question, language: Language) -> str:
    """Return the hits of a search in the texts, each with the words around it.

    Raises:
        PolcorpError: the pattern is not understood, or a filter names nothing that is known.
    """
    pattern = question.first("q")
    rows: list[dict[str, Any]] = []
    told, turn = "", ("", "", "")
    if pattern:
        from polcorp.analysis.views import records

        frame = corpus.kwic(pattern, limit=question.page * PAGE, **question.where())
        total = int(frame.attrs.get("total", len(frame)))
        turn = _turn(question, "/search", total)
        told = "; ".join(frame.attrs.get("notes", ())) or message("no_rows")
        for row in records(page_of(frame, question)):
            place = document_address(row["doc_id"], question, row["start"], row["end"])
            rows.append({**row, "address": place})
    return render_page(
        "search",
        question,
        language,
        title=message("serve_search"),
        pattern=pattern,
        told=told,
        rows=rows,
        turn=turn,
        chosen=_chosen(question, "/search", language),
    )


def document(corpus: Corpus, doc_id: str, question: Question, language: Language) -> str:
    """Return a document's page: what is known of it, its demands, and its text.

    The passage between the parameters ``start`` and ``end`` is marked, and what is known of it
    is above the text.

    Raises:
        UnknownValueError: there is no such document.
    """
    from polcorp.analysis.views import document_view

    view = document_view(corpus, doc_id)
    start, end = question.number("start", 0), question.number("end", 0)
    rows = rows_at(view, start, end)
    return render_page(
        "document",
        question,
        language,
        title=str(view.fields["title"] or view.doc_id),
        doc_id=view.doc_id,
        path=str(view.fields["path"]),
        fields=_known(view, language),
        found=[(heading(name, language), _said(name, row, language)) for name, row in rows],
        demands=[
            Cell(row["text"], document_address(view.doc_id, question, row["start"], row["end"]))
            for row in view.demands
            if row["own"]
        ],
        demands_title=heading("demands", language),
        pieces=list(pieces(view, start, end)),
    )


def fault(problem: str, question: Question, language: Language) -> str:
    """Return a page that says what is wrong with an address."""
    return render_page("fault", question, language, title="polcorp", problem=problem)


def _known(view: DocumentView, language: Language) -> list[tuple[str, str, str]]:
    """Return what is known of a document: heading, value, and the words that say so."""
    return [
        (
            heading(name, language),
            format_value(name, view.fields[name], language),
            printable(str(view.fields[f"{name}_evidence"] or "")),
        )
        for name in FIELDS
        if view.fields[name] is not None
    ]


def _said(table: str, row: Row, language: Language) -> list[tuple[str, str]]:
    """Return heading and value of each column of a row that has one."""
    return [
        (heading(name, language, table), format_value(name, value, language))
        for name, value in row.items()
        if value is not None and value != ""
    ]


def _chosen(question: Question, path: str, language: Language) -> list[Cell]:
    """Return the filters that are set, each with the address without it."""
    return [
        Cell(f"{title(name, language)}: {value}", question.without(name, value).address(path))
        for name, value in question.filters
    ]


def _turn(question: Question, path: str, total: int) -> tuple[str, str, str]:
    """Return the addresses of the pages before and after, and which page this is."""
    pages = max(-(-total // PAGE), 1)
    page = question.page
    before = question.set("page", str(page - 1)).address(path) if page > 1 else ""
    after = question.set("page", str(page + 1)).address(path) if page < pages else ""
    return before, after, message("part_of", number=page, total=pages)
