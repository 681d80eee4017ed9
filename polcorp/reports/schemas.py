"""Table Schemas of exported tables: types, units, constraints, keys and links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from polcorp.vocabulary.columns import ColumnEntry, catalogue, having
from polcorp.vocabulary.document_fields import FIELDS
from polcorp.vocabulary.values import VALUES

if TYPE_CHECKING:
    import pandas as pd

#: The columns that tell the rows of each table apart.
KEYS: Mapping[str, tuple[str, ...]] = {
    "documents": ("doc_id",),
    "sections": ("section_id",),
    "lead_ins": ("lead_in_id",),
    "demands": ("demand_id",),
    "other_demands": ("demand_id",),
    "actors": ("canonical", "type"),
    "mentions": ("mention_id",),
    "boilerplate_mentions": ("mention_id",),
    "themes": ("theme",),
    "codes": ("unit_id", "theme"),
    "other_codes": ("unit_id", "theme"),
    "site_blocks": ("site", "edge", "line"),
}

#: Columns that lead to a row of another table, and the columns of that.
_LINKS = (
    (("doc_id",), "documents", ("doc_id",)),
    (("section_id",), "sections", ("section_id",)),
    (("parent_id",), "sections", ("section_id",)),
    (("demand_id",), "demands", ("demand_id",)),
    (("theme",), "themes", ("theme",)),
    (("actor", "type"), "actors", ("canonical", "type")),
)

#: The least and the greatest value by unit.
_LIMITS = {"0 to 1": (0, 1), "share, 0 to 1": (0, 1), "ratio, 0 to 1": (0, 1), "-1 to 1": (-1, 1)}
_FROM_ONE = "1 and up"
_DAY = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_TYPES = {"i": "integer", "u": "integer", "f": "number", "b": "boolean"}


def table_schema(
    name: str, frames: Mapping[str, pd.DataFrame], kind: str, dialect: str
) -> dict[str, Any]:
    """Return the schema of the table *name* of the exported *frames*, as a format holds them.

    A key or a link is there where it holds: a filter may have left out what a row leads to.
    """
    frame = frames[name]
    columns = [str(column) for column in frame.columns]
    key = KEYS.get(name, ())
    has_key = bool(key) and set(key) <= set(columns) and _is_key(frame, key)
    schema: dict[str, Any] = {
        "fields": [
            _field(column, frame[column], name, key if has_key else (), (kind, dialect))
            for column in columns
        ],
        "missingValues": [""],
    }
    if has_key:
        schema["primaryKey"] = list(key)
    if links := list(_links(name, frames)):
        schema["foreignKeys"] = links
    return schema


def column_description(name: str, table: str = "") -> str:
    """Return what a column of *table* holds, in words; empty for one that the user gave."""
    said = catalogue().column(name, table)
    return said.about if said else ""


def _is_key(frame: pd.DataFrame, key: Sequence[str]) -> bool:
    rows = frame[list(key)]
    return not rows.isna().to_numpy().any() and not rows.duplicated().any()


def _links(name: str, frames: Mapping[str, pd.DataFrame]) -> list[dict[str, Any]]:
    frame = frames[name]
    return [
        {
            "fields": list(columns),
            "reference": {"resource": "" if table == name else table, "fields": list(target)},
        }
        for columns, table, target in _LINKS
        if (table, target) != (name, columns)
        and set(columns) <= set(frame.columns)
        and table in frames
        and _leads(frame, columns, frames[table], target)
    ]


def _leads(
    frame: pd.DataFrame, columns: Sequence[str], other: pd.DataFrame, target: Sequence[str]
) -> bool:
    """Return whether each row of *frame* that names a row of *other* names one that is there."""
    there = set(other[list(target)].itertuples(index=False, name=None))
    named = frame[list(columns)].dropna().itertuples(index=False, name=None)
    return there.issuperset(named)


def _field(
    name: str, values: pd.Series[Any], table: str, key: Sequence[str], form: tuple[str, str]
) -> dict[str, Any]:
    kind, dialect = form
    type_ = _TYPES.get(values.dtype.kind, "string")
    field: dict[str, Any] = {"name": name, "type": type_}
    if description := column_description(name, table):
        field["description"] = description
    said = catalogue().column(name, table)
    constraints = _constraints(name, type_, said)
    if name in key:
        constraints["required"] = True
        if len(key) == 1:
            constraints["unique"] = True
    if said and said.unit:
        field["unit"] = said.unit
    if type_ == "number" and dialect == "excel-sv":
        field["decimalChar"] = ","
    if kind == "xlsx" and name in having("dated", value=True):
        field["type"] = "any"  # days are dates there, years and months are texts
        constraints.pop("pattern", None)
    if kind == "parquet" and type_ in ("integer", "number") and values.isna().any():
        field["type"] = "number"  # pandas reads what is missing as «not a number»
        constraints.clear()
    if constraints:
        field["constraints"] = constraints
    return field


def _constraints(name: str, type_: str, said: ColumnEntry | None) -> dict[str, Any]:
    """Return what holds for every value; what the user gives of documents may be anything."""
    if said is None:
        return {}
    if type_ == "string":
        if said.dated:
            return {"pattern": _DAY}
        closed = name in VALUES and name not in FIELDS and not said.list
        return {"enum": list(VALUES[name])} if closed else {}
    if said.unit in _LIMITS:
        low, high = _LIMITS[said.unit]
        return {"minimum": low, "maximum": high}
    if type_ == "integer":
        return {"minimum": 1 if said.unit == _FROM_ONE else 0}
    return {}
