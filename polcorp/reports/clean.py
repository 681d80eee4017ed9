"""Making text from anywhere safe to print and safe to open in a spreadsheet."""

from __future__ import annotations

import re

from polcorp.reading.sheet import OPENS_FORMULA

_UNSEEN = "\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
_BLANKS = re.compile(rf"\s[\s{_UNSEEN}]*")
#: What stands for nothing on a line: white space and signs that no one sees.
INVISIBLE_SIGNS = " \t\r\n\x0b\x0c\u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def printable(text: str) -> str:
    """Return *text* on one line, with nothing that could steer a terminal.

    White space becomes single blanks, soft hyphens and marks of writing direction go, and a
    control character is shown as its symbol («␛»). Only for the eye: exports keep the text.
    """
    return _CONTROL.sub(_symbol, _INVISIBLE.sub("", _BLANKS.sub(" ", text))).strip()


def visible(text: str) -> str:
    """Return *text* with its blanks as they are, and nothing that could steer a terminal."""
    return _CONTROL.sub(_symbol, _INVISIBLE.sub("", text.replace("\t", "    ")))


def not_a_formula(text: str) -> str:
    """Return *text* such that a spreadsheet takes it for text: an apostrophe goes before a sign."""
    return "'" + text if text.startswith(OPENS_FORMULA) else text


def _symbol(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "�"
