"""Where a data set lies: a folder here, or whatever fsspec has a name for (s3, gs, hdfs, …).

A file is there whole or not at all: it is written under a temporary name and renamed. Object stores
show an object only when all of it has arrived; there it is written once.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from polcorp.errors import PolcorpError

#: File systems that show nothing of an object before it is whole, and where a rename is a copy.
_OBJECT_STORES = {"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oss", "memory"}


class StorageError(PolcorpError):
    """The place of a data set cannot be reached, read or written."""


class Storage(Protocol):
    """A folder of files, by names with «/»."""

    url: str

    def read(self, name: str) -> bytes:
        """Return a file.

        Raises:
            FileNotFoundError: there is none of that name.
        """

    def write(self, name: str, data: bytes) -> None:
        """Put a file there, whole or not at all; one of that name is replaced."""

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in *folder*, sorted; hidden ones left out."""

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""


def is_url(place: str) -> bool:
    """Return whether *place* is a URL and not a path."""
    return "://" in place


def is_data_set(place: str | Path) -> bool:
    """Return whether *place* can be a data set: a URL or a folder, not a corpus file."""
    return is_url(str(place)) or Path(place).is_dir()


def folder_of(place: str) -> Path | None:
    """Return the folder that *place* is on this machine, None where it is elsewhere."""
    if not is_url(place):
        return Path(place)
    parts = urlsplit(place)
    return Path(unquote(parts.path)) if parts.scheme == "file" else None


def open_storage(place: str) -> Storage:
    """Return the storage at *place*, a path or URL; nothing is made there before it is written to.

    Raises:
        StorageError: what fsspec needs for such a URL is not installed, or it knows none such.
    """
    folder = folder_of(place)
    if folder is not None:
        return LocalStorage(folder, place)
    try:
        core: Any = import_module("fsspec.core")
    except ImportError as error:
        raise StorageError(f"{place} needs more: pip install 'polcorp[dask]'") from error
    try:
        files, root = core.url_to_fs(place)
    except Exception as error:  # each file system has errors of its own for a URL
        raise StorageError(f"{place}: {_line(error)}") from error
    return RemoteStorage(files, root, place, whole=urlsplit(place).scheme in _OBJECT_STORES)


class LocalStorage:
    """A folder on a disk of this machine, or on one that several machines share."""

    def __init__(self, root: Path, url: str) -> None:
        """Use the folder *root*, which messages call *url*."""
        self._root = root
        self.url = url

    def read(self, name: str) -> bytes:
        """Return a file."""
        return (self._root / name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        """Write beside, see it on the disk, rename."""
        target = self._root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.{uuid.uuid4().hex}.tmp")
        try:
            with beside.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in *folder*."""
        try:
            found = [entry.name for entry in os.scandir(self._root / folder)]
        except FileNotFoundError:
            return []
        return sorted(name for name in found if not name.startswith("."))

    def remove(self, name: str) -> None:
        """Take a file away."""
        (self._root / name).unlink(missing_ok=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the data set for one ingest, and clear away what a killed one left half written.

        Raises:
            StorageError: another ingest holds it.
        """
        self._root.mkdir(parents=True, exist_ok=True)
        with (self._root / ".lock").open("wb") as file:
            if not _locked(file.fileno()):
                raise StorageError(f"another ingest is writing to {self.url}; try again later")
            for left in self._root.glob("*/.*.tmp"):
                left.unlink(missing_ok=True)
            yield


class RemoteStorage:
    """A folder of an fsspec file system."""

    def __init__(self, files: Any, root: str, url: str, *, whole: bool) -> None:
        """Use *root* of *files*; with *whole*, what is written shows only when it is complete."""
        self._files = files
        self._root = root.rstrip("/")
        self._whole = whole
        self.url = url

    def read(self, name: str) -> bytes:
        """Return a file."""
        with self._said():
            data: bytes = self._files.cat_file(self._path(name))
        return data

    def write(self, name: str, data: bytes) -> None:
        """Write at once where that is safe, else beside, and rename."""
        target = self._path(name)
        if self._whole:  # no folders to make, and a bucket is not made by a slip of the pen
            try:
                with self._said():
                    self._files.pipe_file(target, data)
            except FileNotFoundError as error:
                raise StorageError(f"{self.url}: {_line(error)}") from error
            return
        folder, _, last = target.rpartition("/")
        beside = f"{folder}/.{last}.{uuid.uuid4().hex}.tmp"
        with self._said():
            self._files.makedirs(folder, exist_ok=True)
            self._files.pipe_file(beside, data)
            self._files.mv(beside, target)

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in *folder*, as they are there now."""
        self._files.invalidate_cache()
        try:
            with self._said():
                found = self._files.ls(self._path(folder), detail=False)
        except FileNotFoundError:
            return []
        names = (str(path).rpartition("/")[2] for path in found)
        return sorted(name for name in names if name and not name.startswith("."))

    def remove(self, name: str) -> None:
        """Take a file away."""
        try:
            with self._said():
                self._files.rm_file(self._path(name))
        except FileNotFoundError:
            return

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Turn what a client says in errors of its own into a :class:`StorageError`."""
        try:
            yield
        except (OSError, PolcorpError):
            raise
        except Exception as error:  # each client has its own
            raise StorageError(f"{self.url}: {_line(error)}") from error

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"


def _line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


@contextmanager
def alone(storage: Storage) -> Iterator[None]:
    """Hold a data set for one ingest; object stores have no locks, there it is the user's care.

    Raises:
        StorageError: another ingest holds it, or the folder cannot be written.
    """
    if not isinstance(storage, LocalStorage):
        yield
        return
    try:
        holding = storage.alone()
        holding.__enter__()
    except OSError as error:
        raise StorageError(f"{storage.url}: {error.strerror}") from error
    try:
        yield
    finally:
        holding.__exit__(None, None, None)


def _locked(descriptor: int) -> bool:
    """Lock an open file against other processes, for as long as it is open; false if it is held."""
    try:
        fcntl: Any = import_module("fcntl")
    except ImportError:  # Windows keeps an open file from being opened twice only if asked to
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
