"""Where the parts of an analysed document are: what is around a place, found without a walk.

A component makes one :class:`Page` when it begins and asks it as often as it likes. A page is a view
of what the components before have found; what they change later is not in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

from polcorp.pipeline.annotations import Heading, Mention, Section, text_of
from polcorp.pipeline.model.sentence_starts import sentence_offsets
from polcorp.pipeline.spans import Cover, innermost

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class Page:
    """The index of a document: lines, headings, sections, sentences, boilerplate, mentions.

    Each part is indexed when it is first asked for.
    """

    def __init__(self, doc: Doc) -> None:
        """Take *doc* as it is now."""
        self.doc = doc
        self.text = text_of(doc)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return sentence_offsets(self.doc) or [0]

    def sentence_around(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the sentence around a span, without white space at its ends.

        Where the span reaches over several sentences, it is that of all of them.
        """
        starts = self._sentence_starts
        first = max(bisect_right(starts, start) - 1, 0)
        after = max(bisect_left(starts, end), first + 1)
        left = min(starts[first], start)
        right = max(starts[after] if after < len(starts) else len(self.text), end)
        words = self.text[left:right]
        return left + len(words) - len(words.lstrip()), right - len(words) + len(words.rstrip())

    @cached_property
    def boilerplate(self) -> Cover:
        """The places that belong to the web page and not to the message."""
        return Cover((item["start"], item["end"]) for item in self.doc._.boilerplate)

    @cached_property
    def headings(self) -> Cover:
        """The places of headings, without their marks and numbers."""
        return Cover((item["start"], item["end"]) for item in self.doc._.headings)

    @cached_property
    def title(self) -> Cover:
        """The place of the title."""
        titles = (item for item in self.doc._.headings if item["level"] == 1)
        return Cover((item["start"], item["end"]) for item in titles)

    @cached_property
    def lead_ins(self) -> Cover:
        """The places of the words that introduce lists."""
        return Cover((item["start"], item["end"]) for item in self.doc._.lead_ins)

    @cached_property
    def items(self) -> Cover:
        """The places of the items of lists."""
        items = (p for p in self.doc._.paragraphs if p["kind"] == "item")
        return Cover((item["start"], item["end"]) for item in items)

    @cached_property
    def no_prose(self) -> Cover:
        """The places of headings, with their numbers, and of boilerplate."""
        headings = [p for p in self.doc._.paragraphs if p["kind"] == "heading"]
        return Cover((item["start"], item["end"]) for item in (*headings, *self.doc._.boilerplate))

    def sentences(self) -> Iterator[list[Token]]:
        """Yield the tokens of each sentence, without blanks."""
        for sentence in self.doc.sents:
            tokens = [token for token in sentence if not token.is_space]
            if tokens:
                yield tokens

    @cached_property
    def _line_starts(self) -> list[int]:
        return [paragraph["start"] for paragraph in self.doc._.paragraphs]

    def line_of(self, place: int) -> int:
        """Return the number of the paragraph that begins at *place* or last before; -1 if none."""
        return bisect_right(self._line_starts, place) - 1

    @cached_property
    def lines(self) -> list[tuple[int, int]]:
        """The span of each paragraph, a heading's mark and number left out."""
        words_of = {item["end"]: item["start"] for item in self.doc._.headings}
        return [(words_of.get(p["end"], p["start"]), p["end"]) for p in self.doc._.paragraphs]

    def line_around(self, place: int) -> tuple[int, tuple[int, int]]:
        """Return the number of the line around *place* and its span; -1 and the whole text if none."""
        number = bisect_right(self.lines, (place, len(self.text))) - 1
        return number, self.lines[number] if number >= 0 else (0, len(self.text))

    @cached_property
    def _breaks(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.text)]

    def physical_line(self, start: int, end: int) -> tuple[int, int]:
        """Return the span between the line breaks around *start* and *end*."""
        left, right = bisect_left(self._breaks, start), bisect_left(self._breaks, end)
        begins = self._breaks[left - 1] + 1 if left else 0
        return begins, self._breaks[right] if right < len(self._breaks) else len(self.text)

    @cached_property
    def _heading_starts(self) -> list[int]:
        return [heading["start"] for heading in self.doc._.headings]

    def heading_above(self, place: int) -> Heading | None:
        """Return the last heading, the title included, that begins before *place*."""
        index = bisect_left(self._heading_starts, place) - 1
        found: Heading | None = self.doc._.headings[index] if index >= 0 else None
        return found

    @cached_property
    def _body(self) -> list[Section]:
        found = [section for section in self.doc._.sections if section["kind"] == "body"]
        return sorted(found, key=itemgetter("start"))

    @cached_property
    def _around(self) -> Callable[[int, int], int | None]:
        return innermost(self._body)

    def section_around(self, place: int) -> Section | None:
        """Return the innermost section of the message around *place*."""
        number = self._around(place, place + 1)
        return None if number is None else self._body[number]

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that begin from *start* up to *end*, in order of place."""
        mentions: list[Mention] = self.doc._.actors
        first = bisect_left(mentions, start, key=itemgetter("start"))
        return mentions[first : bisect_left(mentions, end, key=itemgetter("start"))]
