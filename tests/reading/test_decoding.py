from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.reading.decoding import UnreadableTextError, decode

WORDS = st.sampled_from(
    "vi vill att alla barn får åka buss till skolan äldre människor öar på landsbygden Örebro"
    " Ängelholm Åre självklart trygghet kommunen måste våga göra – «ja» idé".split()
)
#: Swedish text as it may stand in a file: words, and at least one with Swedish letters.
SWEDISH = st.lists(WORDS, min_size=1, max_size=40).map(
    lambda words: "Det är så. " + " ".join(words)
)
ANY_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1
).filter(lambda text: text.strip() and not text.startswith("\ufeff"))


@given(ANY_TEXT)
def test_utf8_is_read_back(text: str) -> None:
    assert decode(text.encode()).text == text


@given(ANY_TEXT, st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_a_mark_decides_and_is_no_part_of_the_text(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


@given(SWEDISH, st.sampled_from(["cp1252", "mac_roman"]))
def test_swedish_code_pages(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


@given(SWEDISH.filter(lambda text: "–" not in text))
def test_old_dos_files(text: str) -> None:
    assert decode(text.encode("cp850")).text == text


@given(SWEDISH, st.sampled_from(["utf-16-le", "utf-16-be"]))
def test_utf16_without_a_mark(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text
    assert decode(text.encode(codec)).encoding == codec


@given(SWEDISH, st.sampled_from(["\r\n", "\r", "\n", "\x0b", "\u2028"]))
def test_line_ends_stay(text: str, newline: str) -> None:
    damaged = text.replace(" ", newline)
    assert decode(damaged.encode()).text == damaged


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (codecs.BOM_UTF8, "nothing but white space"),
        (" \n\t\u00a0".encode(), "nothing but white space"),
        (b"%PDF-1.7 \xc3\xa5", "not a text file but a PDF"),
        (b"PK\x03\x04" + bytes(30), "office document"),
        (bytes(range(256)) * 4, "binary data"),
        (b"abc\0def", "binary data"),
        (b"\x01\x02\x03abc\x04", "binary data"),
        ("Det är så".encode() + b"\xff\xfe" + "på måndag".encode(), "damaged UTF-8: byte 12"),
        (codecs.BOM_UTF16_LE + b"a", "damaged utf-16-le"),
        ("Привет, как дела у вас сегодня".encode("cp1251"), "not in an encoding that Swedish"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableTextError, match=reason):
        decode(data)


@given(st.binary(max_size=200))
def test_any_bytes_give_back_their_text_or_are_refused(data: bytes) -> None:
    try:
        decoded = decode(data)
    except UnreadableTextError:
        return
    assert decoded.text.strip()
    if decoded.encoding != "utf-8 with cp1252":
        assert decoded.text.encode(decoded.encoding).endswith(data[-1:])


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (
            "Fler lärare i Växjö".encode("cp1252") + b"\x02 nu",
            "Fler lärare i Växjö\x02 nu",
            "cp1252",
        ),
        ("Åtgärder: ".encode() + b"\x95 skolan", "Åtgärder: • skolan", "utf-8 with cp1252"),
        (
            "på väg".encode() + b" \x96 nu, " + "så är det".encode(),
            "på väg – nu, så är det",
            "utf-8 with cp1252",
        ),
        ("på väg, så är det, ".encode() + b"bl\xe5", "på väg, så är det, blå", "utf-8 with cp1252"),
        ("\x95 fler lärare".encode(), "\x95 fler lärare", "utf-8"),
        ("Fler\x03 lärare".encode(), "Fler\x03 lärare", "utf-8"),
    ],
)
def test_single_odd_bytes_keep_no_text_out(data: bytes, text: str, encoding: str) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize(
    "data",
    [
        "på väg".encode() + b"\x96\x96\x96\x96",  # more strays than letters that fit
        "på väg".encode() + b" \xc3",  # cut off within a letter
    ],
)
def test_other_damage_to_utf8_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableTextError, match="damaged UTF-8"):
        decode(data)
