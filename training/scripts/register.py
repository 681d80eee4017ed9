"""What ``spacy train --code`` must know: polcorp's components, and the faster matrix products."""

from __future__ import annotations

from thinc.api import NumpyOps, get_current_ops

import polcorp.pipeline.model.tokenizer  # noqa: F401  (registers tokeniser and lemmatiser)

# NumPy's matrix products are two to three times as fast as those of BLIS on some processors.
_ops = get_current_ops()
if isinstance(_ops, NumpyOps):
    _ops.use_blis = False
