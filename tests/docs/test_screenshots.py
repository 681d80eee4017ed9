"""The pictures of terminals show what the program prints now."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from polcorp.corpus import Corpus
from tests.docs.notebooks import ROOT, prepare
from tests.docs.screenshots import drawn, pictures

pytestmark = pytest.mark.slow


def words(svg: str) -> list[str]:
    """Return the words in a picture."""
    text = re.sub(r"<style.*?</style>|<[^>]+>", " ", svg, flags=re.DOTALL)
    return unescape(text).replace("\N{NO-BREAK SPACE}", " ").split()


def test_the_pictures_are_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POLCORP_CORPUS", raising=False)
    assert Corpus().ingest().ok
    pages = "".join(page.read_text("utf-8") for page in (ROOT / "docs").glob("**/*.md"))
    for path, (command, width) in pictures().items():
        stored = path.read_text("utf-8")
        fresh = words(drawn(command, width))
        assert len(fresh) > 40
        assert words(stored) == fresh, "run: python -m tests.docs.screenshots"
        assert "http://www.w3.org/2000/svg" in stored
        assert not re.search(r"url\([\"']?https?:", stored)
        assert path.name in pages
