"""The lexicon of parties: abbreviations, names, old and spoken names, members, local parties."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from pydantic import model_validator

from polcorp.lexicons.files import LexiconRow, Many, data_dir, read_csv


class Party(LexiconRow):
    """One party; ``abbr`` is the abbreviation, and of a local party its name.

    Local parties' abbreviations are hardly known outside their municipality, and several share one;
    they are among ``old_abbrs``.
    """

    abbr: str
    name: str
    level: Literal["riksdag", "national", "local"]
    municipality: Many = ()
    aliases: Many = ()
    ambiguous_names: Many = ()
    old_names: Many = ()
    old_abbrs: Many = ()
    members: Many = ()
    ambiguous_members: Many = ()
    adjectives: Many = ()
    ambiguous_adjectives: Many = ()
    organisations: Many = ()
    domains: Many = ()
    wikidata: str | None = None
    active: bool = True

    @model_validator(mode="before")
    @classmethod
    def _name_for_abbr(cls, cells: dict[str, Any]) -> dict[str, Any]:
        """Let a local party, and one without an abbreviation, go by its name."""
        name, abbr = cells.get("name"), cells.get("abbr")
        if abbr is None or cells.get("level") != "local":
            return {"abbr": name, **cells}
        old = cells.get("old_abbrs") or ()
        others = old.split("|") if isinstance(old, str) else old
        return {**cells, "abbr": name, "old_abbrs": (*others, abbr)}

    @property
    def names(self) -> tuple[str, ...]:
        """Every full name that the party goes or went by, the present one first."""
        return (self.name, *self.aliases, *self.old_names)


class Alliance(LexiconRow):
    """A named group of parties, such as «Alliansen»."""

    name: str
    aliases: Many = ()
    parties: Many = ()
    ambiguous: str = ""


@cache
def load_parties() -> tuple[Party, ...]:
    """Return the parties of the lexicon, in file order."""
    return tuple(read_csv(data_dir() / "parties.csv", Party))


@cache
def load_alliances() -> tuple[Alliance, ...]:
    """Return the alliances of the lexicon, in file order."""
    return tuple(read_csv(data_dir() / "alliances.csv", Alliance))


@cache
def party_by_abbr() -> dict[str, Party]:
    """Return the parties by their abbreviation as written in the lexicon."""
    return {party.abbr: party for party in load_parties()}


@cache
def party_of_organisation() -> dict[str, str]:
    """Return whose youth, women's and student associations the lexicon knows, by their names."""
    return {name: party.abbr for party in load_parties() for name in party.organisations}


@cache
def _resolution() -> dict[str, str]:
    """Map every name in lower case to the abbreviation; earlier parties win a shared name."""
    table: dict[str, str] = {}
    keys = (
        lambda p: (p.abbr,),
        lambda p: p.names,
        lambda p: (*p.old_abbrs, *p.members),
    )
    for names_of in keys:
        for party in load_parties():
            for name in names_of(party):
                table.setdefault(name.casefold(), party.abbr)
    return table


def resolve_party(text: str) -> str | None:
    """Return the abbreviation for an abbreviation, name, old name or members' name, any case."""
    folded = " ".join(text.split()).casefold()
    table = _resolution()
    return table.get(folded) or (table.get(folded[:-1]) if folded.endswith("s") else None)


def known_parties() -> dict[str, str]:
    """Return the names of all parties by abbreviation."""
    return {party.abbr: party.name for party in load_parties()}
