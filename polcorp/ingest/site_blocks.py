"""The second pass over the texts of an ingest: the lines that each site puts around its pages.

A site is the folder that a document is in, or what a column «site» or «domain» of the user's table says.
Its lines are learned from its pages, or read from the corpus where an ingest sees only a part of them.
Those that mask something in a document travel with what is given of it: only documents in which
something else is masked than before are analysed again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

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
    from polcorp.pipeline.layout.site_blocks import Line
    from polcorp.pipeline.layout.site_learning import SitePage

#: Columns of the user's table that name a document's site, the first goes first.
COLUMNS = ("site", "domain")
#: A site is learned from at most this many of its documents: the memory does not grow with it.
SAMPLE = 2_000

Values = Mapping[str, Mapping[str, str]]
Made = TypeVar("Made")


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
        kept: Mapping[str, SitePage | None] = {}
        if site in partial and site in listed:
            blocks = listed[site]
        elif len(files) >= FEWEST:
            kept = {file.name: reader.page(file) for file in _sample(files)}
            blocks = learn(page for page in kept.values() if page is not None)
        else:
            blocks = SiteBlocks()
        result.sites[site] = blocks
        site_lines = blocks.site_lines
        for file in files if site_lines else ():
            path, page = file.name, kept.get(file.name)
            lines = page.lines if page is not None else reader.lines(file)
            chosen, number = lines_for(lines, site_lines)
            if number:
                result.given[path] = {**given.get(path, {}), SITE_BLOCKS: chosen.as_json()}
                result.documents += 1
                result.lines += number
    if options.prune:  # sites without any document
        lost = sorted(set(listed) - set(result.sites) - partial)
        result.sites |= dict.fromkeys(lost, SiteBlocks())
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
    """Reads files; what cannot be read is passed over, and its analysis will say why."""

    def __init__(self, given: Values, ids: Mapping[str, str], options: Options) -> None:
        from polcorp.lexicons.boilerplate import load_boilerplate

        own = UserFiles(options.user_dir).boilerplate if options.user_dir is not None else None
        self._lexicon = load_boilerplate(own)
        self._given, self._ids = given, ids
        self._max_seconds = options.max_seconds

    def page(self, file: SourceFile) -> SitePage | None:
        """Return what a file tells of its site."""
        from polcorp.pipeline.layout.component import masthead, person_test
        from polcorp.pipeline.layout.site_learning import site_page

        def of_text(text: str) -> SitePage:
            doc_id = self._ids[file.name]
            return site_page(doc_id, text, self._lexicon, person_test(), masthead())

        return self._of(file, of_text)

    def lines(self, file: SourceFile) -> Sequence[Line]:
        """Return the lines of a file that are compared with those of its site."""
        from polcorp.pipeline.layout.analyse import mark_page_blocks
        from polcorp.pipeline.layout.site_blocks import lines_of

        def of_text(text: str) -> list[Line]:
            return lines_of(mark_page_blocks(text, self._lexicon)[0], text)

        return self._of(file, of_text) or []

    def _of(self, file: SourceFile, make: Callable[[str], Made]) -> Made | None:
        """Return what *make* makes of the clean view of a file's text."""
        given = self._given.get(file.name, {})
        try:
            with time_limit(self._max_seconds):
                data = read_bytes(file.location)
                raw = make_document(self._ids[file.name], file.name, data, given)
                return make(clean_view(raw.text).text)
        except Exception:  # noqa: BLE001  # the account of its analysis says what is wrong
            return None
