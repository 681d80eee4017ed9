"""The lines that a site puts around each of its pages, as they are learned, stored and handed on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

#: Under this name, which no column can have, the lines of its site travel with what is given of a
#: document: those that are page text in it, as JSON.
SITE_BLOCKS = "@site_blocks"
Edge = Literal["top", "bottom"]
#: The edges of a text, in the order of :attr:`SiteLines.edges`.
EDGES: tuple[Edge, Edge] = ("top", "bottom")


@dataclass(frozen=True)
class SiteLines:
    """The lines of a site by the edge that they are found from.

    Each has whether it is strong: it is on half of the site's pages or more.
    """

    top: Mapping[str, bool] = field(default_factory=dict)
    bottom: Mapping[str, bool] = field(default_factory=dict)

    @property
    def edges(self) -> tuple[Mapping[str, bool], Mapping[str, bool]]:
        """Return the lines of each of :data:`EDGES`."""
        return self.top, self.bottom

    def __bool__(self) -> bool:
        return bool(self.top or self.bottom)

    def as_json(self) -> str:
        """Return the lines in the one form in which they are stored and compared."""
        edges = dict(zip(EDGES, map(dict, self.edges), strict=True))
        return json.dumps(edges, ensure_ascii=False, sort_keys=True)

    @classmethod
    def of_table(cls, rows: Iterable[Mapping[str, Any]]) -> SiteLines:
        """Return the lines in the *rows* of one site in the table ``site_blocks``."""
        edges: dict[str, dict[str, bool]] = {edge: {} for edge in EDGES}
        for row in rows:
            strong = 2 * int(row["documents"]) >= int(row["documents_all"])
            edges[row["edge"]][row["line"]] = strong
        return cls(**edges)

    @classmethod
    def of(cls, given: Mapping[str, str]) -> SiteLines:
        """Return the lines that are *given* with a document, if any."""
        return cls(**json.loads(given[SITE_BLOCKS])) if SITE_BLOCKS in given else cls()

    def only(self, keys: Sequence[Iterable[str]]) -> SiteLines:
        """Return those of the lines that *keys* names, for each edge."""
        top, bottom = (
            {key: lines[key] for key in sorted(set(chosen)) if key in lines}
            for lines, chosen in zip(self.edges, keys, strict=True)
        )
        return SiteLines(top, bottom)


@dataclass(frozen=True)
class SiteLine:
    """A line of a site: near which edge, on how many pages, and the first of these by name."""

    edge: Edge
    line: str
    pages: int
    example: str


@dataclass(frozen=True)
class SiteBlocks:
    """What is learned of a site: its lines in the order of the page, of how many pages, copies once."""

    lines: tuple[SiteLine, ...] = ()
    pages: int = 0

    @property
    def site_lines(self) -> SiteLines:
        """Return the lines as a text is compared with them."""
        top, bottom = (
            {row.line: 2 * row.pages >= self.pages for row in self.lines if row.edge == edge}
            for edge in EDGES
        )
        return SiteLines(top, bottom)
