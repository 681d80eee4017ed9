"""Which lines the pages of a site share at their edges, and what they mask in a page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from polcorp.lexicons.boilerplate import load_boilerplate
from polcorp.pipeline.layout.analyse import Layout, analyse_layout, mark_page_blocks
from polcorp.pipeline.layout.component import masthead, person_test
from polcorp.pipeline.layout.site_blocks import RULE, line_key, lines_for, lines_of
from polcorp.pipeline.layout.site_learning import learn, site_page
from polcorp.pipeline.layout.site_lists import SITE_BLOCKS, SiteBlocks, SiteLines

MENU = ("Välkommen hit", "Hem", "Laget", "Kalender för alla", "Bildarkiv", "Grannföreningar")
FOOTER = (
    "Veckans fråga",
    "Tyck till du också",
    "Tidigare års sidor",
    "Antal besök: 17",
    "Upp igen",
)
SUBJECTS = ("busstrafiken", "badhuset", "torget", "parkerna", "cykelvägen", "biblioteket", "hamnen")


def body(subject: str) -> str:
    return (
        f"Mer pengar till {subject}\n\n"
        f"I höst behandlar kommunstyrelsen frågan om {subject}, som många har hört av sig om i år.\n\n"
        f"Vi tycker att kommunen har råd att göra mer för {subject} än den gör i dag."
    )


def page(subject: str, menu: Sequence[str] = MENU, footer: Sequence[str] = FOOTER) -> str:
    return "\n\n".join(filter(None, ["\n".join(menu), body(subject), "\n".join(footer)]))


def learned(texts: Sequence[str]) -> SiteBlocks:
    lexicon = load_boilerplate()
    named = enumerate(texts)
    return learn(
        site_page(f"{n:03}", text, lexicon, person_test(), masthead()) for n, text in named
    )


def layout_of(text: str, site: SiteLines | None = None) -> Layout:
    return analyse_layout(text, load_boilerplate(), person_test(), masthead(), site=site)


def masked(text: str, site: SiteLines) -> list[str]:
    """Return the blocks of *text* that the lines of its site are the reason of."""
    found = layout_of(text, site).boilerplate
    return [text[item["start"] : item["end"]] for item in found if item["rule"] == RULE]


@cache
def site_of_seven() -> SiteBlocks:
    return learned([page(subject) for subject in SUBJECTS])


def test_menu_and_footer_are_found_and_masked_with_their_rule() -> None:
    blocks = site_of_seven()
    assert [(row.edge, row.line) for row in blocks.lines] == [
        *(("top", line_key(line)) for line in MENU),
        *(("bottom", line_key(line)) for line in FOOTER),
    ]
    assert {row.pages for row in blocks.lines} == {blocks.pages} == {7}
    assert blocks.lines[0].example == "000"
    text = page(SUBJECTS[0])
    assert masked(text, blocks.site_lines) == ["\n".join(MENU), "\n".join(FOOTER)]
    headings = layout_of(text, blocks.site_lines).headings
    assert [text[item["start"] : item["end"]] for item in headings] == [
        f"Mer pengar till {SUBJECTS[0]}"
    ]


def test_figures_case_and_blanks_do_not_part_lines() -> None:
    texts = [
        page(subject, footer=(*FOOTER[:3], f"ANTAL  besök: {n * 31}", FOOTER[4]))
        for n, subject in enumerate(SUBJECTS)
    ]
    blocks = learned(texts)
    assert "antal besök: 0" in blocks.site_lines.bottom
    assert all(masked(text, blocks.site_lines)[1].startswith(FOOTER[0]) for text in texts)


def test_an_entry_that_is_missing_on_its_own_page_ends_no_menu() -> None:
    texts = [
        page(subject, menu=[line for line in MENU if line != MENU[1 + n % 3]])
        for n, subject in enumerate(SUBJECTS * 2)
    ]
    assert set(learned(texts).site_lines.top) == {line_key(line) for line in MENU}


@pytest.mark.parametrize(
    "shared",
    [
        "Vi vill:\n\n• att bussen går varje timme\n• att skolan får fler lärare\n• att vården finns nära",
        "Därför vill Centerpartiet:\n– sänka skatten\n– bygga fler bostäder\n– korta köerna",
        "\n\n".join(
            f"Det här är stycke {n} i vårt gemensamma program, som alla lokala avdelningar delar."
            for n in "abcdef"
        ),
    ],
)
@pytest.mark.parametrize("place", ["top", "middle", "bottom"])
def test_what_branches_share_of_the_message_is_no_block(shared: str, place: str) -> None:
    texts = []
    for subject in SUBJECTS * 3:
        title, first, last = body(subject).split("\n\n")
        parts = {
            "top": [shared, title, first, last],
            "middle": [title, first, shared, last],
            "bottom": [title, first, last, shared],
        }[place]
        texts.append("\n\n".join(["\n".join(MENU), *parts, "\n".join(FOOTER)]))
    texts = [f"{text}\nSida {n}" for n, text in enumerate(texts)]
    blocks = learned([text.rsplit("\n", 1)[0] for text in texts])
    keys = {row.line for row in blocks.lines}
    assert keys.isdisjoint(line_key(line) for line in shared.splitlines())


def test_a_programme_that_many_branches_publish_is_no_template() -> None:
    programme = [
        f"{head}\n\nVi tror på en kommun där {head.lower()} får ta plats och där ingen lämnas efter."
        for head in ("Skolan", "Vården", "Trafiken", "Miljön", "Kulturen", "Bostäderna")
    ]
    places = ("Arboga", "Borås", "Eda", "Falun", "Gävle", "Habo")
    texts = [f"Vårt program i {place}\n\n" + "\n\n".join(programme) for place in places]
    assert learned(texts) == SiteBlocks(pages=1)


def test_letterheads_and_signatures_are_no_blocks() -> None:
    texts = [
        f"Motion till kommunfullmäktige i Habo\n\n{body(subject)}\n\nHabo den {n + 1} maj 2019\n\n"
        "För Centerpartiet i Habo\n\nAnna Ek\nBo Berg\nCarin Dahl\nDavid Eng\nEva Falk\nFia Gran"
        for n, subject in enumerate(SUBJECTS)
    ]
    assert learned(texts).lines == ()


def test_copies_count_once_and_two_pages_make_no_site() -> None:
    assert learned([page(SUBJECTS[0])] * 5).lines == ()
    assert learned([page(subject) for subject in SUBJECTS[:2]]).lines == ()
    assert learned([page(subject) for subject in SUBJECTS[:3]]).pages == 3


def test_nothing_is_masked_where_no_message_would_be_left() -> None:
    text = "\n".join((*MENU, *FOOTER))
    assert masked(text, site_of_seven().site_lines) == []


def test_few_labels_alone_are_no_block() -> None:
    texts = [page(subject, menu=MENU[:3], footer=()) for subject in SUBJECTS]
    assert learned(texts).lines == ()
    texts = [
        page(subject, menu=("Hoppa till innehåll", *MENU[:3]), footer=()) for subject in SUBJECTS
    ]
    assert list(learned(texts).site_lines.top) == [line_key(line) for line in MENU[:3]]


def test_the_component_takes_the_lines_with_what_is_given() -> None:
    site = site_of_seven().site_lines
    assert SiteLines.of({SITE_BLOCKS: site.as_json()}) == site
    assert SiteLines.of({}) == SiteLines()
    assert not SiteLines()


@settings(max_examples=20)
@given(st.randoms(use_true_random=False))
def test_the_order_of_pages_plays_no_part(draw: Random) -> None:
    lexicon = load_boilerplate()
    pages = [site_page(subject, page(subject), lexicon) for subject in SUBJECTS]
    first = learn(pages)
    draw.shuffle(pages)
    assert learn(pages) == first


_LINES = st.lists(
    st.sampled_from(
        [*MENU, *FOOTER, "", "Meny", "En rad som bara finns här.", "Vi vill:", "• mer"]
    ),
    max_size=20,
)


@settings(max_examples=60)
@given(_LINES)
@example(["Välkommen hit", *["Veckans fråga"] * 2, *["Antal besök: 17"] * 3])
def test_the_lines_that_mask_something_do_as_much_as_all(lines: list[str]) -> None:
    text = "\n".join(lines)
    whole = site_of_seven().site_lines
    units, _ = mark_page_blocks(text, load_boilerplate())
    chosen, number = lines_for(lines_of(units, text), whole)
    assert layout_of(text, chosen) == layout_of(text, whole)
    assert bool(chosen) == (number > 0)


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(["En egen rad.", "", "Meny", "Vi vill:", "• mer", "Rubrik"]), max_size=20
    )
)
def test_a_text_without_lines_of_its_site_is_as_it_was(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert layout_of(text, site_of_seven().site_lines) == layout_of(text)


def test_lines_that_do_not_settle_are_no_template(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"{page(subject)}\n\nEn rad till om {subject}.\n\nHem" for subject in SUBJECTS]
    texts = [
        text.replace("\n\nVi tycker", "\n\nEn mening som står på alla sidor.\n\nVi tycker")
        for text in texts
    ]
    assert len(learned(texts).site_lines.top) == len(MENU)
    monkeypatch.setattr("polcorp.pipeline.layout.site_learning._ROUNDS", 1)
    assert learned(texts).lines == ()
