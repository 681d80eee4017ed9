"""Names out of what the encoder says of words: the likeliest labels that follow each other."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

#: The group of ``doc.spans`` that holds the names; their likelihoods are in its ``attrs["scores"]``.
NAMES = "names"


class Name(NamedTuple):
    """A name from one word to before another, its type, and how likely both are (0 to 1)."""

    begin: int
    end: int
    label: str
    likelihood: float


def names_in(scores: Floats, labels: list[str], offset: int) -> list[Name]:
    """Return the names of a run of words that begins at *offset*.

    A name begins at a word that is likelier the first or a further word of one than outside; it goes
    on where a further word is likelier than a new beginning. Its type is the likeliest over all its
    words together.

    Args:
        scores: words × labels.
        offset: the place of the run's first word in the text, to which places are counted.
        labels: ``O``, and for each type ``B-…`` and ``I-…``.
    """
    kinds = list(dict.fromkeys(label[2:] for label in labels if label != "O"))
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    first = shares[:, [labels.index(f"B-{kind}") for kind in kinds]]
    further = shares[:, [labels.index(f"I-{kind}") for kind in kinds]]
    named = first.sum(axis=1) + further.sum(axis=1) > 0.5
    begins = first.sum(axis=1) >= further.sum(axis=1)
    result = []
    place = 0
    while place < len(named):
        if not named[place]:
            place += 1
            continue
        end = place + 1
        while end < len(named) and named[end] and not begins[end]:
            end += 1
        by_kind = first[place:end] + further[place:end]
        kind = int(np.log(by_kind + 1e-9).sum(axis=0).argmax())
        likelihood = float(by_kind[:, kind].min())
        result.append(Name(place + offset, end + offset, kinds[kind], round(likelihood, 3)))
        place = end
    return result
