"""Annotations out, in again and ingested: what nobody changed is as it was, down to the last cell."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polcorp.analysis.views import DocumentView, document_view, document_views, records
from polcorp.corpus import Corpus
from polcorp.reports.annotations import brat, jsonl
from polcorp.reports.annotations.corrections import Imported, import_annotations
from polcorp.reports.annotations.files import file_stem, read_annotations, write_annotations
from polcorp.reports.annotations.spans import Span, gold_row, spans_of
from polcorp.vocabulary.actor_types import ACTOR_TYPES

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
CORRECTIONS = Path("data/annotations/corrections.jsonl")
FORMATS = ("brat", "gold", "prodigy", "doccano", "labelstudio")
#: Tools that keep more of an annotation than label and place.
WITH_ATTRIBUTES = FORMATS[:3]
KEYS = {
    "sections": "section_id",
    "lead_ins": "lead_in_id",
    "demands": "demand_id",
    "mentions": "mention_id",
    "codes": ("unit_id", "theme"),
    "documents": "doc_id",
}
Tables = dict[str, dict[Any, dict[str, Any]]]


def tables_of(corpus: Corpus) -> Tables:
    """Return the rows of all tables by their keys."""
    frames = {
        "sections": corpus.sections(),
        "lead_ins": corpus.lead_ins(),
        "demands": corpus.demands(any_holder=True),
        "mentions": corpus.actors(long=True),
        "codes": corpus.themes(long=True),
        "documents": corpus.documents(),
    }
    tables: Tables = {}
    for name, frame in frames.items():
        key = KEYS[name]
        rows = records(frame)
        tables[name] = {
            row[key] if isinstance(key, str) else tuple(row[k] for k in key): row for row in rows
        }
        assert len(tables[name]) == len(rows)
    return tables


def changed(before: Tables, after: Tables) -> dict[str, set[Any]]:
    """Return the keys of the rows that are new, gone or changed, by table; only tables with some."""
    found = {
        name: {
            key
            for key in before[name].keys() | after[name].keys()
            if before[name].get(key) != after[name].get(key)
        }
        for name in before
    }
    return {name: keys for name, keys in found.items() if keys}


def source_of(written: list[Path], kind: str) -> Path:
    return written[0].parent if kind == "brat" else written[0]


def bring_in(view: DocumentView, spans: list[Span], kind: str, corpus: Corpus) -> Imported:
    """Import one document with *spans* as a tool of that *kind* would give it back."""
    folder = Path("back")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    if kind == "brat":
        (folder / f"{file_stem(view)}.txt").write_bytes(view.text.encode())
        (folder / f"{file_stem(view)}.ann").write_text(brat.to_ann(view.text, spans), "utf-8")
        path = folder
    else:
        name = {"labelstudio": "to_label_studio"}.get(kind, f"to_{kind}")
        rows = getattr(jsonl, name)(view, spans)
        path = folder / "back.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return import_annotations(corpus, read_annotations(path), CORRECTIONS)


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """The five texts, as the packaged pipeline finds them."""
    folder, here = tmp_path_factory.mktemp("five"), Path.cwd()
    shutil.copytree(ROOT / "data/raw", folder / "data/raw")
    os.chdir(folder)
    corpus = Corpus()
    assert corpus.ingest(jobs=1).ok
    yield corpus
    os.chdir(here)


@pytest.mark.parametrize("kind", FORMATS)
def test_the_five_texts_come_back_as_they_went(five: Corpus, kind: str) -> None:
    written = write_annotations(document_views(five), Path("out") / kind, kind)
    done = import_annotations(five, read_annotations(source_of(written, kind)), CORRECTIONS)
    assert (len(done.documents), done.corrected, done.passed_over) == (5, [], [])
    assert not CORRECTIONS.exists()
    assert len(five.ingest(jobs=1).unchanged) == 5


@pytest.mark.parametrize("kept", [False, True])
def test_vouching_for_all_that_was_found_changes_no_table(five: Corpus, kept: bool) -> None:
    before, names = tables_of(five), five.actors()
    assert sum(bool(row["stance"]) for row in before["mentions"].values()) > 20
    rows = []
    for view in document_views(five):
        head = {"doc": view.name, "layer": "DOCUMENT", "corrected": ["ACTOR", "DEMAND"]}
        spans = spans_of(view)
        ours = [gold_row(view, s, spans) for s in spans if s.layer in ("ACTOR", "DEMAND")]
        rows += [head, *(row | ({"kept": True} if kept else {}) for row in ours)]
    CORRECTIONS.parent.mkdir(parents=True, exist_ok=True)
    CORRECTIONS.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert len(five.ingest(jobs=1).updated) == 5
    assert changed(before, tables_of(five)) == {}
    assert five.actors().equals(names)
    CORRECTIONS.unlink()


@pytest.mark.parametrize("kind", ["brat", "doccano"])
def test_in_a_real_text_a_change_moves_what_depends_on_it_alone(five: Corpus, kind: str) -> None:
    CORRECTIONS.unlink(missing_ok=True)
    five.ingest(jobs=1)
    before = tables_of(five)
    view = next(iter(document_views(five)))
    spans = spans_of(view)
    actor = next(s for s in spans if view.text[s.start : s.end] == "Skolfam")
    around = [s for s in spans if s.layer == "DEMAND" and s.start <= actor.start < s.end]
    prose = next(s for s in spans if s.label == "DEMAND_PROSE" and s not in around)
    kept = [s for s in spans if s not in (actor, prose)]
    bring_in(view, sorted([*kept, replace(prose, label="DEMAND_HEADING")]), kind, five)
    assert len(five.ingest(jobs=1).updated) == 1
    after = tables_of(five)
    assert changed(before, after) == {
        "mentions": {f"{view.doc_id}:a{actor.start}-{actor.end}"},
        "demands": {f"{view.doc_id}:d{s.start}-{s.end}" for s in (*around, prose)},
    }


@pytest.fixture
def small(corpus: Corpus) -> tuple[Corpus, Tables]:
    """The small corpus, and its tables without corrections."""
    return corpus, tables_of(corpus)


def reset(corpus: Corpus) -> DocumentView:
    CORRECTIONS.unlink(missing_ok=True)
    corpus.ingest()
    return document_view(corpus, "centre")


MANY = settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@given(data=st.data())
@MANY
def test_a_changed_actor_changes_its_row_and_the_demand_it_is_in(
    small: tuple[Corpus, Tables], data: Any
) -> None:
    corpus, before = small
    view = reset(corpus)
    spans = spans_of(view)
    kind = data.draw(st.sampled_from(FORMATS))
    span = data.draw(st.sampled_from([s for s in spans if s.layer == "ACTOR"]))
    others = [s for s in spans if s != span]
    ways = ["gone", "type", *(["canonical"] if kind in WITH_ATTRIBUTES else [])]
    way = data.draw(st.sampled_from(ways))
    new = {
        "gone": None,
        "type": replace(span, label=data.draw(st.sampled_from(list(ACTOR_TYPES)))),
        "canonical": replace(span, attributes={**span.attributes, "canonical": "Ny | \\ modell"}),
    }[way]
    done = bring_in(view, sorted([*others, *([new] if new else [])]), kind, corpus)
    key = f"centre:a{span.start}-{span.end}"
    old = before["mentions"][key]
    if new == span and way != "canonical":
        assert done.corrected == []
        assert corpus.ingest().updated == []
        return
    assert done.corrected == ["centre.txt"]
    assert corpus.ingest().updated == ["data/raw/centre.txt"]
    after = tables_of(corpus)
    found = changed(before, after)
    assert found.pop("mentions") == {key}
    assert found.pop("demands", set()) <= {old["demand_id"]}
    assert found == {}
    if new is None:
        assert key not in after["mentions"]
        return
    row = after["mentions"][key]
    wanted = old | {"source": "user", "rule": "user"}
    wanted |= {"type": new.label} if way == "type" else {}
    if way == "canonical":
        wanted |= {"canonical": "Ny | \\ modell", "actor": "Ny | \\ modell", "wikidata": None}
    assert row == wanted


@given(data=st.data())
@MANY
def test_a_changed_demand_changes_its_row_its_themes_and_who_is_named_in_it(
    small: tuple[Corpus, Tables], data: Any
) -> None:
    corpus, before = small
    view = reset(corpus)
    spans = spans_of(view)
    kind = data.draw(st.sampled_from(FORMATS))
    span = data.draw(st.sampled_from([s for s in spans if s.layer == "DEMAND"]))
    others = [s for s in spans if s != span]
    ways: dict[str, Span | None] = {
        "gone": None,
        "form": replace(span, label="DEMAND_HEADING"),
    }
    if kind in WITH_ATTRIBUTES:
        ways |= {
            name: replace(span, attributes={**span.attributes, name: value})
            for name, value in (
                ("polarity", "neg"),
                ("holder", "S"),
                ("themes", "bostad;klimat_miljo"),
            )
        }
    way = data.draw(st.sampled_from(sorted(ways)))
    new = ways[way]
    done = bring_in(view, sorted([*others, *([new] if new else [])]), kind, corpus)
    assert done.corrected == ["centre.txt"]
    corpus.ingest()
    after = tables_of(corpus)
    found = changed(before, after)
    key = f"centre:d{span.start}-{span.end}"
    old = before["demands"][key]
    assert found.pop("demands") == {key}
    inside = {k for k, row in before["mentions"].items() if row["demand_id"] == key}
    # what is said in a demand belongs to whoever asks for it
    assert found.pop("mentions", set()) == (inside if way in ("gone", "holder") else set())
    assert {unit for unit, _ in found.pop("codes", set())} <= {key}
    assert found == {}
    if new is None:
        assert key not in after["demands"]
        return
    changes: dict[str, dict[str, Any]] = {
        "form": {"form": "heading"},
        "polarity": {"polarity": "neg"},
        "holder": {"party": "S", "own": False},
        "themes": {"themes": "bostad;klimat_miljo"},
    }
    wanted = changes[way]
    if way != "themes":
        wanted |= {"rule": "user", "confidence": 1.0}
    assert after["demands"][key] == old | wanted


@pytest.mark.parametrize("kind", FORMATS)
def test_corrections_stay_when_the_corrected_corpus_goes_out_and_comes_back(
    small: tuple[Corpus, Tables], kind: str
) -> None:
    corpus, before = small
    view = reset(corpus)
    spans = spans_of(view)
    first, second = [s for s in spans if s.layer == "ACTOR"][:2]
    themed = next(s for s in spans if s.layer == "DEMAND")
    themed_as = replace(themed, attributes={**themed.attributes, "themes": "bostad"})
    given = [themed_as if s == themed else s for s in spans if s != first]
    bring_in(view, given, "gold", corpus)
    corpus.ingest()
    held, rows = CORRECTIONS.read_bytes(), tables_of(corpus)
    view = document_view(corpus, "centre")
    assert bring_in(view, spans_of(view), kind, corpus).corrected == ["centre.txt"]
    assert CORRECTIONS.read_bytes() == held
    assert corpus.ingest().updated == []
    later = [s for s in spans_of(view) if s != second]
    bring_in(view, later, kind, corpus)
    corpus.ingest()
    assert changed(rows, tables_of(corpus))["mentions"] == {f"centre:a{second.start}-{second.end}"}
    assert corpus.demands(theme="bostad", doc="centre")["start"].tolist() == [themed.start]
    reset(corpus)
    assert changed(before, tables_of(corpus)) == {}


def test_an_import_before_the_ingest_replaces_the_one_before(small: tuple[Corpus, Tables]) -> None:
    corpus, before = small
    view = reset(corpus)
    spans = spans_of(view)
    assert bring_in(view, spans[:3], "gold", corpus).corrected == ["centre.txt"]
    assert bring_in(view, spans, "gold", corpus).corrected == []
    assert CORRECTIONS.read_bytes() == b""
    assert corpus.ingest().updated == []
    assert changed(before, tables_of(corpus)) == {}


def test_a_new_actor_and_a_new_demand_come_in(small: tuple[Corpus, Tables]) -> None:
    corpus, before = small
    view = reset(corpus)
    start = view.text.index("Samverkan")
    new = [Span(start, start + 9, "PROGRAMME")]
    start = view.text.index("Falkenberg har gjort det")
    new.append(Span(start, start + 24, "DEMAND_PROSE", {"themes": "bostad"}))
    bring_in(view, sorted([*spans_of(view), *new]), "prodigy", corpus)
    corpus.ingest()
    after = tables_of(corpus)
    mention = after["mentions"][f"centre:a{new[0].start}-{new[0].end}"]
    assert (mention["canonical"], mention["type"], mention["source"]) == (
        "Samverkan",
        "PROGRAMME",
        "user",
    )
    demand = after["demands"][f"centre:d{start}-{start + 24}"]
    assert (demand["party"], demand["own"], demand["themes"]) == ("C", True, "bostad")
    inside = [row for row in after["mentions"].values() if row["demand_id"] == demand["demand_id"]]
    assert [row["canonical"] for row in inside] == ["Falkenberg"]
    for name, rows in before.items():
        gone = {k for k, row in rows.items() if after[name].get(k) != row}
        assert gone == ({f"centre:a{start}-{start + 10}"} if name == "mentions" else set())
