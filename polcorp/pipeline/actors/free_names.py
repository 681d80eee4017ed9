"""Bodies and laws called by common words: «Delegationen för lokal kultur», «lagen om valfrihet»."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from polcorp.lexicons.asking import load_asking
from polcorp.lexicons.name_rules import STRENGTHS
from polcorp.lexicons.word_lists import word_pattern, words
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.actors.unlisted import is_verb_form

_HEAD = word_pattern(r"\b(?:{nouns:free_name})[ ](?=[a-zåäö])")
_WORD = word_pattern(r"(?P<word>[A-Za-zÅÄÖåäö]{1,30}-?)(?=[ ,.;:!?)\n”\"]|$)")
#: Words that a name goes on after: «… kultur i balans», «… och beredskap».
_LINKS = words("names:links")
#: Words after the head at most, without those between.
_LONGEST = 7


def find_free_names(text: str, opens_sentence: Callable[[int], bool]) -> Iterator[Candidate]:
    """Yield bodies and laws that a head word announces, with the common words that name them.

    A capital says nothing here: *opens_sentence* is not asked.
    """
    for head in _HEAD.finditer(text):
        if head.lastgroup is None:
            continue
        end = _end(text, head.end())
        if end is None:
            continue
        name = " ".join(text[head.start() : end].split())
        yield Candidate(
            head.start(),
            end,
            name[:1].upper() + name[1:],
            head.lastgroup,
            "pattern",
            "pattern:free-name",
            strength=STRENGTHS["plain"],
        )


def _end(text: str, position: int) -> int | None:
    """Return where the words that name something end, or None where there are none.

    A noun may have one adjective before it; small words join further ones.
    """
    end: int | None = None
    in_row = 0
    for _ in range(_LONGEST):
        match = _WORD.match(text, position)
        if match is None or not match["word"][0].islower():
            break
        word = match["word"]
        if word in _LINKS:
            if not in_row:
                break
            in_row = 0
        elif in_row == _IN_ROW or _ends_name(word):
            break
        else:
            in_row += 1
            end = match.end()
        if text[match.end() : match.end() + 1] != " ":
            break
        position = match.end() + 1
    return end


#: Words in a row without a small word between them: an adjective and its noun.
_IN_ROW = 2


def _ends_name(word: str) -> bool:
    """Return whether *word* is a verb or another word that names do not hold."""
    return (
        word in load_asking().words.finite
        or word in words("names:title_stop")
        or word in words("names:no_title_place")
        or word in words("names:after_free_name")
        or is_verb_form(word)
    )
