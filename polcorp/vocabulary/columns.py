"""The catalogue of tables and columns, read from ``columns.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from polcorp.vocabulary.values import VALUES, one_of

Kind = Literal["text", "integer", "real", "flag"]
#: How a number is printed: in per cent, with three or two decimals, else with one.
Look = Literal["percent", "rate", "fine", ""]
#: What becomes of a text where persons are left out: nothing, since it never names one; it is
#: searched for names; it is a list of names.
Persons = Literal["safe", "searched", "names"]


@dataclass(frozen=True)
class ColumnEntry:
    """What is said of a column.

    Args:
        kind: the type of its values.
        unit: the unit of a number, where measures do not give another one for its table.
        about: what it holds, a sentence.
        en: what people read above it, in English.
        sv: the same in Swedish.
        look: how a number is printed.
        wraps: it holds running text, which may be wrapped.
        list: its cells may hold several values.
        dated: it holds days, or months and years (ISO 8601).
        persons: what becomes of it where persons are left out.
        type_in: it names an actor, whose type is in this column.
        place: it is the part of the text between the offsets in these two columns.
    """

    kind: Kind
    about: str
    en: str
    sv: str
    unit: str = ""
    look: Look = ""
    wraps: bool = False
    list: bool = False
    dated: bool = False
    persons: Persons = "searched"
    type_in: str = ""
    place: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableEntry:
    """What is said of a table: what a row is, which columns people see unless told, its caption.

    The *title* is by language; ``{by}`` in it is the heading of the first column. *counts* is the
    noun of ``messages.toml`` for what the rows are, or what a summary counts.
    """

    about: str = ""
    shown: str = ""
    title: Mapping[str, str] = field(default_factory=dict)
    counts: str = ""


@dataclass(frozen=True)
class Catalogue:
    """All tables and columns; a key ``table.column`` is of a column that differs in one table."""

    tables: Mapping[str, TableEntry]
    columns: Mapping[str, ColumnEntry]
    endings: Mapping[str, Mapping[str, Any]]

    def column(self, name: str, table: str = "") -> ColumnEntry | None:
        """Return what is said of a column of *table*; None of one that the user has named."""
        found = self.columns.get(f"{table}.{name}") or self.columns.get(name)
        if found is not None:
            return found
        for ending, said in self.endings.items():
            beside = self.columns.get(name.removesuffix(ending))
            if beside is not None:
                words = {"en": beside.en, "sv": beside.sv}
                filled = {key: text.format_map(words) for key, text in said.items()}
                return ColumnEntry(**filled)
        return None


@cache
def catalogue() -> Catalogue:
    """Return the catalogue.

    Raises:
        TypeError: an entry has an unknown key, or lacks one.
    """
    text = (files("polcorp.vocabulary") / "columns.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    return Catalogue(
        {name: TableEntry(**said) for name, said in read["tables"].items()},
        {name: _entry(name, said, read["columns"]) for name, said in read["columns"].items()},
        read["endings"],
    )


def _entry(key: str, said: Mapping[str, Any], columns: Mapping[str, Any]) -> ColumnEntry:
    """Return the entry of a column, with what its name has in every table."""
    name = key.rpartition(".")[2]
    whole = {**(columns[name] if name != key else {}), **said}
    if name in VALUES:
        whole["about"] = whole["about"].replace("{values}", one_of(VALUES[name]))
    return ColumnEntry(**{**whole, "place": tuple(whole.get("place", ()))})


def entry(name: str, table: str = "") -> ColumnEntry:
    """Return what the catalogue says of a column of the program's own.

    Raises:
        KeyError: it has no such column.
    """
    found = catalogue().column(name, table)
    if found is None:
        raise KeyError(f"polcorp/vocabulary/columns.toml has no column «{name}»")
    return found


def having(key: str, value: object) -> frozenset[str]:
    """Return the names of the columns of every table whose *key* has that value.

    >>> sorted(having("persons", "names"))
    ['actors', 'signatories']
    """
    if key not in {one.name for one in fields(ColumnEntry)}:
        raise KeyError(key)
    columns = catalogue().columns.items()
    return frozenset(name for name, said in columns if getattr(said, key) == value)


def naming_actors() -> dict[str, str]:
    """Return the columns that name actors, each with the column of their type."""
    columns = catalogue().columns.items()
    return {name: said.type_in for name, said in columns if said.type_in}


def slices() -> dict[str, tuple[str, ...]]:
    """Return the columns that are a part of the text, each with those of its start and end."""
    columns = catalogue().columns.items()
    return {name: said.place for name, said in columns if said.place and "." not in name}
