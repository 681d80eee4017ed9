"""Labels of the web page among the lines of the message: links, cards of documents, categories.

They are told by their shape and by where they occur, whatever the template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice, pairwise

from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.layout.boilerplate import LINK
from polcorp.pipeline.layout.line_shapes import (
    is_caption_like,
    is_date_line,
    is_name_like,
    words,
)
from polcorp.pipeline.layout.lines import Unit
from polcorp.pipeline.layout.page_text import SURE, mark_page_text, opens_page
from polcorp.pipeline.rule_names import CARD

_FETCH = word_pattern(r"\W*{page:fetch}\b", re.IGNORECASE)
_READ = word_pattern(r"\W*(?!{page:not_read}){page:read}\b", re.IGNORECASE)
_DOCUMENT = word_pattern(r"\b{page:document}\b", re.IGNORECASE)
_CLICK = word_pattern(r"\b{page:click}\b", re.IGNORECASE)
_OFFERS = word_pattern(r"\b{page:offers}\b", re.IGNORECASE)
_ATTACHED = word_pattern(r"{page:attached}\s*:\s*\S|{page:link_to}\b", re.IGNORECASE)
#: Over a label of its own this heads it.
_LINK_TO = word_pattern(r"{page:link_to}\b", re.IGNORECASE)
#: A button: «Till programmet >>», «→ Hela budgeten».
_ARROW = re.compile(r"\w\s*(?:>>?|»|›|→|➔)$|^(?:>>|»|›|→|➔)\s*\w[^.!?]*$")
_FILE_END = word_pattern(r"\b{page:file_end}\W*$", re.IGNORECASE)
#: A paper's name with its years: «Kulturpolitiskt program 2022–2026».
_DATED_DOCUMENT = word_pattern(
    r"(?:(?!till|för|i|om|på|av|vår\w*)[\w-]+ ){0,2}{page:document}(?: (?:för|i|till|från) [\w ]{2,40})?,? (?:19|20)\d\d(?:\s?[-–]\s?(?:\d\d)?\d\d)?",
    re.IGNORECASE,
)
_PAPER = word_pattern(r"{papers:listed}(?:er|en|n|s)?\b:?", re.IGNORECASE)
_CARD = word_pattern(r"{page:card}(?:\s*:.{0,100})?", re.IGNORECASE)
_CARD_VALUE = word_pattern(r"{page:card_value}", re.IGNORECASE)
_CARD_SURE = word_pattern(r"{page:card_sure}(?:\s*:.{0,100})?", re.IGNORECASE)
_EXPLAINS = word_pattern(r"{page:explains_papers}", re.IGNORECASE | re.DOTALL)
_CATEGORY = word_pattern(r"{page:category}", re.IGNORECASE)
#: Beside a place or a category this is one too: «Debatt».
_GENRE = word_pattern(r"{page:genre}", re.IGNORECASE)
#: What parts the labels of a row.
_LABELS = re.compile(r"\s*[·|•/,]\s*")
_SENTENCE = re.compile(r"[.!?…]\s+[A-ZÅÄÖ]")

#: The longest label of a link, and the longest value of a card, in words.
_LONGEST_LABEL, _LONGEST_VALUE = 25, 8
#: The longest label of two sentences: «Vill du läsa programmet? Klicka här!»
_SHORT_LABEL = 16
#: This many labels with a day close below, of so many words at most, make one whatever they are.
_CARD_DAYS, _LABEL_OF_DAY = 2, 2
#: This many labels and values make a card.
_CARD_LINES = 3
#: A label of a category, and a title below it, in words.
_LONGEST_CATEGORY, _HEADLINE = 3, 4
#: The most labels above a headline.
_MOST_LABELS = 4
#: The day of a text in a weblog, alone or with its writer, among this many first lines; the most lines of tags
#: below it, and the longest tag in words.
_BLOG_DAY = re.compile(r"(?:19|20)\d{2}-\d{2}-\d{2}(?: [a-zåäö]+)?", re.IGNORECASE)
_TOP, _MOST_TAGS, _LONGEST_TAG = 5, 4, 2
#: This many further headlines make the page a list of news, and its category the title.
_NEWS = 2
#: Words are one where this many of their first letters are.
_STEM = 6
_SHORTEST_WORD = 4


def mark_page_labels(units: list[Unit], is_place: Callable[[str], bool] | None = None) -> None:
    """Mark labels of links, lines of a document's card and categories as page text.

    *is_place* tells whether a line is the name of a municipality, which sites set beside a category.
    """
    _mark_cards(units)
    _mark_links(units)
    _mark_labels_of_papers(units)
    _mark_category(units, is_place)
    _mark_tags(units)


def is_link_label(text: str) -> bool:
    """Return whether *text* is what a link is called, by its words: «Ladda ned vårt valprogram»."""
    if len(words(text)) > _LONGEST_LABEL:
        return False
    if _FETCH.match(text):
        return True
    clicks = _CLICK.search(text) is not None
    if _SENTENCE.search(text):
        return clicks and len(words(text)) <= _SHORT_LABEL and _READ.match(text) is not None
    if clicks:
        return True
    if _ATTACHED.match(text) or (_ARROW.search(text) and len(words(text)) <= _SHORT_LABEL):
        return True
    offers = _OFFERS.search(text) and not text.endswith((".", ":"))
    leads = _READ.match(text) or _FILE_END.search(text) or offers
    return bool(leads) and _DOCUMENT.search(text) is not None


def _mark_links(units: list[Unit]) -> None:
    opens = True  # nothing but page text comes before
    for index, unit in enumerate(units):
        label = unit.kind == "text" and not opens and is_link_label(unit.text)
        if label and not _heads_label(units, index):
            mark_page_text(unit, LINK, SURE.link)
        opens = opens and unit.kind == "boilerplate"


def _heads_label(units: Sequence[Unit], index: int) -> bool:
    """Return whether «Länk till …» is over the label of that link, and no text follows the label."""
    if not _LINK_TO.match(units[index].text) or index + 1 >= len(units):
        return False
    label, after = units[index + 1], _neighbour(units, index + 1, 1)
    if label.kind == "boilerplate":
        return True
    short = len(words(label.text)) <= _SHORT_LABEL and not label.ends_sentence()
    return short and (after is None or not after.ends_sentence())


def _neighbour(units: Sequence[Unit], index: int, step: int) -> Unit | None:
    """Return the nearest unit of the message before (*step* −1) or after (1) the one at *index*."""
    place = index + step
    while 0 <= place < len(units):
        if units[place].kind != "boilerplate":
            return units[place]
        place += step
    return None


def _mark_labels_of_papers(units: list[Unit]) -> None:
    """Mark the papers' names that come after what a page says of each: the links to them.

    A name that heads what follows shares its words with that.
    """
    lines = [n for n, unit in enumerate(units) if _names_paper(unit) and not opens_page(units, n)]
    labels = [n for n in lines if _tells_of_above(units, n)]
    for index in lines:
        if index in labels or (
            len(labels) > 1 and labels[0] < index and 2 * len(labels) >= len(lines)
        ):
            mark_page_text(units[index], LINK, SURE.link_of_paper)
    for index, unit in enumerate(units):
        dated = unit.kind == "text" and _DATED_DOCUMENT.fullmatch(unit.text)
        if dated and unit.blank_before and not opens_page(units, index):
            after = _neighbour(units, index, 1)
            heads = after is None or (is_caption_like(after.text) and after.sign is None)
            above = units[index - 1]
            if heads and above.kind == "text" and above.ends_sentence():
                mark_page_text(unit, LINK, SURE.link_beside)


def _names_paper(unit: Unit) -> bool:
    return (
        unit.kind == "text"
        and unit.sign is None
        and _PAPER.match(unit.text) is not None
        and 1 < len(words(unit.text)) <= _LONGEST_VALUE
        and is_caption_like(unit.text)
        and not unit.text.endswith(":")
    )


def _tells_of_above(units: Sequence[Unit], index: int) -> bool:
    """Return whether a line shares its words with the paragraph above and not with that below."""
    before, after = _neighbour(units, index, -1), _neighbour(units, index, 1)
    if before is None or not before.ends_sentence():
        return False
    own = _stems(_PAPER.sub("", units[index].text, count=1))
    above = len(own & _stems(before.text))
    below = len(own & _stems(after.text)) if after is not None else 0
    return bool(own) and above > below and 2 * above >= len(own)


def _stems(text: str) -> set[str]:
    return {word.casefold()[:_STEM] for word in words(text) if len(word) >= _SHORTEST_WORD}


def _mark_cards(units: list[Unit]) -> None:
    """Mark the card that an archive gives each document: «Inlämnad», its day, «Tilldelat», …."""
    lines = [
        n for n, unit in enumerate(units) if unit.kind in {"text", "note"} and _on_card(unit.text)
    ]
    sure = any(_CARD_SURE.fullmatch(units[n].text) for n in lines)
    dated = [n for n, unit in enumerate(units) if _names_day(unit, units[n + 1 : n + 2])]
    days = dated if len(dated) >= _CARD_DAYS else []
    if not days and (len(lines) < _CARD_LINES or not sure):
        return
    marked = [*(lines if sure else []), *days, *(n + 1 for n in days)]
    for index in lines:
        below = units[index + 1] if index + 1 < len(units) else None
        label = ":" not in units[index].text and _CARD.fullmatch(units[index].text)
        if label and below is not None and _is_value(below):
            marked.append(index + 1)
    marked += [n for n, unit in enumerate(units) if _EXPLAINS.fullmatch(unit.text)]
    for index in sorted(set(marked)):
        mark_page_text(units[index], CARD, SURE.card)
    _mark_captions_of_explanations(units)


def _names_day(unit: Unit, below: Sequence[Unit]) -> bool:
    """Return whether a line is a label of a word or two, and the one close below is a day alone."""
    return (
        unit.kind in {"text", "note"}
        and unit.sign is None
        and len(words(unit.text)) <= _LABEL_OF_DAY
        and not unit.ends_sentence()
        and not is_date_line(unit.text)
        and any(other.blank_before == 0 and is_date_line(other.text) for other in below)
    )


def _on_card(text: str) -> bool:
    return _CARD.fullmatch(text) is not None or _CARD_VALUE.fullmatch(text) is not None


def _is_value(unit: Unit) -> bool:
    short = len(words(unit.text)) <= _LONGEST_VALUE and not unit.ends_sentence()
    return (
        unit.kind in {"text", "note"}
        and unit.blank_before == 0
        and (short or is_date_line(unit.text))
    )


def _mark_captions_of_explanations(units: list[Unit]) -> None:
    """Mark the caption over the words that explain a kind of paper: «Motioner»."""
    for index, unit in enumerate(units[1:], start=1):
        above = units[index - 1]
        explains = unit.rule == CARD and _EXPLAINS.fullmatch(unit.text)
        names = above.kind == "text" and unit.text.casefold().startswith(above.text.casefold())
        if explains and names:
            mark_page_text(above, CARD, SURE.caption_of_card)


def _mark_category(units: list[Unit], is_place: Callable[[str], bool] | None) -> None:
    """Mark the category that a site sets above a headline, perhaps with a place: «Lokalt», «Debatt», «Håbo»."""
    first = next((n for n, unit in enumerate(units) if unit.kind != "boilerplate"), None)
    if first is None:
        return
    last, known, beside = first, False, False
    while last - first < _MOST_LABELS and last + 2 < len(units):
        text = units[last].text
        category, genre = _is_category(text), _GENRE.fullmatch(text) is not None
        plain = units[last].kind in {"text", "boilerplate"} and units[last].sign is None
        place = is_place is not None and is_place(text)
        page = units[last].kind == "boilerplate"
        if not plain or not (category or genre or place or page):
            break
        known = known or category or (genre and last > first) or (beside and (place or page))
        beside = genre
        last += 1
    if last == first or not known:
        return
    title, below = units[last], units[last + 1] if last + 1 < len(units) else None
    headline = is_caption_like(title.text, limit=160) and len(words(title.text)) >= _HEADLINE
    plain = title.kind == "text" and below is not None and title.sign is below.sign is None
    if plain and headline and _headlines(units[last + 1 :]) < _NEWS:
        for unit in units[first:last]:
            mark_page_text(unit, "boilerplate:category", SURE.category)


def _is_category(text: str) -> bool:
    """Return whether a line is a category, or several in a row of which one is known: «Politik · Skola»."""
    labels = _LABELS.split(text)
    short = all(0 < len(words(label)) <= _LONGEST_CATEGORY for label in labels)
    return short and any(_CATEGORY.fullmatch(label) for label in labels)


def _headlines(units: list[Unit]) -> int:
    """Return how many lines look like headlines over text: with several, the page is a list of news."""
    return sum(
        len(words(unit.text)) >= _HEADLINE and is_caption_like(unit.text) and below.ends_sentence()
        for unit, below in pairwise(units)
    )


def _mark_tags(units: list[Unit]) -> None:
    """Mark the tags that a weblog sets below the day of a text: «Politik, Skola»."""
    day = next((n for n, u in enumerate(units[:_TOP]) if n and _BLOG_DAY.fullmatch(u.text)), None)
    if day is None or not any(unit.kind == "text" for unit in units[:day]):
        return
    tags = list(islice(units, day + 1, day + 1 + _MOST_TAGS))
    after = next((n for n, unit in enumerate(tags) if unit.ends_sentence()), None)
    if not after or not all(_is_tag(unit) for unit in tags[:after]):
        return
    several = any(", " in unit.text for unit in tags[:after])
    if tags[after].blank_before == 0 or not (several or tags[0].blank_before == 0):
        return
    for unit in tags[:after]:
        mark_page_text(unit, "boilerplate:tags", SURE.category)


def _is_tag(unit: Unit) -> bool:
    plain = unit.kind in {"text", "note"} and unit.sign is None
    labels = unit.text.split(", ")
    return (
        plain
        and all(len(words(label)) <= _LONGEST_TAG for label in labels)
        and not is_name_like(unit.text)
    )
