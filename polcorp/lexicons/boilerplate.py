"""The lexicon of web-page text: fixed blocks of the parties' site templates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

from polcorp.errors import DataFileError
from polcorp.lexicons.files import LexiconRow, data_dir, read_tables, validate
from polcorp.lexicons.user_patterns import user_pattern

Extent = Literal["line", "paragraph", "to_blank", "to_heading", "to_end"]


class Block(LexiconRow):
    """One kind of block: how its first line looks, what continues it, how far it reaches.

    The file's own header says how ``starts`` and ``continues`` are written and what the extents
    mean.
    """

    name: str
    kind: str
    starts: tuple[str, ...]
    extent: Extent = "line"
    continues: tuple[str, ...] = ()
    max_words: int | None = None
    weak: bool = False
    parties: tuple[str, ...] = ()

    @property
    def is_message(self) -> bool:
        """A byline is no boilerplate: it is read for the document's date and author."""
        return self.kind == "byline"

    def pattern(self, entry: str) -> re.Pattern[str]:
        """Return the regular expression of an entry that begins with «~».

        Raises:
            re.error: it is none.
        """
        return re.compile(entry[1:], re.IGNORECASE)

    def allows(self, n_words: int) -> bool:
        """Return whether a first line may have that many words."""
        return self.max_words is None or n_words <= self.max_words


class OwnBlock(Block):
    """One of the user's own blocks: its patterns have a time limit."""

    def pattern(self, entry: str) -> re.Pattern[str]:
        """Return the regular expression of an entry that begins with «~»."""
        return user_pattern(entry[1:], re.IGNORECASE, where=f"block «{self.name}»")


#: A line of more words than this is hardly ever the first of a block.
_LONG_LINE = 30
#: A capital right after a word or a full stop.
_GLUED_CAPITAL = re.compile(r"(?<=[a-zåäö0-9.!?])[A-ZÅÄÖ]")


class LinePatterns:
    """Lines by their whole text, their beginning, or a regular expression; case does not count."""

    def __init__(self, entries: Iterable[tuple[str, Block]]) -> None:
        """Index *entries*: an entry as written in the file, with the block that it stands for."""
        self._whole: dict[str, Block] = {}
        self._starts: dict[str, list[tuple[str, Block]]] = {}
        self._patterns: list[tuple[re.Pattern[str], Block]] = []
        self._long_patterns: list[tuple[re.Pattern[str], Block]] = []
        for entry, block in entries:
            if entry.startswith("~"):
                self._patterns.append((block.pattern(entry), block))
            elif entry.startswith("="):
                self._whole.setdefault(fold(entry[1:]), block)
            else:
                folded = fold(entry)
                self._starts.setdefault(folded.split(" ")[0], []).append((folded, block))

        self._long_patterns = [entry for entry in self._patterns if entry[1].allows(_LONG_LINE + 1)]

    def match(self, folded: str, n_words: int = 0) -> Block | None:
        """Return the block of the first entry that the *folded* line fits, or None.

        Blocks that allow fewer than *n_words* words are left out.
        """
        block = self._whole.get(folded) or self._whole.get(folded.rstrip(" .:!»›>→"))
        if block is not None and block.allows(n_words):
            return block
        for start, candidate in self._starts.get(folded.split(" ", maxsplit=1)[0], ()):
            after = folded[len(start) : len(start) + 1]
            ends = not (start[-1:].isalnum() and after.isalnum())
            if folded.startswith(start) and ends and candidate.allows(n_words):
                return candidate
        patterns = self._long_patterns if n_words > _LONG_LINE else self._patterns
        for pattern, candidate in patterns:
            if candidate.allows(n_words) and pattern.match(folded):
                return candidate
        return None


class BoilerplateLexicon:
    """Looks up which block a line opens or continues."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        """Index *blocks* by the lines that open and continue them."""
        self._opening = LinePatterns((start, block) for block in blocks for start in block.starts)
        self._continuing = {
            block.name: LinePatterns((entry, block) for entry in block.continues)
            for block in blocks
            if block.continues
        }
        self._glued = tuple(
            start.strip()
            for block in blocks
            for start in block.starts
            if len(start.split()) >= 2 and start[:1].isupper() and not block.is_message
        )

    def glued(self, text: str, start: int, end: int) -> list[int]:
        """Return where a block begins inside a line, glued to the word or full stop before it."""
        places = (match.start() for match in _GLUED_CAPITAL.finditer(text, start + 1, end))
        return [place for place in places if text.startswith(self._glued, place, end)]

    def opens_surely(self, line: str) -> bool:
        """Return whether *line* opens a block that needs no other beside it."""
        block = self.opens(line)
        return block is not None and not block.weak and not block.is_message

    def opens(self, line: str) -> Block | None:
        """Return the block that *line* opens, or None."""
        folded = fold(line)
        return self._opening.match(folded, len(folded.split())) if folded else None

    def continues(self, block: Block, line: str) -> bool:
        """Return whether *line* carries on *block* by one of its ``continues`` entries."""
        patterns = self._continuing.get(block.name)
        return patterns is not None and patterns.match(fold(line)) is not None


def fold(line: str) -> str:
    """Return *line* in lower case with single blanks, for comparing."""
    return " ".join(line.casefold().split())


def read_boilerplate(path: Path) -> tuple[Block, ...]:
    """Read a user's lexicon of boilerplate.

    Raises:
        DataFileError: the file is missing, not TOML, or a block breaks the schema.
    """
    return _read(path, OwnBlock)


def _read(path: Path, kind: type[Block]) -> tuple[Block, ...]:
    blocks = []
    for number, (line, item) in enumerate(read_tables(path, "block"), start=1):
        block = validate(path, f"block {number}", item, kind, line)
        if kind is OwnBlock:  # a test tries those of the package
            _check_patterns(path, block)
        blocks.append(block)
    return tuple(blocks)


def _check_patterns(path: Path, block: Block) -> None:
    """Raise DataFileError for an entry that is no regular expression though it says so."""
    for entry in (*block.starts, *block.continues):
        if entry.startswith("~"):
            try:
                block.pattern(entry)
            except re.error as error:
                problem = f"block «{block.name}»: bad pattern «{entry[1:]}» ({error})"
                raise DataFileError(path, None, problem) from error


def load_boilerplate(own: Path | None = None) -> BoilerplateLexicon:
    """Return the lexicon that comes with the package, the user's *own* blocks before its.

    Raises:
        DataFileError: the user's file is missing or breaks the schema.
    """
    if own is None:
        return _packaged()
    return BoilerplateLexicon((*read_boilerplate(own), *_packaged_blocks()))


@cache
def _packaged_blocks() -> tuple[Block, ...]:
    return _read(data_dir() / "boilerplate.toml", Block)


@cache
def _packaged() -> BoilerplateLexicon:
    return BoilerplateLexicon(_packaged_blocks())
