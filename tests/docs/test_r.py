"""The examples in R: those of base R are run where R is, the columns of all exist."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from polcorp.cli.app import main
from polcorp.corpus import Corpus

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
BLOCKS = [
    (page.name, block)
    for page in sorted((ROOT / "docs").glob("*.md"))
    for block in re.findall(r"^```r\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
]
COLUMN = re.compile(r"\$(\w+)|_field = \"(\w+)\"|dfm_group\((\w+)\)")


@pytest.fixture
def exported(corpus: Corpus) -> None:
    """The files that the examples read."""
    for command in ("export tables", "export texts --export quanteda"):
        with pytest.raises(SystemExit) as caught:
            main([*command.split(), "--quiet"])
        assert caught.value.code == 0


def test_every_column_that_is_named_exists(exported: None) -> None:
    assert len(BLOCKS) >= 2
    for page, block in BLOCKS:
        files = [Path(name) for name in re.findall(r'"([\w/]+\.csv)"', block)]
        assert files, f"{page}: the example reads no file"
        known: set[str] = set()
        for path in files:
            with path.open(encoding="utf-8", newline="") as file:
                known |= set(next(csv.reader(file)))
        named = {name for found in COLUMN.findall(block) for name in found if name}
        assert named, f"{page}: the example names no column"
        assert named <= known, page


def test_examples_in_base_r_run(exported: None) -> None:
    if shutil.which("Rscript") is None:
        pytest.skip("there is no R (Debian: apt-get install r-base-core)")
    blocks = [block for _, block in BLOCKS if "library(" not in block and "::" not in block]
    assert blocks
    for block in blocks:
        Path("example.R").write_text(block, encoding="utf-8")
        done = subprocess.run(
            ["Rscript", "--vanilla", "example.R"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert re.search(r"\bC +\d", done.stdout), done.stdout
