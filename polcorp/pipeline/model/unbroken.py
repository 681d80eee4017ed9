"""Tokens of texts with endless runs of characters without a blank.

spaCy's tokenizer takes signs off both ends of such a run one by one, and copies the rest each time: a line
of a hundred thousand bullets would take minutes. A run that no word or address is as long as is cut first.
"""

from __future__ import annotations

import re
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

#: A run of this many characters is cut into pieces of this many.
LONGEST_RUN, PIECE = 10_000, 2_000

_ENDLESS = re.compile(rf"\S{{{LONGEST_RUN},}}")


def make_doc(nlp: Language, text: str) -> Doc:
    """Return the tokens of *text*, with which a component of the pipeline can begin."""
    cuts = [
        place
        for run in _ENDLESS.finditer(text)
        for place in range(run.start() + PIECE, run.end(), PIECE)
    ]
    if not cuts:
        return nlp.make_doc(text)
    pieces = [nlp.make_doc(text[start:end]) for start, end in pairwise([0, *cuts, len(text)])]
    doc = Doc.from_docs(pieces, ensure_whitespace=False)
    if doc is None or doc.text != text:
        raise ValueError("the pieces do not make up the text")
    return doc
