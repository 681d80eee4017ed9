"""Every place in a document that speaks for a theme: words, phrases, named actors, ages."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple

from spacy.tokens import Doc, Token

from polcorp.lexicons.themes import Hit, ThemeIndex, load_actor_themes, load_idioms, stem
from polcorp.lexicons.word_lists import words as listed
from polcorp.pipeline.annotations import text_of
from polcorp.pipeline.model.lemmas import lemma_of
from polcorp.vocabulary.actor_types import types_where

#: From this age on a number of years speaks of old people, up to that one of young people.
_OLD, _OLDEST, _YOUNG, _YOUNGEST = 65, 105, 19, 10
_ACTOR_WEIGHT = 2
#: Words that are remembered.
_REMEMBERED = 50_000
#: Words so short are closed-class ones or as good as their own lemmas.
_SHORT = 4


@dataclass(slots=True, frozen=True)
class Found:
    """One hit and where it is, with the token that it begins with.

    *who*: it is in the name of a committee, which says who acts rather than on what.
    """

    start: int
    end: int
    hit: Hit
    token: Token
    who: bool = False


class _Word(NamedTuple):
    """What the codebook has to know of a word: form and lemma in lower case, and the stems of both.

    *hits* are those of the word alone, *phrases* those that begin with it.
    """

    form: str
    lemma: str
    stems: tuple[str, str]
    hits: tuple[Hit, ...]
    phrases: tuple[tuple[tuple[str, ...], Hit], ...]


class HitFinder:
    """Finds the hits of a codebook."""

    def __init__(self, index: ThemeIndex) -> None:
        """Use *index*, with the idioms and the actors' themes of the package."""
        self._index = index
        self._known: dict[tuple[int, int], _Word] = {}
        self._idioms: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for words in load_idioms():
            self._idioms[words[0]].append(words)
        self._actors = {
            name: tuple(code for code in codes if code in index.themes)
            for name, codes in load_actor_themes().items()
        }

    def find(self, doc: Doc) -> list[Found]:
        """Return all hits of *doc* in order of place."""
        columns: Any = doc.to_array(["IS_SPACE", "NORM", "LEMMA"])
        shown = (columns[:, 0] == 0).nonzero()[0]
        tokens = [doc[index] for index in shown.tolist()]
        keys = columns[shown, 1:].tolist()
        words = [self._word(token, *key) for token, key in zip(tokens, keys, strict=True)]
        named, bodies = _named(doc, tokens)
        silent = self._silent(words) | named
        found: list[Found] = []
        for place, (token, word) in enumerate(zip(tokens, words, strict=True)):
            if word.hits and place not in silent:
                end = token.idx + len(token)
                for hit in word.hits:
                    if hit.pos is None or _is_of(hit, token):
                        found.append(Found(token.idx, end, hit, token, place in bodies))
            if place in named:
                continue
            for stems, hit in word.phrases:
                last = place + len(stems)
                if _matches(stems, words, place, last):
                    end = tokens[last - 1].idx + len(tokens[last - 1])
                    found.append(Found(token.idx, end, hit, token, place in bodies))
            if token.like_num:
                found += _age(tokens, words, place, self._index)
        found += self._of_actors(doc)
        return without_overlaps(found)

    def _word(self, token: Token, norm: int, lemma: int) -> _Word:
        """Return what the codebook has to know of *token*.

        It is remembered under spaCy's numbers of its norm and lemma: most words of a text are usual ones.
        """
        known = self._known.get((norm, lemma))
        if known is None:
            form = token.norm_.lower()
            base = _lemma(token.lemma_.lower(), form)
            stems = (stem(form), stem(_before_hyphen(form) or base))
            phrases = tuple(
                phrase for first in dict.fromkeys(stems) for phrase in self._index.phrases(first)
            )
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = _Word(form, base, stems, self._index.word(form, base), phrases)
            self._known[norm, lemma] = known
        return known

    def _silent(self, words: list[_Word]) -> set[int]:
        """Return the places of words that belong to an idiom."""
        places: set[int] = set()
        for place, word in enumerate(words):
            for idiom in self._idioms.get(word.form, ()) or self._idioms.get(word.lemma, ()):
                here = words[place : place + len(idiom)]
                if len(here) == len(idiom) and all(
                    part in (other.form, other.lemma)
                    for part, other in zip(idiom, here, strict=True)
                ):
                    places.update(range(place, place + len(idiom)))
        return places

    def _of_actors(self, doc: Doc) -> list[Found]:
        found = []
        for mention in doc._.actors:
            codes = self._actors.get(mention["canonical"], ())
            if not codes:
                continue
            span = doc.char_span(mention["start"], mention["end"], alignment_mode="expand")
            if span is None:
                continue
            for rank, code in enumerate(codes):
                hit = Hit(code, _ACTOR_WEIGHT if rank == 0 else 1, f"@{mention['canonical']}")
                found.append(Found(mention["start"], mention["end"], hit, span[0]))
        return found


def _lemma(lemma: str, form: str) -> str:
    """Return *lemma*, or the dictionary's where it is only the form, as in «Kvinnojouren»."""
    return lemma_of(form) if lemma == form and len(form) > _SHORT else lemma


def _before_hyphen(form: str) -> str:
    """Return what *form* has before its hyphen: «public service-avgiften» has the phrase, too."""
    before, hyphen, after = form.partition("-")
    return before if hyphen and after and len(before) > _SHORT else ""


#: Names of these types are no words: «Miljöpartiet» is not about the environment.
_NAMES = types_where(lambda traits: not traits.is_word) | {"COMPANY"}
#: Endings of bodies that act on any matter: «Samhällsbyggnadsnämnden» says who, not what.
_BODIES = tuple(listed("themes:body_name_end"))
#: What a body's name begins with where it goes on with what it is for: «nämnden för konst och fritid».
_BODIES_FOR = listed("themes:body_for")
#: Parts of speech of the words in such a name that are no conjunctions.
_NOUNS = frozenset({"NOUN", "PROPN", "ADJ"})
#: What a name begins with whose other words are only a name: «Stiftelsen Gamla Sjukhuset».
_FOUNDATION = tuple(listed("themes:foundation"))
#: What closes the name of a company, and how many words of it are looked through.
_FIRMS = frozenset({"AB", "HB", "KB"})
_FIRM_WORDS = 6


def _named(doc: Doc, tokens: list[Token]) -> tuple[set[int], set[int]]:
    """Return the places of tokens of names that say nothing, and of those of committees."""
    text, starts = text_of(doc), [token.idx for token in tokens]
    names: set[int] = set()
    bodies: set[int] = set()
    for mention in doc._.actors:
        start, end = mention["start"], mention["end"]
        name = text[start:end].lower()
        places = range(bisect_left(starts, start), bisect_left(starts, end))
        if mention["type"] in _NAMES or name.startswith(_FOUNDATION):
            names.update(places)
        elif name.endswith(_BODIES):
            bodies.update(places)
    for place, token in enumerate(tokens):
        if token.text in _FIRMS:
            names.update(range(_firm_start(tokens, place), place))
        if token.lower_ in _BODIES_FOR:
            bodies.update(range(place, _for_end(tokens, place + 1)))
    return names, bodies


def _for_end(tokens: list[Token], place: int) -> int:
    """Return where the name of a body ends that goes on at *place* with what it is for."""
    if place == len(tokens) or tokens[place].lower_ != "för":
        return place
    place += 1
    while place < len(tokens) and _is_part_of_name(tokens, place):
        place += 1
    return place


def _is_part_of_name(tokens: list[Token], place: int) -> bool:
    """Return whether the word at *place* is a noun or joins two of them."""
    token = tokens[place]
    joins = token.pos_ == "CCONJ" or token.text == ","
    if joins:
        return place + 1 < len(tokens) and tokens[place + 1].pos_ in _NOUNS
    return token.pos_ in _NOUNS


def _firm_start(tokens: list[Token], end: int) -> int:
    """Return where the company's name begins that its legal form at *end* closes."""
    for place in range(end - 1, max(end - _FIRM_WORDS, -1), -1):
        word = tokens[place].text
        if word[0].isupper():
            return place
        if not word.isalpha():
            break
    return end


def without_overlaps(found: list[Found]) -> list[Found]:
    """Return *found* in order of place, where a phrase takes its words with it.

    Of the hits of one theme that overlap the heaviest stays, of equal ones the longest. A phrase
    that decides alone also silences the single words in it that speak for other themes.
    """
    ranked = sorted(found, key=lambda f: (-f.hit.weight, f.start - f.end, f.start, f.hit.theme))
    kept: list[Found] = []
    by_token: dict[int, list[Found]] = defaultdict(list)
    for item in ranked:
        near = by_token[item.start // _BLOCK] + by_token[item.start // _BLOCK - 1]
        near += by_token[item.end // _BLOCK]
        if any(_silences(other, item) for other in near):
            continue
        kept.append(item)
        for block in {item.start // _BLOCK, item.end // _BLOCK}:
            by_token[block].append(item)
    kept.sort(key=lambda item: (item.start, item.end, item.hit.theme))
    return kept


#: Longer than any hit, so that overlapping hits lie in neighbouring blocks of this many characters.
_BLOCK = 128


def _silences(strong: Found, weak: Found) -> bool:
    if strong.end <= weak.start or weak.end <= strong.start:
        return False
    if strong.hit.theme == weak.hit.theme:
        return True
    inside = strong.start <= weak.start and weak.end <= strong.end
    longer = strong.end - strong.start > weak.end - weak.start
    return inside and longer and strong.hit.weight == 3 and " " in strong.hit.term


def _is_of(hit: Hit, token: Token) -> bool:
    """Return whether *token* is of the hit's part of speech; untagged, its form must look like it."""
    if token.pos_:
        return token.pos_ == hit.pos
    return token.norm_.lower()[:3] == hit.term.strip("-")[:3].lower()


def _matches(stems: tuple[str, ...], words: list[_Word], place: int, last: int) -> bool:
    """Return whether *stems* are those of the forms or of the lemmas from *place* to *last*."""
    if last > len(words):
        return False
    return all(part in word.stems for part, word in zip(stems, words[place:last], strict=True))


def _age(tokens: list[Token], words: list[_Word], place: int, index: ThemeIndex) -> list[Found]:
    """Return a hit where a number is an age: «över 75 år», «fyllt 85», «mellan 13 och 19 år»."""
    token = tokens[place]
    if not token.text.isdecimal() or len(token.text) > 3:
        return []
    years = int(token.text)
    before = words[place - 1].form if place else ""
    after = words[place + 1].form if place + 1 < len(words) else ""
    if before not in listed("themes:age_before") or (
        after != "år" and before not in listed("themes:age_surely_before")
    ):
        return []
    if _OLD <= years <= _OLDEST and "aldre" in index.themes:
        hit = Hit("aldre", 2, f"{before} {years} år")
    elif _YOUNGEST <= years <= _YOUNG and after == "år" and "barn_unga" in index.themes:
        hit = Hit("barn_unga", 1, f"{before} {years} år")
    else:
        return []
    return [Found(token.idx, token.idx + len(token), hit, token)]
