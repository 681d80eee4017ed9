"""Names that announce themselves by a word before them: one name, or an enumeration."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from polcorp.lexicons.actors import canonical_of, nominative
from polcorp.lexicons.asking import load_asking
from polcorp.lexicons.name_rules import STRENGTHS
from polcorp.lexicons.word_lists import word_pattern, words
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.swedish.dictionary import is_ordinary

#: How far before «som X, Y och Z» the word that it explains may begin.
_LONGEST_KIND = 40
#: A quotation of more words than these is no name.
_LONGEST_QUOTED = 5

#: A word before a capital or a quotation.
_BEFORE_NAME = word_pattern(r"([^\W\d_]+)[ \u00a0](?=[A-ZÅÄÖÉÜ”“\"»«„])")
#: The end of a word that says what the name after it is; what stands before it is a compound's.
_TRIGGER = word_pattern(r"(?i:{nouns:before_name})$")
_TRIGGERED_NAME = word_pattern(r"{shapes:quoted}|(?P<name>{shapes:name})")
#: The end of what stands before «som X, Y och Z».
_KIND_OF_MANY = word_pattern(r"(?i:{nouns:before_many})$")
_SUCH_AS = word_pattern(r"(?:,?[ ]{names:such_as}){1,2}[ ](?=[A-ZÅÄÖ])")
_ENUMERATED = word_pattern(
    r"{shapes:name}(?:, {shapes:name})*(?:,? (?:och|eller|samt) {shapes:name})?"
)
_ONE_NAME = word_pattern("{shapes:one_name}")
_TITLE_WORD = word_pattern(r"[ \u00a0]([a-zåäö]{2,}|\d{4})\b")
#: What ends such a name: conjunctions, adverbs, participles.
_TITLE_STOP = word_pattern(r"{names:title_stop}$|\w{2,}(?:at|it|ats|its)$")


def find_announced(text: str, opens_sentence: Callable[[int], bool]) -> Iterator[Candidate]:
    """Yield names in *text* after a word that says what they are, where sentences open too."""
    yield from _triggered(text)
    yield from _enumerated(text)


def _enumerated(text: str) -> Iterator[Candidate]:
    """Yield the names of an enumeration whose kind stands before it."""
    for such in _SUCH_AS.finditer(text):
        kind = _KIND_OF_MANY.search(text[max(0, such.start() - _LONGEST_KIND) : such.start()])
        row = _ENUMERATED.match(text, such.end()) if kind else None
        if row is None or kind is None or kind.lastgroup is None:
            continue
        for match in _ONE_NAME.finditer(text, row.start(), row.end()):
            start, end = match.span()
            name = canonical_of(text, start, end)
            rule, strength = "pattern:enumeration", STRENGTHS["weak"]
            yield Candidate(start, end, name, kind.lastgroup, "pattern", rule, strength=strength)


def _triggered(text: str) -> Iterator[Candidate]:
    """Yield names after a word that says what they are: «projektet X», «föräldrakursen COPE»."""
    for before in _BEFORE_NAME.finditer(text):
        kind = _kind_by_word(before.group(1))
        match = _TRIGGERED_NAME.match(text, before.end()) if kind else None
        if match is None or kind is None:
            continue
        quoted = match["quoted"] is not None
        start, end = match.span("quoted" if quoted else "name")
        name = text[start:end]
        if not quoted and name.split()[0] in words("names:small"):
            continue
        if quoted and len(name.split()) > _LONGEST_QUOTED:
            continue
        if not quoted and " " not in name and is_ordinary(name):
            end = _title_end(text, end)
            name = text[start:end]
        canonical = name[:1].upper() + name[1:]
        yield Candidate(
            start,
            end,
            " ".join((canonical if quoted else nominative(canonical)).split()),
            kind,
            "pattern",
            "pattern:after-kind-word",
            strength=STRENGTHS["clear" if quoted else "weak"],
        )


@lru_cache(maxsize=50_000)
def _kind_by_word(word: str) -> str | None:
    """Return what a name after *word* is: «projektet», «föräldrakursen» are before programmes.

    A word for places («byn») counts only whole.
    """
    trigger = _TRIGGER.search(word)
    if trigger is None or (trigger.lastgroup == "LOC" and trigger.start() > 0):
        return None
    return trigger.lastgroup


def _title_end(text: str, end: int) -> int:
    """Return where a name of common words ends: «projektet Rätt från början är …».

    At most four more words, up to a mark, a finite verb or a conjunction.
    """
    for match in _TITLE_WORD.finditer(text, end):
        word = match.group(1)
        if match.start() != end or word in load_asking().words.finite or _TITLE_STOP.match(word):
            break
        end = match.end()
    return end
