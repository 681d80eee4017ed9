"""Whose page an address of electronic mail on it says that it is."""

from __future__ import annotations

import re
from functools import cache

from polcorp.lexicons.parties import load_parties

#: The parts have bounds (RFC 5321), and the first begins a word, so that no long run is read twice.
_ADDRESS = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){0,5}?([\w-]{1,63}\.[a-z]{2,4})\b", re.IGNORECASE
)


def party_of_address(text: str) -> tuple[str, str] | None:
    """Return the party on whose domain the page has addresses, and one of these; None if several have.

    A page says where to write to whoever speaks on it; one that lists several parties is nobody's.
    """
    found: dict[str, str] = {}
    for match in _ADDRESS.finditer(text):
        party = _party_of_domain().get(match.group(1).lower())
        if party is not None:
            found.setdefault(party, match.group())
    return next(iter(found.items())) if len(found) == 1 else None


@cache
def _party_of_domain() -> dict[str, str]:
    """Return the abbreviation of the party, or of its associations' party, by domain."""
    return {domain: party.abbr for party in load_parties() for domain in party.domains}
