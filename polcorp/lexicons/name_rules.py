"""Rules that find names: patterns with conditions, of the package and of the user."""

from __future__ import annotations

import re
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, get_args

from pydantic import ValidationInfo, field_validator, model_validator

from polcorp.errors import DataFileError
from polcorp.lexicons.files import LexiconRow, data_dir, is_packaged, read_toml, validate
from polcorp.lexicons.user_patterns import user_pattern
from polcorp.lexicons.word_lists import fill, word_pattern
from polcorp.vocabulary.actor_types import ActorType

#: The strengths of names from the weakest; which of two overlapping names wins.
Strength = Literal["hint", "weak", "plain", "clear", "strong", "sure"]
STRENGTHS: dict[Strength, int] = {name: n - 2 for n, name in enumerate(get_args(Strength))}

Test = Literal[
    "place",
    "listed-place",
    "place-like",
    "placed",
    "word",
    "ordinary",
    "single",
    "long",
    "capitals",
    "genitive",
    "opening",
    "imperative",
    "known",
    "no-name",
]
TESTS: tuple[Test, ...] = get_args(Test)
#: The parts of the program that find names by more than a pattern.
Finder = Literal["announced", "local-parties", "letters", "titles", "free-names", "defined"]
_CONDITION = re.compile(
    r"(?P<what>\w+) (?:is (?P<not>not )?(?P<test>[\w-]+)|(?P<out>not )?in (?P<file>\w+):(?P<list>\w+))"
)
#: What a condition may speak of beside the groups of the pattern.
_WHAT = frozenset({"name", "first", "canonical"})


class Condition(LexiconRow):
    """A test of a word, or the list that holds it; the file's header says what the tests are."""

    what: str
    test: Test | None = None
    words: str | None = None
    negated: bool = False

    @classmethod
    def parse(cls, text: str) -> Condition:
        """Return the condition that *text* says.

        Raises:
            ValueError: it is not written as a condition is.
        """
        match = _CONDITION.fullmatch(text)
        if match is None:
            raise ValueError(f"«{text}» is no condition")
        if match["list"]:
            name = f"{match['file']}:{match['list']}"
            try:
                fill(f"{{{name}}}")
            except DataFileError as error:
                raise ValueError(str(error)) from error
            return cls(what=match["what"], words=name, negated=bool(match["out"]))
        test = next((name for name in TESTS if name == match["test"]), None)
        if test is None:
            raise ValueError(f"«{match['test']}» is no test; there are {', '.join(TESTS)}")
        return cls(what=match["what"], test=test, negated=bool(match["not"]))


class NameRule(LexiconRow):
    """One rule; the header of ``name_rules.toml`` says what each key is for."""

    rule: str
    pattern: str
    type: ActorType | None = None
    strength: Strength = "plain"
    strength_of_several: Strength | None = None
    unless: tuple[str, ...] = ()
    unless_like: str | None = None
    type_of: str | None = None
    needs: tuple[str, ...] = ()
    drop_first: tuple[str, ...] = ()
    as_written: bool = False
    keep_s: bool = False
    small_last: bool = False

    @field_validator("pattern", "unless_like", "type_of")
    @classmethod
    def _is_pattern(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and not is_packaged(info):
            _filled(value)
        return value

    @model_validator(mode="after")
    def _fits_together(self, info: ValidationInfo) -> NameRule:
        if is_packaged(info):
            return self
        groups = set(self.regex.groupindex)
        for condition in (c for group in (*self.exceptions, *self.droppable) for c in group):
            if condition.what not in groups | _WHAT:
                raise ValueError(f"the pattern has no group «{condition.what}»")
        typed = groups if self.type_of is None else set(_filled(self.type_of).groupindex)
        if self.type is None and typed.isdisjoint(get_args(ActorType)):
            raise ValueError("«type» is missing, and no table of lists says it")
        return self

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern with its slots filled."""
        return self.compiled(self.pattern)

    def compiled(self, pattern: str) -> re.Pattern[str]:
        """Return *pattern* with its slots filled; it is compiled when it is first used."""
        return word_pattern(pattern)

    @cached_property
    def exceptions(self) -> tuple[tuple[Condition, ...], ...]:
        """The conditions of which none may hold, each a row that must hold as a whole."""
        return tuple(map(_conditions, self.unless))

    @cached_property
    def droppable(self) -> tuple[tuple[Condition, ...], ...]:
        """The conditions of which one makes the first word no part of the name."""
        return tuple(map(_conditions, self.drop_first))


def _filled(pattern: str) -> re.Pattern[str]:
    """Return *pattern* with its slots filled; ValueError where it cannot be."""
    try:
        return re.compile(fill(pattern))
    except re.error as error:
        raise ValueError(f"bad pattern ({error})") from error
    except DataFileError as error:
        raise ValueError(str(error)) from error


class OwnNameRule(NameRule):
    """One of the user's own rules: its patterns have a time limit."""

    def compiled(self, pattern: str) -> re.Pattern[str]:
        """Return *pattern* with its slots filled."""
        return user_pattern(fill(pattern), where=f"rule «{self.rule}»")


class CodedRule(LexiconRow):
    """The place among the rules of names that the program finds by more than a pattern."""

    rule: str
    finder: Finder


def _conditions(text: str) -> tuple[Condition, ...]:
    return tuple(Condition.parse(part) for part in text.split(" and "))


@cache
def packaged_rules() -> tuple[NameRule | CodedRule, ...]:
    """Return the rules that come with the package, in the order of the file.

    Raises:
        DataFileError: the file breaks its schema.
    """
    path = data_dir() / "name_rules.toml"
    rules: list[NameRule | CodedRule] = []
    for number, item in enumerate(read_toml(path).get("rule", []), start=1):
        what = f"rule {number}"
        if "finder" in item:
            rules.append(validate(path, what, item, CodedRule))
        else:
            rules.append(validate(path, what, item, NameRule))
    return tuple(rules)


def read_name_rules(path: Path) -> tuple[NameRule, ...]:
    """Read the user's own rules.

    Raises:
        DataFileError: the file is missing, not TOML, or a rule breaks the schema.
    """
    items = read_toml(path).get("rule", [])
    return tuple(
        validate(path, f"rule {number}", item, OwnNameRule)
        for number, item in enumerate(items, start=1)
    )
