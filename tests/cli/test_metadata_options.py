"""What is known of documents from outside, on the command line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from polcorp.cli.app import main
from polcorp.cli.settings import load_settings
from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError
from polcorp.ingest.ingest import Analyser

Polcorp = Callable[..., tuple[int, str, str]]


@pytest.fixture
def polcorp(capfdbinary: pytest.CaptureFixture[bytes]) -> Polcorp:
    """Run the command line: exit code, standard output, standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        shown = capfdbinary.readouterr()
        assert isinstance(caught.value.code, int)
        return caught.value.code, shown.out.decode(), shown.err.decode()

    return run


@pytest.fixture
def files(here: Path) -> Path:
    for number in range(7):
        path = here / f"data/raw/C/arjang_{2018 + number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Text {number}.", encoding="utf-8")
    (here / "data/raw/x.txt").write_text("Mer text.", encoding="utf-8")
    return here


def test_patterns_are_options(files: Path, quick: Analyser, polcorp: Polcorp) -> None:
    pattern = ("--path-pattern", "{party}/{municipality}_{year}.txt")
    code, _, err = polcorp("ingest", *pattern)
    assert code == 0
    assert err.startswith("1 of 8 files matches no path pattern: data/raw/x.txt\n")
    assert set(Corpus().documents(party="C")["municipality"]) == {"Årjäng"}
    code, _, err = polcorp("ingest", *pattern, "--path-pattern", "{wave}.txt", "--quiet")
    assert (code, err) == (0, "")
    assert Corpus().documents().set_index("doc_id")["wave"]["x"] == "x"
    _, _, err = polcorp("ingest", "--path-pattern", "{party}+{any}")
    assert "8 of 8 files match no path pattern: data/raw/C/arjang_2018.txt, " in err
    assert "arjang_2022.txt, …\n" in err


def test_patterns_are_settings(files: Path, quick: Analyser, polcorp: Polcorp) -> None:
    Path("polcorp.toml").write_text(
        'path_pattern = ["{party}/{municipality}_{year}.txt", "{doc_type}.txt"]\nstrict = true\n',
        encoding="utf-8",
    )
    code, _, err = polcorp("ingest")
    assert (code, err) == (
        2,
        "polcorp: data/raw/x.txt: doc type «x» is not known (programme, motion, press, article?)\n",
    )
    code, _, err = polcorp("ingest", "--no-strict")
    assert code == 0
    assert err.startswith(
        "data/raw/x.txt: doc type «x» is not known (programme, motion, press, article?)\n"
    )
    code, _, err = polcorp("ingest", "--path-pattern", "C/{any}_{year}")  # instead of the file's
    assert code == 0
    assert err.startswith("1 of 8 files matches no path pattern: data/raw/x.txt\n")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("path_pattern = 3", "path_pattern must be text in quotes, or a list of such"),
        ("path_pattern = [3]", "path_pattern must be text in quotes, or a list of such"),
        ('strict = "yes"', "strict must be true or false"),
        ("path_evidence = 1", "path_evidence must be true or false"),
        ("limit = true", "limit must be a number"),
        ("metadata = 1", "metadata must be text in quotes"),
    ],
)
def test_settings_of_a_wrong_kind_are_told(here: Path, text: str, problem: str) -> None:
    Path("polcorp.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PolcorpError, match=problem):
        load_settings()


def test_settings_say_whether_paths_are_evidence(here: Path) -> None:
    Path("polcorp.toml").write_text('path_pattern = "{party}"\npath_evidence = false', "utf-8")
    settings = load_settings()
    assert (settings.path_pattern, settings.path_evidence, settings.strict) == (
        "{party}",
        False,
        None,
    )


def test_a_wrong_pattern_is_wrong_use(files: Path, quick: Analyser, polcorp: Polcorp) -> None:
    code, out, err = polcorp("ingest", "--path-pattern", "{party}{municipality}")
    assert (code, out) == (2, "")
    assert err == (
        "polcorp: path pattern «{party}{municipality}»: nothing stands between {party} and"
        " {municipality}\n"
    )


def test_a_template_is_written_and_read(raw: Path, quick: Analyser, polcorp: Polcorp) -> None:
    polcorp("ingest")
    code, out, _ = polcorp("documents", "--template", "--export", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert rows[0]["path"] == "data/raw/social.txt"
    assert (rows[0]["party"], rows[0]["party_guess"], rows[0]["date"]) == ("", "S", "2019-03-21")
    table = raw.parent / "annotations/documents.csv"
    code, out, err = polcorp("documents", "--template", "-o", str(table))
    assert (code, out, err) == (0, "", f"3 rows in {table}\n")
    code, out, err = polcorp("ingest")
    assert (code, err) == (0, "")
    assert re.search(r"skipped \(unchanged\) +3\n", out)
    code, _, err = polcorp("documents", "--template", "--persons", "drop")
    assert (code, "goes with neither --by nor --persons" in err) == (2, True)


def test_filters_take_what_people_write(corpus: Corpus) -> None:
    assert list(corpus.documents(municipality="SODERTALJE kommun")["doc_id"]) == ["social"]
    assert list(corpus.documents(doc_type="Valmanifest")["doc_id"]) == ["centre", "liberal"]
    assert list(corpus.documents(since="mars 2019")["doc_id"]) == ["liberal", "social"]
    with pytest.raises(PolcorpError, match="unknown municipality «Kil»; "):
        corpus.documents(municipality="Kil")
    with pytest.raises(PolcorpError, match="unknown document type «pressmeddelande»"):
        corpus.documents(doc_type="pressmeddelande")
    with pytest.raises(PolcorpError, match="give one date, as 2018, 2018-03 or 2018-03-21"):
        corpus.documents(until="våren")
