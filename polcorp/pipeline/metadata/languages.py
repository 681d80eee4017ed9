"""In which language a text is written: words that only Swedish has, else a library's model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from polcorp.lexicons.resolving import is_code
from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.annotations import GIVEN, MetaField
from polcorp.vocabulary.values import SWEDISH

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SWEDISH_ONLY = word_pattern(r"\b{language:swedish_only}\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
#: One word in this many, and this many in all: the text is Swedish, and no model is loaded.
_ONE_IN, _ENOUGH = 40, 3
#: With fewer different words nobody can tell.
_FEWEST_WORDS = 20
#: Characters that the model looks at.
_LOOKED_AT = 20_000
#: Another language is named where Swedish is less likely than this. Norwegian and Danish share the
#: rest between them.
_UNLIKELY = 0.01


@lru_cache(maxsize=64)  # asked for before the analysis, and by the component that notes it
def _language(text: str) -> tuple[str | None, str, float]:
    words = [word.casefold() for word in _WORD.findall(text)]
    found = [word.casefold() for word in _SWEDISH_ONLY.findall(text)]
    if len(found) >= _ENOUGH and len(found) * _ONE_IN >= len(words):
        shown = ", ".join(list(dict.fromkeys(found))[:3])
        return SWEDISH, shown, 0.99
    if len(set(words)) < _FEWEST_WORDS:
        return None, "", 0.0
    ranked = _identifier().rank(text[:_LOOKED_AT])
    best, confidence = ranked[0]
    if best == SWEDISH or dict(ranked)[SWEDISH] >= _UNLIKELY:
        best, confidence = SWEDISH, dict(ranked)[SWEDISH]
    return best, "py3langid", round(float(confidence), 2)


def find_language(text: str) -> MetaField:
    """Return the language of *text* by its ISO 639 code, None where it has too few words to tell.

    >>> find_language("Vi vill att skolan rustas och att barn får läxhjälp.")["value"]
    'sv'
    """
    value, evidence, confidence = _language(text)
    return MetaField(value=value, evidence=evidence, confidence=confidence)


def language_of(text: str, given: Mapping[str, str]) -> MetaField:
    """Return the language that is *given*, if it is one, else that of the *text*."""
    told = given.get("language", "")
    if is_code(told):
        return MetaField(value=told, evidence=GIVEN, confidence=1.0)
    return find_language(text)


def is_foreign(language: str | None) -> bool:
    """Return whether a text in *language* is in another one than Swedish."""
    return language not in (None, SWEDISH)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
