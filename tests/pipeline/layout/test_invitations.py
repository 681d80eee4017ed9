"""Captions over blocks that sign up readers or say how to reach somebody."""

from collections.abc import Callable

import pytest

Marked = Callable[[str], str]

BODY = "Kommunen växer, och det märks i skolan, i vården och på vägarna varje dag."
TOP = f"<h1>Vatten i Kil</h1>\n\n{BODY}\n\n"


@pytest.mark.parametrize(
    "block",
    [
        # what the reader is to do, with fields below
        "Vill du vara med?\n\nLämna din adress så skickar vi program och kallelser.\nFörnamn\nE-post\nSkicka",
        "Vill du göra skillnad i Kil?\n\nFyll i formuläret nedan så ringer vi.",
        # persons with numbers and addresses
        "Kommentarer till media:\n\nSiv Ålund\n070-000 00 00",
        "Pressansvarig\n\nSiv Ålund\n070-000 00 00\nsiv@example.se",
        "Kontakt\n\nSiv Ålund\nOrdförande\nTel 070-000 00 00\n\nBo Trana\nKassör\nTel 070-000 00 01",
    ],
)
def test_a_caption_belongs_to_the_block_that_it_opens(marked: Marked, block: str) -> None:
    text = f"{TOP}<page>{block}</page>"
    assert marked(text) == text


@pytest.mark.parametrize(
    "caption", ["Vill du ha renare vatten?", "Kontakten med kommunen", "Har du tänkt på sjön?"]
)
def test_a_question_over_running_text_is_a_heading(marked: Marked, caption: str) -> None:
    text = f"{TOP}<h2>{caption}</h2>\n\n{BODY} {BODY}"
    assert marked(text) == text
