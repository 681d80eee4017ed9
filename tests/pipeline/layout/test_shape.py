"""What a line looks like."""

import pytest

from polcorp.pipeline.layout import line_shapes as shape


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Linköping 2019-03-21", True),
        ("Kil den 3 maj 2021", True),
        ("3 maj 2021.", True),
        ("maj 2021", True),
        ("Kil, 3/5-21", True),
        ("Den 3 maj 2021 beslutade vi", False),
        ("Valet 2022", False),
    ],
)
def test_dates(text: str, expected: bool) -> None:
    assert shape.is_date_line(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("eva@parti.se", True),
        ("www.parti.se/kil", True),
        ("https://parti.se", True),
        ("Telefon: 0570-123 45", True),
        ("070-123 45 67", True),
        ("123 45 Kil", True),
        ("Vi satsar 123 miljoner", False),
        ("Skolan i Kil", False),
    ],
)
def test_contacts(text: str, expected: bool) -> None:
    assert shape.is_contact(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eva Svensson", True),
        ("Eva Svensson (S), kommunalråd", True),
        ("Eva-Lena Ek, gruppledare", True),
        ("Carl von Linné", True),
        ("A. B. Ek", True),
        ("Eva", False),
        ("Skola och vård", False),
        ("", False),
    ],
)
def test_names(text: str, expected: bool) -> None:
    assert shape.is_name_like(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Skola", True),
        ("”Alla ska med”", True),
        ("2022 års budget", True),
        ("Skola, vård m.m.", True),
        ("Vi vill bygga skolor.", False),
        ("skolan och vården", False),
        ("Skola,", False),
        ("Å", False),
        ("—", False),
        ("Ord " * 20, False),
        ("O" * 120, False),
    ],
)
def test_captions(text: str, expected: bool) -> None:
    assert shape.is_caption_like(text.strip()) is expected


def test_capitals_need_some_letters() -> None:
    assert shape.is_all_caps("SKOLA OCH VÅRD")
    assert not shape.is_all_caps("EU")
    assert not shape.is_all_caps("Skola")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi har länge sagt att det här inte kan fortsätta", True),
        ("Ett parti för alla", False),
        ("Det ljusnar", False),
    ],
)
def test_sentences_without_a_full_stop(text: str, expected: bool) -> None:
    assert shape.reads_as_sentence(text) is expected


def test_words_keep_compounds_whole() -> None:
    assert shape.words("EU:s och/eller S-ledda 46:e, m.m.") == [
        "EU:s",
        "och/eller",
        "S-ledda",
        "46:e",
        "m.m",
    ]
