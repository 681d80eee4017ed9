"""Corrections of rows as commands make and tell them: by whom, when, and in which file."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from polcorp.cli.settings import load_settings
from polcorp.vocabulary.messages import message

if TYPE_CHECKING:
    from polcorp.corpus import Corpus


@dataclass(frozen=True)
class Corrections:
    """The corrections of *corpus* in the file *path*, made *by* somebody."""

    corpus: Corpus
    path: Path
    by: str

    @classmethod
    def of(cls, corpus: Corpus, user_dir: Path | None = None, by: str | None = None) -> Corrections:
        """Return the corrections in the user's folder, by the account unless *by* says another."""
        from polcorp.ingest.user_folder import files_of_corpus

        files = files_of_corpus(corpus.path, user_dir or load_settings().user_dir)
        return cls(corpus, files.corrections, by or _account())

    def correct(
        self, doc: str, start: int, new: Mapping[str, str] | None, layer: str | None = None
    ) -> str:
        """Correct a row as :func:`correcting.correct` does, and return what changed in words.

        Raises:
            PolcorpError: there is no such row, or a value is not known; nothing is written.
        """
        from polcorp.reports.annotations import correcting

        now = datetime.now(UTC).isoformat(timespec="seconds")
        done = correcting.correct(
            self.corpus, self.path, doc, start, new, layer, by=self.by, at=now
        )
        return message("set_right", text=done.text, **done.in_words())

    def undo(self, doc: str, start: int) -> str:
        """Take back the last correction of a row, and return what changed in words.

        Raises:
            PolcorpError: no such row was corrected.
        """
        from polcorp.reports.annotations import correcting

        done = correcting.undo(self.corpus, self.path, doc, start)
        said = done.in_words()
        return message("undone", text=done.text, was=said["now"], now=said["was"])

    def correct_table(self, table: Path) -> int:
        """Take what was changed in an exported *table*, and return in how many rows.

        Raises:
            PolcorpError: the table is not such an export, or a row or value is not known; nothing
                is written.
        """
        from polcorp.reports.annotations import correcting
        from polcorp.reports.annotations.table_import import read_table

        now = datetime.now(UTC).isoformat(timespec="seconds")
        rows = read_table(table)
        return len(correcting.correct_all(self.corpus, self.path, rows, by=self.by, at=now))

    def use(self) -> str:
        """Return what makes the corrections count."""
        return message("correction_used", path=self.path.as_posix())


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return ""
