"""Finding a lexicon's names in a text: one pass whatever the lexicon's size."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ahocorasick_rs import AhoCorasick, Implementation

from polcorp.lexicons.actors import Form
from polcorp.lexicons.names import load_given_names
from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.actors.normalized_text import Squeezed, lower, squeeze_name

_PLACE_BEFORE = word_pattern(r"{places:before_listed}\s+$", re.IGNORECASE)
_PLACE_AFTER = word_pattern(r"\s+{places:after_listed}|,?\s+den\s+\d|-[A-ZÅÄÖ]")
#: What is said of a place and of hardly anything else: «Mora är …», «Gotland, en ö som …».
_PLACE_IS = word_pattern(r",[ ]en[ ]|[ ]{places:does}[ ](?!ett?[ ]namn)")
_OWNED = word_pattern(r"(?<=s)[ ]{places:owned}\b")
_ACTS = word_pattern(r"[ ]{asking:after_listed_name}\b")
#: The rest of a row of parties: «Centern, Liberalerna och …».
_BESIDE_PARTY = word_pattern(
    r"(?:,[ ]|[ ]{clauses:and}[ ])(?:{parties:names}|[SMCVL]\b|(?:SD|KD|MP)\b)"
)
_OWNED_BY_PARTY = word_pattern(r"[ ]{parties:owned}(?!\w)")
#: «Centern i Skaraborg»; «Vänstern i Europa» is many.
_AT_PLACE = word_pattern(r"[ ]i[ ](?!{places:of_many})[A-ZÅÄÖ][a-zåäö]")
#: The rest of a number in a diary: «KS 2021/0417».
_IN_DIARY = re.compile(r"[ -]?(?:19|20)\d\d[/:-]\d|[ ]?§|/(?:19|20)\d\d:\d")
_ENDS_LINE = re.compile(r"[ ]?:?[ \t]*(?:\n|$)")
#: «Vänstern: De behövs.» among other parties' answers; «• Centern – ja».
_OPENS_LINE = re.compile(r"(?:\A|\n)[ \t]*(?:(?:[-–•*·▪►]|\d{1,2}[.)])[ \t]*)?$")
_LABELS = re.compile(r"(?::|[ ][–-])[ ]\w")
_OTHER_LABEL = word_pattern(
    r"(?:\A|\n)[ \t]*(?:[-–•*·▪►][ \t]*)?{parties:names_as_label}(?::|[ ][–-])[ ]\w"
)
_LONGEST_BULLET = 8
#: What comes before a word of a web address: «https://www.».
_IN_ADDRESS = re.compile(r"(?:://|www\.|@)[^\s]*$")
#: Entries of places.
_PLACES = frozenset({"municipality", "place"})
#: A quarter of the compass that belongs to the name of a place after it: «Östra Torget».
_QUARTER = re.compile(r"(?<![\w-])(?:Norra|Södra|Östra|Västra)[ ]$")
#: A municipality is looked for among this many first characters.
_BEGINNING = 20_000
_BEFORE_HYPHEN = re.compile(r"(?<![\w-])([A-ZÅÄÖ][a-zåäöé]+)[-‐‑]$")
_COINED = re.compile(r"(?<!\w)[A-ZÅÄÖ][a-zåäöé]+$")
#: The longest place that is looked for before a hyphen.
_LONGEST_PLACE = 25
_SUFFIX = re.compile(r":(?:s|n|en|et|ns|ens|ets)\b|s\b|(?<=[A-ZÅÄÖ])s(?=-)")
#: How far from a name, in code points, its sentence may hold the words that it needs.
_AROUND = 400
_PARAGRAPH = re.compile(r"\n[ \t\r\u00a0]*\n")


class LexiconMatcher:
    """Finds surface forms with Aho-Corasick (Aho & Corasick 1975) over the squeezed text."""

    def __init__(self, forms: tuple[Form, ...]) -> None:
        """Compile *forms*; of two entries with one surface the earlier goes first."""
        self._forms: dict[str, list[Form]] = {}
        for form in forms:
            key = lower(squeeze_name(form.surface)).strip()
            if len(key) > 1:
                self._forms.setdefault(key, []).append(form)
        self._keys = list(self._forms)
        self._places = frozenset(f.surface for f in forms if f.entry in _PLACES)
        self._build()

    def _build(self) -> None:
        self._automaton = AhoCorasick(self._keys, implementation=Implementation.ContiguousNFA)

    def __getstate__(self) -> dict[str, object]:
        """Leave the automaton out: it is made again where the component arrives."""
        return {"_forms": self._forms, "_keys": self._keys, "_places": self._places}

    def __setstate__(self, state: dict[str, object]) -> None:
        """Take the forms and make the automaton again."""
        for name, value in state.items():
            setattr(self, name, value)
        self._build()

    def find(
        self, text: str, view: Squeezed, sentence: Callable[[int], tuple[int, int]]
    ) -> Iterator[Candidate]:
        """Yield the candidates in *text*; *sentence* gives the sentence's span at an offset."""
        low = view.lower
        for index, start, end in self._automaton.find_matches_as_indexes(low, overlapping=True):
            joined = start > 0 and low[start - 1].isalnum()
            if joined and not view.same[start].isupper():
                continue
            raw_start, raw_end = view.span(start, end)
            second = self._follows_place(text, raw_start)
            if joined and not second and not _glued(view.same, start, end):
                continue
            in_word = joined and _is_coined(text, raw_start, raw_end)
            closed = _close(text, raw_start, raw_end, after_hyphen=second)
            if closed is None:
                continue
            in_number = _is_in_number(text, raw_start, raw_end)
            raw_end = closed
            for form in self._forms[self._keys[index]]:
                is_place = form.entry in _PLACES
                if (in_word and is_place) or (second and not is_place):
                    continue
                if in_number and form.type != "LAW":
                    continue
                if _counts(form, text, raw_start, raw_end, sentence):
                    yield _candidate(form, text, raw_start, raw_end)
                    break

    def _follows_place(self, text: str, start: int) -> bool:
        """Return whether a hyphen joins what is at *start* to a place: «Malmö-Köpenhamn»."""
        if start < 2 or text[start - 1] not in "-‐‑" or not text[start].isupper():
            return False
        first = _BEFORE_HYPHEN.search(text, max(0, start - _LONGEST_PLACE), start)
        return first is not None and first.group(1) in self._places


def _candidate(form: Form, text: str, start: int, end: int) -> Candidate:
    """Return the name, with the quarter of the compass before it if it is a place in a town."""
    quarter = _QUARTER.search(text, max(0, start - 8), start) if form.type == "LOC" else None
    if quarter is None:
        source, entry = form.source, form.entry
        return Candidate(start, end, form.canonical, form.type, source, entry, form.wikidata)
    name = quarter.group() + form.canonical
    return Candidate(quarter.start(), end, name, form.type, form.source, form.entry)


def _glued(text: str, start: int, end: int) -> bool:
    """Return whether a longer name was glued to the word before it: «skolanDela», «FacebookTwitter»."""
    return end - start >= 6 and text[start - 1].islower() and text[start].isupper()


def _is_in_number(text: str, start: int, end: int) -> bool:
    """Return whether letters open a number in a diary; a law's may come before its own («HSL 1982:763»)."""
    return text[start:end].isupper() and _IN_DIARY.match(text, end) is not None


def _is_coined(text: str, start: int, end: int) -> bool:
    """Return whether what is at *start* to *end* ends a coined name that occurs again: «LyftSundsvall».

    Words that a page has glued together occur once.
    """
    first = _COINED.search(text, max(0, start - _LONGEST_PLACE), start)
    return first is not None and text.count(text[first.start() : end]) > 1


def _close(text: str, start: int, end: int, *, after_hyphen: bool = False) -> int | None:
    """Return where the name ends with its genitive, or None where it is part of a longer word."""
    if (
        not after_hyphen
        and start
        and text[start - 1] in "-‐‑"
        and text[start - 2 : start - 1].isalnum()
    ):
        return None
    if start and text[start - 1] in "./@" and _IN_ADDRESS.search(text, max(0, start - 100), start):
        return None
    suffix = _SUFFIX.match(text, end)
    if suffix and (text[end] == ":" or text[end - 1 : end].lower() != "s"):
        return suffix.end()
    glued = text[end - 1 : end].islower() and text[end : end + 1].isupper()
    if end < len(text) and (text[end].isalnum() or text[end] == "_") and not glued:
        return None
    return end


def _counts(
    form: Form, text: str, start: int, end: int, sentence: Callable[[int], tuple[int, int]]
) -> bool:
    """Return whether the conditions of *form* hold at this place."""
    raw = text[start:end]
    if _PARAGRAPH.search(raw):
        return False
    if form.match in {"exact", "amid"}:
        if not squeeze_name(raw).startswith(squeeze_name(form.surface)):
            return False
    elif form.match == "capital" and not _capital(form.surface, raw):
        return False
    if (
        (form.mid_sentence or form.match == "amid")
        and _opens(text, start, sentence)
        and not _is_vague_party(text, start, end)
    ):
        return False
    if (
        form.place_context
        and _opens(text, start, sentence)
        and not (
            _PLACE_BEFORE.search(text, max(0, start - 14), start)
            or _PLACE_AFTER.match(text, end)
            or (raw[-1] == "s" and _OWNED.match(text, end))
            or (form.type == "GPE" and _is_governed(text, raw))
            or (_PLACE_IS.match(text, end) and raw not in load_given_names())
        )
    ):
        return False
    if form.requires or form.excludes:
        left, right = sentence(start)
        around = text[max(left, start - _AROUND) : min(right, end + _AROUND)].lower()
        if form.requires and not _any_word(form.requires, around):
            return False
        if _any_word(form.excludes, around):
            return False
    return True


def _is_governed(text: str, name: str) -> bool:
    """Return whether the beginning of *text* names the municipality of this name as such."""
    return any(
        text.find(f"{name}{kommun}", 0, _BEGINNING) >= 0 for kommun in (" kommun", "s kommun")
    )


def _is_vague_party(text: str, start: int, end: int) -> bool:
    """Return whether a party's name that is a word as well («Centern») opens its sentence as one.

    It acts, has what a party has, is at a place, is a label on a line of its own, or opens a row of parties.
    """
    if _ACTS.match(text, end) or _BESIDE_PARTY.match(text, end):
        return True
    if text[end - 1] == "s" and _OWNED_BY_PARTY.match(text, end):
        return True
    if text[end - 1] == "n" and _AT_PLACE.match(text, end):
        return True
    if _OPENS_LINE.search(text, max(0, start - _LONGEST_BULLET), start) is None:
        return False
    return _ENDS_LINE.match(text, end) is not None or (
        _LABELS.match(text, end) is not None and _OTHER_LABEL.search(text) is not None
    )


def _opens(text: str, start: int, sentence: Callable[[int], tuple[int, int]]) -> bool:
    """Return whether the name opens its sentence, where a capital says nothing."""
    left = sentence(start)[0]
    return not any(c.isalnum() for c in text[left:start]) or text[start - 2 : start] in {": ", "– "}


def _capital(surface: str, raw: str) -> bool:
    first = next((c for c in raw if c.isalnum()), "")
    return not first.isalpha() or first.isupper() or surface[:1].islower()


def _any_word(beginnings: tuple[str, ...], around: str) -> bool:
    return any(re.search(rf"\b{re.escape(word)}", around) for word in beginnings)
