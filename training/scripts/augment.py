"""Variants of treebank sentences that look like a political web page.

Talbanken is edited prose of the 1970s. A party's page has headings and list items without a
full stop, capitals, curly quotes, en dashes, line breaks, glued sentences and «ska».
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from treebank_io import Sentence, Token

BREAKS = ("\n", "\n\n", "\n\n", "\n\n\n", " \n", "\n \n")
BULLETS = ("•", "-", "–", "*", "·")
MODERN = {
    "skall": "ska",
    "sej": "sig",
    "mej": "mig",
    "dej": "dig",
    "säjer": "säger",
    "nån": "någon",
}


def modern(sentence: Sentence, random: Random) -> Sentence:
    """Return ``sentence`` with some of today's spelling and typography."""
    quotes = random.choice(("'", '"', "”", "”", "’"))
    dash = random.choice(("-", "–", "–", "—"))
    short = random.random() < 0.7
    tokens = []
    for token in sentence.tokens:
        form = token.form
        if form == "'":
            form = quotes
        elif form == "-" and token.upos == "PUNCT":
            form = dash
        elif short and form in MODERN:
            form = MODERN[form]
        lemma = form if token.upos == "PUNCT" else token.lemma
        tokens.append(replace(token, form=form, lemma=lemma))
    return replace(sentence, tokens=tokens)


def without_stop(sentence: Sentence) -> Sentence:
    """Return ``sentence`` without its final full stop."""
    if len(sentence.tokens) < 3 or sentence.tokens[-1].form != ".":
        return sentence
    tokens = [replace(token) for token in sentence.tokens[:-1]]
    if any(token.head > len(tokens) for token in tokens):
        return sentence
    tokens[-1].space_after = True
    return replace(sentence, tokens=tokens)


def recased(sentence: Sentence, change: str) -> Sentence:
    """Return ``sentence`` in upper, lower or title case of its words (``str`` method names)."""
    tokens = [replace(t, form=getattr(t.form, change)()) for t in sentence.tokens]
    return replace(sentence, tokens=tokens)


def with_token(sentence: Sentence, token: Token, first: bool) -> Sentence:
    """Return ``sentence`` with ``token`` before or after it, hung under its neighbour."""
    if first:
        moved = [replace(t, head=t.head + 1 if t.head else 0) for t in sentence.tokens]
        root = next((i for i, t in enumerate(moved) if t.head == 0), 0)
        return replace(sentence, tokens=[replace(token, head=root + 2), *moved])
    neighbour = len(sentence.tokens)
    return replace(sentence, tokens=[*sentence.tokens, replace(token, head=neighbour)])


def white(text: str) -> Token:
    """Return a token of white space."""
    return Token(
        form=text,
        lemma=text,
        upos="SPACE",
        xpos="_SP",
        deprel="dep",
        space_after=False,
        name="O",
    )


def broken(sentence: Sentence, random: Random) -> Sentence:
    """Return ``sentence`` with a line break after it."""
    tokens = [replace(token) for token in sentence.tokens]
    tokens[-1].space_after = False
    text = random.choice(BREAKS)
    return with_token(replace(sentence, tokens=tokens), white(text), first=False)


def bulleted(sentence: Sentence, random: Random) -> Sentence:
    """Return ``sentence`` as a list item: a sign before it, a line break after it."""
    sign = random.choice(BULLETS)
    bullet = Token(sign, sign, "PUNCT", "MID", deprel="punct", name="O")
    bullet.space_after = random.random() < 0.8
    return broken(with_token(sentence, bullet, first=True), random)


def glued(sentence: Sentence) -> Sentence:
    """Return ``sentence`` with nothing between its last token and the next sentence."""
    if sentence.tokens[-1].form not in (".", "?", "!"):
        return sentence
    tokens = [replace(token) for token in sentence.tokens]
    tokens[-1].space_after = False
    return replace(sentence, tokens=tokens)


def as_on_a_page(sentence: Sentence, random: Random) -> Sentence:
    """Return one variant of ``sentence``, drawn at random."""
    changed = modern(sentence, random)
    draw = random.random()
    if draw < 0.25:
        changed = without_stop(changed)
        casing = random.random()
        if casing < 0.15 and len(changed.tokens) < 12:
            changed = recased(changed, "upper")
        elif casing < 0.25:
            changed = recased(changed, "lower")
        return broken(changed, random)
    if draw < 0.45:
        return bulleted(without_stop(changed) if random.random() < 0.5 else changed, random)
    if draw < 0.60:
        return broken(changed, random)
    if draw < 0.66:
        return glued(changed)
    if draw < 0.70:
        return recased(changed, "lower")
    return changed
