"""One name for each actor over the whole corpus.

Within a document an actor goes by its abbreviation if the document has it, else by its long form
(``canonical``). Two documents can so call one actor «IVO» and «Inspektionen för vård och omsorg».
Here such names are tied, and the actor gets one name over the corpus: the abbreviation as soon as
any document uses it. What ties two names is either an entry of the lexicon under which both were
found, or a document that introduces the one as the other: «kommunala visstidsanställningar (KVA)».

A tie holds only where it is certain: a name that two entries, or two long forms, go by stays by
itself. All is decided from the set of what the documents say, so that neither the order of the
files nor the number of processes matters.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from polcorp.vocabulary.actor_types import types_where

_ABBREVIATED = sorted(types_where(lambda traits: traits.abbreviated))
#: Types whose actors have abbreviations; a party's, place's or person's letters are not names.
_TYPES = "({})".format(", ".join(f"'{name}'" for name in _ABBREVIATED))

#: Names found under an entry of the lexicon whose own name is another.
_BY_ENTRY = f"""SELECT DISTINCT a.id, substr(x.rule, instr(x.rule, ':') + 1)
FROM mention x JOIN actor a ON a.id = x.actor
WHERE x.source = 'lexicon' AND a.type IN {_TYPES} AND instr(x.rule, ':') > 0
  AND a.canonical <> substr(x.rule, instr(x.rule, ':') + 1)"""

#: Long forms as written where a document introduces their abbreviation.
_BY_DOCUMENT = f"""SELECT DISTINCT a.id, x.text
FROM mention x JOIN actor a ON a.id = x.actor
WHERE x.rule = 'pattern:abbreviation' AND a.type IN {_TYPES}
  AND length(x.text) > length(a.canonical) AND instr(x.text, ' ') > 0"""

_ACTORS = """SELECT a.id, a.canonical, a.type, count(DISTINCT x.document)
FROM actor a LEFT JOIN mention x ON x.actor = a.id GROUP BY a.id"""


@dataclass(frozen=True)
class Name:
    """An actor as documents call it, and how many of them do."""

    key: int
    canonical: str
    type: str
    documents: int


def forget_identifiers(connection: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Clear the identifiers of actors that no documents but those at *paths* mention.

    These documents are to be analysed again, and give the actors the identifiers that they have by
    now; expects to be inside a transaction.
    """
    connection.execute("CREATE TEMP TABLE replaced (document INTEGER PRIMARY KEY)")
    connection.executemany(
        "INSERT INTO replaced SELECT id FROM document WHERE path = ?", ((path,) for path in paths)
    )
    connection.execute(
        "UPDATE actor SET wikidata = NULL WHERE wikidata IS NOT NULL"
        " AND id IN (SELECT actor FROM mention_row WHERE document IN (SELECT document FROM replaced))"
        " AND NOT EXISTS (SELECT 1 FROM mention_row x WHERE x.actor = actor.id"
        " AND x.document NOT IN (SELECT document FROM replaced))"
    )
    connection.execute("DROP TABLE replaced")


def settle_names(connection: sqlite3.Connection) -> None:
    """Tie the names of each actor; expects to be inside a transaction."""
    names = {row[0]: Name(*row) for row in connection.execute(_ACTORS)}
    entries = connection.execute(_BY_ENTRY).fetchall()
    introduced = connection.execute(_BY_DOCUMENT).fetchall()
    main = main_names(names, entries, introduced)
    connection.execute("UPDATE actor SET main = NULL WHERE main IS NOT NULL")
    connection.executemany(
        "UPDATE actor SET main = ? WHERE id = ?", [(top, key) for key, top in sorted(main.items())]
    )


def main_names(
    names: Mapping[int, Name],
    entries: Iterable[tuple[int, str]],
    introduced: Iterable[tuple[int, str]],
) -> dict[int, int]:
    """Return for each key in *names* that goes by another the key of that one.

    Args:
        names: all actors.
        entries: keys with the name of an entry of the lexicon under which they were found.
        introduced: keys of abbreviations with a long form that a document gives for them.
    """
    by_name: dict[tuple[str, str], set[int]] = defaultdict(set)
    for key, name in names.items():
        by_name[name.type, _plain(name.canonical)].add(key)
    long_forms: dict[int, set[str]] = defaultdict(set)
    abbreviations: dict[tuple[str, str], set[str]] = defaultdict(set)
    listed: set[tuple[str, str]] = set()
    for pairs, certain in ((entries, True), (introduced, False)):
        for key, long in pairs:
            short, form = names[key], _plain(long)
            if form == _plain(short.canonical):
                continue
            long_forms[key].add(form)
            abbreviations[short.type, form].add(_plain(short.canonical))
            if certain:
                listed.add((short.type, form))
    groups: dict[tuple[str, str], set[int]] = defaultdict(set)
    for key, forms in long_forms.items():
        for form in forms:
            tie = (names[key].type, form)
            if len(forms) == 1 and (tie in listed or len(abbreviations[tie]) == 1):
                groups[tie].add(key)
    main: dict[int, int] = {}
    for tie, keys in sorted(groups.items()):
        top = min(keys, key=lambda key: (-names[key].documents, names[key].canonical))
        members = keys | by_name.get(tie, set())
        main |= {key: top for key in members if key != top}
    return {key: top for key, top in main.items() if top not in main}


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
