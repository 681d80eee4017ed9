"""Where the names of persons are in a piece of text, and what is put in their place."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from polcorp.privacy.name_search import (
    NamesOf,
    SearchView,
    automaton,
    forms_with_parts,
    parts_of,
    search_views,
    spelled,
    spellings,
)
from polcorp.privacy.stored_names import StoredNames, read_names, text_of_document
from polcorp.reading.clean_view import clean

#: What stands for a person who is not told apart from others.
ANYBODY = "[person]"
#: What stands for an e-mail address, whose owner's name is mostly in it.
ADDRESS = "[e-mail]"

_E_MAIL = re.compile(r"[\w.+-]+(?:@|\(at\)|\[at\])[\w-]+(?:\.[\w-]+)+")
#: Names of this many letters are found in a path that has them without anything between them.
_LONG_NAME = 9


class Edit(NamedTuple):
    """A part of a text and what is put in its place."""

    start: int
    end: int
    words: str


class PersonNames:
    """All persons whom the corpus names, and their pseudonyms.

    A pseudonym is «Person 7»: the number is the place of the name among all persons of the corpus
    in the order of a hash with *key*, so that it tells nothing of alphabet or frequency, is the
    same in every table, and can be made again by nobody who lacks the key or the corpus.
    """

    def __init__(self, path: Path, key: str = "") -> None:
        """Read the names of the corpus file at *path*; *key* decides who gets which number."""
        self._path = path
        self._stored: StoredNames = read_names(path)
        names = self._stored
        self.numbers = _numbered(
            {person for _, person, _ in names.mentions} | {person for _, person in names.signed},
            key,
        )
        self._whole: dict[str, str] = {}
        self._by_document: dict[str, dict[str, str]] = defaultdict(dict)
        signed = ((doc_id, name, name) for doc_id, name in names.signed)
        for doc_id, canonical, text in [*names.mentions, *signed]:
            forms = self._by_document[doc_id]
            forms[spelled(text)] = canonical
            forms.setdefault(spelled(canonical), canonical)
            for form in (canonical, text):
                for spelling in spellings(form) if len(form.split()) > 1 else ():
                    self._whole.setdefault(spelling, canonical)
        self.of_document = lru_cache(maxsize=256)(self._of_document)

    def pseudonym(self, canonical: str) -> str:
        """Return what stands for the person of that canonical name."""
        number = self.numbers.get(canonical)
        return f"Person {number}" if number else ANYBODY

    def is_person(self, name: str, doc_id: str | None) -> bool:
        """Return whether a name is that of a person in the document *doc_id*."""
        return self._by_document.get(doc_id or "", {}).get(spelled(name)) == name

    def is_part(self, word: str, doc_id: str | None) -> bool:
        """Return whether a word is, in any case, a part of the name of a person of a document."""
        return self.of_document(doc_id or "").person(word) is not None

    def _of_document(self, doc_id: str) -> NamesOf:
        """Return the persons of a document: those mentioned, and those whose full name is in it."""
        forms = dict(self._by_document.get(doc_id, {}))
        if text := text_of_document(self._path, doc_id):
            for view in search_views(text):
                for _, _, canonical in self._full_names(view):
                    if canonical:
                        forms.setdefault(spelled(canonical), canonical)
        found = forms_with_parts(forms, self._stored.parties.get(doc_id, ()))
        low = {form.lower() for form in found}
        around = frozenset(
            name
            for name in self._stored.others.get(doc_id, ())
            if len(words := spelled(name).lower().split()) > 1
            and any(word in low or word.removesuffix("s") in low for word in words)
        )
        return NamesOf(found, around)

    def edits(self, text: str, doc_id: str | None, taken: Iterable[Edit] = ()) -> list[Edit]:
        """Return the names and e-mail addresses in *text*, which is of the document *doc_id*.

        Full names are found wherever any document has them, single names only where the document
        means a person by them. What overlaps is one edit with the words of the first of: *taken*,
        addresses, full names, single names.
        """
        views = search_views(text)
        found = [(*edit, 0) for edit in taken]
        others: list[tuple[int, int]] = []
        for view in views:
            found += [(*span, ADDRESS, 1) for span in _addresses(view)]
            for start, end, person in self._full_names(view):
                if person is None:
                    others.append((start, end))
                else:
                    found.append((start, end, self.pseudonym(person), 2))
        if doc_id:
            found += self._single_names(views, doc_id, others)
        return _united(found)

    def _single_names(
        self, views: list[SearchView], doc_id: str, others: list[tuple[int, int]]
    ) -> list[tuple[int, int, str, int]]:
        """Return the names of persons of a document that are in none of the *others*' names."""
        hits = [hit for view in views for hit in self.of_document(doc_id).find(view)]
        others += [(start, end) for start, end, person in hits if person is None]
        closed = {place for start, end in others for place in range(start, end)}
        return [
            (start, end, self.pseudonym(person), 3)
            for start, end, person in hits
            if person is not None and closed.isdisjoint(range(start, end))
        ]

    def _full_names(self, view: SearchView) -> Iterator[tuple[int, int, str | None]]:
        """Yield the raw spans of full names, and of others' names that have one in them."""
        if " " not in view.lower:  # a full name is more than one word
            return
        for number, start, end in self._automaton.find_matches_as_indexes(view.lower):
            if view.is_whole(start, end):
                yield *view.raw_span(start, end), self._whole.get(self._patterns[number])

    @cached_property
    def _patterns(self) -> list[str]:
        """Full names, and the names of other actors that have one in them: «X:s minnesfond»."""
        finder = automaton(list(self._whole))
        others = {
            low for names in self._stored.others.values() for n in names for low in spellings(n)
        }
        around = {
            name
            for name in others
            if name not in self._whole and finder.find_matches_as_indexes(name)
        }
        return [*self._whole, *sorted(around)]

    @cached_property
    def _automaton(self) -> Any:
        return automaton(self._patterns)

    @cached_property
    def _all_parts(self) -> frozenset[str]:
        """All words that are a part of any person's name, in lower case."""
        return frozenset(
            low
            for _, canonical, text in self._stored.mentions
            for form in (canonical, text)
            for part in [form, *parts_of(form)]
            for low in spellings(part)
        ) | frozenset(
            low
            for _, name in self._stored.signed
            for part in parts_of(name)
            for low in spellings(part)
        )

    def taken_for_others(self) -> dict[tuple[str, str], str]:
        """Return the mentions of other actors by which a document means a person.

        They are known by doc_id and words, «Lund» in «Enligt Lund» after «Maria Lund»; the value
        is the person, empty where several share the name.
        """
        found = {}
        for doc_id, words in self._stored.other_mentions:
            if self._all_parts.isdisjoint(spellings(_nominative(words, self._all_parts))):
                continue
            names = self.of_document(doc_id)
            person = names.person(words)
            if person is None:
                person = names.person(words.removesuffix("s"))
            if person is not None:
                found[doc_id, words] = person
        return found

    def misplaced(self) -> list[tuple[str, str]]:
        """Return the documents and fields (municipality, region) that only a person's name gave."""
        found = []
        for doc_id, field, place, evidence in self._stored.places:
            if self._all_parts.isdisjoint(spellings(place)) or not self.is_part(place, doc_id):
                continue
            clear = applied(evidence, self.edits(evidence, doc_id))
            if clear != evidence and spelled(place).lower() not in spelled(clear).lower():
                found.append((doc_id, field))
        return found

    def in_paths(self) -> list[str]:
        """Return the paths, and the doc_ids of other names, that have a person's full name."""
        plain = {" ".join(_words(name)) for name in self._whole.values() if " " in name}
        if not plain:
            return []
        apart = automaton(sorted(f" {name} " for name in plain))
        solid = sorted(name.replace(" ", "") for name in plain if len(name) > _LONG_NAME)
        together = automaton(solid) if solid else None
        return [
            path
            for path in self._stored.paths
            if apart.find_matches_as_indexes(f" {' '.join(_words(path))} ")
            or (together and together.find_matches_as_indexes("".join(_words(path))))
        ]


def _nominative(words: str, known: frozenset[str]) -> str:
    """Return *words* without a genitive's «s» where only so they are *known*."""
    return words if not known.isdisjoint(spellings(words)) else words.removesuffix("s")


def _addresses(view: SearchView) -> Iterator[tuple[int, int]]:
    if "@" in view.lower or "at" in view.lower:
        yield from (view.raw_span(*match.span()) for match in _E_MAIL.finditer(view.same))


def _united(found: Iterable[tuple[int, int, str, int]]) -> list[Edit]:
    """Return edits in order that do not overlap: those that do are one, with the first's words."""
    united: list[tuple[int, int, str, int]] = []
    for start, end, words, rank in sorted(found, key=lambda hit: (hit[0], hit[3], -hit[1])):
        if not united or start >= united[-1][1]:
            united.append((start, end, words, rank))
            continue
        last = united[-1]
        best = last if last[3] <= rank else (start, end, words, rank)
        united[-1] = (last[0], max(last[1], end), best[2], best[3])
    return [Edit(start, end, words) for start, end, words, _ in united]


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return *text* with the *edits*, which are in order and do not overlap."""
    pieces, position = [], 0
    for start, end, words in edits:
        pieces += [text[position:start], words]
        position = end
    return "".join([*pieces, text[position:]])


def _numbered(names: Iterable[str], key: str) -> dict[str, int]:
    secret = hashlib.sha256(key.encode()).digest()

    def order(name: str) -> tuple[bytes, str]:
        return hashlib.blake2b(name.encode(), key=secret).digest(), name

    return {name: number for number, name in enumerate(sorted(names, key=order), start=1)}


_LATIN = str.maketrans("åäáàâãöøóòôéèêëüúùûíìîïñçæ", "aaaaaaoooooeeeeuuuuiiiinca")


def _words(text: str) -> list[str]:
    """Return the words of a name or path in plain letters, as addresses have them."""
    return re.findall(r"[a-z]+", clean(text).lower().translate(_LATIN))
