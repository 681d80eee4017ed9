"""Lists: which units are items, and which words lead in to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from polcorp.pipeline.structure.lines import Unit
from polcorp.pipeline.structure.shape import is_caption_like, is_date_line, is_name_like, words

#: A dash that is speech: a reporting verb with its speaker after it.
_SPEECH = re.compile(
    r"(?:[,!?”\"]|^)\s*(?:säger|sade|sa|menar|kommenterar|tycker|berättar|konstaterar|fortsätter|"
    r"avslutar|förklarar|skriver|anser|tillägger|påpekar|understryker|betonar|hävdar|uppger|lovar)"
    r"(?!\s+(?:ja|nej|upp|åt)\b)\s+(?:\w+\s+){0,3}[A-ZÅÄÖ]",
)
_ATT = re.compile(r"[Aa]tt:?\s+\w")
_OPEN_END = re.compile(
    r"(?:\batt|\b(?:vill|yrkar|föreslår|kräver|önskar|anser|beslutar?|besluta|för)(?: (?:vi|jag|\w+et|\w+erna))?"
    r"(?: också| därför| dessutom| bland annat| bl\.a\.| följande)?)\s*[:;…]?$",
    re.IGNORECASE,
)
WANTING = re.compile(
    r"\b(?:vill|yrkar|yrkade|yrka|föreslår|föreslog|kräver|krävde|önskar|prioriterar|förespråkar|verkar för|arbetar för|(?:arbeta|verka|kämpa) för|"
    r"kämpar för|går till val på|lovar|vallöften?|löften|prioriteringar|viktigaste|hjärtefrågor|"
    r"krav|förslag|åtgärder|målsättning(?:ar)?|ställningstaganden|att-satser|"
    r"(?:förslag(?:et|en)?|budget(?:en)?|krav(?:en)?|politik(?:en)?|yrkanden?a?) i (?:korthet|sammandrag|punktform)|"
    r"handlingsplan|punktprogram|(?:fem|tre|fyra|sex|sju|åtta|tio|\d+) (?:\w+ )?(?:punkter|tips|förslag|löften|"
    r"skäl|steg|krav|åtgärder)|vår politik|våra (?:\w+ )?(?:mål|frågor|punkter)|"
    r"(?:ska|skall|kommer) vi|skillnade(?:n|rna) mellan \w+ förslag|vi (?:ska|skall|kommer att|fortsätter))\b",
    re.IGNORECASE,
)
#: Lead-ins of lists that ask for nothing: who took part, what has been done, where to read more.
NOT_WANTING = re.compile(
    r"\b(?:läs mer|kontakt|deltagare|närvarande|foto|bild|källor?|fakta|bakgrund|exempelvis|"
    r"har vi|vi har|vi gjorde|genomfört|innehåll|i det här|på den här sidan|länkar|dokument|"
    r"kandidater|ledamöter|ersättare|styrelse|program för dagen|öppettider|hittar du|består av|"
    r"följande personer|statistik|bläddra|nedan\w*|klicka|ladda ne[dr]|här hittar|går att läsa|miljoner kronor|"
    r"svar på|följande frågor|frågor till|besluten?|ställa (?:\w+ )?frågor)\b",
    re.IGNORECASE,
)
#: A line that breaks off before the list that completes it: «Vaccinet är gratis för dig som».
_BREAKS_OFF = re.compile(
    r"\b(?:som|har|vi|bland annat|till exempel|kan|ska|får|är|genom|genom att|med|om)$",
    re.IGNORECASE,
)
#: A line that goes on from its lead-in: «bygga …», «att …», «fler …».
_LOWER_CASE = re.compile(r"[a-zåäö]+\s+\w")
_STATES = re.compile(r"\b(?:är|har|finns|blir|ska|kan|får|gäller|frågar|undrar)\b", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?]”))\s*(?=[A-ZÅÄÖ”\"])")


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
            before.text += " " * (unit.start - before.end) + unit.text
            before.end = unit.end
            before.lines += unit.lines
            del units[index]
        else:
            index += 1


def _merge_indented(units: list[Unit]) -> None:
    """Give a line that stands under an item's words, deeper than its sign, to the item."""
    index = 1
    while index < len(units):
        before, unit = units[index - 1], units[index]
        deeper = before.sign is not None and not before.sign.weak and unit.indent > before.indent
        if deeper and unit.sign is None and unit.blank_before == 0 and not unit.text.endswith(":"):
            before.text += " " * (unit.start - before.end) + unit.text
            before.end = unit.end
            before.lines += unit.lines
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
    led = before is not None and (before.text.endswith(":") or _leads_openly(before))
    if sign.numbered:
        return _is_counted_list(units, run, led)
    if len(run) == 1 and not led and _heads_text(units, run[0]):
        first.tags.add("caption")
        return False
    if len(run) >= 2:
        return True
    return led or not sign.weak


def _heads_text(units: list[Unit], index: int) -> bool:
    """Tell whether a lone item is a heading that a site's template gave a sign."""
    after = units[index + 1] if index + 1 < len(units) else None
    unit = units[index]
    if after is not None and after.sign is None and after.blank_before > 0:
        opens = all(other.kind == "boilerplate" for other in units[:index])
        if opens and is_caption_like(unit.text) and not unit.ends_sentence():
            return True  # the title, which a site's template sets as a list of one
    return (
        after is not None
        and after.sign is None
        and after.ends_sentence()
        and after.blank_before > 0
        and is_caption_like(unit.text)
        and not unit.ends_sentence()
        and unit.sign is not None
        and unit.sign.kind.startswith("glyph")
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


def _leads_openly(unit: Unit) -> bool:
    """Tell whether the unit's last clause is left open for what follows («yrkar jag att»)."""
    return _OPEN_END.search(unit.text) is not None


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
        led = before is not None and (before.text.endswith(":") or _leads_openly(before))
        if led or len(run) >= 2:
            for number in run:
                units[number].kind = "item"
                units[number].rule = "list:att"
            runs.append(run)
        index = run[-1] + 1
    return runs


def _is_att(unit: Unit) -> bool:
    return unit.kind == "text" and unit.sign is None and _ATT.match(unit.text) is not None


def mark_lead_ins(units: list[Unit], runs: list[list[int]]) -> None:
    """Find the lead-in of every list, and lists without signs after an open «… att:».

    A lead-in that is the last sentence of a paragraph is cut off as a unit of its own, so the
    list of units may grow; the items' ``lead_in`` holds the index of the lead-in's unit.
    """
    items = sorted([*runs, *_unsigned_after_open_lead(units)])
    owners: list[tuple[Unit, list[Unit]]] = []
    for run in reversed(items):  # from the end, so that a cut-off lead-in moves no other list
        members = [units[index] for index in run]
        lead = _lead_before(units, run[0])
        if lead is not None:
            owners.append((lead, members))
    place = {id(unit): index for index, unit in enumerate(units)}
    for lead, members in owners:
        for item in members:
            item.lead_in = place[id(lead)]


def _unsigned_after_open_lead(units: list[Unit]) -> list[list[int]]:
    """Find items in sentences of their own after «yrkar jag att:», one a line."""
    runs: list[list[int]] = []
    for index, unit in enumerate(units):
        if unit.kind != "text":
            continue
        open_att = re.search(r"\batt\s*:$", unit.text) is not None
        if not open_att and not (
            is_lead_in(unit.text) and _LOWER_CASE.match(_text_of(units, index + 1))
        ):
            continue
        run: list[int] = []
        for place in range(index + 1, len(units)):
            after = units[place]
            close = after.blank_before <= (units[run[-1]].blank_before if run else 1)
            paper = is_date_line(after.text) or is_name_like(after.text)
            if after.kind != "text" or not close or paper:
                break
            if len(words(after.text)) < 4 if open_att else not _LOWER_CASE.match(after.text):
                break
            run.append(place)
        if run and (open_att or len(run) > 1):
            for place in run:
                units[place].kind = "item"
                units[place].rule = "list:open"
            runs.append(run)
    return runs


def _is_title(units: list[Unit], index: int) -> bool:
    """Tell whether the unit is the first of the message, and no words that leave a list open."""
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
    """Tell whether *text* (or its last sentence) introduces a list."""
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
        and not re.search(r"\bvad vi vill\b|\bvår politik för\b", last, re.I)
    )


#: A whole sentence that announces the list below it: «Här är några punkter som vi vill genomföra.»
_ANNOUNCES = re.compile(
    r"\b(?:följande|här (?:är|följer|kommer)|nedan|(?:några|våra) (?:\w+ )?(?:punkter|krav|förslag))\b",
    re.I,
)
_WE_WANT = re.compile(r"\bvi vill\b", re.IGNORECASE)
_SHORT_SENTENCE = 16


#: Without one of these a caption names a list, and leads in to nothing: «Våra viktigaste satsningar».
_VERB = re.compile(
    r"\b(?:vill|yrka\w*|föresl[åo]\w*|kräv\w*|önska\w*|prioriterar|lovar|arbetar?|verkar?|kämpar?|går|gick|"
    r"ska|skall|kommer|fortsätter|är|har|satsar|bör|måste)\b",
    re.IGNORECASE,
)


def _last_sentence(text: str) -> re.Match[str] | None:
    """Return the gap before the last sentence of a paragraph that ends with a colon, or None."""
    if not text.endswith((":", "…")) and not _OPEN_END.search(text):
        return None
    last = max(text.rfind(mark) for mark in ".!?")
    gaps = list(_SENTENCE_START.finditer(text, last + 1))
    return gaps[-1] if gaps else None


def _is_heading_with_colon(text: str) -> bool:
    """Tell a heading that ends with a colon («Skola och förskola:») from a lead-in."""
    plain = not WANTING.search(text) and not _OPEN_END.search(text) and not _STATES.search(text)
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
    unit.rule = "lead-in:wanting" if wanting else "lead-in:colon"
    unit.confidence = 0.95 if wanting and unit.text.endswith(":") else 0.7
    return unit
