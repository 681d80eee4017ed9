"""Which words a table of words does not show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polcorp.cli.settings import load_settings

if TYPE_CHECKING:
    from polcorp.corpus import Corpus


def hidden_words(corpus: Corpus, *, keep: bool) -> frozenset[str]:
    """Return the stop words, changed by the user's own; none if all are to be kept.

    Raises:
        PolcorpError: the user's list is not UTF-8, or the settings name a folder that is not there.
    """
    from polcorp.ingest.user_folder import own_stop_words

    return frozenset() if keep else own_stop_words(corpus.path, load_settings().user_dir)
