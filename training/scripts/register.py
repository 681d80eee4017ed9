"""Makes polcorp's tokeniser and components known to ``spacy train --code``."""

import polcorp.pipeline.lemma_backoff
import polcorp.pipeline.tokenizer  # noqa: F401
