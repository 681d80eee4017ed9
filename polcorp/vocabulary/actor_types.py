"""The types of named actors, and in what they differ for the rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

ActorType = Literal[
    "PARTY",
    "PERSON",
    "GPE",
    "LOC",
    "AUTHORITY",
    "ORG",
    "COMPANY",
    "MEDIA",
    "PROGRAMME",
    "LAW",
]
ListedAs = Literal["place", "organisation", "company"]
SpeaksAs = Literal["authority", "media", "association", "company"]


@dataclass(frozen=True)
class ActorTraits:
    """What holds for all actors of a type.

    Args:
        swedish: the label in Swedish.
        about: what the type holds, where its name does not say it.
        listed_as: the kind of list in which the names of the lexicon are, for flags of words.
        model_labels: the labels of name recognisers that mean this type.
        speaks_as: the kind of speaker that such an actor is, where it is one.
        asked_for: a demand may ask for it; a place or a person in a demand is only where or who.
        judged: a text may praise or criticise it.
        abbreviated: its abbreviation, where it has one, is its name over the corpus.
        introduced: letters in brackets after its name may be an abbreviation of it.
        in_rows: an unlisted name beside names of this type in a row is of this type too.
        is_word: the words of its name are about something. «Miljöpartiet» is not about the
            environment, «Miljöbalken» is.
    """

    swedish: str
    about: str = ""
    listed_as: ListedAs | None = None
    model_labels: tuple[str, ...] = ()
    speaks_as: SpeaksAs | None = None
    asked_for: bool = True
    judged: bool = True
    abbreviated: bool = True
    introduced: bool = True
    in_rows: bool = False
    is_word: bool = True


ACTOR_TYPES: dict[ActorType, ActorTraits] = {
    "PARTY": ActorTraits(
        "parti",
        listed_as="organisation",
        asked_for=False,
        abbreviated=False,
        introduced=False,
        is_word=False,
    ),
    "PERSON": ActorTraits(
        "person",
        model_labels=("PER", "PRS", "PERSON"),
        asked_for=False,
        abbreviated=False,
        introduced=False,
        is_word=False,
    ),
    "GPE": ActorTraits(
        "ort/kommun",
        "a governed place",
        listed_as="place",
        model_labels=("GPE",),
        asked_for=False,
        judged=False,
        abbreviated=False,
        introduced=False,
        in_rows=True,
        is_word=False,
    ),
    "LOC": ActorTraits(
        "plats",
        "any other place",
        listed_as="place",
        model_labels=("LOC",),
        abbreviated=False,
        in_rows=True,
        is_word=False,
    ),
    "AUTHORITY": ActorTraits("myndighet", listed_as="organisation", speaks_as="authority"),
    "ORG": ActorTraits(
        "organisation",
        "civil society",
        listed_as="organisation",
        model_labels=("ORG",),
        speaks_as="association",
        in_rows=True,
    ),
    "COMPANY": ActorTraits("företag", listed_as="company", speaks_as="company", in_rows=True),
    "MEDIA": ActorTraits(
        "medier", listed_as="company", speaks_as="media", abbreviated=False, in_rows=True
    ),
    "PROGRAMME": ActorTraits(
        "modell/metod", "a named model, method, project or scheme", in_rows=True
    ),
    "LAW": ActorTraits("lag"),
}

#: The type of each label of a name recogniser.
MODEL_LABELS: dict[str, ActorType] = {
    label: name for name, traits in ACTOR_TYPES.items() for label in traits.model_labels
}


def types_where(holds: Callable[[ActorTraits], bool]) -> frozenset[ActorType]:
    """Return the types whose traits *holds* is true of.

    >>> sorted(types_where(lambda traits: traits.listed_as == "place"))
    ['GPE', 'LOC']
    """
    return frozenset(name for name, traits in ACTOR_TYPES.items() if holds(traits))
