"""The command line as a function."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from polcorp.cli.app import main


class Run(NamedTuple):
    """What one call of the command line gives back."""

    code: int
    out: str
    err: str


Polcorp = Callable[..., Run]


@pytest.fixture
def polcorp(capfdbinary: pytest.CaptureFixture[bytes]) -> Polcorp:
    """Run the command line with the given arguments."""

    def run(*arguments: str) -> Run:
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        shown = capfdbinary.readouterr()
        assert isinstance(caught.value.code, int)
        return Run(caught.value.code, shown.out.decode(), shown.err.decode())

    return run
