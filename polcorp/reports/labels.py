"""Headings and values as people read them, in English and Swedish.

Only tables for people are labelled; the names of columns and values in exports never change.
"""

from __future__ import annotations

from typing import Literal

Language = Literal["en", "sv"]

#: column: (English, Swedish)
HEADINGS: dict[str, tuple[str, str]] = {
    "doc_id": ("document", "dokument"),
    "path": ("file", "fil"),
    "encoding": ("encoding", "teckenkodning"),
    "party": ("party", "parti"),
    "parties": ("parties", "partier"),
    "party_name": ("party name", "partinamn"),
    "municipality": ("municipality", "kommun"),
    "region": ("region", "region"),
    "date": ("date", "datum"),
    "year": ("year", "år"),
    "doc_type": ("type", "texttyp"),
    "title": ("title", "rubrik"),
    "n_chars": ("characters", "tecken"),
    "n_tokens": ("tokens", "token"),
    "n_words": ("words", "ord"),
    "n_sentences": ("sentences", "meningar"),
    "lix": ("LIX", "LIX"),
    "ovix": ("OVIX", "OVIX"),
    "nominal_ratio": ("nominal ratio", "nominalkvot"),
    "type_token": ("type-token", "typ-token"),
    "level": ("level", "nivå"),
    "kind": ("kind", "slag"),
    "start": ("start", "start"),
    "end": ("end", "slut"),
    "form": ("form", "form"),
    "text": ("text", "text"),
    "lead_in": ("lead-in", "inledning"),
    "holder": ("holder", "avsändare"),
    "verb": ("verb", "verb"),
    "content": ("content", "innehåll"),
    "addressee": ("addressee", "mottagare"),
    "polarity": ("polarity", "för/emot"),
    "themes": ("themes", "teman"),
    "actors": ("actors", "aktörer"),
    "confidence": ("confidence", "säkerhet"),
    "canonical": ("actor", "aktör"),
    "type": ("type", "typ"),
    "source": ("source", "källa"),
    "sentence": ("sentence", "mening"),
    "mentions": ("mentions", "omnämnanden"),
    "per_1000": ("per 1,000 words", "per 1 000 ord"),
    "documents": ("documents", "dokument"),
    "actor": ("actor in the corpus", "aktör i korpusen"),
    "stance": ("stance", "hållning"),
    "asked": ("asked for", "efterfrågad"),
    "praised": ("praised", "berömd"),
    "criticised": ("criticised", "kritiserad"),
    "other_canonical": ("other actor", "annan aktör"),
    "other_type": ("other type", "annan typ"),
    "together": ("together", "tillsammans"),
    "units": ("in units", "i enheter"),
    "other_units": ("other in units", "annan i enheter"),
    "units_all": ("all units", "alla enheter"),
    "npmi": ("NPMI", "NPMI"),
    "aliases": ("aliases", "alias"),
    "note": ("note", "anmärkning"),
    "documents_all": ("all documents", "alla dokument"),
    "demands": ("demands", "krav"),
    "n": ("n", "antal"),
    "share": ("share", "andel"),
    "words": ("words", "ord"),
    "body_words": ("body words", "ord i brödtext"),
    "words_per_document": ("words per document", "ord per dokument"),
    "sentences": ("sentences", "meningar"),
    "theme": ("code", "kod"),
    "name": ("theme", "tema"),
    "cap": ("CAP", "CAP"),
    "marpor": ("MARPOR", "MARPOR"),
    "unit": ("unit", "enhet"),
    "rank": ("rank", "rang"),
    "score": ("score", "poäng"),
    "evidence": ("evidence", "belägg"),
    "evidence_at": ("evidence at", "beläggens plats"),
    "layer": ("layer", "lager"),
    "gold": ("gold", "facit"),
    "found": ("found", "funna"),
    "hits": ("hits", "träffar"),
    "precision": ("precision", "precision"),
    "recall": ("recall", "täckning"),
    "f1": ("F1", "F1"),
    "lenient_f1": ("lenient F1", "F1, överlapp"),
    "line": ("line", "rad"),
    "detail": ("detail", "detalj"),
    "reason": ("reason", "orsak"),
    "term": ("term", "term"),
    "count": ("count", "antal"),
    "count_reference": ("in the others", "hos de andra"),
    "count_coded": ("in coded text", "i kodad text"),
    "per_1000_reference": ("per 1,000 in the others", "per 1 000 hos de andra"),
    "documents_reference": ("documents of others", "de andras dokument"),
    "log_likelihood": ("log-likelihood", "log-likelihood"),
    "log_ratio": ("log-ratio", "log-kvot"),
    "log_odds": ("log-odds z", "log-odds z"),
    "low": ("from", "från"),
    "high": ("to", "till"),
    "dp": ("DP", "DP"),
    "p": ("p", "p"),
    "q": ("q", "q"),
    "cosine": ("cosine", "cosinus"),
    "shared": ("shared most", "mest gemensamt"),
    "alike": ("alike", "likhet"),
    "few_documents": ("few documents", "få dokument"),
    "demands_main": ("demands, main theme", "krav, huvudtema"),
    "demands_all": ("all demands", "alla krav"),
    "demands_share": ("share of demands", "andel av kraven"),
    "demands_low": ("demands from", "krav från"),
    "demands_high": ("demands to", "krav till"),
    "demands_main_share": ("share of demands, main theme", "andel av kraven, huvudtema"),
    "demands_main_low": ("main theme from", "huvudtema från"),
    "demands_main_high": ("main theme to", "huvudtema till"),
    "words_all": ("all words", "alla ord"),
    "words_share": ("share of words", "andel av orden"),
    "words_low": ("words from", "ord från"),
    "words_high": ("words to", "ord till"),
    "n_parties": ("number of parties", "antal partier"),
    "municipalities": ("municipalities", "kommuner"),
    "n_municipalities": ("number of municipalities", "antal kommuner"),
    "demand_ids": ("demands by key", "kravens nycklar"),
    "other_party": ("other party", "annat parti"),
    "other_text": ("other text", "annan text"),
    "other_municipality": ("other municipality", "annan kommun"),
}

#: Whose share it is: of what, in each table that has one.
_WHOLES: dict[str, tuple[str, str]] = {
    "themes": ("share of words", "andel av orden"),
    "themes by": ("share of words", "andel av orden"),
    "actors by": ("share of mentions", "andel av omnämnandena"),
    "documents by": ("share of documents", "andel av dokumenten"),
    "rows by": ("share of n", "andel av antalet"),
}

_SWEDISH_VALUES: dict[str, dict[str, str]] = {
    "form": {
        "bullet": "punkt",
        "numbered": "numrerad",
        "prose": "löptext",
        "heading": "rubrik",
    },
    "doc_type": {
        "programme": "program",
        "motion": "motion",
        "press": "pressmeddelande",
        "article": "artikel",
    },
    "type": {
        "PARTY": "parti",
        "PERSON": "person",
        "GPE": "ort/styre",
        "LOC": "plats",
        "AUTHORITY": "myndighet",
        "ORG": "organisation",
        "COMPANY": "företag",
        "MEDIA": "medium",
        "PROGRAMME": "modell/metod",
        "LAW": "lag",
    },
    "stance": {"asked": "efterfrågad", "praised": "berömd", "criticised": "kritiserad"},
    "kind": {
        "body": "brödtext",
        "boilerplate": "sidtext",
        "missing": "saknas",
        "extra": "för mycket",
    },
    "unit": {"demand": "krav", "sentence": "mening"},
    "polarity": {"pos": "för", "neg": "emot"},
}


def heading(column: str, language: Language = "en", table: str = "") -> str:
    """Return what stands above *column* of *table*; one without a label keeps its name."""
    english, swedish = HEADINGS.get(column, (column, column))
    if column == "share" and table in _WHOLES:
        english, swedish = _WHOLES[table]
    return swedish if language == "sv" else english


def value_label(column: str, value: str, language: Language = "en") -> str:
    """Return *value* of *column* as people read it."""
    return _SWEDISH_VALUES.get(column, {}).get(value, value) if language == "sv" else value
