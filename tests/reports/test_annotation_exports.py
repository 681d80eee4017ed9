"""Annotations as other tools want them: tokens, identifiers, names of files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.analysis.views import DocumentView, document_view, document_views
from polcorp.corpus import Corpus
from polcorp.ingest.ingest import Analyser
from polcorp.reports.annotations import tokens
from polcorp.reports.annotations.corrections import import_annotations
from polcorp.reports.annotations.files import file_stem, read_annotations, write_annotations
from polcorp.reports.annotations.jsonl import to_prodigy
from polcorp.reports.annotations.spans import Span, spans_of
from polcorp.reports.annotations.tokens import to_conllu
from polcorp.reports.annotations.units import utf16_offsets

TEXTS = st.text(st.sampled_from("aå1-. \n\r\t\u00a0😀’"), min_size=1, max_size=30)


def view_of(text: str, doc_id: str = "d", path: str = "d.txt") -> DocumentView:
    fields = dict.fromkeys(("party", "municipality", "date", "doc_type", "title"))
    return DocumentView(doc_id, {"path": path, **fields}, text)


@given(data=st.data(), text=TEXTS)
def test_prodigys_tokens_make_up_the_text_and_every_span(data: st.DataObject, text: str) -> None:
    places = st.integers(0, len(text) - 1).flatmap(
        lambda start: st.tuples(st.just(start), st.integers(start + 1, len(text)))
    )
    spans = [Span(*place, "ORG") for place in data.draw(st.lists(places, max_size=4))]
    [task] = to_prodigy(view_of(text), spans)
    found = task["tokens"]
    assert "".join(t["text"] + " " * t["ws"] for t in found) == text
    assert [t["id"] for t in found] == list(range(len(found)))
    for token in found:
        assert text[token["start"] : token["end"]] == token["text"] != ""
    for span, item in zip(spans, task["spans"], strict=True):
        assert (item["start"], item["end"]) == span.place
        assert found[item["token_start"]]["start"] == span.start
        assert found[item["token_end"]]["end"] == span.end


def test_words_are_tokens_for_prodigy() -> None:
    text = "Vi  vill BID-samverkan.\n\nNu"
    [task] = to_prodigy(view_of(text), [Span(9, 12, "PROGRAMME")])
    words = [token["text"] for token in task["tokens"]]
    assert words == ["Vi", " ", "vill", "BID", "-", "samverkan", ".", "\n\n", "Nu"]


@given(text=TEXTS)
def test_utf16_offsets_are_those_of_the_encoding(text: str) -> None:
    wanted = [len(text[:end].encode("utf-16-le")) // 2 for end in range(len(text) + 1)]
    assert utf16_offsets(text) == wanted


NAMES = st.lists(
    st.text(st.sampled_from("a_%5F/"), min_size=1, max_size=8).filter(
        lambda name: all(name.split("/"))
    ),
    min_size=2,
    max_size=6,
    unique=True,
)


@given(names=NAMES)
def test_no_two_documents_have_one_name_of_files(names: list[str]) -> None:
    # a document goes by the name of its file where its doc_id was made from that, else by its doc_id
    views = [view_of("x", name, f"{name}.txt") for name in names]
    stems = [file_stem(view) for view in views]
    assert len(set(stems)) == len(stems)
    assert not any("/" in stem for stem in stems)


def test_names_that_would_meet_come_back_to_their_documents(raw: Path, quick: Analyser) -> None:
    for name in ("a/b.txt", "c/b.txt", "a__b.txt"):
        (raw / name).parent.mkdir(exist_ok=True)
        (raw / name).write_text(f"Text om Skolfam i {name}.\n" * 3, encoding="utf-8")
    corpus = Corpus()
    corpus.ingest()
    written = write_annotations(document_views(corpus), Path("out"), "brat")
    assert len({path for path in written if path.suffix == ".ann"}) == 6
    target = Path("data/annotations/corrections.jsonl")
    for path in written:
        if path.suffix == ".ann":
            path.write_text("", encoding="utf-8")
    done = import_annotations(corpus, read_annotations(Path("out")), target)
    assert len(set(done.documents)) == 6
    assert {"data/raw/a/b.txt", "data/raw/c/b.txt", "a__b.txt"} <= set(done.corrected)
    report = corpus.ingest()
    assert {f"data/raw/{n}" for n in ("a/b.txt", "c/b.txt", "a__b.txt")} <= set(report.updated)
    assert len(corpus.actors(long=True)) == 0


@pytest.mark.parametrize("name", ["x/p 1", "x\u00a0y", "100%/p"])
def test_sentences_have_names_without_blanks_and_slashes(
    analyser: Analyser, corpus: Corpus, name: str
) -> None:
    view = view_of("Vi vill bygga. Nu.", name, f"{name}.txt")
    found = re.findall(r"^# sent_id = (.*)$", to_conllu(view, [], analyser.nlp), re.MULTILINE)
    assert len(found) == 2
    assert not any(re.search(r"[\s/]", sentence) for sentence in found)
    plain = to_conllu(document_view(corpus, "centre"), [], analyser.nlp)
    assert "# sent_id = centre:0\n" in plain


def test_features_are_in_the_order_of_universal_dependencies(analyser: Analyser) -> None:
    doc = analyser.nlp.make_doc("tre hus")
    numeral: Any = doc[0]  # its stub lacks the setter
    numeral.set_morph("NumType=Card|Number=Plur|Case=Nom")
    shown = [tokens.word_columns(token, {0: 1, 1: 2})[4] for token in doc]
    assert shown == ["Case=Nom|Number=Plur|NumType=Card", "_"]


def test_a_heading_is_annotated_with_its_number() -> None:
    view = view_of("Vår politik\n\n  2. Vatten\n\n## Vägar")
    at = {"kind": "body", "level": 2}
    places = [(18, 24), (29, 34)]
    view.sections.extend({**at, "heading_start": a, "heading_end": b} for a, b in places)
    assert [view.text[span.start : span.end] for span in spans_of(view)] == ["2. Vatten", "Vägar"]


def test_what_nobody_of_a_party_wants_is_no_demand_of_the_guidelines() -> None:
    view = view_of("Vi vill ha vatten.")
    row = {"form": "prose", "polarity": "pos", "themes": None, "start": 0, "end": 17}
    view.demands.append({**row, "party": None, "own": False})
    assert spans_of(view) == []
    view.demands.append({**row, "party": None, "own": True})
    view.demands.append({**row, "party": "C", "own": False})
    assert len(spans_of(view)) == 2
