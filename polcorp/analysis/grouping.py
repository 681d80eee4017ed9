"""Which documents belong to which group: of a party, a municipality, a year, or any other column."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from polcorp.analysis.columns import columns_of
from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.lexicons.parties import resolve_party
from polcorp.swedish.order import swedish_key
from polcorp.tables.relations import DOCUMENTS
from polcorp.vocabulary.messages import message

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.corpus import Corpus, Where

#: Names of groups that are no column of the documents' table, and the column they are made of.
_MADE_OF = {"year": "date", "document": "doc_id"}


@dataclass(frozen=True)
class Grouping:
    """The documents of each group, by doc_id, and how many documents are in none."""

    by: str
    groups: Mapping[str, frozenset[str]]
    without_group: int

    def column(self, taken: Collection[str]) -> str:
        """Return the name of the column of groups: *by*, unless the table has that name *taken*."""
        return f"group_{self.by}" if self.by in taken else self.by

    @property
    def documents(self) -> frozenset[str]:
        """Return the documents that are in a group."""
        return frozenset().union(*self.groups.values())

    def find(self, name: str) -> str:
        """Return the group called *name*; a party may be called as a person would.

        Raises:
            UnknownValueError: there is no such group.
        """
        wanted: str = (resolve_party(name) or name) if self.by == "party" else name
        folded = {group.casefold(): group for group in reversed(list(self.groups))}
        if wanted in self.groups:
            return wanted
        if wanted.strip().casefold() in folded:
            return folded[wanted.strip().casefold()]
        raise UnknownValueError(self.by, name, list(self.groups))


def groups_of(corpus: Corpus, by: str, where: Where | None = None) -> Grouping:
    """Return the groups of documents that have the same value in the column *by*.

    *by* is a column of the documents' table, the user's own metadata included, or ``year`` or
    ``document``. A document belongs to one group, by party to that of its main party; one without
    a value belongs to none and is counted in ``without_group``.

    Raises:
        PolcorpError: there is no such column; the message lists those that there are.
    """
    column = _MADE_OF.get(by, by)
    if any(column == known.name for known in DOCUMENTS.columns):
        documents = columns_of(corpus, DOCUMENTS, list({"doc_id", column}), where, ordered=True)
    else:  # one of the user's own
        documents = corpus.documents(**(where or {}))
    if column not in documents:
        raise PolcorpError(message("unknown_groups", by=by, names=", ".join(_columns(documents))))
    values = documents[column].astype("string").str.strip()
    if by == "year":
        values = values.str[:4]
    told = values.notna() & (values != "")
    groups: dict[str, set[str]] = {}
    for doc_id, value in zip(documents.loc[told, "doc_id"], values[told], strict=True):
        groups.setdefault(str(value), set()).add(str(doc_id))
    return Grouping(
        by,
        {name: frozenset(groups[name]) for name in sorted(groups, key=swedish_key)},
        len(documents) - int(told.sum()),
    )


def _columns(documents: pd.DataFrame) -> list[str]:
    """Return what documents can be grouped by."""
    names = [str(name) for name in documents.columns]
    shown = [name for name in names if not name.endswith(("_evidence", "_confidence"))]
    return [*_MADE_OF, *shown]
