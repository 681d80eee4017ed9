"""The examples of README.md and docs/ are run, and print what they say."""

from __future__ import annotations

import doctest
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from polcorp.cli.app import main
from polcorp.corpus import Corpus as CoreCorpus
from polcorp.corpus.corpus_file import CorpusFile
from polcorp.corpus.table_methods import TableMethods
from polcorp.reports.notebook import Corpus

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the data of the repository and a filled corpus."""
    target = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "data" / "raw", target / "data" / "raw")
    shutil.copytree(ROOT / "data" / "annotations", target / "data" / "annotations")
    done = run("polcorp ingest data/raw", target)
    assert done.returncode == 0, done.stderr
    return target


def run(command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a ``polcorp`` command line, pipes and all, with this interpreter's polcorp."""
    call = f"{shlex.quote(sys.executable)} -m polcorp"
    line = re.sub(r"^polcorp\b", call, command)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("POLCORP_")}
    environment |= {"PYTHONIOENCODING": "utf-8", "COLUMNS": "100"}
    return subprocess.run(
        line, shell=True, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


def printed_by(command: str, cwd: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what a command line prints; without a shell's signs it is run in this process."""
    if re.search("[|<>;&$*]", re.sub('"[^"]*"', "", command)) or not command.startswith("polcorp "):
        done = run(command, cwd)
        return done.stdout + done.stderr
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
    with monkeypatch.context() as patch:
        patch.chdir(cwd)
        patch.setenv("COLUMNS", "100")
        patch.setattr(sys, "stdout", streams[0])
        patch.setattr(sys, "stderr", streams[1])
        with pytest.raises(SystemExit):
            main(shlex.split(command)[1:])
    for stream in streams:
        stream.flush()
    return "".join(stream.buffer.getvalue().decode() for stream in streams)


def commands(block: str) -> list[tuple[str, str]]:
    """Return (command, what it prints) of a console block."""
    pieces = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    pairs = []
    for piece in pieces:
        first, _, printed = piece.partition("\n")
        while first.endswith("\\"):
            more, _, printed = printed.partition("\n")
            first = first[:-1] + more.strip()
        pairs.append((first, printed))
    return pairs


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every example of the page prints what the page says; «...» stands for anything."""
    monkeypatch.chdir(folder)
    monkeypatch.delenv("POLCORP_CORPUS", raising=False)
    checker = doctest.OutputChecker()
    names: dict[str, object] = {}
    for kind, block in BLOCK.findall(page.read_text(encoding="utf-8")):
        if kind == "console":
            for command, want in commands(block):
                got = printed_by(command, folder, monkeypatch)
                assert checker.check_output(want, got, FLAGS), (
                    f"$ {command}\n{got}\nwanted:\n{want}"
                )
        else:
            example = doctest.DocTestParser().get_doctest(block, names, page.name, str(page), 0)
            runner = doctest.DocTestRunner(optionflags=FLAGS)
            report: list[str] = []
            runner.run(example, out=report.append, clear_globs=False)
            names |= example.globs
            assert not runner.failures, "".join(report)


CLASSES = ("CorpusFile", "TableMethods", "Corpus", "Corpus of notebooks")


@pytest.mark.parametrize("name", CLASSES)
def test_examples_of_methods(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every public method of a corpus has an example, which returns what it says."""
    monkeypatch.chdir(folder)
    kind = {
        "CorpusFile": CorpusFile,
        "TableMethods": TableMethods,
        "Corpus": CoreCorpus,
        "Corpus of notebooks": Corpus,
    }[name]
    names = {"Corpus": Corpus, "corpus": Corpus("data/polcorp.db")}
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    report: list[str] = []
    for example in doctest.DocTestFinder().find(kind, kind.__name__, globs=names):
        method = example.name.partition(".")[2]
        assert example.examples or not method or method.startswith("_"), example.name
        runner.run(example, out=report.append)
    assert not runner.failures, "".join(report)


def test_every_page_is_linked() -> None:
    """README.md links to every page of the documentation."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [p.name for p in PAGES[1:] if f"docs/{p.relative_to(ROOT / 'docs')}" not in readme]
    assert missing == []
