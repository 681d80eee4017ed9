"""Boilerplate: text of the web page and not of the message."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from polcorp.lexicons.boilerplate import Block, BoilerplateLexicon, fold
from polcorp.lexicons.word_lists import word_pattern
from polcorp.lexicons.word_lists import words as listed
from polcorp.pipeline.layout.line_shapes import (
    is_caption_like,
    is_contact,
    is_date_line,
    is_row_of_labels,
    words,
)
from polcorp.pipeline.layout.lines import Unit
from polcorp.pipeline.layout.page_text import SURE, mark_page_text, opens_page
from polcorp.pipeline.rule_names import CONTENTS, RUNNING_HEAD
from polcorp.reading.page_debris import PAGE_IN_HEAD

_LINK_HEADING = word_pattern(r"\b{layout:link_heading}\b", re.IGNORECASE)

#: The rule by which labels of links are page text.
LINK = "boilerplate:link"
#: Below the link to the form for comments on one of several texts: «Under Skola, Val 2014».
_FILED = word_pattern(r"{page:filed}\s+\S", re.IGNORECASE)
#: A cell of a table that counts: «3 mandat», «12 %».
_COUNTS = word_pattern(r"(?:\s{2}|\t)\d[\d ,.]{0,12}\s?(?:%|{parties:counted}\b)", re.IGNORECASE)
#: The rule of signs alone on a line.
_SCRAPS = "boilerplate:rotated-scraps"
#: A picture's caption with its credit: «… vid torget. Foto: Anna Ek».
_CAPTION = word_pattern(r"\b{layout:caption}(?::| \|)\s*\S[^.!?]{0,60}$")
_CRUMB = re.compile(r"(?<!\s)\s*[/>»›]\s+")
#: The first step of a short way through a site.
_ROOT = word_pattern(r"{layout:site_root}\s*[/>»›]\s+\S")
#: A menu whose labels are in a row with single blanks.
_MENU = word_pattern(r"{layout:menu_first}(?=\s)(?:.*\b{layout:menu}\b){2}.*")
#: A line that occurs this often with another figure is the head of a page.
_RUNNING = 3
_FIGURES = re.compile(r"\d+")
#: Between a page's title and the name of its site.
_TITLE_AND_SITE = re.compile(r"\s+[-–—|]\s+")
_BAR = re.compile(r"(?<!\s)\s+[|]\s+")
_CONTENTS = word_pattern(r"{layout:contents}:?$", re.IGNORECASE)


#: A line of a list of contents: «Skolan ........ 3», «Skolan   3».
_LEADER = re.compile(r"(?:[.…_·‥]\s?){3,}\s*(\d{1,3})$")
_ENTRY = re.compile(r"[^\W\d_].*[\s.…_·‥](\d{1,3})$", re.DOTALL)
#: This many of them make one, and of a line this many last characters tell.
_ENTRIES, _LONGEST_ENTRY = 2, 200

#: Lines beside page text join it after this share of the page; a list of contents has this share of its
#: entries below.
_LATE, _COME_LATER = 0.5, 0.6
#: A menu is among this many first lines, and its labels have at most this many words.
_NEAR_TOP = 8
_LABEL = 4


def mark_boilerplate(units: list[Unit], lexicon: BoilerplateLexicon) -> None:
    """Mark the units that the lexicon of site templates knows, as far as each block reaches."""
    opened = [
        lexicon.opens(unit.text) or (lexicon.opens(outer(unit)) if unit.sign else None)
        for unit in units
    ]
    index = 0
    while index < len(units):
        block = opened[index]
        if block is None or not _is_proven(units, opened, index):
            index += 1
            continue
        last = _extent(units, opened, index, lexicon)
        for covered in units[index : last + 1]:
            covered.kind = "note" if block.is_message else "boilerplate"
            covered.rule = f"{covered.kind}:{block.name}"
            covered.confidence = SURE.block
            covered.tags.add(block.kind)
        index = last + 1


def absorb_neighbours(units: list[Unit]) -> None:
    """Give short lines between page text, or close below it, to the page text."""
    for index, unit in enumerate(units):
        if unit.kind not in {"text", "note"} or index == 0:
            continue
        before = units[index - 1]
        if before.kind != "boilerplate" or before.rule == RUNNING_HEAD:
            continue
        after = units[index + 1] if index + 1 < len(units) else None
        short = len(words(unit.text)) <= 15
        enclosed = short and after is not None and after.kind == "boilerplate"
        if unit.ends_sentence() and after is not None and LINK in {before.rule, after.rule}:
            enclosed = False  # a link's label is among the sentences that tell of it
        if enclosed and index < len(units) / 2 and is_caption_like(unit.text):
            enclosed = unit.blank_before == 0 or (after is not None and after.blank_before == 0)
            enclosed = enclosed and not unit.text.endswith("?")
        label = len(words(unit.text)) <= 6 and not unit.ends_sentence()
        attached = unit.blank_before == 0 and (is_contact(unit.text) or label)
        attached = attached and before.rule != _SCRAPS  # a sign alone has no neighbours
        if unit.blank_before == 0 and unit.rule.startswith("note:byline"):
            enclosed = True  # a byline within a block is part of it
        if index < _NEAR_TOP and label and _ends_menu(units, index):
            enclosed = True
        if is_date_line(unit.text) and unit.kind == "text" and not enclosed:
            continue
        if enclosed or (attached and index >= _LATE * len(units)):
            mark_page_text(unit, "boilerplate:neighbour", SURE.neighbour)


def _ends_menu(units: list[Unit], index: int) -> bool:
    """Return whether a label close below page text belongs to its menu: the title comes after it."""
    last = index
    while last + 1 < len(units) and units[last + 1].blank_before == 0:
        last += 1
    if units[index].blank_before or last + 1 >= len(units):
        return False
    labels = all(len(words(unit.text)) <= _LABEL for unit in units[index : last + 1])
    return labels and is_caption_like(units[last + 1].text)


def free_titles(units: list[Unit]) -> None:
    """Give the title back to the message where the browser's title above names it.

    «Vår politik | Partiet i Falköping» is page text, the «Vår politik» under it is not.
    """
    for above, unit in pairwise(units[:5]):
        steps = _BAR.split(above.text)
        if unit.kind == above.kind == "boilerplate" and len(steps) > 1 and steps[0] == unit.text:
            unit.kind, unit.rule, unit.confidence = "text", "", 0.0


def _is_proven(units: list[Unit], opened: list[Block | None], index: int) -> bool:
    """Return whether a line is page text; one that may be a heading too needs page text beside it."""
    block = opened[index]
    if block is None or not block.weak:
        return block is not None
    after = units[index + 1] if index + 1 < len(units) else None
    if after is not None and len(words(after.text)) > 12 and opened[index + 1] is None:
        return False
    beside = [opened[place] for place in (index - 1, index + 1) if 0 <= place < len(units)]
    if index == 0:  # over a picture alone it is the page's title
        beside = [other for other in beside if other is None or other.kind != "caption"]
    return any(other is not None and not other.is_message for other in beside)


def mark_navigation(units: list[Unit]) -> None:
    """Mark what only a web page has, whatever its template: breadcrumbs, rows of links, contents."""
    for index, unit in enumerate(units):
        if unit.kind != "text":
            continue
        if _CAPTION.search(unit.text) and len(words(unit.text)) <= 30:
            mark_page_text(unit, "boilerplate:caption", SURE.caption)
            _mark_caption_again(units, index)
            continue
        at_edge = index < 3 or index >= len(units) - 4
        if at_edge and (_is_breadcrumb(unit.text) or _is_menu(unit.text)):
            mark_page_text(unit, "boilerplate:breadcrumb", SURE.breadcrumb)
    _mark_brand(units)
    _mark_browser_title(units)
    _mark_running_heads(units)
    _mark_path(units)
    _mark_contents(units)
    _mark_pages_of_contents(units)


def _mark_caption_again(units: list[Unit], index: int) -> None:
    """Mark the line beside a picture's caption that is the same without the credit."""
    caption = fold(_CAPTION.split(units[index].text, maxsplit=1)[0]).rstrip(" .")
    for place in (index - 1, index + 1):
        beside = units[place] if 0 <= place < len(units) else None
        if caption and beside is not None and fold(beside.text).rstrip(" .") == caption:
            mark_page_text(beside, "boilerplate:caption", SURE.caption_again)


def _is_menu(text: str) -> bool:
    """Return whether the line is a row of labels, none of which counts something («3 mandat»)."""
    return is_row_of_labels(text) and _COUNTS.search(text) is None


def _is_breadcrumb(text: str) -> bool:
    """Return whether the line is a way through the site: «Hem / Politik / Skola», «Politik | S»."""
    if _MENU.fullmatch(text) or (text.startswith("Home ") and len(words(text)) <= 5):
        return True
    steps = _CRUMB.split(text)
    if len(steps) >= (2 if _ROOT.match(text) else 3) and not any("." in step for step in steps[1:]):
        return all(_is_label(step, "/|>»›", 50) for step in steps)
    steps = _BAR.split(text)
    return len(steps) >= 2 and all(_is_label(step, "|", 60) for step in steps)


def _mark_brand(units: list[Unit]) -> None:
    """Mark the site's name: the first line, with its menu or skip link right below it."""
    if len(units) < 3:
        return
    first, below = units[0], units[1]
    menu = below.kind == "boilerplate" and below.blank_before == 0
    if first.kind == "text" and menu and len(words(first.text)) <= 8 and not first.ends_sentence():
        mark_page_text(first, "boilerplate:brand", SURE.brand)


def _mark_browser_title(units: list[Unit]) -> None:
    """Mark the site's name above «Title - Name», and «Title - Name» above the title."""
    top = units[:_NEAR_TOP]
    for index, unit in enumerate(top):
        parts = _TITLE_AND_SITE.split(unit.text)
        below = [other for other in top[index + 1 :] if other.text != unit.text]
        browser = len(parts) > 1 and any(other.text == parts[0] for other in below)
        name = any(_TITLE_AND_SITE.split(other.text)[1:][-1:] == [unit.text] for other in below)
        if unit.kind == "text" and (browser or name):
            mark_page_text(unit, "boilerplate:brand", SURE.brand)


def _mark_running_heads(units: list[Unit]) -> None:
    """Mark lines that come again and again with nothing but another number: heads of pages."""
    shapes = Counter(
        _FIGURES.sub("#", unit.text)
        for unit in units
        if unit.kind == "text" and PAGE_IN_HEAD.search(unit.text) and len(words(unit.text)) <= 12
    )
    for unit in units:
        if unit.kind == "text" and shapes[_FIGURES.sub("#", unit.text)] >= _RUNNING:
            mark_page_text(unit, RUNNING_HEAD, SURE.running_head)


def _mark_path(units: list[Unit]) -> None:
    """Mark a way through the site that is set as a list at the top: «• Hem», «• Motioner», «sida»."""
    first = next((i for i, unit in enumerate(units[:4]) if unit.sign is not None), None)
    if first is None or fold(units[first].text) not in listed("layout:site_start"):
        return
    last = first
    while last + 1 < len(units) and (
        units[last + 1].sign is not None or fold(units[last + 1].text) in listed("layout:site_step")
    ):
        last += 1
    for unit in units[first : last + 1]:
        mark_page_text(unit, "boilerplate:breadcrumb", SURE.breadcrumb)


def _is_label(step: str, signs: str, most: int) -> bool:
    return 2 <= len(step) <= most and not any(sign in step for sign in signs)


def _mark_contents(units: list[Unit]) -> None:
    """Mark a list near the top whose lines are the headings that follow."""
    first = next((i for i, unit in enumerate(units[:8]) if unit.sign is not None), None)
    if first is None:
        return
    last = first
    while last + 1 < len(units) and units[last + 1].sign is not None:
        sign = units[last + 1].sign
        if sign is not None and sign.number == 1 and units[last + 1].blank_before:
            break  # the headings themselves begin to count again
        last += 1
    entries = [fold(unit.text) for unit in units[first : last + 1]]
    later = {
        fold(re.sub(r"^\d+[.)]\s*", "", unit.text))
        for unit in units[last + 1 :]
        if unit.sign is None or unit.sign.numbered  # a heading may be numbered, never a bullet
    }
    if len(entries) < 2 or sum(entry in later for entry in entries) < _COME_LATER * len(entries):
        return
    if first and _CONTENTS.match(units[first - 1].text):
        first -= 1
    for unit in units[first : last + 1]:
        mark_page_text(unit, CONTENTS, SURE.contents)


def _mark_pages_of_contents(units: list[Unit]) -> None:
    """Mark lines with the page that they lead to: after dots, or below «Innehåll» in climbing order."""
    index = 0
    while index < len(units):
        last, page = index, 0
        below = index > 0 and _CONTENTS.match(units[index - 1].text) is not None
        while last < len(units) and units[last].kind == "text":
            line = units[last].text[-_LONGEST_ENTRY:]
            entry = (_ENTRY if below else _LEADER).search(line)
            if entry is None or (below and int(entry.group(1)) < page):
                break
            page = int(entry.group(1))
            last += 1
        if last - index >= _ENTRIES:
            for unit in units[index - below : last]:
                mark_page_text(unit, CONTENTS, SURE.contents)
        index = max(last, index + 1)


def outer(unit: Unit) -> str:
    """Return the unit's text with its list sign."""
    return f"{unit.sign.mark} {unit.text}" if unit.sign else unit.text


def _extent(
    units: list[Unit], opened: list[Block | None], first: int, lexicon: BoilerplateLexicon
) -> int:
    """Return the index of the last unit of the block that opens at *first*."""
    block = opened[first]
    last = first
    if block is not None and block.extent == "to_end":
        if opens_page(units, first):
            return first  # the whole page would be page text
        if block.kind == "comments" and last + 1 < len(units):
            filed = _FILED.match(units[last + 1].text)
            if filed and last + 2 < len(units):
                return first  # below one text of a weblog, and others come
    while block is not None and last + 1 < len(units):
        after = units[last + 1]
        if opened[last + 1] is None and not _reaches(units, first, last + 1, block):
            below = units[last + 2] if last + 2 < len(units) else None
            contact = _is_contact_line(block, after, below)
            if not (lexicon.continues(block, after.text) or contact):
                break
        elif opened[last + 1] is not None and block.extent != "to_end":
            break
        last += 1
    return last


def _is_contact_line(block: Block, unit: Unit, below: Unit | None) -> bool:
    """Return whether the unit is a name, an address or a label under «Kontakta oss»."""
    if block.kind != "contact":
        return False
    if is_contact(unit.text):
        return True
    close = unit.blank_before == 0 or (
        below is not None and below.blank_before == 0 and is_contact(below.text)
    )
    return close and len(words(unit.text)) <= 8 and not unit.ends_sentence() and unit.sign is None


def _reaches(units: list[Unit], first: int, index: int, block: Block) -> bool:
    """Return whether the block's extent takes in the unit at *index*."""
    after = units[index]
    alone = units[first + 1].blank_before > 0
    match block.extent:
        case "line":
            return False
        case "paragraph":
            return after.blank_before == 0
        case "to_blank":
            under = alone and index == first + 1 and not _heads(units, index)
            return after.blank_before == 0 or under
        case "to_heading":
            return not (is_caption_like(after.text) and after.blank_before > 0)
        case "to_end":
            return True


def _heads(units: list[Unit], index: int) -> bool:
    """Return whether a line heads what follows: it is counted, or a caption over running text."""
    unit = units[index]
    if unit.sign is not None and unit.sign.numbered:
        return True
    below = units[index + 1] if index + 1 < len(units) else None
    return (
        below is not None
        and is_caption_like(unit.text)
        and not unit.ends_sentence()
        and below.blank_before > 0
        and below.ends_sentence()
        and len(below.text) > len(unit.text)
    )


def mark_trailing_labels(units: list[Unit], title: str | None) -> None:
    """Mark bare link labels at the end: a line that repeats the title or is under «Länkar»."""
    for index in range(len(units) - 1, 0, -1):
        unit = units[index]
        if unit.kind == "boilerplate":
            continue
        if unit.kind != "text" or unit.ends_sentence() or is_date_line(unit.text):
            return
        above = units[index - 1]
        repeats = title is not None and _overlap(unit.text, title) >= 0.6
        labelled = above.kind == "heading" and _LINK_HEADING.search(above.text) is not None
        if not (repeats or labelled) or is_contact(unit.text):
            return
        mark_page_text(unit, "boilerplate:link-label", SURE.link_of_title)


def _overlap(left: str, right: str) -> float:
    first, second = {w.lower() for w in words(left)}, {w.lower() for w in words(right)}
    return len(first & second) / max(1, min(len(first), len(second)))
