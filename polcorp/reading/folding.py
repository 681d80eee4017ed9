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


def composed(text: str) -> str:
    r"""Return *text* with composed letters and without invisible marks, as names are compared.

    >>> composed("ho\u0308\u00adst.txt")
    'höst.txt'
    """
    visible = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return unicodedata.normalize("NFC", visible)


def plain_letters(text: str) -> str:
    """Return *text* with each letter that has a mark as the plain one, of the same length.

    >>> plain_letters("på Öland, Bjørn och Æ")
    'pa Oland, Bjorn och A'
    """
    return text if text.isascii() else text.translate(_PLAIN)


class _Plain(dict[int, str]):
    """The plain letter of each code point, found when it is first asked for."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = "".join(
            part for part in unicodedata.normalize("NFD", char) if not unicodedata.combining(part)
        ).translate(_IN_BOTH_CASES)
        self[code] = plain if len(plain) == 1 else char
        return self[code]


_PLAIN = _Plain()
_IN_BOTH_CASES = _LETTERS | {ord(chr(code).upper()): _LETTERS[code].upper() for code in _LETTERS}
