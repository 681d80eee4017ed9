"""Lines that a site puts around each of its pages, and where they are page text in one text.

Which lines they are is learned from many pages of the site (``site_learning.py``). What they mask in a
text depends on that text and on these lines alone: a walk from each edge of the text goes on as long as
it meets such lines or page text that the rules know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from polcorp.lexicons.boilerplate import fold
from polcorp.pipeline.layout.line_shapes import is_date_line, words
from polcorp.pipeline.layout.lines import Unit
from polcorp.pipeline.layout.page_text import SURE, mark_page_text
from polcorp.pipeline.layout.site_lists import SiteLines
from polcorp.pipeline.rule_names import CONTENTS, RUNNING_HEAD

#: The rule by which lines are page text here.
RULE = "boilerplate:site-block"
#: A walk from an edge ends after this many lines.
REACH = 200

#: Longer lines are prose of the page's own, whatever recurs; longer than this, none is compared.
_LABEL, _SENTENCE, _PROSE, _LONGEST = 5, 6, 12, 300
#: Labels that make a block where the rules know none of its lines.
_UNSEEDED = 5
_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as the walk sees it: what it is compared by, and what the rules say of it.

    *key* is empty for a line that is never compared. *seed*: the rules know it for text of a web
    page, as *found* alone does not say (a list of contents, the head of a printed page).
    """

    key: str
    found: bool = False
    seed: bool = False
    prose: bool = False
    label: bool = False


def line_key(text: str) -> str:
    """Return what a line is compared by: case, blanks and figures play no part.

    >>> line_key("Dela  (12)")
    'dela (0)'
    """
    return _FIGURES.sub("0", fold(text))


def lines_of(units: Iterable[Unit], text: str) -> list[Line]:
    """Return the units of *text*, as the rules have marked page text in them, as lines."""
    return [_line(unit, text[unit.outer_start : unit.end]) for unit in units]


def _line(unit: Unit, text: str) -> Line:
    found = unit.kind == "boilerplate"
    comparable = unit.kind != "note" and len(text) <= _LONGEST and not is_date_line(text)
    count, closes = len(words(text)), unit.ends_sentence()
    return Line(
        key=line_key(text) if comparable else "",
        found=found,
        seed=found and unit.rule not in {CONTENTS, RUNNING_HEAD},
        prose=count >= _PROSE or (closes and count >= _SENTENCE),
        label=count <= _LABEL and not closes,
    )


def edge_run(lines: Sequence[Line], listed: Mapping[str, bool]) -> list[int]:
    """Return which of the *lines*, counted from an edge of the text, are a block of the site.

    The walk passes *listed* lines and page text that the rules know, and one other line at the edge
    itself, such as a browser's title. It goes back to the last label that is strong, or known to
    the rules. A block has a line that the rules know, or five strong labels at the edge itself.
    """
    reached: list[int] = []
    last = first = 0
    for number, line in enumerate(lines[:REACH]):
        known = bool(line.key) and line.key in listed
        if not (line.found or known):
            if number:
                break
            first = 1
            continue
        reached.append(number)
        if line.found or (listed[line.key] and not line.prose):
            last = len(reached)
    block = reached[:last]
    if not any(lines[number].seed for number in block):
        labels = sum(lines[n].label and listed.get(lines[n].key, False) for n in block)
        if first or labels < _UNSEEDED:
            return []
    return block


def site_block(lines: Sequence[Line], site: SiteLines) -> tuple[list[int], list[int]]:
    """Return which *lines* of a text the lines of its site mask from the top, and from the bottom.

    None where nothing of the message would be left.
    """
    top, bottom = (_masked(lines, run) for run in _edge_blocks(lines, site))
    return top, bottom


def _edge_blocks(lines: Sequence[Line], site: SiteLines) -> tuple[list[int], list[int]]:
    """Return the blocks of the site at the top and at the bottom of a text, page text of the rules among them."""
    last = len(lines) - 1
    top = edge_run(lines, site.top)
    bottom = [last - number for number in edge_run(lines[::-1], site.bottom)]
    taken = {*top, *bottom}
    if all(line.found or number in taken for number, line in enumerate(lines)):
        return [], []
    return top, bottom


def _masked(lines: Sequence[Line], run: Sequence[int]) -> list[int]:
    """Return which lines of a block are page text by the block alone."""
    return [number for number in run if not lines[number].found]


def _needed(lines: Sequence[Line], run: Sequence[int]) -> list[int]:
    """Return which lines of a block must be known for it to be one; one that the rules do not seed needs all its labels."""
    masked = _masked(lines, run)
    return list(run) if masked and not any(lines[number].seed for number in run) else masked


def lines_for(lines: Sequence[Line], site: SiteLines) -> tuple[SiteLines, int]:
    """Return those lines of a *site* that a text has in what they mask of it, and how many lines they mask.

    With them alone the text is analysed as with all.
    """
    blocks = _edge_blocks(lines, site)
    keys = [{lines[number].key for number in _needed(lines, run)} for run in blocks]
    return site.only(keys), len({number for run in blocks for number in _masked(lines, run)})


def mark_site_blocks(units: Sequence[Unit], text: str, site: SiteLines) -> None:
    """Mark the units of *text* that the lines of its *site* mask."""
    for numbers in site_block(lines_of(units, text), site):
        for number in numbers:
            mark_page_text(units[number], RULE, SURE.site_block)
