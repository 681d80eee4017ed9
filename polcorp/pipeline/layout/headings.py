"""Headings: lines without markup that name what follows them."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median

from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.layout.heading_weights import WEIGHTS
from polcorp.pipeline.layout.lead_ins import is_lead_in
from polcorp.pipeline.layout.letterheads import (
    HEAD,
    Masthead,
    PersonTest,
    is_paper_title,
    mark_letterhead,
    next_of_message,
)
from polcorp.pipeline.layout.line_shapes import (
    is_all_caps,
    is_appointment,
    is_call,
    is_caption_like,
    is_date_line,
    is_dated,
    reads_as_sentence,
    words,
)
from polcorp.pipeline.layout.lines import Unit
from polcorp.pipeline.layout.questions import ANSWER, PROPOSAL, QUESTION
from polcorp.pipeline.layout.title_lines import (
    is_dated_title,
    is_no_heading,
    is_title_sentence,
    opens_message,
    reads_as_clause,
)
from polcorp.pipeline.rule_names import CONTENTS, DATED_HEADING, MASTHEAD
from polcorp.swedish.list_signs import heading_number

_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[A-H][.)])\s")
_ANNOUNCES_LINK = word_pattern(r"{layout:attachment}\b", re.IGNORECASE)
#: A number without a mark opens a heading only where others count on: «1 Skola», «2 Vård».
_BARE_NUMBER = re.compile(r"(\d{1,2})\s+(?=[A-ZÅÄÖÉ])")
_DEEP_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\.?\s")
_ASKS = word_pattern(r"{layout:question}\b", re.IGNORECASE)
#: A caption cannot end on a word that needs another after it: the line was broken there.
_CUT_OFF = word_pattern(r"(?:\b{layout:cut_off}|\w+ \w+ \w+\. \w+)$", re.IGNORECASE)
#: A title page has this many lines.
_TITLE_PAGE = 8
#: A line with a heading's mark and more words than this is text.
_LONGEST_MARKED = 30
#: This many headings with a day each make a diary.
_DIARY = 3
#: So many labels with a full stop are the headings of a page.
_SEVERAL = 2
_DAY_AND_TITLE = re.compile(r"\d{4}-\d{2}-\d{2}[:,]?\s+[A-ZÅÄÖ]\w+\s+\w+")
#: More headings than these do not follow one another without a word of text.
_MOST_HEADINGS = 4
#: Years alone on a line, which head what was done then.
_YEARS = re.compile(r"(?:19|20)\d{2}(?:\s?[-–/]\s?(?:\d{2}|\d{4}))?:?")
#: A heading that opens with its day has this many words at most; one with a label and a colon, and a
#: short one.
_LONGEST_DATED, _SHORT_LABEL, _SHORT = 14, 4, 8
#: Lines that a heading goes over at most.
_MOST_LINES = 3
#: A line with more words than these tells something; with more than those it is running text.
_FEW_WORDS, _RUNNING_TEXT = 3, 12
#: A line is as short as another if it has less than this many times its characters.
_AS_SHORT = 2
#: A paragraph of more characters is headed by a name, and not signed with it.
_LONG_PARAGRAPH = 120


def mark_headings(
    units: list[Unit], is_person: PersonTest | None = None, is_masthead: Masthead | None = None
) -> None:
    """Mark heading units and their level: 1 the document's title (at most one), else 2."""
    dense = _is_dense(units)
    _mark_diary(units)
    _mark_years(units)
    _mark_stopped_labels(units)
    mark_letterhead(units, is_masthead)
    for index, unit in enumerate(units):
        if unit.kind != "text":
            continue
        score, rule = _score(units, index, dense)
        if score < WEIGHTS.enough and opens_message(units, index, dense=dense):
            score, rule = WEIGHTS.title_line, "caption"
        signs = is_person if unit.mark is None else None
        if score >= WEIGHTS.enough and not (signs and _is_signature(units, index, signs)):
            unit.kind = "heading"
            unit.rule = f"heading:{rule}"
            unit.confidence = round(score, 2)
            unit.level = unit.level or 2
    _drop_menus(units)
    _level_one(units)
    _deeper_levels(units)
    _shed_numbers(units)


def _mark_diary(units: list[Unit]) -> None:
    """Mark the headings of a page whose parts each open with their day: «2019-01-24 Skolan i Kil»."""
    dated = [
        unit
        for unit in units
        if unit.kind == "text"
        and _DAY_AND_TITLE.match(unit.text)
        and len(words(unit.text)) <= _LONGEST_DATED
        and not unit.ends_sentence()
    ]
    if len(dated) < _DIARY:
        return
    for unit in dated:
        unit.kind, unit.rule, unit.level = "heading", DATED_HEADING, 2
        unit.confidence = WEIGHTS.dated


def _mark_years(units: list[Unit]) -> None:
    """Mark years that are alone over what was done then, not the one under the title."""
    for index, unit in enumerate(units):
        after = next_of_message(units, index)
        if unit.kind != "text" or after is None or not _YEARS.fullmatch(unit.text):
            continue
        tells = after.kind == "item" or (
            after.ends_sentence() and len(words(after.text)) > _FEW_WORDS
        )
        under_title = index > 0 and not units[index - 1].ends_sentence() and index < HEAD
        several = any(other is not unit and _YEARS.fullmatch(other.text) for other in units)
        alone = unit.blank_before > 0 or index == 0 or units[index - 1].ends_sentence()
        alone = alone or (several and after.kind == "item")
        heads = tells and not (under_title and not several)
        if alone and (heads or (several and is_caption_like(after.text))):
            unit.kind, unit.rule, unit.level = "heading", "heading:year", 2
            unit.confidence = WEIGHTS.year


def _mark_stopped_labels(units: list[Unit]) -> None:
    """Mark labels over paragraphs that end with a full stop, where a page has several: «Miljö.», «Trafik.»."""
    labels = [unit for index, unit in enumerate(units) if _is_stopped_label(units, index)]
    if len(labels) < _SEVERAL:
        return
    above = units.index(labels[0]) - 1
    if above >= 0 and _heads_labels(units[above]):
        labels.insert(0, units[above])
    for unit in labels:
        unit.kind, unit.rule, unit.level = "heading", "heading:label", 2
        unit.confidence = WEIGHTS.stopped_label


def _heads_labels(unit: Unit) -> bool:
    """Return whether a short line right above such labels names them all: «Våra prioriteringar»."""
    few = len(words(unit.text)) <= _FEW_WORDS and not unit.ends_sentence()
    return unit.kind == "text" and unit.sign is None and few and is_caption_like(unit.text)


def _is_stopped_label(units: list[Unit], index: int) -> bool:
    """Return whether a line of a few words alone ends with a full stop and is over running text."""
    unit, after = units[index], next_of_message(units, index)
    bare = unit.text.removesuffix(".")
    shaped = (
        unit.kind == "text"
        and unit.sign is None
        and unit.text.endswith(".")
        and len(words(bare)) <= _FEW_WORDS
        and is_caption_like(bare)
        and unit.blank_before > 0
    )
    if not shaped or after is None or after.blank_before == 0 or is_no_heading(unit):
        return False
    tells = after.kind == "text" and after.ends_sentence() and len(words(after.text)) > _FEW_WORDS
    return tells and not reads_as_clause(bare)


def _drop_menus(units: list[Unit]) -> None:
    """Take the mark off headings in a row with nothing under them: a menu, a list of links.

    The first may be the title, the last heads what follows.
    """
    run: list[Unit] = []
    for unit in [*units, None]:
        if unit is not None and unit.kind == "heading" and unit.mark is None:
            run.append(unit)
            continue
        if len(run) > _MOST_HEADINGS:
            for link in run[1:-1]:
                link.kind, link.rule, link.level = "text", "", 0
        run = []


def _link_below(units: list[Unit], index: int) -> Unit | None:
    """Return the bare link under a line that announces it («Länk till förslaget»)."""
    if index + 1 < len(units) and _ANNOUNCES_LINK.match(units[index].text):
        return units[index + 1]
    return None


def _is_dense(units: list[Unit]) -> bool:
    """Return whether the page has hardly any blank lines, so that they say nothing of headings."""
    gaps = [unit.blank_before for unit in units[1:] if unit.kind == "text"]
    return bool(gaps) and median(gaps) == 0


def _score(units: list[Unit], index: int, dense: bool) -> tuple[float, str]:
    """Return how sure it is that the unit is a heading, 0 to 1, and by which rule."""
    unit = units[index]
    after = next_of_message(units, index) or _link_below(units, index)
    if unit.mark is not None and len(words(unit.text)) <= _LONGEST_MARKED:
        return WEIGHTS.marked, "mark"
    tagged = _by_tag(unit, after)
    if tagged is not None:
        return tagged
    if is_title_sentence(units, index) or is_dated_title(units, index):
        return WEIGHTS.title_sentence, "title"
    if index < HEAD and after is not None and is_paper_title(unit.text):
        return WEIGHTS.paper, "paper"
    if (
        ANSWER in unit.tags
        or after is None
        or not _may_be_heading(unit)
        or _is_on_title_page(units, index)
    ):
        return 0.0, ""
    before = units[index - 1] if index else None
    if after.kind != "item" and _CUT_OFF.search(unit.text) and not _ASKS.match(unit.text):
        return 0.0, ""
    score = WEIGHTS.start + _by_place(unit, before, after, dense) + _by_shape(unit.text)
    score += _by_neighbours(unit, before, after)
    rule = "caption"
    if is_all_caps(unit.text):
        rule = "capitals"
    elif _NUMBERED.match(unit.text):
        rule = "numbered"
    return max(0.0, min(score, WEIGHTS.surest)), rule


def _by_tag(unit: Unit, after: Unit | None) -> tuple[float, str] | None:
    """Return how sure a heading is that the lists and the form of the page tell, and its rule."""
    if "caption" in unit.tags:
        return WEIGHTS.list_caption, "list-caption"
    if PROPOSAL in unit.tags:
        return WEIGHTS.question, "proposal"
    if after is not None and QUESTION in unit.tags:
        return WEIGHTS.question, "question"
    return None


def _is_on_title_page(units: list[Unit], index: int) -> bool:
    """Return whether the line is between the title and the list of contents: what the paper is."""
    if not index or units[index].blank_before:
        return False
    for below in units[index + 1 : index + _TITLE_PAGE]:
        if below.kind != "text" or below.blank_before:
            return below.rule == CONTENTS
    return False


def _may_be_heading(unit: Unit) -> bool:
    """Return whether the line has the shape of a heading and of nothing else."""
    text = unit.text
    return is_caption_like(text) and unit.lines <= _MOST_LINES and not is_no_heading(unit)


def _by_place(unit: Unit, before: Unit | None, after: Unit, dense: bool) -> float:
    """Score where the line is: alone between blank lines, or among lines like it."""
    score = 0.0
    isolated = before is None or unit.blank_before > 0
    isolated = isolated or (before is not None and before.kind in {"heading", "boilerplate"})
    isolated = isolated or (before is not None and before.rule in {"byline", "letterhead"})
    isolated = isolated or (before is not None and is_date_line(before.text))
    if isolated:
        return WEIGHTS.row_of_lines if _is_row_of_lines(unit, after, dense) else 0.0
    if not dense:
        score += WEIGHTS.attached
    elif after.kind == "text" and len(after.text) < _AS_SHORT * len(unit.text):
        score += WEIGHTS.short_below
    if dense and before is not None and before.kind == "text" and not before.ends_sentence():
        score += WEIGHTS.open_above
    return score + (WEIGHTS.row_of_lines if _is_row_of_lines(unit, after, dense) else 0.0)


def _by_shape(text: str) -> float:
    """Score the line's own shape."""
    score = 0.0
    if is_all_caps(text):
        score += WEIGHTS.capitals
    if _NUMBERED.match(text):
        score += WEIGHTS.numbered
    if reads_as_sentence(text):
        score += WEIGHTS.sentence
    if is_call(text):
        score += WEIGHTS.call
    if text.endswith(":"):
        label = len(words(text)) <= _SHORT_LABEL and not is_lead_in(text)
        score += WEIGHTS.label if label else WEIGHTS.colon
    if len(words(text)) <= _SHORT:
        score += WEIGHTS.short
    if text[:1] in '”"“' and text[-1:] in '”"“':
        score += WEIGHTS.quoted
    return score


def _by_neighbours(unit: Unit, before: Unit | None, after: Unit) -> float:
    """Score what is around: headings have text or a list under them, questions and days in a row have not."""
    score = 0.0
    days = [other for other in (before, after) if other and is_appointment(other.text)]
    if days and is_appointment(unit.text):
        score += WEIGHTS.day_in_row
    if unit.text.endswith("?") and (
        after.text.endswith("?") or (before is not None and before.text.endswith("?"))
    ):
        score += WEIGHTS.question_in_row
    if after.kind == "text" and after.ends_sentence() and len(after.text) > len(unit.text):
        score += WEIGHTS.text_below
    if after.kind in {"item", "lead_in"}:
        score += WEIGHTS.list_below
    return score


def _is_row_of_lines(unit: Unit, after: Unit, dense: bool) -> bool:
    """Return whether the next line is close below and is as short: an address, a list of links."""
    return (
        not dense
        and after.blank_before == 0
        and after.kind == "text"
        and not after.ends_sentence()
        and len(after.text) < _AS_SHORT * len(unit.text)
        and not is_dated(after.text)
    )


def _is_signature(units: list[Unit], index: int, is_person: PersonTest) -> bool:
    """Return whether the unit is a name that signs the text rather than heads a section."""
    if not is_person(units[index].text):
        return False
    after = next_of_message(units, index)
    return after is None or not (after.ends_sentence() and len(after.text) > _LONG_PARAGRAPH)


def _level_one(units: list[Unit]) -> None:
    """Give the title level 1: what is marked so, the first heading before text, or the masthead."""
    marked = [unit for unit in units if unit.kind == "heading" and unit.level == 1]
    for unit in marked[1:]:
        unit.level = 2
    if marked:
        return
    for unit in units:
        if unit.kind == "heading" and QUESTION in unit.tags:
            break  # whoever answers is above
        if unit.kind == "heading":
            unit.level = 1
            return
        if unit.kind in {"text", "item", "lead_in"} and len(words(unit.text)) > _RUNNING_TEXT:
            break
    else:
        return
    masthead = next((unit for unit in units[:HEAD] if unit.rule == MASTHEAD), None)
    if masthead is not None and units.index(masthead) < units.index(unit):
        masthead.kind, masthead.rule, masthead.level = "heading", "heading:masthead", 1
        masthead.confidence = WEIGHTS.masthead
    elif unit.kind == "heading":
        unit.level = 1


def _deeper_levels(units: list[Unit]) -> None:
    """Nest headings where numbering or case shows it: «4.1 …» below «4 …», others below CAPITALS."""
    headings = [unit for unit in units if unit.kind == "heading" and unit.level > 1]
    capitals = [is_all_caps(unit.text) for unit in headings]
    by_case = sum(capitals) >= 2 and sum(capitals) < len(capitals) and capitals[0]
    for unit, is_capital in zip(headings, capitals, strict=True):
        if unit.mark is not None:
            continue
        numbered = _DEEP_NUMBER.match(unit.text)
        if numbered:
            unit.level = 2 + numbered.group(1).count(".")
        elif by_case and not is_capital:
            unit.level = 3


def _shed_numbers(units: list[Unit]) -> None:
    """Begin headings after their numbers, which say where they are and not what follows."""
    headings = [unit for unit in units if unit.kind == "heading"]
    bare = [(unit, match) for unit in headings if (match := _BARE_NUMBER.match(unit.text))]
    climb = len(bare) > 1 and all(int(b[1]) == int(a[1]) + 1 for (_, a), (_, b) in pairwise(bare))
    widths = {id(unit): match.end() for unit, match in bare} if climb else {}
    for unit in headings:
        width = heading_number(unit.text) or widths.get(id(unit), 0)
        if width:
            unit.mark = unit.outer_start
            unit.start += width
            unit.text = unit.text[width:]
