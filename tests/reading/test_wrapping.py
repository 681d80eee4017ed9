"""Lines that a margin cut are one line again; lines that somebody ended are not."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.reading.clean_view import clean_view

SENTENCES = (
    "Vi vill att kommunen bygger fler skolor i Växjö, Kil och Vansbro.",
    "Enligt Petra Dahlsjö (S) behövs det.",
    "Kommunen växer, och det märks i skolan, i vården och på vägarna varje dag.",
    "Därför kräver vi att Region Västmanland agerar!",
    "Är det rimligt, frågar Miljöpartiet?",
)


@given(
    st.lists(st.lists(st.sampled_from(SENTENCES), min_size=8, max_size=14), min_size=1, max_size=4),
    st.integers(50, 90),
)
def test_a_wrapped_page_is_as_it_was(paragraphs: list[list[str]], width: int) -> None:
    whole = [" ".join(sentences) for sentences in paragraphs]
    raw = "\n\n".join(
        textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False) for text in whole
    )
    seen = clean_view(raw)
    left = seen.text.replace("\n\n", "").split("\n")[:-1]
    # a line may be left that ends with a sentence, where its rest is short
    assert all(line.endswith((".", "!", "?")) for line in left)
    assert seen.text.replace("\n\n", "¶").replace("\n", " ") == "¶".join(whole)
    word = seen.text.rindex(whole[-1].split()[-1])
    assert raw[seen.start(word) :].startswith(whole[-1].split()[-1])


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        # a list and its wrapped items
        (
            "Vi i partiet vill under nästa mandatperiod\nbygga ut skolan och vården i hela\nkommunen:\n"
            "- stärka arbetet i hela Dellenbygdens\nFiskevårdsförening\n- rusta vägarna till alla byar som finns\n"
            "och som ligger långt bort",
            "Vi i partiet vill under nästa mandatperiod bygga ut skolan och vården i hela kommunen:\n"
            "- stärka arbetet i hela Dellenbygdens Fiskevårdsförening\n- rusta vägarna till alla byar som finns "
            "och som ligger långt bort",
        ),
        # lines of an address, labels, short lines
        (
            "Eva Ek\nStorgatan 1\n123 45 Kil\nKommunalråd",
            "Eva Ek\nStorgatan 1\n123 45 Kil\nKommunalråd",
        ),
        # each line is an item
        ("att bygga\natt rusta\natt riva\natt lova", "att bygga\natt rusta\natt riva\natt lova"),
        ("Skola\n\nVård\n\nOmsorg", "Skola\n\nVård\n\nOmsorg"),
    ],
)
def test_what_a_margin_cut(raw: str, seen: str) -> None:
    assert clean_view(raw).text == seen


def test_a_heading_below_a_full_line_stays_on_its_own() -> None:
    body = textwrap.fill(" ".join(SENTENCES * 2), 60)
    raw = f"{body}\nSkola\n{body}\nSKOLA OCH FÖRSKOLA\n{body}"
    assert "\nSkola\n" in clean_view(raw).text
    assert "\nSKOLA OCH FÖRSKOLA\n" in clean_view(raw).text
