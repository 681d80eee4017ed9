"""The list of abbreviations that are written with a full stop."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def abbreviations() -> tuple[str, ...]:
    """Return the abbreviations of ``lexicons/data/abbreviations.txt``, sorted."""
    source = resources.files("polcorp") / "lexicons" / "data" / "abbreviations.txt"
    lines = (line.strip() for line in source.read_text(encoding="utf-8").splitlines())
    return tuple(sorted({line for line in lines if line and not line.startswith("#")}))


@cache
def load_abbreviations() -> frozenset[str]:
    """Return the abbreviations in lower case: their full stop does not end a sentence."""
    return frozenset(form.lower() for form in abbreviations())
