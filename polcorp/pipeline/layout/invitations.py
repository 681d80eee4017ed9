"""Blocks that sign up readers or say how to reach somebody, from their captions on.

A caption («Nyfiken på X?», «Pressansvarig») is page text where such a block follows it: known words of a
site, a line that tells the reader what to do, or a card of short lines that ends in a number or an address.
"""

from __future__ import annotations

import re

from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.layout.line_shapes import is_all_caps, is_contact, words
from polcorp.pipeline.layout.lines import Unit
from polcorp.pipeline.layout.page_text import SURE, mark_page_text, opens_page

_INVITES = word_pattern(r"\W*{page:invites}(?!\w)", re.IGNORECASE)
#: A line that tells the reader what to do with the form below, and the labels of its fields.
_INSTRUCTS = word_pattern(r"\W*{page:instructs}(?!\w)", re.IGNORECASE)
_FIELD = word_pattern(r"{page:form_field}[ :*]*", re.IGNORECASE)
#: Blocks that a caption may open: who signs up readers, and how to reach somebody.
_INVITING = frozenset({"membership", "subscription", "contact"})
#: The longest caption over a block, and this many names and offices between them.
_LONGEST_CAPTION, _SHOUT, _BETWEEN = 12, 6, 4
#: A line of a card has this many words at most, what tells the reader what to do this many.
_CARD_LINE, _LONGEST_INSTRUCTION = 8, 30


def mark_invitations(units: list[Unit]) -> None:
    """Mark captions over blocks that sign up readers or give contacts, and such blocks below captions."""
    _mark_blocks_below(units)
    _mark_captions(units)


def _mark_blocks_below(units: list[Unit]) -> None:
    """Mark a caption with the form or the cards of persons under it, where the words of neither are known."""
    for index, caption in enumerate(units):
        known = caption.kind == "boilerplate" and "contact" in caption.tags
        if not (known or caption.kind == "text") or caption.sign or opens_page(units, index):
            continue
        if not _INVITES.match(caption.text) or len(words(caption.text)) > _LONGEST_CAPTION:
            continue
        last = _form_below(units, index) or _cards_below(units, index)
        if last:
            for unit in units[index : last + 1]:
                mark_page_text(unit, "boilerplate:invitation", SURE.invitation)
                unit.tags.add("contact")


def _form_below(units: list[Unit], index: int) -> int:
    """Return the last line of the form that the caption at *index* opens, or 0.

    The caption asks or calls; what the reader is to do comes next, and fields and buttons close below.
    """
    below = units[index + 1] if index + 1 < len(units) else None
    if below is None or below.kind not in {"text", "boilerplate"} or below.sign is not None:
        return 0
    told = _INSTRUCTS.match(below.text) and len(words(below.text)) <= _LONGEST_INSTRUCTION
    if not told and not _FIELD.fullmatch(below.text):
        return 0
    last = index + 1
    while last + 1 < len(units) and _FIELD.fullmatch(units[last + 1].text):
        last += 1
    return last


def _cards_below(units: list[Unit], index: int) -> int:
    """Return the last line of the cards of persons that the caption at *index* opens, or 0.

    Each is a few short lines, of which the last ones are numbers and addresses.
    """
    last, place = 0, index + 1
    while place < len(units):
        reached = next(
            (
                n
                for n in range(place, min(place + _BETWEEN, len(units)))
                if is_contact(units[n].text)
            ),
            None,
        )
        if reached is None or not all(_is_card_line(unit) for unit in units[place:reached]):
            break
        last = reached
        while last + 1 < len(units) and is_contact(units[last + 1].text):
            last += 1
        place = last + 1
    return last


def _is_card_line(unit: Unit) -> bool:
    short = len(words(unit.text)) <= _CARD_LINE and not unit.ends_sentence()
    return unit.kind in {"text", "note", "boilerplate"} and short and unit.sign is None


def _mark_captions(units: list[Unit]) -> None:
    """Give captions to the blocks below that sign up readers or give contacts: «Nyfiken på X?»."""
    for index in range(len(units) - 1, 0, -1):
        if units[index].kind != "boilerplate" or _INVITING.isdisjoint(units[index].tags):
            continue
        place = index - 1
        while place and index - place <= _BETWEEN and _is_named(units[place], units[place + 1]):
            place -= 1
        _mark_shouts(units, index)
        caption = units[place]
        if caption.kind != "text" or caption.sign or opens_page(units, place):
            continue
        if _is_invitation(caption.text, units[index].tags):
            for unit in units[place:index]:
                mark_page_text(unit, "boilerplate:invitation", SURE.invitation)
                unit.tags.add("contact")


def _mark_shouts(units: list[Unit], index: int) -> None:
    """Mark slogans in capitals, one a line, close above the block at *index*."""
    if "contact" in units[index].tags:
        return
    first = index
    while first and is_all_caps(units[first - 1].text) and units[first - 1].kind == "text":
        first -= 1
        if units[first].blank_before:
            break
    if index - first > 1 and not opens_page(units, first):
        for unit in units[first:index]:
            mark_page_text(unit, "boilerplate:invitation", SURE.shout)


def _is_named(unit: Unit, below: Unit) -> bool:
    """Return whether a line is a name or an office close above another line of a contact block."""
    close = unit.blank_before == 0 and below.blank_before == 0
    short = len(words(unit.text)) <= _SHOUT and not unit.ends_sentence()
    return unit.kind in {"text", "note"} and close and short and not _INVITES.match(unit.text)


def _is_invitation(text: str, kinds: set[str]) -> bool:
    count = len(words(text))
    if _INVITES.match(text):
        return count <= _LONGEST_CAPTION
    calls = text.endswith(("?", "!")) and "contact" not in kinds
    return calls and count <= _SHOUT
