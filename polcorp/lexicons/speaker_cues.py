"""Signs of who speaks on a page: labels, words, where a name occurs, and rows of parties."""

from __future__ import annotations

import re
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, get_args

from polcorp.errors import DataFileError
from polcorp.lexicons.files import LexiconRow, data_dir, read_toml, validate

#: The kinds of speakers that a sign can speak for; a party is found by its name.
Kind = Literal["authority", "media", "association", "company", "person"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Where = Literal["cell", "top", "end", "text"]


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
