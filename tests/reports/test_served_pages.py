"""The served pages in a browser: for every reader, by keyboard, and found by searching."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from polcorp.corpus import Corpus
from polcorp.reports.serve.site import site
from polcorp.reports.serve.tables import TABLES
from tests.reports.conftest import PATIENCE, expect
from tests.reports.test_serve import asked, served

__all__ = ["served"]

pytestmark = pytest.mark.slow

PAGES = ("/", *(f"/{name}" for name in TABLES), "/demands?by=party&party=C", "/search?q=skol*")
PAGES += ("/document/1", "/document/1?start=20&end=29", "/demands?party=Q", "/nothing")


@pytest.fixture(scope="module")
def address(served: Corpus) -> Iterator[str]:
    with asked(site(served)) as client:
        yield str(client.base_url).rstrip("/")


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    """A tab that notes what the pages should not do."""
    context = browser.new_context(accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    found = context.new_page()
    found.on("pageerror", lambda error: wrong.append(str(error)))
    found.on("console", lambda said: wrong.append(said.text) if "40" not in said.text else None)
    yield found
    context.close()
    assert wrong == []


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (390, "dark")])
@pytest.mark.parametrize("language", ["en", "sv"])
def test_axe_finds_no_violation(
    address: str, tab: Any, language: str, width: int, scheme: str
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs axe-playwright-python"
    )
    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(color_scheme=scheme)
    for page in PAGES:
        tab.goto(f"{address}{page}{'&' if '?' in page else '?'}lang={language}")
        found = axe.Axe().run(tab).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], page


@pytest.mark.parametrize("width", [320, 390, 800, 1400])
def test_nothing_is_wider_than_the_window(address: str, tab: Any, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    for page in PAGES:
        tab.goto(f"{address}{page}")
        assert not tab.evaluate("document.documentElement.scrollWidth > innerWidth"), page


def test_a_word_is_searched_for_and_read_by_keyboard(
    address: str, tab: Any, served: Corpus
) -> None:
    tab.goto(address)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")  # past the menu
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.name") == "q"
    tab.keyboard.type("skol*")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search?*q=skol*")
    expect(tab.locator("table.hits tr")).to_have_count(len(served.kwic("skol*")))
    tab.locator("table.hits a").first.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/document/**")
    expect(tab.locator("mark").first).to_have_text(re.compile("^skol", re.IGNORECASE))
    expect(tab.locator("mark").first).to_be_visible()


def test_a_table_is_narrowed_and_sorted_by_keyboard(address: str, tab: Any) -> None:
    tab.goto(f"{address}/demands")
    rows = tab.locator(".rows tbody tr")
    every = rows.count()
    tab.locator("aside a", has_text="C").first.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**party=C*")
    assert 0 < rows.count() < every
    tab.locator("thead a").first.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**sort=**")
    expect(tab.locator("th[aria-sort]")).to_have_count(1)


def test_every_stop_of_the_keyboard_can_be_seen(address: str, tab: Any) -> None:
    for page in ("/demands", "/search?q=skol*", "/document/1"):
        tab.goto(f"{address}{page}")
        seen: list[tuple[int, bool]] = []
        for _ in range(200):
            tab.keyboard.press("Tab")
            here = tab.evaluate(
                "() => { const e = document.activeElement; if (e === document.body) return null;"
                " const box = e.getBoundingClientRect(), look = getComputedStyle(e);"
                " return [[...document.querySelectorAll('*')].indexOf(e), box.width > 0 && box.height > 0"
                " && look.outlineStyle !== 'none']; }"
            )
            if here is None or here[0] in [place for place, _ in seen]:
                break
            seen.append(tuple(here))
        assert len(seen) > 5
        assert all(visible for _, visible in seen), page


def test_a_table_is_downloaded(address: str, tab: Any, served: Corpus) -> None:
    tab.goto(f"{address}/demands")
    with tab.expect_download() as waiting:
        tab.locator("a[download]", has_text="csv").first.click()
    text = waiting.value.path().read_text(encoding="utf-8")
    assert waiting.value.suggested_filename == "demands.csv"
    assert len(text.splitlines()) == 1 + len(served.demands())
