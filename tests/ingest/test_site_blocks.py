"""The second pass of an ingest: whose lines are learned, what is analysed again, what is told."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError
from polcorp.ingest.analyser import Analyser
from polcorp.ingest.options import IngestReport
from tests.pipeline.layout.test_site_blocks import FOOTER, MENU, SUBJECTS, body, page

FILE = Path("c.db")


def write_site(folder: str = "raw/site", footer: tuple[str, ...] = FOOTER) -> None:
    Path(folder).mkdir(parents=True, exist_ok=True)
    for subject in SUBJECTS:
        Path(folder, f"{subject}.txt").write_text(page(subject, footer=footer), encoding="utf-8")


def ingest(*paths: str, **options: object) -> IngestReport:
    return Corpus(FILE).ingest(paths or ("raw",), **options)  # type: ignore[arg-type]


def lines(corpus: Path = FILE) -> list[tuple[str, str]]:
    table = Corpus(corpus).site_blocks()
    return list(zip(table["site"], table["line"], strict=True))


def test_lines_are_masked_told_and_kept(here: Path, quick: Analyser) -> None:
    write_site()
    Path("raw/other.txt").write_text(body("skolan"), encoding="utf-8")
    told = ingest(site_blocks=True, dry_run=True)
    report = ingest(site_blocks=True)
    assert (report.sites, report.site_documents) == (told.sites, told.site_documents) == (1, 7)
    assert report.site_lines == told.site_lines == 7 * len((*MENU, *FOOTER))
    assert [site for site, _ in lines()] == ["raw/site"] * len((*MENU, *FOOTER))
    table = Corpus(FILE).site_blocks()
    assert list(table.columns) == ["site", "edge", "line", "documents", "documents_all", "doc_id"]
    assert set(table["documents"]) == set(table["documents_all"]) == {7}
    assert Corpus(FILE).check() == []


def test_the_next_ingest_does_as_the_last(here: Path, quick: Analyser) -> None:
    write_site()
    assert ingest().sites is None
    assert lines() == []
    assert len(ingest(site_blocks=True).updated) == 7
    again = ingest()
    assert (len(again.unchanged), again.site_documents) == (7, 7)
    assert len(ingest(site_blocks=False).updated) == 7
    assert lines() == []
    assert ingest().sites is None


def test_only_documents_in_which_something_else_is_masked_are_analysed_again(
    here: Path, quick: Analyser
) -> None:
    write_site()
    write_site("raw/second")
    for path in Path("raw/second").iterdir():
        path.write_text(path.read_text("utf-8").replace("Mer", "Ännu mer"), encoding="utf-8")
    ingest(site_blocks=True)
    Path("raw/site/ny.txt").write_text(page("kyrkan"), encoding="utf-8")
    report = ingest()
    assert report.added == ["raw/site/ny.txt"]
    assert len(report.unchanged) == 14
    write_site(footer=FOOTER[1:])
    report = ingest()
    assert {Path(path).parent.name for path in report.updated} == {"site"}
    assert {Path(path).parent.name for path in report.unchanged} == {"second"}


def test_an_ingest_of_one_file_masks_by_the_lines_that_the_corpus_has(
    here: Path, quick: Analyser
) -> None:
    write_site()
    ingest(site_blocks=True)
    before = lines()
    Path("raw/site/ny.txt").write_text(page("kyrkan"), encoding="utf-8")
    report = ingest("raw/site/ny.txt")
    assert (report.added, report.site_documents) == (["raw/site/ny.txt"], 1)
    assert lines() == before


def test_a_column_names_the_site(here: Path, quick: Analyser) -> None:
    for number, subject in enumerate(SUBJECTS):
        write = Path(f"raw/{number}/{subject}.txt")
        write.parent.mkdir(parents=True)
        write.write_text(page(subject), encoding="utf-8")
    assert ingest(site_blocks=True).site_lines == 0
    rows = "".join(f"{subject}.txt,example.org\n" for subject in SUBJECTS)
    Path("sites.csv").write_text(f"file,site\n{rows}", encoding="utf-8")
    assert ingest(metadata="sites.csv").site_documents == 7
    assert {site for site, _ in lines()} == {"example.org"}


def test_what_cannot_be_read_is_no_page_and_a_failure(here: Path, quick: Analyser) -> None:
    write_site()
    Path("raw/site/tom.txt").write_bytes(b"")
    report = ingest(site_blocks=True)
    assert [failure.path for failure in report.failures] == ["raw/site/tom.txt"]
    assert report.site_documents == 7


def test_a_data_set_has_no_place_for_the_lines(here: Path, quick: Analyser) -> None:
    write_site()
    with pytest.raises(PolcorpError, match="--site-blocks needs a corpus file"):
        ingest(site_blocks=True, parquet="set")
    ingest(site_blocks=True)
    assert ingest(parquet="set").sites is None


def test_a_site_with_too_few_documents_left_has_no_lines(here: Path, quick: Analyser) -> None:
    write_site()
    write_site("raw/second", footer=FOOTER[1:])
    ingest(site_blocks=True)
    for subject in SUBJECTS:
        Path(f"raw/second/{subject}.txt").unlink()
    for subject in SUBJECTS[2:]:
        Path(f"raw/site/{subject}.txt").unlink()
    assert {site for site, _ in lines()} == {"raw/second", "raw/site"}
    report = ingest(prune=True)
    assert (len(report.updated), len(report.pruned), lines()) == (2, 12, [])


@pytest.mark.slow
def test_a_document_and_the_exported_lines_give_its_analysis(here: Path) -> None:
    from polcorp.pipeline.blocks import analyse_text
    from polcorp.pipeline.language import load_pipeline
    from polcorp.pipeline.layout.site_lists import SITE_BLOCKS, SiteLines

    write_site()
    corpus = Corpus(FILE)
    corpus.ingest("raw", model="blank", site_blocks=True, jobs=1)
    corpus.site_blocks().to_csv("site_blocks.csv", index=False)
    with Path("site_blocks.csv").open(encoding="utf-8", newline="") as file:
        site = SiteLines.of_table(csv.DictReader(file))
    subject = SUBJECTS[3]
    doc = analyse_text(load_pipeline("blank"), page(subject), {SITE_BLOCKS: site.as_json()})
    rows = corpus.sections(doc=subject)
    found = [(item["start"], item["end"], item["rule"]) for item in doc._.sections]
    assert sorted(found) == sorted(zip(rows["start"], rows["end"], rows["rule"], strict=True))
    assert [item["rule"] for item in doc._.boilerplate] == ["boilerplate:site-block"] * 2


@pytest.mark.slow
def test_any_number_of_processes_finds_the_same(here: Path) -> None:
    write_site()
    query = 'SELECT doc_id, start, "end", kind, rule FROM sections ORDER BY doc_id, start'
    found = []
    for jobs in (1, 2):
        corpus = Corpus(f"{jobs}.db")
        corpus.ingest("raw", model="blank", site_blocks=True, jobs=jobs)
        found.append([corpus.sql(query), corpus.site_blocks()])
    for one, other in zip(*found, strict=True):
        assert one.equals(other)
    sections = found[0][0]
    assert (sections["rule"] == "boilerplate:site-block").sum() == 14
