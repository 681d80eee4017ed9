"""The second pass over the texts of an ingest: the lines that each site puts around its pages.

A site is the folder that a document is in, or what a column «site» or «domain» of the user's table says.
Its lines are learned from its pages, or read from the corpus where an ingest sees only a part of them.
Those that mask something in a document travel with what is given of it: only documents in which
something else is masked than before are analysed again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from polcorp.errors import PolcorpError
from polcorp.ingest.options import Options
from polcorp.ingest.time_limit import time_limit
from polcorp.ingest.user_folder import last_options
from polcorp.pipeline.layout.site_lists import SITE_BLOCKS, SiteBlocks
from polcorp.reading.clean_view import clean_view
from polcorp.reading.discovery import Discovery, SourceFile
from polcorp.reading.documents import make_document, read_bytes
from polcorp.user_files import UserFiles

if TYPE_CHECKING:
    from pathlib import Path

    from polcorp.ingest.survey import Known
    from polcorp.pipeline.layout.site_learning import SitePage

#: Columns of the user's table that name a document's site, the first goes first.
COLUMNS = ("site", "domain")
#: A site is learned from at most this many of its documents: the memory does not grow with it.
SAMPLE = 2_000

Values = Mapping[str, Mapping[str, str]]


@dataclass
class FoundBlocks:
    """What the pass found: the lines of each site that was looked at, and what they mask.

    *given* is what is given of each path, with the lines of its site. *lines* are masked in
    *documents* of the *sites*.
    """

    given: dict[str, Mapping[str, str]] = field(default_factory=dict)
    sites: dict[str, SiteBlocks] = field(default_factory=dict)
    documents: int = 0
    lines: int = 0


def with_remembered(options: Options, corpus: Path) -> Options:
    """Return *options* that say whether there is a second pass; unless told, as in the last ingest.

    Raises:
        PolcorpError: a data set is to be written, which has no place for the lines, or the corpus
            cannot be read.
    """
    if options.parquet is not None:
        if options.site_blocks:
            raise PolcorpError(
                "--site-blocks needs a corpus file: a Parquet data set has no list of blocks; ingest"
                " without --parquet"
            )
        return replace(options, site_blocks=False)
    if options.site_blocks is not None:
        return options
    return replace(options, site_blocks=last_options(corpus).get("site_blocks") is True)


def site_of(path: str, given: Mapping[str, str]) -> str:
    """Return the site of a document: what the user says, else its folder.

    >>> site_of("raw/example.org/a.txt", {}), site_of("raw/a.txt", {"site": "example.org"})
    ('raw/example.org', 'example.org')
    """
    named = next((given[name] for name in COLUMNS if given.get(name)), "")
    return named or PurePosixPath(path).parent.as_posix()


def forgotten(files: Iterable[SourceFile], given: Values, listed: Iterable[str]) -> FoundBlocks:
    """Return that the sites of the *files* have no lines any more, where they are *listed*."""
    sites = {site_of(file.name, given.get(file.name, {})) for file in files}
    return FoundBlocks(dict(given), {site: SiteBlocks() for site in sorted(sites & set(listed))})


def find_blocks(
    found: Discovery,
    given: Values,
    ids: Mapping[str, str],
    options: Options,
    stored: Mapping[str, Known],
    listed: Mapping[str, SiteBlocks],
) -> FoundBlocks:
    """Look at every site of the files *found*, and say what its lines mask in each of them.

    Args:
        found: the files of the ingest.
        given: what is given of each path.
        ids: the doc_id of each path.
        options: how files are read, and the user's own blocks.
        stored: what the corpus has of each path.
        listed: the lines of the sites that the corpus has.
    """
    from polcorp.pipeline.layout.site_blocks import lines_for
    from polcorp.pipeline.layout.site_learning import FEWEST, learn

    reader = _Reader(given, ids, options)
    result = FoundBlocks(dict(given))
    partial = _seen_in_part(found, stored)
    for site, files in _by_site(found.files, given):
        kept: dict[str, SitePage] = {}
        if site in partial and site in listed:
            blocks = listed[site]
        elif len(files) >= FEWEST:
            kept = dict(reader.pages(_sample(files)))
            blocks = learn(kept.values())
        else:
            continue
        result.sites[site] = blocks
        if not blocks.lines:
            continue
        for file in files:
            page = kept.get(file.name) or reader.page(file)
            chosen, number = lines_for(page.lines, blocks.site_lines) if page else (None, 0)
            if chosen and number:
                path = file.name
                result.given[path] = {**given.get(path, {}), SITE_BLOCKS: chosen.as_json()}
                result.documents += 1
                result.lines += number
    return result


def _by_site(files: Iterable[SourceFile], given: Values) -> Iterator[tuple[str, list[SourceFile]]]:
    """Yield each site with its files, in the order of their names."""
    sites: dict[str, list[SourceFile]] = {}
    for file in files:
        sites.setdefault(site_of(file.name, given.get(file.name, {})), []).append(file)
    yield from sorted(sites.items())


def _sample(files: Sequence[SourceFile]) -> list[SourceFile]:
    """Return the files to learn from; new files change little of which they are."""

    def place(file: SourceFile) -> bytes:
        return blake2b(file.name.encode("utf-8", "surrogateescape"), digest_size=8).digest()

    return sorted(files, key=lambda file: (place(file), file.name))[:SAMPLE]


def _seen_in_part(found: Discovery, stored: Mapping[str, Known]) -> set[str]:
    """Return the sites with documents in the corpus that this ingest does not look for."""
    here = {file.name for file in found.files}
    return {
        site_of(path, json.loads(item.given))
        for path, item in stored.items()
        if path not in here and not found.covers(path)
    }


class _Reader:
    """Reads files as pages; one that cannot be read is none, and its analysis will say why."""

    def __init__(self, given: Values, ids: Mapping[str, str], options: Options) -> None:
        from polcorp.lexicons.boilerplate import load_boilerplate

        own = UserFiles(options.user_dir).boilerplate if options.user_dir is not None else None
        self._lexicon = load_boilerplate(own)
        self._given, self._ids = given, ids
        self._max_seconds = options.max_seconds

    def pages(self, files: Iterable[SourceFile]) -> Iterator[tuple[str, SitePage]]:
        """Yield the name and the page of each of the *files* that can be read."""
        for file in files:
            page = self.page(file)
            if page is not None:
                yield file.name, page

    def page(self, file: SourceFile) -> SitePage | None:
        """Return the page of a file, None where it cannot be read."""
        from polcorp.pipeline.layout.component import masthead, person_test
        from polcorp.pipeline.layout.site_learning import site_page

        doc_id, given = self._ids[file.name], self._given.get(file.name, {})
        try:
            with time_limit(self._max_seconds):
                data = read_bytes(file.location)
                text = clean_view(make_document(doc_id, file.name, data, given).text).text
                return site_page(doc_id, text, self._lexicon, person_test(), masthead())
        except Exception:  # noqa: BLE001  # the account of its analysis says what is wrong
            return None
