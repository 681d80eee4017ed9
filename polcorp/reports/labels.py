"""Headings and values as people read them, in English and Swedish.

Only tables for people are labelled; the names of columns and values in exports never change.
"""

from __future__ import annotations

from typing import Literal

from polcorp.vocabulary.columns import catalogue
from polcorp.vocabulary.values import VALUES

Language = Literal["en", "sv"]


def heading(column: str, language: Language = "en", table: str = "") -> str:
    """Return the heading of *column* of *table*; a column of the user's keeps its name."""
    said = catalogue().column(column, table)
    if said is None:
        return column
    return said.sv if language == "sv" else said.en


def value_label(column: str, value: str, language: Language = "en") -> str:
    """Return *value* of *column* as people read it."""
    return VALUES.get(column, {}).get(value, value) if language == "sv" else value
