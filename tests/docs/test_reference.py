"""docs/cli.md is what the program says of itself, and the pages of the site are all there."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from polcorp.cli.reference import reference
from polcorp.cli.settings import Settings
from polcorp.tables.data_dictionary import OTHERS, TYPES, columns_of_tables, filled
from polcorp.tables.measures import measures_table

ROOT = Path(__file__).resolve().parents[2]


def test_the_reference_is_up_to_date() -> None:
    written = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    assert written == reference(), "run: python -m polcorp.cli.reference > docs/cli.md"


def test_the_table_of_measures_is_up_to_date() -> None:
    written = (ROOT / "docs/measures.md").read_text(encoding="utf-8")
    assert written.endswith(f"-->\n{measures_table()}"), "run: python -m polcorp.tables.measures"


def test_the_columns_of_the_tables_are_up_to_date() -> None:
    written = (ROOT / "docs/tables.md").read_text(encoding="utf-8")
    assert written == filled(written), (
        "run: python -m polcorp.tables.data_dictionary docs/tables.md"
    )
    told = set(re.findall(r"<!-- columns of ([^>]+) -->", written))
    assert told == {*columns_of_tables(), OTHERS, TYPES}


def test_links_between_pages_lead_somewhere() -> None:
    broken = []
    for page in (ROOT / "docs").glob("**/*.md"):
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not (page.parent / link).exists():
                broken.append(f"{page.name}: {link}")
    assert broken == []


def test_every_page_is_in_the_navigation() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    docs = ROOT / "docs"
    pages = [page.relative_to(docs).as_posix() for page in docs.glob("**/*.md")]
    missing = [page for page in pages if f": {page}" not in navigation]
    assert missing == []


def test_every_key_of_the_settings_file_is_explained() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    table = page.partition("| key | value | default of |")[2].partition("\n\n")[0]
    keys = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    assert keys == [field.name for field in fields(Settings)]


#: The package of each tool that is told to have opened an export.
PACKAGES = {
    "frictionless": "frictionless",
    "pandas": "pandas",
    "DuckDB": "duckdb",
    "openpyxl": "openpyxl",
    "networkx": "networkx",
    "Datasette": "datasette",
    "conllu": "conllu",
    "spaCy": "spacy",
    "dkpro-cassis": "dkpro-cassis",
    "cwb-vrt": "cwb-vrt",
}


def test_the_tools_that_opened_exports_have_the_versions_that_are_locked() -> None:
    locked = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    page = (ROOT / "docs/exports.md").read_text(encoding="utf-8")
    table = page.partition("## What opened each format")[2].partition("## ")[0]
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \| ([^|]+) \|$", table, re.MULTILINE)[1:]
    told = {
        tool.split(" (")[0].strip(): version.strip()
        for tools, versions in rows
        for tool, version in zip(
            re.split(r", (?!by|with)", tools), versions.split(", "), strict=False
        )
        if not tools.startswith("jing")
    }
    known = {tool.partition(",")[0]: version for tool, version in told.items()}
    assert {*known} >= {*PACKAGES}
    for tool, package in PACKAGES.items():
        pins = re.findall(rf"^{package}(?:\[[^]]*\])?==(\S+)", locked, re.MULTILINE)
        assert any(pin.startswith(f"{known[tool]}.") for pin in pins), (tool, pins)
