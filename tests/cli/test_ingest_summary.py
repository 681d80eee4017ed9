"""What an ingest says at its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from polcorp.cli.ingest_summary import not_known, passed_over, remarks
from polcorp.corpus import Corpus
from polcorp.ingest.analyser import Analyser
from polcorp.ingest.options import IngestReport
from tests.cli.conftest import Polcorp


def test_files_passed_over_are_counted_by_ending_and_one_is_named(
    corpus: Corpus, raw: Path, polcorp: Polcorp
) -> None:
    for name in ("brev.doc", "x/annat.doc", "sida.xml", "plan.PAGES"):
        (raw / "x").mkdir(exist_ok=True)
        (raw / name).touch()
    run = polcorp("ingest")
    assert (run.code, run.err) == (
        0,
        "4 files passed over: 2 .doc (brev.doc, …), 1 .pages, 1 .xml; polcorp reads .txt, .docx,"
        " .html, .md, .odt, .pdf, .rtf or .xml (TEI, Sparv); name a file to read it anyway\n",
    )
    assert polcorp("ingest", "--quiet").err == ""
    assert Corpus().ingest().passed_over[0] == "data/raw/brev.doc"


@pytest.mark.parametrize("option", ["--quiet", "--dry-run"])
def test_nothing_to_read_is_one_line(
    here: Path, quick: Analyser, polcorp: Polcorp, option: str
) -> None:
    (here / "texts").mkdir()
    run = polcorp("ingest", "texts", option)
    assert (run.code, run.out) == (1, "")
    assert run.err.splitlines()[0] == (
        "nothing to read: no .txt, .docx, .html, .md, .odt, .pdf, .rtf or .xml (TEI, Sparv) file is there"
    )
    (here / "texts/Motion").touch()
    run = polcorp("ingest", "texts", "--quiet")
    assert (run.code, run.out, run.err) == (
        1,
        "",
        "nothing to read: 1 file passed over: 1 without ending (Motion); polcorp reads .txt, .docx,"
        " .html, .md, .odt, .pdf, .rtf or .xml (TEI, Sparv); name a file to read it anyway\n",
    )


def test_what_is_pruned_is_told_where_nothing_is_left(
    corpus: Corpus, raw: Path, polcorp: Polcorp
) -> None:
    for path in raw.iterdir():
        path.unlink()
    run = polcorp("ingest", "--prune")
    assert run.code == 1
    assert dict(line.rsplit(maxsplit=1) for line in run.out.splitlines()[1:])["taken out"] == "3"


def test_copies_are_told_as_not_counted(raw: Path, quick: Analyser, polcorp: Polcorp) -> None:
    (raw / "social-again.txt").write_bytes((raw / "social.txt").read_bytes())
    run = polcorp("ingest")
    figures = dict(line.rsplit(maxsplit=1) for line in run.out.splitlines()[1:])
    assert figures["copies of another file (not counted)"] == "1"
    assert figures["documents in the corpus"] == "3"
    assert "kopior av en annan fil (räknas inte)" in polcorp("ingest", "--lang", "sv").out
    assert "social-again" not in polcorp("documents", "--export", "csv").out
    assert "social-again" in polcorp("documents", "--with-copies", "--export", "csv").out
    assert "social-again" in polcorp("documents", "--doc", "social-again").out
    hits = [
        len(polcorp("kwic", "läxhjälp", *more).out.splitlines()) for more in ([], ["--with-copies"])
    ]
    assert hits == [1, 2]


def test_what_is_not_known_is_told_with_the_way_to_give_it(
    raw: Path, quick: Analyser, polcorp: Polcorp
) -> None:
    (raw.parent / "annotations/documents.csv").unlink()
    run = polcorp("ingest")
    assert run.err == (
        "1 of 3 documents has no party, 3 no municipality, 3 no date: fill in"
        " `polcorp documents --template -o data/annotations/documents.csv`,"
        " or use --path-pattern\n"
        "next: polcorp demands, polcorp themes --by party, polcorp report -o report.html\n"
    )
    assert polcorp("ingest", "--dry-run").err.startswith("nothing was done")


def test_sentences_agree_with_their_numbers() -> None:
    totals = {"documents": 60, "without_party": 12, "without_municipality": 0, "without_date": 36}
    assert not_known(totals) == "12 of 60 documents have no party, 36 no date"
    assert not_known({**totals, "without_party": 0, "without_date": 1}) == (
        "1 of 60 documents has no date"
    )
    assert not_known({"documents": 3}) == ""
    assert passed_over(["a/b.doc"]) == (
        "1 file passed over: 1 .doc (b.doc);"
        " polcorp reads .txt, .docx, .html, .md, .odt, .pdf, .rtf or .xml (TEI, Sparv)"
    )
    several = IngestReport(unchanged=["c"], elsewhere=["raw/a.txt", "raw/b.txt"])
    assert list(remarks(several)) == [
        "2 documents (raw/a.txt, …) come from another folder: whether their files are still on the"
        " disk cannot be told from here, so --prune leaves them"
    ]
    one = IngestReport(unchanged=["c"], elsewhere=["raw/a.txt"])
    assert next(remarks(one)).startswith("1 document (raw/a.txt) comes from another folder")


def test_no_name_steers_the_terminal() -> None:
    evil = "raw/\x1b[31m.txt"
    report = IngestReport(
        unchanged=["c"], missing=[evil], elsewhere=[evil], passed_over=[evil + ".md"]
    )
    report.unmatched_metadata = [evil]
    said = "".join(remarks(report))
    assert "\x1b" not in said
    assert said.count("␛[31m") == 4


@pytest.mark.parametrize("parquet", [(), ("--parquet", "set")], ids=["store", "data-set"])
def test_mojibake_is_told_with_an_example(
    corpus: Corpus, raw: Path, polcorp: Polcorp, parquet: tuple[str, ...]
) -> None:
    for name in ("b", "a"):
        text = f"Skolan {name}\n\nVi i LinkÃ¶ping vill ha lÃ¤rare.\n"
        (raw / f"{name}.txt").write_text(text, encoding="utf-8")
    run = polcorp("ingest", *parquet)
    assert run.code == 0
    assert (
        "2 documents were decoded in a wrong way before polcorp got to read them"
        " (data/raw/a.txt: «LinkÃ¶ping» is read as «Linköping»)\n"
    ) in run.err
    documents = Corpus("set" if parquet else "data/polcorp.db").documents()
    damaged = documents[documents["encoding"] == "utf-8 (mojibake)"]
    assert set(damaged["doc_id"]) == {"a", "b"}
    assert "decoded" not in polcorp("ingest", *parquet).err


@pytest.mark.parametrize(
    ("given", "settings"), [(("--model", "blank"), ""), ((), 'model = "blank"\n')]
)
def test_a_pipeline_that_was_asked_for_is_named(
    raw: Path, polcorp: Polcorp, given: tuple[str, ...], settings: str
) -> None:
    if settings:
        Path("polcorp.toml").write_text(settings, encoding="utf-8")
    run = polcorp("ingest", str(raw), *given)
    assert "analysed with the pipeline «blank»" in run.err
