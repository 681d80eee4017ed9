"""The user's own files: one folder, and the name of each file in it.

All of them are optional. Other files of the folder, such as gold annotations, are not looked at.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from polcorp.content_hash import content_hash
from polcorp.errors import PolcorpError

#: The folder, where no other is named.
DEFAULT_FOLDER = Path("data/annotations")

#: The names of the files.
ACTORS = "actors.csv"
NAME_RULES = "name_rules.toml"
ASKING = "asking.toml"
THEMES = "themes.toml"
BOILERPLATE = "boilerplate.toml"
STOP_WORDS = "stop_words.txt"
CORRECTIONS = "corrections.jsonl"
#: What is known of the documents, in either form.
DOCUMENTS = ("documents.csv", "documents.xlsx")

#: The files that decide how any text is analysed. The table of documents and the corrections act
#: document by document, and stop words only on tables.
READ_BY_ANALYSES = (ACTORS, NAME_RULES, ASKING, BOILERPLATE, THEMES)

NAMES = (*READ_BY_ANALYSES, *DOCUMENTS, CORRECTIONS, STOP_WORDS)


@dataclass(frozen=True)
class UserFiles:
    """The files of one folder, each by its path; None where it does not exist."""

    folder: Path = DEFAULT_FOLDER

    @property
    def actors(self) -> Path | None:
        """Return the user's actors."""
        return self._existing(ACTORS)

    @property
    def name_rules(self) -> Path | None:
        """Return the user's rules that find names."""
        return self._existing(NAME_RULES)

    @property
    def asking(self) -> Path | None:
        """Return the user's verbs that ask."""
        return self._existing(ASKING)

    @property
    def themes(self) -> Path | None:
        """Return the user's codebook."""
        return self._existing(THEMES)

    @property
    def boilerplate(self) -> Path | None:
        """Return the user's blocks of boilerplate."""
        return self._existing(BOILERPLATE)

    @property
    def stop_words(self) -> Path | None:
        """Return the user's stop words."""
        return self._existing(STOP_WORDS)

    @property
    def corrections(self) -> Path:
        """Return where the corrections are, or will be once there are some."""
        return self.folder / CORRECTIONS

    @property
    def metadata(self) -> tuple[Path | None, str]:
        """Return the table of what the user knows of the documents, and a note if there are two."""
        found = [path for name in DOCUMENTS if (path := self._existing(name)) is not None]
        if len(found) > 1:
            used, other = found
            return used, f"{used.as_posix()} is used, and {other.name} beside it is not"
        return (found[0] if found else None), ""

    @property
    def exist(self) -> bool:
        """Return whether there is any file of the user's."""
        return any((self.folder / name).is_file() for name in NAMES)

    @property
    def recorded(self) -> str:
        """Return the folder as it is remembered: relative to the working directory if inside it."""
        whole = Path(os.path.abspath(self.folder))  # noqa: PTH100  # links stay as they are named
        for folder, base in ((whole, Path.cwd()), (whole.resolve(), Path.cwd().resolve())):
            if folder.is_relative_to(base):
                return folder.relative_to(base).as_posix()
        return (whole if self.folder.is_absolute() else self.folder).as_posix()

    def fingerprint(self) -> str:
        """Return a hash of the files that decide an analysis; empty if there are none.

        Raises:
            OSError: a file cannot be read.
        """
        paths = [path for name in READ_BY_ANALYSES if (path := self._existing(name)) is not None]
        return content_hash(self.folder, paths) if paths else ""

    def require(self) -> UserFiles:
        """Return these files, whose folder the user has named.

        Raises:
            PolcorpError: there is no such folder.
        """
        if not self.folder.is_dir():
            raise PolcorpError(f"there is no folder {self.folder.as_posix()} with your own files")
        return self

    def _existing(self, name: str) -> Path | None:
        path = self.folder / name
        return path if path.is_file() else None
