"""Hostile values of options; ``python -m benchmarks.hostile_options`` tries every value."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile import options

pytestmark = pytest.mark.bulk


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_no_value_of_any_option_breaks_a_command(here: Path) -> None:
    options.prepare()
    tried = list(options.calls(per_option=1))
    assert len(tried) > 250
    problems = {call: found for call in tried if (found := options.problem(call))}
    assert problems == {}


def test_a_broken_command_is_seen(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_arguments: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(options, "main", broken)
    assert "KeyError" in options.problem(options.Call(("info",), "info"))
