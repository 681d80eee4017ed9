"""The clean view of a text: what a reader sees, without the damage that scraping did to it.

A reader does not notice a soft hyphen, a letter in two code points, a word broken at a line end, an
HTML entity or the number of a footnote. Everything that analyses or searches a text works on its
clean view, and goes back to the raw text by the alignment, so that no part repairs damage by itself.

A repair never guesses: what is not surely damage stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from polcorp.reading.aligned import Aligned, Edit
from polcorp.reading.line_words import JOINING_WORDS, NUMBERED_WORDS, any_of
from polcorp.reading.markup import block_marks, heading_lines, inline_marks
from polcorp.reading.page_debris import joining_edits
from polcorp.reading.wrapping import unwrapping_edits

#: Nothing that any repair of signs would touch is in most texts; this finds out in one pass. The
#: letters in it are those of mojibake, the signs those of markup.
_SUSPECT = re.compile(
    "[\x00-\x08\x0b\x0d-\x1f\x7f-\xa0\xad\xb2\xb3\xb9\u0300-\u036f\u1680\u180e\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u2000-\u2011\u2028-\u202f\u205f-\u2079\u20d0-\u20ff\u212a\u212b\u3000"
    "\ufb00-\ufb06\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\ufffcÂÃâð<&*]"
    r"|__|\s{101}|\]\(|[-\u00ad¬][ \t]*\n|[.!?][)”\"»]?\d|\n[ \t]*(?:={3}|-{3})"
)


@lru_cache(maxsize=32)  # a document is asked for by its analysis, its rows and the index
def clean_view(raw: str) -> Aligned:
    r"""Return the clean view of *raw*, aligned with it.

    >>> view = clean_view("Vi vill bygga hyres-\nla\u0308genheter&nbsp;nu")
    >>> view.text
    'Vi vill bygga hyreslägenheter nu'
    >>> view.span(14, 29)
    (14, 32)
    """
    view = Aligned(raw)
    if not _SUSPECT.search(raw) and unicodedata.is_normalized("NFC", raw):
        return _unwrap(_join_over_pages(view))
    for repair in _REPAIRS:
        view = repair(view)
    return view


def stored_view(raw: str, *, is_clean: bool) -> Aligned:
    """Return the clean view of a stored text, of which may be known that it *is_clean* already."""
    return Aligned(raw) if is_clean else clean_view(raw)


def clean(text: str) -> str:
    r"""Return *text* as its clean view has it, for values that are compared with a view.

    >>> clean("Va\u0308xjo\u0308")
    'Växjö'
    """
    return clean_view(text).text


def comparable(text: str) -> str:
    r"""Return *text* in the form in which values and words of a text are compared.

    >>> comparable("Fler  HYRES\u00adra\u0308tter\nnu")
    'fler hyresrätter nu'
    """
    return " ".join(clean(text).casefold().split())


def has_mojibake(raw: str) -> bool:
    """Return whether *raw* holds letters that were decoded in the wrong way, which the view repairs."""
    return _SURE_MOJIBAKE.search(raw) is not None


def mojibake_in(raw: str) -> tuple[str, str] | None:
    r"""Return the first word with letters that were decoded in the wrong way, and as it is repaired.

    >>> mojibake_in("Vi i LinkÃ¶ping vill")
    ('LinkÃ¶ping', 'Linköping')
    """
    found = _SURE_MOJIBAKE.search(raw)
    if found is None:
        return None
    start = _WORD_BEFORE.search(raw, max(found.start() - _LONGEST, 0), found.start())
    end = _WORD_AFTER.match(raw, found.end(), found.end() + _LONGEST)
    word = raw[start.start() if start else found.start() : end.end() if end else found.end()]
    return word, _undo_mojibake(Aligned(word)).text


#: As much of a word is shown on either side.
_LONGEST = 30
_WORD_BEFORE = re.compile(r"\S*\Z")
_WORD_AFTER = re.compile(r"\S*")

_CP1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_TAIL = f"[\x80-\xbf{_CP1252}]"
#: UTF-8 in two to four bytes, read in a Western code page.
_MOJIBAKE = re.compile(f"[ÂÃ]{_TAIL}|â{_TAIL}{{2}}|ð{_TAIL}{{3}}")
#: What no text has that was decoded in the right way.
_SURE_MOJIBAKE = re.compile("Ã[¥¤¶©\x84\x85\x96„…–]|â€[\x80-\xbf“”™œ˜¢¦–—]")


def _undo_mojibake(view: Aligned) -> Aligned:
    for _ in range(3):  # some texts went through it more than once
        if not _SURE_MOJIBAKE.search(view.text):
            return view
        view = view.edited(
            Edit(*match.span(), new)
            for match in _MOJIBAKE.finditer(view.text)
            if (new := _decoded(match.group()))
        )
    return view


def _decoded(run: str) -> str:
    """Return the letter that *run* was before it was decoded in the wrong way, or nothing."""
    data = (sign.encode("latin-1" if sign < "\u0100" else "cp1252") for sign in run)
    try:
        return b"".join(data).decode("utf-8")
    except UnicodeError:
        return ""


_C1 = re.compile("[\x80-\x84\x86-\x9f]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffc]")
#: Lines end in many ways; a form feed ends a page too and stays.
_LINE_END = re.compile("\r\n?|[\x0b\x1c-\x1f\x85\u2028\u2029]")


def _name_controls(view: Aligned) -> Aligned:
    """Turn control characters that are signs of cp1252 into these, and drop the others."""
    if _C1.search(view.text):
        signs = {
            code: sign
            for code in range(0x80, 0xA0)
            if (sign := bytes([code]).decode("cp1252", "ignore"))
        }
        view = view.translated(signs)
    return _dropped(view, _CONTROLS)


def _end_lines_alike(view: Aligned) -> Aligned:
    return _replaced(view, _LINE_END, lambda match: "\n")


_INVISIBLE = re.compile(
    "[\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]+"
)
_SOFT_HYPHENS = re.compile("\u00ad+")
#: Those at line ends are dropped later, when the words that are broken there are joined.
_INNER_SOFT_HYPHENS = re.compile(r"\u00ad+(?!\u00ad*[ \t]*\n)")
#: The marks that combine with the letter before them, for a class of a regular expression.
MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_IN_PARTS = re.compile(f"[^{MARKS}\\s][{MARKS}]+|[{MARKS}]{{2,}}|[\u212a\u212b]")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[ﬀ-ﬆ]")
#: Blanks of other widths, and hyphens that a reader takes for one.
_PLAIN = dict.fromkeys(
    (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "
) | dict.fromkeys((0x2010, 0x2011), "-")


#: White space that goes on for longer is cut to a stretch that says as much.
_ENDLESS_BLANKS = re.compile(r"(?<=\s{100})\s+")


def _drop_invisible(view: Aligned) -> Aligned:
    return _dropped(view, _INVISIBLE)


def _compose(view: Aligned) -> Aligned:
    # a letter and marks that make up no letter of their own are one thing all the same
    return _replaced(view, _IN_PARTS, lambda m: unicodedata.normalize("NFC", m.group()))


def _fold_ligatures(view: Aligned) -> Aligned:
    return _replaced(view, _LIGATURE, lambda match: _LIGATURES[match.group()])


def _plain_blanks(view: Aligned) -> Aligned:
    plain = view.text.translate(_PLAIN)
    return view if plain == view.text else view.translated(_PLAIN)


def _cut_endless_blanks(view: Aligned) -> Aligned:
    return _dropped(view, _ENDLESS_BLANKS)


def _join_over_pages(view: Aligned) -> Aligned:
    """Drop page numbers, and the heads and feet of pages from within sentences."""
    return view.edited(joining_edits(view.text))


#: A text that was wrapped twice, at two columns, takes two rounds.
_ROUNDS = 4


def _unwrap(view: Aligned) -> Aligned:
    """Put a blank where a margin cut a line; words that are broken there are joined later."""
    for _ in range(_ROUNDS):
        edits = list(unwrapping_edits(view.text))
        if not edits:
            break
        view = view.edited(edits)
    return view


#: «¬» is what the soft hyphen of old code pages has become.
_BROKEN = re.compile(r"(?<=[^\W\d_])([-\u00ad¬])[ \t]*\n[ \t]*([^\W\d_]+)")
_LETTERS = re.compile(r"\w{1,40}\Z")
#: So many capitals may be a short form: «HVB-», «SKR-».
_SHORT_FORM = 4


def _join_broken_words(view: Aligned) -> Aligned:
    """Join words that a line end breaks, and with them their lines."""
    return view.edited(edit for match in _BROKEN.finditer(view.text) for edit in _joined(match))


def _joined(match: re.Match[str]) -> Iterator[Edit]:
    text = match.string
    hyphen, rest = match.groups()
    found = _LETTERS.search(text, max(match.start() - 40, 0), match.start())
    before = found.group() if found else ""
    if rest.casefold() in JOINING_WORDS or (rest[0].isupper() and not before[:1].isupper()):
        return
    # «EU-medborgare», «e-post» and «Nord-Syd» have a hyphen of their own, «STUDENT-BOSTÄDER» has none
    capitals = len(before) > _SHORT_FORM and len(rest) > 1 and (before + rest).isupper()
    keeps = not capitals and (len(before) == 1 or before.isupper() or rest[0].isupper())
    hyphen_end = match.start() + (1 if keeps and hyphen == "-" else 0)
    yield Edit(hyphen_end, match.start(2), "")


def _drop_inner_soft_hyphens(view: Aligned) -> Aligned:
    return _dropped(view, _INNER_SOFT_HYPHENS)


def _drop_soft_hyphens(view: Aligned) -> Aligned:
    return _dropped(view, _SOFT_HYPHENS)


_FOOTNOTE = re.compile(
    r"(?:(?<=[^\W\d_]{4}\.)|(?<=[^\W\d_][!?])|(?<=[.!?][)”\"»]))\d{1,2}(?:[,–-]\d{1,2}){0,3}"
    r"(?=\s+[A-ZÅÄÖ«”\"]|[ \t]*(?:\n|\Z))"
    r"|(?<=[.!?,;:)”\"»])[¹²³⁰⁴-⁹]+|(?<=[^\W\d_]{4})[¹²³⁰⁴-⁹]+"
)
#: Abbreviations after which a number is no footnote.
_NUMBERED = re.compile(rf"\b{any_of(NUMBERED_WORDS)}\.\Z", re.IGNORECASE)


def _drop_footnotes(view: Aligned) -> Aligned:
    """Drop the numbers of footnotes, which hide that a sentence ends before them."""
    text = view.text
    return view.edited(
        Edit(*match.span(), "")
        for match in _FOOTNOTE.finditer(text)
        if not _NUMBERED.search(text, max(match.start() - 10, 0), match.start())
    )


def _drop_markup(view: Aligned) -> Aligned:
    for marks in (
        block_marks,
        *[inline_marks] * 3,
        heading_lines,
    ):  # «&amp;nbsp;»: written out twice
        text = view.text
        # a combining mark belongs to the sign before it, which then is no markup
        edits = (edit for edit in marks(text) if not _is_combining(text[edit.end : edit.end + 1]))
        view = view.edited(edits)
    return view


def _is_combining(sign: str) -> bool:
    return bool(sign) and unicodedata.combining(sign) != 0


def _replaced(
    view: Aligned, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]
) -> Aligned:
    return view.edited(Edit(*match.span(), new(match)) for match in pattern.finditer(view.text))


def _dropped(view: Aligned, pattern: re.Pattern[str]) -> Aligned:
    return _replaced(view, pattern, lambda match: "")


_REPAIRS: tuple[Callable[[Aligned], Aligned], ...] = (
    _undo_mojibake,
    _name_controls,
    _end_lines_alike,
    _drop_markup,
    _name_controls,
    _end_lines_alike,
    _drop_invisible,
    _compose,
    _fold_ligatures,
    _plain_blanks,
    _cut_endless_blanks,
    _drop_inner_soft_hyphens,
    _join_over_pages,
    _unwrap,
    _join_broken_words,
    _drop_soft_hyphens,
    _drop_footnotes,
)
