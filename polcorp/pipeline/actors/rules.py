"""The engine of the rules that find names by a pattern and conditions (``name_rules.toml``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import get_args

from polcorp.lexicons.actors import canonical_of, nominative
from polcorp.lexicons.name_rules import STRENGTHS, CodedRule, Condition, Finder, NameRule, Test
from polcorp.lexicons.names import load_not_names
from polcorp.lexicons.word_lists import fill, list_pattern, words
from polcorp.pipeline.actors.candidates import Candidate, Source
from polcorp.pipeline.actors.known_names import is_known
from polcorp.pipeline.actors.promising_lines import PromisingLines
from polcorp.swedish.dictionary import is_ordinary, is_placed, is_word
from polcorp.swedish.imperatives import imperative_kind
from polcorp.vocabulary.actor_types import ActorType

#: More words than these are too many for a name in quotation marks.
_LONG = 4
#: The groups of a pattern that are marked, if it has them.
_MARKED = ("span", "quoted")
_TYPES: tuple[str, ...] = get_args(ActorType)

OpensSentence = Callable[[int], bool]
#: Finds names in a text, told where sentences open.
FindNames = Callable[[str, OpensSentence], Iterator[Candidate]]


class _Found:
    """A name that a rule's pattern has found, and what conditions may ask of it."""

    def __init__(self, rule: NameRule, match: re.Match[str], text: str) -> None:
        self._rule = rule
        self._match = match
        self._text = text
        groups = rule.regex.groupindex
        group = next((g for g in _MARKED if g in groups and match[g]), 0)
        self.start, self.end = match.span(group)
        self._named_end = match.end("name") if "name" in groups else self.end

    @property
    def name(self) -> str:
        """The name as written."""
        return self._text[self.start : self._named_end]

    @property
    def first(self) -> str:
        """The first word of the name."""
        return self.name.split(maxsplit=1)[0]

    @cached_property
    def canonical(self) -> str:
        """What the actor is called: without a genitive, and with a capital, as the rule says."""
        if self._rule.keep_s:
            name = " ".join(self.name.split())
        else:
            name = canonical_of(self._text, self.start, self._named_end)
        if self._rule.small_last:
            first, _, last = name.rpartition(" ")
            name = f"{first} {last.lower()}"
        return name if self._rule.as_written else name[:1].upper() + name[1:]

    def said(self, what: str) -> str:
        """Return the part of the name, or the group of the pattern, that is called *what*."""
        if what == "name":
            return self.name
        if what == "first":
            return self.first
        return self.canonical if what == "canonical" else self._match[what] or ""

    def drop_first(self) -> None:
        """Take the first word off the name."""
        self.start += len(self.name.partition(" ")[0]) + 1

    def type(self, type_of: re.Pattern[str] | None) -> str | None:
        """Return the type that the rule names, or the list that fits; None where none does."""
        if self._rule.type is not None:
            return self._rule.type
        match = self._match if type_of is None else type_of.search(self.name)
        groups = match.groupdict() if match else {}
        return next((kind for kind in _TYPES if groups.get(kind)), None)

    def strength(self) -> int:
        """Return the strength as a number."""
        several = self._rule.strength_of_several
        return STRENGTHS[several if several and " " in self.canonical else self._rule.strength]


@dataclass(slots=True, frozen=True)
class _Prepared:
    """A rule with its other patterns, and where it comes from."""

    rule: NameRule
    source: Source
    unless_like: re.Pattern[str] | None
    type_of: re.Pattern[str] | None

    @classmethod
    def of(cls, rule: NameRule, source: Source) -> _Prepared:
        """Return *rule* with its patterns filled."""
        unlike, typed = (p and rule.compiled(p) for p in (rule.unless_like, rule.type_of))
        return cls(rule, source, unlike or None, typed or None)


class NameRules:
    """Finds names by rules."""

    def __init__(
        self,
        rules: Sequence[NameRule | CodedRule],
        known_places: frozenset[str],
        finders: Mapping[Finder, FindNames] = MappingProxyType({}),
        own: Sequence[NameRule] = (),
    ) -> None:
        """Take the packaged *rules*, the names of places, and rules of the user's *own*.

        *finders* are the parts of the program that find the names of coded rules.
        """
        self._places = known_places
        self._steps: list[_Prepared | FindNames] = [_Prepared.of(rule, "user") for rule in own]
        self._steps += [
            finders[rule.finder] if isinstance(rule, CodedRule) else _Prepared.of(rule, "pattern")
            for rule in rules
        ]
        self._lines = PromisingLines(
            {
                number: fill(step.rule.pattern)
                for number, step in enumerate(self._steps)
                if isinstance(step, _Prepared) and step.source == "pattern"
            }
        )
        self._tests: dict[Test, Callable[[str], bool]] = {
            "place": self._is_place,
            "listed-place": self._is_listed_place,
            "place-like": self._is_place_like,
            "placed": self._is_placed,
            "word": is_word,
            "ordinary": is_ordinary,
            "single": _is_single,
            "long": _is_long,
            "capitals": str.isupper,
            "genitive": _is_genitive,
            "known": self._is_known,
            "no-name": _names_nobody,
        }

    def find(self, text: str, opens_sentence: OpensSentence) -> Iterator[Candidate]:
        """Yield the names in *text*, rule by rule.

        *opens_sentence* tells whether an offset is a sentence's first word, where a capital says
        nothing.
        """
        promising = self._lines.in_text(text)
        for number, step in enumerate(self._steps):
            if not isinstance(step, _Prepared):
                yield from step(text, opens_sentence)
                continue
            whole = [(0, len(text))] if step.source == "user" else []
            for start, end in promising.get(number, whole):
                yield from self._by_rule(step, text, opens_sentence, start, end)

    def _by_rule(
        self, prepared: _Prepared, text: str, opens_sentence: OpensSentence, start: int, end: int
    ) -> Iterator[Candidate]:
        """Yield what *prepared* finds in *text* from *start* to *end*."""
        rule = prepared.rule
        if rule.needs and not any(letters in text for letters in rule.needs):
            return
        for match in rule.regex.finditer(text, start, end):
            candidate = self._candidate(prepared, _Found(rule, match, text), opens_sentence)
            if candidate is not None:
                yield candidate

    def _candidate(
        self, prepared: _Prepared, found: _Found, opens_sentence: OpensSentence
    ) -> Candidate | None:
        """Return the name that was *found* as a candidate, or None where a condition speaks against."""
        rule = prepared.rule
        several = bool(rule.droppable) and " " in found.name
        if several and self._any_holds(rule.droppable, found, opens_sentence):
            found.drop_first()
        if self._any_holds(rule.exceptions, found, opens_sentence):
            return None
        if prepared.unless_like is not None and prepared.unless_like.search(found.name):
            return None
        kind = found.type(prepared.type_of)
        if kind is None:
            return None
        return Candidate(
            found.start,
            found.end,
            found.canonical,
            kind,
            prepared.source,
            f"{prepared.source}:{rule.rule}",
            strength=found.strength(),
        )

    def _any_holds(
        self,
        conditions: tuple[tuple[Condition, ...], ...],
        found: _Found,
        opens_sentence: OpensSentence,
    ) -> bool:
        """Return whether one row of *conditions* holds as a whole."""
        for row in conditions:
            for condition in row:
                if not self._holds(condition, found, opens_sentence):
                    break
            else:
                return True
        return False

    def _holds(self, condition: Condition, found: _Found, opens_sentence: OpensSentence) -> bool:
        """Return whether *condition* holds of a name that was found."""
        word = found.said(condition.what)
        if condition.words is not None:
            holds = _in_list(word, condition.words)
        elif condition.test == "opening":
            holds = opens_sentence(found.start)
        elif condition.test == "imperative":
            rest = found.name.partition(" ")[2]
            holds = rest[:1].isupper() and imperative_kind(word) is not None
        else:
            holds = condition.test is not None and self._tests[condition.test](word)
        return holds is not condition.negated

    def _is_listed_place(self, word: str) -> bool:
        return word in self._places

    def _is_placed(self, word: str) -> bool:
        return is_placed(word, self._places)

    def _is_place(self, word: str) -> bool:
        return word in self._places or nominative(word) in self._places

    def _is_place_like(self, word: str) -> bool:
        if self._is_place(word) or word in words("places:genitives"):
            return True
        return word.endswith("s") and not is_ordinary(word) and not is_ordinary(word[:-1])

    def _is_known(self, name: str) -> bool:
        return is_known(name, self._places)


def _is_single(name: str) -> bool:
    return " " not in name


def _is_long(name: str) -> bool:
    return len(name.split()) > _LONG


def _is_genitive(word: str) -> bool:
    return word.endswith("s")


def _names_nobody(word: str) -> bool:
    return word in load_not_names()


def _in_list(word: str, name: str) -> bool:
    return word in words(name) or list_pattern(name).fullmatch(word) is not None
