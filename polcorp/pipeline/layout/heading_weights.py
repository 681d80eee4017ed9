"""How much each sign says for or against a line being a heading; set by hand on development pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True, frozen=True)
class HeadingWeights:
    """How sure a line is a heading: what it begins with, and what is added for its shape and place."""

    start: float = 0.55
    #: From here on a line is a heading.
    enough: float = 0.5
    surest: float = 0.99
    #: A caption above a list, whatever else.
    list_caption: float = 0.8
    #: The sign of a heading in Markdown or HTML, or what a document's own format says.
    marked: float = 0.98
    question: float = 0.8
    paper: float = 0.9
    title_sentence: float = 0.6
    #: The first line of the message, with text below.
    title_line: float = 0.7
    dated: float = 0.7
    year: float = 0.7
    #: A few words with a full stop over text, where a page has several.
    stopped_label: float = 0.7
    masthead: float = 0.6
    #: Among lines as short as it: an address, a list of links.
    row_of_lines: float = -0.4
    #: Text right above, on a page that has blank lines.
    attached: float = -0.4
    #: On a page without blank lines: a short line below, an open line above.
    short_below: float = -0.2
    open_above: float = -0.2
    capitals: float = 0.3
    numbered: float = 0.15
    sentence: float = -0.3
    call: float = -0.5
    label: float = -0.1
    colon: float = -0.5
    short: float = 0.1
    quoted: float = -0.2
    question_in_row: float = -0.4
    day_in_row: float = -0.6
    text_below: float = 0.15
    list_below: float = 0.1


WEIGHTS = HeadingWeights()
