"""Every option and argument of every command, with values that nobody expects."""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

import typer

from polcorp.cli.app import app, main

#: What each command needs besides the option that is tried; «browse» needs a terminal.
BASES: dict[str, list[str]] = {
    "ingest": ["raw", "--dry-run", "--model", "blank"],
    "show": ["a"],
    "kwic": ["skola"],
    "sql": ["SELECT doc_id, party FROM documents"],
    "plot": ["themes", "-o", "plot.svg"],
    "report": ["-o", "report.html"],
    "export": ["exported"],
    "correct": ["--list"],
    "evaluate": ["gold.jsonl"],
    "annotations import": ["gold.jsonl"],
}
_LEFT_OUT = frozenset(["browse"])
#: Options that wait for another machine, and the one that starts processes.
_SLOW = frozenset(["--dask", "--jobs"])

#: No value leads out of the current folder, in which everything is lost anyway.
TEXTS = (
    "",
    " ",
    "'",
    '"',
    "\\",
    "%",
    "*",
    "[",
    "(",
    "{0}{x}",
    "/(a+)+$/",
    "'; DROP TABLE document; --",
    "=1+1",
    "-",
    "--",
    "\x1b[2J\x1b]0;x\x07",
    "a\nb",
    "\u202eåäö\u200b",
    "e\u0301😀\ufeff",
    "\udcff\udce5",
    "å" * 3000,
    "-1",
    "0",
    "9" * 40,
    "1e999",
    "nan",
    "2018-02-31",
    "a=b=c",
    ",,;,",
    "s3://x/y",
    "http://127.0.0.1:1/x",
    "no/such/folder/x.csv",
    "*.png",
)


@dataclass(frozen=True)
class Call:
    """A command line, and the option that is tried by it."""

    arguments: tuple[str, ...]
    tried: str


@dataclass(frozen=True)
class Outcome:
    """What a call left with and said."""

    code: object
    out: str
    err: str


def calls(per_option: int | None = None) -> Iterator[Call]:
    """Yield a call for each option and each value, or *per_option* values, which take turns."""
    root: Any = typer.main.get_command(app)
    turns = cycle(TEXTS)
    for name, command in _commands(root, ""):
        for option in command.params:
            values = TEXTS if per_option is None else tuple(islice(turns, per_option))
            if option.param_type_name == "option" and (option.is_flag or _SLOW & {*option.opts}):
                continue
            for value in values:
                yield _call(name, option, value)


def _commands(group: Any, above: str) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        path = f"{above} {name}".strip()
        if hasattr(command, "commands"):
            yield from _commands(command, path)
        elif path not in _LEFT_OUT:
            yield path, command


def _call(name: str, option: Any, value: str) -> Call:
    base = BASES.get(name, [])
    if option.param_type_name == "argument":
        return Call((*name.split(), *base[1:], "--", value), f"{name} {option.name}")
    long = max(option.opts, key=len)
    return Call((*name.split(), *base, f"{long}={value}"), f"{name} {long}")


def answer(call: Call) -> Outcome:
    """Run a call in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    code: object = None
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main(call.arguments)
        except SystemExit as left:
            code = left.code
        except BaseException:  # noqa: BLE001  # whatever it is, it is what is looked for
            code = traceback.format_exc()
        sys.stdout.flush()
        sys.stderr.flush()
    said = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]
    return Outcome(code, *said)


def problem(call: Call) -> str:
    """Return what is wrong with the answer to a call; empty where nothing is."""
    found = answer(call)
    if found.code not in (0, 1, 2):
        return f"left with {found.code}"
    if "Traceback" in found.err:
        return found.err
    if found.code and not found.err.strip():
        return "failed without a word"
    if any(sign in found.err + found.out for sign in ("\x1b[2J", "\x07")):
        return "steers the terminal"
    return ""


def prepare() -> None:
    """Make a corpus, and what the calls name, in the current folder."""
    os.environ.pop("POLCORP_CORPUS", None)
    os.makedirs("raw", exist_ok=True)  # noqa: PTH103
    texts = {
        "a": "Trygga barn\n\nVi vill att Skolfam införs i skolan i Umeå.\n\nCenterpartiet, 2018\n",
        "b": "Moderaterna i Lund\n\nVi vill att:\n• polisen syns\n• skolan rustas\n",
    }
    for name, text in texts.items():
        with open(f"raw/{name}.txt", "w", encoding="utf-8") as file:  # noqa: PTH123
            file.write(text)
    with open("gold.jsonl", "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write('{"doc": "a", "layer": "DOCUMENT", "party": "C"}\n')
    made = answer(Call(("ingest", "raw", "--model", "blank", "--quiet"), "ingest"))
    assert made.code == 0, made
