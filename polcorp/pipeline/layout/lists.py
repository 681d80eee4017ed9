"""Lists: which units are items, by their signs or by «att»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.layout.att_clauses import has_main_clause
from polcorp.pipeline.layout.lead_ins import WANTING, leads_openly
from polcorp.pipeline.layout.line_shapes import is_caption_like, words
from polcorp.pipeline.layout.lines import Unit

#: A dash that is speech: a reporting verb with its speaker after it.
_SPEECH = word_pattern(
    r"(?:[,!?”\"]|^)\s*{saying:after_dash}(?!\s+(?:ja|nej|upp|åt)\b)\s+(?:\w+\s+){0,3}[A-ZÅÄÖ]"
)
_ATT = re.compile(r"(?:[Aa]tt|ATT):?\s+\w")


def mark_lists(units: list[Unit]) -> list[list[int]]:
    """Mark list items (``kind = "item"``) and return the lists as runs of unit indexes.

    Signs that turn out to be no list signs (speech, ranges, lone dashes, numbered headings) are
    given back to the text.
    """
    _merge_continuations(units)
    _merge_indented(units)
    runs: list[list[int]] = []
    for run in _without_speech(units):
        if _is_list(units, run):
            for index in run:
                units[index].kind = "item"
                sign = units[index].sign
                units[index].rule = f"list:{sign.kind}" if sign else ""
            runs.append(run)
    for unit in units:
        if unit.sign is not None and unit.kind == "text" and "caption" not in unit.tags:
            _give_back(unit)
    runs += _att_runs(units)
    return sorted(runs)


def _merge_continuations(units: list[Unit]) -> None:
    """Give a line without a sign to the item above, where the next line is an item again."""
    index = 1
    while index < len(units) - 1:
        before, unit, after = units[index - 1], units[index], units[index + 1]
        same_list = (
            before.sign is not None
            and unit.sign is None
            and unit.blank_before == 0
            and after.sign is not None
            and after.sign.kind == before.sign.kind
            and after.blank_before == 0
            and not before.sign.weak
            and not unit.text.endswith(":")
            and before.ends_sentence()
            and unit.ends_sentence()
        )
        if same_list and (before.sign is None or _counts_on(before, after)):
            _absorb(before, unit)
            del units[index]
        else:
            index += 1


def _absorb(before: Unit, unit: Unit) -> None:
    """Add the lines of *unit* to *before*, with as many blanks between them as the text has signs."""
    before.text += " " * (unit.start - before.end) + unit.text
    before.end = unit.end
    before.lines += unit.lines


def _merge_indented(units: list[Unit]) -> None:
    """Give a line that is under an item's words, deeper than its sign, to the item."""
    index = 1
    while index < len(units):
        before, unit = units[index - 1], units[index]
        deeper = before.sign is not None and not before.sign.weak and unit.indent > before.indent
        if deeper and unit.sign is None and unit.blank_before == 0 and not unit.text.endswith(":"):
            _absorb(before, unit)
            del units[index]
        else:
            index += 1


def _counts_on(before: Unit, after: Unit) -> bool:
    first, second = before.sign, after.sign
    if first is None or second is None or first.number is None or second.number is None:
        return True
    return second.number == first.number + 1


def _sign_runs(units: list[Unit]) -> Iterator[list[int]]:
    """Yield runs of neighbouring units with a sign; a nested list stays within its run."""
    run: list[int] = []
    for index, unit in enumerate(units):
        signed = unit.sign is not None and unit.kind == "text"
        if signed and (not run or _same_list(units, run, unit)):
            run.append(index)
            continue
        if run:
            yield run
        run = [index] if signed else []
    if run:
        yield run


def _without_speech(units: list[Unit]) -> Iterator[list[int]]:
    """Yield runs of signs; dashed ones with speech among them are cut at their blank lines."""
    for run in _sign_runs(units):
        sign = units[run[0]].sign
        spoken = any(_SPEECH.search(units[index].text) for index in run)
        if sign is None or not sign.kind.startswith("dash") or not spoken:
            yield run
            continue
        part: list[int] = []
        for index in run:
            if part and units[index].blank_before:
                yield part
                part = []
            part.append(index)
        yield part


def _same_list(units: list[Unit], run: list[int], unit: Unit) -> bool:
    first, sign = units[run[0]].sign, unit.sign
    if first is None or sign is None or unit.blank_before > 2:
        return False
    if sign.kind == first.kind:
        return not sign.numbered or sign.number != 1 or unit.blank_before == 0
    if unit.blank_before > units[run[-1]].blank_before and unit.indent <= units[run[0]].indent:
        return False
    return unit.indent != units[run[0]].indent or not sign.numbered


def _is_list(units: list[Unit], run: list[int]) -> bool:
    """Decide whether a run of signs is a list."""
    first = units[run[0]]
    sign = first.sign
    if sign is None:
        return False
    spoken = [index for index in run if _SPEECH.search(units[index].text)]
    before = units[run[0] - 1] if run[0] else None
    answers = before is not None and before.text.endswith("?") and first.ends_sentence()
    if sign.kind.startswith("dash") and (spoken or answers or _looks_spoken(units, run)):
        return False
    led = before is not None and (before.text.endswith(":") or leads_openly(before))
    if sign.numbered:
        return _is_counted_list(units, run, led)
    if len(run) == 1 and not led and _heads_text(units, run[0]):
        first.tags.add("caption")
        return False
    if len(run) >= 2:
        return True
    return led or not sign.weak


def _heads_text(units: list[Unit], index: int) -> bool:
    """Return whether a lone item is a heading that a site's template gave a sign."""
    after = units[index + 1] if index + 1 < len(units) else None
    unit = units[index]
    if after is not None and after.sign is None and after.blank_before > 0:
        opens = all(other.kind == "boilerplate" for other in units[:index])
        if opens and is_caption_like(unit.text) and not unit.ends_sentence():
            return True  # the title, which a site's template sets as a list of one
    told = after is not None and (after.ends_sentence() or _heads_paragraph(units, index + 1))
    return (
        after is not None
        and after.sign is None
        and told
        and after.blank_before > 0
        and is_caption_like(unit.text)
        and not unit.ends_sentence()
        and unit.sign is not None
        and unit.sign.kind.startswith("glyph")
    )


def _heads_paragraph(units: list[Unit], index: int) -> bool:
    """Return whether a caption alone is over running text: what comes below the title of a post."""
    below = units[index + 1] if index + 1 < len(units) else None
    return (
        below is not None
        and below.sign is None
        and below.blank_before > 0
        and below.ends_sentence()
        and is_caption_like(units[index].text)
    )


def _looks_spoken(units: list[Unit], run: list[int]) -> bool:
    """Tell speech from items: lone dashes before whole sentences in the first person."""
    if len(run) > 1:
        return False
    unit = units[run[0]]
    before = units[run[0] - 1] if run[0] else None
    if before is not None and before.text.endswith(":"):
        return False
    return len(words(unit.text)) > 6 and unit.ends_sentence()


def _is_counted_list(units: list[Unit], run: list[int], led: bool) -> bool:
    """Tell a numbered list from numbered headings and from a lone number."""
    numbers = [units[index].sign.number or 0 for index in run if units[index].sign]  # type: ignore[union-attr]
    climbing = all(b == a + 1 for a, b in pairwise(numbers))
    if len(run) == 1:
        return led and numbers[0] == 1
    return climbing or led or all(number == numbers[0] for number in numbers)


def _give_back(unit: Unit) -> None:
    """Make the sign part of the text again."""
    sign = unit.sign
    if sign is None:
        return
    gap = unit.start - sign.start
    unit.tags.add(f"sign:{sign.kind}")
    unit.text = sign.mark + " " * (gap - len(sign.mark)) + unit.text
    unit.start = sign.start
    unit.sign = None


def _att_runs(units: list[Unit]) -> list[list[int]]:
    """Find items that are lines with «att …» and no sign, blank lines between or not."""
    runs: list[list[int]] = []
    index = 0
    while index < len(units):
        run = [index]
        while run[-1] + 1 < len(units) and _is_att(units[run[-1] + 1]):
            run.append(run[-1] + 1)
        if not _is_att(units[index]):
            index += 1
            continue
        before = units[index - 1] if index else None
        led = before is not None and (before.text.endswith(":") or leads_openly(before))
        wanted = before is not None and led and WANTING.search(before.text) is not None
        wishes = run if wanted else [n for n in run if not has_main_clause(units[n].text)]
        if wishes == run and (led or len(run) >= 2):
            for number in run:
                units[number].kind = "item"
                units[number].rule = "list:att"
            runs.append(run)
        index = run[-1] + 1
    return runs


def _is_att(unit: Unit) -> bool:
    return unit.kind == "text" and unit.sign is None and _ATT.match(unit.text) is not None
