"""What fitted weights make of a page after the rules: its title, its page text, its headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from polcorp.lexicons.fitted_weights import HEADING_LINES, PAGE_LINES, TITLES, load_weights
from polcorp.pipeline.layout.letterheads import Masthead, PersonTest
from polcorp.pipeline.layout.line_chain import LineChain
from polcorp.pipeline.layout.line_features import line_features
from polcorp.pipeline.layout.line_shapes import is_date_line, is_table_row
from polcorp.pipeline.layout.lines import Unit
from polcorp.pipeline.layout.title_choice import TitleChoice, mark_title

#: The rules by which lines are page text or a heading here.
LEARNED, LEARNED_HEADING = "boilerplate:learned", "heading:learned"
#: From this probability on a line that the rules took for text, or for a lower heading, is page text.
ENOUGH = 0.7
#: From this probability on text is a heading, and below that one a lower heading is text.
HEADING, NO_HEADING = 0.7, 0.2


@dataclass(slots=True, frozen=True)
class Fitted:
    """The decisions that are learned: which lines are page text, which headings, and which the title."""

    page_lines: LineChain
    headings: LineChain
    titles: TitleChoice

    @classmethod
    def packaged(cls) -> Fitted:
        """Return the decisions by the weights that come with the package."""
        return cls(
            LineChain(load_weights(PAGE_LINES)),
            LineChain(load_weights(HEADING_LINES)),
            TitleChoice(load_weights(TITLES)),
        )


def mark_fitted(
    units: Sequence[Unit],
    fitted: Fitted,
    is_person: PersonTest | None = None,
    is_masthead: Masthead | None = None,
) -> None:
    """Correct what the rules marked where the weights are sure of something else.

    All decisions see the lines as the rules marked them. The title is chosen first, and stays.
    """
    features = line_features(units, is_person)
    mark_title(units, fitted.titles, is_person, is_masthead)
    mark_page_lines(units, fitted.page_lines.probabilities(features))
    mark_heading_lines(units, fitted.headings.probabilities(features))


def mark_page_lines(units: Sequence[Unit], sure: Sequence[float]) -> None:
    """Mark as page text what the rules took for text or a lower heading and the weights do not.

    *sure* is the probability of each. Rows of tables and lone dates stay what they are, and so does a page on
    which nothing else would be left of the message.
    """
    chosen = [
        (unit, probability)
        for unit, probability in zip(units, sure, strict=True)
        if probability >= ENOUGH and _may_change(unit)
    ]
    taken = {id(unit) for unit, _ in chosen}
    if all(unit.kind == "boilerplate" or id(unit) in taken for unit in units):
        return
    for unit, probability in chosen:
        unit.kind, unit.rule, unit.level = "boilerplate", LEARNED, 0
        unit.confidence = round(probability, 2)


def mark_heading_lines(units: Sequence[Unit], sure: Sequence[float]) -> None:
    """Mark as headings the text that is one, and as text the lower headings that are none.

    *sure* is the probability of each unit that it is a heading.
    """
    for unit, probability in zip(units, sure, strict=True):
        if not _may_change(unit):
            continue
        if unit.kind == "text" and probability >= HEADING:
            unit.kind, unit.rule, unit.level = "heading", LEARNED_HEADING, 2
            unit.confidence = round(probability, 2)
        elif unit.kind == "heading" and probability < NO_HEADING:
            unit.kind, unit.rule, unit.level = "text", "", 0


def _may_change(unit: Unit) -> bool:
    """Return whether the rules may have taken the unit for text, or a lower heading, and been wrong."""
    if unit.kind == "heading":
        return unit.level > 1 and unit.mark is None
    if unit.kind != "text":
        return False
    table = unit.text.startswith("|") or is_table_row(unit.text)
    return not table and not is_date_line(unit.text)
