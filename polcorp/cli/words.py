"""Which words a table of words does not show."""

from __future__ import annotations

from pathlib import Path

from polcorp.cli.settings import load_settings


def hidden_words(*, keep: bool) -> frozenset[str]:
    """Return the stop words, with the user's own; none if all are to be kept."""
    from polcorp.corpus.corrections import DEFAULT_CORRECTIONS
    from polcorp.lexicons.stop_words import stop_words

    if keep:
        return frozenset()
    return stop_words(Path(load_settings().user_dir or DEFAULT_CORRECTIONS.parent))
