"""What is known of the documents besides their text: the user's table, patterns of paths, paths.

The table goes before what a row gives of its own text, that before the patterns, and all before the text. What folders and file names say
without a pattern is weak evidence, which the pipeline uses where the text says little
(:mod:`polcorp.pipeline.metadata.component`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from polcorp.errors import PolcorpError
from polcorp.ingest.options import Options
from polcorp.lexicons.actors import read_user_actors
from polcorp.lexicons.resolving import nearest_values, path_vocabulary, resolve
from polcorp.reading.metadata import Metadata, read_metadata
from polcorp.reading.path_patterns import PathPattern, read_pattern
from polcorp.reading.paths import PATH, PathValues, path_values
from polcorp.user_files import DEFAULT_FOLDER, UserFiles
from polcorp.vocabulary.document_fields import FIELDS

#: A path, or a line of the table.
_Place = TypeVar("_Place", str, int)

#: Fields besides ``FIELDS`` whose values are resolved where a table or a pattern has them.
_ALSO_RESOLVED = ("speaker",)


@dataclass
class Known:
    """What is given of each path, and what there is to tell the user about it.

    *wrong* are the remarks for which ``--strict`` refuses the ingest, *notes* the others.
    """

    given: dict[str, dict[str, str]] = field(default_factory=dict)
    unmatched_rows: list[str] = field(default_factory=list)
    unmatched_paths: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def remarks(self) -> list[str]:
        """Return all that is to be told."""
        return self.notes + self.wrong


@dataclass(frozen=True)
class Sources:
    """Where it is known from: a table, patterns of paths, and what to say about them."""

    options: Options
    table: Metadata | None
    patterns: tuple[PathPattern, ...]
    own_parties: Mapping[str, str]
    notes: tuple[str, ...]

    def known(
        self,
        paths: Iterable[str],
        ids: Mapping[str, str],
        rows: Mapping[str, Mapping[str, str]] | None = None,
    ) -> Known:
        """Return what is known of the documents at *paths*.

        *ids* are the paths of other names that a row of the table may have for them, *rows* what is
        beside a text that is itself in a row, by path.

        Raises:
            PolcorpError: a value is wrong and the options are strict.
        """
        paths = list(paths)
        known = Known(notes=list(self.notes))
        values = _Values(self.own_parties)
        _from_paths(paths, self.patterns, known, values, weak=self.options.path_evidence)
        _from_rows(rows or {}, known, values)
        if self.table is not None:
            _from_table(self.table, paths, ids, known, values)
        if self.options.strict and known.wrong:
            more = len(known.wrong) - 1
            rest = f"; and {more} more, which an ingest without --strict lists" if more else ""
            raise PolcorpError(f"{known.wrong[0]}{rest}")
        return known


def read_sources(options: Options) -> Sources:
    """Read the table and the patterns that *options* name, or the usual table.

    Raises:
        PolcorpError: a pattern or the table cannot be read.
    """
    files = UserFiles(options.user_dir or DEFAULT_FOLDER)
    table, note = (options.metadata, "") if options.metadata else files.metadata
    return Sources(
        options=options,
        table=read_metadata(table) if table is not None else None,
        patterns=tuple(read_pattern(text) for text in options.path_patterns),
        own_parties=_own_parties(files.actors),
        notes=(note,) if note else (),
    )


def _own_parties(actors: Path | None) -> dict[str, str]:
    """Return the parties of the user's own *actors*: the name of each, in any wording."""
    forms = read_user_actors(actors) if actors is not None else ()
    return {form.surface.casefold(): form.canonical for form in forms if form.type == "PARTY"}


class _Values:
    """Resolves the values of fields."""

    def __init__(self, own_parties: Mapping[str, str]) -> None:
        self._own = own_parties
        self._known: dict[tuple[str, str], str | None] = {}

    def resolve(self, name: str, text: str) -> str | None:
        """Return *text* as the corpus has it, or None where no list has it."""
        if name not in FIELDS and name not in _ALSO_RESOLVED:
            return text
        if (name, text) not in self._known:
            own = self._own.get(text.casefold()) if name == "party" else None
            self._known[name, text] = own or resolve(name, text)
        return self._known[name, text]

    def resolved(
        self, values: Mapping[str, str], place: _Place, unknown: dict[tuple[str, str], list[_Place]]
    ) -> dict[str, str]:
        """Return *values* as the corpus has them, noting the *unknown*; no date is left out."""
        result = {}
        for name, text in values.items():
            known = self.resolve(name, text)
            if known is None:
                unknown.setdefault((name, text), []).append(place)
            if known is not None or name != "date":
                result[name] = known or text
        return result


def _problems(unknown: Mapping[tuple[str, str], list[_Place]]) -> Iterator[tuple[_Place, str, str]]:
    """Yield for each unknown value where it was met first, how often else, and what is wrong."""
    for (name, text), places in unknown.items():
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        yield places[0], more, _problem(name, text)


def _problem(name: str, text: str) -> str:
    if name == "date":
        return f"date «{text}» is left out: give 2018, 2018-03 or 2018-03-21"
    near = ", ".join(nearest_values(name, text))
    return f"{name.replace('_', ' ')} «{text}» is not known{f' ({near}?)' if near else ''}"


def _from_paths(
    paths: Iterable[str],
    patterns: Sequence[PathPattern],
    known: Known,
    values: _Values,
    *,
    weak: bool,
) -> None:
    """Note what the patterns say of each path, else (if *weak*) its folders and its name."""
    unknown: dict[tuple[str, str], list[str]] = {}
    for path in paths:
        found = _by_pattern(path, patterns, values)
        if found is not None:
            pattern, texts = found
            given = values.resolved(texts, path, unknown)
            sure = PathValues(pattern.shown(path), sure=tuple(given))
            known.given[path] = {**given, PATH: sure.as_json()}
            continue
        if patterns:
            known.unmatched_paths.append(path)
        evidence = path_values(path, path_vocabulary()) if weak else None
        if evidence is not None:
            known.given[path] = {PATH: evidence.as_json()}
    known.wrong += [f"{path}{more}: {problem}" for path, more, problem in _problems(unknown)]


def _by_pattern(
    path: str, patterns: Iterable[PathPattern], values: _Values
) -> tuple[PathPattern, dict[str, str]] | None:
    """Return the first pattern that fits and the values that it finds."""
    for pattern in patterns:
        found = pattern.match(path, values.resolve)
        if found is not None:
            return pattern, found
    return None


def _from_rows(rows: Mapping[str, Mapping[str, str]], known: Known, values: _Values) -> None:
    """Let what is beside a text in a row go before what its path says."""
    unknown: dict[tuple[str, str], list[str]] = {}
    for path, row in rows.items():
        known.given[path] = _over(known.given.pop(path, {}), values.resolved(row, path, unknown))
    known.wrong += [f"{path}{more}: {problem}" for path, more, problem in _problems(unknown)]


def _from_table(
    metadata: Metadata,
    paths: Iterable[str],
    ids: Mapping[str, str],
    known: Known,
    values: _Values,
) -> None:
    """Let the rows of the table go before what the paths say."""
    matches = metadata.match(paths, ids)
    known.unmatched_rows = matches.unmatched
    unknown: dict[tuple[str, str], list[int]] = {}
    given = {row.line: values.resolved(row.values, row.line, unknown) for row in metadata.rows}
    remarks = [(each.line, "", each.problem) for each in (*metadata.remarks, *matches.remarks)]
    known.wrong += [
        f"{metadata.name}, line {line}{more}: {problem}"
        for line, more, problem in sorted([*remarks, *_problems(unknown)])
    ]
    for path, row in matches.rows.items():
        both = _over(known.given.pop(path, {}), given[row.line])
        if both:
            known.given[path] = both


def _over(before: Mapping[str, str], mine: Mapping[str, str]) -> dict[str, str]:
    """Return what the table gives (*mine*) and, of what the path says, the rest."""
    result = {**before, **mine}
    path = result.pop(PATH, None)
    if path is not None:
        found = PathValues.of(before)
        sure = tuple(name for name in found.sure if name not in mine)
        guess = {name: value for name, value in found.guess.items() if name not in mine}
        if sure or guess:
            result[PATH] = PathValues(found.shown, sure, guess).as_json()
    return result
