"""Which actors are named together: in one sentence, section or demand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from polcorp.analysis.keyness import log_likelihood
from polcorp.errors import UnknownValueError
from polcorp.store.connection import reading
from polcorp.tables.filters import (
    ALWAYS,
    Condition,
    Filters,
    find_actor_types,
    keys_of_actors,
)
from polcorp.tables.frames import frame
from polcorp.tables.relations import MENTIONS, Column

if TYPE_CHECKING:
    import sqlite3

    import pandas as pd

    from polcorp.analysis.keyness import Floats
    from polcorp.corpus import Corpus
    from polcorp.tables.filters import Where
    from polcorp.tables.known_values import Resolved, Values

#: What tells the units of a document apart. Only demands that count are units.
UNITS = {
    "sentence": "x.sentence_start",
    "section": "x.section",
    "demand": "CASE WHEN e.own THEN x.demand END",
}

_NAMES = ("canonical", "type", "other_canonical", "other_type")
_COUNTS = ("together", "documents", "units", "other_units", "units_all")
COLUMNS = (*_NAMES, *_COUNTS, "npmi", "log_likelihood")


@dataclass(frozen=True)
class Network:
    """Pairs of actors, and the actors with their ``mentions``; see :func:`network`."""

    unit: str
    pairs: pd.DataFrame
    actors: pd.DataFrame


def cooccurring(
    corpus: Corpus,
    unit: str = "sentence",
    *,
    actor_type: Values = None,
    where: Where | None = None,
) -> pd.DataFrame:
    """Return the pairs of actors that are named in one unit, those most often together first.

    One row per pair: the two actors with their types, *together* (units that name both),
    *documents* (that have such a unit), *units* and *other_units* (that name each of them),
    *units_all* (that name any actor), and how much more often together than chance would have it:

    - *npmi*, normalised pointwise mutual information (Bouma 2009): 1 never apart, 0 as often as
      by chance, towards -1 hardly ever together. High for rare pairs too: look at *together*;
    - *log_likelihood*, G² (Dunning 1993), negative where together less often than by chance:
      above 3.84 in one of twenty pairs by chance alone.

    Boilerplate is left out. The filters choose documents and mentions; *actor* chooses the pairs
    that one is of, and *actor_type* those of two actors of the type (or of the *actor* and one).

    Raises:
        UnknownValueError: there is no such unit, type or value of a filter.
    """
    return network(corpus, unit, actor_type=actor_type, where=where).pairs


def network(
    corpus: Corpus,
    unit: str = "sentence",
    *,
    actor_type: Values = None,
    where: Where | None = None,
) -> Network:
    """Return the pairs as :func:`cooccurring` does, and how often each actor is named."""
    if unit not in UNITS:
        raise UnknownValueError("unit", unit, UNITS)
    with reading(corpus.path) as connection:
        filters = Filters.resolve(connection, where or {})
        named = filters.of(MENTIONS, without="actor") & Condition(MENTIONS.counted)
        named &= Condition(f"{UNITS[unit]} IS NOT NULL")
        chosen = _chosen(connection, filters.actor, actor_type)
        values = {**named.values, **chosen.values}
        pairs = frame(connection, _pairs_sql(unit, named.sql, chosen.sql), values, _PAIRS)
        actors = frame(connection, _actors_sql(named.sql), named.values, _ACTORS)
    pairs = _associated(oriented(pairs, filters.actor))
    pairs.attrs = {"total": len(pairs)} | ({"actor": list(filters.actor)} if filters.actor else {})
    return Network(unit, pairs, actors)


def _chosen(connection: sqlite3.Connection, actors: Resolved, actor_type: Values) -> Condition:
    """Return the condition on pairs of the keys ``l.actor`` and ``r.actor``."""
    condition = ALWAYS
    named = keys_of_actors(actors) if actors else ALWAYS
    if actors:
        either = f"(l.actor IN ({named.sql}) OR r.actor IN ({named.sql}))"
        condition &= Condition(either, named.values)
    if actor_type:
        types = find_actor_types(connection, actor_type)
        fitting = f"SELECT id FROM actor a WHERE {types.sql}"
        if actors:
            fitting += f" UNION {named.sql}"
        both = f"l.actor IN ({fitting}) AND r.actor IN ({fitting})"
        condition &= Condition(both, {**types.values, **named.values})
    return condition


def _pairs_sql(unit: str, named: str, chosen: str) -> str:
    """Return the query for all pairs with their counts, in one pass over the mentions."""
    return f"""WITH named AS MATERIALIZED (
  SELECT DISTINCT x.document AS document, {UNITS[unit]} AS unit,
    coalesce(a.main, a.id) AS actor
  FROM {MENTIONS.source} WHERE {named}
), size AS MATERIALIZED (
  SELECT actor, count(*) AS n FROM named GROUP BY actor
), pair AS MATERIALIZED (
  SELECT l.actor AS one, r.actor AS other, count(*) AS n, count(DISTINCT l.document) AS documents
  FROM named l JOIN named r
    ON r.document = l.document AND r.unit = l.unit AND r.actor > l.actor
  {f"WHERE {chosen}" if chosen else ""}
  GROUP BY l.actor, r.actor
)
SELECT b.canonical, b.type, c.canonical, c.type, pair.n, pair.documents, o.n, t.n,
  (SELECT count(*) FROM (SELECT DISTINCT document, unit FROM named))
FROM pair JOIN actor b ON b.id = pair.one JOIN actor c ON c.id = pair.other
  JOIN size o ON o.actor = pair.one JOIN size t ON t.actor = pair.other
WHERE b.canonical <> c.canonical"""


def _actors_sql(named: str) -> str:
    return f"""SELECT b.canonical, b.type, count(*), count(DISTINCT x.document)
FROM {MENTIONS.source} JOIN actor b ON b.id = coalesce(a.main, a.id)
WHERE {named} GROUP BY b.id ORDER BY b.canonical, b.type"""


def _columns(**kinds: Any) -> tuple[Column, ...]:
    return tuple(Column(name, kind, name) for name, kind in kinds.items())


_PAIRS = _columns(**dict.fromkeys(_NAMES, "text"), **dict.fromkeys(_COUNTS, "integer"))
_ACTORS = _columns(canonical="text", type="text", mentions="integer", documents="integer")


def oriented(pairs: pd.DataFrame, actors: Resolved = ()) -> pd.DataFrame:
    """Put a chosen actor first in its pairs, else the name that comes first in the alphabet."""
    first, second = pairs["canonical"], pairs["other_canonical"]
    turned = second < first
    if actors:
        turned = second.isin(list(actors)) & (turned | ~first.isin(list(actors)))
    sides = ["canonical", "type", "units"]
    others = [f"other_{name}" for name in sides]
    table = pairs.copy()
    table.loc[turned, [*sides, *others]] = pairs.loc[turned, [*others, *sides]].to_numpy()
    return table.astype(pairs.dtypes.to_dict())


def _associated(pairs: pd.DataFrame) -> pd.DataFrame:
    """Add the measures of association and order the pairs."""
    import numpy as np

    both, one, other, whole = (
        pairs[name].to_numpy(dtype=float)
        for name in ("together", "units", "other_units", "units_all")
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        mutual = np.log(both * whole / (one * other)) / -np.log(both / whole)
    pairs["npmi"] = np.where(both == whole, 1.0, mutual)
    pairs["log_likelihood"] = _g2(both, one, other, whole)
    order = ["together", "log_likelihood", *_NAMES]
    ascending = [False, False, *([True] * len(_NAMES))]
    return pairs.sort_values(order, ascending=ascending, ignore_index=True)


def _g2(both: Floats, one: Floats, other: Floats, whole: Floats) -> Floats:
    size = float(whole[0]) if len(whole) else 0.0
    # units with the one actor are the target, those without it the reference
    return log_likelihood(both, other - both, one, size - one)
