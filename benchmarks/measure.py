"""Running a command and measuring it: time, processor time and the memory of all its processes."""

from __future__ import annotations

import os
import platform
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measured:
    """What a command took; *memory* is the peak of the sum over its processes, in MiB."""

    seconds: float
    memory: float
    code: int
    out: str


def run(command: list[str], env: dict[str, str] | None = None) -> Measured:
    """Run *command* and measure it; its processes are looked at five times a second (Linux)."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, **(env or {})}
    )
    peak = 0.0
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.2):
            peak = max(peak, sum(resident(pid) for pid in family(process.pid)))

    watcher = threading.Thread(target=watch)
    watcher.start()
    out, _ = process.communicate()
    seconds = time.perf_counter() - begun
    done.set()
    watcher.join()
    return Measured(seconds, peak / 2**20, process.returncode, out)


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
