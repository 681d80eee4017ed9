"""The folder that the names of files are relative to, and which files can be looked for from it.

Names are relative to the folder in which the first ingest ran. Each run notes it as seen from the
folder of the corpus, so that it is found again when both have moved together, and so that an ingest
from another folder gives the same file the same name. Where that folder is not to be found, and
none of its files is where this ingest runs, nobody can tell whether they are still there.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from polcorp.reading.containers import container_of
from polcorp.reading.discovery import display_name
from polcorp.reading.standard_input import is_from_standard_input


@dataclass(frozen=True)
class Home:
    """The *folder* of the names, how it is *noted*, and the notes that mean another folder.

    *unpacked* are the files with several documents whose documents are all known by now.
    """

    folder: Path
    noted: str | None = None
    elsewhere: frozenset[str | None] = frozenset()
    unpacked: frozenset[str] = frozenset()

    def name(self, path: Path) -> str:
        """Return the name of the file at *path*."""
        return display_name(path, self.folder)

    def can_judge(self, name: str, noted: str | None) -> bool:
        """Return whether it can be told if the file *name* of a folder so *noted* is there."""
        return Path(name).is_absolute() or noted not in self.elsewhere

    def has(self, name: str) -> bool:
        """Return whether the file *name* is on the disk.

        One that may not be asked for counts, and so does a text that never had a file. One in a file
        that holds others is there as long as that is, unless that was unpacked without it.
        """
        container = container_of(name)
        if container is not None:
            return container not in self.unpacked and _is_there(self.folder / container)
        return is_from_standard_input(name) or _is_there(self.folder / name)


def find_home(corpus: Path | None, names: Mapping[str, str | None]) -> Home:
    """Return the home of an ingest into a corpus that has the files *names*.

    Args:
        corpus: the folder of the corpus, from which notes are seen; None where it is at a URL.
        names: stored names of files, each with its folder as noted (None: before that was done).
    """
    here = Path.cwd()
    of_note: dict[str | None, list[str]] = {}
    for name, noted in names.items():
        of_note.setdefault(noted, []).append(name)
    folders = {noted: _seen_from(corpus, noted) for noted in of_note}
    folder = here
    if here not in folders.values():
        others = (
            there
            for noted, there in folders.items()
            if there is not None and _has_any(there, of_note[noted])
        )
        folder = next(others, here)
    elsewhere = (
        noted
        for noted, files in of_note.items()
        if folders[noted] != folder and not _has_any(folder, files)
    )
    return Home(folder, _note(corpus, folder), frozenset(elsewhere))


def _seen_from(corpus: Path | None, noted: str | None) -> Path | None:
    if corpus is None or noted is None:
        return None
    return Path(os.path.normpath(corpus / noted))


def _note(corpus: Path | None, folder: Path) -> str | None:
    if corpus is None:
        return None
    try:
        return Path(os.path.relpath(folder, corpus)).as_posix()
    except ValueError:  # on another drive
        return folder.as_posix()


def _has_any(folder: Path, names: Iterable[str]) -> bool:
    files = (container_of(name) or name for name in names if not Path(name).is_absolute())
    return any(_is_there(folder / name) for name in files)


def _is_there(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:  # nobody knows what is in a closed folder
        return True
