"""Words that are a name of another kind already."""

from __future__ import annotations

from polcorp.lexicons.actors import nominative
from polcorp.lexicons.names import load_given_names, load_surnames
from polcorp.lexicons.parties import resolve_party
from polcorp.lexicons.word_lists import words


def is_known(name: str, known_places: frozenset[str]) -> bool:
    """Return whether *name* opens with a place, a person's name, a party or a small word."""
    first = name.split(maxsplit=1)[0]
    if first in words("names:small") or first in known_places or nominative(first) in known_places:
        return True
    if first in load_given_names() or first in load_surnames():
        return True
    return resolve_party(first) is not None
