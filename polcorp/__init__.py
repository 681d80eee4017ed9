"""Demands, named actors and themes in Swedish political texts, as tidy tables.

The names below are loaded when they are first used, so that ``import polcorp`` (and with it
``polcorp --help``) needs neither spaCy nor pandas.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from polcorp.errors import PolcorpError

if TYPE_CHECKING:
    from polcorp.pipeline.language import load_pipeline
    from polcorp.reports.notebook import Corpus

    __version__: str

__all__ = ["Corpus", "PolcorpError", "__version__", "load_pipeline"]

_LAZY = {
    "Corpus": "polcorp.reports.notebook",
    "load_pipeline": "polcorp.pipeline.language",
}


def __getattr__(name: str) -> Any:
    """Load a public name on first use (PEP 562)."""
    if name == "__version__":
        value: Any = import_module("polcorp.version").version()
    elif name in _LAZY:
        value = getattr(import_module(_LAZY[name]), name)
    else:
        raise AttributeError(f"module 'polcorp' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the lazy names too, for completion in an interactive session."""
    return sorted({*globals(), *__all__})
