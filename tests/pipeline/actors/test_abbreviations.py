"""Abbreviations tied to their long forms."""

import pytest

from polcorp.pipeline.actors.abbreviations import find_aliases


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("enligt Lagen om vård av unga (LVU).", "Lagen om vård av unga", "LVU"),
        ("Svenska för invandrare (Sfi)", "Svenska för invandrare", "Sfi"),
        ("Kognitiv beteendeterapi(KBT)", "Kognitiv beteendeterapi", "KBT"),
        ("med kommunala visstidsanställningar (KVA)", "kommunala visstidsanställningar", "KVA"),
        ("Inspektionen för vård och omsorg (IVO)", "Inspektionen för vård och omsorg", "IVO"),
        ("Barn- och ungdomspsykiatrin (BUP)", "Barn- och ungdomspsykiatrin", "BUP"),
        ("Nu ökar FK (Frimodig kyrka) igen.", "Frimodig kyrka", "FK"),
    ],
)
def test_long_forms(text: str, long: str, short: str) -> None:
    (alias,) = find_aliases(text)
    assert (alias.long, alias.short) == (long, short)
    assert text[alias.start : alias.start + len(long)] == long
    assert text[alias.short_start : alias.short_start + len(short)] == short


@pytest.mark.parametrize(
    "text",
    [
        "Eva Svensson (S)",
        "skolan i Kil (XYZ)",
        "bussen (som går ofta)",
        "år 2019 (LVU)",
        "ordföranden i kommunstyrelsen (KL)",
        "(LVU)",
        "",
    ],
)
def test_no_long_form(text: str) -> None:
    assert find_aliases(text) == []


def test_a_long_word_is_read_once() -> None:
    """Without an anchor, each letter of a word would begin a search to its end."""
    assert find_aliases("a" * 60_000) == []
    assert find_aliases("-" * 60_000) == []
