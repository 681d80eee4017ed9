"""What the program says: every message in both languages, and no other message in the code."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import polcorp
from polcorp.errors import UnknownValueError
from polcorp.vocabulary.document_fields import CALLED
from polcorp.vocabulary.messages import (
    LANGUAGES,
    catalogue,
    counted,
    decimal,
    language_spoken,
    listing,
    message,
    speaking,
    unknown,
)

PACKAGE = Path(polcorp.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))
#: Rooms in which every message comes from the catalogue.
SPOKEN = ("cli", "tables", "search")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def forms(said: str | list[str]) -> list[str]:
    return [said] if isinstance(said, str) else said


@pytest.mark.parametrize("group", ["messages", "nouns", "unknown"])
def test_everything_is_said_in_every_language(group: str) -> None:
    for key, said in catalogue()[group].items():
        assert set(said) == set(LANGUAGES), key
        for language in LANGUAGES:
            assert all(
                text.strip() == text or group == "messages" for text in forms(said[language])
            )
            assert all(forms(said[language])), key


@pytest.mark.parametrize("key", catalogue()["messages"])
def test_a_message_has_the_same_values_in_every_language(key: str) -> None:
    said = catalogue()["messages"][key]
    values = [set().union(*map(placeholders, forms(said[language]))) for language in LANGUAGES]
    assert values[0] == values[1]


def test_singular_and_plural_are_a_pair() -> None:
    for group in ("messages", "nouns"):
        for key, said in catalogue()[group].items():
            for language in LANGUAGES:
                assert isinstance(said[language], str) or len(said[language]) == 2, key


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


def keys_in(path: Path, *names: str, place: int = 0) -> set[str]:
    """Return the texts at *place* among the arguments of what is called one of *names*."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.value
        for call in calls(tree, *names)
        if len(call.args) > place
        for node in ast.walk(call.args[place])
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_no_message_noun_or_kind_is_missing() -> None:
    said = catalogue()
    for path in SOURCES:
        asked = keys_in(path, "message") - {"summary_"}
        assert asked <= set(said["messages"]), path
        assert keys_in(path, "counted", place=1) <= set(said["nouns"]) | {"every_row"}, path
        assert keys_in(path, "UnknownValueError") <= set(said["unknown"]), path
    assert set(CALLED.values()) - {"date", "title", "signatories"} <= set(said["unknown"])


def test_no_message_is_left_over() -> None:
    """A key occurs somewhere in the code as a text of its own, or as the end of a summary's."""
    texts = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    for key in catalogue()["messages"]:
        name = re.escape(key.removeprefix("summary_"))
        assert key == "summary_n" or re.search(f"[\"']{name}[\"']", texts), key


def literal(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@pytest.mark.parametrize("room", SPOKEN)
def test_nothing_is_said_in_one_language_only(room: str) -> None:
    """A text of letters in the code that is told goes by the catalogue."""
    for path in sorted((PACKAGE / room).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for call in calls(tree, "say", "PolcorpError", "_fail"):
            for argument in filter(literal, call.args):
                words = re.sub(r"\{[^}]*\}|datasette|--\w+", "", ast.unparse(argument)[1:])
                assert not re.search(r"[a-zå-ö]{3}", words), f"{path.name}: {words}"


def test_the_language_is_that_of_the_block() -> None:
    assert language_spoken() == "en"
    with speaking("sv"):
        assert message("no_rows") == "inga rader matchar"
        with speaking("en"):
            assert message("no_rows") == "no matching rows"
        assert decimal(0.25, 2) == "0,25"
        assert str(UnknownValueError("party", "Q", ["S"])) == "okänt parti «Q»; kända: S"
        assert unknown("våg") == "okänt värde i våg"
    assert language_spoken() == "en"
    assert decimal(0.25, 2) == "0.25"


@pytest.mark.parametrize(
    ("language", "number", "noun", "total", "said"),
    [
        ("en", 0, "file", None, "0 files"),
        ("en", 1, "file", None, "1 file"),
        ("en", 2, "new or changed file", None, "2 new or changed files"),
        ("en", 3, "copy", None, "3 copies"),
        ("en", 1, "document", 60, "1 of 60 documents"),
        ("en", 1, "document", 1, "1 of 1 document"),
        ("sv", 1, "file", None, "1 fil"),
        ("sv", 3, "copy", None, "3 kopior"),
        ("sv", 1, "file", 60, "1 av 60 filer"),
    ],
)
def test_numbers_agree_with_their_nouns(
    language: Any, number: int, noun: str, total: int | None, said: str
) -> None:
    with speaking(language):
        assert counted(number, noun, total) == said


def test_names_are_joined_as_people_do() -> None:
    assert listing(["a", "b", "c"], "or") == "a, b or c"
    with speaking("sv"):
        assert listing(["a", "b", "c"], "and") == "a, b och c"
    assert listing(["a"], "and") == "a"
