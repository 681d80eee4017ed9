"""Page numbers, running heads and feet, and sentences that go on over the end of a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.reading.clean_view import clean_view, comparable
from polcorp.reading.page_debris import page_debris

BODY = "Kommunen växer, och det märks i skolan, i vården och på vägarna varje dag."
NUMBERS = ("{}", "- {} -", "– {} –", "Sida {} av 9", "Sidan {}", "{} (9)", "{}/9", "s. {}", "")
HEADS = (
    "Centerpartiet i Kil",
    "Handlingsprogram 2018",
    "Valmanifest 2018–2022",
    "CENTERPARTIET | KIL",
)
WORDS = ("vi", "vill", "bygga", "fler", "skolor", "och", "rusta", "alla", "lekplatser", "i", "kil")


def heads(text: str) -> list[str]:
    return [text[start:end] for start, end in page_debris(text).heads]


def numbers(text: str) -> list[str]:
    return [text[start:end] for start, end in page_debris(text).numbers]


def paged(pages: list[str], head: str, number: str) -> str:
    made = [f"{head}\n\n{page}\n\n{number.format(n)}" for n, page in enumerate(pages, start=1)]
    return "\n\f".join(made)


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("number", NUMBERS)
def test_the_first_head_is_the_title_and_the_others_are_debris(head: str, number: str) -> None:
    text = paged([f"{n} {BODY}" for n in "ABCD"], head, number)
    assert heads(text) == [head] * 3
    assert numbers(text) == [number.format(n) for n in range(1, 5) if number]


def test_heads_of_left_and_right_pages() -> None:
    pages = [
        f"{'Handlingsprogram' if n % 2 else 'Centerpartiet'} 2018\n\n{n} {BODY}" for n in range(5)
    ]
    assert heads("\n\f".join(pages)) == [
        "Handlingsprogram 2018",
        "Centerpartiet 2018",
        "Handlingsprogram 2018",
        "Centerpartiet 2018",
    ]


def test_heads_without_form_feeds_stand_in_sentences() -> None:
    head = "Centerpartiet i Kil"
    parts = [
        "Programmet\n\nVi vill bygga en ny skola",
        f"i Kil. {BODY} Den är",
        f"stor. {BODY} Vi",
        "vill det.",
    ]
    assert heads(f"\n\n{head}\n\n".join(parts)) == [head] * 3


def test_roman_numbers_at_the_edges_of_pages() -> None:
    assert numbers(f"{BODY}\n\nii\n\f{BODY}\n\niii\n\f{BODY}") == ["ii", "iii"]


def test_numbers_that_climb_without_form_feeds() -> None:
    assert numbers(f"{BODY}\n\n3\n\n{BODY} {BODY}\n\n4\n\n{BODY}") == ["3", "4"]


@pytest.mark.parametrize(
    "text",
    [
        f"Vi vill\n\n{BODY}\n\nVi vill\n\n{BODY}\n\nVi vill\n\n{BODY}",
        f"Program\n\nVårt förslag\n\n{BODY}\n\nVårt förslag\n\n{BODY}\n\nVårt förslag\n\n{BODY}",
        "Resultat\n\n12\n\n13\n\n14\n\nprocent",
        f"Vi satsar\n12\nmiljoner. {BODY}",
        f"Mål\n\n7\n\n{BODY}",
        "3/5 2018",
        "2018",
        "",
        "\f\f\n\f",
    ],
)
def test_what_is_no_debris(text: str) -> None:
    assert page_debris(text) == ([], [])


@pytest.mark.parametrize("number", NUMBERS)
def test_a_word_and_a_sentence_go_on_at_the_next_page(number: str) -> None:
    text = paged(["Vi vill bygga hyres-", "rätter i", "hela Kil."], "Centerpartiet i Kil", number)
    assert comparable(text) == "centerpartiet i kil vi vill bygga hyresrätter i hela kil."


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1), min_size=3), st.sampled_from(NUMBERS))
def test_pages_leave_nothing_in_a_sentence(pages: list[list[str]], number: str) -> None:
    text = paged([" ".join(words) for words in pages], "Centerpartiet i Kil", number)
    view = clean_view(text)
    assert view.text.split() == [
        "Centerpartiet",
        "i",
        "Kil",
        *(word for page in pages for word in page),
    ]
    word = view.text.rindex(pages[-1][-1])
    start, end = view.span(word, word + len(pages[-1][-1]))
    assert text[start:end] == pages[-1][-1]


def test_numbers_beside_heads_without_blank_lines() -> None:
    head = "Centerpartiet i Kil"
    text = "".join(f"{BODY} Vi vill\n{head}\n{n}\nbygga. {BODY}\n" for n in range(2, 6))
    assert (numbers(text), heads(text)) == (["2", "3", "4", "5"], [head] * 4)
