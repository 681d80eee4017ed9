"""Patterns of the concordance: what the index is asked for, and what is looked for in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.tables.tags import LETTERS, Tags

#: A hyphen that a line end has left inside a word, passed over in the search.
_DAMAGE = "-?"
_MENDED_FROM = 5  # letters; in shorter words a hyphen is more likely meant
_WORD = re.compile(r"\w+")
_IN_WORD = re.compile(r"[\w-]")
_BOUND = r"(?<!\w)"
_FREE = r"\w[\w-]*"
#: Languages of patterns that other programs have, and how one knows them.
_OTHER_LANGUAGES = {
    "a regular expression": re.compile(r"^\s*/.+/\s*$|\.[*+]|\\[bdsw]|\(.*\|.*\)"),
    "a CQP query": re.compile(r"\[\s*\w+\s*!?=|^\s*\[\s*\]"),
    "a Boolean query": re.compile(r"\S\s+(?:AND|OR|NOT)\s+\S"),
}
#: Characters that are looked at for each word before a place.
_REACH = 60


@dataclass(frozen=True)
class Query:
    """A pattern made ready.

    *words* is what the index is asked for, *regex* what is looked for in the texts. Before that
    stand *lead* words of any kind: they are sought backwards, since to try every word of a text as
    the beginning of a phrase would take many times as long. *tags* has a letter for each word of
    the phrase, of :data:`polcorp.tables.tags.LETTERS`, empty where any part of speech will do.
    """

    words: tuple[tuple[str, ...], ...]
    regex: re.Pattern[str]
    open_start: bool = False  # the first word may have letters before what is looked for
    lead: re.Pattern[str] | None = None
    reach: int = 0
    tags: tuple[str, ...] = ()

    def spans(self, text: str, tags: Callable[[], Tags] | None = None) -> Iterator[tuple[int, int]]:
        """Yield where the pattern occurs in *text*, the clean view of a document, in any case.

        *tags* returns the parts of speech of the text; it is called where the pattern needs them.
        """
        known = tags() if self.tags and tags else None
        if known and not known.have(self.tags):
            return
        lower = text.lower()
        if len(lower) != len(text):  # a few letters are longer in lower case
            lower = "".join(char if len(char.lower()) > 1 else char.lower() for char in text)
        place = 0
        while match := self.regex.search(lower, place):
            start, end = match.span()
            while self.open_start and start and _IN_WORD.match(text, start - 1):
                start -= 1
            if self.lead:
                before = self.lead.search(lower, max(start - self.reach, 0), start)
                start = before.start() if before else -1
            if start >= 0 and (known is None or self._fits(known, start)):
                yield start, end
                place = max(end, place + 1)
            else:
                place = match.start() + 1

    def _fits(self, known: Tags, start: int) -> bool:
        """Tell whether the words from *start* on are of the parts of speech that are asked for."""
        if self.tags[0] and known.at(start) != self.tags[0]:
            return False
        rest = [(n, letter) for n, letter in enumerate(self.tags) if n and letter]
        chunk = known.chunk(start) if rest else 0
        return all(known.first(chunk + n) == letter for n, letter in rest)


def parse(pattern: str, forms: Callable[[str, str], list[str]]) -> Query:
    """Make a query of a pattern; *forms* returns the forms of a lemma and part of speech.

    >>> parse("tidig* insatser", lambda lemma, pos: [lemma]).words
    (('tidig*',), ('insatser',))

    Raises:
        PolcorpError: the pattern has no word, is of another language of patterns, or a part of speech
            is not known.
    """
    for kind, sign in _OTHER_LANGUAGES.items():
        if sign.search(pattern):
            raise PolcorpError(
                f"«{pattern}» looks like {kind}; a pattern is a word or a phrase, with prefix*, *suffix,"
                " lemma:vilja, pos:NOUN, and * for any word"
            )
    items = [_with_tag(item) for item in unicodedata.normalize("NFC", pattern).split()]
    if not any(tag or _WORD.search(word) for word, tag in items):
        raise PolcorpError(f"«{pattern}» has no word to look for")
    bound = next((n for n, (word, _) in enumerate(items) if word != "*"), 0)
    wanted: list[tuple[str, ...]] = []
    pieces: list[str] = []
    for word, tag in items[bound:]:
        first = not pieces
        if word.startswith("lemma:"):
            seen = _forms(word, tag, forms)
            pieces.append("(?:" + "|".join(_word_regex(form, first) for form in seen) + ")")
            if all(len(_WORD.findall(form)) == 1 for form in seen):
                wanted.append(tuple(_WORD.findall(form)[0] for form in seen))
        else:
            pieces.append(_item_regex(word, first=first))
            wanted.extend((form,) for form in _indexed(word))
    letters = tuple(LETTERS.get(tag, "") for _, tag in items)
    opening = items[bound][0]
    return Query(
        tuple(wanted),
        re.compile(r"\s+".join(pieces) + r"(?!\w)", re.DOTALL),
        open_start=opening.startswith("*") and opening != "*",
        lead=re.compile(_BOUND + (_FREE + r"\s+") * bound + r"\Z") if bound else None,
        reach=bound * _REACH,
        tags=letters if any(letters) else (),
    )


def _with_tag(item: str) -> tuple[str, str]:
    """Return the word of an item, ``*`` for any, and its part of speech, empty for any."""
    if item.startswith("pos:"):
        return "*", _known_tag(item.removeprefix("pos:"))
    word, slash, tag = item.rpartition("/")
    if slash and item.startswith("lemma:"):
        return word, _known_tag(tag)
    return (word, tag) if slash and word and tag in LETTERS else (item, "")


def _known_tag(tag: str) -> str:
    if tag.upper() not in LETTERS:
        raise UnknownValueError("part of speech", tag, LETTERS)
    return tag.upper()


def _forms(item: str, tag: str, forms: Callable[[str, str], list[str]]) -> list[str]:
    lemma = item.removeprefix("lemma:").casefold()
    seen = forms(lemma, tag) if lemma else []
    if not seen:
        raise PolcorpError("lemma: wants a word after it, as in lemma:vilja")
    return seen


def _indexed(item: str) -> list[str]:
    """Return the words of an item as the index has them; an end of a word it cannot find."""
    words = _WORD.findall(item.strip("*").casefold())
    if words and item.startswith("*"):
        words = words[1:]
    if words and item.endswith("*"):
        words[-1] += "*"
    return words


def _item_regex(item: str, *, first: bool) -> str:
    if item == "*":
        return (_BOUND if first else "") + _FREE
    before = r"[\w-]*" if item.startswith("*") and not first else ""
    after = r"\w*" if item.endswith("*") else ""
    return before + _word_regex(item.strip("*"), first and not item.startswith("*")) + after


def _word_regex(word: str, first: bool) -> str:
    """Return a regex for a word also where scraping has put a hyphen into it.

    Where it is the *first* of the pattern, that no letter goes before is looked at after its first
    letter: a regex that begins with a letter is searched for many times as fast.
    """
    letters = [re.escape(char) for char in word.lower()]
    if first and letters:
        letters[0] += r"(?<!\w.)"
    return (_DAMAGE if len(letters) >= _MENDED_FROM else "").join(letters)
