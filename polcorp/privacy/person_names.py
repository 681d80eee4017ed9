"""Where the names of persons stand in a piece of text, and what is put in their place."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from polcorp.corpus import Corpus
from polcorp.pipeline.actors.normalized_text import Squeezed
from polcorp.store.connection import reading
from polcorp.tables.relations import ACTOR_NAME, SEPARATOR

#: What stands for a person who is not told apart from others.
ANYBODY = "[person]"
#: What stands for an e-mail address, whose owner's name is mostly in it.
ADDRESS = "[e-mail]"

_E_MAIL = re.compile(r"[\w.+-]+(?:@|\(at\)|\[at\])[\w-]+(?:\.[\w-]+)+")
#: Words within names that are no part by themselves.
_PARTICLES = frozenset("af av al da de del den der di dos du el la le och van von".split())
_ENDS = re.compile(r":?s?(?!\w)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[-–'’][^\W\d_]+)*")


class Edit(NamedTuple):
    """A part of a text and what is put in its place."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class NamesOf:
    """The persons of one document, by every form that stands for them there."""

    forms: Mapping[str, str]

    @cached_property
    def _finder(self) -> Any:
        return _automaton(list(self.forms))

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and person of the forms in *text*, whole or in the genitive."""
        for _, start, end in self._finder.find_matches_as_indexes(text):
            if _is_whole(text, start, end):
                yield start, end, self.forms[text[start:end]]


class PersonNames:
    """All persons whom the corpus names, and their pseudonyms.

    A pseudonym is «Person 7»: the number is the place of the name among all persons of the corpus
    in the order of a hash with *key*, so that it tells nothing of alphabet or frequency, is the
    same in every table, and can be made again by nobody who lacks the key or the corpus.
    """

    def __init__(self, corpus: Corpus, key: str = "") -> None:
        """Read the names; *key* decides which person gets which number."""
        mentions, signed, others, paths = _read(corpus)
        self.paths = paths
        found = {canonical for _, canonical, _ in mentions} | {name for _, name in signed}
        self.numbers = _numbered(found, key)
        self._others = others
        self._whole: dict[str, str] = {}
        by_document: dict[str, dict[str, str]] = defaultdict(dict)
        for doc_id, canonical, text in [*mentions, *((doc, name, name) for doc, name in signed)]:
            by_document[doc_id][text] = canonical
            by_document[doc_id].setdefault(canonical, canonical)
            for form in (canonical, text):
                if len(form.split()) > 1:
                    self._whole.setdefault(squeezed(form), canonical)
        self._documents = {
            doc_id: NamesOf(_with_parts(forms, self._others.get(doc_id, frozenset())))
            for doc_id, forms in by_document.items()
        }

    def pseudonym(self, canonical: str) -> str:
        """Return what stands for the person of that canonical name."""
        number = self.numbers.get(canonical)
        return f"Person {number}" if number else ANYBODY

    def is_person(self, name: str, doc_id: str | None) -> bool:
        """Tell whether a name is that of a person in the document *doc_id*."""
        names = self._documents.get(doc_id or "")
        return names is not None and names.forms.get(name) == name

    def is_part(self, word: str, doc_id: str | None) -> bool:
        """Tell whether a word is, in any case, a part of the name of a person of a document."""
        names = self._documents.get(doc_id or "")
        return names is not None and names.forms.get(word.upper()) is not None

    def edits(self, text: str, doc_id: str | None, taken: Iterable[Edit] = ()) -> list[Edit]:
        """Return the names and e-mail addresses in *text*, which is of the document *doc_id*.

        Full names are found wherever any document has them, single names only where the
        document means a person by them. What overlaps with *taken* is left out.
        """
        edits = list(taken)
        used = _Spans(edits)
        for found in (
            _addresses(text),
            self._full_names(text),
            self._of_document(text, doc_id),
        ):
            for edit in found:
                if used.take(edit.start, edit.end) and edit.words:
                    edits.append(edit)
        return sorted(edits)

    def _full_names(self, text: str) -> Iterator[Edit]:
        """Yield full names, and names of others that have one in them with no words to put."""
        if len(text.split(maxsplit=1)) < 2:  # a full name is more than one word
            return
        view = Squeezed(text)
        for number, start, end in self._automaton.find_matches_as_indexes(view.lower):
            if not _is_whole(view.lower, start, end):
                continue
            first, last = view.offsets[start], view.offsets[end - 1] + 1
            canonical = self._whole.get(self._patterns[number])
            yield Edit(first, last, self.pseudonym(canonical) if canonical else "")

    def _of_document(self, text: str, doc_id: str | None) -> Iterator[Edit]:
        names = self._documents.get(doc_id or "")
        for start, end, person in names.find(text) if names else ():
            yield Edit(start, end, self.pseudonym(person))

    @cached_property
    def _patterns(self) -> list[str]:
        """Full names, and the names of other actors that have one in them: «X:s minnesfond»."""
        finder = _automaton(list(self._whole))
        others = {squeezed(name) for names in self._others.values() for name in names}
        around = {
            name
            for name in others
            if name not in self._whole and finder.find_matches_as_indexes(name)
        }
        return [*self._whole, *sorted(around)]

    @cached_property
    def _automaton(self) -> Any:
        return _automaton(self._patterns)

    def in_paths(self) -> list[str]:
        """Return the paths, and the doc_ids of other names, that have a person's full name."""
        plain = {" ".join(_words(name)) for name in self._whole.values() if " " in name}
        if not plain:
            return []
        finder = _automaton(sorted(f" {name} " for name in plain))
        return [
            path
            for path in self.paths
            if finder.find_matches_as_indexes(f" {' '.join(_words(path))} ")
        ]


def _addresses(text: str) -> Iterator[Edit]:
    if "@" in text or "at" in text:
        yield from (Edit(*match.span(), ADDRESS) for match in _E_MAIL.finditer(text))


def squeezed(name: str) -> str:
    """Return *name* as texts are looked through: in lower case, blanks single, no damage."""
    return Squeezed(name).lower.strip()


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return *text* with the *edits*, which are in order and do not overlap."""
    pieces, position = [], 0
    for start, end, words in edits:
        pieces += [text[position:start], words]
        position = end
    return "".join([*pieces, text[position:]])


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether a span is a word or words of their own, perhaps with a genitive after it."""
    before = text[start - 1 : start] if start else ""
    return not (before.isalnum() or before == "_") and _ENDS.match(text, end) is not None


class _Spans:
    """Spans that are taken already."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._places = {place for edit in edits for place in range(edit.start, edit.end)}

    def take(self, start: int, end: int) -> bool:
        """Take a span, if all of it is free."""
        places = range(start, end)
        if not self._places.isdisjoint(places):
            return False
        self._places.update(places)
        return True


def _read(
    corpus: Corpus,
) -> tuple[list[tuple[str, str, str]], list[tuple[str, str]], dict[str, frozenset[str]], list[str]]:
    """Return the persons' mentions, who signed, other actors' names by document, and the paths."""
    mentions = (
        f"SELECT DISTINCT d.doc_id, {ACTOR_NAME}, x.text FROM mention x"
        " JOIN actor a ON a.id = x.actor JOIN document d ON d.id = x.document WHERE a.type {} ?"
    )
    with reading(corpus.path) as connection:
        persons = connection.execute(mentions.format("=") + " ORDER BY 1, 2, 3", ("PERSON",))
        found = persons.fetchall()
        others: dict[str, set[str]] = defaultdict(set)
        for doc_id, canonical, text in connection.execute(mentions.format("<>"), ("PERSON",)):
            others[doc_id].update((canonical, text))
        signed = [
            (doc_id, name.strip())
            for doc_id, names in connection.execute(
                "SELECT doc_id, signatories FROM document WHERE signatories <> '' ORDER BY 1"
            )
            for name in names.split(SEPARATOR)
            if name.strip()
        ]
        # a document that was renamed is called after its old file still
        names = (
            "SELECT path FROM document UNION ALL"
            " SELECT doc_id FROM document WHERE instr(path, doc_id) = 0 ORDER BY 1"
        )
        paths = [name for (name,) in connection.execute(names)]
    return found, signed, {doc: frozenset(names) for doc, names in others.items()}, paths


def _numbered(names: Iterable[str], key: str) -> dict[str, int]:
    secret = hashlib.sha256(key.encode()).digest()

    def order(name: str) -> tuple[bytes, str]:
        return hashlib.blake2b(name.encode(), key=secret).digest(), name

    return {name: number for number, name in enumerate(sorted(names, key=order), start=1)}


def _with_parts(forms: Mapping[str, str], others: frozenset[str]) -> dict[str, str]:
    """Add given names and surnames; what two persons share stands for none of them.

    A part that is the name of another actor of the document («Salem») is left to that.
    """
    parts: dict[str, set[str]] = defaultdict(set)
    for form, canonical in forms.items():
        words = _WORD.findall(form)
        for word in words if len(words) > 1 else ():
            if len(word) > 1 and word[:1].isupper() and word.lower() not in _PARTICLES:
                parts[word].add(canonical)
    found = {
        word: next(iter(persons)) if len(persons) == 1 else ""
        for word, persons in parts.items()
        if word not in others
    } | dict(forms)
    return found | {form.upper(): person for form, person in found.items()}


def _automaton(patterns: list[str]) -> Any:
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)


_LATIN = str.maketrans("åäáàâãöøóòôéèêëüúùûíìîïñçæ", "aaaaaaoooooeeeeuuuuiiiinca")


def _words(text: str) -> list[str]:
    """Return the words of a name or path in plain letters, as addresses have them."""
    return re.findall(r"[a-z]+", text.lower().translate(_LATIN))
