from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import typer

from polcorp.cli.app import COMMANDS, GROUPS, LISTED, app
from polcorp.cli.progress import progress_shown
from polcorp.corpus import Corpus
from polcorp.ingest.ingest import Analyser
from tests.cli.conftest import Polcorp


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_ingest_ends_with_a_summary(raw: Path, quick: Analyser, polcorp: Polcorp) -> None:
    run = polcorp("ingest")
    assert run.code == 0
    assert run.err.startswith("next: polcorp demands, ")
    assert run.err.count("\n") == 1
    figures = dict(line.rsplit(maxsplit=1) for line in run.out.splitlines()[1:])
    assert figures["new files"] == figures["documents in the corpus"] == "3"
    assert figures["demands"] == "4"
    again = polcorp("ingest", "--lang", "sv")
    assert "överhoppade (oförändrade)      3" in again.out


def test_ingest_tells_failures_and_goes_on(raw: Path, quick: Analyser, polcorp: Polcorp) -> None:
    (raw / "empty.txt").touch()
    (raw / "binary.txt").write_bytes(bytes(99))
    run = polcorp("ingest")
    assert run.code == 1
    assert "data/raw/binary.txt  not a text file but binary data" in run.out
    assert "data/raw/empty.txt   the file is empty" in run.out
    assert len(Corpus().documents()) == 3
    quiet = polcorp("ingest", "--quiet")
    assert (quiet.code, quiet.out) == (1, "")
    assert quiet.err.splitlines()[1] == "data/raw/empty.txt: the file is empty"


def test_ingest_tells_what_is_gone(corpus: Corpus, raw: Path, polcorp: Polcorp) -> None:
    (raw / "social.txt").unlink()
    run = polcorp("ingest")
    assert run.code == 0
    assert "data/raw/social.txt no longer exists; use --prune" in run.err
    assert "taken out" in polcorp("ingest", "--prune").out


def test_a_folder_without_texts_is_nothing_to_report_on(
    here: Path, quick: Analyser, polcorp: Polcorp
) -> None:
    (here / "texts").mkdir()
    assert polcorp("ingest", "texts").code == 1


@pytest.mark.parametrize("command", ["documents", "sections", "demands", "actors", "themes"])
def test_every_table_is_printed_and_exported(
    corpus: Corpus, polcorp: Polcorp, command: str
) -> None:
    plain = polcorp(command)
    assert (plain.code, plain.err) == (0, "")
    assert "\x1b" not in plain.out
    frame = getattr(corpus, command)()
    export = polcorp(command, "--export", "csv")
    assert list(rows(export.out)[0]) == list(frame.columns)
    assert len(rows(export.out)) == len(frame) == len(plain.out.splitlines()) - 1
    as_json = polcorp(command, "--export", "json", "--limit", "1")
    assert len(json.loads(as_json.out)) == 1
    by = polcorp(command, "--by", "party", "--export", "csv")
    assert by.code == 0
    assert by.out.startswith("party,")


def test_long_rows_and_filters(corpus: Corpus, polcorp: Polcorp) -> None:
    run = polcorp(
        "actors", "--long", "--party", "centern", "--actor-type", "programme", "--export", "csv"
    )
    assert [row["text"] for row in rows(run.out)] == ["Skolfam", "BID"]
    run = polcorp(
        "demands", "--form", "bullet", "--columns", "text,lead_in,start", "--export", "csv"
    )
    assert list(rows(run.out)[0]) == ["text", "lead_in", "start"]
    assert {row["lead_in"] for row in rows(run.out)} == {"Centerpartiet vill att:"}
    run = polcorp("themes", "--long", "--type", "motion", "--theme", "skola", "--export", "jsonl")
    assert {json.loads(line)["doc_id"] for line in run.out.splitlines()} == {"social"}
    run = polcorp("demands", "--any-holder", "--party", "M", "--export", "csv")
    assert len(rows(run.out)) == 1


def test_files(corpus: Corpus, here: Path, polcorp: Polcorp) -> None:
    run = polcorp("themes", "-o", "out/themes.parquet")
    assert (run.code, run.out) == (0, "")
    assert "rows in out/themes.parquet" in run.err
    assert list(pd.read_parquet("out/themes.parquet")["theme"]) == list(corpus.themes()["theme"])
    assert polcorp("themes", "-o", "t.csv", "--dialect", "excel-sv", "-q").err == ""
    assert Path("t.csv").read_bytes().startswith(b"\xef\xbb\xbftheme;name;")


def test_nothing_to_report_on(corpus: Corpus, polcorp: Polcorp) -> None:
    run = polcorp("demands", "--party", "V")
    assert (run.code, run.err) == (0, "no matching rows\n")
    assert run.out.split()[:3] == ["party", "municipality", "date"]
    run = polcorp("demands", "--party", "V", "--export", "csv")
    assert run.code == 0
    assert run.out.startswith("demand_id,doc_id,")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["demands", "--party", "centerpartet"], "unknown party «centerpartet»; did you mean"),
        (["themes", "--theme", "skolan"], "unknown theme «skolan»; did you mean skola, "),
        (["ingest", "nowhere"], "no such file or folder: nowhere"),
        (["themes", "--corpus", "other.db"], "no corpus other.db; «polcorp ingest» makes one"),
        (["themes", "--corpus", "data/raw/social.txt"], "not a polcorp corpus"),
        (["themes", "--export", "cvs"], "unknown format «cvs»; did you mean csv"),
        (["themes", "--export", "xlsx"], "xlsx is no text: name a file with -o FILE.xlsx"),
        (["themes", "-o", "themes.doc"], "cannot tell the format of themes.doc"),
        (["themes", "--dialect", "excel-sv"], "--dialect goes with an export"),
        (["themes", "--export", "csv", "--dialect", "x"], "unknown dialect «x»"),
        (["themes", "--by", "parti"], "unknown group «parti»; did you mean party"),
        (["themes", "--columns", "theme,shares"], "unknown column «shares»; did you mean share"),
        (["themes", "--lang", "se"], "unknown language «se»"),
        (["themes", "--partie", "C"], "No such option: --partie"),
        (["theme"], "No such command «theme»"),
        (["themes", "--limit", "-1"], "--limit is at least 0. Try «polcorp themes --help»."),
        (["sql", "DELETE FROM text"], "only reading SQL"),
        (["evaluate", "gold.jsonl"], "no annotations at gold.jsonl"),
        (["evaluate", "data/raw/social.txt", "--table", "score"], "did you mean scores"),
    ],
)
def test_wrong_use_is_one_line_and_code_2(
    corpus: Corpus, polcorp: Polcorp, arguments: list[str], message: str
) -> None:
    run = polcorp(*arguments)
    assert (run.code, run.out) == (2, "")
    assert message in run.err
    assert run.err.startswith("polcorp: ")
    assert run.err.count("\n") == 1


def test_sql_info_and_export(corpus: Corpus, here: Path, polcorp: Polcorp) -> None:
    run = polcorp("sql", "SELECT party, count(*) AS n FROM demands GROUP BY 1", "--export", "csv")
    assert run.out == "party,n\nC,3\nS,1\n"
    run = polcorp("export", "tables", "--export", "jsonl", "--party", "C")
    assert run.code == 0
    written = {path.name for path in Path("tables").iterdir()}
    assert written == {"datapackage.json"} | {
        f"{name}.jsonl"
        for name in (
            "documents",
            "sections",
            "lead_ins",
            "demands",
            "other_demands",
            "actors",
            "mentions",
            "boilerplate_mentions",
            "themes",
            "codes",
            "other_codes",
        )
    }
    assert len(Path("tables/demands.jsonl").read_text("utf-8").splitlines()) == 3


def test_settings_are_read_and_checked(
    corpus: Corpus, here: Path, polcorp: Polcorp, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus.path.rename("mine.db")
    Path("polcorp.toml").write_text('corpus = "mine.db"\nlang = "sv"\n', encoding="utf-8")
    assert polcorp("actors").out.startswith("aktör")
    assert polcorp("actors", "--lang", "en").out.startswith("actor")
    monkeypatch.setenv("POLCORP_CORPUS", "other.db")
    assert "ingen korpus other.db" in polcorp("actors").err
    monkeypatch.delenv("POLCORP_CORPUS")
    Path("polcorp.toml").write_text('corpsu = "mine.db"\n', encoding="utf-8")
    run = polcorp("actors", "--corpus", "mine.db")
    assert (run.code, "did you mean corpus" in run.err) == (2, True)
    Path("polcorp.toml").write_text('limit = "x"\n', encoding="utf-8")
    assert "limit must be a whole number" in polcorp("actors", "--corpus", "mine.db").err
    Path("polcorp.toml").write_text("limit = \n", encoding="utf-8")
    assert "polcorp.toml: " in polcorp("actors").err


def test_no_command_shows_the_help(polcorp: Polcorp) -> None:
    run = polcorp()
    assert run.code == 0
    assert "ingest" in run.out
    assert polcorp("--version").out.startswith("polcorp ")


def test_text_from_files_cannot_steer_the_terminal(
    raw: Path, quick: Analyser, polcorp: Polcorp
) -> None:
    (raw / "evil.txt").write_text(
        "Vi vill att \x1b]0;ont\x07 skolan\x1b[2J. " + "Mer text. " * 50, encoding="utf-8"
    )
    polcorp("ingest")
    run = polcorp("demands", "--doc", "evil")
    assert run.code == 0
    assert "\x1b" not in run.out
    assert "␛[2J" in run.out


def test_info_tells_versions_and_whether_the_corpus_is_up_to_date(
    corpus: Corpus, analyser: Analyser, polcorp: Polcorp, monkeypatch: pytest.MonkeyPatch
) -> None:
    from polcorp.ingest import fingerprint

    monkeypatch.setattr(fingerprint, "analysis_info", lambda *_: analyser.info)
    facts = {row["what"]: row["value"] for row in rows(polcorp("info", "--export", "csv").out)}
    assert (facts["pipeline model"], facts["documents"], facts["up to date"]) == (
        "test",
        "3",
        "yes",
    )
    assert facts["your own files"] == "data/annotations"
    monkeypatch.setattr(fingerprint, "analysis_info", lambda *_: {"model": "newer"})
    assert "no: the program or your own files have changed" in polcorp("info").out
    assert "no corpus yet" in polcorp("info", "--corpus", "other.db").out


def test_evaluate_prints_scores_and_errors(corpus: Corpus, polcorp: Polcorp) -> None:
    text = corpus.text("liberal")
    start = text.index("Skolfam")
    gold = [
        {"doc": "liberal.txt", "layer": "DOCUMENT", "party": "L", "municipality": "Linköping"}
        | {"date": "2019-05", "doc_type": "motion", "title": None},
        {"doc": "liberal.txt", "layer": "ACTOR", "start": start, "end": start + 7}
        | {"text": "Skolfam", "canonical": "Skolfam", "type": "PROGRAMME"},
    ]
    Path("gold.jsonl").write_text("\n".join(map(json.dumps, gold)) + "\n", encoding="utf-8")
    scores = rows(polcorp("evaluate", "gold.jsonl", "--export", "csv").out)
    actors = next(row for row in scores if (row["layer"], row["type"]) == ("ACTOR", "all"))
    assert (actors["gold"], actors["hits"]) == ("1", "1")
    errors = rows(polcorp("evaluate", "gold.jsonl", "--table", "errors", "--export", "csv").out)
    assert any((row["layer"], row["type"]) == ("DOCUMENT", "doc_type") for row in errors)
    both = polcorp("evaluate", "gold.jsonl").out
    assert "lenient F1" in both
    assert "detail" in both
    Path("set").mkdir()
    Path("gold.jsonl").rename("set/gold.jsonl")
    assert rows(polcorp("evaluate", "set", "--export", "csv").out) == scores


def test_progress_goes_to_standard_error(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    with progress_shown(quiet=False) as progress:
        assert progress is not None
        progress(1, 2, "raw/\x1b[2Jett.txt")
    assert "␛[2Jett.txt" in stream.getvalue()
    assert "1/2" in stream.getvalue()
    with progress_shown(quiet=True, verbose=True) as progress:
        assert progress is None


def test_the_next_step_names_the_corpus_that_was_filled(
    raw: Path, quick: Analyser, polcorp: Polcorp
) -> None:
    step = "next: polcorp demands --corpus 'my own.db', polcorp themes"
    assert polcorp("ingest", "--corpus", "my own.db").err.startswith(step)
    assert polcorp("--corpus", "b.db", "ingest").err.startswith(
        "next: polcorp demands --corpus b.db,"
    )


def test_a_verbose_ingest_names_each_file(raw: Path, quick: Analyser, polcorp: Polcorp) -> None:
    run = polcorp("ingest", "-v")
    names = [line.partition(" ")[2] for line in run.err.splitlines() if re.match(r"\d+/3 ", line)]
    assert sorted(names) == [f"data/raw/{path.name}" for path in sorted(raw.glob("*.txt"))]
    assert polcorp("ingest", "-v", "-q", "--force").err == ""


def test_every_command_has_a_file_of_its_name_and_is_listed() -> None:
    from polcorp.cli import commands

    names = [name for group in COMMANDS.values() for name in group]
    files = {path.stem for path in Path(commands.__file__).parent.glob("[a-z]*.py")}
    assert files == {*names, *GROUPS}
    for listed in LISTED:
        if listed.name in names:
            assert listed.function.__module__ == f"polcorp.cli.commands.{listed.name}"


def test_the_overview_says_of_each_command_what_its_own_help_says_first() -> None:
    for listed in LISTED:
        summary, command = listed.summary(), listed.load()
        assert summary.name == command.name == listed.name
        assert summary.help == " ".join(str(command.help).split("\n\n")[0].split())


def test_a_command_without_source_is_loaded_for_its_summary(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("polcorp.cli.lazy_commands._about", lambda name: "")
    ingest = LISTED[0].summary()
    assert str(ingest.help).startswith("Read, analyse and store texts")


def test_the_overview_imports_no_command() -> None:
    code = (
        "import sys, polcorp.cli.app as app\n"
        "try: app.main(['--help'])\n"
        "except SystemExit: pass\n"
        "print([name for name in sys.modules if name.startswith('polcorp.cli.commands.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert "Read, analyse and store texts" in done.stdout


def test_help_and_version_by_any_usual_way(polcorp: Polcorp) -> None:
    for asked in ("-V", "-v", "--version"):
        assert polcorp(asked).out.startswith("polcorp ")
    assert polcorp("help").out == polcorp("--help").out
    assert polcorp("help", "demands").out == polcorp("demands", "--help").out


ALL = ("", *(name for names in COMMANDS.values() for name in names), "annotations import")
#: Lines of the help of a command at 100 columns; the program's lists the commands. A field of documents
#: with a filter adds one.
MOST_LINES = 32


def options_of(name: str) -> dict[str, bool]:
    """Return the present name of each option of a command, and whether it is rare."""
    command: Any = typer.main.get_command(app)
    for part in name.split():
        command = command.commands[part]
    options = [p for p in command.params if p.param_type_name == "option" and p.help]
    return {next(o for o in p.opts if o.startswith("--")): p.hidden for p in options}


@pytest.mark.parametrize("name", ALL)
def test_help_is_short_and_has_words_for_what_an_option_takes(
    polcorp: Polcorp, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    for language in ("en", "sv"):
        shown = polcorp(*name.split(), "--help", "--lang", language).out
        assert "--help" in shown
        assert not re.findall(r"<\w[^>]*>|\[x|\[\[", shown)
        assert "--help-all" in shown
        assert not name or len(shown.splitlines()) <= MOST_LINES


@pytest.mark.parametrize("name", ALL)
def test_rare_options_are_shown_when_they_are_asked_for(polcorp: Polcorp, name: str) -> None:
    def named(text: str) -> set[str]:
        return set(re.findall(r"^│ [* ]{0,3}(--[\w-]+)", text, re.MULTILINE))

    options = options_of(name)
    usual = {option for option, rare in options.items() if not rare}
    shown = named(polcorp(*name.split(), "--help").out)
    assert shown == usual | {"--help"}
    assert named(polcorp(*name.split(), "--help-all").out) == {*shown, *options, "--help-all"}


def test_old_names_of_options_work_and_are_not_shown(polcorp: Polcorp, corpus: Corpus) -> None:
    shown = polcorp("documents", "--help-all").out
    assert "--doc-type" in shown
    assert "--type" not in shown.replace("--doc-type", "")
    new, old = (polcorp("documents", name, "motion") for name in ("--doc-type", "--type"))
    assert new == old
    assert new.code == 0
