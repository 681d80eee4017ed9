"""The folder of the user's files that a corpus remembers: that of its latest ingest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from polcorp.ingest.options import Options
from polcorp.lexicons.stop_words import stop_words
from polcorp.store.connection import is_empty, reading
from polcorp.store.parquet.storage import is_data_set
from polcorp.user_files import UserFiles


def with_folder(options: Options, corpus: Path) -> tuple[Options, list[str]]:
    """Return *options* with the folder that an ingest into *corpus* reads, and what to tell the user.

    A folder that the options name goes first, then the one that the corpus or the data set
    remembers, then the default.

    Raises:
        PolcorpError: there is no folder of that name, or the corpus cannot be read.
    """
    remembered = remembered_folder(corpus, options.parquet)
    files, notices = _choice(options.user_dir, remembered)
    return replace(options, user_dir=files.folder), notices


def _choice(named: Path | None, remembered: str | None) -> tuple[UserFiles, list[str]]:
    if named is not None:
        files = UserFiles(named).require()
        if remembered is None or files.recorded == UserFiles(Path(remembered)).recorded:
            return files, []
        return files, [f"your own files are read from «{files.recorded}», no longer «{remembered}»"]
    if remembered is None:
        return UserFiles(), []
    files = UserFiles(Path(remembered))
    if files.folder.is_dir():
        return files, []
    return files, [
        f"«{remembered}», the folder with your own files that the corpus remembers, is gone:"
        " texts are analysed without them; name another folder with --user-dir"
    ]


def files_of_corpus(corpus: Path, named: str | Path | None = None) -> UserFiles:
    """Return the user's files as a command on the store at *corpus* reads them.

    Raises:
        PolcorpError: there is no folder with the name that the user has *named*, or the corpus
            cannot be read.
    """
    if named is not None:
        return UserFiles(Path(named)).require()
    remembered = remembered_folder(corpus)
    return UserFiles() if remembered is None else UserFiles(Path(remembered))


def own_stop_words(corpus: Path, named: str | Path | None = None) -> frozenset[str]:
    """Return the stop words for tables of the store at *corpus*: the packaged ones and the user's.

    Raises:
        PolcorpError: the user's list is not UTF-8, or there is no folder with the name that the user
            has *named*.
    """
    return stop_words(files_of_corpus(corpus, named).stop_words)


def remembered_folder(corpus: Path, parquet: str | None = None) -> str | None:
    """Return the folder of the latest ingest into a store, or into a *parquet* data set.

    None: there was none, or it had no folder of the user's.

    Raises:
        PolcorpError: the corpus cannot be read.
    """
    if parquet is not None:
        return _folder(_options_of_data_set(parquet))
    return _folder(last_options(corpus))


def last_options(corpus: Path) -> Mapping[str, Any]:
    """Return the options of the latest ingest into a store; none if there was none.

    Raises:
        PolcorpError: the file is no corpus.
    """
    if is_empty(corpus):
        return {}
    with reading(corpus, older=True) as connection:
        newest = "SELECT options FROM run ORDER BY id DESC LIMIT 1"
        return _parsed(connection.execute(newest).fetchone())


def _options_of_data_set(place: str) -> Mapping[str, Any]:
    from polcorp.store.parquet.data_set import DataSet, absolute
    from polcorp.store.parquet.storage import open_storage

    if not is_data_set(place):
        return {}
    read = DataSet(open_storage(absolute(place))).manifest()
    runs = read[0].runs if read else []
    return _parsed((runs[-1].get("options"),)) if runs else {}


def _parsed(row: tuple[Any, ...] | None) -> Mapping[str, Any]:
    found = json.loads(row[0]) if row and row[0] else {}
    return found if isinstance(found, dict) else {}


def _folder(options: Mapping[str, Any]) -> str | None:
    folder = options.get("user_dir")
    return folder if isinstance(folder, str) and folder else None
