"""Fingerprint of all that decides the rows of a document, besides the document itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from polcorp.content_hash import content_hash
from polcorp.pipeline.fingerprint import PACKAGE, pipeline_info
from polcorp.user_files import UserFiles

#: What this layer adds to the code of an analysis.
CODE = (
    "ingest/corrections.py",
    "tables/raw_places.py",
    "tables/records.py",
    "tables/rows.py",
    "tables/tags.py",
    "tables/word_places.py",
)


def analysis_info(model: str | None = None, user_dir: Path | None = None) -> dict[str, str]:
    """Return what decides the rows of a document, part by part.

    Args:
        model: the spaCy pipeline to build on, as :func:`polcorp.load_pipeline` takes it.
        user_dir: the folder of the user's files; None for none of them.

    Raises:
        PolcorpError: there is no such model.
    """
    files = UserFiles(user_dir).fingerprint() if user_dir is not None else ""
    return {**pipeline_info(model), "rows": rows_hash(), "user_files": files}


def fingerprint_of(info: Mapping[str, str]) -> str:
    """Return what is known of an analysis in the one form in which it is stored and compared."""
    return json.dumps(dict(info), ensure_ascii=False, sort_keys=True)


@cache
def rows_hash(package: Path = PACKAGE) -> str:
    """Return a hash of the code that turns an analysis into rows."""
    return content_hash(package, (package / name for name in CODE))
