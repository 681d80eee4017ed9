"""The closed lists of values that columns have, each with its Swedish label."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from polcorp.vocabulary.actor_types import ACTOR_TYPES
from polcorp.vocabulary.source_formats import SOURCE_FORMATS

DemandForm = Literal["bullet", "numbered", "prose", "heading"]
SectionKind = Literal["body", "boilerplate"]
Polarity = Literal["pos", "neg"]

#: The forms of a demand: list items, a clause of running text, an imperative in a heading.
DEMAND_FORMS = {
    "bullet": "punkt",
    "numbered": "numrerad",
    "prose": "löptext",
    "heading": "rubrik",
}

#: The kinds of a section: what its author wrote, and text of the web page or paper.
SECTION_KINDS = {"body": "brödtext", "boilerplate": "webbplatstext"}

#: Whether something is asked for or refused.
POLARITIES = {"pos": "för", "neg": "emot"}

#: What a text makes of an actor that it names.
STANCES = {"asked": "efterfrågad", "praised": "berömd", "criticised": "kritiserad"}

#: What a theme codes.
CODED_UNITS = {"demand": "krav", "sentence": "mening"}

#: What a demand wants, beside another about the same matter.
SIDES = {"for": "för", "against": "emot"}

#: The types of a document.
DOC_TYPES = {
    "programme": "program",
    "motion": "motion",
    "press": "pressmeddelande",
    "article": "artikel",
    "other": "annat",
}

#: Who speaks in a document.
SPEAKERS = {
    "party": "parti",
    "authority": "myndighet",
    "media": "medier",
    "association": "förening",
    "company": "företag",
    "person": "privatperson",
    "unknown": "okänd",
}

#: The code of the language that is analysed.
SWEDISH = "sv"

#: In which units actors may occur together.
TOGETHER_IN = ("sentence", "section", "demand")

#: What may become of the names of persons.
PERSON_MODES = ("keep", "pseudonym", "drop")

#: Errors of a score: gold that was not found, and what was found beside the gold.
_ERROR_KINDS = {"missing": "saknas", "extra": "för mycket"}


#: The values of each column that has a closed list, and their Swedish labels.
VALUES: dict[str, dict[str, str]] = {
    "form": DEMAND_FORMS,
    "doc_type": DOC_TYPES,
    "speaker": SPEAKERS,
    "type": {name: traits.swedish for name, traits in ACTOR_TYPES.items()},
    "stance": STANCES,
    "kind": {**SECTION_KINDS, **_ERROR_KINDS},
    "unit": CODED_UNITS,
    "side": SIDES,
    "polarity": POLARITIES,
    "source_format": {name: form.swedish for name, form in SOURCE_FORMATS.items()},
}

_LAYERS = {
    "HEADING": "rubrik",
    "LEAD_IN": "inledning",
    "BOILERPLATE": "webbplatstext",
    "DEMAND": "krav",
    "ACTOR": "aktör",
    "DOCUMENT": "dokument",
    "THEME": "tema",
    "THEME_CODE": "temakod",
}

_FACTS = {
    "corpus": "korpus",
    "your own files": "egna filer",
    "pipeline program": "analys: program",
    "pipeline spacy": "analys: spaCy",
    "pipeline simplemma": "analys: simplemma",
    "pipeline regex": "analys: regex",
    "pipeline model": "analys: modell",
    "pipeline model_version": "analys: modellens version",
    "pipeline model_files": "analys: modellens filer",
    "pipeline lexicons": "analys: ordlistor",
    "pipeline rows": "analys: rader",
    "pipeline user_files": "analys: egna filer",
    "documents": "dokument",
    "words": "ord",
    "sections": "avsnitt",
    "demands": "krav",
    "actors": "aktörer",
    "mentions": "omnämnanden",
    "without party": "utan parti",
    "without municipality": "utan kommun",
    "without date": "utan datum",
    "copies": "kopior",
    "other languages": "på andra språk",
    "last ingest": "senaste ingest",
    "up to date": "aktuell",
}

#: Swedish labels of what else is in tables for people, by column.
LABELS: dict[str, dict[str, str]] = {
    "other_type": VALUES["type"],
    "type": {"all": "alla", "main": "huvudtema", **DEMAND_FORMS},
    "kind": {"differs": "skiljer sig"},
    "layer": _LAYERS,
    "what": _FACTS,
}


def one_of(values: Iterable[str]) -> str:
    """Return *values* as a phrase: «a, b or c»."""
    *first, last = values
    return f"{', '.join(first)} or {last}" if first else last
