"""The lexicon of named actors: one entry per surface form, from all the files that name somebody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from polcorp.content_hash import content_hash
from polcorp.errors import DataFileError
from polcorp.lexicons.dictionary import is_known, lemmatize
from polcorp.lexicons.files import LexiconRow, Many, data_dir, read_csv, read_csv_lines
from polcorp.lexicons.kept import kept
from polcorp.lexicons.names import load_given_names, load_surnames
from polcorp.lexicons.parties import Party, load_alliances, load_parties
from polcorp.lexicons.places import load_municipalities, load_places, load_regions
from polcorp.lexicons.word_lists import word_pattern
from polcorp.vocabulary.actor_types import ActorType

Match = Literal["exact", "amid", "capital", "any"]


class ActorRow(LexiconRow):
    """A row of ``actors.csv`` or ``authorities.csv``; see the lexicons' README for the columns."""

    canonical: str
    type: ActorType
    aliases: Many = ()
    match: Match = "capital"
    requires: Many = ()
    excludes: Many = ()
    wikidata: str | None = None
    note: str = ""


class CommitteeRow(LexiconRow):
    """A committee's name in lower case; ``default`` says whether it counts as a name."""

    name: str
    canonical: str
    default: bool = True


class Form(NamedTuple):
    """One surface form of an actor with the conditions under which it counts."""

    surface: str
    canonical: str
    type: ActorType
    match: Match = "capital"
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    place_context: bool = False  # a vague place: opens a sentence only with a sign of place
    mid_sentence: bool = False  # a vague name: where a sentence opens its capital says nothing
    wikidata: str | None = None
    source: Literal["lexicon", "user"] = "lexicon"
    entry: str = ""


def forms_of_rows(
    rows: Iterable[ActorRow], source: Literal["lexicon", "user"] = "lexicon", entry: str = "actor"
) -> Iterator[Form]:
    """Yield the surface forms of rows of an actor lexicon."""
    for row in rows:
        for surface in dict.fromkeys((row.canonical, *row.aliases)):
            yield Form(
                surface,
                row.canonical,
                row.type,
                match="exact" if _is_case_bound(surface) and row.match != "amid" else row.match,
                requires=tuple(word.lower() for word in row.requires),
                excludes=tuple(word.lower() for word in row.excludes),
                wikidata=row.wikidata,
                source=source,
                entry=f"{entry}:{row.canonical}",
            )


def _is_case_bound(surface: str) -> bool:
    """Return whether case alone tells a short name from a word: «HaV» and «FAR», not «hav», «far»."""
    return len(surface) <= 4 or (" " not in surface and sum(c.isupper() for c in surface) >= 2)


def _is_plainly_party(surface: str) -> bool:
    """Return whether a name is a party's in lower case as well: «miljöpartiet»."""
    return surface.lower().endswith(("partiet", "demokraterna", "feministiskt initiativ"))


def _is_railway(surface: str) -> bool:
    """Return whether a place is one that is written without a capital as well: «tvärbanan»."""
    return surface.endswith("banan") and " " not in surface


def _party_forms(party: Party) -> Iterator[Form]:
    """Yield names, old names and members' names; bare abbreviations are left to context."""
    sure = dict.fromkeys((party.name, *party.aliases, *party.old_names))
    for surface in sure:
        if len(surface) <= 3:
            continue
        vague = surface in party.ambiguous_names
        if not vague or party.level == "riksdag":
            yield Form(
                surface,
                party.name,
                "PARTY",
                match="any" if _is_plainly_party(surface) and not vague else "capital",
                mid_sentence=vague,
                wikidata=party.wikidata,
                entry="party",
            )
    for surface in party.members:
        if surface not in party.ambiguous_members:
            yield Form(
                surface, party.name, "PARTY", match="any", wikidata=party.wikidata, entry="members"
            )


def _place_forms() -> Iterator[Form]:
    for m in load_municipalities():
        vague = bool(m.ambiguous)
        yield Form(
            m.name, m.name, "GPE", place_context=vague, wikidata=m.wikidata, entry="municipality"
        )
        kinds = ("kommun", "stad") if m.kind == "stad" else ("kommun",)
        for kind in kinds:
            for base in dict.fromkeys((m.before_kommun, m.genitive)):
                official = f"{m.before_kommun} {kind}"
                for suffix in dict.fromkeys((kind, kind.capitalize())):
                    yield Form(
                        f"{base} {suffix}",
                        official,
                        "GPE",
                        wikidata=m.wikidata,
                        entry="municipality",
                    )
    for r in load_regions():
        yield Form(r.county, r.county, "GPE", wikidata=r.wikidata, entry="county")
        for surface in (r.region, *r.aliases):
            body = surface.startswith(("Region ", "Landstinget "))
            yield Form(
                surface,
                r.region,
                "GPE",
                match="any" if body else "capital",
                wikidata=r.region_wikidata,
                entry="region",
            )
    for p in load_places():
        for surface in (p.canonical, *p.aliases):
            short = len(surface) <= 4 and surface.isupper()
            yield Form(
                surface,
                p.canonical,
                p.type,
                match="exact" if short else "any" if _is_railway(surface) else "capital",
                place_context=bool(p.ambiguous),
                wikidata=p.wikidata,
                entry="place",
            )


def _committee_forms() -> Iterator[Form]:
    for row in read_csv(data_dir() / "committees.csv", CommitteeRow):
        if row.default:
            yield Form(row.name, row.canonical, "AUTHORITY", match="any", entry="committee")


#: What the packaged forms are made of: files of lexicons, and the modules that read them.
_SOURCES = (
    *(f"data/{name}.csv" for name in ("parties", "alliances", "actors", "authorities")),
    *(f"data/{name}.csv" for name in ("committees", "municipalities", "regions", "places")),
    *(f"{name}.py" for name in ("actors", "files", "parties", "places")),
)


@cache
def packaged_forms() -> tuple[Form, ...]:
    """Return every surface form of the lexicons that come with the package.

    They are worked out once, and kept: reading and checking nine thousand rows takes a tenth of a second.
    """
    folder = data_dir().parent
    source = content_hash(folder, (folder / name for name in _SOURCES))
    rows = kept("forms", source, lambda: list(map(list, read_packaged_forms())))
    return tuple(_kept_form(*row) for row in rows)


def _kept_form(
    surface: str,
    canonical: str,
    kind: ActorType,
    match: Match,
    requires: list[str],
    excludes: list[str],
    *others: Any,
) -> Form:
    """Return the form with these values, which JSON gives with lists for tuples."""
    return Form(surface, canonical, kind, match, tuple(requires), tuple(excludes), *others)


def read_packaged_forms() -> tuple[Form, ...]:
    """Read and check the packaged lexicons; :func:`packaged_forms` gives the same sooner.

    Raises:
        DataFileError: a file is missing or breaks its schema; names file and line.
    """
    forms: list[Form] = []
    for party in load_parties():
        forms += _party_forms(party)
    for alliance in load_alliances():
        if not alliance.ambiguous or alliance.ambiguous == "0":
            names = (alliance.name, *alliance.aliases)
            forms += [Form(name, alliance.name, "PARTY", entry="alliance") for name in names]
    forms += forms_of_rows(read_csv(data_dir() / "actors.csv", ActorRow))
    forms += forms_of_rows(read_csv(data_dir() / "authorities.csv", ActorRow), entry="authority")
    forms += _committee_forms()
    forms += _place_forms()
    return tuple(forms)


class UserActorRow(LexiconRow):
    """A row of the user's own ``actors.csv``: canonical, type, aliases, note."""

    canonical: str
    type: ActorType
    aliases: Many = ()
    match: Match = "any"
    note: str = ""
    wikidata: str | None = None


def read_user_actors(path: Path) -> tuple[Form, ...]:
    """Read the user's actors, which go before the lexicon's.

    Raises:
        DataFileError: the file is missing or a row breaks the schema; names file and line.
    """
    seen: dict[str, int] = {}
    forms: list[Form] = []
    for line, row in read_csv_lines(path, UserActorRow):
        for surface in dict.fromkeys((row.canonical, *row.aliases)):
            other = seen.setdefault(surface, line)
            if other != line:
                raise DataFileError(path, line, f"«{surface}» is already given on line {other}")
            forms.append(
                Form(
                    surface,
                    row.canonical,
                    row.type,
                    match=row.match,
                    wikidata=row.wikidata,
                    source="user",
                    entry=f"user:{row.canonical}",
                )
            )
    return tuple(forms)


#: Words that cannot be what a genitive owns: before them a final s is the name's own.
_NO_HEAD = word_pattern(r"\s*(?:$|[.,;:!?)”\"»–—]|(?:{names:owns_nothing}|\w{3,}(?:ades|des))\b)")


def canonical_of(text: str, start: int, end: int) -> str:
    """Return the canonical form of an unlisted name that is at *start* to *end* in *text*.

    A final -s is a genitive only where something follows that it can own.
    """
    name = " ".join(text[start:end].split())
    return name if _NO_HEAD.match(text, end) else nominative(name)


#: Last parts of names with an s of their own that are too short to look up.
_SHORT_HEADS = ("hus", "näs", "ås", "ljus", "gräs", "fritids")


@lru_cache(maxsize=50_000)
def nominative(name: str) -> str:
    """Return *name* without the genitive -s of a name («Liberalernas» → «Liberalerna»).

    Only for names that no lexicon knows. Names whose last word has an s of its own keep it:
    «Gävle sjukhus», «Kvinnojouren Iris», «Borås».
    """
    if name.endswith(":s"):
        return name[:-2]
    last = name.rsplit(" ", maxsplit=1)[-1]
    if len(name) <= 3 or name.isupper() or not re.search(r"[^sxzS]s$", name):
        return name
    if last in load_given_names() or last in load_surnames() or _ends_in_own_s(last.lower()):
        return name
    return name[:-1]


def _ends_in_own_s(word: str) -> bool:
    """Return whether a dictionary word, or the last part of a compound, is a noun in -s."""
    if word.endswith(_SHORT_HEADS):
        return True
    for start in sorted({0, *range(max(0, len(word) - 9), len(word) - 3)}):
        part = word[start:]
        known = is_known(part) and not is_known(part[:-1])
        if known and lemmatize(part) == part:
            return True
    return False
