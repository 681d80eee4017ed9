"""A small pipeline that is quick and simple enough to be right, and a corpus made with it."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from polcorp.corpus import Corpus
from polcorp.ingest import ingest as ingest_module
from polcorp.ingest.ingest import Analyser, Options
from tests.small_pipeline import annotate
from tests.snapshot.snapshots import SETS, ingested

# A job that a shell runs in the background ignores Ctrl-C, and so would the programs under test.
signal.signal(signal.SIGINT, signal.default_int_handler)

os.environ["LC_ALL"] = "C"  # the language of messages is that of the locale

settings.register_profile("polcorp", deadline=None)  # a busy machine is no failure
#: CI tries the same examples each time; new ones are found, and written down as tests, at the desk.
settings.register_profile("ci", settings.get_profile("polcorp"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "polcorp")

#: Test files that start a cluster or kill programs while they work.
_OF_OTHERS = {"test_cluster.py", "test_object_store.py", "test_faults.py"}

CENTRE = (
    "Trygga barn\n\nVi vill att Skolfam införs i skolan. Falkenberg har gjort det.\n\n"
    "Samverkan\n\nCenterpartiet vill att:\n• polisen syns i hela kommunen\n"
    "• BID prövas, som i Falkenberg\n\nDela sidan"
)
SOCIAL = (
    "Skola för alla\r\n\r\nVi vill att barn får läxhjälp i skolan.\r\n"
    "Moderaterna vill att polisen ska vara trygg.\r\n"
)
LIBERAL = "Utan rubrik står en text om barn och trygghet. Den nämner Skolfam.\n"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try what waits for other programs, a browser or a cluster, again: a busy machine is no failure.

    A test that had to be tried again is listed as such at the end.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()) or item.path.name in _OF_OTHERS:
            item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    """A blank Swedish pipeline with the rules of ``tests/small_pipeline.py``."""
    import spacy
    from spacy.language import Language

    from polcorp.pipeline.annotations import register_extensions
    from polcorp.pipeline.corrections import add_corrections

    register_extensions()
    if not Language.has_factory("test_annotate"):
        Language.component("test_annotate", func=annotate)
    nlp = spacy.blank("sv")
    nlp.add_pipe("test_annotate")
    for layer in ("actors", "demands", "themes"):
        add_corrections(nlp, layer)
    return Analyser(nlp, {"model": "test", "lexicons": "none"})


@pytest.fixture
def quick(analyser: Analyser, monkeypatch: pytest.MonkeyPatch) -> Analyser:
    """Make every ingest use the small pipeline."""
    monkeypatch.setattr(ingest_module, "load_analyser", lambda _options: analyser)
    return analyser


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder without settings from outside."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POLCORP_CORPUS", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


@pytest.fixture
def raw(here: Path) -> Path:
    """Three texts and what the user knows of them."""
    return write_texts(here)


def write_texts(here: Path) -> Path:
    """Write the three texts and the table of metadata under *here*; return the texts' folder."""
    folder = here / "data/raw"
    folder.mkdir(parents=True)
    for name, text in (("centre", CENTRE), ("social", SOCIAL), ("liberal", LIBERAL)):
        (folder / f"{name}.txt").write_bytes(text.encode())
    table = here / "data/annotations/documents.csv"
    table.parent.mkdir()
    table.write_text(
        "file,party,municipality,date,doc_type,source\n"
        "centre.txt,centern,Linköping,2018,programme,web\n"
        "social,,Södertälje,2019-03-21,motion,\n"
        "liberal,Liberalerna,Linköping,2019-05,programme,paper\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="session")
def store_of_texts(analyser: Analyser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the three texts, made once, to be copied: waiting for the disk takes long."""
    folder = tmp_path_factory.mktemp("store")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.delenv("POLCORP_CORPUS", raising=False)
        patch.setattr(ingest_module, "load_analyser", lambda _options: analyser)
        write_texts(folder)
        report = Corpus().ingest()
    assert report.ok, report.failures
    return folder / "data/polcorp.db"


@pytest.fixture
def corpus(raw: Path, quick: Analyser, store_of_texts: Path) -> Corpus:
    """The three texts, ingested."""
    corpus = Corpus()
    shutil.copy(store_of_texts, corpus.path)
    return corpus


@pytest.fixture
def options() -> Callable[..., Options]:
    return Options


@pytest.fixture(scope="session", params=SETS)
def annotated(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Corpus]:
    """The texts of one set of annotations, ingested once with the packaged model."""
    return request.param, ingested(request.param, tmp_path_factory.mktemp("annotated"))
