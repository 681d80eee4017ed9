"""Names and values that nobody expects: an answer or one line of explanation, never a fault."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from polcorp.cli.app import main
from polcorp.corpus import Corpus
from polcorp.ingest.ingest import Analyser
from tests.cli.conftest import Polcorp

#: Names of columns that are SQL, punctuation, or names of columns that tables have.
OWN = ("select", 'order "by"', "[x]", "o'hara", "a;b", "%", "n", "share", "demands", "name", "type")
TABLES = ("documents", "sections", "demands", "actors", "themes")


@pytest.fixture
def odd(raw: Path, quick: Analyser) -> Corpus:
    """The three texts with titles that end in a question mark, and odd columns of their own."""
    with Path("data/annotations/documents.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["file", "title", *OWN])
        for name in ("centre", "social", "liberal"):
            rows.writerow([f"{name}.txt", f"Varför {name}?", *(f'{name} "{own}"' for own in OWN)])
    corpus = Corpus()
    corpus.ingest()
    return corpus


def answer(capfd: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """Return what the command says on standard output, or on standard error where it refuses."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    said = capfd.readouterr()
    assert left.value.code == code, said.err
    return said.out if code == 0 else said.err


def groups(text: str) -> set[str]:
    rows = csv.reader(io.StringIO(text, newline=""))
    next(rows)
    return {row[0] for row in rows}


@pytest.mark.parametrize("own", OWN)
@pytest.mark.parametrize("table", TABLES)
def test_any_column_groups_any_table(
    odd: Corpus, capfd: pytest.CaptureFixture[str], table: str, own: str
) -> None:
    text = answer(capfd, table, "--by", own, "--export", "csv")
    assert groups(text) <= {f'{name} "{own}"' for name in ("centre", "social", "liberal")}
    heads = next(csv.reader(io.StringIO(text)))
    assert len(set(heads)) == len(heads)
    assert heads[0] in (own, f"group_{own}")


@pytest.mark.parametrize("own", OWN)
def test_any_column_filters(odd: Corpus, capfd: pytest.CaptureFixture[str], own: str) -> None:
    text = answer(
        capfd,
        "documents",
        "--where",
        f'{own}=SOCIAL "{own}"',
        "--columns",
        "doc_id",
        "--export",
        "csv",
    )
    assert text.split() == ["doc_id", "social"]
    assert "«nobody»" in answer(capfd, "demands", "--where", f"{own}=nobody", code=2)


def test_a_matrix_of_groups_that_end_in_a_question_mark(
    odd: Corpus, capfd: pytest.CaptureFixture[str]
) -> None:
    heads = answer(capfd, "themes", "--matrix", "--by", "title").splitlines()[0]
    assert "Varför centre?" in heads


def test_nothing_is_frequent_enough_to_compare(
    odd: Corpus, capfd: pytest.CaptureFixture[str]
) -> None:
    text = answer(capfd, "compare", "--by", "title", "--least", "1000", "--export", "csv")
    assert text.startswith("title,term,")
    assert len(text.splitlines()) == 1


@pytest.mark.parametrize("limit", [2**63, 10**30])
def test_a_limit_beyond_all_rows(
    odd: Corpus, capfd: pytest.CaptureFixture[str], limit: int
) -> None:
    whole = answer(capfd, "demands", "--export", "csv")
    assert answer(capfd, "demands", "--export", "csv", "--limit", str(limit)) == whole
    assert answer(capfd, "kwic", "barn", "--limit", str(limit)) == answer(capfd, "kwic", "barn")


@pytest.mark.parametrize(
    ("pattern", "instead"),
    [
        ("skol(a|an)", "a regular expression goes between slashes"),
        ("[lemma='vilja']", "write lemma:vilja"),
        ("skola AND barn", "for either of two words"),
    ],
)
def test_patterns_of_other_programs_are_told(
    corpus: Corpus, capfd: pytest.CaptureFixture[str], pattern: str, instead: str
) -> None:
    said = answer(capfd, "kwic", pattern, code=2)
    assert f"«{pattern}» is not understood" in said
    assert instead in said


def test_bytes_that_are_no_text(corpus: Corpus, capfd: pytest.CaptureFixture[str]) -> None:
    damaged = b"\xff".decode("utf-8", "surrogateescape")
    assert "not valid UTF-8" in answer(capfd, "demands", "--contains", damaged, code=2)


def test_a_word_for_a_number(corpus: Corpus, capfd: pytest.CaptureFixture[str]) -> None:
    said = answer(capfd, "compare", "--near-copies", "many", code=2)
    assert "--near-copies takes a number." in said


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("boilerplate.toml", "x = ["),
        ("boilerplate.toml", "[x]\ny = 1\n"),
        ("themes.toml", "x = ["),
        ("themes.toml", "[[themes]]\ncode = 'x'\n"),
        ("themes.toml", "theme = 3"),
        ("themes.toml", "theme = [{code = 'x'}]"),
        ("actors.csv", "name\nSkolfam\n"),
        ("documents.csv", "foo,bar\n1,2\n"),
        ("corrections.jsonl", "{"),
        ("actors.csv", "\x00\xff"),
    ],
)
def test_a_broken_file_of_the_user_stops_the_ingest(
    raw: Path, capfd: pytest.CaptureFixture[str], name: str, content: str
) -> None:
    path = Path("data/annotations") / name
    path.write_text(content, encoding="latin-1")
    assert answer(capfd, "ingest", code=2).startswith(f"polcorp: {path.as_posix()}")
    assert not Path("data/polcorp.db").exists()


def test_stop_words_in_another_encoding(corpus: Corpus, capfd: pytest.CaptureFixture[str]) -> None:
    Path("data/annotations/stop_words.txt").write_bytes("också\n".encode("latin-1"))
    said = answer(capfd, "compare", "--by", "party", code=2)
    assert said == "polcorp: data/annotations/stop_words.txt: not UTF-8; save it as UTF-8\n"


@pytest.mark.slow
def test_a_pattern_that_would_hang_is_given_up(
    raw: Path, quick: Analyser, polcorp: Polcorp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("polcorp.lexicons.user_patterns.MOST_SECONDS", 0.05)
    (raw / "long.txt").write_text(f"Vi vill bygga. {'a' * 100}b\n", encoding="utf-8")
    assert polcorp("ingest").code == 0
    run = polcorp("kwic", "/(a|aa)+$/")
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert "the pattern «(a|aa)+$» has searched one text for 0.05 seconds" in run.err
