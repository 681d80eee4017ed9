"""spaCy without its command line, which takes a third of its import and 20 MB, and which nothing here uses.

``import spacy`` imports the commands, with their HTTP clients and project tools, for the sake of one
function, ``spacy.info``. A stand-in gives it that function while it is imported and is gone then:
whoever uses ``spacy.info`` or ``spacy.cli`` gets the real one, imported at that time.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

_COMMANDS = "spacy.cli"
_INFO = "spacy.cli.info"


class _Info(ModuleType):
    """Stands in for ``spacy.cli.info`` until spaCy has taken ``info`` from it."""

    def __getattr__(self, name: str) -> Any:
        if name != "info":
            raise AttributeError(name)
        for stand_in in (_COMMANDS, _INFO):
            sys.modules.pop(stand_in, None)
        spacy: Any = sys.modules["spacy"]
        spacy.__getattr__ = _late
        return _info


def _info(*args: Any, **options: Any) -> Any:
    """Call ``spacy.info``."""
    return import_module(_INFO).info(*args, **options)


def _late(name: str) -> Any:
    """Return ``spacy.cli``, imported now."""
    if name == "cli":
        return import_module(_COMMANDS)
    raise AttributeError(f"module 'spacy' has no attribute {name!r}")


def put_off() -> None:
    """Have spaCy imported without its commands, unless it is imported already."""
    if "spacy" not in sys.modules:
        sys.modules[_COMMANDS] = ModuleType(_COMMANDS)
        sys.modules[_INFO] = _Info(_INFO)
