"""With ``--lang sv``, or ``lang`` in the settings, everything that a person reads is Swedish."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from polcorp.vocabulary.messages import language_spoken
from polcorp.vocabulary.values import LABELS
from tests.cli.conftest import Polcorp

#: Words of the program's own that no Swedish line has.
ENGLISH = re.compile(
    r"\b(rows?|showing|matching|unknown|known|did you mean|documents|files?|without|hits?|words|"
    r"the|and|goes with|give|more than|left out|no|is|are|new|skipped|failed|what|value|yes|try)\b",
    re.IGNORECASE,
)
PARTIES = "Centerpartiet i Lund\n\nVi vill bygga en skola.\n\nVi vill att vården blir bättre.\n"


@pytest.fixture
def lund(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, polcorp: Polcorp) -> Polcorp:
    """The command line in a folder with a corpus of two texts."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "data" / "raw"
    folder.mkdir(parents=True)
    (folder / "c.txt").write_text(PARTIES, "utf-8")
    (folder / "s.txt").write_text("Socialdemokraterna\n\nVi vill sänka avgiften.\n", "utf-8")
    assert polcorp("ingest", "--model", "blank", "-q").code == 0
    return polcorp


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("kwic vill --limit 1", "visar 1 av 3 rader (--limit 0 för alla)"),
        ("kwic vill", "3 träffar i 2 dokument"),
        ("kwic häst", "inga rader matchar"),
        ("kwic vi[l]l", "går inte att tolka"),
        ("demands --theme miljö -o m.csv", "okänt tema «miljö»"),
        ("demands --party Q", "okänt parti «Q»"),
        ("demands --municipality Atlantis", "okänd kommun «Atlantis»"),
        ("demands --columns mood", "okänd kolumn «mood»; kända"),
        ("demands --by mood", "okänd gruppering «mood»; kända"),
        ("demands --top 3", "lägg till --by"),
        ("demands --since 2020 --until 2018", "är senare än"),
        ("demands --party C --doc c -o c.csv", "rader i c.csv"),
        ("demands -o c.wav", "formatet på c.wav framgår inte"),
        ("demands --dialect excel-sv", "hör till en export"),
        ("demands --bogus", "Det finns inget alternativ --bogus"),
        ("demands --limit ten", "--limit ska vara ett heltal"),
        ("demands --doc c --doc none --dialect a --dialect b", "anges 2 gånger"),
        ("info --check", "är hel"),
        ("ingest", "saknar"),
        ("ingest nowhere", "filen eller mappen finns inte"),
        ("evaluate nowhere.jsonl", "inga annoteringar"),
        ("report --theme skola --doc s -o r.html", "inget att rapportera om"),
    ],
)
def test_what_is_said_is_swedish(lund: Polcorp, arguments: str, said: str) -> None:
    shown = lund(*arguments.split(), "--lang", "sv").err
    assert said in shown
    told = re.sub(r"«[^»]*»|`[^`]*`|--?[\w-]+|(kända|menade du).*|\S+\.\w+|polcorp \w+", "", shown)
    assert not ENGLISH.findall(told)


@pytest.mark.parametrize("command", ["info", "documents", "demands", "actors", "themes", "ingest"])
def test_headings_and_labels_are_swedish(lund: Polcorp, command: str) -> None:
    shown = lund(command, "--lang", "sv").out
    first = shown.splitlines()[0]
    assert not ENGLISH.findall(first)
    if command == "info":
        assert "analys: modell" in shown
        assert not re.search(r"^(documents|words|corpus|up to date)", shown, re.MULTILINE)


def test_every_fact_has_a_name_in_swedish(lund: Polcorp) -> None:
    facts = csv.DictReader(io.StringIO(lund("info", "--export", "csv").out))
    names = [row["what"] for row in facts]
    assert len(names) > 15
    assert {*names} - {*LABELS["what"]} == {"polcorp", "Python", "spaCy"}


def test_the_settings_choose_the_language_of_errors_too(lund: Polcorp) -> None:
    Path("polcorp.toml").write_text('lang = "sv"\n', "utf-8")
    assert "okänt parti" in lund("demands", "--party", "Q").err
    assert "Det finns inget kommando" in lund("frobnicate").err
    assert "unknown party" in lund("demands", "--party", "Q", "--lang", "en").err
    Path("polcorp.toml").unlink()
    assert "unknown party" in lund("demands", "--party", "Q").err
    assert language_spoken() == "en"


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"LC_ALL": "sv_SE.UTF-8"}, "okänt parti"),
        ({"LC_ALL": "", "LC_MESSAGES": "sv_FI", "LANG": "en_GB.UTF-8"}, "okänt parti"),
        ({"LC_ALL": "", "LANG": "sv"}, "okänt parti"),
        ({"LC_ALL": "C.UTF-8", "LANG": "sv_SE.UTF-8"}, "unknown party"),
        ({"LC_ALL": "", "LANG": "nb_NO.UTF-8"}, "unknown party"),
    ],
)
def test_the_locale_chooses_the_language(
    lund: Polcorp, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], said: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert said in lund("demands", "--party", "Q").err
    assert "unknown party" in lund("demands", "--party", "Q", "--lang", "en").err


@pytest.mark.parametrize("name", ["damaged", "empty", "pdf"])
def test_why_a_file_fails_is_said_in_the_language_of_the_reader(lund: Polcorp, name: str) -> None:
    data, said, kept = {
        "damaged": (b"\xff\xfea", "skadad utf-16-le", "damaged utf-16-le"),
        "empty": (b"", "filen är tom", "the file is empty"),
        "pdf": (
            b"%PDF-1.7",
            "ingen textfil utan en PDF; ge den",
            "not a text file but a PDF; give it",
        ),
    }[name]
    Path(f"data/raw/{name}.txt").write_bytes(data)
    run = lund("ingest", "--model", "blank", "--lang", "sv")
    assert run.code == 1
    assert said in run.out
    stored = lund("sql", "select reason from failures", "--lang", "sv", "--export", "csv")
    assert kept in stored.out


def test_an_unknown_language_is_refused_in_english(lund: Polcorp) -> None:
    run = lund("demands", "--lang", "de")
    assert run.code == 2
    assert run.err.startswith("polcorp: unknown language «de»;")


def test_broken_settings_are_told(lund: Polcorp) -> None:
    Path("polcorp.toml").write_text("lang = 3\nlimt = 5\n", "utf-8")
    shown = lund("demands").err
    assert "lang must be text in quotes" in shown
    assert "unknown key «limt»; did you mean limit" in shown


def test_exports_are_the_same_in_every_language(lund: Polcorp) -> None:
    for command in ("demands", "documents", "actors"):
        english = lund(command, "--export", "csv").out
        assert lund(command, "--export", "csv", "--lang", "sv").out == english
