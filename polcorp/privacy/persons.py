"""Tables and documents without the names of persons, or with pseudonyms in their place.

:class:`Persons` is the one way to them: :meth:`Persons.table` for data frames,
:meth:`Persons.view` for whole documents. What the program has not taken for a person stays as it
is, and pseudonymised data are personal data still: see ``docs/privacy.md``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from polcorp.analysis.cooccurrence import oriented
from polcorp.analysis.views import DocumentView, Row
from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.privacy.corrected_copy import corrected_copy
from polcorp.privacy.person_names import ANYBODY, Edit, PersonNames, applied
from polcorp.tables.relations import SEPARATOR
from polcorp.vocabulary.columns import having, naming_actors, slices
from polcorp.vocabulary.messages import counted
from polcorp.vocabulary.values import PERSON_MODES

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.corpus import Corpus

_PERSON = "PERSON"
#: Columns that hold no name of a person, or are seen to by themselves. All others are searched.
_SAFE = having("persons", "safe")
#: The columns of a concordance, which are parts of one stretch of text.
_CONTEXT = ("left", "text", "right")
#: The columns by which short tables are ordered before names are, in each kind of table.
_ORDERS = (("together", "log_likelihood"), ("mentions", "documents"), ("n",))
#: Columns that hold a list of names.
_LISTS = having("persons", "names")
#: Columns that name actors, each with the column of their type.
_ACTORS = naming_actors()
#: Columns that are a part of the text, with those of its place.
_SLICES = slices()


class Persons:
    """What is done with the names of persons in everything that comes from one corpus.

    Attributes:
        mode: one of :data:`MODES`.
        corpus: the corpus to ask for what is given to this object. Where a surname was taken for
            a place or an organisation («Enligt Lund» after «Maria Lund»), it is a copy in which
            these mentions are the person's; it is gone with this object.
    """

    def __init__(self, corpus: Corpus, mode: str = "keep", key: str = "") -> None:
        """Choose the *mode*, one of :data:`~polcorp.vocabulary.values.PERSON_MODES`; *key* decides who gets which pseudonym.

        Raises:
            UnknownValueError: there is no such mode.
            PolcorpError: the names of files, which are in every table, name persons.
        """
        if mode not in PERSON_MODES:
            raise UnknownValueError("way with persons", mode, PERSON_MODES)
        self.mode = mode
        self.corpus = corpus
        if mode == "keep":
            return
        self._names = PersonNames(corpus.path, key)
        # rows that follow each other share sentences and short values
        self._words = lru_cache(maxsize=4096)(
            lambda text, doc: applied(text, self._edits(text, doc))
        )
        if named := self._names.in_paths():
            raise PolcorpError(
                f"persons are named in the names of {counted(len(named), 'document')} ({named[0]}): move"
                " the files away, take the documents out with polcorp ingest --prune, and ingest"
                " the files under other names; or take --persons keep"
            )
        self._copy = corrected_copy(corpus.path, self._names)
        if self._copy is not None:
            self.corpus = type(corpus)(self._copy.path)

    @property
    def keep(self) -> bool:
        """Return whether names stay as they are."""
        return self.mode == "keep"

    def name(self, canonical: str) -> str:
        """Return what stands for a person in place of the canonical name."""
        return self._names.pseudonym(canonical) if self.mode == "pseudonym" else ANYBODY

    def words(self, text: str, doc_id: str | None = None) -> str:
        """Return *text*, which is of the document *doc_id*, without names of persons."""
        return self._words(text, doc_id)

    def table(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return *frame*, a table of the corpus, without names of persons.

        Pseudonyms stand for them in all columns of text; when they are dropped, rows of persons
        go and «[person]» appears in running text. Offsets stay those of the original text.
        ``frame.attrs["total"]`` is the number of rows that are left.
        """
        if self.keep:
            return frame
        table = frame.copy()
        persons = _of_persons(frame)
        for column, kind in _ACTORS.items():
            if column in frame and kind in frame:
                table[column] = frame[column].where(~persons[kind], frame[column].map(self._cell))
        table = self._clear_words(frame, table)
        for column in ("text", "wikidata"):
            if column in frame and "type" in persons:
                kept = table["canonical"] if column == "text" else None
                table[column] = table[column].where(~persons["type"], kept)
        if self.mode == "drop":
            for person in persons.values():
                table = table[~person.loc[table.index]]
            table = table.reset_index(drop=True)
        gone = len(frame) - len(table)
        table = _reordered(table)
        table.attrs = {**frame.attrs, "total": frame.attrs.get("total", len(frame)) - gone}
        return table

    def view(self, view: DocumentView) -> DocumentView:
        """Return a document without names of persons: its text is another, and offsets fit it."""
        if self.keep:
            return view
        named = [
            (row["start"], row["end"], row["actor"])
            for row in view.mentions
            if row["type"] == _PERSON
        ]
        new = self.rewritten(view.text, view.doc_id, named)
        kept = [row for row in view.mentions if self.mode != "drop" or row["type"] != _PERSON]
        return replace(
            view,
            fields={**self.row(view.fields, view.doc_id), "n_chars": len(new.text)},
            text=new.text,
            sections=[new.row(row) for row in view.sections],
            lead_ins=[new.row(row) for row in view.lead_ins],
            demands=[new.row(row) for row in view.demands],
            mentions=[new.row(row) for row in kept],
            codes=[new.row(row) for row in view.codes],
        )

    def rewritten(self, text: str, doc_id: str, named: Iterable[tuple[int, int, str]]) -> Rewritten:
        """Return the *text* of a document without names of persons.

        *named* are the mentions of persons: start, end, canonical name.
        """
        taken = [Edit(start, end, self.name(name)) for start, end, name in named]
        edits = self._edits(text, doc_id, taken)
        return Rewritten(self, doc_id, applied(text, edits), _Places(edits))

    def _edits(self, text: str, doc_id: str | None, taken: list[Edit] | None = None) -> list[Edit]:
        edits = self._names.edits(text, doc_id, taken or ())
        if self.mode == "pseudonym":
            return edits
        return [edit._replace(words=_anybody(edit.words)) for edit in edits]

    def _cell(self, value: Any) -> Any:
        return self.name(value) if isinstance(value, str) else value

    def _clear_words(self, frame: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
        """Return *table* with no names in any column of text that may have some."""
        documents = frame["doc_id"] if "doc_id" in frame else [None] * len(frame)
        in_context = frozenset(_CONTEXT if set(_CONTEXT) <= set(frame.columns) else ())
        if in_context and len(frame):
            cells = zip(*(frame[column] for column in _CONTEXT), documents, strict=True)
            table[list(_CONTEXT)] = [self._hit(*cell) for cell in cells]
            table = table.astype({column: frame[column].dtype for column in _CONTEXT})
        for column in frame.columns:
            if column in _SAFE | in_context or frame[column].dtype.name not in (
                "string",
                "object",
                "str",
            ):
                continue
            table[column] = [
                self._value(str(column), value, doc_id)
                for value, doc_id in zip(frame[column], documents, strict=True)
            ]
            table[column] = table[column].astype(frame[column].dtype)
        return table

    def _hit(self, left: str, text: str, right: str, doc_id: str) -> tuple[str, str, str]:
        """Return a line of a concordance; a name of which the hit is a part is shown in the hit."""
        if not left + right and self._names.is_part(text, doc_id):
            return left, ANYBODY, right  # without context a part of an address looks like a word
        whole = left + text + right
        edits = self._edits(whole, doc_id)
        place, clear = _Places(edits), applied(whole, edits)
        start, end = place.start(len(left)), place.end(len(left) + len(text))
        return clear[:start], clear[start:end], clear[end:]

    def _value(self, column: str, value: Any, doc_id: str | None) -> Any:
        if not isinstance(value, str) or not value:
            return value
        if column not in _LISTS:
            return self.words(value, doc_id)
        names = [
            (name, column == "signatories" or self._names.is_person(name, doc_id))
            for name in value.split(SEPARATOR)
        ]
        if self.mode == "drop":
            return SEPARATOR.join(name for name, person in names if not person)
        return SEPARATOR.join(self.name(name) if person else name for name, person in names)

    def row(self, row: Row, doc_id: str) -> Row:
        """Return a row without names of persons, its offsets as they are."""
        clear = {
            column: value if column in _SAFE else self._value(column, value, doc_id)
            for column, value in row.items()
        }
        if row.get("type") == _PERSON:
            name = self.name(row["actor"])
            clear |= {"canonical": name, "actor": name, "wikidata": None}
        return clear


@dataclass(frozen=True)
class Rewritten:
    """The text of a document without names of persons, and the way of its rows to that text."""

    persons: Persons
    doc_id: str
    text: str
    place: _Places

    def row(self, row: Row) -> Row:
        """Return a row without names of persons, its offsets and words those of the new text."""
        slices = {
            column: place
            for column, place in _SLICES.items()
            if row.get(column) is not None and row.get(place[0]) is not None
        }
        words = {column: value for column, value in row.items() if column not in slices}
        clear = {**row, **self.persons.row(words, self.doc_id)}
        for column, value in row.items():
            if value is not None and (column == "start" or column.endswith("_start")):
                clear[column] = self.place.start(value)
            elif value is not None and (column == "end" or column.endswith("_end")):
                clear[column] = self.place.end(value)
        if row.get("evidence_at"):
            spans = (span.split("-") for span in str(row["evidence_at"]).split(SEPARATOR))
            clear["evidence_at"] = SEPARATOR.join(
                f"{self.place.start(int(span[0]))}-{self.place.end(int(span[1]))}"
                if len(span) == 2
                else ""
                for span in spans
            )
        for column, (start, end) in slices.items():
            clear[column] = self.text[clear[start] : clear[end]]
        return clear


def _of_persons(frame: pd.DataFrame) -> dict[str, pd.Series[bool]]:
    """Return for each column of types which rows are of persons."""
    return {
        kind: (frame[kind] == _PERSON).fillna(value=False).astype(bool)
        for kind in dict.fromkeys(_ACTORS.values())
        if kind in frame
    }


def _reordered(table: pd.DataFrame) -> pd.DataFrame:
    """Put rows that stand in the order of the names in that of what stands for them."""
    names = next((by for by in _ORDERS if "canonical" in table and by[0] in table), None)
    if names is None or "doc_id" in table:
        return table
    if "other_canonical" in table and "actor" not in table.attrs:
        table = oriented(table)
    before = [str(table.columns[0]), *names] if names == ("n",) else list(names)
    changes = (table[before] != table[before].shift()).any(axis=1).cumsum()
    ordered = table.assign(_run=changes).sort_values(["_run", "canonical"], kind="stable")
    return ordered.drop(columns="_run").reset_index(drop=True)


def _anybody(words: str) -> str:
    return ANYBODY if words.startswith("Person ") else words


class _Places:
    """From offsets in a text to those in the text after the edits.

    An offset within an edit goes to its nearest side that keeps the span around it whole.
    """

    def __init__(self, edits: list[Edit]) -> None:
        self._edits = edits
        self._starts = [edit.start for edit in edits]
        self._shifts = [0]
        for start, end, words in edits:
            self._shifts.append(self._shifts[-1] + len(words) - (end - start))

    def start(self, offset: int) -> int:
        return self._to(offset, at_end=False)

    def end(self, offset: int) -> int:
        return self._to(offset, at_end=True)

    def _to(self, offset: int, *, at_end: bool) -> int:
        number = bisect_right(self._starts, offset) - 1
        if number < 0:
            return offset
        edit = self._edits[number]
        if offset >= edit.end:
            return offset + self._shifts[number + 1]
        if offset == edit.start:
            return offset + self._shifts[number]
        return edit.start + self._shifts[number] + (len(edit.words) if at_end else 0)
