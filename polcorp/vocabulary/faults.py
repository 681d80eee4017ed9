"""What rooms below the tables say of faults, in the language of whoever reads it.

They say it in English, since it is stored, or sent from one process to another;
``faults_sv.toml`` has the same in Swedish.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from string import Formatter

from polcorp.vocabulary.messages import language_spoken

#: What stands between a fault and its place, cause or cure.
_BETWEEN = re.compile(r"[:;] ")


@cache
def faults() -> dict[str, str]:
    """Return what ``faults_sv.toml`` holds: the Swedish for each English text."""
    text = (files("polcorp.vocabulary") / "faults_sv.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def as_read(told: str) -> str:
    """Return what is *told* of a fault in the language that is spoken; what is no such text, as it is.

    >>> from polcorp.vocabulary.messages import speaking
    >>> with speaking("sv"):
    ...     as_read("a.txt: larger than 64 MiB"), as_read("kommunen: 3")
    ('a.txt: större än 64 MiB', 'kommunen: 3')
    """
    return told if language_spoken() == "en" else _swedish(told)


def _swedish(told: str) -> str:
    """Return *told* in Swedish: whole, or each part of it that is known."""
    if (whole := _known(told)) is not None:
        return whole
    for match in _BETWEEN.finditer(told):
        before, after = told[: match.start()], told[match.end() :]
        head, tail = _known(before), _known(after)
        if head is not None or tail is not None:
            return f"{head or _swedish(before)}{match[0]}{tail or _swedish(after)}"
    return told


def _known(told: str) -> str | None:
    """Return the Swedish for *told* if one of the texts is all of it."""
    for pattern, swedish in _patterns():
        if match := pattern.fullmatch(told):
            values = {name: _swedish(value) for name, value in match.groupdict().items()}
            return swedish.format_map(values)
    return None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return what matches each English text, and the Swedish, the most words first."""
    ordered = sorted(faults().items(), key=lambda said: -len(re.sub(r"\{\w+\}", "", said[0])))
    return tuple(
        (re.compile(_pattern(english), re.DOTALL), swedish) for english, swedish in ordered
    )


def _pattern(template: str) -> str:
    """Return a regular expression for *template* with any values."""
    return "".join(
        re.escape(literal) + (f"(?P<{name}>.*?)" if name else "")
        for literal, name, _, _ in Formatter().parse(template)
    )
