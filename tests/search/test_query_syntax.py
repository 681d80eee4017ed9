"""Patterns: what they find, what the index is asked for, and what is refused."""

from __future__ import annotations

import re
import sqlite3
from fnmatch import fnmatchcase
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from polcorp.errors import PolcorpError
from polcorp.reading.clean_view import clean_view
from polcorp.reading.folding import plain_letters
from polcorp.search.query_syntax import Query, parse
from polcorp.store.search_index import index_document, spellings, texts_with

LETTERS = "abåÄ"
WORDS = st.text(LETTERS, min_size=1, max_size=7)
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)
#: Words with what scraping leaves in them, and signs around them.
DAMAGED = st.text(LETTERS + "a\u0308\u0331-­ .?(,)\n2_&;", max_size=60)


def query(pattern: str, *, plain: bool = False) -> Query:
    return parse(pattern, lambda lemma, pos: [lemma], plain=plain)


def found(pattern: str, text: str, *, plain: bool = False) -> list[str]:
    return [text[a:b] for a, b in query(pattern, plain=plain).spans(text)]


@st.composite
def wildcards(draw: st.DrawFn) -> tuple[str, str]:
    """A word, and a pattern that it fits."""
    word = draw(WORDS)
    pattern = ""
    place = 0
    while place < len(word):
        sign = draw(st.sampled_from(("", "", "?", "*")))
        length = draw(st.integers(0, 3)) if sign == "*" else 1
        pattern += sign or word[place]
        place += length
    return word, pattern


@pytest.mark.parametrize(
    ("pattern", "text", "hits"),
    [
        ("bost?der", "Bostäder, bostader; bostder bostaader", ["Bostäder", "bostader"]),
        ("b*er", "ber böcker bostäderna bord, ÄBER", ["ber", "böcker"]),
        ("arb*ligheter", "Arbetsmöj-ligheter", ["Arbetsmöj-ligheter"]),
        ("?tt", "att ett tt matt", ["att", "ett"]),
        ("*st?der", "bostäder städer", ["bostäder", "städer"]),
        ("sko*a*", "Skolgårdarna skor", ["Skolgårdarna"]),
        ("? kommun", "i kommun, hos kommun, a kommun", ["i kommun", "a kommun"]),
        ("vad vill vi?", "Vad vill vi? Vad vill vi", ["Vad vill vi?"]),
        ("b*er n?", "böcker nu, bilder när", ["böcker nu"]),
        ("/bost[aä]d(er)?/", "BOSTÄDER och bostad", ["BOSTÄDER", "bostad"]),
        ("/^vi .*$/", "Nu\nVi vill\nvi kan", ["Vi vill", "vi kan"]),
        ("/x*/", "axxbx", ["xx", "x"]),
        ("sa", "så sa\u0331 SA sa\u030a sa", ["SA", "sa"]),
        ("Skolfam.", "Skolfam. Skolfam nu", ["Skolfam."]),
        ("(s)", "(S) (SD) S", ["(S)"]),
        ("50 %", "50 % och 50 kr", ["50 %"]),
        ("at&t", "AT&T", ["AT&T"]),
        ("24/7", "24/7, 24/77", ["24/7"]),
        ("elev(er)", "Elev(er)", ["Elev(er)"]),
        ("[sic]", "bostad [sic]", ["[sic]"]),
        ("c++", "C++", ["C++"]),
        ("f.d. rådman", "f.d. rådman", ["f.d. rådman"]),
        ('"nya hallen"', "Nya hallen och ”Nya hallen”", ["Nya hallen", "Nya hallen"]),
        ("”nya hallen”", "Nya hallen", ["Nya hallen"]),
        ("«nya hallen»", "Nya hallen", ["Nya hallen"]),
        ("“nya hallen”", "Nya hallen", ["Nya hallen"]),
        ("'nya'", "Nya hallen", ["Nya"]),
        ('"nya', 'Nya "nya', ['"nya']),
        ('lemma:"vilja"', "vill vilja", ["vilja"]),
    ],
)
def test_patterns_find(pattern: str, text: str, hits: list[str]) -> None:
    composed = clean_view(text).text
    assert found(pattern, composed) == [clean_view(hit).text for hit in hits]


def test_plain_letters_are_found_with_their_marks() -> None:
    text = "Malmö, MALMO, Malmø; malm och Ånge"
    assert found("Malmo", text) == ["MALMO"]
    assert found("Malmö", text) == ["Malmö"]
    assert found("Malmo", text, plain=True) == ["Malmö", "MALMO", "Malmø"]
    assert found("MÅLM?", text, plain=True) == ["Malmö", "MALMO", "Malmø"]
    assert found("/malmo|ange/", text, plain=True) == ["Malmö", "MALMO", "Malmø", "Ånge"]


@given(TEXTS, wildcards())
def test_wildcards_find_the_words_that_fit(text: str, pair: tuple[str, str]) -> None:
    word, pattern = pair
    if not re.search(r"\w", pattern):
        return
    text = f"{text} {word}"
    fitting = [one for one in text.split() if fnmatchcase(one.lower(), pattern.lower())]
    assert found(pattern, text) == fitting
    assert word in fitting


@given(DAMAGED, wildcards())
@example("aaa-aaa", ("aaaaaa", "aa*aa"))
def test_wildcards_find_wherever_the_word_is_found(text: str, pair: tuple[str, str]) -> None:
    word, pattern = pair
    if not re.search(r"\w", pattern) or pattern[-1] == "*" or pattern[0] == "*":
        return
    text = clean_view(text).text
    more = list(query(pattern).spans(text))
    for start, end in query(word).spans(text):
        assert any(a < end and start < b for a, b in more), (word, pattern, text)


@given(DAMAGED, WORDS)
def test_plain_finds_wherever_the_word_is_found(text: str, word: str) -> None:
    text = clean_view(text).text
    assert len(plain_letters(text)) == len(text)
    assert set(query(word).spans(text)) <= set(query(word, plain=True).spans(text))


@given(DAMAGED, st.sampled_from((r"\w+", ".", "a*", r"\s*", "(?=a)|å", r"a\W+b", "[^b]+")))
def test_regular_expressions_find_stretches_of_the_raw_text(raw: str, expression: str) -> None:
    view = clean_view(raw)
    for start, end in query(f"/{expression}/").spans(view.text):
        assert start < end
        a, b = view.span(start, end)
        assert 0 <= a < b <= len(raw)
        first, last = view.found(a, b)
        assert first <= start < end <= last


@cache
def index() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.executescript("""
        CREATE VIRTUAL TABLE word USING fts5(
            text, content = '', detail = none, tokenize = "unicode61 remove_diacritics 0");
        CREATE TABLE word_form (lemma, pos, form);
        CREATE TABLE document (id, doc_id, party, municipality, date, doc_type, title, doc_order, is_clean);
        CREATE TABLE text (document, text);
        INSERT INTO document (id) VALUES (1);
        INSERT INTO text VALUES (1, '');
    """)
    return connection


@given(DAMAGED, st.text(LETTERS + "a\u0308\u0331-?*_2.", min_size=1, max_size=6), st.booleans())
@example("a_b", "a_b", False)
@example("aa\u0331b", "a\u0331b", False)
@example("Äb", "ab", True)
@example("åa-Äb", "aa*", True)
def test_the_index_leads_to_every_text_with_a_hit(raw: str, pattern: str, plain: bool) -> None:
    try:
        asked = query(pattern, plain=plain)
    except PolcorpError:
        return
    text = clean_view(f"{raw} {pattern.replace('*', 'bb').replace('?', 'b')}").text
    if not any(True for _ in asked.spans(text)):
        return
    connection = index()
    connection.execute("INSERT INTO word (word) VALUES ('delete-all')")
    index_document(connection, 1, text, ())
    words = spellings(connection, asked.words) if plain else asked.words
    assert [row[0] for row in texts_with(connection, tuple(words), "", {})] == [1]


@pytest.mark.parametrize(
    "pattern",
    [
        "bost[aä]der",
        "[Bb]ostad",
        "bost.*",
        "bost.+",
        "bost.?der",
        "bostad|hus",
        "vi (vill|kan)",
        r"\bsa\b",
        "^Vi",
        "skolan$",
        "skol(an)?",
        "(skol)+",
        "a{2,3}",
        "(?i)skola",
        "bost%der",
    ],
)
def test_regular_expressions_without_slashes_are_refused(pattern: str) -> None:
    with pytest.raises(PolcorpError) as caught:
        query(pattern)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(f"«{pattern}» is not understood")
    assert f"between slashes: /{pattern}/" in message


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("[lemma='vilja']", "write lemma:vilja for a lemma"),
        ("pos=NOUN", "pos:NOUN for a part of speech"),
        ("skola OR hem", "write /one|other/"),
        ("bost[aä", "as in /bost[aä]der/"),
        ("/bostad/i", "in any case, write it without «i»"),
        ("/a(/", "no regular expression: missing )"),
        ("/ /", "nothing between the slashes"),
        ("/a{99999999999}/", "no regular expression"),
        ("lemma:vilj*", "a lemma has no wildcards"),
        ("? *", "no word to look for"),
    ],
)
def test_what_is_not_understood_says_what_to_write(pattern: str, message: str) -> None:
    with pytest.raises(PolcorpError, match=re.escape(message)):
        query(pattern)


def test_capitals_are_no_operators() -> None:
    assert found("SKOLA OR HEM", "skola or hem") == ["skola or hem"]


def test_the_index_is_asked_for_the_beginning() -> None:
    assert query("bost?der nu*").words == (("bost*",), ("nu*",))
    assert query("*modellen b*").words == (("b*",),)
    assert query("EU-b*er f.d.").words == (("eu",), ("b*",), ("f",), ("d",))
    assert query("/bostad/").words == ()
    assert query("/bostad/").reads_all
    assert not query("*modellen").reads_all
