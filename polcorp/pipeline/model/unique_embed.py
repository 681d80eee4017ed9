"""Embedding every word form of a batch once.

spaCy's embedding layer sees nothing of a token but its form: norm, prefix, suffix, shape and
blanks. A batch of texts has each form many times over, so the layer is run on the distinct
forms and its rows are handed out to the tokens. What comes out is the same, sooner. In
training the layer is run as it is, since each token's dropout is its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IDS  # type: ignore[import-not-found]
from spacy.ml.models.tok2vec import MultiHashEmbed
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import Model

Codes = NDArray[np.uint64]
Embedded = list[NDArray[np.float32]]
# Odd numbers with well-spread bits; column i is multiplied by the i-th power of the first.
_MIXER = 0x9E3779B97F4A7C15
_BITS = 2**64


class Forms:
    """Distinct forms in the guise of a document: all that the embedding layer asks of one."""

    def __init__(self, vocab: Vocab, columns: Sequence[int], codes: Codes) -> None:
        """Hold ``codes``: one row per form, one column per attribute of ``columns``."""
        self.vocab = vocab
        self._codes = codes
        self._place = {attribute: place for place, attribute in enumerate(columns)}

    def __len__(self) -> int:
        """Return the number of forms."""
        return int(self._codes.shape[0])

    def to_array(self, asked: Any) -> Codes:
        """Return the codes of ``asked``, an attribute or a list of them, as ``Doc`` does."""
        if isinstance(asked, list | tuple):
            places = [self._place[attribute_id(name)] for name in asked]
            return np.ascontiguousarray(self._codes[:, places])
        return np.ascontiguousarray(self._codes[:, self._place[attribute_id(asked)]])


def attribute_id(attribute: int | str) -> int:
    """Return the number of an attribute given by name or by number."""
    return int(IDS[attribute.upper()]) if isinstance(attribute, str) else int(attribute)


def mixed(codes: Codes) -> Codes:
    """Return one number for each row of ``codes``, different for different rows."""
    powers = [pow(_MIXER, power, _BITS) for power in range(1, codes.shape[1] + 1)]
    numbers: Codes = (codes * np.array(powers, dtype=np.uint64)).sum(axis=1, dtype=np.uint64)
    return numbers


def distinct(codes: Codes) -> tuple[NDArray[np.intp], NDArray[np.intp]] | None:
    """Return where the distinct rows of ``codes`` are, and each row's place among them.

    Nothing is returned in the event, never seen, that two different rows get one number.
    """
    _, first, inverse = np.unique(mixed(codes), return_index=True, return_inverse=True)
    return (first, inverse) if np.array_equal(codes[first][inverse], codes) else None


def forward(
    model: Model[Any, Any], docs: list[Doc], is_train: bool
) -> tuple[Embedded, Callable[[Any], Any]]:
    """Run the embedding layer on the distinct forms of ``docs``, in training on all tokens."""
    embed = model.layers[0]
    found = None
    if not is_train and any(len(doc) for doc in docs):
        vocab = docs[0].vocab
        columns = [*model.attrs["columns"], int(vocab.vectors.attr)]
        columns = list(dict.fromkeys(columns))
        codes = np.concatenate([np.asarray(doc.to_array(columns), np.uint64) for doc in docs])
        found = distinct(codes)
    if found is None:
        return embed(docs, is_train)
    first, inverse = found
    rows = embed.predict([Forms(vocab, columns, codes[first])])[0][inverse]
    ends = np.cumsum([len(doc) for doc in docs])[:-1]
    return list(np.split(rows, ends)), lambda gradient: []


def initialize(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:  # noqa: N803
    """Initialise the embedding layer inside."""
    model.layers[0].initialize(X, Y)


@registry.architectures("polcorp.UniqueEmbed.v1")  # type: ignore[untyped-decorator]
def make_unique_embed(
    width: int, attrs: list[str], rows: list[int], include_static_vectors: bool
) -> Model[list[Doc], Embedded]:
    """Return spaCy's ``MultiHashEmbed`` with the same settings, run on distinct forms only.

    Args:
        width: length of a token's vector.
        attrs: the attributes that are embedded.
        rows: rows of each attribute's table.
        include_static_vectors: whether the pipeline's word vectors are one more attribute.
    """
    return run_once(MultiHashEmbed(width, attrs, rows, include_static_vectors), width, attrs)


def run_once(embed: Model[Any, Any], width: int, attrs: list[str]) -> Model[list[Doc], Embedded]:
    """Return ``embed``, a layer that ``MultiHashEmbed`` has made, run on distinct forms only."""
    return Model(
        "unique_embed",
        forward,
        init=initialize,
        layers=[embed],
        dims={"nO": width},
        attrs={"columns": [attribute_id(name) for name in attrs]},
    )
