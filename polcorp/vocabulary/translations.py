"""Swedish for texts that are told in English: what is said of faults, and the help.

Faults are said in English where they happen, since that is stored, or sent from one process to
another; help is declared in English with each option. A file has the Swedish for each text.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, cached_property
from importlib.resources import files
from string import Formatter

from polcorp.vocabulary.messages import language_spoken

#: What is between a fault and its place, cause or cure.
_BETWEEN = re.compile(r"[:;] ")


class Translations:
    """The Swedish texts of a file, by the English ones; ``{name}`` is a part that varies."""

    def __init__(self, file: str) -> None:
        """Use the *file* of that name beside this module, which is read when it is needed."""
        self._file = file

    @cached_property
    def texts(self) -> dict[str, str]:
        """Return the Swedish for each English text."""
        text = (files("polcorp.vocabulary") / self._file).read_text(encoding="utf-8")
        return tomllib.loads(text)

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], str]]:
        """Return what matches each English text, and the Swedish, the most words first."""
        order = sorted(self.texts, key=lambda text: -len(re.sub(r"\{\w+\}", "", text)))
        return [(re.compile(_pattern(text), re.DOTALL), self.texts[text]) for text in order]

    def whole(self, told: str) -> str | None:
        """Return *told* in Swedish if one of the texts is all of it, its values in Swedish too."""
        for pattern, swedish in self._patterns:
            if match := pattern.fullmatch(told):
                values = {name: self.of(value) for name, value in match.groupdict().items()}
                return swedish.format_map(values)
        return None

    def of(self, told: str) -> str:
        """Return *told* in Swedish, or each part of it that is one of the texts."""
        if (swedish := self.whole(told)) is not None:
            return swedish
        for match in _BETWEEN.finditer(told):
            before, after = told[: match.start()], told[match.end() :]
            head, tail = self.whole(before), self.whole(after)
            if head is not None or tail is not None:
                return f"{head or self.of(before)}{match[0]}{tail or self.of(after)}"
        return told


def _pattern(template: str) -> str:
    """Return a regular expression for *template* with any values."""
    return "".join(
        re.escape(literal) + (f"(?P<{name}>.*?)" if name else "")
        for literal, name, _, _ in Formatter().parse(template)
    )


@cache
def faults() -> Translations:
    """Return the Swedish for what is said of faults."""
    return Translations("faults_sv.toml")


@cache
def helps() -> Translations:
    """Return the Swedish for the help of the command line."""
    return Translations("help_sv.toml")


def as_read(told: str) -> str:
    """Return what is *told* of a fault in the language that is spoken; any other text, as it is.

    >>> from polcorp.vocabulary.messages import speaking
    >>> with speaking("sv"):
    ...     as_read("a.txt: larger than 64 MiB"), as_read("kommunen: 3")
    ('a.txt: större än 64 MiB', 'kommunen: 3')
    """
    return told if language_spoken() == "en" else faults().of(told)


def as_helped(text: str) -> str:
    """Return a *text* of the help in the language that is spoken; its paragraphs are kept."""
    if language_spoken() == "en":
        return text
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()))
    return "\n\n".join(helps().whole(part) or part for part in parts)
