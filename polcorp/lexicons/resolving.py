"""What a person calls the value of a field, and the value as the corpus has it."""

from __future__ import annotations

import re
from functools import cache

from pydantic import RootModel

from polcorp.errors import nearest
from polcorp.lexicons.files import LexiconRow, data_dir, read_toml, validate
from polcorp.lexicons.goals import is_goal
from polcorp.lexicons.parties import load_parties, resolve_party
from polcorp.lexicons.places import (
    folded_municipalities,
    load_municipalities,
    load_regions,
    resolve_municipality,
    resolve_region,
)
from polcorp.reading.clean_view import clean
from polcorp.reading.dates import iso_date
from polcorp.reading.folding import fold
from polcorp.reading.paths import Vocabulary

_CODE = re.compile("[a-z]{2,3}")
#: What is less like a known name than this is no slip for it.
_ALIKE = 0.7


def is_code(text: str) -> bool:
    """Return whether *text* may be the code of a language."""
    return _CODE.fullmatch(text) is not None


class FieldValues(LexiconRow):
    """The values of each field that has a closed list, with their other names."""

    doc_type: dict[str, tuple[str, ...]]
    speaker: dict[str, tuple[str, ...]]


class PathWords(LexiconRow):
    """Words in the names of folders and files, folded; see ``paths.toml``."""

    common: frozenset[str]
    fillers: frozenset[str]


@cache
def load_field_values() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the other names of each value of ``doc_type`` and ``speaker``.

    Raises:
        DataFileError: the file breaks its schema.
    """
    path = data_dir() / "field_values.toml"
    return validate(path, "field_values", read_toml(path), FieldValues).model_dump()


class Languages(RootModel[dict[str, tuple[str, ...]]]):
    """The names of each language, by its code."""


@cache
def load_languages() -> dict[str, str]:
    """Return the code of each language by its names, folded.

    Raises:
        DataFileError: the file breaks its schema.
    """
    path = data_dir() / "languages.toml"
    names = validate(path, "languages", read_toml(path), Languages).root
    return {fold(name): code for code, called in names.items() for name in (code, *called)}


def resolve(field: str, text: str) -> str | None:
    """Return the value of *field* that *text* names in any way, or None where no list has it.

    A field without a list, such as ``title``, takes any text as it is.

    >>> resolve("party", "centern"), resolve("municipality", "Årjängs kommun")
    ('C', 'Årjäng')
    >>> resolve("doc_type", "Valmanifest"), resolve("date", "21.03.2018")
    ('programme', '2018-03-21')
    """
    words, text = text, clean(text)
    if field == "party":
        return resolve_party(text) or _folded_parties().get(fold(text))
    if field == "municipality":
        return resolve_municipality(text)
    if field == "region":
        return resolve_region(text)
    if field == "date":
        return iso_date(text)
    if field == "language":
        code = text.casefold()
        return load_languages().get(fold(text)) or (code if is_code(code) else None)
    if field in load_field_values():
        return _closed_list(field).get(fold(text))
    return words


def nearest_values(field: str, text: str) -> tuple[str, ...]:
    """Return what *text* may be a slip for: abbreviation and name of a party, else the value."""
    known = _values_by_name(field)
    near = nearest(text, known, n=1, cutoff=_ALIKE)
    names = [*(known[name] for name in near), *(near if field == "party" else ())]
    if not names and field in load_field_values():
        names = list(load_field_values()[field])
    return tuple(dict.fromkeys(names))


def _values_by_name(field: str) -> dict[str, str]:
    """Map the names that a person may have meant to the values of *field*."""
    if field == "party":
        return {name: p.abbr for p in load_parties() for name in (p.abbr, *p.names)}
    if field == "municipality":
        return {m.name: m.name for m in load_municipalities()}
    if field == "region":
        return {name: r.region for r in load_regions() for name in (r.region, r.county)}
    if field == "language":
        return load_languages()
    return _closed_list(field)


@cache
def _closed_list(field: str) -> dict[str, str]:
    """Map every name of a value of *field*, folded, to the value."""
    return {
        fold(name): value
        for value, names in load_field_values()[field].items()
        for name in (value, *names)
    }


@cache
def _folded_parties() -> dict[str, str]:
    """Map the names of the parties without accents to the abbreviation; earlier ones win."""
    table: dict[str, str] = {}
    for party in load_parties():
        for name in party.names:
            table.setdefault(fold(name), party.abbr)
    return table


@cache
def path_vocabulary() -> Vocabulary:
    """Return the names that count in paths: parties, municipalities, regions and counties.

    Abbreviations of one letter, and those of parties outside the Riksdag, count only as openers;
    names that are alike without accents do not count.
    """
    parties: dict[str, str] = {}
    openers: set[str] = set()
    for party in load_parties():
        for name in (party.abbr, *party.names):
            if len(fold(name)) > 1 or name.isalpha():  # «F!» is no F
                parties.setdefault(fold(name), party.abbr)
        if len(party.abbr) == 1 or (party.level != "riksdag" and party.abbr != party.name):
            openers.add(fold(party.abbr))
    regions = {fold(name): r.region for r in load_regions() for name in (r.region, r.county)}
    path = data_dir() / "paths.toml"
    words = validate(path, "paths", read_toml(path), PathWords)
    return Vocabulary(
        names={"party": parties, "municipality": folded_municipalities(), "region": regions},
        openers=frozenset(openers),
        common=words.common,
        kinds=words.fillers | frozenset(_closed_list("doc_type")),
        is_goal=is_goal,
    )
