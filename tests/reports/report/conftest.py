"""The report in a Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from polcorp.corpus import Corpus
from polcorp.reports.html.page import report
from tests.reports.conftest import PATIENCE

#: Opens the report of a corpus in a tab; its options are those of ``report``.
Open = Callable[..., Any]


@pytest.fixture
def opened(browser: Any) -> Iterator[Open]:
    """Open reports in tabs that note everything that a page should not do."""
    context = browser.new_context(accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    wrong: list[str] = []

    def note(request: Any) -> None:
        if not request.url.startswith(("file:", "data:", "blob:")):
            wrong.append(request.url)

    def show(corpus: Corpus, language: Any = "en", hash_: str = "", **options: Any) -> Any:
        path = Path(f"report-{len(context.pages)}.html")
        path.write_bytes(report(corpus, language, **options))
        tab = context.new_page()
        tab.on("console", lambda message: wrong.append(message.text))
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on("request", note)
        tab.goto(path.absolute().as_uri() + hash_)
        tab.locator("#totals dd").first.wait_for()
        return tab

    yield show
    context.close()
    assert wrong == []


@pytest.fixture
def page(corpus: Corpus, opened: Open) -> Any:
    """The report of three texts in a tab."""
    return opened(corpus)
