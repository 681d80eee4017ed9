"""A Chromium for what is made to be looked at."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

#: Milliseconds that a page may take; a busy machine is no failure.
PATIENCE = 90_000
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def expect(found: Any) -> Any:
    """Return what asks a page or locator again and again until it is as said, as a reader would wait."""
    from playwright.sync_api import expect as waiting

    waiting.set_options(timeout=PATIENCE)
    return waiting(found)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium of the system's, driven by playwright; without one the tests are skipped.

    Its event loop runs as long as it does, and tests of other modules need loops of their own.
    """
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium (Debian: apt-get install chromium)")
    with playwright.sync_playwright() as driver:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        found = driver.chromium.launch(executable_path=CHROMIUM, args=sandbox)
        yield found
        found.close()
