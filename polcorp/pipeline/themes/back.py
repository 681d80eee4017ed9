"""Whether a unit points back to the sentence before it: «Detta vill vi ändra på»."""

from __future__ import annotations

from spacy.tokens import Doc

from polcorp.lexicons.word_lists import words

#: Words that stand for what was said, whatever follows them.
_ALWAYS = words("themes:back_always")
#: Words that do so unless they belong to a noun («det här stället», «den skolan»).
_ALONE = words("themes:back_alone")
#: «Så att», «så många»: the word is no pronoun before these parts of speech.
_DEGREE = frozenset({"ADJ", "ADV", "SCONJ"})


def points_back(doc: Doc, start: int, end: int) -> bool:
    """Return whether a word from *start* to *end* stands for what was said before."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return False
    for token in span:
        word = token.lower_
        if word == "så" and token.i + 1 < len(doc) and doc[token.i + 1].pos_ in _DEGREE:
            continue
        if word in _ALWAYS or (word in _ALONE and token.pos_ != "DET"):
            return True
    return False
