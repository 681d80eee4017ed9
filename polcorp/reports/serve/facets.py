"""Facets of a table: the values by which it can be narrowed, each with a count and an address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from polcorp.reports.labels import Language, heading, value_label
from polcorp.reports.serve.questions import YEAR, Question
from polcorp.vocabulary.messages import message

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.corpus import Corpus, Where

#: What asks for rows without a value.
NONE = "none"
#: Values that a facet shows before the rest is unfolded.
FIRST = 8

#: Value, label and count.
Counted = tuple[str, str, int]


@dataclass(frozen=True)
class Value:
    """A value of a facet: what it is called, how many there are, and where its address leads."""

    label: str
    n: int
    address: str
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A facet by its *name*: the first values, and the rest."""

    title: str
    name: str
    first: list[Value]
    rest: list[Value]


def facets(
    corpus: Corpus, question: Question, path: str, names: tuple[str, ...], language: Language
) -> Iterator[Facet]:
    """Yield the facets of the table at *path* that have a value.

    Counts are of what the other filters leave: of demands on the page of demands, of documents
    elsewhere, of actors by their type.
    """
    asked = corpus.demands if path == "/demands" else corpus.documents
    for name in names:
        where = question.where(without=name)
        found = list(
            _SPECIAL[name](corpus, where, language)
            if name in _SPECIAL
            else _groups(asked(by=name, **where), name, language)
        )
        values = [_value(question, path, name, counted) for counted in found]
        values = [value for value in values if value.n or value.chosen]
        if values:
            yield Facet(title(name, language), name, values[:FIRST], values[FIRST:])


def title(name: str, language: Language) -> str:
    """Return what people call a filter; the column of a theme's code is called otherwise."""
    return heading("themes" if name == "theme" else name, language)


def _value(question: Question, path: str, name: str, counted: Counted) -> Value:
    value, label, n = counted
    chosen = value in question.values(name)
    there = question.without(name, value) if chosen else question.with_(name, value)
    return Value(label, n, there.address(path), chosen)


def _groups(table: pd.DataFrame, name: str, language: Language) -> Iterator[Counted]:
    """Yield the groups of a summary, the largest first; documents without a year have no address."""
    ordered = table.sort_values("n", ascending=False, kind="stable")
    for value, n in zip(ordered[name], ordered["n"], strict=True):
        if isinstance(value, str) and value:
            yield value, value_label(name, value, language), int(n)
        elif name != YEAR:
            yield NONE, message("serve_missing"), int(n)


def _themes(corpus: Corpus, where: Where, language: Language) -> Iterator[Counted]:
    table = corpus.themes(**where).sort_values("demands", ascending=False, kind="stable")
    names = table["name_en" if language == "en" and "name_en" in table else "name"]
    for code, label, n in zip(table["theme"], names, table["demands"], strict=True):
        if n:
            yield str(code), str(label), int(n)


def _types(corpus: Corpus, where: Where, language: Language) -> Iterator[Counted]:
    sizes = corpus.actors(**where)["type"].value_counts(sort=False)
    for kind, n in sorted(sizes.items(), key=lambda pair: (-pair[1], str(pair[0]))):
        yield str(kind), value_label("type", str(kind), language), int(n)


#: The facets that no grouping of documents gives.
_SPECIAL: dict[str, Callable[[Corpus, Where, Language], Iterator[Counted]]] = {
    "theme": _themes,
    "type": _types,
}
