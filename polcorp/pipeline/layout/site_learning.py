"""Learns from the pages of a site which lines it puts around each of them.

A line is the site's where enough pages have it in a block at the same edge
(:func:`polcorp.pipeline.layout.site_blocks.edge_run`). Copies of a text count once, and so do pages that
share most of their prose: a programme that many branches publish is no template. A lead-in, an item
of a list, a date, a person's name and a line of a letterhead or a signature are never the site's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from polcorp.lexicons.boilerplate import BoilerplateLexicon
from polcorp.pipeline.layout.analyse import mark_message, mark_page_blocks
from polcorp.pipeline.layout.letterheads import Masthead, PersonTest
from polcorp.pipeline.layout.line_shapes import words
from polcorp.pipeline.layout.site_blocks import REACH, Line, edge_run, line_key, lines_of
from polcorp.pipeline.layout.site_lists import EDGES, SiteBlocks, SiteLine

#: A site of fewer pages, copies left out, has no template to learn.
FEWEST = 3
#: A line is the site's on this part of its pages, and on three at least; half of them make it strong.
_PART = 10
#: Rounds in which lines must settle; the made-up templates of the benchmark need two.
_ROUNDS = 30
#: Words of a paragraph, by which pages with the same prose are known.
_PARAGRAPH = 12
#: A line that is something of the message on this part of its pages is nowhere the site's.
_MESSAGE = 4
_OF_MESSAGE = frozenset({"lead_in", "item", "note"})


@dataclass(frozen=True)
class SitePage:
    """What is kept of a page to learn from: the lines of its edges, and what its prose is known by.

    *lines* are those of the page, of a long one those near its edges. *prose* has the hash and the words
    of each paragraph, *digest* the hash of all its lines; *message* are the keys of lines that are
    something of the message.
    """

    name: str
    lines: tuple[Line, ...]
    prose: Mapping[bytes, int]
    digest: bytes
    message: frozenset[str]

    @property
    def edges(self) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        """Return the lines from the top down, and from the bottom up."""
        return self.lines[:REACH], self.lines[::-1][:REACH]


def site_page(
    name: str,
    text: str,
    lexicon: BoilerplateLexicon,
    is_person: PersonTest | None = None,
    is_masthead: Masthead | None = None,
) -> SitePage:
    """Return what the page called *name* tells of its site; *text* is its clean view."""
    units, _ = mark_page_blocks(text, lexicon)
    lines = lines_of(units, text)
    prose = {
        _hash(line_key(unit.text)): len(words(unit.text))
        for unit in units
        if unit.kind != "boilerplate" and len(words(unit.text)) >= _PARAGRAPH
    }
    digest = _hash("\n".join(line_key(unit.text) for unit in units))
    starts, texts = [unit.outer_start for unit in units], [unit.text for unit in units]
    mark_message(units, is_person, is_masthead)  # which may part units
    kinds = {unit.outer_start: unit.kind for unit in units}
    message = {
        line.key
        for start, words_of, line in zip(starts, texts, lines, strict=True)
        if kinds.get(start) in _OF_MESSAGE or (is_person is not None and is_person(words_of))
    }
    if len(lines) > 2 * REACH:  # the walks from the edges do not meet
        lines = [*lines[:REACH], Line(""), *lines[-REACH:]]
    return SitePage(name, tuple(lines), prose, digest, frozenset(message - {""}))


def learn(pages: Iterable[SitePage]) -> SiteBlocks:
    """Return the lines that the site of *pages* puts around them; their order plays no part."""
    by_text: dict[bytes, SitePage] = {}
    for page in sorted(pages, key=lambda page: page.name):
        by_text.setdefault(page.digest, page)
    kept = list(by_text.values())
    groups = _same_prose(kept)
    number = len(set(groups))
    if number < FEWEST:
        return SiteBlocks(pages=number)
    message = _of_message(kept)
    lines: list[SiteLine] = []
    for n, edge in enumerate(EDGES):
        edges = [_allowed(page.edges[n], message) for page in kept]
        found = _of_edge(edges, groups, number)
        first = _examples(edges, found)
        rows = [
            SiteLine(edge, key, count, kept[first[key][0]].name) for key, count in found.items()
        ]
        rows.sort(key=lambda row: (first[row.line][1], row.line), reverse=edge == EDGES[1])
        lines += rows
    return SiteBlocks(tuple(lines), number)


def _of_edge(edges: Sequence[Sequence[Line]], groups: Sequence[int], number: int) -> dict[str, int]:
    """Return the site's lines at an edge and in how many of *number* groups of pages each is there.

    A line that is none takes those beyond it away: what is left is looked at again until all hold,
    and what does not settle in :data:`_ROUNDS` rounds is no template.
    """
    needed = max(FEWEST, -(-number // _PART))
    there = _counts(edges, [range(len(lines)) for lines in edges], groups)
    found = {key for key, n in there.items() if n >= needed}
    for _ in range(_ROUNDS):
        listed = {key: 2 * there[key] >= number for key in found}
        reached = _counts(edges, [edge_run(lines, listed) for lines in edges], groups)
        kept = {key for key in found if reached[key] >= needed}
        if kept == found:
            return {key: there[key] for key in found & _not_known(edges)}
        found = kept
    return {}


def _counts(
    edges: Sequence[Sequence[Line]], runs: Sequence[Iterable[int]], groups: Sequence[int]
) -> Counter[str]:
    """Return in how many groups of pages each line is in the run of one."""
    pairs = {
        (lines[number].key, group)
        for lines, run, group in zip(edges, runs, groups, strict=True)
        for number in run
    }
    return Counter(key for key, _ in pairs if key)


def _not_known(edges: Sequence[Sequence[Line]]) -> set[str]:
    """Return the lines that the rules do not know on some page."""
    return {line.key for lines in edges for line in lines if not line.found}


def _examples(
    edges: Sequence[Sequence[Line]], found: Mapping[str, int]
) -> dict[str, tuple[int, int]]:
    """Return the first page that has each line, and at which place."""
    first: dict[str, tuple[int, int]] = {}
    for page, lines in enumerate(edges):
        for place, line in enumerate(lines):
            if line.key in found:
                first.setdefault(line.key, (page, place))
    return first


def _allowed(lines: Sequence[Line], message: frozenset[str]) -> list[Line]:
    """Return *lines*, those that are something of the message never compared."""
    return [replace(line, key="") if line.key in message else line for line in lines]


def _of_message(pages: Sequence[SitePage]) -> frozenset[str]:
    """Return the lines that are something of the message on a quarter of the pages that have them."""
    marked = Counter(key for page in pages for key in page.message)
    there = Counter(
        key for page in pages for key in {line.key for edge in page.edges for line in edge}
    )
    return frozenset(key for key, n in marked.items() if _MESSAGE * n >= there[key])


def _same_prose(pages: Sequence[SitePage]) -> list[int]:
    """Return a number for each page; pages that share most of their prose have the same.

    Pages are put together by the least hash of what they share (Broder 1997), so the time grows with
    the number of paragraphs.
    """
    there = Counter(key for page in pages for key in page.prose)
    numbers: dict[bytes, int] = {}
    groups = []
    for page in pages:
        shared = [key for key in page.prose if there[key] > 1]
        most = 2 * sum(page.prose[key] for key in shared) > sum(page.prose.values())
        known_by = min(shared) if most else page.digest
        groups.append(numbers.setdefault(known_by, len(numbers)))
    return groups


def _hash(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=8).digest()
