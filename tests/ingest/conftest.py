"""Every case that is about both kinds of corpus is run on both, which must tell the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from polcorp.ingest.analyser import Analyser
from tests.ingest.ingested import Ingested


@pytest.fixture(params=["store", "parquet"])
def ingested(
    request: pytest.FixtureRequest,
    here: Path,
    quick: Analyser,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Ingested:
    monkeypatch.setenv("POLCORP_CACHE", str(tmp_path_factory.mktemp("cache")))
    return Ingested(request.param)
