"""The data dictionary: every table's columns, for the documentation.

``python -m polcorp.tables.data_dictionary docs/tables.md`` rewrites what is in that file between
``<!-- columns of TABLE -->`` and ``<!-- end -->``; a test compares the two.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from polcorp.tables.relations import RELATIONS
from polcorp.tables.summaries import Ask, actors, themes
from polcorp.vocabulary.actor_types import ACTOR_TYPES
from polcorp.vocabulary.columns import ColumnEntry, catalogue, entry

#: In the place of a table: the columns that are in none of those below.
OTHERS = "other tables"
#: In the place of a table: the list of the types of actors.
TYPES = "types of actors"

_BLOCK = re.compile(
    r"(?P<start><!-- columns of (?P<table>[^>]+?) -->\n).*?(?P<end><!-- end -->)", re.DOTALL
)
_KINDS = {"text": "text", "integer": "whole number", "real": "number", "flag": "true or false"}


def columns_of_tables() -> dict[str, tuple[str, ...]]:
    """Return the columns of each table that the store has as a view."""
    of_tables = {
        relation.name: tuple(column.name for column in relation.columns) for relation in RELATIONS
    }
    for name, summary in (("actors", actors(Ask())), ("themes", themes(Ask()))):
        of_tables[name] = tuple(column.name for column in summary.columns)
    return of_tables


def dictionary(table: str) -> str:
    """Return the columns of *table* as a table in Markdown.

    Raises:
        KeyError: there is no such table.
    """
    of_tables = columns_of_tables()
    if table == TYPES:
        shown = [
            f"{name} ({known.about})" if known.about else name
            for name, known in ACTOR_TYPES.items()
        ]
        return f"{', '.join(shown)}.\n"
    if table == OTHERS:
        told = {name for names in of_tables.values() for name in names}
        names: Iterable[str] = (name for name in catalogue().columns if "." not in name)
        return _rows((name, entry(name)) for name in names if name not in told)
    return _rows((name, entry(name, table)) for name in of_tables[table])


def _rows(columns: Iterable[tuple[str, ColumnEntry]]) -> str:
    lines = ["| column | type | what |", "| --- | --- | --- |"]
    for name, said in columns:
        kind = f"{_KINDS[said.kind]}, {said.unit}" if said.unit else _KINDS[said.kind]
        about = said.about[:1].lower() + said.about[1:] if _is_word(said.about) else said.about
        lines.append(f"| `{name}` | {kind} | {about.removesuffix('.')} |".replace("«|»", "«\\|»"))
    return "\n".join(lines) + "\n"


def _is_word(sentence: str) -> bool:
    """Return whether a sentence begins with a word that is written small within one."""
    return not sentence[1:2].isupper() and not sentence.startswith("G²")


def filled(page: str) -> str:
    """Return *page* with every block of columns up to date."""
    return _BLOCK.sub(
        lambda found: found["start"] + dictionary(found["table"]) + found["end"], page
    )


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(filled(target.read_text(encoding="utf-8")), encoding="utf-8")
