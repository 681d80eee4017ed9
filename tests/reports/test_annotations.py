"""Annotations out and in again, each read back by a library that its users would use."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from polcorp.analysis.views import document_view, document_views
from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError
from polcorp.evaluation.scores import evaluate
from polcorp.ingest.ingest import Analyser
from polcorp.reading.clean_view import clean
from polcorp.reports.annotations.brat import read_ann, to_ann
from polcorp.reports.annotations.corrections import import_annotations
from polcorp.reports.annotations.files import read_annotations, write_annotations
from polcorp.reports.annotations.spans import Span, spans_of
from polcorp.vocabulary.formats import ANNOTATION_FORMATS

CORRECTIONS = Path("data/annotations/corrections.jsonl")


@pytest.fixture
def light(analyser: Analyser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the formats of tokens use the small pipeline."""
    from polcorp.pipeline import language

    monkeypatch.setattr(language, "load_pipeline", lambda: analyser.nlp)


def write(corpus: Corpus, kind: str) -> list[Path]:
    return write_annotations(document_views(corpus), Path("out") / kind, kind)


def what(spans: Iterable[Span]) -> list[tuple[int, int, str, dict[str, str]]]:
    return [(span.start, span.end, span.label, span.said) for span in sorted(spans)]


@pytest.mark.parametrize("kind", ["brat", "gold", "prodigy"])
def test_a_round_trip_keeps_every_span_and_attribute(corpus: Corpus, kind: str) -> None:
    written = write(corpus, kind)
    back = list(read_annotations(written[0].parent if kind == "brat" else written[0]))
    assert len(back) == 3
    for document in back:
        view = document_view(corpus, document.name.removesuffix(".txt"))
        assert what(document.spans) == what(spans_of(view))
        assert document.text in ("", view.text)


@pytest.mark.parametrize("kind", ["doccano", "labelstudio"])
def test_tools_without_attributes_keep_labels_and_places(corpus: Corpus, kind: str) -> None:
    back = list(read_annotations(write(corpus, kind)[0]))
    for document in back:
        view = document_view(corpus, document.name.removesuffix(".txt"))
        assert document.text == view.text
        assert [w[:3] for w in what(document.spans)] == [w[:3] for w in what(spans_of(view))]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["brat", "gold", "prodigy", "doccano", "labelstudio"])
def test_importing_what_was_exported_corrects_nothing(corpus: Corpus, kind: str) -> None:
    written = write(corpus, kind)
    source = written[0].parent if kind == "brat" else written[0]
    done = import_annotations(corpus, read_annotations(source), CORRECTIONS)
    assert (len(done.documents), done.corrected, done.passed_over) == (3, [], [])
    assert not CORRECTIONS.exists()
    assert corpus.ingest().updated == []


def test_corrections_win_over_the_program_at_the_next_ingest(corpus: Corpus) -> None:
    folder = write(corpus, "brat")[0].parent
    ann, text = folder / "centre.ann", corpus.text("centre")
    lines = [line for line in ann.read_text("utf-8").splitlines() if "\tBID" not in line]
    place = text.index("Samverkan")
    lines += [f"T90\tPROGRAMME {place} {place + 9}\tSamverkan"]
    lines += ["#90\tAnnotatorNotes T90\tcanonical=Samverkansmodellen"]
    start = text.index("Falkenberg har gjort det")
    lines += [f"T91\tDEMAND_PROSE {start} {start + 24}\tFalkenberg har gjort det"]
    lines += ["#91\tAnnotatorNotes T91\tholder=C | themes=bostad;skola | polarity=neg"]
    ann.write_text("\n".join(lines) + "\n", encoding="utf-8")
    import_annotations(corpus, read_annotations(folder), CORRECTIONS)
    corpus.ingest()
    mentions = corpus.actors(long=True, doc="centre")
    assert "BID" not in set(mentions["canonical"])
    assert "Samverkansmodellen" in set(mentions["canonical"])
    demand = corpus.demands(doc="centre", contains="gjort det").iloc[0]
    assert (demand["themes"], demand["polarity"], demand["rule"]) == ("bostad;skola", "neg", "user")
    assert not [name for name in corpus.documents() if "corrections" in str(name)]
    assert evaluate(corpus, CORRECTIONS).f1("ACTOR") == 1.0
    assert evaluate(corpus, CORRECTIONS).f1("DEMAND") == 1.0
    CORRECTIONS.unlink()
    corpus.ingest()
    assert "BID" in set(corpus.actors(long=True, doc="centre")["canonical"])


def task(corpus: Corpus, doc: str, spans: list[dict[str, Any]]) -> Path:
    """Write a file of Prodigy's about one document."""
    path = Path(f"{doc}.jsonl")
    row = {"text": corpus.text(doc), "spans": spans, "meta": {"doc": doc}}
    path.write_text(json.dumps(row), "utf-8")
    return path


def test_a_second_import_replaces_only_its_documents(corpus: Corpus) -> None:
    for doc in ("social", "centre"):
        done = import_annotations(corpus, read_annotations(task(corpus, doc, [])), CORRECTIONS)
        assert done.corrected == [f"{doc}.txt"]
    exported = Path("out/prodigy/prodigy.jsonl")
    write(corpus, "prodigy")
    lines = [line for line in exported.read_text("utf-8").split("\n") if "social.txt" in line]
    exported.write_text("\n".join(lines), "utf-8")
    done = import_annotations(corpus, read_annotations(exported), CORRECTIONS)
    assert (done.documents, done.corrected) == (["social.txt"], [])
    rows = [json.loads(line) for line in CORRECTIONS.read_text("utf-8").splitlines()]
    assert {row["doc"] for row in rows} == {"centre.txt"}


def test_brat_gets_a_span_over_lines_in_fragments(tmp_path: Path) -> None:
    text = "Vi vill\r\natt det sker.\n"
    span = Span(3, 22, "DEMAND_PROSE", {"themes": "skola"})
    ann = to_ann(text, [span])
    assert ann.splitlines()[0] == "T1\tDEMAND_PROSE 3 7;9 22\tvill att det sker."
    (tmp_path / "x.ann").write_text(ann, encoding="utf-8")
    assert what(read_ann(tmp_path / "x.ann")) == what([span])


def test_conllu_is_read_by_its_library(corpus: Corpus, light: None) -> None:
    conllu = pytest.importorskip("conllu")
    sentences = conllu.parse(write(corpus, "conllu")[0].read_text("utf-8"))
    names = [s.metadata["newdoc id"] for s in sentences if "newdoc id" in s.metadata]
    assert names == ["centre.txt", "liberal.txt", "social.txt"]
    text, found = corpus.text("centre"), []
    for sentence in sentences:
        if not sentence.metadata["sent_id"].startswith("centre:"):
            continue
        shown = "".join(
            t["form"] + ("" if (t["misc"] or {}).get("SpaceAfter") == "No" else " ")
            for t in sentence
        )
        assert shown.strip() == sentence.metadata["text"]
        for token in sentence:
            misc = token["misc"]
            assert text[int(misc["start"]) : int(misc["end"])] == token["form"]
            if misc.get("Actor", "").startswith("B-"):
                found.append(token["form"])
    assert found == list(corpus.actors(long=True, doc="centre")["text"])


def test_docbin_is_read_by_spacy(corpus: Corpus, light: None) -> None:
    import spacy
    from spacy.tokens import DocBin

    docs = DocBin().from_bytes(write(corpus, "docbin")[0].read_bytes())
    for doc in docs.get_docs(spacy.blank("sv").vocab):
        view = document_view(corpus, doc.user_data["doc_id"])
        assert doc.text == clean(view.text)
        assert [span.text for span in doc.spans["actor"]] == [m["text"] for m in view.mentions]
        assert [span.label_ for span in doc.spans["demand"]] == [
            f"DEMAND_{row['form'].upper()}" for row in view.demands
        ]
        assert [ent.text for ent in doc.ents] == [m["text"] for m in view.mentions]


def test_webanno_lines_are_tokens_with_utf16_offsets(
    raw: Path, quick: Analyser, light: None
) -> None:
    (raw / "emoji.txt").write_text("😀 Vi vill att Skolfam prövas nu.\n" + "Mer. " * 30, "utf-8")
    corpus = Corpus()
    corpus.ingest()
    written = write(corpus, "webanno")
    lines = next(p for p in written if p.stem == "emoji").read_text("utf-8").split("\n")
    assert lines[0] == "#FORMAT=WebAnno TSV 3.3"
    token = next(line for line in lines if "\tSkolfam\t" in line).split("\t")
    number = token[3].split("[")[1].rstrip("]").split("]")[0]
    assert token[1] == "15-22"
    assert "Skolfam" in token[3]
    assert f"DEMAND\\_PROSE[{number}]|PROGRAMME" in token[4]
    in_utf16 = corpus.text("emoji").encode("utf-16-le")
    assert in_utf16[2 * 15 : 2 * 22].decode("utf-16-le") == "Skolfam"


def test_webanno_is_read_back_by_the_rules_of_its_format(
    raw: Path, quick: Analyser, light: None
) -> None:
    (raw / "odd.txt").write_text(
        "😀 Vi vill\tatt [Skolfam] \\ införs\r\ni skolan_nu|*.\f Polisen och BID-samverkan. " * 9,
        encoding="utf-8",
        newline="",
    )
    corpus = Corpus()
    corpus.ingest()
    written = {path.stem: path for path in write(corpus, "webanno")}
    for view in document_views(corpus):
        text = view.text.encode("utf-16-le")
        tokens, found = read_webanno(written[view.doc_id].read_text("utf-8"))
        for start, end, form in tokens:
            assert text[2 * start : 2 * end].decode("utf-16-le") == form
        wanted = []
        for span in spans_of(view):
            edges = [len(view.text[:at].encode("utf-16-le")) // 2 for at in (span.start, span.end)]
            inside = [t for t in tokens if t[0] < edges[1] and t[1] > edges[0]]
            get = span.attributes.get
            values = (get("canonical") or None, span.label, get("themes") or None)
            wanted.append((inside[0][0], inside[-1][1], *values))
        assert sorted(found, key=repr) == sorted(wanted, key=repr)


def match_of(pattern: str, text: str) -> re.Match[str]:
    found = re.fullmatch(pattern, text)
    assert found, (pattern, text)
    return found


def read_webanno(content: str) -> tuple[list[tuple[int, int, str]], list[tuple[Any, ...]]]:
    """Read WebAnno TSV 3.3 strictly: tokens, and annotations as (start, end, three values).

    Blocks are parted by an empty line; a line ends in a tab; stacked annotations are parted by «|»,
    each with its number, which is the same for all tokens of one; «_» is no annotation, «*» no value.
    """
    head, *blocks = content.split("\n\n")
    assert head.split("\n") == [
        "#FORMAT=WebAnno TSV 3.3",
        "#T_SP=webanno.custom.Polcorp|canonical|label|themes",
    ]
    assert blocks.pop() == ""
    tokens: list[tuple[int, int, str]] = []
    spans: dict[str, list[tuple[int, tuple[str | None, ...]]]] = {}
    for number, block in enumerate(blocks, start=1):
        first, *lines = block.strip("\n").split("\n")
        assert first.startswith("#Text=")
        sentence = unescaped(first.removeprefix("#Text=")).encode("utf-16-le")
        begin = int(lines[0].split("\t")[1].split("-")[0])
        for place, line in enumerate(lines, start=1):
            key, offsets, form, *columns, empty = line.split("\t")
            assert (key, len(columns), empty) == (f"{number}-{place}", 3, "")
            start, end = map(int, offsets.split("-"))
            assert not tokens or start >= tokens[-1][1]
            tokens.append((start, end, unescaped(form)))
            inside = sentence[2 * (start - begin) : 2 * (end - begin)].decode("utf-16-le")
            assert inside == unescaped(form)
            if columns == ["_", "_", "_"]:
                continue
            cells = [re.split(r"(?<!\\)\|", column) for column in columns]
            for stacked in zip(*cells, strict=True):
                parts = [match_of(r"(.+)\[(\d+)\]", cell) for cell in stacked]
                assert len({part[2] for part in parts}) == 1
                values = tuple(None if p[1] == "*" else unescaped(p[1]) for p in parts)
                for part in parts:
                    plain = re.sub(r"\\(->|.)", "", part[1])
                    assert plain == "*" or not re.search(r"[\[\]|_;*]|->", plain)
                spans.setdefault(parts[0][2], []).append((len(tokens) - 1, values))
    annotations = []
    for rows in spans.values():
        places = [place for place, _ in rows]
        assert places == list(range(places[0], places[0] + len(places)))
        assert len({values for _, values in rows}) == 1
        annotations.append((tokens[places[0]][0], tokens[places[-1]][1], *rows[0][1]))
    return tokens, annotations


def unescaped(text: str) -> str:
    signs = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "b": "\b"}
    return re.sub(r"\\(->|.)", lambda m: signs.get(m[1], m[1]), text)


def test_an_unknown_format_is_told(corpus: Corpus) -> None:
    with pytest.raises(
        PolcorpError, match="unknown format of annotations «brt»; did you mean brat"
    ):
        write(corpus, "brt")
    assert len(ANNOTATION_FORMATS) == 11


def test_a_correction_of_another_text_is_told_with_the_file(corpus: Corpus, raw: Path) -> None:
    text = corpus.text("liberal")
    start = text.index("rubrik")
    found = [{"start": start, "end": start + 6, "label": "ORG"}]
    import_annotations(corpus, read_annotations(task(corpus, "liberal", found)), CORRECTIONS)
    (raw / "liberal.txt").write_text("Nytt först. " + text, "utf-8")
    report = corpus.ingest()
    assert [failure.path for failure in report.failures] == ["data/raw/liberal.txt"]
    assert "«rubrik» is of another text; export the document" in report.failures[0].reason
    assert "Error" not in report.failures[0].reason
    assert not corpus.text("liberal").startswith("Nytt")
