"""Marks of HTML and Markdown that scraping left in a text, as edits that a reader would make.

Tags become the line ends, list signs and heading signs that they stand for, so that what reads the
layout of plain text reads that of a page too.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from polcorp.reading.aligned import Edit

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])[^<>]*>|<!(?:doctype|DOCTYPE)[^<>]*>")
#: What an element puts before and after its content.
BLOCKS = {
    **dict.fromkeys(
        "address article aside blockquote dd details div dl dt fieldset figcaption figure footer"
        " form header main nav ol pre section summary table tbody tfoot thead tr ul html body head"
        " title option select".split(),
        ("\n", "\n"),
    ),
    "p": ("\n\n", "\n\n"),
    "br": ("\n", "\n"),
    "hr": ("\n\n", "\n\n"),
    "li": ("\n- ", "\n"),
    "td": (" ", " "),
    "th": (" ", " "),
    **{f"h{level}": (f"\n\n{'#' * level} ", "\n\n") for level in range(1, 7)},
}
_INLINE = frozenset(
    "a abbr b big button center cite code em font i iframe img input ins kbd label link mark meta"
    " picture q s small source span strong sub sup svg time u video wbr".split()
)
#: Elements whose content nobody reads.
HIDDEN = frozenset(["script", "style", "noscript", "template"])
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|&nbsp\b")
_EMPHASIS = re.compile(
    r"(\*\*|__)(?=[^\s*_])[^*_\n]{1,400}(?<=\S)\1|(?<![\w*])\*(?=[^\W_])[^*\n]{1,400}(?<=[\w.!?])\*(?![\w*])"
)
_RULE = re.compile(r"\n[ \t]*(?:={3}|-{3})")
#: A line by itself with a line of signs right under it.
_UNDERLINED = re.compile(
    r"(?:\A|\n[ \t]*\n|\f)[ \t]{0,3}([^\W_a-zåäö][^\n\f]{1,100}?)[ \t]*\n[ \t]{0,3}(={3,}|-{3,})[ \t]*(?=\n|\Z)"
)
_LINK = re.compile(r"!?\[([^\[\]\n]{1,300})\]\((?:https?:|mailto:|tel:|www\.|/|#)[^()\s]{0,1000}\)")


def block_marks(text: str) -> Iterator[Edit]:
    """Yield the edits that turn tags and comments of HTML into what they stand for."""
    if "<" not in text:
        return
    low = text.lower()
    unclosed: set[str] = set()  # what was sought in vain is not sought again
    at = 0
    while (at := text.find("<", at)) >= 0:
        end, new = _comment(text, at, unclosed) or _tag(text, low, at, unclosed) or (at, "")
        if end > at:
            yield Edit(at, end, new)
        at = max(end, at + 1)


def heading_lines(text: str) -> Iterator[Edit]:
    """Yield the edits that give a heading above a line of signs the mark of its level instead."""
    for match in _UNDERLINED.finditer(text) if _RULE.search(text) else ():
        line, rule = match.group(1), match.group(2)
        if any(char.isalpha() for char in line) and not line.endswith((".", ":", ";", ",", "!")):
            mark = "# " if rule[0] == "=" else "## "
            yield Edit(match.start(1), match.start(1) + 1, mark + line[0])
            yield Edit(match.end(1), match.end(), "")


def _comment(text: str, at: int, unclosed: set[str]) -> tuple[int, str] | None:
    if not text.startswith("<!--", at) or "<!--" in unclosed:
        return None
    end = text.find("-->", at)
    if end < 0:
        unclosed.add("<!--")
        return None
    return end + 3, ""


def _tag(text: str, low: str, at: int, unclosed: set[str]) -> tuple[int, str] | None:
    match = _TAG.match(text, at)
    if match is None:
        return None
    closing, name = match.group(1), (match.group(2) or "").lower()
    if name in HIDDEN and not closing and name not in unclosed:
        end = low.find(f"</{name}", match.end())
        if end >= 0:
            close = _TAG.match(text, end)
            return (close.end() if close else end), ""
        unclosed.add(name)
    if name in BLOCKS:
        return match.end(), BLOCKS[name][1 if closing else 0]
    if name in _INLINE or name in HIDDEN or not name:
        return match.end(), ""
    return None


def inline_marks(text: str) -> list[Edit]:
    """Return the edits that resolve entities, links and emphasis."""
    edits = [*_entities(text), *_links(text), *_emphasis(text)]
    edits.sort()
    free, end = [], 0
    for edit in edits:
        if edit.start >= end:
            free.append(edit)
            end = edit.end
    return free


def _entities(text: str) -> Iterator[Edit]:
    for match in _ENTITY.finditer(text) if "&" in text else ():
        sign = html.unescape(match.group())
        if sign != match.group():
            yield Edit(*match.span(), sign)


def _links(text: str) -> Iterator[Edit]:
    for match in _LINK.finditer(text) if "](" in text else ():
        yield Edit(match.start(), match.start(1), "")
        yield Edit(match.end(1), match.end(), "")


def _emphasis(text: str) -> Iterator[Edit]:
    for match in _EMPHASIS.finditer(text) if "*" in text or "__" in text else ():
        if match.start() and text[match.start() - 1] not in "\n":
            width = len(match.group(1) or "*")
        elif match.group(1):
            width = len(match.group(1))
        else:
            continue  # a star that opens a line is a list sign
        yield Edit(match.start(), match.start() + width, "")
        yield Edit(match.end() - width, match.end(), "")
