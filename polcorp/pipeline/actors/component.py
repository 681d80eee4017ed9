"""Component ``polcorp_actors``: named actors, found, typed and linked.

Three sources, kept apart in ``source``: the lexicons (and the user's own), patterns (names that
announce themselves), and the names of the model in ``doc.ents``. What these leave unsure is decided by fitted
weights. Writes ``doc._.actors`` and
``doc.spans["actors"]``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import partial
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from polcorp.lexicons.actors import Form, packaged_forms, read_user_actors
from polcorp.lexicons.name_rules import Finder, NameRule, packaged_rules, read_name_rules
from polcorp.lexicons.name_weights import load_name_weights
from polcorp.lexicons.names import (
    load_given_names,
    load_sure_given_names,
    load_surnames,
)
from polcorp.lexicons.parties import Party, load_parties
from polcorp.lexicons.places import load_municipalities, load_places
from polcorp.pipeline.actors.abbreviations import link_abbreviations
from polcorp.pipeline.actors.aliases import from_aliases
from polcorp.pipeline.actors.candidates import Candidate, choose
from polcorp.pipeline.actors.defined_names import find_defined
from polcorp.pipeline.actors.districts import with_districts
from polcorp.pipeline.actors.free_names import find_free_names
from polcorp.pipeline.actors.gazetteer import LexiconMatcher
from polcorp.pipeline.actors.local_parties import find_local_parties
from polcorp.pipeline.actors.model_names import from_model, without_bare
from polcorp.pipeline.actors.name_patterns import find_announced
from polcorp.pipeline.actors.name_rows import find_by_row
from polcorp.pipeline.actors.normalized_text import Squeezed
from polcorp.pipeline.actors.party_abbreviations import (
    find_after_persons,
    find_members,
    find_party_letters,
    find_unknown_letters,
    parties_by_letters,
    parties_by_members,
)
from polcorp.pipeline.actors.party_lines import find_on_lines
from polcorp.pipeline.actors.persons import BROKEN, PersonFinder
from polcorp.pipeline.actors.repeated import find_again
from polcorp.pipeline.actors.rules import FindNames, NameRules
from polcorp.pipeline.actors.typed_names import likely_starts
from polcorp.pipeline.actors.unlisted import find_letters, find_titles
from polcorp.pipeline.actors.weighed_names import NameWeights, decide, features_of
from polcorp.pipeline.annotations import register_extensions, set_spans, text_of
from polcorp.pipeline.model.sentence_starts import sentence_offsets

#: The longest words of Swedish have some fifty letters; an address may have more.
_ENDLESS = re.compile(r"\w{200,}")


class Candidates(NamedTuple):
    """What may be a name in a text.

    *openings* are the offsets where sentences open; *bare* are names of the model's that nothing else
    supports, which are none of the *candidates*.
    """

    text: str
    openings: set[int]
    candidates: list[Candidate]
    bare: set[Candidate]


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
        places = load_places()
        self._governed = frozenset(m.name for m in load_municipalities()) | frozenset(
            place.canonical for place in places if place.type == "GPE"
        )
        self._places = self._governed | {place.canonical for place in places}
        self._districts = self._places.union(*(place.aliases for place in places))
        self._persons = PersonFinder(
            load_given_names(), load_sure_given_names(), load_surnames(), self._places
        )
        finders: dict[Finder, FindNames] = {
            "announced": partial(find_announced, known_places=self._places),
            "local-parties": partial(find_local_parties, known_places=self._places),
            "letters": find_letters,
            "free-names": find_free_names,
            "defined": partial(find_defined, known_places=self._places),
            "titles": partial(find_titles, known_places=self._places),
        }
        self._weights = NameWeights(load_name_weights())
        self._rules = NameRules(packaged_rules(), self._places, finders, own_rules)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate *doc*."""
        text, openings, candidates, _ = self.candidates(doc)
        found = choose(candidates)
        again = find_again(text, found, openings, self._places)
        found = choose((*candidates, *again)) if again else found
        if likely_starts(doc) is None:  # a model that types its names itself knows more of them
            possible = features_of(doc, text, found, openings, self._places)
            found = decide(text, found, [self._weights.weigh(*one) for one in possible])
        found = link_abbreviations(text, found)
        doc._.actors = [candidate.mention() for candidate in found]
        set_spans(doc, "actors", doc._.actors)
        return doc

    def candidates(self, doc: Doc) -> Candidates:
        """Return what may be a name in *doc*, before overlaps are decided."""
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
        candidates += find_on_lines(text)
        persons = self._persons.find_with_genitives(text)
        candidates += persons
        candidates += find_unknown_letters(text, persons, self._letters)
        candidates += find_after_persons(text, persons, self._letters)
        candidates += self._rules.find(text, openings.__contains__)
        named = list(from_model(doc, text, openings, self._persons, self._governed))
        candidates += named
        candidates += list(find_by_row(text, candidates))
        candidates += list(with_districts(text, candidates, self._districts))
        candidates += from_aliases(text, candidates)
        bare = without_bare(text, named, likely_starts(doc))
        candidates = [c for c in candidates if c not in bare and not _crosses_break(text, c)]
        return Candidates(text, openings, candidates, bare)


def _without_endless_words(text: str) -> str:
    """Return *text* with dots in place of runs of letters that no word is as long as.

    They name nobody, and patterns that are tried at each of their letters would take too long.
    """
    return _ENDLESS.sub(lambda match: "…" * len(match.group()), text)


def _first_letters(text: str, starts: list[int]) -> Iterator[int]:
    """Yield where the first letter or figure of each sentence is, if it has one."""
    for start, end in pairwise([*starts, len(text)]):
        yield from islice((n for n in range(start, end) if text[n].isalnum()), 1)


def _crosses_break(text: str, candidate: Candidate) -> bool:
    """Return whether the candidate runs over a line break that is no wrapped line."""
    if candidate.source not in {"pattern", "model"} or candidate.rule == BROKEN:
        return False
    return re.search(r"[\n\r]", text[candidate.start : candidate.end]) is not None


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
