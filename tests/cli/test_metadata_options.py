"""What is known of documents from outside, on the command line."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import astuple
from pathlib import Path

import pytest

from polcorp.cli.settings import load_settings
from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError
from polcorp.ingest.ingest import Analyser
from tests.cli.conftest import Polcorp


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
        "polcorp: data/raw/x.txt: doc type «x» is not known (programme, motion, press, article, other?)\n",
    )
    code, _, err = polcorp("ingest", "--no-strict")
    assert code == 0
    assert err.startswith(
        "data/raw/x.txt: doc type «x» is not known (programme, motion, press, article, other?)\n"
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
        ("limit = true", "limit must be a whole number"),
        ("limit = 2.0", "limit must be a whole number"),
        ("path_pattern = ['{party}', 1]", "path_pattern must be text in quotes, or a list of such"),
        ("size = 1", "unknown key «size»; known: corpus, "),
        ("'user-dir' = 'mine'", "unknown key «user-dir»; did you mean user_dir"),
        ("[strict]", "strict must be true or false"),
        ("metadata = 1", "metadata must be text in quotes"),
    ],
)
def test_settings_of_a_wrong_kind_are_told(here: Path, text: str, problem: str) -> None:
    Path("polcorp.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PolcorpError) as caught:
        load_settings()
    assert str(caught.value).startswith(f"polcorp.toml: {problem}")
    assert "\n" not in str(caught.value)


def test_all_faults_of_the_settings_are_told_at_once(here: Path, polcorp: Polcorp) -> None:
    Path("polcorp.toml").write_text(
        'limit = "x"\ncorpsu = "a.db"\nlang = "sv"\nstrict = 1', "utf-8"
    )
    code, out, err = polcorp("documents")
    assert (code, out) == (2, "")
    assert err == (
        "polcorp: polcorp.toml: limit must be a whole number;"
        " unknown key «corpsu»; did you mean corpus?; strict must be true or false\n"
    )


def test_a_value_for_every_key_is_accepted(here: Path) -> None:
    Path("polcorp.toml").write_text(
        """corpus = "a.db"
lang = "sv"
limit = 0
dialect = "excel-sv"
metadata = "texts.csv"
model = "accurate"
path_pattern = ["{party}", "{year}"]
path_evidence = true
strict = false
site_blocks = true
encoding = "cp1252"
lenient = true
user_dir = "mine"
persons_key = "x"
""",
        encoding="utf-8",
    )
    wanted = ("a.db", "sv", 0, "excel-sv", "texts.csv", "accurate", ["{party}", "{year}"])
    assert astuple(load_settings()) == (*wanted, True, False, True, "cp1252", True, "mine", "x")


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
