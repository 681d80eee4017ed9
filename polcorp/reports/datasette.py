"""What Datasette is told of the store: what tables and columns hold, and what rows are called."""

from __future__ import annotations

import json
from typing import Any

from polcorp.reports.datapackage import CITATION, table_description
from polcorp.reports.schemas import column_description
from polcorp.tables.relations import RELATIONS

#: What stands for a row of a table where another one refers to it.
_LABELS = {"actor": "canonical", "document": "doc_id", "theme": "name", "run": "started"}
#: Tables that are there for the program; the views show what is in them.
_INSIDE = (
    "code",
    "demand",
    "document_party",
    "extra",
    "failure",
    "how",
    "lead_in",
    "mention",
    "mention_row",
    "party",
    "section",
    "site_block",
    "text_part",
    "word",
    "word_form",
    "word_tag",
)


def datasette_metadata(database: str) -> bytes:
    """Return ``metadata.json`` for the store, which Datasette knows as *database* (its stem)."""
    tables: dict[str, Any] = {
        relation.name: {
            "description": table_description(relation.name),
            "columns": {
                c.name: column_description(c.name, relation.name) for c in relation.columns
            },
        }
        for relation in RELATIONS
    }
    rests = tuple(relation.rest for relation in RELATIONS if relation.rest)
    for name in ("actors", "themes", *rests):
        tables[name] = {"description": table_description(name)}
    tables |= {name: {"label_column": column} for name, column in _LABELS.items()}
    for name in _INSIDE:
        tables[name] = {"hidden": True}
    metadata = {
        "title": "polcorp",
        "description": "Demands, named actors and themes in Swedish political texts",
        "source": CITATION,
        "databases": {database: {"tables": tables}},
    }
    return (json.dumps(metadata, ensure_ascii=False, indent=1) + "\n").encode()
