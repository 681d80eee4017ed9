"""Nothing that is exported changes unseen."""

from __future__ import annotations

from difflib import unified_diff
from itertools import islice

import pytest

from polcorp.corpus import Corpus
from tests.snapshot.snapshots import read, written

pytestmark = [pytest.mark.slow, pytest.mark.bulk]


def test_the_export_is_what_it_was(annotated: tuple[str, Corpus]) -> None:
    name, corpus = annotated
    before, now = read(name).splitlines(), written(corpus).splitlines()
    changes = list(islice(unified_diff(before, now, "before", "now", n=0, lineterm=""), 40))
    shown = "\n".join(line[:200] for line in changes)
    assert before == now, f"python -m tests.snapshot.snapshots, if this is wanted:\n{shown}"
