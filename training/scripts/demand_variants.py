"""Variants of treebank sentences that speak as party programmes do.

Talbanken hardly ever says «vi vill att …» or «Anställ fler lärare». Both are made from what
it has: a clause with «att» under another verb gets a verb of asking, and a verb in the
infinitive with what follows it becomes an imperative. The trees stay those of the treebank.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from treebank_io import Sentence, Token

ASKING = {
    "vill": "vilja",
    "yrkar": "yrka",
    "kräver": "kräva",
    "föreslår": "föreslå",
    "önskar": "önska",
    "anser": "anse",
}
ASKING_WEIGHTS = (8, 2, 2, 2, 1, 1)
PRESENT = "VB|PRS|AKT"
PRESENT_FEATS = "Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Act"
IMPERATIVE = "VB|IMP|AKT"
IMPERATIVE_FEATS = "Mood=Imp|VerbForm=Fin|Voice=Act"
STAYS = ("obj", "obl", "xcomp", "compound:prt", "advcl", "iobj", "ccomp")
MIN_LENGTH, MAX_LENGTH = 2, 14


def children(sentence: Sentence, place: int) -> Iterator[tuple[int, Token]]:
    """Yield the places and tokens that depend on the token at ``place`` (counted from 1)."""
    for number, token in enumerate(sentence.tokens, 1):
        if token.head == place:
            yield number, token


def asking(sentence: Sentence, random: Random) -> Sentence | None:
    """Return ``sentence`` with a verb of asking over its «att» clause, or nothing."""
    for place, verb in enumerate(sentence.tokens, 1):
        if verb.xpos != PRESENT or verb.upos != "VERB":
            continue
        clauses = [n for n, t in children(sentence, place) if t.deprel == "ccomp" and n > place]
        marked = any(
            t.xpos == "SN" and t.lemma == "att" for n in clauses for _, t in children(sentence, n)
        )
        particle = any(
            t.deprel == "compound:prt" or t.lemma == "sig" for _, t in children(sentence, place)
        )
        if not marked or particle:
            continue
        form = random.choices(list(ASKING), ASKING_WEIGHTS)[0]
        tokens = list(sentence.tokens)
        cased = form.capitalize() if verb.form[0].isupper() else form
        tokens[place - 1] = replace(verb, form=cased, lemma=ASKING[form], feats=PRESENT_FEATS)
        for number, token in children(sentence, place):
            if token.deprel == "nsubj" and token.xpos.startswith("PN") and random.random() < 0.6:
                tokens[number - 1] = we(token)
        return replace(sentence, tokens=tokens)
    return None


def we(token: Token) -> Token:
    """Return «vi» in the place of the pronoun ``token``."""
    feats = "Case=Nom|Definite=Def|Gender=Com|Number=Plur|PronType=Prs"
    form = "Vi" if token.form[0].isupper() else "vi"
    return replace(token, form=form, lemma="vi", xpos="PN|UTR|PLU|DEF|SUB", feats=feats)


def subtree(sentence: Sentence, place: int) -> set[int]:
    """Return the places of the token at ``place`` and of all under it."""
    found = {place}
    grown = True
    while grown:
        more = {n for n, t in enumerate(sentence.tokens, 1) if t.head in found} - found
        grown = bool(more)
        found |= more
    return found


def imperative_form(verb: Token, words: frozenset[str]) -> str | None:
    """Return the imperative of the infinitive ``verb``, by the present that ``words`` has."""
    lemma = verb.lemma
    if not lemma.isalpha():
        return None
    if lemma + "r" in words:
        return lemma
    stem = lemma.removesuffix("a")
    if stem != lemma and (stem + "er" in words or (stem.endswith("r") and stem in words)):
        return stem.removesuffix("m") if stem.endswith("mm") else stem
    return None


def imperatives(sentence: Sentence, words: frozenset[str]) -> Iterator[Sentence]:
    """Yield the imperative clauses that can be made from ``sentence``."""
    for place, verb in enumerate(sentence.tokens, 1):
        if verb.xpos != "VB|INF|AKT" or verb.upos != "VERB":
            continue
        kept = {place}
        for number, token in children(sentence, place):
            if number > place and token.deprel in STAYS:
                kept |= subtree(sentence, number)
        clause = sorted(kept)
        whole = clause == list(range(place, place + len(clause)))
        form = imperative_form(verb, words)
        has_object = any(t.deprel == "obj" and n in kept for n, t in children(sentence, place))
        reflexive = any(sentence.tokens[n - 1].lemma == "sig" for n in clause)
        if (
            form
            and whole
            and not reflexive
            and has_object
            and MIN_LENGTH <= len(clause) <= MAX_LENGTH
        ):
            yield cut_out(sentence, clause, form)


def cut_out(sentence: Sentence, clause: list[int], form: str) -> Sentence:
    """Return the tokens at ``clause`` as a sentence whose first word is the imperative."""
    moved = {old: new for new, old in enumerate(clause, 1)}
    tokens = [
        replace(t, head=moved.get(t.head, 0)) for t in (sentence.tokens[n - 1] for n in clause)
    ]
    first = replace(tokens[0], form=form.capitalize(), xpos=IMPERATIVE, feats=IMPERATIVE_FEATS)
    first.head, first.deprel = 0, "root"
    tokens[0] = first
    tokens[-1] = replace(tokens[-1], space_after=False)
    stop = Token(".", ".", "PUNCT", "MAD", head=1, deprel="punct", name="O")
    return replace(sentence, tokens=[*tokens, stop])


def demand_variants(
    sentences: list[Sentence], words: frozenset[str], random: Random
) -> list[Sentence]:
    """Return all variants of ``sentences``, one of each kind a sentence."""
    made: list[Sentence] = []
    for sentence in sentences:
        asked = asking(sentence, random)
        if asked:
            made.append(asked)
        made += list(imperatives(sentence, words))[:1]
    return made
