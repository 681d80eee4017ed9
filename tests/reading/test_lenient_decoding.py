"""Decoding as the user wants it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.reading.decoding import UnreadableTextError, decode
from polcorp.reading.documents import make_document
from polcorp.reading.instructions import READ, Instructions
from polcorp.reading.lenient_decoding import REPLACEMENT, decode_as_told, known_encoding

WORDS = st.text("abåäöé \n", min_size=1, max_size=40).filter(lambda text: bool(text.strip()))


@given(WORDS, st.sampled_from(["utf-8", "cp1252", "mac_roman", "cp850", "utf-16", "iso8859-1"]))
def test_a_named_encoding_is_the_one(text: str, encoding: str) -> None:
    found = decode_as_told(text.encode(encoding), encoding)
    assert (found.text, found.replaced) == (text, 0)


@given(WORDS, WORDS)
def test_what_does_not_fit_is_replaced_and_counted(before: str, after: str) -> None:
    data = before.encode() + b"\xff" + after.encode()
    found = decode_as_told(data, "utf-8", lenient=True)
    assert (found.text, found.replaced) == (f"{before}{REPLACEMENT}{after}", 1)
    with pytest.raises(UnreadableTextError, match="does not fit utf-8; --lenient replaces"):
        decode_as_told(data, "utf-8")


@given(WORDS)
def test_being_lenient_changes_nothing_where_all_fits(text: str) -> None:
    data = text.encode()
    assert decode_as_told(data, lenient=True) == decode(data)


def test_a_replacement_that_was_there_is_not_counted() -> None:
    found = decode_as_told("a\ufffdb".encode() + b"\xff", "utf-8", lenient=True)
    assert (found.text, found.replaced) == ("a\ufffdb\ufffd", 1)


def test_without_an_encoding_the_one_that_fits_better_is_taken() -> None:
    damaged = "Vi vill att skolan får råd med lärare. Å ä ö".encode() + b"\xff\xfe\xfd"
    with pytest.raises(UnreadableTextError):
        decode(damaged.replace("å".encode(), b"\xc3("))
    found = decode_as_told(damaged.replace("å".encode(), b"\xc3("), lenient=True)
    assert found.encoding in ("utf-8", "cp1252")
    assert found.replaced == found.text.count(REPLACEMENT) or found.encoding == "cp1252"


def test_the_line_of_what_does_not_fit_is_told() -> None:
    with pytest.raises(UnreadableTextError, match="line 3 does not fit cp1252; --lenient"):
        decode_as_told(b"a\nb\nc\x81\n", "cp1252")


def test_a_mark_is_no_part_of_the_text() -> None:
    assert decode_as_told(b"\xef\xbb\xbfa", "utf-8").text == "a"
    assert decode_as_told("å".encode("utf-16"), "utf-16").text == "å"
    assert decode_as_told(b"\xef\xbb\xbfa", "cp1252").text == "ï»¿a"


def test_nul_is_replaced_only_where_that_is_asked_for() -> None:
    data = b"Vi vill bygga.\0 " * 1 + b"Mer text. " * 20
    assert decode_as_told(data, lenient=True).text.count(REPLACEMENT) == 1
    with pytest.raises(UnreadableTextError, match="binary"):
        decode_as_told(data)


@pytest.mark.parametrize("data", [b"", b" \n", b"%PDF-1.4 x", bytes(range(9)) * 99])
def test_what_is_no_text_is_refused_however_lenient(data: bytes) -> None:
    with pytest.raises(UnreadableTextError):
        decode_as_told(data, "cp1252", lenient=True)


def test_a_document_says_how_much_was_replaced() -> None:
    told = Instructions(encoding="utf-8", lenient=True)
    document = make_document("a", "a.txt", b"Vi \xff vill \xfe.", {READ: told.as_json()})
    assert (document.encoding, document.replaced) == ("utf-8 (2 replaced)", 2)


def test_encodings_have_one_name() -> None:
    assert known_encoding("UTF8") == known_encoding("utf-8") == "utf-8"
    assert Instructions.of({READ: Instructions("", "cp1252").as_json()}).encoding == "cp1252"
    assert Instructions.of({}) == Instructions()
    assert Instructions().as_json() == ""


def test_utf8_with_one_bad_byte_stays_utf8() -> None:
    data = "Vi vill bygga på höjden.".encode() + b"\xff"
    found = decode_as_told(data, lenient=True)
    assert (found.text, found.encoding) == (f"Vi vill bygga på höjden.{REPLACEMENT}", "utf-8")
