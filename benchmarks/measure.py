"""Running a command and measuring it: time and the memory of all its processes; and reporting."""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


class Report:
    """Prints lines, and writes each at once to ``results/NAME.md``: an abort keeps what there is."""

    def __init__(self, name: str, about: str = "") -> None:
        self._path = Path("results", f"{name}.md")
        self._path.parent.mkdir(exist_ok=True)
        self._path.write_text("", "utf-8")
        self(f"{machine()}{about and '; '}{about}\n")

    def __call__(self, line: str) -> None:
        """Print and keep a line."""
        print(line, flush=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    def head(self, *columns: str) -> None:
        """Begin a table; a column that begins with «#» holds numbers."""
        self("| " + " | ".join(column.lstrip("#") for column in columns) + " |")
        kinds = ("---:" if column.startswith("#") else "---" for column in columns)
        self("| " + " | ".join(kinds) + " |")

    def row(self, *cells: object) -> None:
        """Add a row to the table."""
        self("| " + " | ".join(str(cell) for cell in cells) + " |")


@dataclass(frozen=True)
class Measured:
    """What a command took; *memory* is the peak of the sum over its processes, in MiB.

    *processor* are the seconds that its processes computed, which other programs disturb less.
    """

    seconds: float
    processor: float
    memory: float
    code: int
    out: str


def run(
    command: list[str],
    env: dict[str, str] | None = None,
    tell: Callable[[str, float, float], None] | None = None,
) -> Measured:
    """Run *command* and measure it; its processes are looked at five times a second (Linux).

    *tell* is called with each line that it prints, and the memory now and at its peak, in MiB.
    """
    begun, computed = time.perf_counter(), processor_time()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, **(env or {})}
    )
    peak = now = 0.0
    done = threading.Event()

    def watch() -> None:
        nonlocal peak, now
        while not done.wait(0.2):
            now = sum(resident(pid) for pid in family(process.pid)) / 2**20
            peak = max(peak, now)

    watcher = threading.Thread(target=watch)
    watcher.start()
    out = []
    assert process.stdout is not None
    for line in process.stdout:
        out.append(line)
        if tell:
            tell(line, now, peak)
    code = process.wait()
    seconds = time.perf_counter() - begun
    done.set()
    watcher.join()
    return Measured(seconds, processor_time() - computed, peak, code, "".join(out))


def processor_time() -> float:
    """Return the seconds that processes started from here and ended since have computed."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def family(pid: int) -> list[int]:
    """Return *pid* and all processes below it."""
    below: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        below.setdefault(int(fields[1]), []).append(int(status.parent.name))
    found = [pid]
    for parent in found:
        found.extend(below.get(parent, []))
    return found


def resident(pid: int) -> int:
    """Return the proportional resident memory of a process in bytes (0: it has ended)."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except (OSError, IndexError):
        return 0
    return 0


def machine() -> str:
    """Say what is measured on, and when."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    cores = len(os.sched_getaffinity(0))
    return (
        f"{time.strftime('%Y-%m-%d')}, {model}, {cores} cores, Python {platform.python_version()}"
    )
