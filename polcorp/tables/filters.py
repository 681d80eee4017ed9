"""Which rows are asked for: values checked against the corpus and the lexicons, then bound SQL.

The values of one filter are alternatives; all filters must hold. No value ever becomes part of a
statement; all are parameters.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.reading.clean_view import comparable
from polcorp.tables.groups import GROUPS, find_column
from polcorp.tables.known_values import (
    Resolved,
    Values,
    checked_date,
    each,
    find_actor,
    find_document,
    find_party,
    find_theme,
    in_field,
    listed,
    one_of,
    own_value,
    values_of,
)
from polcorp.tables.relations import NO_COPY, Relation
from polcorp.vocabulary.document_fields import FILTERED
from polcorp.vocabulary.messages import message


class Where(TypedDict, total=False):
    """The filters that every table takes; see :class:`Filters`."""

    party: Values
    municipality: Values
    since: str | None
    until: str | None
    doc_type: Values
    doc: Values
    actor: Values
    theme: Values
    contains: Values
    where: Mapping[str, Values] | None
    joint: bool
    with_copies: bool


#: Dates may be given to the year or month; a document counts if its date may lie in the range.
_DATES = {
    "since": "substr(d.date, 1, length(:since)) >= substr(:since, 1, length(d.date))",
    "until": "substr(d.date, 1, length(:until)) <= substr(:until, 1, length(d.date))",
}


@dataclass(frozen=True)
class Condition:
    """A piece of SQL that comes after ``WHERE``, and the values that it names."""

    sql: str
    values: dict[str, str] = field(default_factory=dict)

    def __and__(self, other: Condition) -> Condition:
        """Join two conditions, both of which must hold."""
        both = " AND ".join(part for part in (self.sql, other.sql) if part)
        return Condition(both, {**self.values, **other.values})


ALWAYS = Condition("", {})


@dataclass(frozen=True)
class Filters:
    """The filters of a question, resolved against a corpus; an empty tuple restricts nothing."""

    party: Resolved = ()
    since: str | None = None
    until: str | None = None
    doc: Resolved = ()
    actor: Resolved = ()
    theme: Resolved = ()
    contains: Resolved = ()
    fields: tuple[tuple[str, Resolved], ...] = ()
    columns: tuple[tuple[str, Resolved], ...] = ()
    joint: bool = False
    with_copies: bool = False

    @classmethod
    def resolve(cls, connection: sqlite3.Connection, where: Where) -> Filters:
        """Return the filters of *where* with every value as the corpus has it.

        Raises:
            UnknownValueError: there is no such filter, or the corpus and the lexicons do not know a
                value or a column.
            PolcorpError: a value is empty, no date, or the dates exclude each other.
        """
        find: dict[str, Callable[[str], str]] = {
            "party": lambda value: find_party(connection, value),
            "doc": lambda value: find_document(connection, value),
            "actor": lambda value: find_actor(connection, value),
            "theme": lambda value: find_theme(connection, value),
        }
        given: Mapping[str, Values] = where  # type: ignore[assignment]
        _check_names(given)
        found = {name: each(name, given.get(name), one) for name, one in find.items()}
        since, until = _dates(given)
        return cls(
            **found,
            fields=tuple(
                (name, each(name, given.get(name), in_field(connection, name))) for name in FILTERED
            ),
            since=since,
            until=until,
            contains=tuple(comparable(text) for text in listed("contains", where.get("contains"))),
            columns=_columns(connection, where.get("where") or {}),
            joint=bool(where.get("joint")),
            with_copies=bool(where.get("with_copies")),
        )

    def for_documents(self, *, without: str = "") -> Condition:
        """Return the condition on documents ``d``, leaving out the filter named *without*.

        Copies of a text count only *with_copies*, or where the document itself is named.
        """
        named = self.with_copies or self.doc
        condition = ALWAYS if named else Condition(NO_COPY)
        if self.party and without != "party":
            condition &= _speaks("d.party", self.party, joint=self.joint)
        for name, values in (*self.fields, ("doc_id", self.doc)):
            condition &= is_one_of(name, f"d.{name}", values)
        for name, sql in _DATES.items():
            if value := getattr(self, name):
                condition &= Condition(sql, {name: value})
        for number, (name, values) in enumerate(self.columns):
            condition &= _has_value(number, name, values)
        return condition

    def for_rows(self, relation: Relation, *, without: str = "") -> Condition:
        """Return the condition on rows ``x`` of *relation*: party, actor, theme and words.

        The filter named *without* is left out.
        """
        condition = ALWAYS
        if self.party and relation.party != "d.party":
            condition &= _speaks(relation.party, self.party, joint=self.joint)
        if self.actor and without != "actor":
            condition &= _names_actor(relation, self.actor)
        if self.theme:
            condition &= _is_about(relation, self.theme)
        return condition & _contains(relation, self.contains)

    def of(self, relation: Relation, *, without: str = "") -> Condition:
        """Return the whole condition on rows ``x`` of *relation* and their documents ``d``."""
        own_party = "party" if relation.party != "d.party" else ""
        return self.for_documents(without=own_party) & self.for_rows(relation, without=without)

    def every(self, relation: Relation) -> Condition:
        """Return the condition by documents and party alone, whatever else is asked of the rows."""
        return Filters(
            party=self.party,
            since=self.since,
            until=self.until,
            doc=self.doc,
            fields=self.fields,
            columns=self.columns,
            joint=self.joint,
            with_copies=self.with_copies,
        ).of(relation)

    def groups_shown(self, group: str) -> Condition:
        """Return the condition on groups ``t.g``: of joint texts only the chosen parties."""
        if group == "party" and self.joint:
            return is_one_of("shown", "t.g", self.party)
        return ALWAYS


def _columns(
    connection: sqlite3.Connection, where: Mapping[str, Values]
) -> tuple[tuple[str, Resolved], ...]:
    """Return the columns of *where* and their values as the corpus has them."""
    found = [(find_column(connection, name), values) for name, values in where.items()]
    return tuple((name, each(name, values, own_value(connection, name))) for name, values in found)


def _check_names(given: Mapping[str, Values]) -> None:
    """Refuse a filter that does not exist and would otherwise be ignored."""
    known = (*Where.__annotations__, *FILTERED)
    for name in given:
        if name not in known:
            raise UnknownValueError("filter", name, known)


def _dates(given: Mapping[str, Values]) -> tuple[str | None, str | None]:
    """Return the first and last date that are asked for."""
    since, until = (checked_date(name, given.get(name)) for name in ("since", "until"))
    if since and until and since[: len(until)] > until[: len(since)]:
        raise PolcorpError(message("since_after_until", since=since, until=until))
    return since, until


def keys_of_actors(names: Resolved) -> Condition:
    """Return the query for the keys of actors under all the names that documents have for them."""
    chosen = is_one_of("actor", "canonical", names)
    of_others = chosen.sql.replace("canonical", "g.canonical")
    return Condition(
        f"SELECT id FROM actor WHERE {chosen.sql} UNION"
        f" SELECT l.id FROM actor l JOIN actor g ON g.id = l.main WHERE {of_others}",
        chosen.values,
    )


def is_one_of(name: str, sql: str, values: Resolved) -> Condition:
    """Return the condition that *sql* is one of *values*; without any it always holds."""
    present = [value for value in values if value is not None]
    named = {f"{name}_{number}": value for number, value in enumerate(present)}
    either = []
    if named:
        either.append(f"{sql} IN ({', '.join(f':{key}' for key in named)})")
    if len(present) < len(values):
        either.append(f"{sql} IS NULL")
    joined = " OR ".join(either)
    return Condition(f"({joined})" if len(either) > 1 else joined, named)


def _speaks(sql: str, parties: Resolved, *, joint: bool) -> Condition:
    """Return the condition that the party *sql*, or one that speaks with it, is of *parties*."""
    alone = is_one_of("party", sql, parties)
    if not joint:
        return alone
    together = is_one_of("party", "o.party", parties).sql
    return Condition(
        f"({alone.sql} OR ({sql} IS d.party AND EXISTS (SELECT 1 FROM document_party o"
        f" WHERE o.document = d.id AND {together})))",
        alone.values,
    )


def _has_value(number: int, name: str, values: Resolved) -> Condition:
    """Return the condition that documents have one of *values* in a column of the user's."""
    if name in GROUPS:
        return is_one_of(f"column_{number}", GROUPS[name], values)
    key = f"column_{number}"
    value = f"(SELECT o.value FROM extra o WHERE o.document = d.id AND o.name = :{key})"
    chosen = is_one_of(f"value_{number}", value, values)
    return Condition(chosen.sql, {key: name, **chosen.values})


def _names_actor(relation: Relation, actors: Resolved) -> Condition:
    keys = keys_of_actors(actors)
    if relation.name == "mentions":
        return Condition(f"x.actor IN ({keys.sql})", keys.values)
    return Condition(
        "EXISTS (SELECT 1 FROM mention fm"
        f" WHERE fm.actor IN ({keys.sql}) AND fm.document = d.id"
        f' AND fm.start >= {relation.start} AND fm."end" <= {relation.end})',
        keys.values,
    )


def _is_about(relation: Relation, themes: Resolved) -> Condition:
    """Return SQL: the row is coded itself, holds a coded unit, or (a mention) is in one."""
    if relation.name == "codes":
        return is_one_of("theme", "h.code", themes)
    chosen = is_one_of("theme", "fh.code", themes)
    place = {
        "demands": "fc.demand = x.n",
        "mentions": 'fc.start <= x.start AND fc."end" >= x."end"',
    }.get(relation.name, f'fc.start >= {relation.start} AND fc."end" <= {relation.end}')
    return Condition(
        "EXISTS (SELECT 1 FROM code fc JOIN theme fh ON fh.id = fc.theme"
        f" WHERE {chosen.sql} AND fc.document = d.id AND {place})",
        chosen.values,
    )


def _contains(relation: Relation, texts: Resolved) -> Condition:
    named = {f"contains_{number}": text for number, text in enumerate(texts) if text}
    either = " OR ".join(f"instr(fold({relation.text}), :{key})" for key in named)
    return Condition(f"({either})" if len(named) > 1 else either, named)


def find_actor_types(connection: sqlite3.Connection, values: Values) -> Condition:
    """Return the condition that actor ``a`` is of one of the types, given in any case.

    Raises:
        UnknownValueError: the corpus has no actor of a type.
    """
    known = values_of(connection, "SELECT type FROM actor")
    return one_of_known("actor type", "a.type", values, known)


def one_of_known(what: str, sql: str, values: Values, known: Sequence[str]) -> Condition:
    """Return the condition that *sql* is one of *values*, each of which must be one of *known*.

    Raises:
        UnknownValueError: a value is not known; *what* names the kind of value.
    """
    return is_one_of(what.replace(" ", "_"), sql, each(what, values, one_of(what, known)))
