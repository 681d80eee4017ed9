"""Lines that are text of the web page and not of the message, and how sure each sign of it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from polcorp.pipeline.layout.lines import Unit


@dataclass(frozen=True)
class Sure:
    """How sure a line is page text, 0 to 1, by what says so; set by hand on development pages."""

    block: float = 0.95  # the words of a block of the lexicon
    running_head: float = 0.9
    site_block: float = 0.9  # a line that the site's pages share, at the edge of the page
    contents: float = 0.9
    breadcrumb: float = 0.85
    link: float = 0.85  # what a link is called, by its words
    card: float = 0.85  # an archive's card of a document
    caption: float = 0.8
    caption_of_card: float = 0.8
    link_of_title: float = 0.8  # repeats the title, or follows «Läs mer»
    brand: float = 0.75
    link_of_paper: float = 0.75
    invitation: float = 0.75
    category: float = 0.75
    caption_again: float = 0.7
    link_beside: float = 0.7
    shout: float = 0.7
    neighbour: float = 0.7


SURE = Sure()


def opens_page(units: Sequence[Unit], index: int) -> bool:
    """Return whether nothing but page text comes before the unit at *index*."""
    return all(unit.kind == "boilerplate" for unit in islice(units, index))


def mark_page_text(unit: Unit, rule: str, confidence: float) -> None:
    """Mark *unit* as text of the page, found by *rule*."""
    unit.kind, unit.rule, unit.confidence = "boilerplate", rule, confidence
