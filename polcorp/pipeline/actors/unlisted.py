"""Names that nothing but their capitals or their letters give away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from polcorp.lexicons.actors import canonical_of
from polcorp.lexicons.asking import load_asking
from polcorp.lexicons.name_rules import STRENGTHS
from polcorp.lexicons.names import load_not_names
from polcorp.lexicons.word_lists import word_pattern, words
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.actors.known_names import is_known
from polcorp.pipeline.model.lemmas import lemma_of
from polcorp.swedish.dictionary import is_ordinary, is_word
from polcorp.swedish.imperatives import imperative_kind, is_infinitive

#: Letters in capitals: an association where no list knows better.
_LETTERS = re.compile(
    r"(?<![\w/.-])[A-ZÅÄÖ]{3,6}(?:-[A-ZÅÄÖ]{2,6})?(?=s?\b)(?![\w/]|:er|[ ]\d|-[A-ZÅÄÖa-zåäö]|[ ][A-ZÅÄÖ]{3,})"
)
_LETTERS_ACT = word_pattern(r"s?[ ]{asking:after_capitals}\b")
_WITH = word_pattern(r"\b{names:with_capitals}[ ]$")
_IN_CAPITALS = re.compile(r"[A-ZÅÄÖ]{2,}[ ,.:!?]+[A-ZÅÄÖ]{2,}")
#: A capitalised word right before: the place is amid a longer name.
_WORD_BEFORE = re.compile(r"\b[A-ZÅÄÖ][\w-]*[ ]$")
#: An ordinary word with a capital amid a sentence, and words in lower case after it.
#: What papers are called is no name.
_PAPER = word_pattern(r"\b{names:title_of_paper}[ ]$")
_LONGEST_PAPER = 15
_TITLE = word_pattern(
    r"(?<=[a-zåäö] )(?P<first>[A-ZÅÄÖ][a-zåäö]{2,})(?P<rest>(?:[ ][a-zåäö]{3,}){1,2})?(?=[,.;:!?)\n]"
    r"|[ ]{names:after_title}\b)"
)


def find_letters(text: str, opens_sentence: Callable[[int], bool]) -> Iterator[Candidate]:
    """Yield names in capitals that act or are acted with, where the text is not all capitals.

    Capitals say the same where a sentence opens: *opens_sentence* is not asked.
    """
    others = load_not_names()
    for match in _LETTERS.finditer(text):
        start, end = match.span()
        word = len(match.group()) > 3 and is_word(match.group())
        if (
            word
            or match.group() in others
            or _IN_CAPITALS.search(text, max(0, start - 12), end + 12)
        ):
            continue
        before = text[max(0, start - 10) : start]
        if _LETTERS_ACT.match(text, end) or _WITH.search(before):
            yield _found(text, start, end, "ORG", "letters")


def find_titles(
    text: str, opens_sentence: Callable[[int], bool], known_places: frozenset[str]
) -> Iterator[Candidate]:
    """Yield names made of ordinary words, which only a name writes with a capital amid a sentence.

    *opens_sentence* tells whether an offset is a sentence's first word; *known_places* are the
    names of municipalities and places.
    """
    finite = load_asking().words.finite
    for match in _TITLE.finditer(text):
        first, rest = match["first"], (match["rest"] or "").split()
        if opens_sentence(match.start()) or is_known(first, known_places) or not rest:
            continue
        if _WORD_BEFORE.search(text, max(0, match.start() - 40), match.start()):
            continue
        if first in words("names:no_title_first") or _is_owner(first):
            continue
        if _PAPER.search(text, max(0, match.start() - _LONGEST_PAPER), match.start()):
            continue
        if not is_word(first) or imperative_kind(first) in {"stem", "vowel", "r"}:
            continue
        small = words("names:no_title_end")
        if any(
            word in finite | small or is_verb_form(word) or not is_ordinary(word) for word in rest
        ):
            continue
        yield _found(text, *match.span(), "PROGRAMME", "title")


def _is_owner(word: str) -> bool:
    """Return whether *word* is a genitive: «Kommunals förbundsordförande» is nobody's name."""
    return word.endswith("s") and is_word(word[:-1])


def is_verb_form(word: str) -> bool:
    """Return whether *word* is a form of a verb other than its infinitive: «anställer», «prövas»."""
    lemma = lemma_of(word)
    return lemma != word and is_infinitive(lemma) and not _is_noun_too(word, lemma)


def _is_noun_too(word: str, lemma: str) -> bool:
    """Return whether *word* is a noun's form as well: «samtal» beside «samtala»."""
    return lemma.startswith(word) and len(lemma) == len(word) + 1


def _found(text: str, start: int, end: int, kind: str, rule: str) -> Candidate:
    name = canonical_of(text, start, end)
    name = name[:1].upper() + name[1:]
    strength = STRENGTHS["hint"]
    return Candidate(start, end, name, kind, "pattern", f"pattern:{rule}", strength=strength)
