"""Municipalities, regions and other places."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal

from polcorp.lexicons.files import LexiconRow, Many, data_dir, read_csv
from polcorp.reading.folding import fold

#: What a municipality may call itself.
_KINDS = ("kommun", "stad")


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


class Locality(LexiconRow):
    """A town, village or postal town that lies in one municipality, and whose name no other has."""

    locality: str
    municipality: str


@cache
def municipality_of_locality() -> dict[str, str]:
    """Return the municipality of each locality by its name."""
    rows = read_csv(data_dir() / "localities.csv", Locality)
    return {row.locality: row.municipality for row in rows}


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


def resolve_municipality(text: str) -> str | None:
    """Return the municipality that is named in any way: «Linköpings kommun», «ARJANG», «Malmö stad».

    Where two are alike without accents («Habo», «Håbo»), only the full spelling tells them apart.
    """
    exact, folded = _municipality_names()
    return _looked_up(text, exact, folded)


def resolve_region(text: str) -> str | None:
    """Return the region that is named in any way: «Region Skåne», «Skåne län», «vgr», «Dalarna»."""
    exact, folded = _region_names()
    return _looked_up(text, exact, folded)


def folded_municipalities() -> dict[str, str]:
    """Return the municipality of each of its names, folded; those that two share are left out."""
    return _municipality_names()[1]


def _looked_up(text: str, exact: dict[str, str], folded: dict[str, str]) -> str | None:
    plain = " ".join(text.split()).casefold()
    for form in (plain, plain.removesuffix("s")):
        if form in exact:
            return exact[form]
    plain = fold(text)
    return folded.get(plain) or folded.get(plain.removesuffix("s"))


@cache
def _municipality_names() -> tuple[dict[str, str], dict[str, str]]:
    return _indexed(
        (name, m.name)
        for m in load_municipalities()
        for name in (
            m.name,
            *(f"{before} {kind}" for before in (m.name, m.before_kommun) for kind in _KINDS),
        )
    )


@cache
def _region_names() -> tuple[dict[str, str], dict[str, str]]:
    return _indexed(
        (name, r.region)
        for r in load_regions()
        for name in (r.region, r.county, r.region.removeprefix("Region "), *r.aliases)
    )


def _indexed(pairs: Iterable[tuple[str, str]]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the value of each name in lower case, and of each folded name that has only one."""
    exact: dict[str, str] = {}
    folded: dict[str, set[str]] = {}
    for name, value in pairs:
        exact.setdefault(name.casefold(), value)
        folded.setdefault(fold(name), set()).add(value)
    return exact, {name: min(values) for name, values in folded.items() if len(values) == 1}
