"""Component ``polcorp_actors``: named actors, found, typed and linked.

Three sources, kept apart in ``source``: the lexicons (and the user's own), patterns (names that
announce themselves), and the names of the model in ``doc.ents``. Writes ``doc._.actors`` and
``doc.spans["actors"]``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import partial
from itertools import islice, pairwise
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from polcorp.lexicons.actors import Form, canonical_of, packaged_forms, read_user_actors
from polcorp.lexicons.name_rules import Finder, NameRule, packaged_rules, read_name_rules
from polcorp.lexicons.names import (
    load_given_names,
    load_not_names,
    load_sure_given_names,
    load_surnames,
)
from polcorp.lexicons.parties import Party, load_parties
from polcorp.lexicons.places import load_municipalities, load_places
from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.actors.abbreviations import (
    Alias,
    find_aliases,
    find_known_aliases,
    find_surfaces,
    is_abbreviation,
    link_abbreviations,
)
from polcorp.pipeline.actors.candidates import Candidate, choose
from polcorp.pipeline.actors.gazetteer import LexiconMatcher
from polcorp.pipeline.actors.local_parties import find_local_parties
from polcorp.pipeline.actors.name_patterns import find_announced
from polcorp.pipeline.actors.name_rows import find_by_row
from polcorp.pipeline.actors.normalized_text import Squeezed
from polcorp.pipeline.actors.party_abbreviations import (
    find_members,
    find_party_letters,
    parties_by_letters,
    parties_by_members,
)
from polcorp.pipeline.actors.persons import PersonFinder, has_role
from polcorp.pipeline.actors.rules import FindNames, NameRules
from polcorp.pipeline.actors.unlisted import find_letters, find_titles
from polcorp.pipeline.annotations import register_extensions, set_spans, text_of
from polcorp.pipeline.model.sentence_starts import sentence_offsets
from polcorp.swedish.dictionary import is_ordinary
from polcorp.vocabulary.actor_types import MODEL_LABELS, types_where

#: Types of which letters in brackets may be an abbreviation.
_INTRODUCED = types_where(lambda traits: traits.introduced)
#: «Linköpingsbor», «Sölvesborgspolitiken»: people of a place are no place.
_INHABITANTS = word_pattern(r"\w{3}{places:inhabitants}$")
#: «Stadshuset»: the model takes buildings for organisations and persons.
_BUILDING = word_pattern(r"{nouns:building_end}s?$")


#: What stands between the links of a menu or the cells of a table, and in no name.
#: (Two blanks are not enough: justified text has them between the words of a name.)
_APART = re.compile(r"[|•·›\t]|\s{3}")
#: The longest words of Swedish have some fifty letters; an address may have more.
_ENDLESS = re.compile(r"\w{200,}")
#: What a name does not end in.
_NO_LAST_WORD = frozenset({"VERB", "AUX", "ADV", "ADP", "CCONJ", "SCONJ", "PRON"})


class ActorsComponent:
    """Finds mentions of named actors."""

    def __init__(
        self,
        forms: tuple[Form, ...],
        parties: tuple[Party, ...],
        own_rules: tuple[NameRule, ...] = (),
    ) -> None:
        """Compile the lexicon's *forms*; earlier ones go before later ones of the same surface.

        *own_rules* are the user's rules of names, beside the packaged ones.
        """
        register_extensions()
        self._matcher = LexiconMatcher(forms)
        self._letters = parties_by_letters(parties)
        self._members = parties_by_members(parties)
        self._persons = PersonFinder(load_given_names(), load_sure_given_names(), load_surnames())
        self._not_names = load_not_names()
        places = load_places()
        self._governed = frozenset(m.name for m in load_municipalities()) | frozenset(
            place.canonical for place in places if place.type == "GPE"
        )
        self._places = self._governed | {place.canonical for place in places}
        finders: dict[Finder, FindNames] = {
            "announced": find_announced,
            "local-parties": partial(find_local_parties, known_places=self._places),
            "letters": find_letters,
            "titles": partial(find_titles, known_places=self._places),
        }
        self._rules = NameRules(packaged_rules(), self._places, finders, own_rules)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate *doc*."""
        text = _without_endless_words(text_of(doc))
        starts = sentence_offsets(doc) or [0]
        view = Squeezed(text)

        def sentence(offset: int) -> tuple[int, int]:
            index = bisect_right(starts, offset)
            end = starts[index] if index < len(starts) else len(text)
            return starts[max(0, index - 1)], end

        openings = set(_first_letters(text, starts))
        candidates = list(self._matcher.find(text, view, sentence))
        candidates += find_party_letters(text, self._letters)
        candidates += find_members(text, self._members)
        candidates += self._persons.find_with_genitives(text)
        candidates += self._rules.find(text, openings.__contains__)
        candidates += self._from_model(doc, text, openings)
        candidates += list(find_by_row(text, candidates))
        candidates += _from_aliases(text, candidates)
        found = choose(c for c in candidates if not _crosses_break(text, c))
        found = link_abbreviations(text, found)
        doc._.actors = [candidate.mention() for candidate in found]
        set_spans(doc, "actors", doc._.actors)
        return doc

    def _from_model(self, doc: Doc, text: str, openings: set[int]) -> Iterator[Candidate]:
        """Yield the model's names; a place that the lexicon knows as governed is GPE.

        A single word where a sentence opens has its capital from there: it counts only if no
        dictionary knows it.
        """
        for entity in doc.ents:
            kind = MODEL_LABELS.get(entity.label_)
            name = _without_tail(entity).text.strip()
            if kind is None or not any(c.isupper() for c in name) or len(name) < 2:
                continue
            if _APART.search(name):
                continue
            if name.split("-")[0] in self._not_names or _INHABITANTS.search(name):
                continue
            start = entity.start_char + len(entity.text) - len(entity.text.lstrip())
            end = start + len(name)
            single = " " not in name
            if single and start in openings and is_ordinary(name):
                continue
            known = kind != "PERSON" or self._persons.is_known(name.split()[0])
            if not known and (single or not has_role(text, start, end)):
                continue
            if kind in {"ORG", "PERSON"} and _BUILDING.search(name):
                kind = "LOC"
            canonical = canonical_of(text, start, end)
            if kind == "LOC" and canonical in self._governed:
                kind = "GPE"
            yield Candidate(
                start,
                end,
                canonical,
                kind,
                "model",
                f"model:{entity.label_}",
                strength=-3,
            )


def _without_tail(entity: Span) -> Span:
    """Return *entity* without verbs and small words that the model took along at its end."""
    end = len(entity)
    while end > 1 and entity[end - 1].is_lower and entity[end - 1].pos_ in _NO_LAST_WORD:
        end -= 1
    return entity[:end]


def _without_endless_words(text: str) -> str:
    """Return *text* with dots in place of runs of letters that no word is as long as.

    They name nobody, and patterns that are tried at each of their letters would take too long.
    """
    return _ENDLESS.sub(lambda match: "…" * len(match.group()), text)


def _first_letters(text: str, starts: list[int]) -> Iterator[int]:
    """Yield where the first letter or figure of each sentence stands, if it has one."""
    for start, end in pairwise([*starts, len(text)]):
        yield from islice((n for n in range(start, end) if text[n].isalnum()), 1)


def _crosses_break(text: str, candidate: Candidate) -> bool:
    """Tell whether the candidate runs over a line break that is no wrapped line."""
    return candidate.source in {"pattern", "model"} and bool(
        re.search(r"[\n\r]", text[candidate.start : candidate.end])
    )


def _from_aliases(text: str, candidates: list[Candidate]) -> list[Candidate]:
    """Tie abbreviations to their long forms and find both all over the document."""
    known: dict[tuple[int, int], Candidate] = {}
    for candidate in sorted(candidates, key=lambda c: c.source == "model"):
        known.setdefault((candidate.start, candidate.end), candidate)
    found: list[Candidate] = []
    pairs = find_aliases(text)
    pairs += find_known_aliases(text, [c for c in candidates if c.source != "model"])
    tied: set[tuple[str, str]] = set()
    places = find_surfaces(text, (form for alias in pairs for form in (alias.long, alias.short)))
    for alias in pairs:
        if (alias.long, alias.short) in tied:
            continue
        tied.add((alias.long, alias.short))
        long_end = alias.start + len(alias.long)
        short_end = alias.short_start + len(alias.short)
        short = known.get((alias.short_start, short_end))
        base = known.get((alias.start, long_end)) or short
        if base is not None and base.type not in _INTRODUCED:
            continue
        kind = _kind_of(alias, base)
        canonical = short.canonical if short and is_abbreviation(short.canonical) else alias.short
        wikidata = base.wikidata if base else None
        for surface in (alias.long, alias.short):
            for start in places[surface]:
                found.append(
                    Candidate(
                        start,
                        start + len(surface),
                        canonical,
                        kind,
                        "pattern",
                        "pattern:abbreviation",
                        wikidata,
                        strength=1,
                    )
                )
    return found


def _kind_of(alias: Alias, base: Candidate | None) -> str:
    """Return the type of both forms: as listed, as the long form's head says, or as found.

    A model that meets «kommunala visstidsanställningar (KVA)» knows less than its last word.
    """
    if base is not None and not (base.source == "model" and alias.kind):
        return base.type
    return alias.kind or "PROGRAMME"


@Language.factory(
    "polcorp_actors",
    default_config={"user_actors": None, "user_rules": None},
    requires=["doc.sents"],
    assigns=["doc.spans", "doc._.actors"],
)
def create_actors(
    nlp: Language, name: str, user_actors: str | None, user_rules: str | None
) -> ActorsComponent:
    """Build the component.

    *user_actors* and *user_rules* are the paths of the user's own ``actors.csv`` and
    ``name_rules.toml``.
    """
    own = read_user_actors(Path(user_actors)) if user_actors else ()
    rules = read_name_rules(Path(user_rules)) if user_rules else ()
    return ActorsComponent((*own, *packaged_forms()), load_parties(), rules)
