"""Find the files to read, without following loops and without opening what is no file."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from polcorp.errors import PolcorpError, nearest
from polcorp.vocabulary.messages import message
from polcorp.vocabulary.source_formats import LOOKED_FOR

#: Where texts are looked for when no path is given.
DEFAULT_FOLDER = Path("data/raw")

#: Device and inode: which folder it is, whatever path led to it.
Identity = tuple[int, int]

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
    """A file to read: the *name* that is in the tables and the *location* on the disk.

    What a table *gives* of a document in a row of its own, and the *source_format* where the name
    does not tell it.
    """

    name: str
    location: Path = field(compare=False)
    gives: Mapping[str, str] = field(default_factory=dict, compare=False)
    source_format: str = field(default="", compare=False)


@dataclass
class Discovery:
    """What a search found: readable files, failures, and the folders that were searched.

    *passed_over* are the files of these folders whose endings are none of ``LOOKED_FOR``.
    """

    files: list[SourceFile] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    roots: list[str] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)

    def covers(self, name: str) -> bool:
        """Return whether *name* is one of the searched paths, or below one."""
        return any(root in (".", name) or name.startswith(root + "/") for root in self.roots)


def discover(
    paths: Sequence[str | Path] = (),
    home: Path | None = None,
    own: Collection[Path] = (),
    known: Collection[str] = (),
) -> Discovery:
    """Find the files under *paths*, sorted by name, each once.

    Folders are searched for files with one of ``LOOKED_FOR`` and for those whose names are
    *known* as texts, to any depth; a file that is named is read whatever it is called; hidden files and folders are passed over without a word, and so are the program's *own*
    (absolute paths). A file reached in two ways (a
    symbolic link, a path given twice) counts once. Names are relative to *home*, by default the
    current folder.

    Raises:
        PolcorpError: a path does not exist, or no path is given and there is no ``data/raw``.
    """
    search = _Search(home or Path.cwd(), frozenset(map(os.fspath, own)), known)
    candidates: list[Path] = []
    for path in existing(paths):
        search.found.roots.append(search.name(path))
        candidates.extend(search.texts(path) if path.is_dir() else [path])
    found = search.found
    found.files = search.usable(candidates)
    found.failures = sorted(set(found.failures))
    named = {file.name for file in found.files}
    found.passed_over = sorted(set(found.passed_over) - named)
    return found


def existing(paths: Sequence[str | Path]) -> list[Path]:
    """Return *paths*, or the default folder where there are none.

    Raises:
        PolcorpError: one does not exist.
    """
    if not paths and not DEFAULT_FOLDER.is_dir():
        raise PolcorpError(message("no_default_folder", folder=DEFAULT_FOLDER.as_posix()))
    named = [Path(path) for path in paths] or [DEFAULT_FOLDER]
    for path in named:
        _require_existing(path)
    return named


def display_name(path: Path, home: Path | None = None) -> str:
    r"""Return *path* as the tables have it: POSIX, relative to *home* (this folder) if below it.

    A path that is not below *home* stays absolute or relative as it was given. Bytes of a file name
    that are no UTF-8 are shown as ``\xNN``.
    """
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  # resolve() would follow links
    home = home or Path.cwd()
    if absolute.is_relative_to(home):
        shown: str | Path = absolute.relative_to(home)
    elif path.is_absolute() or home == Path.cwd():
        shown = path
    else:
        shown = os.path.relpath(absolute, home)
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
    hint = "; " + message("did_you_mean", names=", ".join(near)) if near else ""
    raise PolcorpError(message("no_such_path", path=path.as_posix()) + hint)


class _Search:
    """One search of folders: what it finds and meets."""

    def __init__(self, home: Path, own: frozenset[str], known: Collection[str]) -> None:
        self.found = Discovery()
        self._home = home
        self._own = own
        self._known = known

    def name(self, path: Path) -> str:
        return display_name(path, self._home)

    def texts(self, root: Path) -> Iterator[Path]:
        """Yield the text files under *root*, and note the others."""
        pending: list[tuple[Path, frozenset[Identity]]] = [(root, frozenset())]
        while pending:  # a stack of its own: folders may be nested deeper than calls can be
            folder, above = pending.pop()
            entries, with_this = self._open(folder, above)
            for entry in entries:
                path = folder / entry.name
                if entry.name.startswith(".") or os.path.abspath(path) in self._own:  # noqa: PTH100
                    continue
                if _is(entry.is_dir):
                    pending.append((path, with_this))
                elif path.suffix.lower() in LOOKED_FOR or self.name(path) in self._known:
                    yield path
                elif _is(entry.is_file):
                    self.found.passed_over.append(self.name(path))

    def usable(self, candidates: Iterable[Path]) -> list[SourceFile]:
        """Keep the regular files, each once; a real file goes before the links to it."""
        seen: set[str] = set()
        files: list[SourceFile] = []
        for path in sorted(candidates, key=lambda path: (path.is_symlink(), self.name(path))):
            name = self.name(path)
            problem = _problem(path)
            if problem:
                self.found.failures.append(Failure(name, problem))
                continue
            real = os.path.realpath(path)
            if real not in seen:
                seen.add(real)
                files.append(SourceFile(name, path))
        return sorted(files)

    def _open(
        self, folder: Path, above: frozenset[Identity]
    ) -> tuple[list[os.DirEntry[str]], frozenset[Identity]]:
        """Return what is in *folder*, and the folders *above* with this one."""
        try:
            status = folder.stat()
            identity = (status.st_dev, status.st_ino)
            if identity not in above:
                return list(os.scandir(folder)), above | {identity}
            reason = "a symbolic link to a folder above it"
        except OSError as error:
            reason = reason_of(error)
        self.found.failures.append(Failure(self.name(folder), reason))
        return [], above


def _is(of_kind: Callable[[], bool]) -> bool:
    try:
        return of_kind()
    except OSError:  # a link that leads to itself is of no kind; opening it will say why
        return False


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
