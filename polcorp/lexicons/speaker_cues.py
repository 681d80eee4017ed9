"""Signs of who speaks on a page: labels, words, where a name occurs, and rows of parties."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, get_args

from polcorp.errors import DataFileError
from polcorp.lexicons.files import LexiconRow, data_dir, read_toml, validate
from polcorp.lexicons.needed_letters import Needed, needed_letters

#: The kinds of speakers that a sign can speak for; a party is found by its name.
Kind = Literal["authority", "media", "association", "company", "person"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Where = Literal["cell", "top", "end", "text"]


#: Lines and entries are brought together by this many first characters.
_OPENING = 2


class Cue(LexiconRow):
    """One kind of sign: the words, where they count, and for or against whom.

    The file's own header says how ``words`` are written and what the places are.
    """

    name: str
    weights: dict[Kind, float]
    where: Where
    words: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The words as one regular expression; of a line it must fit the beginning."""
        if self.where == "text":
            return re.compile("|".join(self.words))
        return re.compile("|".join(map(_line_pattern, self.words)), re.IGNORECASE)

    @cached_property
    def needed(self) -> Needed:
        """Pieces of letters of which running text with a match holds one, in lower case."""
        return needed_letters("|".join(self.words))


class LineCues:
    """Finds which of some cues a line begins with, without trying every one on it."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        """Index *cues* by what their entries begin with; those of patterns have one pattern in common."""
        self._cues = cues
        self._plain: dict[str, set[int]] = defaultdict(set)
        self._patterned: set[int] = set()
        patterns: list[str] = []
        for number, cue in enumerate(cues):
            for entry in cue.words:
                plain = entry.removeprefix("=")
                if entry.startswith("~") or len(plain) < _OPENING:
                    patterns.append(_line_pattern(entry))
                    self._patterned.add(number)
                else:
                    self._plain[_opening(plain)].add(number)
        self._any_pattern = re.compile("|".join(patterns) or r"(?!)", re.IGNORECASE)

    def first(self, lines: Iterable[str]) -> dict[int, str]:
        """Return the words of the first line that fits each cue, by the cue's place in the sequence."""
        found: dict[int, str] = {}
        for line in lines:
            for number in self._candidates(line):
                if number not in found and (match := self._cues[number].pattern.match(line)):
                    found[number] = match.group()
        return found

    def _candidates(self, line: str) -> Iterable[int]:
        """Return the cues that a line may begin with."""
        plain = self._plain.get(_opening(line), set())
        return plain | self._patterned if self._any_pattern.match(line) else plain


def _opening(text: str) -> str:
    """Return the first letters of an entry or a line, by which they are brought together."""
    return text[:_OPENING].lower()


class NamePoints(LexiconRow):
    """Points for a name by where it occurs."""

    masthead: float
    we: float
    title: float
    statement: float
    signed: float
    said: float
    acts: float
    reports: float
    reports_one: float
    i_and_mine: float
    byline: float
    often: float
    often_and_we: float
    does: tuple[str, ...]
    statements: tuple[str, ...]
    says: tuple[str, ...]
    offices: tuple[str, ...]


class Together(LexiconRow):
    """Words by which several parties speak as one; the file says what each list is for."""

    asks: tuple[str, ...]
    papers: tuple[str, ...]
    ours: tuple[str, ...]
    apart: tuple[str, ...]


class SpeakerCues(LexiconRow):
    """All signs of who speaks."""

    cue: tuple[Cue, ...]
    names: NamePoints
    together: Together

    @cached_property
    def of_lines(self) -> dict[Where, tuple[list[Cue], LineCues]]:
        """The cues of each place but running text, and what finds them there."""
        places: dict[Where, list[Cue]] = defaultdict(list)
        for cue in self.cue:
            if cue.where != "text":
                places[cue.where].append(cue)
        return {where: (cues, LineCues(cues)) for where, cues in places.items()}


@cache
def load_speaker_cues() -> SpeakerCues:
    """Return the lexicon that comes with the package.

    Raises:
        DataFileError: the file breaks its schema.
    """
    return read_speaker_cues(data_dir() / "speaker_cues.toml")


def read_speaker_cues(path: Path) -> SpeakerCues:
    """Read a lexicon of signs.

    Raises:
        DataFileError: the file is missing, not TOML, breaks the schema, or a pattern is none.
    """
    cues = validate(path, "signs of who speaks", read_toml(path), SpeakerCues)
    if path.parent != data_dir():  # patterns of the package are compiled when they are used
        for cue in cues.cue:
            try:
                _ = cue.pattern
            except re.error as error:
                raise DataFileError(
                    path, None, f"cue «{cue.name}»: bad pattern ({error})"
                ) from error
    return cues


def _line_pattern(entry: str) -> str:
    """Return the regular expression of an entry for lines."""
    if entry.startswith("~"):
        return f"(?:{entry[1:]})"
    if entry.startswith("="):
        return re.escape(entry[1:]) + r"[ .:!»›>→]*$"
    return re.escape(entry) + (r"(?!\w)" if entry[-1].isalnum() else "")
