"""Patterns that say what the parts of a path mean."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.errors import PolcorpError
from polcorp.lexicons.resolving import resolve
from polcorp.reading.path_patterns import read_pattern
from polcorp.vocabulary.document_fields import FIELDS


def known(name: str, text: str) -> str | None:
    return resolve(name, text) if name in FIELDS else text


def match(pattern: str, path: str) -> dict[str, str] | None:
    return read_pattern(pattern).match(path, known)


@pytest.mark.parametrize(
    ("pattern", "path", "wanted"),
    [
        (
            "{party}/{municipality}_{year}_{any}.txt",
            "data/raw/C/arjang_2022_valmanifest.txt",
            {"party": "C", "municipality": "arjang", "date": "2022"},
        ),
        ("{parti}/{kommun}_{år}", "C/lund_2022.txt", {"party": "C", "municipality": "lund"}),
        ("{party}-{any}.txt", "x/C-a-b.TXT", {"party": "C"}),
        ("{party}/{any}", "x/y/C/lund.txt", {"party": "C"}),
        ("{party}/{any}/{title}", "C/x/Vår-politik.txt", {"title": "Vår politik"}),
        ("{any}_{title}.txt", "1_Vår_politik.txt", {"title": "Vår politik"}),
        # as many values as possible are known
        (
            "{municipality}_{any}.txt",
            "upplands_vasby_valprogram.txt",
            {"municipality": "upplands vasby"},
        ),
        ("{any}_{municipality}.txt", "ny_a_lilla_edet.txt", {"municipality": "lilla edet"}),
        ("{municipality}_{any}.txt", "bullerbyn_a_b.txt", {"municipality": "bullerbyn"}),
        ("{municipality}-{party}.txt", "upplands-bro-m.txt", {"municipality": "upplands-bro"}),
        # dates and years
        ("{date}_{any}.txt", "2018-03-21_x.txt", {"date": "2018-03-21"}),
        ("{date}_{any}.txt", "2018_03_21_x.txt", {"date": "2018-03-21"}),
        ("{date} {any}.txt", "21 mars 2018 x.txt", {"date": "2018-03-21"}),
        ("{year}/{date}_{any}.txt", "2018/20180321_x.txt", {"date": "2018-03-21"}),
        ("{any}{year}.txt", "valprogram2022.txt", {"date": "2022"}),
        ("{wave}{year}.txt", "a2022.txt", {"wave": "a", "date": "2022"}),
        # own columns have what stands there
        ("{source}/{party}_{no}.txt", "we_b-1/C_01.txt", {"source": "we_b-1", "no": "01"}),
        # no match
        ("{party}/{any}/{year}.txt", "C/2022.txt", None),
        ("{party}_{year}.txt", "C_12022.txt", None),
        ("{party}_{year}.txt", "C_2922.txt", None),
        ("{date}_{any}.txt", "2018-13-21_x.txt", None),
        ("valet/{party}.txt", "raw/C.txt", None),
        ("{party}_{any}.txt", "C.txt", None),
        ("{party}_{any}.txt", "__a.txt", None),
    ],
)
def test_a_pattern_on_a_path(pattern: str, path: str, wanted: dict[str, str] | None) -> None:
    found = match(pattern, path)
    if wanted is None:
        assert found is None
    else:
        assert found is not None
        assert {name: found.get(name) for name in wanted} == wanted
        assert "any" not in found
        assert "year" not in found


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("", "it has no placeholder such as {party}"),
        ("{any}/x.txt", "it has no placeholder such as {party}"),
        ("{party", "a «{» has no partner"),
        ("party}", "a «}» has no partner"),
        ("{{party}}", "a «{» has no partner"),
        ("{}", "«{}» is no name; known are party, municipality"),
        ("{1a}", "«{1a}» is no name"),
        ("{party}/{parti}", "{party} is there twice"),
        ("{party}{municipality}", "nothing stands between {party} and {municipality}"),
        ("{party}//{year}", "two slashes follow each other"),
        ("{municipalty}.txt", "{municipalty} looks like {municipality}"),
        ("{path}", "{path} is what the path itself is"),
    ],
)
def test_a_wrong_pattern_is_refused_with_what_is_wrong(pattern: str, problem: str) -> None:
    with pytest.raises(PolcorpError, match=re.escape(f"path pattern «{pattern}»: {problem}")):
        read_pattern(pattern)


def test_a_pattern_shows_the_end_that_it_is_about() -> None:
    assert read_pattern("/{party}/{any}.txt").shown("data/raw/C/a.txt") == "C/a.txt"
    assert read_pattern(r".\{party}\{any}.txt").match("raw/C/a.txt", known) == {"party": "C"}


WORDS = st.text(st.sampled_from("abcåäö1"), min_size=1, max_size=8)


@given(
    st.lists(st.tuples(st.sampled_from("_-. ("), WORDS), min_size=1, max_size=4),
    st.integers(1900, 2099),
)
def test_what_a_pattern_writes_it_reads(pieces: list[tuple[str, str]], year: int) -> None:
    """Where no value has a sign of the pattern in it there is only one way to divide a name."""
    names = [f"own{'abcd'[n]}" for n in range(len(pieces))]
    pattern = "".join(f"{{{name}}}{sign}" for name, (sign, _) in zip(names, pieces, strict=True))
    name = "".join(f"{word}{sign}" for sign, word in pieces)
    found = match(f"{pattern}{{year}}.txt", f"x/{name}{year}.txt")
    words = dict(zip(names, (word for _, word in pieces), strict=True))
    assert found == {**words, "date": str(year)}


@given(st.text(st.sampled_from("a_-/.2018"), max_size=40))
def test_any_path_may_be_asked(path: str) -> None:
    match("{party}_{any}-{year}.txt", path)


def test_a_long_name_is_divided_in_time() -> None:
    pattern = "_".join(f"{{own{letter}}}" for letter in "abcdefgh") + "_{year}.txt"
    assert match(pattern, "a_" * 120 + "2018.txt") is not None
