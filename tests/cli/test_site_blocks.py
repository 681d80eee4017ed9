"""What the command line says of the lines of sites, lists and exports."""

from __future__ import annotations

import json
from pathlib import Path

from polcorp.ingest.analyser import Analyser
from tests.cli.conftest import Polcorp
from tests.ingest.test_site_blocks import write_site
from tests.pipeline.layout.test_site_blocks import FOOTER, MENU, body


def test_lines_of_sites_are_told_listed_and_exported(
    here: Path, quick: Analyser, polcorp: Polcorp
) -> None:
    write_site("data/raw/site")
    run = polcorp("ingest", "--site-blocks")
    told = "77 lines masked in 7 documents as blocks of 1 site (`polcorp info --site-blocks`"
    assert (run.code, told in run.err) == (0, True)
    assert "77 rader maskerade i 7 dokument som block från 1 webbplats" in (
        polcorp("ingest", "--lang", "sv").err
    )
    listed = polcorp("info", "--site-blocks", "--export", "csv").out.splitlines()
    assert listed[0] == "site,edge,line,documents,documents_all,doc_id"
    assert len(listed) == 1 + len(MENU) + len(FOOTER)
    assert listed[1] == "data/raw/site,top,välkommen hit,7,7,badhuset"
    polcorp("export", "tables", "--export", "csv")
    assert Path("tables/site_blocks.csv").read_text("utf-8").splitlines() == listed
    package = json.loads(Path("tables/datapackage.json").read_text("utf-8"))
    schema = next(r["schema"] for r in package["resources"] if r["name"] == "site_blocks")
    assert schema["primaryKey"] == ["site", "edge", "line"]


def test_without_them_nothing_is_told_or_exported(
    here: Path, quick: Analyser, polcorp: Polcorp
) -> None:
    Path("data/raw").mkdir(parents=True)
    Path("data/raw/a.txt").write_text(body("skolan"), encoding="utf-8")
    assert "masked" not in polcorp("ingest").err
    assert "nothing is masked" in polcorp("ingest", "--site-blocks").err
    polcorp("export", "tables", "--export", "csv")
    assert not Path("tables/site_blocks.csv").exists()
    run = polcorp("ingest", "--site-blocks", "--parquet", "set", "--lang", "sv")
    assert (run.code, "behöver en korpusfil" in run.err) == (2, True)


def test_the_settings_file_turns_them_on(here: Path, quick: Analyser, polcorp: Polcorp) -> None:
    write_site("data/raw/site")
    Path("polcorp.toml").write_text("site_blocks = true\n", encoding="utf-8")
    assert "77 lines masked" in polcorp("ingest").err
    assert "masked" not in polcorp("ingest", "--no-site-blocks").err
