"""Municipalities, regions and other places."""

from __future__ import annotations

from functools import cache
from typing import Literal

from polcorp.lexicons.files import LexiconRow, Many, data_dir, read_csv


class Municipality(LexiconRow):
    """One of Sweden's municipalities; ``code`` is Statistics Sweden's four digits."""

    code: str
    name: str
    kind: Literal["kommun", "stad"]
    genitive: str
    before_kommun: str
    region_code: str
    ambiguous: str = ""
    wikidata: str | None = None

    @property
    def official(self) -> str:
        """The name with «kommun» or «stad»: «Linköpings kommun», «Malmö stad»."""
        return f"{self.before_kommun} {self.kind}"


class Region(LexiconRow):
    """One of Sweden's regions, with the county of the same borders."""

    code: str
    county: str
    region: str
    aliases: Many = ()
    wikidata: str | None = None
    region_wikidata: str | None = None


class Place(LexiconRow):
    """Any other place: country, city, landscape, district."""

    canonical: str
    type: Literal["GPE", "LOC"]
    aliases: Many = ()
    ambiguous: str = ""
    wikidata: str | None = None


@cache
def load_municipalities() -> tuple[Municipality, ...]:
    """Return the 290 municipalities."""
    return tuple(read_csv(data_dir() / "municipalities.csv", Municipality))


@cache
def load_regions() -> tuple[Region, ...]:
    """Return the 21 regions."""
    return tuple(read_csv(data_dir() / "regions.csv", Region))


@cache
def load_places() -> tuple[Place, ...]:
    """Return the other places of the lexicon."""
    return tuple(read_csv(data_dir() / "places.csv", Place))


@cache
def region_of(municipality: str) -> str | None:
    """Return the region («Region Östergötland») of a municipality by its name."""
    code = {m.name: m.region_code for m in load_municipalities()}.get(municipality)
    return {region.code: region.region for region in load_regions()}.get(code or "")
