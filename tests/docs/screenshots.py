"""What tables look like on a terminal: ``python -m tests.docs.screenshots`` draws them again."""

from __future__ import annotations

import io
import os
import re
import shlex
import tempfile
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from unittest.mock import patch

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from polcorp.cli.app import main
from polcorp.corpus import Corpus
from polcorp.vocabulary.messages import LANGUAGES
from tests.docs.notebooks import ROOT, prepare

IMAGES = ROOT / "docs" / "images"
#: Columns of a narrow, a usual and a wide terminal.
WIDTHS = (70, 100, 140)
COMMAND = "polcorp demands --party L --form heading --limit 5"
#: Fonts that a picture would load from elsewhere.
_FONT_FACE = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Return True."""
        return True


def shown(command: str, width: int) -> str:
    """Return what a terminal of that *width* shows of a *command*, colours included."""
    stream = Terminal()
    looks = {"COLUMNS": str(width), "TERM": "xterm-256color", "COLORTERM": "", "NO_COLOR": ""}
    with patch.dict(os.environ, looks), redirect_stdout(stream), redirect_stderr(stream):
        os.environ.pop("NO_COLOR")
        with suppress(SystemExit):  # that is how a command ends
            main(shlex.split(command)[1:])
    return f"$ {command}\n{stream.getvalue()}"


def drawn(command: str, width: int) -> str:
    """Return a picture of that as SVG, which needs nothing from elsewhere."""
    console = Console(record=True, width=width, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(shown(command, width).rstrip()))
    svg = console.export_svg(title="polcorp", theme=MONOKAI)
    return _FONT_FACE.sub("", svg)


def pictures() -> dict[Path, tuple[str, int]]:
    """Return the pictures of the documentation, each with its command and width."""
    return {
        IMAGES / f"terminal-{width}-{language}.svg": (f"{COMMAND} --lang {language}", width)
        for language in LANGUAGES
        for width in WIDTHS
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        prepare(Path(place))
        os.chdir(place)
        Corpus().ingest()
        for path, (command, width) in pictures().items():
            path.write_text(drawn(command, width), encoding="utf-8")
        os.chdir(ROOT)
