"""The corpus as it is used in a notebook: shown, walked through, compared, written to files."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from polcorp import corpus as core
from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.vocabulary.formats import FORMATS
from polcorp.vocabulary.messages import Language, message, speaking

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.analysis.views import DocumentView
    from polcorp.corpus import Where

#: The tables that can be written to a file, each with its name where it has every row.
TABLES = {
    "documents": "documents",
    "sections": "sections",
    "lead_ins": "lead_ins",
    "demands": "demands",
    "actors": "mentions",
    "themes": "codes",
}
#: What is counted at the head of a corpus.
_SHOWN = ("documents", "words", "demands", "actors")


class Corpus(core.Corpus):
    """A corpus with everything that can be asked of it; see :class:`polcorp.corpus.Corpus`.

    >>> from polcorp import Corpus
    >>> corpus = Corpus("data/polcorp.db")
    >>> report = corpus.ingest(["data/raw"])
    >>> len(corpus), corpus["003"].fields["party"]
    (5, 'MP')
    """

    def __len__(self) -> int:
        """Return how many documents count; 0 before the first ingest.

        >>> len(Corpus("nowhere.db"))
        0
        """
        return self.totals()["documents"] if self.path.exists() else 0

    def __iter__(self) -> Iterator[DocumentView]:
        """Yield each document that counts, with all that was found in it.

        >>> [len(view.demands) for view in corpus]
        [34, 18, 0, 3, 33]
        """
        from polcorp.analysis.views import document_views

        return document_views(self)

    def __getitem__(self, doc: str) -> DocumentView:
        """Return a document by its id or the unambiguous beginning of it.

        Raises:
            UnknownValueError: there is none.

        >>> corpus["003"].text[:40]
        'Utöka den områdesbaserade socialtjänsten'
        """
        from polcorp.analysis.views import document_view

        return document_view(self, doc)

    def __bool__(self) -> bool:
        """Return True: a corpus without documents is a corpus."""
        return True

    def _repr_html_(self) -> str:
        """Return what a notebook shows: how much there is, and the first documents."""
        if not len(self):
            return f"<p><b>{escape(self.source)}</b>: {message('no_corpus_yet')}</p>"
        totals = self.totals()
        counts = ", ".join(f"{totals[name]} {name}" for name in _SHOWN)
        columns = ["doc_id", "party", "municipality", "date", "doc_type", "n_body_words"]
        table = self.documents(limit=10)[columns].to_html(index=False, na_rep="–", border=0)
        return f"<p><b>{escape(self.source)}</b>: {counts}</p>{table}"

    def compare(
        self,
        *,
        by: str = "party",
        of: str = "lemmas",
        target: str | None = None,
        reference: str | None = None,
        least: int = 3,
        **where: Unpack[Where],
    ) -> pd.DataFrame:
        """Return what is typical of each group; see :func:`polcorp.analysis.compare.compare`.

        Raises:
            PolcorpError: there is no such group or kind of term, or nothing to compare with.

        >>> corpus.compare(target="C")["term"].tolist()[0]
        'samverkan'
        """
        from polcorp.analysis.compare import compare

        return compare(
            self, by=by, of=of, target=target, reference=reference, least=least, where=where
        )

    def agree(self, *, by: str = "party", **where: Unpack[Where]) -> pd.DataFrame:
        """Return what several groups ask for; see :func:`polcorp.analysis.agreement.agreement`.

        Raises:
            PolcorpError: there is no such group.

        >>> len(corpus.agree(theme="skola"))
        0
        """
        from polcorp.analysis.agreement import agreement

        return agreement(self, by=by, where=where)

    def report(
        self, file: str | Path, language: Language = "en", title: str = "", **where: Unpack[Where]
    ) -> Path:
        """Write the report, one page of HTML, to *file*, and return its path.

        Raises:
            PolcorpError: no document matches, or the file cannot be written.

        >>> corpus.report("rapport.html", "sv", municipality="Linköping").name
        'rapport.html'
        """
        from polcorp.reports.exports import write_file
        from polcorp.reports.html.page import report

        path = Path(file)
        with speaking(language):
            page = report(self, language, title=title, **where)
        write_file(path, page)
        return path

    def plot(
        self,
        kind: str,
        file: str | Path,
        language: Language = "en",
        title: str | None = None,
        **where: Unpack[Where],
    ) -> Path:
        """Draw a figure to an SVG, PDF or PNG *file*, and return its path.

        *kind* is ``themes``, ``keyness``, ``time``, ``map`` or ``network``.

        Raises:
            PolcorpError: there is no such figure or format, nothing to draw, or no way to write.

        >>> corpus.plot("map", "map.svg", theme="skola").name
        'map.svg'
        """
        from polcorp.reports.exports import write_file
        from polcorp.reports.figures import ending_of, figure

        path = Path(file)
        write_file(path, figure(self, kind, ending_of(path), language, title, where))
        return path

    def export(
        self, file: str | Path, table: str = "demands", language: Language = "en", **question: Any
    ) -> Path:
        """Write a table to *file*, in the format of its extension, and return its path.

        The *question* is what the method of that name takes: ``by``, ``long`` and filters. A file
        for people (``.md``, ``.tex``) has headings and rounded values in *language*.

        Raises:
            PolcorpError: there is no such table or format, or the file cannot be written.

        >>> corpus.export("krav.xlsx", "demands", party=["C", "S"]).name
        'krav.xlsx'
        >>> corpus.export("teman.tex", "themes", by="party", language="sv").name
        'teman.tex'
        """
        from polcorp.reports.exports import export_bytes, format_of, write_file
        from polcorp.reports.paper import caption_of, note_of_n, paper_table

        path = Path(file)
        if table not in TABLES:
            raise UnknownValueError("table", table, TABLES)
        kind = format_of(path)
        if kind is None:
            raise PolcorpError(message("format_unclear", file=path, known=", ".join(FORMATS)))
        with speaking(language):
            frame = getattr(self, table)(**question)
            name = TABLES[table] if question.get("long") else table
            name = f"{table} by" if question.get("by") else name
            notes = [note_of_n(name, frame), *frame.attrs.get("notes", ())]
        if not FORMATS[kind].for_people:
            write_file(path, export_bytes(frame, kind))
            return path
        caption = caption_of(name, frame, language)
        write_file(path, paper_table(name, frame, kind, language, (), caption, notes))
        return path
