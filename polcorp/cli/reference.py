"""The reference of all commands as Markdown: ``python -m polcorp.cli.reference > docs/cli.md``."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from polcorp.cli.app import app

_HEAD = """# Reference

Every command with its arguments and options, made from the program itself by
`python -m polcorp.cli.reference`. Options that several commands share do the same everywhere;
[commands.md](commands.md) explains them.
"""


def reference() -> str:
    """Return the reference of every command, in the order of the help."""
    root: Any = typer.main.get_command(app)
    parts = [_HEAD]
    for name, command in _commands(root, "polcorp"):
        parts.append("\n".join(_described(name, command)))
    return "\n".join(parts)


def _commands(group: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}", command


def _described(name: str, command: Any) -> Iterator[str]:
    """Yield the lines about one command; the example of its help as code."""
    text, _, example = (command.help or "").partition("Example:")
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    usage = " ".join([name, *(_metavar(p) for p in arguments), "[OPTIONS]"])
    yield f"## {name}\n"
    yield f"`{usage}`\n"
    yield f"{text.strip()}\n"
    if example:
        yield f"Example: `{' '.join(example.split())}`\n"
    yield "| argument or option | what |\n| --- | --- |"
    for parameter in arguments:
        yield f"| `{_cell(_metavar(parameter))}` | {_cell(parameter.help)} |"
    for parameter in options:
        names = ", ".join(f"`{option}`" for option in parameter.opts)
        value = "" if parameter.is_flag else f" `{_cell(_metavar(parameter))}`"
        yield f"| {names}{value} | {_cell(parameter.help)}{_default(parameter)} |"
    yield ""


def _metavar(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper())


def _default(parameter: Any) -> str:
    value = parameter.default
    shown = isinstance(value, (str, int, Path)) and not isinstance(value, bool) and value != ""
    return f" Default: `{value}`." if shown else ""


def _cell(text: str | None) -> str:
    return re.sub(r"\s+", " ", (text or "").replace("|", "\\|"))


if __name__ == "__main__":
    sys.stdout.write(reference())
