"""The report for every reader: keyboard, contrast, screen readers, paper, narrow screens."""

from __future__ import annotations

from typing import Any

import pytest

from polcorp.corpus import Corpus
from tests.reports.conftest import expect
from tests.reports.report.conftest import Open

pytestmark = pytest.mark.slow

PLOTS = "() => { for (const plot of plots.values()) plot.draw(); }"


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (390, "dark")])
def test_axe_finds_no_violation(
    corpus: Corpus, opened: Open, language: str, width: int, scheme: str
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs axe-playwright-python"
    )
    page = opened(corpus, language)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.evaluate(PLOTS)
    page.locator('[data-filter="party"] summary').click()
    for address in ("", "#show=demands", "#place=0:13-24"):
        page.evaluate(
            "(hash) => { history.replaceState(null, '', hash || '#'); follow(); }", address
        )
        found = axe.Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(page: Any, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    assert page.evaluate(_CONTRAST) == []


#: WCAG 2.1: the contrast of every element with a text of its own is 4.5 at least.
_CONTRAST = """() => {
  const light = (c) => { const v = c.map((x) => (x /= 255) <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
    return .2126 * v[0] + .7152 * v[1] + .0722 * v[2]; };
  const rgb = (s) => s.match(/[\\d.]+/g).map(Number);
  const ground = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  return [...document.querySelectorAll("main *, header *, .filters *")].filter((e) => !e.closest("svg") &&
    [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())).map((e) => {
    const [a, b] = [light(rgb(getComputedStyle(e).color).slice(0, 3)), light(ground(e).slice(0, 3))].sort((x, y) => y - x);
    return [e.tagName + "." + e.className, (a + .05) / (b + .05)]; }).filter(([, ratio]) => ratio < 4.5); }"""


def test_a_table_is_one_tab_stop_and_arrow_keys_move_in_it(page: Any) -> None:
    matrix = page.locator('[data-table="matrix"] table')
    expect(matrix.locator('[tabindex="0"]')).to_have_count(1)
    first = matrix.locator("thead button").first
    first.focus()
    at = "document.activeElement.dataset.at"
    for key, place in (
        ("ArrowRight", "head:1"),
        ("ArrowDown", "0:1"),
        ("End", None),
        ("Home", "0:1"),
    ):
        page.keyboard.press(key)
        assert place is None or page.evaluate(at) == place
    page.keyboard.press("Enter")
    expect(page.locator("#evidence[open]")).to_have_count(1)
    page.keyboard.press("Escape")
    assert page.evaluate(at) == "0:1"  # back to where it was opened
    expect(matrix.locator('[tabindex="0"]')).to_have_count(1)


def test_tab_stops_come_in_tens(page: Any) -> None:
    page.evaluate(PLOTS)
    page.wait_for_timeout(300)
    stops: set[str] = set()
    n = 0
    page.locator("body").focus()
    while n < 150:
        page.keyboard.press("Tab")
        place = page.evaluate(
            "() => { const e = document.activeElement; return e === document.body ? '' :"
            " [...document.querySelectorAll('*')].indexOf(e) + ''; }"
        )
        if not place or place in stops:
            break
        stops.add(place)
        n += 1
    assert 20 < n < 90


def test_a_legend_hides_and_shows_by_keyboard(page: Any) -> None:
    page.evaluate(PLOTS)
    entry = page.locator('[data-plot="shares"] .legend .traces').first
    expect(entry).to_have_attribute("aria-pressed", "true")
    entry.focus()
    page.keyboard.press("Enter")
    hidden = page.locator('[data-plot="shares"] .legend .traces[aria-pressed="false"]')
    expect(hidden).to_have_count(1)
    page.keyboard.press("Enter")
    expect(hidden).to_have_count(0)


@pytest.mark.parametrize("width", [320, 390, 600, 800, 1100, 1400])
def test_nothing_is_cut_at_any_width(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(PLOTS)
    page.wait_for_function(  # the plots follow the window a little later
        "() => [...document.querySelectorAll('.canvas .main-svg')].every((e) =>"
        " e.getBoundingClientRect().width <= e.closest('.canvas').clientWidth + 1)"
    )
    wide = page.evaluate(
        "() => [document.documentElement.scrollWidth > innerWidth, ...[...document.querySelectorAll('main *')]"
        ".filter((e) => !e.closest('.scroll, svg, .canvas, dialog') && e.getBoundingClientRect().right > innerWidth + 1)"
        ".map((e) => e.outerHTML.slice(0, 80))]"
    )
    assert wide == [False]


def test_heads_of_tables_stay_in_view(page: Any) -> None:
    place = page.evaluate(
        "() => { const box = document.querySelector('[data-table=actors] .scroll'); box.style.maxHeight = '6rem';"
        " box.scrollTop = 60; const top = box.getBoundingClientRect().top;"
        " return [box.scrollTop, Math.round(box.querySelector('thead th').getBoundingClientRect().top - top)]; }"
    )
    assert place[0] > 0
    assert place[1] == 0


def test_paper_has_tables_and_plots_and_no_tools(page: Any) -> None:
    page.evaluate("() => { dispatchEvent(new Event('beforeprint')); }")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator(".csv").first).to_be_hidden()
    expect(page.locator('[data-table="matrix"] table')).to_be_visible()
    expect(page.locator('[data-plot="shares"] svg').first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.set_viewport_size({"width": 720, "height": 1000})  # a sheet of A4
    cut = page.evaluate(
        "() => [...document.querySelectorAll('main table')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1).length"
    )
    assert cut == 0


def test_every_button_and_field_has_a_name(page: Any) -> None:
    missing = page.evaluate(
        "() => [...document.querySelectorAll('button, input, select, dialog')].filter((e) =>"
        " !(e.getAttribute('aria-label') || e.textContent.trim() || (e.labels && e.labels.length)"
        " || e.getAttribute('aria-labelledby'))).map((e) => e.outerHTML)"
    )
    assert missing == []
