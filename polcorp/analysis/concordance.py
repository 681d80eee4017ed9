"""Concordance: every place of a word, phrase, beginning or lemma, with the words around it."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Unpack

from polcorp.corpus.filters import Filters
from polcorp.corpus.index import forms_of, texts_with
from polcorp.corpus.store import reading
from polcorp.errors import PolcorpError, UnknownValueError

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.corpus.corpus import Corpus, Where

#: Characters that scraping leaves inside words, passed over in the search.
_DAMAGE = "[\u00ad\u200b-\u200d\u2060\ufeff-]?"
_MENDED_FROM = 5  # letters; in shorter words a hyphen is more likely meant
_WORD = re.compile(r"\w+")
_IN_WORD = re.compile("[\\w\u00ad-]")
_ANY = r"(?<!\w)\w[\w-]*"
_TEXT_COLUMNS = ("doc_id", "party", "municipality", "date", "doc_type")
COLUMNS = (*_TEXT_COLUMNS, "start", "end", "left", "text", "right")
SORTS = ("document", "left", "right")
#: The universal parts of speech that are open to a search.
TAGS = frozenset(
    "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
)


@dataclass(frozen=True)
class Query:
    """A pattern made ready: what the index is asked for, and what is looked for in the texts."""

    words: tuple[tuple[str, ...], ...]
    regex: re.Pattern[str]
    open_start: bool = False  # the first word may have letters before what is looked for

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where the pattern stands in *text*, in any case."""
        lower = text.lower()
        if len(lower) != len(text):  # a few letters are longer in lower case
            lower = "".join(char if len(char.lower()) > 1 else char.lower() for char in text)
        for match in self.regex.finditer(lower):
            start, end = match.span()
            while self.open_start and start and _IN_WORD.match(text, start - 1):
                start -= 1
            yield start, end


def kwic(
    corpus: Corpus,
    pattern: str,
    *,
    context: int = 8,
    sort: str = "document",
    limit: int | None = None,
    **where: Unpack[Where],
) -> pd.DataFrame:
    """Return one row a hit: document, offsets, *context* words to the left, hit, words to the right.

    The pattern is a word or a phrase, in any case. ``bostad*`` is a beginning, ``*modellen`` an
    end, a lone ``*`` any word, ``lemma:vilja`` every form of a lemma that the corpus has, and
    ``lemma:man/NOUN`` only its forms as that part of speech. ``frame.attrs["total"]`` is the number
    of hits without *limit*, ``frame.attrs["documents"]`` the number of documents they stand in.

    The filters choose documents; *actor*, *theme* and *contains* choose sentences and demands in
    them: those that name the actor, have the code, or have the letters.

    Raises:
        PolcorpError: the pattern has no word, or something in it or in the filters is not known.
    """
    import pandas as pd

    if sort not in SORTS:
        raise UnknownValueError("sort order", sort, SORTS)
    with reading(corpus.path) as connection:
        filters = Filters(**where).resolve(connection)
        query = parse(pattern, lambda lemma, pos: forms_of(connection, lemma, pos))
        hits = list(_hits(connection, query, filters))
    documents = len({hit[0] for hit in hits})
    rows = [
        (*hit[1:6], *_with_context(hit, context)) for hit in _sorted(hits, sort, context, limit)
    ]
    frame = pd.DataFrame.from_records(rows, columns=list(COLUMNS)).astype(
        {name: "Int64" if name in ("start", "end") else "string" for name in COLUMNS}
    )
    frame.attrs.update(total=len(hits), documents=documents)
    return frame


def parse(pattern: str, forms: Callable[[str, str], list[str]]) -> Query:
    """Make a query of a pattern; *forms* returns the forms of a lemma and part of speech.

    >>> parse("tidig* insatser", lambda lemma, pos: [lemma]).words
    (('tidig*',), ('insatser',))
    """
    wanted: list[tuple[str, ...]] = []
    pieces: list[str] = []
    for item in pattern.split():
        if item.startswith("lemma:"):
            lemma, _, pos = item.removeprefix("lemma:").partition("/")
            if pos and pos.upper() not in TAGS:
                raise UnknownValueError("part of speech", pos, TAGS)
            seen = forms(_plain(lemma), pos.upper()) if lemma else []
            if not seen:
                raise PolcorpError("lemma: wants a word after it, as in lemma:vilja")
            first = not pieces
            pieces.append("(?:" + "|".join(_word_regex(form, first) for form in seen) + ")")
            if all(len(_WORD.findall(form)) == 1 for form in seen):
                wanted.append(tuple(_WORD.findall(form)[0] for form in seen))
        elif item.startswith("pos:"):
            raise PolcorpError(
                "the corpus keeps parts of speech by lemma only: write lemma:WORD/"
                + (item.removeprefix("pos:").upper() or "VERB")
            )
        else:
            pieces.append(_item_regex(item, first=not pieces))
            wanted.extend((word,) for word in _indexed(item))
    if not any(re.search(r"\w", item.removeprefix("lemma:")) for item in pattern.split()):
        raise PolcorpError(f"«{pattern}» has no word to look for")
    body = r"\s+".join(pieces)
    regex = re.compile(rf"{body}(?!\w)", re.DOTALL)
    return Query(tuple(wanted), regex, pattern.lstrip()[:1] == "*" and pieces[0] != _ANY)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _indexed(item: str) -> list[str]:
    """Return the words of an item as the index has them; an end of a word it cannot find."""
    words = _WORD.findall(_plain(item.strip("*")))
    if words and item.startswith("*"):
        words = words[1:]
    if words and item.endswith("*"):
        words[-1] += "*"
    return words


def _item_regex(item: str, *, first: bool) -> str:
    if item == "*":
        return _ANY if first else r"\w[\w-]*"
    before = r"[\w\u00ad-]*" if item.startswith("*") and not first else ""
    after = r"[\w\u00ad]*" if item.endswith("*") else ""
    return before + _word_regex(item.strip("*"), first and not item.startswith("*")) + after


def _word_regex(word: str, first: bool) -> str:
    """Return a regex for a word also where scraping has put soft hyphens or a hyphen into it.

    Where it is the *first* of the pattern, that no letter goes before is looked at after its first
    letter: a regex that begins with a letter is searched for many times as fast.
    """
    composed = unicodedata.normalize("NFC", word).lower()
    letters = [_letter_regex(char, first and n == 0) for n, char in enumerate(composed)]
    return (_DAMAGE if len(letters) >= _MENDED_FROM else "").join(letters)


@lru_cache(maxsize=512)
def _letter_regex(char: str, first: bool) -> str:
    apart = unicodedata.normalize("NFD", char)
    bound = r"(?<!\w.)" if first else ""
    if apart == char:
        return re.escape(char) + bound
    return f"(?:{char}{bound}|{apart[0]}{bound}{apart[1:]})"


Hit = tuple[int, str, str | None, str | None, str | None, str | None, str, int, int]


def _hits(connection: sqlite3.Connection, query: Query, filters: Filters) -> Iterator[Hit]:
    documents = filters.for_documents()
    inside = _Places(connection, filters)
    for row in texts_with(connection, query.words, documents.sql, documents.values):
        text = row[6]
        spans = inside.of(row[0], text)
        for start, end in query.spans(text):
            if spans is None or any(a <= start and end <= b for a, b in spans):
                yield (*row, start, end)


class _Places:
    """The sentences and demands that the filters by actor, theme and words leave."""

    def __init__(self, connection: sqlite3.Connection, filters: Filters) -> None:
        self._connection = connection
        self._filters = filters

    def of(self, document: int, text: str) -> list[tuple[int, int]] | None:
        """Return the spans of a document that are looked through; None means all of it."""
        filters = self._filters
        kept: list[tuple[int, int]] | None = None
        if filters.actor:
            kept = self._spans(
                "SELECT sentence_start, sentence_end FROM mention m JOIN actor a ON a.id = m.actor"
                " WHERE m.document = ? AND a.canonical = ?",
                (document, filters.actor),
            )
        if filters.theme:
            coded = self._spans(
                'SELECT c.start, c."end" FROM code c JOIN theme h ON h.id = c.theme'
                " WHERE c.document = ? AND h.code = ?",
                (document, filters.theme),
            )
            kept = coded if kept is None else _common(kept, coded)
        if filters.contains:
            around = [match.span() for match in re.finditer(r"[^.!?\r\n]+", text)]
            if kept is not None:
                around = kept
            kept = [(a, b) for a, b in around if filters.contains in text[a:b].casefold()]
        return kept

    def _spans(self, query: str, values: tuple[Any, ...]) -> list[tuple[int, int]]:
        return [(a, b) for a, b in self._connection.execute(query, values)]


def _common(left: list[tuple[int, int]], right: list[tuple[int, int]]) -> list[tuple[int, int]]:
    pairs = ((max(a, c), min(b, d)) for a, b in left for c, d in right)
    return [(a, b) for a, b in pairs if a < b]


def _sorted(hits: list[Hit], sort: str, context: int, limit: int | None) -> list[Hit]:
    if sort != "document":
        hits = sorted(hits, key=lambda hit: (_neighbours(hit, sort, context), hit[1], hit[7]))
    return hits if limit is None else hits[:limit]


def _neighbours(hit: Hit, side: str, context: int) -> list[str]:
    """Return the words beside a hit, the nearest first, such that å ä ö sort after z."""
    text, start, end = hit[6:9]
    words = max(context, 1)
    if side == "right":
        found = _WORD.findall(text[end : end + 24 * words])[:words]
    else:
        found = _WORD.findall(text[max(start - 24 * words, 0) : start])[::-1][:words]
    return [word.casefold().translate(_SWEDISH) for word in found]


_SWEDISH = str.maketrans({"å": "{a", "ä": "{b", "æ": "{b", "ö": "{c", "ø": "{c"})


def _with_context(hit: Hit, words: int) -> tuple[int, int, str, str, str]:
    """Return start, end, left, hit and right; the sides are cut from the text as they stand."""
    text, start, end = hit[6:9]
    room = 40 * words  # a word of more than forty characters is cut
    before = text[max(start - room, 0) : start]
    after = text[end : end + room]
    left = list(re.finditer(r"\S+", before))[-words:] if words else []
    right = list(re.finditer(r"\S+", after))[:words] if words else []
    return (
        start,
        end,
        before[left[0].start() :] if left else "",
        text[start:end],
        after[: right[-1].end()] if right else "",
    )
