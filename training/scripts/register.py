"""What ``spacy train --code`` must know: polcorp's components and one start of training."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from spacy.language import Language
from spacy.util import registry

import polcorp.pipeline.tokenizer  # noqa: F401  (registers tokeniser and lemmatiser)


@registry.callbacks("polcorp.pretrained_names.v1")
def pretrained_names(path: str | None) -> Callable[[Language], Language]:
    """Return what gives the name recogniser's tok2vec the pretrained weights at ``path``.

    spaCy's own ``init_tok2vec`` cannot: in a transition-based component the layer that it
    reaches has a projection behind the tok2vec, which the pretrained weights lack.
    """

    def start(nlp: Language) -> Language:
        if path:
            tok2vec = nlp.get_pipe("ner").model.get_ref("tok2vec").layers[0]  # type: ignore[attr-defined]
            tok2vec.from_bytes(Path(path).read_bytes())
        return nlp

    return start
