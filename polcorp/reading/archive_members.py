"""The files in a zip archive."""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

from polcorp.errors import PolcorpError
from polcorp.reading.discovery import Failure, SourceFile
from polcorp.vocabulary.source_formats import LOOKED_FOR

#: A member that is larger is not read; :mod:`polcorp.reading.documents` takes no larger file either.
MAX_MEMBER = 64 * 1024 * 1024

#: The flag of a member whose name is UTF-8, and of one that needs a password.
_UTF8, _ENCRYPTED = 0x800, 1
#: What names are in where they are not in UTF-8, that of zip archives first.
_CODE_PAGES = ("cp437", "cp1252", "mac_roman")
_SWEDISH = "åäöÅÄÖéÉ"
#: Where macOS keeps what belongs to its own file system.
_OF_MACOS = "__MACOSX"


class TooLargeError(PolcorpError):
    """A file holds more than is unpacked."""

    def __init__(self, limit: int) -> None:
        """Name the *limit*, in bytes."""
        super().__init__(f"it unpacks to more than {limit // 1024**2} MiB; split it up")


@dataclass
class Inside:
    """What was found in a file: the documents, what could not be read, and what is none."""

    files: list[SourceFile] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    replaced: int = 0


def write_members(file: SourceFile, folder: Path, limit: int) -> Inside:
    """Write the documents in an archive to *folder*, each under its number.

    Hidden files are passed over without a word, as they are in folders.

    Raises:
        OSError: the archive cannot be read, or the folder not written.
        PolcorpError: it is no archive, or unpacks to more than *limit* bytes.
    """
    try:
        with ZipFile(file.location) as archive:
            members = [one for one in archive.infolist() if not _is_folder(one)]
            if sum(one.file_size for one in members) > limit:
                raise TooLargeError(limit)
            return _written(archive, members, file.name, folder)
    except (OSError, PolcorpError):
        raise
    except Exception as error:  # the library has many for a damaged table of contents
        raise PolcorpError("not a zip archive, or a damaged one; pack it again") from error


def _written(archive: ZipFile, members: list[ZipInfo], above: str, folder: Path) -> Inside:
    inside = Inside()
    names: set[str] = set()
    for number, member in enumerate(members):
        name = PurePosixPath(_name(member).replace("\\", "/"))
        if any(part.startswith(".") and part != ".." for part in name.parts) or (
            _OF_MACOS in name.parts
        ):
            continue
        shown = f"{above}/{name.as_posix()}"
        if name.suffix.lower() not in LOOKED_FOR:
            inside.passed_over.append(shown)
            continue
        location = folder / str(number)
        problem = _refused(name, member, is_met=shown in names) or _unpack(
            archive, member, location
        )
        if problem:
            inside.failures.append(Failure(shown, problem))
        else:
            names.add(shown)
            inside.files.append(SourceFile(shown, location))
    return inside


def _is_folder(member: ZipInfo) -> bool:
    return member.filename.endswith("/")  # ``is_dir`` fails where there is no name


def _name(member: ZipInfo) -> str:
    """Return a member's name, which old programs wrote in the code page of their system."""
    if member.flag_bits & _UTF8 or member.orig_filename.isascii():
        return member.filename
    try:
        data = member.filename.encode("cp437")  # which is what zipfile takes all such names for
        return data.decode("utf-8")
    except UnicodeEncodeError:
        return member.filename
    except UnicodeDecodeError:
        names = [data.decode(page, "replace") for page in _CODE_PAGES]
        return max(names, key=lambda name: sum(letter in _SWEDISH for letter in name))


def _refused(name: PurePosixPath, member: ZipInfo, *, is_met: bool) -> str:
    """Say why a member is not unpacked, if it is not."""
    if name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
        return "its name leads out of the archive"
    if is_met:
        return "a second file of this name in the archive"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "a symbolic link; pack the file that it leads to"
    if member.flag_bits & _ENCRYPTED:
        return "it is encrypted; pack it without a password"
    if member.file_size > MAX_MEMBER:
        return f"larger than {MAX_MEMBER // 1024**2} MiB"
    return ""


def _unpack(archive: ZipFile, member: ZipInfo, location: Path) -> str:
    """Write a member to *location*; say what is wrong with it, if anything is."""
    try:
        data = _content(archive, member)
    except PolcorpError as error:
        return str(error)
    location.write_bytes(data)
    return ""


def _content(archive: ZipFile, member: ZipInfo) -> bytes:
    """Return the bytes of a member.

    Raises:
        PolcorpError: they cannot be read.
    """
    try:
        return archive.read(member)
    except Exception as error:  # each way of packing has errors of its own
        detail = " ".join(str(error).split())
        raise PolcorpError(f"damaged, or packed in an unusual way ({detail})") from error
