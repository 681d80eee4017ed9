from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from polcorp.pipeline.actors.abbreviations import find_surfaces

WORDS = st.lists(st.sampled_from(["KVA", "KVA KVA", "IVO", "på IVO", "IVO-", "å", "-", " "]))


@given(WORDS, WORDS)
def test_all_surfaces_are_found_where_each_alone_is(words: list[str], more: list[str]) -> None:
    """One pass for all gives what a search for each surface gives."""
    text = " ".join(words) + "\n" + "".join(more) + " ".join(words)
    for surface, starts in find_surfaces(text, ["KVA", "KVA KVA", "IVO", "på IVO", "å"]).items():
        alone = re.finditer(rf"(?<![\w-]){re.escape(surface)}(?=\W|$)", text)
        assert starts == [match.start() for match in alone], surface


def test_nothing_is_found_of_nothing() -> None:
    assert find_surfaces("KVA", []) == {}
