"""Which municipality a page is of, by where it is named."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tests.pipeline.test_metadata import fields

BODY = (
    "Bryggorna är slitna och den som sitter i rullstol kommer inte ner till vattnet. I Växjö gick det "
    "bättre. Där byggde man om alla badplatser på ett år, och ingen klagar på vare sig kö eller pris."
)


@pytest.mark.parametrize(
    ("text", "municipality"),
    [
        # a step of the way through the site
        (f"Centerpartiet lokalt\n/ Hudiksvall\n/ Vår politik\nMeny   Sök\n\nBryggor\n\n{BODY}", "Hudiksvall"),
        # before the news from there
        (f"Bryggor för alla\n\nOskarshamn. {BODY}", "Oskarshamn"),
        # named in passing
        (f"Bryggor för alla\n\n{BODY}", "Växjö"),
    ],
)  # fmt: skip
def test_where_a_municipality_is_named_tells_whose_page_it_is(
    nlp: Language, text: str, municipality: str
) -> None:
    assert fields(nlp, text)["municipality"] == municipality
