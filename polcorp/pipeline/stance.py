"""Component ``polcorp_stance``: whether a named actor is asked for, praised or criticised.

A rule that anybody can check: «asked» where the actor is in a demand of the document's own
party (and is not the one who is to act), «criticised» where that demand is a refusal; else a word
of praise or criticism in the same sentence, the nearest one deciding. Where neither holds the
stance is empty. Writes ``stance`` and ``stance_evidence`` into the mentions of ``doc._.actors``.
"""

from __future__ import annotations

from operator import itemgetter

from spacy.language import Language
from spacy.tokens import Doc, Span

from polcorp.lexicons.asking import load_asking
from polcorp.lexicons.parties import known_parties
from polcorp.lexicons.stance import StanceWords, load_stance
from polcorp.lexicons.word_lists import words
from polcorp.pipeline.annotations import Demand, Mention, register_extensions, text_of
from polcorp.pipeline.spans import innermost
from polcorp.vocabulary.actor_types import types_where

#: Types that one asks for; a place or a person in a demand is only where or who.
_ASKED_FOR = types_where(lambda traits: traits.asked_for)
#: Negations before a noun; those before a verb are listed with the asking verbs.
_NO = words("clauses:no_noun")
#: Types of which the same sentence may speak well or ill.
_JUDGED = types_where(lambda traits: traits.judged)


class StanceComponent:
    """Says of each mention what the text makes of it."""

    def __init__(self, lexicon: StanceWords) -> None:
        """Split the lexicon into single words and phrases."""
        register_extensions()
        self._words = dict.fromkeys(lexicon.praise, "praised")
        self._words |= dict.fromkeys(lexicon.criticism, "criticised")
        self._negations = _NO | load_asking().words.negations
        self._phrases = {words: kind for words, kind in self._words.items() if " " in words}

    def __call__(self, doc: Doc) -> Doc:
        """Annotate *doc*."""
        if not doc._.actors:
            return doc
        own: list[Demand] = [demand for demand in doc._.demands if demand["own"]]
        own.sort(key=itemgetter("start"))
        demand_around = innermost(own)
        speakers = _speakers(doc)
        text = text_of(doc)
        sentences = list(doc.sents)
        place = 0
        judging: dict[int, list[tuple[int, str, str]]] = {}
        for mention in doc._.actors:
            while place + 1 < len(sentences) and sentences[place].end_char <= mention["start"]:
                place += 1
            number = demand_around(mention["start"], mention["start"] + 1)
            stance, evidence = ("", "") if number is None else _asked(mention, own[number])
            judged = mention["type"] in _JUDGED and mention["canonical"] not in speakers
            if not stance and judged and sentences:
                if place not in judging:  # once a sentence, however many it names
                    judging[place] = self._judging(sentences[place], text)
                stance, evidence = _nearest(judging[place], mention["start"])
            mention["stance"], mention["stance_evidence"] = stance, evidence
        return doc

    def _judging(self, sentence: Span, text: str) -> list[tuple[int, str, str]]:
        """Return (place, kind, word) of the words of a sentence that judge."""
        found: list[tuple[int, str, str]] = []
        previous = ""
        for token in sentence:
            kind = self._words.get(token.lemma_.lower())
            if kind is not None and previous not in self._negations:
                found.append((token.idx, kind, token.text))
            if not token.is_space:
                previous = token.lower_
        low = text[sentence.start_char : sentence.end_char].lower()
        for phrase, kind in self._phrases.items():
            at = low.find(phrase)
            if at >= 0:
                found.append((sentence.start_char + at, kind, phrase))
        return found


def _nearest(words: list[tuple[int, str, str]], place: int) -> tuple[str, str]:
    """Return the kind of the judging word that is nearest to *place*, and the word."""
    if not words:
        return "", ""
    _, kind, word = min((abs(at - place), kind, word) for at, kind, word in words)
    return kind, word


def _speakers(doc: Doc) -> set[str]:
    """Return the names of the parties whose text it is; they judge and are not judged."""
    found = doc._.meta.get("parties") or doc._.meta.get("party")
    abbreviations = ((found and found["value"]) or "").split(";")
    names = known_parties()
    return {name for abbr in abbreviations if abbr for name in (abbr, names.get(abbr, abbr))}


def _asked(mention: Mention, demand: Demand) -> tuple[str, str]:
    """Return the stance of an actor that is in a demand, and the words that ask."""
    is_addressee = demand["addressee"].lower() == mention["canonical"].lower()
    if mention["type"] not in _ASKED_FOR or is_addressee:
        return "", ""
    verb = demand["verb"] or demand["form"]
    return ("criticised" if demand["polarity"] == "neg" else "asked"), verb


@Language.factory(
    "polcorp_stance",
    requires=["doc._.actors", "doc._.demands", "token.lemma"],
    assigns=["doc._.actors"],
)
def create_stance(nlp: Language, name: str) -> StanceComponent:
    """Build the component."""
    return StanceComponent(load_stance())
