"""Find the files to read, without following loops and without opening what is no file."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from polcorp.errors import PolcorpError, nearest

#: Extensions that are read from folders; a file that is named is read whatever it is called.
TEXT_SUFFIXES = frozenset({".txt"})

#: Where texts are looked for when no path is given.
DEFAULT_FOLDER = Path("data/raw")

_KINDS = (
    (stat.S_ISFIFO, "a named pipe, not a file"),
    (stat.S_ISSOCK, "a socket, not a file"),
    (stat.S_ISCHR, "a device, not a file"),
    (stat.S_ISBLK, "a device, not a file"),
    (stat.S_ISDIR, "a folder, not a file"),
)


@dataclass(frozen=True, order=True)
class Failure:
    """A file or folder that could not be read, and why."""

    path: str
    reason: str


@dataclass(frozen=True, order=True)
class SourceFile:
    """A file to read: the *name* that stands in the tables and the *location* on the disk."""

    name: str
    location: Path = field(compare=False)


@dataclass
class Discovery:
    """What a search found: readable files, failures, and the folders that were searched."""

    files: list[SourceFile] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    roots: list[str] = field(default_factory=list)

    def covers(self, name: str) -> bool:
        """Tell whether a file called *name* would have been found, did it exist."""
        return any(root in (".", name) or name.startswith(root + "/") for root in self.roots)


def discover(paths: Sequence[str | Path] = ()) -> Discovery:
    """Find the files under *paths*, sorted by name, each once.

    Folders are searched recursively for ``.txt`` files; hidden files and folders are passed over.
    A file reached in two ways (a symbolic link, a path given twice) counts once.

    Raises:
        PolcorpError: a path does not exist, or no path is given and there is no ``data/raw``.
    """
    if not paths and not DEFAULT_FOLDER.is_dir():
        raise PolcorpError(f"no folder {DEFAULT_FOLDER.as_posix()} here; name files or folders")
    found = Discovery()
    candidates: list[Path] = []
    for path in [Path(path) for path in paths] or [DEFAULT_FOLDER]:
        _require_existing(path)
        found.roots.append(display_name(path))
        if path.is_dir():
            candidates.extend(_walk(path, (), found.failures))
        else:
            candidates.append(path)
    found.files = _usable(candidates, found.failures)
    found.failures = sorted(set(found.failures))
    return found


def display_name(path: Path) -> str:
    r"""Return *path* as it stands in the tables: POSIX, and relative to this folder if below it.

    Bytes of a file name that are no UTF-8 are shown as ``\xNN``.
    """
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  # resolve() would follow links
    here = Path.cwd()
    shown = absolute.relative_to(here) if absolute.is_relative_to(here) else path
    return os.fsencode(os.path.normpath(shown)).decode("utf-8", "backslashreplace")


def reason_of(error: OSError) -> str:
    """Say in a few words why the system refused a file."""
    known = {
        errno.EACCES: "no permission to read it",
        errno.EPERM: "no permission to read it",
        errno.ENOENT: "it is not there (any more)",
        errno.ELOOP: "a symbolic link that leads back to itself",
        errno.ENAMETOOLONG: "its name is too long",
    }
    return known.get(error.errno or 0, error.strerror or type(error).__name__)


def _require_existing(path: Path) -> None:
    if os.path.lexists(path):
        return
    folder = path.parent
    siblings = sorted(os.listdir(folder)) if folder.is_dir() else []  # noqa: PTH208
    near = nearest(path.name, siblings)
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    raise PolcorpError(f"no such file or folder: {path.as_posix()}{hint}")


def _walk(
    folder: Path, above: tuple[tuple[int, int], ...], failures: list[Failure]
) -> Iterator[Path]:
    """Yield the text files under *folder*; *above* identifies the folders that lead to it."""
    try:
        status = folder.stat()
        identity = (status.st_dev, status.st_ino)
        if identity in above:
            failures.append(Failure(display_name(folder), "a symbolic link to a folder above it"))
            return
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        failures.append(Failure(display_name(folder), reason_of(error)))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = folder / entry.name
        if _is_folder(entry):
            yield from _walk(path, (*above, identity), failures)
        elif path.suffix.lower() in TEXT_SUFFIXES:
            yield path


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself is no folder; opening it will say why
        return False


def _usable(candidates: Iterable[Path], failures: list[Failure]) -> list[SourceFile]:
    """Keep the regular files, each once; a real file goes before the links to it."""
    seen: set[str] = set()
    files: list[SourceFile] = []
    for path in sorted(candidates, key=lambda path: (path.is_symlink(), display_name(path))):
        name = display_name(path)
        problem = _problem(path)
        if problem:
            failures.append(Failure(name, problem))
            continue
        real = os.path.realpath(path)
        if real not in seen:
            seen.add(real)
            files.append(SourceFile(name, path))
    return sorted(files)


def _problem(path: Path) -> str | None:
    """Say why *path* cannot be read as a file, judging by its status only."""
    try:
        os.fsencode(path).decode("utf-8")
    except UnicodeDecodeError:
        return "the file's name is not valid UTF-8"
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return reason_of(error)
    for is_kind, words in _KINDS:
        if is_kind(mode):
            return words
    return None
