"""Signs of what kind of document a text is."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from polcorp.lexicons.files import LexiconRow, data_dir, read_toml, validate
from polcorp.lexicons.needed_letters import Needed, needed_letters
from polcorp.lexicons.word_lists import fill, word_pattern

DocType = Literal["motion", "press", "article", "programme"]


class Sign(LexiconRow):
    """One sign; the file's header says what the keys are."""

    doc_type: DocType
    points: float
    in_page_text: float = 1.0
    pattern: str
    case: bool = False


class DocTypeSigns(LexiconRow):
    """All signs, in the order of the file."""

    sign: tuple[Sign, ...]


@cache
def doc_type_signs() -> tuple[tuple[Sign, re.Pattern[str], Needed], ...]:
    """Return the signs that come with the package, each with its pattern filled and the letters that it needs.

    Raises:
        DataFileError: the file breaks its schema.
    """
    path = data_dir() / "doc_types.toml"
    signs = validate(path, "signs of types", read_toml(path), DocTypeSigns).sign
    return tuple(
        (
            sign,
            word_pattern(sign.pattern, 0 if sign.case else re.IGNORECASE),
            needed_letters(fill(sign.pattern)),
        )
        for sign in signs
    )
