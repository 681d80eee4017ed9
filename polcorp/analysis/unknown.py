"""Names that neither the lexicon nor the user's own file has, ready to become the latter."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from polcorp.lexicons.actors import packaged_forms
from polcorp.reading.clean_view import clean
from polcorp.store.connection import reading
from polcorp.tables.filters import Condition, Filters, find_actor_types
from polcorp.tables.relations import ACTOR_NAME, MENTIONS
from polcorp.vocabulary.messages import counted, message

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.corpus import Corpus
    from polcorp.tables.filters import Where
    from polcorp.tables.known_values import Values

#: The columns of the user's ``actors.csv``.
COLUMNS = ("canonical", "type", "aliases", "note")

#: Joins the aliases in their cell; a written form that has it cannot be one.
_JOIN = "|"

#: Given names and surnames alone: what they stand for is settled in each document again.
_SHORT_FORM = "pattern:short-form"

_KNOWN = f"""SELECT {ACTOR_NAME} FROM actor a
WHERE EXISTS (SELECT 1 FROM mention k WHERE k.actor = a.id AND k.source IN ('lexicon', 'user'))"""


@dataclass
class _Name:
    """How often an unknown actor is named, where, and in which words."""

    mentions: int = 0
    documents: set[int] = field(default_factory=set)
    forms: Counter[str] = field(default_factory=Counter)


def unknown_actors(
    corpus: Corpus, *, actor_type: Values = None, where: Where | None = None
) -> pd.DataFrame:
    """Return the actors that were found by pattern or model only, the most frequent first.

    The columns are those of ``actors.csv``: canonical, type, aliases (the other wordings seen,
    joined by ``|``) and a note with the numbers. Every wording is on one row only, as that
    file wants it: a name of two types has the more frequent one, and the note tells the other.

    Raises:
        UnknownValueError: the corpus does not know the type, or the value of a filter.
    """
    import pandas as pd

    found = _found(corpus, actor_type, where or {})
    ordered = sorted(found, key=lambda key: (-found[key].mentions, key))
    main: dict[str, tuple[str, str]] = {}
    others: dict[str, list[str]] = {}
    for name, kind in ordered:
        if main.setdefault(name, (name, kind)) != (name, kind):
            others.setdefault(name, []).append(f"{kind} ({found[name, kind].mentions})")
    taken = set(main)
    rows = []
    for key in main.values():
        aliases = [form for form in _aliases(key[0], found[key].forms) if form not in taken]
        taken.update(aliases)
        rows.append((*key, _JOIN.join(aliases), _note(found[key], others.get(key[0], []))))
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="string")


def _found(corpus: Corpus, actor_type: Values, where: Where) -> dict[tuple[str, str], _Name]:
    with reading(corpus.path) as connection:
        condition = Filters.resolve(connection, where).of(MENTIONS) & Condition(MENTIONS.counted)
        condition &= Condition(f"{ACTOR_NAME} NOT IN ({_KNOWN})")
        condition &= find_actor_types(connection, actor_type)
        query = (
            f"SELECT {ACTOR_NAME}, a.type, x.text, x.rule, x.document, count(*)"
            f" FROM {MENTIONS.source} WHERE {condition.sql} GROUP BY 1, 2, 3, 4, 5"
        )
        rows = connection.execute(query, condition.values).fetchall()
    listed = {form.surface.casefold() for form in packaged_forms()}
    found: dict[tuple[str, str], _Name] = {}
    for canonical, kind, text, rule, document, n in rows:
        if canonical.casefold() in listed or _JOIN in canonical:
            continue
        name = found.setdefault((canonical, kind), _Name())
        name.mentions += n
        name.documents.add(document)
        if rule != _SHORT_FORM:
            name.forms[" ".join(clean(text).split())] += n
    return found


def _aliases(canonical: str, forms: Counter[str]) -> list[str]:
    """Return the forms to list, the most frequent first; the genitive is found without that."""
    known = (canonical, f"{canonical}s", f"{canonical}:s")
    kept = [form for form in forms if form not in known and _JOIN not in form]
    return sorted(kept, key=lambda form: (-forms[form], form))


def _note(name: _Name, others: list[str]) -> str:
    mentions = counted(name.mentions, "mention")
    note = message(
        "mentions_in", mentions=mentions, documents=counted(len(name.documents), "document")
    )
    return "; also ".join([note, ", ".join(others)] if others else [note])
