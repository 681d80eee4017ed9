"""The browser, used by keyboard as a person would."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.widgets import DataTable, OptionList, Static

from polcorp.analysis.views import document_view, records
from polcorp.cli.app import main
from polcorp.cli.commands import browse
from polcorp.cli.setting_right import Corrections
from polcorp.corpus import Corpus
from polcorp.reports.annotations.correcting import changes_in
from polcorp.reports.browser import Browser
from polcorp.reports.labels import Language
from polcorp.reports.row_dialog import RowDialog

pytestmark = pytest.mark.slow

Scene = Callable[[Any, Browser], Awaitable[None]]


def play(
    corpus: Corpus, scene: Scene, language: Language = "en", corrections: Corrections | None = None
) -> None:
    """Open the browser on a screen of 100 × 30 and act in it."""

    async def run() -> None:
        rows = records(corpus.documents())
        app = Browser(rows, lambda doc: document_view(corpus, doc), language, corrections)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            await scene(pilot, app)

    asyncio.run(run())


def lines(app: Browser) -> list[str]:
    options = app.query_one("#lines", OptionList)
    return [str(options.get_option_at_index(n).prompt) for n in range(options.option_count)]


def told(app: Browser, name: str) -> str:
    return str(app.query_one(f"#{name}", Static).content)


def test_the_first_document_is_open_and_arrows_open_others(corpus: Corpus) -> None:
    async def scene(pilot: Any, app: Browser) -> None:
        assert app.query_one("#documents", DataTable).row_count == 3
        assert told(app, "about").startswith("centre")
        assert any("{polisen" in line or "{[polisen" in line for line in lines(app))
        await pilot.press("down")
        assert told(app, "about").startswith("liberal")
        await pilot.press("q")

    play(corpus, scene)


def test_documents_are_filtered_by_typing(corpus: Corpus) -> None:
    async def scene(pilot: Any, app: Browser) -> None:
        await pilot.press("slash", *"linköping c")
        assert app.query_one("#documents", DataTable).row_count == 1
        await pilot.press("enter", "escape")
        assert told(app, "about").startswith("centre")

    play(corpus, scene)


def test_layers_leave_only_their_lines(corpus: Corpus) -> None:
    async def scene(pilot: Any, app: Browser) -> None:
        every = len(lines(app))
        await pilot.press("d")
        demands = lines(app)
        assert 0 < len(demands) < every
        assert all("{" in line for line in demands)
        await pilot.press("d", "a")
        assert all("[" in line for line in lines(app))
        await pilot.press("a", "t")
        assert any("Trygga barn" in line for line in lines(app))
        await pilot.press("t")
        assert len(lines(app)) == every

    play(corpus, scene)


def test_a_search_goes_from_hit_to_hit_and_round(corpus: Corpus) -> None:
    async def scene(pilot: Any, app: Browser) -> None:
        options = app.query_one("#lines", OptionList)
        await pilot.press("s", *"FALKENBERG", "enter")
        first = options.highlighted
        assert first is not None
        assert "Falkenberg" in lines(app)[first]
        assert "Falkenberg" in told(app, "notes")
        await pilot.press("n")
        assert options.highlighted is not None
        assert options.highlighted > first
        await pilot.press("n")
        assert options.highlighted == first
        await pilot.press("s", *"xyz", "enter")
        await pilot.pause()
        assert told(app, "notes") == "not in this text"

    play(corpus, scene)


def test_a_layer_that_a_text_lacks_says_so_in_swedish(corpus: Corpus) -> None:
    async def scene(pilot: Any, app: Browser) -> None:
        await pilot.press("down", "d")
        assert lines(app) == []
        assert told(app, "notes") == "ingen rad av det slaget"
        assert "parti: L" in told(app, "about")

    play(corpus, scene, "sv")


def test_a_row_is_corrected_and_taken_back_by_keyboard(corpus: Corpus) -> None:
    corrections = Corrections.of(corpus, by="Eva Ek")

    async def scene(pilot: Any, app: Browser) -> None:
        await pilot.press("d", "enter", "c")
        await pilot.pause()
        dialog = app.screen
        assert isinstance(dialog, RowDialog)
        rows = dialog.query_one("#rows", OptionList)
        await pilot.press(*["down"] * (rows.option_count - 1), *["up"] * (rows.option_count - 1))
        await pilot.press("enter", *["backspace"] * 40, *"bostad skola", "enter")
        await pilot.pause()
        assert "→ bostad;skola" in told(app, "notes")
        assert "the next «polcorp ingest» uses it" in told(app, "notes")

    play(corpus, scene, corrections=corrections)
    (change,) = changes_in(corrections.path)
    assert (change.layer, change.by) == ("DEMAND", "Eva Ek")
    before = corpus.demands(doc="centre")["themes"].tolist()
    corpus.ingest()
    assert "bostad;skola" in corpus.demands(doc="centre")["themes"].tolist()

    async def again(pilot: Any, app: Browser) -> None:
        await pilot.press("d", "enter", "c", "enter", *["backspace"] * 40, "-", "enter")
        await pilot.pause()
        await pilot.press("u")
        assert "bostad;skola again" in told(app, "notes")
        await pilot.press("u")  # nothing more was done here

    play(corpus, again, corrections=corrections)
    corrections.undo("centre", change.start)
    corpus.ingest()
    assert corpus.demands(doc="centre")["themes"].tolist() == before


def test_what_cannot_be_corrected_is_said(corpus: Corpus) -> None:
    corrections = Corrections.of(corpus)

    async def scene(pilot: Any, app: Browser) -> None:
        await pilot.press("d", "enter", "c", "enter", *["backspace"] * 40, *"rymden", "enter")
        await pilot.pause()
        assert "unknown theme «rymden»" in told(app, "notes")
        await pilot.press("c", "escape")
        await pilot.pause()
        assert not isinstance(app.screen, RowDialog)
        await pilot.press("d")
        every = [line.strip() for line in lines(app)]
        plain = next(n for n, line in enumerate(every) if "{" not in line and "[" not in line)
        app.query_one("#lines", OptionList).highlighted = plain
        await pilot.press("c")
        await pilot.pause()
        assert told(app, "notes") == "no demand or actor begins in this line"

    play(corpus, scene, corrections=corrections)
    assert not corrections.path.exists()


def test_names_that_are_hidden_cannot_be_corrected(corpus: Corpus) -> None:
    async def scene(pilot: Any, app: Browser) -> None:
        await pilot.press("d", "enter", "c", "u")
        await pilot.pause()
        assert not isinstance(app.screen, RowDialog)

    play(corpus, scene)


def test_the_command_says_what_is_missing(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "textual", None)
    for name in ("browser", "row_dialog"):
        monkeypatch.delitem(sys.modules, f"polcorp.reports.{name}")
    with pytest.raises(SystemExit) as caught:
        main(["browse"])
    assert caught.value.code == 2
    assert "pip install textual" in capsys.readouterr().err


def test_the_command_opens_the_chosen_documents(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[int] = []
    monkeypatch.setattr(Browser, "run", lambda self: seen.append(len(self._documents)))
    with pytest.raises(SystemExit) as caught:
        main(["browse"])
    assert (caught.value.code, seen) == (2, [])
    assert "browse needs a terminal" in capsys.readouterr().err
    monkeypatch.setattr(browse, "_at_a_terminal", lambda: True)
    for arguments in ([], ["--party", "C"], ["--theme", "skola", "--persons", "drop"]):
        with pytest.raises(SystemExit) as caught:
            main(["browse", *arguments])
        assert caught.value.code == 0
    assert seen == [3, 1, 2]
    with pytest.raises(SystemExit) as caught:
        main(["browse", "--party", "V"])
    assert caught.value.code == 2
    assert "no matching documents" in capsys.readouterr().err
