"""A small pipeline that is quick and simple enough to be right, and a corpus made with it."""

from __future__ import annotations

import re
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from polcorp.corpus import Corpus
from polcorp.ingest import ingest as ingest_module
from polcorp.ingest.ingest import Analyser, Options
from tests.snapshot.snapshots import SETS, ingested

# A job that a shell runs in the background ignores Ctrl-C, and so would the programs under test.
signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("polcorp", deadline=None)  # a busy machine is no failure
settings.load_profile("polcorp")

NAMES = {
    "Skolfam": ("Skolfam", "PROGRAMME", "Q10667178"),
    "polisen": ("Polisen", "AUTHORITY", None),
    "BID": ("BID", "PROGRAMME", None),
    "Falkenberg": ("Falkenberg", "GPE", None),
}
THEMES = {"skola": "skola", "trygg": "trygghet", "barn": "barn_unga"}

POS = {
    "vill": "VERB",
    "införs": "VERB",
    "står": "VERB",
    "vi": "PRON",
    "att": "SCONJ",
    "i": "ADP",
    "hela": "ADJ",
    "bid": "PROPN",
    "och": "CCONJ",
}

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


def _lines(text: str) -> Iterator[re.Match[str]]:
    return re.finditer(r"[^\r\n]*\S[^\r\n]*", text)


def _sections(text: str) -> list[dict[str, Any]]:
    """A short line without a full stop is a heading; «Dela» opens boilerplate."""
    starts: list[tuple[int, int | None, str]] = []
    for line in _lines(text):
        words = line.group()
        if words.startswith("Dela"):
            starts.append((line.start(), None, "boilerplate"))
        elif len(words) < 20 and words[-1] not in ".:" and words[0] != "•":
            starts.append((line.start(), line.end(), "body"))
    if not starts or starts[0][0] > 0:
        starts.insert(0, (0, None, "body"))
    ends = [start for start, _, _ in starts[1:]] + [len(text)]
    return [
        {
            "start": start,
            "end": end,
            "level": 1,
            "kind": kind,
            "heading_start": start if heading_end else None,
            "heading_end": heading_end,
            "parent": None,
            "rule": "short_line",
            "confidence": 1.0,
        }
        for (start, heading_end, kind), end in zip(starts, ends, strict=True)
    ]


def _demands(text: str, party: str | None) -> list[dict[str, Any]]:
    found = []
    lead_in = None
    for line in _lines(text):
        words = line.group()
        if words.endswith("vill att:"):
            lead_in = (line.start(), line.end())
        place = None
        if words.startswith("• "):
            place = (line.start() + 2, line.end(), "bullet")
        elif match := re.search(r"(Vi|Moderaterna) vill att [^.]*", words):
            place = (line.start() + match.start(), line.start() + match.end(), "prose")
        if place is None:
            continue
        own = "Moderaterna" not in words
        under = lead_in if place[2] == "bullet" else None
        found.append(
            {
                "start": place[0],
                "end": place[1],
                "form": place[2],
                "party": party if own else "M",
                "holder": words.split()[0] if place[2] == "prose" else "",
                "own": own,
                "verb": "vilja",
                "content": text[place[0] : place[1]],
                "addressee": "",
                "polarity": "pos",
                "lead_in_start": under[0] if under else None,
                "lead_in_end": under[1] if under else None,
                "rule": "will",
                "confidence": 0.9,
            }
        )
    return found


def _codes(text: str, units: list[tuple[str, int, int]]) -> list[dict[str, Any]]:
    codes: list[dict[str, Any]] = []
    for unit, start, end in units:
        hits = [(theme, stem) for stem, theme in THEMES.items() if stem in text[start:end].lower()]
        codes.extend(
            {
                "unit": unit,
                "start": start,
                "end": end,
                "theme": theme,
                "rank": rank,
                "score": 1.0 / rank,
                "evidence": [stem],
            }
            for rank, (theme, stem) in enumerate(hits, start=1)
        )
    return codes


def annotate(doc: Any) -> Any:
    """Fill ``Doc._`` by the simplest rules that give every kind of row."""
    text = doc.text
    given = getattr(doc._, "given", {})
    if "krasch" in text:
        raise RuntimeError("no\nluck")
    for token in doc:
        before = text[: token.idx].rstrip(" ")
        token.is_sent_start = token.i == 0 or before[-1:] in ".\n\r:"
        token.pos_ = POS.get(token.lower_, "NOUN" if token.is_alpha else "PUNCT")
    party = given.get("party") or ("S" if "läxhjälp" in text else "C" if "Dela" in text else None)
    doc._.meta = {
        name: {"value": given.get(name), "evidence": "given", "confidence": 1.0}
        for name in ("municipality", "region", "date", "doc_type", "title")
    } | {
        "party": {"value": party, "evidence": "läxhjälp", "confidence": 0.8},
        "parties": {"value": party, "evidence": "", "confidence": 0.8},
    }
    doc._.sections = _sections(text)
    doc._.boilerplate = [
        {"start": item["start"], "end": item["end"], "rule": "share", "confidence": 1.0}
        for item in doc._.sections
        if item["kind"] == "boilerplate"
    ]
    doc._.lead_ins = [
        {"start": m.start(), "end": m.end(), "demands": True, "rule": "colon", "confidence": 1.0}
        for m in re.finditer(r"\S+ vill att:", text)
    ]
    doc._.demands = _demands(text, party)
    doc._.actors = [
        {
            "start": m.start(),
            "end": m.end(),
            "canonical": NAMES[m.group()][0],
            "type": NAMES[m.group()][1],
            "source": "lexicon",
            "rule": "name",
            "wikidata": NAMES[m.group()][2],
        }
        for m in re.finditer("|".join(NAMES), text)
    ]
    sentences = [
        ("sentence", m.start(), m.end()) for m in re.finditer(r"[^.\r\n]*\w[^.\r\n]*\.?", text)
    ]
    demands = [("demand", item["start"], item["end"]) for item in doc._.demands]
    doc._.themes = _codes(text, demands + sentences)
    return doc


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    """A blank Swedish pipeline with the rules above."""
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
