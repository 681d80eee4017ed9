"""The lexicon of web-page text: fixed blocks of the parties' site templates."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

from polcorp.lexicons.files import LexiconRow, data_dir, read_toml, validate

Extent = Literal["line", "paragraph", "to_blank", "to_heading", "to_end"]


class Block(LexiconRow):
    """One kind of block: how it starts, what continues it, how far it reaches.

    ``starts`` are beginnings of lines, compared without regard to case and runs of blanks; one
    with a leading ``=`` is a whole line. ``continues`` are regular expressions that later lines
    must match to belong to the block.
    """

    name: str
    kind: str
    starts: tuple[str, ...]
    continues: tuple[str, ...] = ()
    extent: Extent = "line"
    parties: tuple[str, ...] = ()


class BoilerplateLexicon:
    """Looks up which block a line opens."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        """Index *blocks* by whole line and by first word."""
        self._whole: dict[str, Block] = {}
        self._starts: dict[str, list[tuple[str, Block]]] = {}
        self._continues: dict[str, re.Pattern[str]] = {}
        for block in blocks:
            if block.continues:
                joined = "|".join(f"(?:{pattern})" for pattern in block.continues)
                self._continues[block.name] = re.compile(joined, re.IGNORECASE)
            for start in block.starts:
                folded = fold(start.removeprefix("="))
                if start.startswith("="):
                    self._whole.setdefault(folded, block)
                elif folded:
                    self._starts.setdefault(folded.split(" ")[0], []).append((folded, block))

        glued = [
            re.escape(start) for block in blocks for start in block.starts
            if len(start.split()) >= 2 and start[:1].isupper()
        ]
        glued.sort(key=lambda start: (-len(start), start))
        self._glued = re.compile(rf"(?<=[a-zåäö0-9.!?])(?:{'|'.join(glued)})") if glued else None

    def glued(self, text: str, start: int, end: int) -> list[int]:
        """Return where a block begins inside a line, glued to the word or full stop before it."""
        if self._glued is None:
            return []
        return [match.start() for match in self._glued.finditer(text, start + 1, end)]

    def opens(self, line: str) -> Block | None:
        """Return the block that *line* opens, or None."""
        folded = fold(line)
        if not folded:
            return None
        whole = self._whole.get(folded) or self._whole.get(folded.rstrip(" .:!»›>→"))
        if whole is not None:
            return whole
        for start, block in self._starts.get(folded.split(" ")[0], ()):
            after = folded[len(start) : len(start) + 1]
            if folded.startswith(start) and not (start[-1:].isalnum() and after.isalnum()):
                return block
        return None

    def continues(self, block: Block, line: str) -> bool:
        """Tell whether *line* carries on *block* by one of its ``continues`` patterns."""
        pattern = self._continues.get(block.name)
        return pattern is not None and pattern.search(line) is not None


def fold(line: str) -> str:
    """Return *line* in lower case with single blanks, for comparing."""
    return " ".join(line.casefold().split())


def read_boilerplate(path: Path) -> tuple[Block, ...]:
    """Read a boilerplate lexicon.

    Raises:
        DataFileError: the file is missing, not TOML, or a block breaks the schema.
    """
    blocks = []
    for number, item in enumerate(read_toml(path).get("block", []), start=1):
        block = validate(path, f"block {number}", item, Block)
        for pattern in block.continues:
            _check_regex(path, block.name, pattern)
        blocks.append(block)
    return tuple(blocks)


def _check_regex(path: Path, name: str, pattern: str) -> None:
    from polcorp.errors import DataFileError

    try:
        re.compile(pattern)
    except re.error as error:
        raise DataFileError(path, None, f"block «{name}»: bad pattern ({error})") from error


@cache
def load_boilerplate() -> BoilerplateLexicon:
    """Return the lexicon that comes with the package."""
    return BoilerplateLexicon(read_boilerplate(data_dir() / "boilerplate.toml"))
