"""Sentence starts, set for a whole document at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc


def set_sentence_starts(doc: Doc, starts: Mapping[int, bool]) -> None:
    """Say for the tokens at the indexes *starts* whether a sentence begins there.

    At once, because ``token.is_sent_start = …`` looks the whole document through for a parse each
    time. A document that is parsed keeps its sentences: they follow from the parse.
    """
    if not starts or doc.has_annotation("DEP"):
        return
    values: Any = doc.to_array("SENT_START")
    signed = values.view("int64")
    for index, begins in starts.items():
        signed[index] = 1 if begins else -1
    doc.from_array("SENT_START", values)


def sentence_offsets(doc: Doc) -> list[int]:
    """Return where the sentences of *doc* begin, as code points into its text.

    At once, because ``doc.sents`` makes a span for each.
    """
    if not len(doc):
        return []
    begins, offsets = doc.to_array(["SENT_START", "IDX"]).T
    first = begins == 1
    first[0] = True
    return [int(offset) for offset in offsets[first]]
