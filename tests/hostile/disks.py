"""Every kind of write to a disk that is full: one line, nothing of before is lost, and it can go on.

The small disk is a file system in memory, which takes the rights of an administrator, or a user
name space of one's own (Linux).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Enough for anything that is written here.
_LARGE = "256m"
_PAGE = 4096


@dataclass(frozen=True)
class Write:
    """A command that writes below the folder ``disk``, where everything else lies elsewhere.

    Args:
        name: what is written.
        command: the arguments of polcorp; ``disk/`` is the small disk.
        needs: commands that are run before, on the large disk.
    """

    name: str
    command: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...] = ()
    env: Mapping[str, str] | None = None


INGEST = ("ingest", "raw", "--model", "blank", "--quiet", "--jobs", "1")
STORE = (*INGEST, "--corpus", "a.db")
WRITES = (
    Write("a new store", (*INGEST, "--corpus", "disk/a.db")),
    Write(
        "a store that grows",
        ("ingest", "more", "--model", "blank", "--quiet", "--jobs", "1", "--corpus", "disk/a.db"),
        ((*INGEST, "--corpus", "disk/a.db"),),
    ),
    Write("a data set", (*INGEST, "--parquet", "disk/set")),
    Write("a data set by two processes", (*INGEST[:-1], "2", "--parquet", "disk/set")),
    *(
        Write(f"an export as {kind}", ("export", "disk/out", "--export", kind, "--corpus", "a.db"))
        for kind in ("csv", "jsonl", "xlsx", "parquet", "brat", "gold", "quanteda", "datasette")
    ),
    Write("a table", ("demands", "-o", "disk/t.csv", "--corpus", "a.db")),
    Write("a workbook", ("demands", "-o", "disk/t.xlsx", "--corpus", "a.db")),
    Write("a Parquet file", ("demands", "-o", "disk/t.parquet", "--corpus", "a.db")),
    Write("a template", ("documents", "--template", "-o", "disk/t.csv", "--corpus", "a.db")),
    Write("a report", ("report", "-o", "disk/r.html", "--corpus", "a.db")),
    Write("a plot", ("plot", "themes", "-o", "disk/p.svg", "--corpus", "a.db")),
    Write(
        "corrections",
        ("annotations", "import", "gold.jsonl", "--user-dir", "disk", "--corpus", "a.db"),
    ),
    Write(
        "the cache of a data set",
        ("documents", "--corpus", "set"),
        ((*INGEST, "--parquet", "set"),),
        {"POLCORP_CACHE": "disk/cache"},
    ),
    Write(
        "what is unpacked",
        ("ingest", "texts.csv", "--model", "blank", "--quiet", "--corpus", "b.db"),
        env={"TMPDIR": "disk"},
    ),
)


def can_mount() -> bool:
    """Return whether small disks can be made here."""
    return sys.platform == "linux" and (os.geteuid() == 0 or _in_name_space(["true"]) == 0)


def _in_name_space(command: list[str]) -> int:
    try:
        return subprocess.run(["unshare", "-Urm", *command], check=False).returncode
    except OSError:
        return 1


def enter_name_space() -> None:
    """Start this program again where it may mount, unless it may here."""
    if os.geteuid() != 0:
        os.execvp("unshare", ["unshare", "-Urm", sys.executable, *sys.orig_argv[1:]])


class Disks:
    """A folder with texts, a corpus and a small disk."""

    def __init__(self, folder: Path, texts: int = 12) -> None:
        self.folder = folder
        self.disk = folder / "disk"
        self.disk.mkdir()
        for name, number in (("raw", texts), ("more", texts * 4)):
            (folder / name).mkdir()
            for one in range(number):
                text = f"Centerpartiet i Umeå: {name} {one}\n\nVi vill att Ort{one} får mer. Skolfam ska prövas.\n"
                (folder / name / f"{one}.txt").write_text(text * 20, "utf-8")
        rows = "".join(f'{n},"{"Vi vill att skolan växer. " * 400}"\n' for n in range(20))
        (folder / "texts.csv").write_text(f"doc_id,text\n{rows}", "utf-8")
        self.run(STORE)
        self.run(("export", "gold", "--export", "gold", "--corpus", "a.db", "--quiet"))
        gold = (folder / "gold/gold.jsonl").read_text("utf-8")
        (folder / "gold.jsonl").write_text(gold.replace('"C"', '"S"').replace("prose", "bullet"))

    def run(
        self, command: tuple[str, ...], env: Mapping[str, str] | None = None, *, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """Run polcorp in the folder.

        Raises:
            AssertionError: it failed, where it is to be checked; with what it said.
        """
        places = {name: str(self.folder / place) for name, place in (env or {}).items()}
        done = subprocess.run(
            [sys.executable, "-X", "faulthandler", "-m", "polcorp", *command],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **places},
            capture_output=True,
            text=True,
            check=False,
        )
        assert not (check and done.returncode), (command, done.returncode, done.stderr)
        return done

    @contextmanager
    def mounted(self) -> Iterator[None]:
        """Have a small disk, which is large at first, with a file on it: none can be of no size."""
        mount = ["mount", "-t", "tmpfs", "-o", f"size={_LARGE}", "none", str(self.disk)]
        subprocess.run(mount, check=True)
        try:
            (self.disk / "kept.txt").write_bytes(b"x" * _PAGE)
            yield
        finally:
            subprocess.run(["umount", "-l", str(self.disk)], check=True)

    def resize(self, size: str) -> None:
        """Let the disk hold this much."""
        mount = ["mount", "-o", f"remount,size={size}", str(self.disk)]
        subprocess.run(mount, check=True)

    def used(self) -> int:
        """Return the bytes that are used on the disk, in whole pages."""
        found = os.statvfs(self.disk)
        return (found.f_blocks - found.f_bfree) * found.f_frsize

    def try_out(self, write: Write, share: float) -> str:
        """Run a write where only a *share* of what it needs is free; return what came of it.

        Raises:
            AssertionError: it broke, lost what was there, or cannot go on when there is room.
        """
        self._fresh()
        with self.mounted():
            self._needed(write)
            before = self.used()
            assert self.run(write.command, write.env).returncode == 0
            needed = max(self.used() - before, _PAGE)
            wanted = self._names()
        self._fresh()
        with self.mounted():
            self._needed(write)
            kept = self._content()
            room = int(needed * share) // _PAGE * _PAGE
            self.resize(str(self.used() + room))
            done = self.run(write.command, write.env, check=False)
            self._judge(write, done, kept)
            self.resize(_LARGE)
            assert self.run(write.command, write.env).returncode == 0, write.name
            if write.env is None:  # names in a cache change with what is cached
                assert self._names() == wanted, write.name
            return "enough" if done.returncode == 0 else done.stderr.strip().splitlines()[-1]

    def _judge(
        self, write: Write, done: subprocess.CompletedProcess[str], kept: Mapping[str, bytes]
    ) -> None:
        told = done.stderr + done.stdout
        assert done.returncode in (0, 1, 2), (write.name, done.returncode, told)
        assert "Traceback" not in told, (write.name, told)
        if done.returncode:
            assert done.stderr.strip() or done.stdout.strip(), write.name
        for name, data in kept.items():
            path = self.disk / name
            assert path.exists(), (write.name, name)
            if path.suffix != ".db":
                assert path.read_bytes() == data, (write.name, name)
            else:
                check = self.run(("info", "--check", "--corpus", str(path)), check=False)
                assert check.returncode == 0, (write.name, check.stdout + check.stderr)

    def _needed(self, write: Write) -> None:
        for command in write.needs:
            self.run(command)

    def _fresh(self) -> None:
        for name in ("set", "b.db"):
            path = self.folder / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    def _content(self) -> dict[str, bytes]:
        """Return the files on the disk that are there to stay."""
        files = (path for path in self.disk.rglob("*") if path.is_file())
        return {
            path.relative_to(self.disk).as_posix(): path.read_bytes()
            for path in files
            if not path.name.endswith(("-wal", "-shm", ".tmp"))
        }

    def _names(self) -> list[str]:
        """Return the names of these files; those of a data set by their folder."""
        paths = map(Path, self._content())
        return sorted(
            (
                path.parent if path.parts[0] == "set" and path.suffix == ".parquet" else path
            ).as_posix()
            for path in paths
        )
