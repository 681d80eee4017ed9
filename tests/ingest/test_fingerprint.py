"""The fingerprint of an analysis: all that decides a row, and nothing else."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from polcorp.errors import PolcorpError
from polcorp.ingest import fingerprint as rows
from polcorp.ingest.fingerprint import analysis_info, fingerprint_of, rows_hash
from polcorp.lexicons import files
from polcorp.pipeline import fingerprint as pipeline
from polcorp.pipeline.fingerprint import PACKAGE, pipeline_info, program_hash

#: Modules that decide rows, one of each sort.
DECIDING = """reading/decoding.py reading/documents.py pipeline/stance.py pipeline/layout/component.py
    pipeline/actors/rules.py pipeline/themes/scoring.py pipeline/corrections.py
    pipeline/demands/prose.py pipeline/layout/list_markers.py swedish/compounds.py lexicons/actors.py lexicons/themes.py
    tables/rows.py tables/tags.py ingest/corrections.py""".split()

#: What an analysis imports and is not in the fingerprint, with the reason.
NO_PART = {
    "polcorp": "the lazy names of the package",
    "polcorp.cache": "where the cache is",
    "polcorp.collector": "when garbage is collected",
    "polcorp.content_hash": "makes the fingerprint",
    "polcorp.errors": "words of messages",
    "polcorp.vocabulary.messages": "words of messages",
    "polcorp.user_files": "names of files, whose contents count",
    "polcorp.whole_file": "how files are written, not what is in them",
    "polcorp.tables.relation_parts": "queries on rows that are there",
    "polcorp.tables.measures": "definitions of figures about rows that are there",
    "polcorp.vocabulary.columns": "words about columns",
    "polcorp.vocabulary.values": "lists of values and their labels; rules name the values they give",
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package's code."""
    target = tmp_path / "polcorp"
    ignore = shutil.ignore_patterns("model", "data", "__pycache__")
    shutil.copytree(PACKAGE, target, ignore=ignore)
    return target


def hashes(package: Path) -> tuple[str, str]:
    program_hash.cache_clear()
    rows_hash.cache_clear()
    return program_hash(package), rows_hash(package)


@pytest.mark.parametrize("name", DECIDING)
def test_a_constant_counts_and_a_comment_does_not(package: Path, name: str) -> None:
    before = hashes(package)
    path = package / name
    code = path.read_text("utf-8")
    path.write_text("# New.\n" + code.replace('"""', '"""New. ', 1) + "\n\n", "utf-8")
    assert hashes(package) == before
    constant = next(
        node
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and node.value
    )
    lines = code.split("\n")
    line = lines[constant.lineno - 1].encode()
    line = line[: constant.col_offset] + b"4711" + line[constant.end_col_offset :]
    lines[constant.lineno - 1] = line.decode()
    path.write_text("\n".join(lines), "utf-8")
    assert hashes(package) != before


def test_what_only_shows_or_stores_rows_does_not_count(package: Path) -> None:
    before = hashes(package)
    for path in package.rglob("*.py"):
        folder = path.relative_to(package).parts[0]
        if folder in {"analysis", "reports", "cli"} or path.name in {"store.py", "stop_words.py"}:
            path.write_text("x = 4711\n", "utf-8")
    assert hashes(package) == before


def test_a_new_module_of_the_pipeline_counts(package: Path) -> None:
    before = hashes(package)
    (package / "pipeline/actors/more.py").write_text("x = 1\n", "utf-8")
    assert hashes(package) != before


@pytest.mark.slow
def test_all_that_an_analysis_imports_counts_or_has_a_reason() -> None:
    """A module that decides rows cannot be forgotten: what is imported is in the fingerprint."""
    script = (
        "import sys\n"
        "import polcorp.tables.rows, polcorp.reading.documents\n"
        "import polcorp.pipeline.blocks, polcorp.pipeline.language\n"
        "doc = polcorp.pipeline.language.load_pipeline('blank')('Vi vill bygga en skola.')\n"
        "print(*[name for name in sys.modules if name.split('.')[0] == 'polcorp'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    patterns = (*pipeline.CODE, *rows.CODE)
    counted = {path for pattern in patterns for path in PACKAGE.glob(pattern)}
    counted -= {PACKAGE / name for name in pipeline.NO_PART}
    for name in done.stdout.split():
        path = PACKAGE.joinpath(*name.split(".")[1:])
        code = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        empty = len(ast.parse(code.read_text("utf-8")).body) <= 1
        assert code in counted or name in NO_PART or empty, name
    assert set(NO_PART) <= set(done.stdout.split())


def test_lexicons_count_by_what_analyses_read(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    for name in ("themes.toml", "places.csv", "stop_words.txt", "abbreviations.txt"):
        shutil.copy(files.data_dir() / name, data / name)

    def now() -> str:
        files.fingerprint.cache_clear()
        return files.fingerprint(data)

    before = now()
    assert re.fullmatch(r"[0-9a-f]{16}", before)
    with (data / "themes.toml").open("a", encoding="utf-8") as file:
        file.write("\n# Nothing new.\n")
    (data / "stop_words.txt").write_text("och", "utf-8")
    (data / "README.md").write_text("Hej.", "utf-8")
    assert now() == before
    for name in ("places.csv", "abbreviations.txt"):
        old = (data / name).read_bytes()
        (data / name).write_bytes(old + b"x")
        assert now() != before
        (data / name).write_bytes(old)
    with (data / "themes.toml").open("a", encoding="utf-8") as file:
        file.write("\n[more]\nx = 1\n")
    assert now() != before


def test_a_models_licence_does_not_count(tmp_path: Path) -> None:
    model = tmp_path / "model"
    model.mkdir()
    (model / "meta.json").write_text('{"lang": "sv", "name": "x", "version": "1"}', "utf-8")

    def now() -> str:
        pipeline._model_hash.cache_clear()
        return pipeline_info(str(model))["model_files"]

    before = now()
    (model / "LICENSE").write_text("Free.", "utf-8")
    assert now() == before
    (model / "weights").write_bytes(b"\0")
    assert now() != before


def test_versions_of_what_analyses_run_count(monkeypatch: pytest.MonkeyPatch) -> None:
    before = pipeline_info("blank")
    assert "polcorp" not in before
    for name in ("spacy", "simplemma"):
        with monkeypatch.context() as patch:
            patch.setattr("importlib.metadata.version", {name: "99"}.get)
            assert pipeline_info("blank")[name] == "99" != before[name]


def test_the_users_files_count_where_they_are_read(tmp_path: Path) -> None:
    before = fingerprint_of(analysis_info("blank"))
    assert fingerprint_of(analysis_info("blank", tmp_path)) == before
    for name in ("stop_words.txt", "documents.csv", "corrections.jsonl", "gold.jsonl"):
        (tmp_path / name).write_text("x", "utf-8")
    assert fingerprint_of(analysis_info("blank", tmp_path)) == before
    (tmp_path / "actors.csv").write_text("canonical,type\n", "utf-8")
    assert fingerprint_of(analysis_info("blank", tmp_path)) != before


def test_a_model_that_is_not_there_is_told() -> None:
    with pytest.raises(PolcorpError, match="no spaCy pipeline «nowhere»"):
        analysis_info("nowhere")
