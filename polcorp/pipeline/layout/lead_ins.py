"""Lead-ins: the words before a list that say what its items are."""

from __future__ import annotations

import re

from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.layout.line_shapes import is_caption_like, is_date_line, is_name_like, words
from polcorp.pipeline.layout.lines import Unit
from polcorp.pipeline.rule_names import COLON
from polcorp.swedish.imperatives import is_infinitive

#: A clause that is left open for what follows: «… yrkar vi att».
_OPEN_END = word_pattern(
    r"(?:\batt|\b{asking:open_end}(?: {lead_ins:open_subject})?(?: {lead_ins:open_adverb})?)\s*[:;…]?$",
    re.IGNORECASE,
)
#: Words by which a lead-in asks.
WANTING = word_pattern(r"\b{asking:lead_in}\b", re.IGNORECASE)
#: Lead-ins of lists that ask for nothing: who took part, what has been done, where to read more.
NOT_WANTING = word_pattern(r"\b{lead_ins:not_wanting}\b", re.IGNORECASE)
#: A line that breaks off before the list that completes it: «Vaccinet är gratis för dig som».
_BREAKS_OFF = word_pattern(r"\b{lead_ins:breaks_off}$", re.IGNORECASE)
#: A line that goes on from its lead-in: «bygga …», «att …», «fler …».
_LOWER_CASE = re.compile(r"[a-zåäö]+\s+\w")
#: «Bygga …», which a line that opens with a capital may go on with, too.
_FIRST_WORD = re.compile(r"([A-ZÅÄÖ][a-zåäö]+)\s+\w")
_STATES = word_pattern(r"\b{lead_ins:states}\b", re.IGNORECASE)
#: A clause that the list goes on with: «Vi ser också:», «Att vi:».
_CLAUSE_START = word_pattern(r"(?:{layout:pronoun}|att)\s+\w", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?]”))\s*(?=[A-ZÅÄÖ”\"])")
#: A whole sentence that announces the list below it: «Här är några punkter som vi vill genomföra.»
_ANNOUNCES = word_pattern(r"\b{lead_ins:announces}\b", re.IGNORECASE)
_WE_WANT = word_pattern(r"\b{lead_ins:we_want}\b", re.IGNORECASE)
_NAMES_WISH = word_pattern(r"\b{lead_ins:names_wish}\b", re.IGNORECASE)
_SHORT_SENTENCE = 16


#: Without one of these a caption names a list, and leads in to nothing: «Våra viktigaste satsningar».
_VERB = word_pattern(r"\b{asking:lead_in_verb}\b", re.IGNORECASE)


def leads_openly(unit: Unit) -> bool:
    """Return whether the unit's last clause is left open for what follows («yrkar jag att»)."""
    return _OPEN_END.search(unit.text) is not None


def mark_lead_ins(units: list[Unit], runs: list[list[int]]) -> None:
    """Find the lead-in of every list, and lists without signs after an open «… att:».

    A lead-in that is the last sentence of a paragraph is cut off as a unit of its own, so the
    list of units may grow; the items' ``lead_in`` holds the index of the lead-in's unit.
    """
    items = sorted([*runs, *_unsigned_after_open_lead(units)])
    owners: list[tuple[Unit, list[Unit]]] = []
    for run in reversed(items):  # from the end, so that a cut-off lead-in moves no other list
        members = [units[index] for index in run]
        if _only_asks(units, run):
            units[run[0] - 1].kind = "note"
            continue
        lead = _lead_before(units, run[0])
        if lead is not None:
            owners.append((lead, members))
    place = {id(unit): index for index, unit in enumerate(units)}
    for lead, members in owners:
        for item in members:
            item.lead_in = place[id(lead)]


def _only_asks(units: list[Unit], run: list[int]) -> bool:
    """Return whether the words before a list of questions announce only them: «Jag vill veta:»."""
    before = units[run[0] - 1] if run[0] else None
    if before is None or before.kind != "text" or not before.text.endswith((":", "…", "att")):
        return False
    questions = sum(units[index].text.endswith("?") for index in run)
    return 2 * questions > len(run) and len(words(before.text)) <= _SHORT_SENTENCE


def _unsigned_after_open_lead(units: list[Unit]) -> list[list[int]]:
    """Find items in sentences of their own after «yrkar jag att:», one per line."""
    runs: list[list[int]] = []
    for index, unit in enumerate(units):
        if unit.kind != "text":
            continue
        open_att = re.search(r"\batt\s*:$", unit.text) is not None
        if not open_att and not (
            is_lead_in(unit.text) and _goes_on(unit, _text_of(units, index + 1))
        ):
            continue
        run: list[int] = []
        for place in range(index + 1, len(units)):
            after = units[place]
            close = after.blank_before <= (units[run[-1]].blank_before if run else 1)
            paper = is_date_line(after.text) or is_name_like(after.text)
            if after.kind != "text" or not close or paper:
                break
            if len(words(after.text)) < 4 if open_att else not _goes_on(unit, after.text):
                break
            run.append(place)
        if run and (open_att or len(run) > 1):
            for place in run:
                units[place].kind = "item"
                units[place].rule = "list:open"
            runs.append(run)
    return runs


def _goes_on(lead: Unit, text: str) -> bool:
    """Return whether *text* is what the lead-in leaves open: in lower case, or, after «vill:», an infinitive."""
    if _LOWER_CASE.match(text):
        return True
    wants = lead.text.endswith(":") and WANTING.search(lead.text) is not None
    first = _FIRST_WORD.match(text) if wants else None
    return first is not None and is_infinitive(first.group(1).lower())


def _is_title(units: list[Unit], index: int) -> bool:
    """Return whether the unit is the first of the message, and no words that leave a list open."""
    unit = units[index]
    if unit.text.endswith(":") or _OPEN_END.search(unit.text):
        return False
    return all(other.kind in {"boilerplate", "note"} for other in units[:index])


def _text_of(units: list[Unit], index: int) -> str:
    return units[index].text if index < len(units) else ""


def _lead_before(units: list[Unit], first: int) -> Unit | None:
    """Return the lead-in of the list that starts at *first*, marking it, or None."""
    if first == 0:
        return None
    before = units[first - 1]
    if before.kind != "text":
        return None
    breaks_off = _BREAKS_OFF.search(before.text) is not None and len(words(before.text)) >= 3
    if (is_lead_in(before.text) or breaks_off) and not _is_title(units, first - 1):
        return _cut_lead_in(units, first - 1)
    above = units[first - 2] if first > 1 else None
    if (
        above is not None
        and above.kind == "text"
        and above.text.endswith(":")
        and WANTING.search(above.text)
        and is_caption_like(before.text, limit=160)
    ):
        before.tags.add("caption")
        above.kind = "lead_in"
        above.rule = "lead-in:above-caption"
        above.confidence = 0.8
        return above
    return None


def is_lead_in(text: str) -> bool:
    """Return whether *text* (or its last sentence) introduces a list."""
    cut = _last_sentence(text)
    last = text[cut.end() :] if cut else text
    if text.endswith((".", "!", "?")):
        short = len(words(text)) <= _SHORT_SENTENCE and "." not in text[:-1]
        return (
            short
            and bool(_ANNOUNCES.search(text))
            and bool(WANTING.search(text) or _WE_WANT.search(text))
        )
    if last.endswith((":", "…")):
        return not _is_heading_with_colon(last)
    if len(words(last)) > 14:
        return False
    return bool(_OPEN_END.search(last)) or (
        bool(WANTING.search(last))
        and bool(_VERB.search(last) or not is_caption_like(last, limit=40))
        and not _NAMES_WISH.search(last)
    )


def _last_sentence(text: str) -> re.Match[str] | None:
    """Return the gap before the last sentence of a paragraph that ends with a colon, or None."""
    if text.endswith((".", "!", "?")):
        return None
    last = max(text.rfind(mark) for mark in ".!?")
    gaps = list(_SENTENCE_START.finditer(text, last + 1))
    return gaps[-1] if gaps else None


def _is_heading_with_colon(text: str) -> bool:
    """Tell a heading that ends with a colon («Skola och förskola:») from a lead-in."""
    plain = not WANTING.search(text) and not _OPEN_END.search(text) and not _STATES.search(text)
    plain = plain and not _CLAUSE_START.match(text)
    return len(words(text)) <= 4 and plain


def _cut_lead_in(units: list[Unit], index: int) -> Unit:
    """Make the unit, or its last sentence, a lead-in and return it."""
    unit = units[index]
    cut = _last_sentence(unit.text)
    if cut is not None:
        offset = cut.end()
        start = unit.start + offset
        lead = Unit(start, unit.end, unit.text[offset:], unit.indent, 0, kind="lead_in")
        unit.end = unit.start + len(unit.text[: cut.start()].rstrip())
        unit.text = unit.text[: unit.end - unit.start]
        units.insert(index + 1, lead)
        unit = lead
    unit.kind = "lead_in"
    wanting = bool(WANTING.search(unit.text)) and not NOT_WANTING.search(unit.text)
    unit.rule = "lead-in:wanting" if wanting else COLON
    unit.confidence = 0.95 if wanting and unit.text.endswith(":") else 0.7
    return unit
