"""One form for names that are written with and without accents, blanks, hyphens or underscores."""

from __future__ import annotations

import re
import unicodedata

_BETWEEN = re.compile(r"[\W_]+")
_LETTERS = str.maketrans({"ø": "o", "æ": "a", "ð": "d", "ł": "l"})


def fold(text: str) -> str:
    """Return *text* in lower case and plain letters, its words parted by single blanks.

    >>> fold("Upplands-Väsby"), fold("Malung_Sälen")
    ('upplands vasby', 'malung salen')
    """
    plain = unicodedata.normalize("NFKD", text).casefold()  # first: «㏆» hides a capital
    letters = unicodedata.normalize("NFKD", plain).translate(_LETTERS)
    plain = "".join(char for char in letters if not unicodedata.combining(char))
    return " ".join(part for part in _BETWEEN.split(plain) if part)
