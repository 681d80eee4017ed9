"""What is said of faults, and the help, can be read in Swedish."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import typer

import polcorp
from polcorp.cli.app import app
from polcorp.vocabulary.actor_types import ACTOR_TYPES
from polcorp.vocabulary.formats import FORMATS
from polcorp.vocabulary.messages import speaking
from polcorp.vocabulary.translations import as_helped, as_read, faults, helps
from tests.vocabulary.test_messages import SPOKEN

PACKAGE = Path(polcorp.__file__).parent
#: Rooms that say everything by the catalogue of messages, or nothing.
ELSEWHERE = (*SPOKEN, "vocabulary", "swedish")
SOURCES = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.relative_to(PACKAGE).parts[0] not in ELSEWHERE
]
#: What tells a fault, and the names that hold what is told.
TELLING = re.compile(
    r"(Polcorp|DataFile|Corpus|Storage|Text|File|TooSlow|Correction)Error|_?wrong|Remark"
)
TOLD = ("problem", "reason")


def filled(node: ast.AST) -> str:
    """Return the text that *node* stands for, with a number in place of each value."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(filled(part) or "42" for part in node.values)
    return ""


def told(path: Path) -> Iterator[str]:
    """Yield every text of words that the module at *path* tells of a fault."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        parts: list[ast.expr] = []
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            parts = node.args if TELLING.search(name) else []
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in TOLD:
            parts = [node.value]
        for text in map(filled, parts):
            if re.search(r"[a-z]{2,} [a-z]{2,}", text):
                yield text


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_fault_is_said_in_swedish(path: Path) -> None:
    for text in told(path):
        with speaking("sv"):
            assert as_read(text) != text, text
        assert as_read(text) == text


def test_the_faults_are_found() -> None:
    found = [text for path in SOURCES for text in told(path)]
    assert len(found) > 90
    assert "the file is empty" in found


@pytest.mark.parametrize("english", faults().texts)
def test_a_fault_has_its_values_in_swedish(english: str) -> None:
    def values(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert values(english) == values(faults().texts[english])


@pytest.mark.parametrize("english", faults().texts)
def test_every_fault_is_told_somewhere(english: str) -> None:
    """Its longest piece without values is in the code, or it is what the system says."""
    pieces = [literal for literal, *_ in Formatter().parse(english)]
    longest = max(pieces, key=len).strip(" «»()")
    if english[:1].isupper():
        return
    code = " ".join(re.sub(r'"\s+f?"', "", source()).split())
    assert re.sub(r"\s+", " ", longest) in code


def source(_cached: list[str] = []) -> str:  # noqa: B006  # read once
    if not _cached:
        _cached.append("\n".join(path.read_text(encoding="utf-8") for path in SOURCES))
    return _cached[0]


def test_a_fault_is_read_within_what_is_said_around_it() -> None:
    with speaking("sv"):
        assert (
            as_read("kan inte skriva x: Permission denied")
            == "kan inte skriva x: behörighet saknas"
        )
        assert as_read(
            "the corpus a.db: another process is writing to it; try again when that is done"
        ) == ("korpusen a.db: en annan process skriver till den; försök igen när det är klart")
        assert as_read("Vi vill: mer; bättre") == "Vi vill: mer; bättre"


def help_texts() -> dict[str, str]:
    """Return every text of the help, by the command or option that it is about."""
    found: dict[str, str] = {}

    def walk(command: Any, name: str) -> None:
        found[name] = command.help or ""
        found[f"panel {command.rich_help_panel}"] = command.rich_help_panel or ""
        for parameter in command.params:
            found[f"{name} {parameter.name}"] = parameter.help or ""
            panel = parameter.rich_help_panel
            found[f"panel {panel}"] = panel or ""
        for inner, below in getattr(command, "commands", {}).items():
            walk(below, f"{name} {inner}")

    walk(typer.main.get_command(app), "polcorp")
    return {name: text for name, text in found.items() if text}


#: What is the same in both languages.
SAME = ("Filter", *ACTOR_TYPES, f"{', '.join(FORMATS)}.")


@pytest.mark.parametrize(("name", "text"), help_texts().items())
def test_every_help_is_said_in_swedish(name: str, text: str) -> None:
    with speaking("sv"):
        assert as_helped(text) != text or text in SAME, name
    assert as_helped(text) == text


def test_no_help_is_left_over() -> None:
    texts = [" ".join(text.split()) for text in help_texts().values()]
    for english in helps().texts:
        pieces = [" ".join(literal.split()) for literal, *_ in Formatter().parse(english)]
        longest = max(pieces, key=len)
        if longest not in TYPERS:
            assert any(longest in text for text in texts), english


#: What the help says around our texts.
TYPERS = (
    "Usage:",
    "Options",
    "Arguments",
    "Commands",
    "[default: {",
    "[required]",
    "Show this message and exit.",
    "Show this message with the rare options.",
    "Show this message; --help-all has the rare options too.",
    "or",
)
