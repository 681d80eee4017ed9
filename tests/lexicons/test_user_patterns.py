"""Patterns of a user's find what Python's find, and give up where those would hang."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.errors import PolcorpError
from polcorp.ingest.analyser import Analyser
from polcorp.ingest.jobs import Job
from polcorp.lexicons.user_patterns import user_pattern
from polcorp.pipeline.language import load_pipeline
from polcorp.search.query_syntax import parse

#: Time doubles with each letter.
EVIL = "(a|aa)+$"
LONG = "a" * 100 + "b"

PATTERNS = (
    r"bost[aä]d(?:er)?",
    r"^\w+",
    r"[^\W\d_]+(?=\s)",
    r"(?P<who>[A-ZÅÄÖ]\w+) vill",
    r"\b\d{1,3}(?: \d{3})*\b",
    r"(?<!å)s\b|x{2,}",
    r"a*",
)
FLAGS = (re.NOFLAG, re.IGNORECASE, re.IGNORECASE | re.MULTILINE)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("polcorp.lexicons.user_patterns.MOST_SECONDS", 0.05)


@given(
    st.sampled_from(PATTERNS),
    st.sampled_from(FLAGS),
    st.text("Bostäder Va vill\n12 300sxå"),
    st.integers(0, 8),
)
def test_the_same_is_found_as_by_python(
    source: str, flags: re.RegexFlag, text: str, place: int
) -> None:
    theirs, ours = re.compile(source, flags), user_pattern(source, flags, where="test")
    for span in ((), (place,), (place, max(place, 7))):
        one, two = ([m.span() for m in p.finditer(text, *span)] for p in (theirs, ours))
        assert one == two
    for name in ("search", "match", "fullmatch"):
        they, we = (getattr(pattern, name)(text, place) for pattern in (theirs, ours))
        assert (they and (they.span(), they.groupdict())) == (we and (we.span(), we.groupdict()))
    assert (ours.pattern, dict(ours.groupindex)) == (theirs.pattern, dict(theirs.groupindex))
    assert ours.flags == theirs.flags


@pytest.mark.parametrize("bad", ["(", "[a", "a{99999999999}", r"\p{L}", "(?P<1>a)"])
def test_what_python_does_not_read_is_refused_in_its_words(bad: str) -> None:
    with pytest.raises((re.error, OverflowError)) as theirs:
        re.compile(bad)
    with pytest.raises(type(theirs.value), match=re.escape(str(theirs.value))):
        user_pattern(bad, where="test")


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("name", ["search", "match", "fullmatch", "finditer"])
def test_a_search_that_takes_too_long_is_given_up(name: str) -> None:
    pattern = user_pattern(EVIL + "c?", where="block «own»")
    with pytest.raises(PolcorpError, match=r"^block «own»: the pattern «\(a\|aa\)\+\$c\?» has"):
        list(getattr(pattern, name)(LONG) or ())


@pytest.mark.usefixtures("hurried")
def test_the_concordance_gives_up() -> None:
    query = parse(f"/{EVIL}/", lambda lemma, pos: [lemma])
    with pytest.raises(PolcorpError, match=r"«/.*/»: the pattern"):
        list(query.spans(LONG))


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "boilerplate.toml",
            f"[[block]]\nname = 'own'\nkind = 'link'\nstarts = ['~{EVIL}']\n",
        ),
        (
            "boilerplate.toml",
            f"[[block]]\nname = 'own'\nkind = 'link'\nstarts = ['aaa']\ncontinues = ['~{EVIL}']\n",
        ),
        (
            "name_rules.toml",
            f"[[rule]]\nrule = 'own'\ntype = 'ORG'\npattern = '{EVIL}'\n",
        ),
        (
            "name_rules.toml",
            f"[[rule]]\nrule = 'own'\ntype = 'ORG'\npattern = 'a+b'\nunless_like = '{EVIL}'\n",
        ),
    ],
)
@pytest.mark.slow
def test_a_text_fails_in_one_line_and_the_next_goes_on(
    tmp_path: Path, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    analyser = Analyser(load_pipeline("blank", user_dir=tmp_path), {})
    batch = [Job("x", "x.txt", f"aaa\n{LONG}".encode()), Job("y", "y.txt", b"Vi vill ha en skola.")]
    failed, done = analyser.run_batch(batch)
    assert failed.rows is None
    assert re.fullmatch(r"(?:block|rule) «own»: the pattern «.*» has searched .*", failed.reason)
    assert done.rows is not None
