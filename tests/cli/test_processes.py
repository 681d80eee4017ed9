"""What only a process of its own shows: imports, pipes, signals, a terminal."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

from polcorp.corpus import Corpus
from polcorp.ingest.ingest import Analyser

pytestmark = pytest.mark.slow

HEAVY = ("spacy", "pandas", "pyarrow", "numpy", "thinc", "xlsxwriter")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("arguments", [["--help"], ["actors", "--help"], ["ingest", "--help"]])
def test_help_needs_nothing_heavy(here: Path, arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "from polcorp.cli.app import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print([m for m in sys.modules if m in " + repr(HEAVY) + "], file=sys.stderr)\n"
    )
    done = python(code, *arguments)
    assert done.returncode == 0
    assert "Usage: polcorp" in done.stdout
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize(
    "arguments",
    [
        ["actors", "--by", "party"],
        ["themes", "--export", "csv"],
        ["kwic", "skolan"],
        ["sql", "SELECT 1"],
    ],
)
def test_a_table_needs_no_pipeline(corpus: Corpus, arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "from polcorp.cli.app import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print([m for m in ('spacy', 'thinc') if m in sys.modules], file=sys.stderr)\n"
    )
    done = python(code, *arguments)
    assert done.stdout
    assert done.stderr.splitlines()[-1] == "[]"


def test_importing_polcorp_needs_nothing_heavy(here: Path) -> None:
    code = (
        "import sys, polcorp\n"
        "assert {'Corpus', 'load_pipeline', '__version__'} <= set(dir(polcorp))\n"
        f"print([m for m in sys.modules if m in {HEAVY!r}], polcorp.__version__ != '')\n"
        "print(polcorp.Corpus('x.db'))\n"
        "try: polcorp.nonsense\n"
        "except AttributeError as error: print(error)\n"
    )
    assert python(code).stdout.splitlines() == [
        "[] True",
        "Corpus('x.db')",
        "module 'polcorp' has no attribute 'nonsense'",
    ]


def test_cli_py_runs_from_a_checkout(here: Path) -> None:
    command = [sys.executable, str(ROOT / "cli.py"), "themes"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr == (
        "polcorp: no corpus data/polcorp.db; «polcorp ingest» makes one, --corpus names another\n"
    )


def test_a_reader_that_leaves_early_is_no_error(corpus: Corpus) -> None:
    code = "from polcorp.cli.app import main; main(['actors', '--long', '--export', 'csv'])"
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.close()  # before anything is written
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.wait(timeout=60)
    process.stderr.close()


def test_ctrl_c_leaves_with_130(corpus: Corpus) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    code = (
        "import sys, pandas\n"
        "from polcorp.cli.app import main\n"
        "print('ready', flush=True)\n"
        "main(['sql', sys.argv[1]])\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, endless],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(0.7)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (130, "polcorp: stopped\n")


def test_a_terminal_gets_a_fitted_table_with_a_limit(corpus: Corpus) -> None:
    code = "from polcorp.cli.app import main; main(['actors', '--limit', '2'])"
    text = in_terminal([sys.executable, "-c", code], columns=60)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", text).replace("\r", "").splitlines()
    assert any(line.split()[:2] == ["Polisen", "AUTHORITY"] for line in lines)
    said = [line for line in lines if line.startswith(("showing 2 of 4 rows (", "no room for: "))]
    assert len(said) == 2
    assert max(len(line) for line in lines if line not in said) <= 60


def in_terminal(command: list[str], columns: int) -> str:
    """Run *command* on a terminal of its own and return what it shows."""
    import fcntl
    import termios

    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 30, columns, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    process = subprocess.Popen(
        command, stdin=follower, stdout=follower, stderr=follower, env=environment
    )
    os.close(follower)
    shown = b""
    while select.select([leader], [], [], 60)[0]:
        try:
            part = os.read(leader, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        shown += part
    process.wait(timeout=60)
    os.close(leader)
    return shown.decode()


def test_a_reader_that_has_enough_is_no_failure(raw: Path, quick: Analyser, here: Path) -> None:
    for number in range(400):
        (raw / f"{number}.txt").write_text(f"Vi vill att barn {number} hörs i skolan. " * 9)
    Corpus().ingest()
    reader, writer = os.pipe()
    command = [sys.executable, "-m", "polcorp", "demands", "--export", "csv"]
    with subprocess.Popen(command, stdout=writer, stderr=subprocess.PIPE) as process:
        os.close(writer)
        os.read(reader, 10)
        os.close(reader)
        assert process.communicate(timeout=60)[1] == b""
    assert process.returncode == 0


def test_an_encoding_of_few_characters(raw: Path, quick: Analyser, here: Path) -> None:
    (raw / "tree.txt").write_text("Vi vill att barn får träd 🌳.", encoding="utf-8")
    Corpus().ingest()
    done = subprocess.run(
        [sys.executable, "-m", "polcorp", "demands", "--doc", "tree"],
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "träd ?" in done.stdout.decode("cp1252")
