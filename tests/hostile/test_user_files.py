"""Every kind of file that the user may hand in, mutated.

The number of examples is small here; ``python -m benchmarks.fuzz --user-files`` runs as many as one
likes.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.hostile.user_files import READERS, SEEDS, check, files

pytestmark = pytest.mark.bulk


@pytest.mark.slow
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files())
def test_no_file_of_the_users_breaks_anything(tmp_path: Path, file: tuple[str, bytes]) -> None:
    check(tmp_path, *file)


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_the_files_that_are_mutated_are_good(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(SEEDS[name], "utf-8")
    READERS[name](path)
