"""Annotations of texts that scraping has damaged: tokens of the clean view, places in the raw text."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import conllu
import pytest
import spacy
from spacy.tokens import DocBin

from polcorp.analysis.views import document_view, document_views
from polcorp.corpus import Corpus
from polcorp.ingest.ingest import Analyser
from polcorp.reading.clean_view import clean, clean_view
from polcorp.reports.annotations.corrections import import_annotations
from polcorp.reports.annotations.files import read_annotations, write_annotations
from tests.reports.test_annotations import light, read_webanno  # noqa: F401  # a fixture, and a strict reader

WORDS = "Trygga barn\n\nVi vill att Skolfam införs i skolan. Med är polisen och Falkenberg.\n\nMer"
DAMAGED = {
    "nfd": unicodedata.normalize("NFD", WORDS),
    "entities": WORDS.replace("ö", "&ouml;").replace(" att ", "&nbsp;att "),
    "marks": WORDS.replace("Skolfam", "Skol\u200bf\u00adam").replace("polisen", "\ufeffpolisen"),
    "broken": WORDS.replace("Skolfam", "Skol-\nfam").replace("polisen", "poli\u00ad\nsen"),
    "tags": WORDS.replace("polisen", "<b>polisen</b>").replace(
        "\n\nMer", "<li>Skolfam prövas</li>"
    ),
    "windows": WORDS.replace("\n", "\r\n") + " 😀",
    "mojibake": WORDS.encode().decode("cp1252"),
}


@pytest.fixture
def damaged(raw: Path, quick: Analyser) -> Corpus:
    for name, text in DAMAGED.items():
        (raw / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    corpus = Corpus()
    assert corpus.ingest().ok
    named = {
        doc: set(rows["canonical"]) for doc, rows in corpus.actors(long=True).groupby("doc_id")
    }
    assert all(named[name] == {"Skolfam", "Polisen", "Falkenberg"} for name in DAMAGED)
    return corpus


@pytest.mark.usefixtures("light")
def test_conllu_has_clean_words_with_raw_places(damaged: Corpus) -> None:
    [path] = write_annotations(document_views(damaged), Path("out"), "conllu")
    name = ""
    words: dict[Any, Any] = {}
    for sentence in conllu.parse(path.read_text("utf-8")):
        name = sentence.metadata.get("newdoc id", name)
        text = damaged.text(name.removesuffix(".txt"))
        for token in sentence:
            piece = text[int(token["misc"]["start"]) : int(token["misc"]["end"])]
            assert clean(piece).strip("\n- ") in (token["form"], "")
            words.setdefault(name, []).append(token["form"])
    wanted = [word for word in words["nfd.txt"] if word != "Mer"]
    for name in DAMAGED:
        assert words[f"{name}.txt"][: len(wanted)] == wanted, name


@pytest.mark.slow
@pytest.mark.usefixtures("light")
def test_docbin_leads_back_to_the_raw_text(damaged: Corpus) -> None:
    [path] = write_annotations(document_views(damaged), Path("out"), "docbin")
    for doc in DocBin().from_disk(path).get_docs(spacy.blank("sv").vocab):
        view = document_view(damaged, doc.user_data["doc_id"])
        assert doc.text == clean_view(view.text).text
        starts, ends = doc.user_data["raw_starts"], doc.user_data["raw_ends"]
        assert len(starts) == len(ends) == len(doc)
        places = [(starts[span.start], ends[span.end - 1]) for span in doc.spans["actor"]]
        assert places == [(row["start"], row["end"]) for row in view.mentions]


@pytest.mark.slow
@pytest.mark.usefixtures("light")
def test_webanno_is_stretches_of_the_raw_text(damaged: Corpus) -> None:
    for path in write_annotations(document_views(damaged), Path("out"), "webanno"):
        view = document_view(damaged, path.stem)
        in_utf16 = view.text.encode("utf-16-le")
        tokens, found = read_webanno(path.read_text("utf-8"))
        for start, end, form in tokens:
            assert in_utf16[2 * start : 2 * end].decode("utf-16-le") == form
        actors = sorted((place[0], place[1]) for place in found if place[2])
        units = [len(view.text[:at].encode("utf-16-le")) // 2 for at in range(len(view.text) + 1)]
        assert actors == [(units[row["start"]], units[row["end"]]) for row in view.mentions]


@pytest.mark.parametrize("kind", ["brat", "gold", "prodigy", "doccano", "labelstudio"])
def test_damaged_texts_come_back_as_they_went(damaged: Corpus, kind: str) -> None:
    target = Path("data/annotations/corrections.jsonl")
    written = write_annotations(document_views(damaged), Path("out"), kind)
    source = Path("out") if kind == "brat" else written[0]
    done = import_annotations(damaged, read_annotations(source), target)
    assert (len(done.documents), done.corrected) == (len(DAMAGED) + 3, [])
    assert not target.exists()
