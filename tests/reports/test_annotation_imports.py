"""Annotations that are brought in: whatever is in the file, it is taken or told in one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polcorp.cli.app import main
from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError
from polcorp.ingest.ingest import Analyser
from polcorp.reports.annotations.brat import read_ann, to_ann
from polcorp.reports.annotations.corrections import Imported, import_annotations
from polcorp.reports.annotations.files import read_annotations
from polcorp.reports.annotations.json_import import read_json
from polcorp.reports.annotations.spans import Span

CORRECTIONS = Path("data/annotations/corrections.jsonl")
#: Of the small corpus's document «social».
TEXT = "Skola för alla\r\n\r\nVi vill att barn får läxhjälp i skolan.\r\nModeraterna vill att polisen ska vara trygg.\r\n"


def span(start: Any, end: Any, label: Any = "ORG", **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "label": label, **more}


def prodigy(*spans: Any, doc: Any = "social", text: Any = TEXT) -> str:
    return json.dumps({"text": text, "spans": spans, "meta": {"doc": doc}})


def doccano(*labels: Any, text: Any = TEXT) -> str:
    return json.dumps({"text": text, "label": labels, "doc": "social"})


def studio(*values: Any, text: Any = TEXT) -> str:
    result = [{"type": "labels", "value": value} for value in values]
    return json.dumps(
        [{"data": {"text": text, "doc": "social"}, "predictions": [{"result": result}]}]
    )


def gold(start: Any, end: Any, layer: Any = "ACTOR", **more: Any) -> str:
    row = {"doc": "social", "layer": layer, "start": start, "end": end, "type": "ORG"}
    return json.dumps(row | more)


def bring(corpus: Corpus, name: str, content: str | bytes) -> Imported:
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    if path.suffix == ".ann":
        path.with_suffix(".txt").write_bytes(TEXT.encode())
    source = path if path.parent == Path() else path.parent
    return import_annotations(corpus, read_annotations(source), CORRECTIONS)


FORM = "not in the form of"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jsonl", "{", "a.jsonl, line 1: no JSON"),
        ("a.jsonl", b"\xff\xfe{}", "a.jsonl, line 1: not UTF-8; save the file as UTF-8"),
        ("a.jsonl", '\n{"a":' + "[" * 100_000, "a.jsonl, line 2: no JSON of ours: nested too deep"),
        ("a.jsonl", "[" * 100_000, "a.jsonl: no JSON of ours: nested too deep"),
        ("a.jsonl", "7", "a.jsonl, line 1: no JSON object but int"),
        ("a.jsonl", '\n{"x": 1}', f"a.jsonl, line 2: {FORM} gold, Prodigy, Doccano or Label"),
        # Prodigy
        ("a.jsonl", prodigy(span(0, 1, "X")), "line 1: unknown label «X»; known: DEMAND_BULLET"),
        ("a.jsonl", prodigy(span(-3, 5)), "line 1: the span -3–5 is empty or negative"),
        ("a.jsonl", prodigy(span(5, 3)), "line 1: the span 5–3 is empty or negative"),
        (
            "a.jsonl",
            prodigy(span(0, 5000)),
            "line 1: «social»: the span 0–5000 lies outside the te",
        ),
        ("a.jsonl", prodigy(span(14, 16)), "line 1: «social»: the span 14–16 holds no text"),
        (
            "a.jsonl",
            prodigy(span("0", 3)),
            f"line 1: {FORM} Prodigy: «spans.0.start»: Input should",
        ),
        ("a.jsonl", prodigy(span(0.5, 3)), "«spans.0.start»: Input should be a valid int"),
        ("a.jsonl", prodigy(span(True, 3)), "«spans.0.start»: Input should be a valid int"),
        ("a.jsonl", prodigy(span(0, 3, ["ORG"])), "«spans.0.label»: Input should be a valid str"),
        ("a.jsonl", prodigy(span(0, 3), span(0, 3, "LAW")), "two annotations ACTOR at 0–3"),
        ("a.jsonl", prodigy(doc="d"), "a.jsonl, line 1: the corpus has no document «d»"),
        ("a.jsonl", prodigy(doc=7), "«meta.doc»: Input should be a valid string"),
        ("a.jsonl", prodigy(text="x"), "line 1: the text of «social» is not that of the corpus"),
        ("a.jsonl", prodigy(text=None), "«text»: Input should be a valid string"),
        ("a.jsonl", prodigy() + "\n" + prodigy(), "line 2: the document «social» comes twice"),
        (
            "a.jsonl",
            prodigy(span(18, 55, "DEMAND_PROSE", polarity="bad")),
            "polarity «bad» is neither pos nor neg",
        ),
        (
            "a.jsonl",
            prodigy(span(18, 55, "DEMAND_PROSE", themes="skola;skoal")),
            "«social»: unknown theme «skoal»",
        ),
        # Doccano
        ("a.jsonl", doccano([-3, 5, "ORG"]), "the span -3–5 is empty or negative"),
        ("a.jsonl", doccano([0, 5]), f"{FORM} Doccano: «label.0.2» is missing"),
        ("a.jsonl", doccano([0, 999, "ORG"]), "line 1: no character of the text begins at 999"),
        ("a.jsonl", doccano([1, 2, "ORG"], text="😀"), "no character of the text begins at 1"),
        ("a.jsonl", doccano(7), f"{FORM} Doccano"),
        # Label Studio
        (
            "a.json",
            studio({"start": 4, "end": 2, "labels": ["ORG"]}),
            "object 1 of the list: the sp",
        ),
        (
            "a.json",
            studio({"start": 1, "end": 2, "labels": []}),
            f"{FORM} Label Studio: «value.lab",
        ),
        ("a.json", studio({"start": 1, "labels": ["ORG"]}), "«value.end» is missing"),
        ("a.json", studio(7), f"{FORM} Label Studio"),
        ("a.json", '[{"data": {"text": "", "doc": "d"}}]', "neither annotations nor predictions"),
        # gold
        ("a.jsonl", gold(-3, 5), "a.jsonl, line 1: the span -3–5 is empty or negative"),
        ("a.jsonl", "\n" + gold(3, 900), "a.jsonl, line 2: «social»: the span 3–900 lies outside"),
        (
            "a.jsonl",
            gold(3, 5, text="x"),
            "line 1: «social»: the text at 3–5 is not that of the co",
        ),
        ("a.jsonl", gold(3, 5, text=7), "«text»: Input should be a valid string"),
        ("a.jsonl", gold(3, 5, layer=[]), f"{FORM} gold: «layer»: Input should be a valid string"),
        ("a.jsonl", gold(3, 5, layer="X"), "line 1: unknown label «X»"),
        ("a.jsonl", gold(3, 5, layer="DEMAND"), f"{FORM} gold: «form» is missing"),
        ("a.jsonl", gold(3, 5, layer="DEMAND", form="poem"), "unknown label «DEMAND_POEM»"),
        ("a.jsonl", gold(3, 5, type=7), "«type»: Input should be a valid string"),
        ("a.jsonl", gold(3, 5, themes="skola"), "«themes»: Input should be a valid list"),
        ("a.jsonl", gold(3, 5, canonical="\ud800"), "half a surrogate pair"),
        # brat
        ("a/social.ann", "T1\tPROGRAMME one two\tx", "social.ann, line 1: no brat annotation"),
        ("a/social.ann", "T1", "social.ann, line 1: no brat annotation"),
        ("a/social.ann", "\nT1\tTHING 0 1\tx", "social.ann, line 2: unknown label «THING»"),
        ("a/social.ann", "T1\tORG -3 5\tx", "line 1: the span -3–5 is empty or negative"),
        ("a/social.ann", "T1\tORG 1 5;9 7\tx", "line 1: the span 9–7 is empty or negative"),
        ("a/social.ann", "T1\tORG 0 5000\tx", "line 1: «social»: the span 0–5000 lies outside"),
        ("a/social.ann", "T1\tORG 0 2\tx\nT1\tORG 3 4\tx", "line 2: a second annotation T1"),
        ("a/social.ann", "#1\tAnnotatorNotes \tx", "line 1: no brat annotation"),
        ("a/social.ann", b"T1\tORG 0 5\tSk\xe5la", "social.ann, line 1: not UTF-8"),
        ("a/x.txt", "", "a: the folder holds no .ann, no .xmi and no JSON files"),
    ],
)
def test_what_cannot_be_taken_is_told_in_one_line_and_nothing_is_written(
    corpus: Corpus, name: str, content: str | bytes, message: str
) -> None:
    with pytest.raises(PolcorpError) as caught:
        bring(corpus, name, content)
    told = str(caught.value)
    assert message in told
    assert "\n" not in told
    assert not CORRECTIONS.exists()


def test_what_is_not_there_is_told(corpus: Corpus) -> None:
    with pytest.raises(PolcorpError, match=r"b\.jsonl: there is no such file or folder"):
        import_annotations(corpus, read_annotations(Path("b.jsonl")), CORRECTIONS)
    Path("a").mkdir()
    Path("a/social.ann").touch()
    with pytest.raises(PolcorpError, match=r"a/social\.ann: social\.txt is not beside it"):
        import_annotations(corpus, read_annotations(Path("a")), CORRECTIONS)
    with pytest.raises(PolcorpError, match=r"a/social\.ann: read with .* name its folder"):
        import_annotations(corpus, read_annotations(Path("a/social.ann")), CORRECTIONS)


@pytest.mark.parametrize("kind", ["gold", "prodigy", "doccano", "labelstudio", "brat"])
def test_the_folder_that_an_export_wrote_can_be_read_as_it_is(corpus: Corpus, kind: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["export", "out", "--export", kind, "--quiet"])
    assert ended.value.code == 0
    assert {Path(found.name).stem for found in read_annotations(Path("out"))} == {
        "centre",
        "liberal",
        "social",
    }


def test_a_folder_of_several_json_files_is_ambiguous(corpus: Corpus) -> None:
    Path("a").mkdir()
    for name in ("a/x.json", "a/y.jsonl"):
        Path(name).touch()
    with pytest.raises(PolcorpError, match=r"a: the folder holds several JSON files; name the one"):
        list(read_annotations(Path("a")))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=2)
    ),
    max_leaves=4,
)


@pytest.mark.slow
@given(data=st.data())
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_value_anywhere_is_taken_or_told(tmp_path: Path, data: Any) -> None:
    """One value of a good file becomes something else."""
    good = data.draw(
        st.sampled_from(
            [
                prodigy(span(0, 5, canonical="Skola")),
                doccano([0, 5, "ORG"]),
                studio({"start": 0, "end": 5, "labels": ["ORG"]}),
                gold(0, 5, canonical="Skola"),
                gold(0, 5, "DEMAND", form="prose", holder=None, themes=["skola"]),
                json.dumps({"text": TEXT, "doc": "x", "entities": [{"label": "ORG"}]}),
            ]
        )
    )
    node = json.loads(good)
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        key = data.draw(st.sampled_from(keys))
        if not node[key] or not isinstance(node[key], dict | list) or data.draw(st.booleans()):
            break
        node = node[key]
    value = data.draw(VALUES)
    root = json.loads(good)
    changed = json.dumps(_replaced(root, json.dumps(node), key, value))
    path = tmp_path / "a.jsonl"
    path.write_text(changed, encoding="utf-8")
    try:
        found = list(read_json(path))
    except PolcorpError as error:
        told = str(error)
        assert told.startswith(path.as_posix())  # either way is right
        return
    assert all(0 <= s.start < s.end for document in found for s in document.spans)


def _replaced(node: Any, wanted: str, key: Any, value: Any) -> Any:
    """Return *node* with *value* at *key* of every part that is *wanted* as JSON."""
    if json.dumps(node) == wanted:
        copy = node.copy()
        copy[key] = value
        return copy
    if isinstance(node, dict):
        return {name: _replaced(part, wanted, key, value) for name, part in node.items()}
    if isinstance(node, list):
        return [_replaced(part, wanted, key, value) for part in node]
    return node


def test_the_command_line_tells_it_without_a_traceback(
    corpus: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.json").write_bytes(b"\xff\xfe" + doccano([-3, 5, "ORG"]).encode())
    with pytest.raises(SystemExit) as left:
        main(["annotations", "import", "a.json"])
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith("polcorp: a.json, line 1: not UTF-8")


def test_doccano_counts_in_utf16_units_in_and_out(raw: Path, quick: Analyser) -> None:
    from polcorp.analysis.views import document_view
    from polcorp.reports.annotations.jsonl import to_doccano
    from polcorp.reports.annotations.spans import spans_of

    text = "😀 Vi vill att Skolfam 👩‍👩‍👧 prövas nu.\n"
    (raw / "emoji.txt").write_text(text, "utf-8")
    corpus = Corpus()
    corpus.ingest()
    view = document_view(corpus, "emoji")
    [row] = to_doccano(view, spans_of(view))
    units = row["text"].encode("utf-16-le")
    found = [units[2 * a : 2 * b].decode("utf-16-le") for a, b, _ in row["label"]]
    assert found == [text[s.start : s.end] for s in spans_of(view)]
    assert "Skolfam" in found
    Path("a.jsonl").write_text(json.dumps(row), "utf-8")
    [back] = read_json(Path("a.jsonl"))
    assert [s.place for s in back.spans] == [s.place for s in spans_of(view)]
    entities = [
        {"id": 1, "label": n, "start_offset": a, "end_offset": b} for a, b, n in row["label"]
    ]
    relation = {"text": text, "doc": "emoji", "entities": entities, "relations": []}
    Path("a.jsonl").write_text(json.dumps(relation), "utf-8")
    assert [s.place for s in next(read_json(Path("a.jsonl"))).spans] == [
        s.place for s in back.spans
    ]


def test_only_accepted_tasks_and_finished_annotations_count(corpus: Corpus) -> None:
    rejected = json.loads(prodigy(span(0, 5))) | {"answer": "reject"}
    assert bring(corpus, "a.jsonl", json.dumps(rejected)).documents == []
    task = json.loads(studio({"start": 0, "end": 5, "labels": ["LAW"]}))
    task[0]["annotations"] = [
        {"result": [{"type": "labels", "value": {"start": 6, "end": 9, "labels": ["ORG"]}}]},
        {"result": [{"type": "choices", "value": {"choices": ["x"]}}], "was_cancelled": True},
    ]
    bring(corpus, "a.json", json.dumps(task))
    rows = [json.loads(line) for line in CORRECTIONS.read_text("utf-8").splitlines()]
    assert [(r["start"], r["type"]) for r in rows if r["layer"] == "ACTOR"] == [(6, "ORG")]


def test_a_file_of_corrections_is_about_the_layers_it_vouches_for(corpus: Corpus) -> None:
    head = {"doc": "social.txt", "layer": "DOCUMENT", "corrected": ["ACTOR"]}
    assert len(corpus.demands(any_holder=True, doc="social")) == 2
    done = bring(corpus, "a.jsonl", json.dumps(head))
    assert (done.corrected, done.passed_over) == (["social.txt"], [])
    corpus.ingest()
    assert len(corpus.actors(long=True, doc="social")) == 0
    assert len(corpus.demands(any_holder=True, doc="social")) == 2
    held = CORRECTIONS.read_bytes()
    bring(corpus, "a.jsonl", held)
    assert CORRECTIONS.read_bytes() == held


def test_values_that_only_a_tool_has_cut_short_are_the_corpus_own(corpus: Corpus) -> None:
    start = TEXT.index("polisen")
    names = ["Polisen\u00a0 i stan", " Polisen i stan"]
    first = prodigy(span(start, start + 7, "AUTHORITY", canonical=names[0], wikidata="Q1"))
    bring(corpus, "a.jsonl", first)
    corpus.ingest()
    held = CORRECTIONS.read_bytes()
    bring(corpus, "a.jsonl", prodigy(span(start, start + 7, "AUTHORITY", canonical=names[1])))
    assert CORRECTIONS.read_bytes() == held
    other = prodigy(span(start, start + 7, "AUTHORITY", canonical="Säpo", wikidata="Q1"))
    bring(corpus, "a.jsonl", other)
    rows = [json.loads(line) for line in CORRECTIONS.read_text("utf-8").splitlines()]
    [row] = [row for row in rows if row["layer"] == "ACTOR"]
    assert row["canonical"] == "Säpo"
    assert "wikidata" not in row


def test_a_party_may_be_named_as_one_likes(corpus: Corpus) -> None:
    place = TEXT.index("Vi vill"), TEXT.index(".\r\nMod")
    bring(corpus, "a.jsonl", prodigy(span(*place, "DEMAND_PROSE", holder="centern")))
    corpus.ingest()
    assert corpus.demands(any_holder=True, doc="social")["party"].tolist() == ["C"]


@given(
    values=st.dictionaries(
        st.sampled_from(["canonical", "wikidata", "themes"]),
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip),
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_brat_keeps_any_value_but_for_its_white_space(
    tmp_path: Path, values: dict[str, str]
) -> None:
    path = tmp_path / "a.ann"
    path.write_text(to_ann("Skolfam", [Span(0, 7, "ORG", values)]), encoding="utf-8", newline="")
    [back] = read_ann(path)
    assert back.said == {name: " ".join(value.split()) for name, value in values.items()}
