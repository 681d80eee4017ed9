"""Patterns of the concordance: what the index is asked for, and what is looked for in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.lexicons.user_patterns import user_pattern
from polcorp.reading.clean_view import MARKS
from polcorp.reading.folding import composed, plain_letters
from polcorp.search.not_understood import refuse_other_syntax
from polcorp.tables.tags import LETTERS, Tags
from polcorp.vocabulary.messages import message

#: A hyphen that a line end has left inside a word, passed over in the search.
_DAMAGE = "-?"
_MENDED_FROM = 5  # letters; in shorter words a hyphen is more likely meant
_WORD = re.compile(r"\w+")
#: A word as the index has it.
_INDEXED = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}])*")
_IN_WORD = re.compile(r"[\w-]")
_BOUND = rf"(?<![\w{MARKS}])"
#: The same after the first letter: a regex that begins with a letter is searched for many times as
#: fast.
_BOUND_BEFORE_FIRST = rf"(?<![\w{MARKS}].)"
_END = rf"(?![\w{MARKS}])"
_FREE = r"\w[\w-]*"
#: ``*`` inside a word; a bound on its length keeps the search linear.
_ANY_LETTERS = r"[\w-]{0,100}"
#: ``?`` is one letter, or the question mark that it is in «Vad vill vi?».
_ONE_LETTER = r"[\w?]"
#: Characters that are looked at for each word before a place.
_REACH = 60

_OPEN, _CLOSED = "\"'”“„»«’‘", "\"'”“»«’‘"
_QUOTED = re.compile(rf"[{_OPEN}](?P<inner>[^{_OPEN}]*\w[^{_OPEN}]*)[{_CLOSED}]")
_QUOTED_LEMMA = re.compile(rf"\blemma:[{_OPEN}](?P<lemma>[^{_OPEN}\s]+)[{_CLOSED}]")

#: Returns the forms of a lemma, all or those of a part of speech.
Forms = Callable[[str, str], list[str]]


@dataclass(frozen=True)
class Query:
    """A pattern made ready.

    *words* is what the index is asked for, *regex* what is looked for in the texts. Before that
    come *lead* words of any kind: they are sought backwards, since to try every word of a text as
    the beginning of a phrase would take many times as long. *tags* has a letter for each word of
    the phrase, of :data:`polcorp.tables.tags.LETTERS`, empty where any part of speech will do.
    """

    words: tuple[tuple[str, ...], ...]
    regex: re.Pattern[str]
    open_start: bool = False  # the first word may have letters before what is looked for
    lead: re.Pattern[str] | None = None
    reach: int = 0
    tags: tuple[str, ...] = ()
    plain: bool = False  # letters are compared without their marks
    is_regex: bool = False  # written as a regular expression

    @property
    def reads_all(self) -> bool:
        """Return whether the index cannot help, and every word of every text must be tried."""
        return not self.words and (self.is_regex or bool(self.tags))

    def spans(self, text: str, tags: Callable[[], Tags] | None = None) -> Iterator[tuple[int, int]]:
        """Yield where the pattern occurs in *text*, the clean view of a document, in any case.

        *tags* returns the parts of speech of the text; it is called where the pattern needs them.
        """
        known = tags() if self.tags and tags else None
        if known and not known.have(self.tags):
            return
        if self.is_regex:
            seen = plain_letters(text) if self.plain else text
            yield from (match.span() for match in self.regex.finditer(seen) if match.group())
            return
        yield from self._phrases(text, known)

    def _phrases(self, text: str, known: Tags | None) -> Iterator[tuple[int, int]]:
        seen = plain_letters(_lower(text)) if self.plain else _lower(text)
        place = 0
        while match := self.regex.search(seen, place):
            start, end = match.span()
            while self.open_start and start and _IN_WORD.match(text, start - 1):
                start -= 1
            if self.lead:
                before = self.lead.search(seen, max(start - self.reach, 0), start)
                start = before.start() if before else -1
            if start >= 0 and (known is None or self._fits(known, start)):
                yield start, end
                place = max(end, place + 1)
            else:
                place = match.start() + 1

    def _fits(self, known: Tags, start: int) -> bool:
        """Return whether the words from *start* on are of the parts of speech that are asked for."""
        if self.tags[0] and known.at(start) != self.tags[0]:
            return False
        rest = [(n, letter) for n, letter in enumerate(self.tags) if n and letter]
        chunk = known.chunk(start) if rest else 0
        return all(known.first(chunk + n) == letter for n, letter in rest)


def _lower(text: str) -> str:
    """Return *text* in lower case, letter by letter: a few are longer in lower case."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char if len(char.lower()) > 1 else char.lower() for char in text)


def parse(pattern: str, forms: Forms, *, plain: bool = False) -> Query:
    """Make a query of a pattern; *forms* returns the forms of a lemma and part of speech.

    The pattern is a word or a phrase, in any case. In a word, ``?`` is one letter and ``*`` any
    letters (``bost?der``, ``bostad*``, ``*modellen``, ``b*er``); a lone ``*`` is any word,
    ``lemma:vilja`` every form of a lemma that the corpus has, ``pos:NOUN`` any noun, and
    ``lag/NOUN`` or ``lemma:man/NOUN`` only what is one at that place. A whole pattern between
    slashes (``/bost[aä]der/``) is a regular expression of Python's ``re``, in any case, with ``^``
    and ``$`` at each line. Quotation marks around the whole pattern, or around a lemma, are those of a shell or
    of habit and are left out. With *plain*, letters are compared without their marks: «Malmo» is
    Malmö too.

    >>> parse("tidig* b?r", lambda lemma, pos: [lemma]).words
    (('tidig*',), ('b*',))

    Raises:
        PolcorpError: the pattern has no word, is no regular expression between its slashes, is
            written in another syntax, or a part of speech is not known.
    """
    words = _unquoted(composed(pattern).strip())
    if len(words) > 2 and words[0] == words[-1] == "/":
        return _expression(words[1:-1], plain=plain)
    refuse_other_syntax(words)
    items = [_with_tag(item) for item in words.split()]
    if not any(tag or _WORD.search(word) for word, tag in items):
        raise PolcorpError(message("no_word", pattern=pattern))
    return _phrase(items, forms, plain=plain)


def _unquoted(words: str) -> str:
    """Return a pattern without the quotation marks around the whole of it, and around a lemma."""
    return _QUOTED_LEMMA.sub(
        r"lemma:\g<lemma>", match["inner"] if (match := _QUOTED.fullmatch(words)) else words
    )


def _expression(expression: str, *, plain: bool) -> Query:
    """Return the query of a regular expression: in any case, ``^`` and ``$`` at each line."""
    if not expression.strip():
        raise PolcorpError(
            message("bad_expression", expression=expression, problem=message("nothing_between"))
        )
    letters = plain_letters(expression) if plain else expression
    try:
        flags = re.IGNORECASE | re.MULTILINE
        regex = user_pattern(letters, flags, where=f"«/{expression}/»")
    except (re.error, OverflowError, RecursionError) as error:
        raise PolcorpError(
            message("bad_expression", expression=expression, problem=error)
        ) from error
    return Query((), regex, plain=plain, is_regex=True)


def _phrase(items: list[tuple[str, str]], forms: Forms, *, plain: bool) -> Query:
    """Return the query of words that follow each other, each with its part of speech."""
    bound = next((n for n, (word, _) in enumerate(items) if not _is_free(word)), 0)
    wanted: list[tuple[str, ...]] = []
    pieces: list[str] = []
    for word, tag in items[bound:]:
        first = not pieces
        if word.startswith("lemma:"):
            seen = [_letters(form, plain=plain) for form in _forms(word, tag, forms)]
            pieces.append("(?:" + "|".join(_word_regex(form, first=first) for form in seen) + ")")
            if all(len(_INDEXED.findall(form)) == 1 for form in seen):
                wanted.append(tuple(dict.fromkeys(_INDEXED.findall(form)[0] for form in seen)))
        else:
            pieces.append(_item_regex(_letters(word, plain=plain), first=first))
            wanted.extend((form,) for form in _indexed(word, plain=plain))
    lead = "".join(_item_regex(word, first=False) + r"\s+" for word, _ in items[:bound])
    letters = tuple(LETTERS.get(tag, "") for _, tag in items)
    opening = items[bound][0]
    return Query(
        tuple(wanted),
        re.compile(r"\s+".join(pieces) + _END, re.DOTALL),
        open_start=opening.startswith("*") and not _is_free(opening),
        lead=re.compile(_BOUND + lead + r"\Z") if bound else None,
        reach=bound * _REACH,
        tags=letters if any(letters) else (),
        plain=plain,
    )


def _is_free(word: str) -> bool:
    """Return whether a word of the pattern is of wildcards alone."""
    return set(word) <= {"*", "?"}


def _letters(word: str, *, plain: bool) -> str:
    return plain_letters(word.lower()) if plain else word.lower()


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


def _forms(item: str, tag: str, forms: Forms) -> list[str]:
    lemma = item.removeprefix("lemma:").casefold()
    if "*" in lemma or "?" in lemma:
        raise PolcorpError(message("lemma_wildcards", item=item))
    seen = forms(lemma, tag) if lemma else []
    if not seen:
        raise PolcorpError(message("lemma_empty"))
    return seen


def _indexed(item: str, *, plain: bool) -> list[str]:
    """Return the words of an item as the index has them, up to its first wildcard.

    A word that ends in ``*`` is the beginning of one.
    """
    before, wildcard, _ = _up_to_wildcard(item.casefold())
    text = plain_letters(before) if plain else before
    words = _INDEXED.findall(text)
    if words and wildcard and text.endswith(words[-1]):
        words[-1] += "*"
    return words


def _up_to_wildcard(item: str) -> tuple[str, str, str]:
    return item.partition(min((sign for sign in "*?" if sign in item), key=item.index, default="*"))


def _item_regex(item: str, *, first: bool) -> str:
    if set(item) == {"*"}:
        return (_BOUND if first else "") + _FREE
    opens, free = item.startswith("*"), _is_free(item)
    before = r"[\w-]*" if opens and (free or not first) else ""
    if free and first and opens:
        before = _BOUND + before
    word = _word_regex(item.strip("*"), first=first and not opens, wild=True)
    return before + word + (r"\w*" if item.endswith("*") else "")


def _word_regex(word: str, *, first: bool, wild: bool = False) -> str:
    """Return a regex for a word also where scraping has put a hyphen into it.

    Where it is the *first* of the pattern, no letter goes before it. *wild* words have wildcards.
    """
    signs = {"?": _ONE_LETTER, "*": _ANY_LETTERS} if wild else {}
    letters = [signs.get(char) or re.escape(char) for char in word]
    if first and letters:
        letters[0] = _BOUND + letters[0] if word[0] in signs else letters[0] + _BOUND_BEFORE_FIRST
    mended = len(letters) >= _MENDED_FROM or _ANY_LETTERS in letters
    return (_DAMAGE if mended else "").join(letters)
