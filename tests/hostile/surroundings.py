"""One ingest and all exports in a process of their own, in surroundings that must not matter.

``python -m tests.hostile.surroundings TEXTS FOLDER KIND…`` ingests TEXTS in the ways that
``POLCORP_WAY`` names (options of «polcorp ingest») and exports each kind to FOLDER.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from polcorp.vocabulary.formats import ANNOTATION_FORMATS, FORMATS, STORE_FORMATS, TEXT_FORMATS

ROOT = Path(__file__).resolve().parents[2]
#: Everything that an export can be, and tables and pages that are made otherwise.
KINDS = (*FORMATS, *ANNOTATION_FORMATS, *TEXT_FORMATS, *STORE_FORMATS, "report", "plot", "compare")
_WAY = "POLCORP_WAY"
_STORE_NAME = re.compile(rb'("databases": \{\s*)"[^"]+"')


@dataclass(frozen=True)
class Surroundings:
    """The options of an ingest, and variables of the environment."""

    name: str
    way: Sequence[str] = ("--jobs", "1")
    env: Mapping[str, str] = field(default_factory=dict)


BASE = Surroundings("base", env={"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"})
OTHERS = (
    Surroundings("two processes", ("--jobs", "2")),
    Surroundings("Parquet", ("--parquet", "set", "--jobs", "1")),
    Surroundings("Dask", ("--dask", "local", "--jobs", "2")),
    Surroundings("Dask and Parquet", ("--dask", "local", "--jobs", "2", "--parquet", "set")),
    Surroundings("hash seed 1", env={"PYTHONHASHSEED": "1"}),
    Surroundings("hash seed 4711", env={"PYTHONHASHSEED": "4711"}),
    Surroundings("time zone", env={"TZ": "Asia/Tokyo"}),
    Surroundings("Swedish locale", env={"LC_ALL": "sv_SE.UTF-8", "LANG": "sv_SE.UTF-8"}),
    Surroundings("C locale", env={"LC_ALL": "C", "PYTHONUTF8": "0"}),
    Surroundings("Turkish locale", env={"LC_ALL": "tr_TR.UTF-8"}),
)


def exported(
    texts: Path, scratch: Path, around: Surroundings, kinds: Sequence[str], *more: str
) -> dict[str, bytes]:
    """Return the bytes of every file that is exported in these surroundings.

    *more* are options of the ingest. What it says, and when it ran, is left out.
    """
    folder = scratch / around.name.replace(" ", "-")
    folder.mkdir()
    (folder / "polcorp.toml").write_text('lang = "en"\n', "utf-8")  # which the locale decides else
    env = {**os.environ, "PYTHONPATH": str(ROOT), "POLCORP_CACHE": str(folder / "cache")}
    env |= {**BASE.env, **around.env, _WAY: "\n".join([*around.way, *more])}
    command = [sys.executable, "-W", "ignore", "-m", __name__, str(texts), "out", *kinds]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{around.name}: {done.stderr[-2000:]}")
    out = folder / "out"
    files = (path for path in sorted(out.rglob("*")) if path.is_file())
    return {path.relative_to(out).as_posix(): _content(path) for path in files}


def _content(path: Path) -> bytes:
    """Return what a file says, whatever the store is called, which Datasette has to know."""
    data = path.read_bytes()
    return _STORE_NAME.sub(rb"\1", data) if path.name == "metadata.json" else data


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Return the names of files that are not the same in both."""
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def _make(texts: str, folder: str, kinds: Sequence[str]) -> None:
    """Ingest and export in this process."""
    way = os.environ[_WAY].split("\n")
    corpus = "set" if "--parquet" in way else "corpus.db"
    where = [] if "--parquet" in way else ["--corpus", corpus]
    _polcorp("ingest", texts, "--quiet", *where, *way)
    os.makedirs(folder)  # noqa: PTH103
    for kind in kinds:
        match kind:
            case "report":
                command = ["report", "-o", f"{folder}/report.html", "--quiet"]
            case "plot":
                command = ["plot", "themes", "-o", f"{folder}/plot.svg", "--quiet"]
            case "compare":
                command = ["compare", "--by", "party", "-o", f"{folder}/compare.csv", "--quiet"]
            case _:
                command = ["export", f"{folder}/{kind}", "--export", kind, "--quiet"]
        _polcorp(*command, "--corpus", corpus)


def _polcorp(*arguments: str) -> None:
    from polcorp.cli.app import main

    try:
        main(arguments)
    except SystemExit as left:
        if left.code:
            raise


if __name__ == "__main__":
    _make(sys.argv[1], sys.argv[2], sys.argv[3:])
