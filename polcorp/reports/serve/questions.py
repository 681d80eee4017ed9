"""What an address asks: filters, order and page of a table, and the addresses near it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode

from polcorp.corpus import Where
from polcorp.vocabulary.messages import LANGUAGES, Language

#: The filters that an address may have; each may occur several times.
FILTERS = ("party", "municipality", "doc_type", "doc", "actor", "theme", "contains")
#: Those that name one value.
_SINGLE = ("since", "until")
#: A filter by year is a pair of dates.
YEAR = "year"
#: Rows of a page.
PAGE = 50

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Question:
    """The parameters of an address, in their order; empty ones are left out."""

    pairs: Pairs

    @classmethod
    def asked(cls, pairs: Iterable[tuple[str, str]]) -> Question:
        """Return the question of an address with the parameters *pairs*."""
        return cls(tuple((name, value.strip()) for name, value in pairs if value.strip()))

    def first(self, name: str) -> str:
        """Return the first value of a parameter, empty if it is not given."""
        return next((value for key, value in self.pairs if key == name), "")

    def values(self, name: str) -> list[str]:
        """Return all values of a parameter."""
        return [value for key, value in self.pairs if key == name]

    def number(self, name: str, usual: int) -> int:
        """Return the value of a parameter that is a whole number, else the *usual* one."""
        value = self.first(name)
        return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else usual

    @property
    def page(self) -> int:
        """Return the number of the page, from 1 on."""
        return max(self.number("page", 1), 1)

    def language(self, usual: Language) -> Language:
        """Return the language that is asked for, else the *usual* one."""
        return next((known for known in LANGUAGES if known == self.first("lang")), usual)

    def where(self, *, without: str = "") -> Where:
        """Return the filters, but for the one *without*, as keyword arguments for the corpus."""
        found: dict[str, object] = {
            name: self.values(name) for name in FILTERS if name != without and self.first(name)
        }
        found |= {name: self.first(name) for name in _SINGLE if self.first(name)}
        if (years := sorted(self.values(YEAR))) and without != YEAR:
            found |= {"since": years[0], "until": years[-1]}
        return cast("Where", found)

    @property
    def filters(self) -> Pairs:
        """Return the filters that are set."""
        return tuple(pair for pair in self.pairs if pair[0] in (*FILTERS, *_SINGLE, YEAR))

    def with_(self, name: str, value: str) -> Question:
        """Return the question with one more filter, on the first page."""
        kept = [pair for pair in self.pairs if pair[0] not in ("page", *_replaced(name))]
        return Question((*kept, (name, value)))

    def without(self, name: str, value: str) -> Question:
        """Return the question without one of its filters, on the first page."""
        return Question(tuple(p for p in self.pairs if p != (name, value) and p[0] != "page"))

    def set(self, name: str, value: str) -> Question:
        """Return the question with this value of a parameter alone."""
        return Question((*(pair for pair in self.pairs if pair[0] != name), (name, value)))

    def only(self, *names: str) -> Question:
        """Return the question with these parameters alone."""
        return Question(tuple(pair for pair in self.pairs if pair[0] in names))

    def address(self, path: str) -> str:
        """Return the address of this question at *path*."""
        return f"{path}?{urlencode(self.pairs)}" if self.pairs else path


def _replaced(name: str) -> tuple[str, ...]:
    """Return the parameters that a new value of *name* takes the place of."""
    return (YEAR, *_SINGLE) if name == YEAR else ()
