"""Headings and values as people read them, in English and Swedish.

Only tables for people are labelled; the names of columns and values in exports never change.
"""

from __future__ import annotations

from polcorp.vocabulary.columns import catalogue
from polcorp.vocabulary.document_fields import FIELDS
from polcorp.vocabulary.messages import Language, language_spoken
from polcorp.vocabulary.values import LABELS, VALUES

__all__ = ["Language", "field_name", "heading", "value_label"]


def heading(column: str, language: Language = "en", table: str = "") -> str:
    """Return the heading of *column* of *table*; a column of the user's keeps its name."""
    said = catalogue().column(column, table)
    if said is None:
        return column
    return said.sv if language == "sv" else said.en


def value_label(column: str, value: str, language: Language = "en") -> str:
    """Return *value* of *column* as people read it."""
    if language == "en":
        return value
    if column == "type" and value in FIELDS:  # of a score
        return heading(value, language)
    for labels in (VALUES, LABELS):
        if value in labels.get(column, {}):
            return labels[column][value]
    return value


def field_name(column: str) -> str:
    """Return what a sentence calls *column*: its name, in Swedish its heading."""
    return column if language_spoken() == "en" else heading(column, language_spoken())
