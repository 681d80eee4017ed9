"""The whole layout of one text, from lines to sections."""

from __future__ import annotations

from dataclasses import dataclass

from polcorp.lexicons.boilerplate import BoilerplateLexicon
from polcorp.pipeline.annotations import (
    Boilerplate,
    Heading,
    LeadIn,
    ListItem,
    Paragraph,
    Section,
)
from polcorp.pipeline.layout.boilerplate import (
    absorb_neighbours,
    free_titles,
    mark_boilerplate,
    mark_navigation,
    mark_trailing_labels,
)
from polcorp.pipeline.layout.fitted import Fitted, mark_fitted
from polcorp.pipeline.layout.headings import mark_headings
from polcorp.pipeline.layout.invitations import mark_invitations
from polcorp.pipeline.layout.lead_ins import mark_lead_ins
from polcorp.pipeline.layout.letterheads import Masthead, PersonTest
from polcorp.pipeline.layout.lines import DRAWN, Unit, split_units
from polcorp.pipeline.layout.lists import mark_lists
from polcorp.pipeline.layout.page_labels import mark_page_labels
from polcorp.pipeline.layout.page_titles import mark_named_title
from polcorp.pipeline.layout.questions import mark_proposals, mark_questions
from polcorp.pipeline.layout.sections import build_sections
from polcorp.pipeline.layout.site_blocks import mark_site_blocks
from polcorp.pipeline.layout.site_lists import SiteLines
from polcorp.pipeline.rule_names import COLON, RUNNING_HEAD
from polcorp.reading.page_debris import page_debris


@dataclass(slots=True, frozen=True)
class Layout:
    """What layout finds in a text; offsets are code points into it."""

    headings: list[Heading]
    sections: list[Section]
    lead_ins: list[LeadIn]
    list_items: list[ListItem]
    boilerplate: list[Boilerplate]
    paragraphs: list[Paragraph]


def analyse_layout(
    text: str,
    lexicon: BoilerplateLexicon,
    is_person: PersonTest | None = None,
    is_masthead: Masthead | None = None,
    fitted: Fitted | None = None,
    site: SiteLines | None = None,
) -> Layout:
    """Find headings, lists, lead-ins, boilerplate and sections in *text*.

    *fitted* corrects the rules where learned weights are sure; without it the rules alone decide. *site*
    are the lines that the site of the text puts around its pages.
    """
    body, heads = mark_by_rules(text, lexicon, is_person, is_masthead, site)
    if fitted is not None:
        mark_fitted(body, fitted, is_person, is_masthead)
    lead_ins, items = _lists(body)
    units = sorted([*body, *heads], key=lambda unit: unit.start)
    return _layout(text, units, lead_ins, items)


def mark_by_rules(
    text: str,
    lexicon: BoilerplateLexicon,
    is_person: PersonTest | None = None,
    is_masthead: Masthead | None = None,
    site: SiteLines | None = None,
) -> tuple[list[Unit], list[Unit]]:
    """Return the units of *text* as the rules mark them, and apart from them heads of pages and drawn lines."""
    body, heads = mark_page_blocks(text, lexicon)
    if site:
        mark_site_blocks(body, text, site)
    mark_message(body, is_person, is_masthead)
    return body, heads


def mark_page_blocks(text: str, lexicon: BoilerplateLexicon) -> tuple[list[Unit], list[Unit]]:
    """Return the units of *text* with the page text that lines by themselves tell, and the heads apart."""
    units = split_units(text, lexicon.glued, lexicon.opens_surely, _page_lines(text))
    body, heads = _without_heads(units)
    mark_boilerplate(body, lexicon)
    mark_navigation(body)
    mark_named_title(body)
    return body, heads


def mark_message(
    body: list[Unit], is_person: PersonTest | None = None, is_masthead: Masthead | None = None
) -> None:
    """Mark what is around the page text of *body*, and what the message is made of."""
    mark_page_labels(body, is_masthead.is_place if is_masthead else None)
    absorb_neighbours(body)
    mark_invitations(body)
    free_titles(body)
    runs = mark_lists(body)
    mark_lead_ins(body, runs)
    mark_questions(body)
    mark_proposals(body)
    mark_headings(body, is_person, is_masthead)


def _layout(text: str, units: list[Unit], lead_ins: list[LeadIn], items: list[ListItem]) -> Layout:
    """Return the layout of *text* by its marked units."""
    title = next((unit.text for unit in units if unit.kind == "heading" and unit.level == 1), None)
    mark_trailing_labels(units, title)
    headings = [
        Heading(start=u.start, end=u.end, level=u.level, rule=u.rule, confidence=u.confidence)
        for u in units
        if u.kind == "heading"
    ]
    boilerplate = _blocks(units)
    return Layout(
        headings=headings,
        sections=build_sections(
            text, headings, boilerplate, {u.start: u.outer_start for u in units}
        ),
        lead_ins=lead_ins,
        list_items=items,
        boilerplate=boilerplate,
        paragraphs=[_paragraph(unit) for unit in units],
    )


def _page_lines(text: str) -> frozenset[int]:
    """Return where the lines begin that are numbers, heads and feet of pages."""
    debris = page_debris(text)
    return frozenset(start for start, _ in (*debris.numbers, *debris.heads))


def _without_heads(units: list[Unit]) -> tuple[list[Unit], list[Unit]]:
    """Return the units without heads of pages and drawn lines, and these: a list goes on after them."""
    body: list[Unit] = []
    heads: list[Unit] = []
    for unit in units:
        if unit.rule in {RUNNING_HEAD, DRAWN}:
            heads.append(unit)
            continue
        if heads and (not body or heads[-1].start > body[-1].start):
            unit.blank_before = max(unit.blank_before, 1)
        body.append(unit)
    return body, heads


def _blocks(units: list[Unit]) -> list[Boilerplate]:
    """Join neighbouring boilerplate units into blocks; blank lines do not end a block."""
    blocks: list[Boilerplate] = []
    previous: Unit | None = None
    for unit in units:
        if unit.kind == "boilerplate":
            if previous is not None and previous.kind == "boilerplate":
                blocks[-1]["end"] = unit.end
            else:
                blocks.append(
                    Boilerplate(
                        start=unit.outer_start,
                        end=unit.end,
                        rule=unit.rule,
                        confidence=unit.confidence,
                    )
                )
        previous = unit
    return blocks


def _lists(units: list[Unit]) -> tuple[list[LeadIn], list[ListItem]]:
    """Return lead-ins and items; an item's ``lead_in`` indexes the lead-ins."""
    lead_ins: list[LeadIn] = []
    place: dict[int, int] = {}
    for index, unit in enumerate(units):
        if unit.kind == "lead_in":
            place[index] = len(lead_ins)
            lead_ins.append(
                LeadIn(
                    start=unit.start,
                    end=unit.end,
                    demands=unit.rule != COLON,
                    rule=unit.rule,
                    confidence=unit.confidence,
                )
            )
    items = [
        ListItem(
            start=unit.start,
            end=unit.end,
            sign=unit.sign.mark if unit.sign else "",
            numbered=unit.sign.numbered if unit.sign else False,
            level=1 + (unit.indent > 8),
            lead_in=place.get(unit.lead_in) if unit.lead_in is not None else None,
        )
        for unit in units
        if unit.kind == "item"
    ]
    return lead_ins, items


def _paragraph(unit: Unit) -> Paragraph:
    kind = "text" if unit.kind == "note" else unit.kind
    return Paragraph(start=unit.outer_start, end=unit.end, kind=kind)
