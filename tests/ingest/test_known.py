"""What is known of documents from outside, from the file system to the tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from polcorp.analysis.template import documents_template
from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError
from polcorp.ingest.ingest import Analyser
from polcorp.reports.exports import Style, export_bytes

pytestmark = pytest.mark.slow

VAGUE = "Kommunen växer, och det märks i skolan, i vården och på vägarna varje dag.\n"
CLEAR = (
    "Skola i Linköping\n\nCenterpartiet i Linköping vill mer. Centerpartiet i Linköpings kommun"
    f" bygger.\n\n{VAGUE}\nLinköping den 3 maj 2021\n"
)


@pytest.fixture
def files(here: Path) -> Path:
    """Texts that say nothing, and one that says all, in telling places."""
    for name, text in (
        ("raw/C/arjang_2022.txt", VAGUE),
        ("raw/S/2018/kil_motion.txt", VAGUE + "Mer.\n"),
        ("raw/S/clear_lund.txt", CLEAR),
        ("raw/other.txt", VAGUE + "Annat.\n"),
    ):
        path = here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (here / "data/annotations").mkdir(parents=True)
    return here


def give(text: str, name: str = "documents.csv") -> Path:
    path = Path("data/annotations", name)
    path.write_text(text, encoding="utf-8")
    return path


def fields(corpus: Corpus, path: str) -> dict[str, Any]:
    row = corpus.documents().set_index("path").loc[path]
    return {str(name): None if pd.isna(value) else value for name, value in row.items()}


def test_paths_fill_what_the_text_leaves_open(files: Path) -> None:
    corpus = Corpus()
    assert corpus.ingest("raw", model="blank").ok
    found = fields(corpus, "raw/C/arjang_2022.txt")
    assert (found["party"], found["parties"]) == ("C", "C")
    assert (found["municipality"], found["region"]) == ("Årjäng", "Region Värmland")
    assert found["date"] == "2022"
    assert found["party_evidence"] == found["date_evidence"] == "path: C/arjang_2022.txt"
    assert 0 < found["party_confidence"] < 0.5
    clear = fields(corpus, "raw/S/clear_lund.txt")  # the text goes before its folder and its name
    assert (clear["party"], clear["municipality"], clear["date"]) == (
        "C",
        "Linköping",
        "2021-05-03",
    )
    assert "path" not in str(clear["party_evidence"])
    other = fields(corpus, "raw/other.txt")
    assert other["party"] is other["municipality"] is other["date"] is None
    assert not [name for name in found if "@" in name]


def test_paths_are_no_evidence_if_they_shall_not_be(files: Path) -> None:
    corpus = Corpus()
    corpus.ingest("raw", model="blank", path_evidence=False)
    assert fields(corpus, "raw/C/arjang_2022.txt")["party"] is None


def test_a_moved_file_with_another_path_is_analysed_again(files: Path) -> None:
    corpus = Corpus()
    corpus.ingest("raw", model="blank")
    assert len(corpus.ingest("raw", model="blank").unchanged) == 4
    Path("raw/L").mkdir()
    Path("raw/C/arjang_2022.txt").rename("raw/L/arjang_2022.txt")
    Path("raw/other.txt").rename("raw/another.txt")
    report = corpus.ingest("raw", model="blank")
    assert report.moved == [
        ("raw/C/arjang_2022.txt", "raw/L/arjang_2022.txt"),
        ("raw/other.txt", "raw/another.txt"),
    ]
    assert report.updated == ["raw/L/arjang_2022.txt"]
    assert fields(corpus, "raw/L/arjang_2022.txt")["party"] == "L"


def test_equal_texts_in_other_places_differ_by_their_places(files: Path) -> None:
    Path("raw/S/arjang_2022.txt").write_text(VAGUE, encoding="utf-8")
    corpus = Corpus()
    corpus.ingest("raw", model="blank")
    query = "SELECT path, party FROM document WHERE path LIKE '%arjang%' ORDER BY path"
    assert list(corpus.sql(query)["party"]) == ["C", "S"]


def test_a_pattern_goes_before_the_text_and_the_table_before_the_pattern(files: Path) -> None:
    give("path,municipality,source\nraw/S/clear_lund.txt,Malmö stad,paper\n")
    corpus = Corpus()
    patterns = ["{party}/{wave}/{municipality}_motion.txt", "{party}/{any}_{municipality}.txt"]
    report = corpus.ingest("raw", model="blank", path_pattern=patterns)
    assert report.unmatched_paths == ["raw/other.txt"]
    assert report.metadata_remarks == ["raw/C/arjang_2022.txt: municipality «2022» is not known"]
    clear = fields(corpus, "raw/S/clear_lund.txt")
    assert (clear["party"], clear["party_evidence"]) == ("S", "path: S/clear_lund.txt")
    assert clear["party_confidence"] == clear["municipality_confidence"] == 1
    assert (clear["municipality"], clear["municipality_evidence"]) == ("Malmö", "given")
    assert (clear["source"], clear["wave"]) == ("paper", None)
    motion = fields(corpus, "raw/S/2018/kil_motion.txt")
    assert (motion["municipality"], motion["wave"]) == ("Kil", "2018")
    assert motion["date"] is None  # where a pattern says what is what, nothing is guessed


def test_one_pattern_is_enough(files: Path) -> None:
    corpus = Corpus()
    report = corpus.ingest("raw", model="blank", path_pattern="{kommun}_{år}.txt")
    found = fields(corpus, "raw/C/arjang_2022.txt")
    assert (found["municipality"], found["date"], found["party"]) == ("Årjäng", "2022", None)
    assert len(report.unmatched_paths) == 3
    options = corpus.sql("SELECT options FROM run")["options"][0]
    assert '"path_pattern": ["{kommun}_{år}.txt"], "path_evidence": true' in options


@pytest.mark.parametrize("jobs", [1, 2])
def test_any_number_of_processes_sees_the_same_paths(files: Path, jobs: int) -> None:
    corpus = Corpus()
    corpus.ingest("raw", model="blank", jobs=jobs, path_pattern="{party}/{year}/{any}.txt")
    table = corpus.documents().set_index("path")[["party", "date"]]
    assert list(table.loc["raw/S/2018/kil_motion.txt"]) == ["S", "2018"]
    assert list(table.loc["raw/C/arjang_2022.txt"]) == ["C", "2022"]


def test_a_data_set_has_them_too(files: Path) -> None:
    pytest.importorskip("fsspec")
    Corpus().ingest("raw", model="blank", parquet="set", path_pattern="{party}/{wave}/{any}.txt")
    found = fields(Corpus("set"), "raw/S/2018/kil_motion.txt")
    assert (found["party"], found["wave"]) == ("S", "2018")
    again = Corpus().ingest("raw", model="blank", parquet="set", path_pattern="{party}/{any}.txt")
    assert len(again.updated) == 4  # in «raw/other.txt» the party is «raw»


WRONG = (
    "Fil;Parti;Kommun;Datum;Typ\n"
    "arjang_2022;Kristdemokratena;Årjängs kommun;21.03.2018;Valmanifest\n"
    "kil_motion;centern;Vageryd;3/21/2018;debattartikel\n"
    "other;Kristdemokratena\n"
    "clear_lund;Kristdemokratena;;mars 2018;\n"
)
REMARKS = [
    "line 2 and 1 more: party «Kristdemokratena» is not known (KD, Kristdemokraterna?)",
    "line 3: date «3/21/2018» is left out: give 2018, 2018-03 or 2018-03-21",
    "line 3: municipality «Vageryd» is not known (Vaggeryd?)",
    "line 4: 2 cells under 5 columns; the row is left out",
]


def test_values_of_the_table_are_resolved_and_slips_are_told(files: Path, quick: Analyser) -> None:
    give(WRONG)
    corpus = Corpus()
    report = corpus.ingest("raw")
    assert report.ok
    assert report.metadata_remarks == [f"data/annotations/documents.csv, {r}" for r in REMARKS]
    columns = ["party", "municipality", "date", "doc_type"]
    table = corpus.documents().set_index("path")[columns].astype(object)
    rows = table.where(table.notna(), None)
    assert list(rows.loc["raw/C/arjang_2022.txt"]) == [
        "Kristdemokratena",  # kept: no list has all local parties
        "Årjäng",
        "2018-03-21",
        "programme",
    ]
    assert list(rows.loc["raw/S/2018/kil_motion.txt"]) == ["C", "Vageryd", None, "article"]
    assert rows.loc["raw/S/clear_lund.txt", "date"] == "2018-03"
    again = corpus.ingest("raw")
    assert (len(again.unchanged), again.metadata_remarks) == (4, report.metadata_remarks)


def test_strict_refuses_slips(files: Path, quick: Analyser) -> None:
    give(WRONG)
    with pytest.raises(PolcorpError) as caught:
        Corpus().ingest("raw", strict=True)
    assert str(caught.value) == (
        f"data/annotations/documents.csv, {REMARKS[0]};"
        " and 3 more, which an ingest without --strict lists"
    )
    assert not Corpus().path.exists()
    give("file,party\nother,C\n")
    with pytest.raises(PolcorpError, match=r"^raw/C/arjang_2022\.txt: doc type «arjang»"):
        Corpus().ingest("raw", strict=True, path_pattern="{doc_type}_2022.txt")
    assert Corpus().ingest("raw", strict=True).ok


def test_parties_of_ones_own_are_known(files: Path, quick: Analyser) -> None:
    give("file,party\nother,kilpartiet\n")
    give("canonical,type,aliases\nKils parti,PARTY,Kilpartiet\n", "actors.csv")
    corpus = Corpus()
    assert corpus.ingest("raw").metadata_remarks == []
    assert fields(corpus, "raw/other.txt")["party"] == "Kils parti"


def test_the_table_in_the_users_folder_is_read(files: Path, quick: Analyser) -> None:
    give("file,party\nother,C\n")
    mine = files / "mine"
    mine.mkdir()
    frame = pd.DataFrame({"sökväg": ["raw/other.txt"], "parti": ["Vänstern"]}, dtype="string")
    (mine / "documents.xlsx").write_bytes(export_bytes(frame, "xlsx"))
    corpus = Corpus()
    assert corpus.ingest("raw", user_dir="mine").metadata_remarks == []
    assert fields(corpus, "raw/other.txt")["party"] == "V"
    (mine / "documents.csv").write_text("file,party\nother,S\n", encoding="utf-8")
    assert corpus.ingest("raw", user_dir="mine", strict=True).metadata_remarks == [
        "mine/documents.csv is used, and documents.xlsx beside it is not"
    ]
    assert fields(corpus, "raw/other.txt")["party"] == "S"


def test_a_column_called_corrections_is_a_column(files: Path, quick: Analyser) -> None:
    give("file,corrections\nother,none\n")
    corpus = Corpus()
    assert corpus.ingest("raw").ok
    assert fields(corpus, "raw/other.txt")["corrections"] == "none"


FORMATS = [("csv", None), ("csv", "excel-sv"), ("xlsx", None)]


@pytest.mark.parametrize(("kind", "dialect"), FORMATS)
def test_a_template_that_is_not_filled_in_changes_nothing(
    files: Path, kind: str, dialect: str | None
) -> None:
    give(
        "Fil;Parti;Datum;valår;-not\nother;centern;21.03.2018;2018;=1+1\nclear_lund;;;;\n"
        "kil_motion;Egen lista;;2022;'t\n"
    )
    corpus = Corpus()
    patterns = ["{wave}/kil_{any}.txt"]
    corpus.ingest("raw", model="blank", path_pattern=patterns)
    before = corpus.documents()
    style = Style(dialect or "standard")
    data = export_bytes(documents_template(corpus), kind, style)
    Path("data/annotations/documents.csv").unlink()
    Path(f"data/annotations/documents.{kind}").write_bytes(data)
    report = corpus.ingest("raw", model="blank", path_pattern=patterns)
    assert len(report.unchanged) == 4
    pd.testing.assert_frame_equal(corpus.documents(), before)
    Path(f"data/annotations/documents.{kind}").unlink()
    assert len(corpus.ingest("raw", model="blank", path_pattern=patterns).updated) == 2


def test_a_template_begins_with_the_most_doubtful(files: Path) -> None:
    give("file,party,municipality,date,doc_type,note\nother,C,Kil,2018,motion,x\n")
    corpus = Corpus()
    corpus.ingest("raw", model="blank")
    table = documents_template(corpus)
    assert list(table["path"]) == [
        "raw/C/arjang_2022.txt",
        "raw/S/2018/kil_motion.txt",
        "raw/S/clear_lund.txt",
        "raw/other.txt",
    ]
    rows = table.set_index("path").astype(object).where(table.set_index("path").notna(), None)
    given = rows.loc["raw/other.txt"]
    assert (given["party"], given["party_guess"], given["note"]) == ("C", None, "x")
    guessed = rows.loc["raw/C/arjang_2022.txt"]
    assert (guessed["party"], guessed["party_guess"]) == (None, "C")
    assert guessed["party_evidence"] == "path: C/arjang_2022.txt"
    assert guessed["party_confidence"] == 0.4
    assert list(documents_template(corpus, municipality="kil")["path"]) == [
        "raw/S/2018/kil_motion.txt",
        "raw/other.txt",
    ]


def test_a_filled_in_cell_counts_at_the_next_ingest(files: Path, quick: Analyser) -> None:
    corpus = Corpus()
    corpus.ingest("raw")
    path = Path("data/annotations/documents.xlsx")
    path.write_bytes(export_bytes(documents_template(corpus), "xlsx"))
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    headings = [cell.value for cell in sheet[1]]
    line = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "raw/other.txt")
    line[headings.index("municipality")].value = "Årjängs kommun"
    line[headings.index("date")].value = pd.Timestamp("2018-03-21").to_pydatetime()
    book.save(path)
    assert corpus.ingest("raw").updated == ["raw/other.txt"]
    found = fields(corpus, "raw/other.txt")
    assert (found["municipality"], found["date"]) == ("Årjäng", "2018-03-21")
