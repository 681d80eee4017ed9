"""Scoring a corpus against gold annotations: precision, recall, F1 and the list of errors.

A span counts as found when layer, form (demands) or type and canonical name (actors) agree and
start and end agree exactly. The lenient score asks for an overlap of at least half of the union
instead of equal ends. The number that a heading opens with is no part of its
span. F1 is the harmonic mean of precision and recall (van Rijsbergen 1979).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from polcorp.errors import PolcorpError
from polcorp.evaluation.gold import Annotation, GoldDocument, read_gold
from polcorp.evaluation.predictions import Predicted, predictions
from polcorp.evaluation.tallies import Evaluation, Tally, error_row
from polcorp.vocabulary.document_fields import IN_GOLD

if TYPE_CHECKING:
    from polcorp.corpus import Corpus

__all__ = ["Evaluation", "Predicted", "evaluate", "predictions", "score"]

#: Demands of other parties than the document's own, where the gold marks them.
_OTHERS = "OTHER_DEMAND"
#: What a heading may be counted by; gold has it inside the heading, a corpus does not.
_NUMBER = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[A-HIVX]{1,4}(?=[.)]))[.)]?\s*(?=\w)")


def evaluate(corpus: Corpus, gold_path: str | Path = "data/annotations/gold.jsonl") -> Evaluation:
    """Score *corpus* against the gold at *gold_path*.

    Raises:
        DataFileError: the gold cannot be read; names file and line.
        PolcorpError: no document of the gold is in the corpus.
    """
    gold = read_gold(Path(gold_path))
    predicted = predictions(corpus)
    pairs = [(g, predicted[g.name]) for g in gold if g.name in predicted]
    if not pairs:
        raise PolcorpError(
            f"none of the {len(gold)} documents of {gold_path} is in the corpus; ingest them first"
        )
    missing = [g.name for g in gold if g.name not in predicted]
    evaluation = score(pairs)
    for name in missing:
        evaluation.error_rows.append(
            error_row(name, None, "missing", "DOCUMENT", "", 0, 0, "", "not in the corpus")
        )
    return evaluation


def score(pairs: Iterable[tuple[GoldDocument, Predicted]]) -> Evaluation:
    """Score documents one by one and add the counts up."""
    result = Evaluation()
    for annotated, analysed in pairs:
        text = analysed.text
        gold = replace(annotated, spans=[_without_number(s, text) for s in annotated.spans])
        predicted = replace(analysed, spans=[_without_number(s, text) for s in analysed.spans])
        result.documents += 1
        for layer in filter(gold.has, ("HEADING", "LEAD_IN", "BOILERPLATE", "DEMAND", "ACTOR")):
            _score_layer(result, layer, gold, predicted)
        if gold.others:
            _score_layer(result, _OTHERS, gold, predicted)
        if gold.has("DOCUMENT"):
            _score_fields(result, gold, predicted)
        if gold.has("DEMAND"):
            _score_themes(result, gold, predicted)
    return result


def _key(span: Annotation) -> tuple[Any, ...]:
    kind = "" if span.layer == "HEADING" else span.kind
    return (span.start, span.end, kind, span.canonical)


def _score_layer(result: Evaluation, layer: str, gold: GoldDocument, predicted: Predicted) -> None:
    wanted = list({_key(s): s for s in _of_layer(gold.spans, layer)}.values())
    found = _of_layer(predicted.spans, layer)
    want_keys, found_keys = {_key(s) for s in wanted}, {_key(s) for s in found}
    for span in wanted:
        tally = _tally(result, span)
        tally.gold += 1
        tally.hits += _key(span) in found_keys
        if _key(span) not in found_keys:
            result.error_rows.append(_missing(predicted, span, found))
    for span in found:
        _tally(result, span).found += 1
        if _key(span) not in want_keys:
            _extra(result, predicted, span, wanted)
    for span in _lenient_hits(wanted, found):
        _tally(result, span).lenient += 1


def _without_number(span: Annotation, text: str) -> Annotation:
    """Return a heading, or the demand that it is, without the number that it may open with."""
    if span.layer != "HEADING" and span.kind != "heading":
        return span
    number = _NUMBER.match(text, span.start, span.end)
    return replace(span, start=number.end()) if number else span


def _bare(title: str | None) -> str | None:
    number = _NUMBER.match(title) if title else None
    return title[number.end() :] if title and number else title


def _of_layer(spans: list[Annotation], layer: str) -> list[Annotation]:
    """Return the spans of a layer; demands of others are a layer of their own."""
    if layer == _OTHERS:
        return [replace(s, layer=_OTHERS) for s in spans if s.layer == "DEMAND" and not s.own]
    return [s for s in spans if s.layer == layer and s.own]


def _tally(result: Evaluation, span: Annotation) -> Tally:
    kind = span.kind if span.layer in {"DEMAND", "ACTOR"} else ""
    return result.tallies.setdefault((span.layer, kind), Tally())


def _lenient_hits(wanted: Sequence[Annotation], found: Sequence[Annotation]) -> list[Annotation]:
    """Return the gold spans that a span of the same kind overlaps by half of the union or more."""
    free = list(found)
    hits = []
    for span in wanted:
        near = [f for f in free if _same_kind(span, f) and _overlap(span, f) >= 0.5]
        match = max(near, key=lambda f: _overlap(span, f), default=None)
        if match is not None:
            free.remove(match)
            hits.append(span)
    return hits


def _same_kind(left: Annotation, right: Annotation) -> bool:
    if left.layer == "HEADING":
        return True
    return left.kind == right.kind and left.canonical == right.canonical


def _overlap(left: Annotation, right: Annotation) -> float:
    both = min(left.end, right.end) - max(left.start, right.start)
    union = max(left.end, right.end) - min(left.start, right.start)
    return both / union if both > 0 else 0.0


def _missing(predicted: Predicted, span: Annotation, found: list[Annotation]) -> dict[str, Any]:
    near = [f for f in found if _overlap(span, f) > 0]
    detail = "; ".join(f"found {_say(predicted.text, f)}" for f in near[:2])
    return error_row(
        predicted.doc_id,
        span.line,
        "differs" if near else "missing",
        span.layer,
        span.kind,
        span.start,
        span.end,
        predicted.text[span.start : span.end],
        detail or span.canonical,
    )


def _extra(
    result: Evaluation, predicted: Predicted, span: Annotation, wanted: list[Annotation]
) -> None:
    """Note a span that the gold has not, unless it is noted as differing already."""
    if any(_overlap(span, w) > 0 for w in wanted):
        return
    result.error_rows.append(
        error_row(
            predicted.doc_id,
            None,
            "extra",
            span.layer,
            span.kind,
            span.start,
            span.end,
            predicted.text[span.start : span.end],
            span.canonical,
        )
    )


def _say(text: str, span: Annotation) -> str:
    parts = [part for part in (span.kind, span.canonical) if part]
    return f"«{text[span.start : span.end][-60:]}» {' '.join(parts)}".strip()


def _score_fields(result: Evaluation, gold: GoldDocument, predicted: Predicted) -> None:
    for name in IN_GOLD:
        if name not in gold.fields:
            continue
        want, got = gold.fields[name], predicted.fields.get(name)
        if name == "title":
            want, got = _bare(want), _bare(got)
        tally = result.tallies.setdefault(("DOCUMENT", name), Tally())
        tally.gold += 1
        tally.found += 1
        tally.hits += want == got
        tally.lenient += want == got
        if want != got:
            result.error_rows.append(
                error_row(
                    predicted.doc_id,
                    None,
                    "differs",
                    "DOCUMENT",
                    name,
                    0,
                    0,
                    want or "",
                    f"found {got}",
                )
            )


def _score_themes(result: Evaluation, gold: GoldDocument, predicted: Predicted) -> None:
    """Score themes on the demands whose span was found: main theme, and codes (micro)."""
    found = {(s.start, s.end): s for s in predicted.spans if s.layer == "DEMAND"}
    for span in gold.spans:
        if span.layer != "DEMAND" or not (span.themes or span.optional):
            continue
        match = found.get((span.start, span.end))
        if match is None:
            continue
        main = result.tallies.setdefault(("THEME", "main"), Tally())
        right = bool(match.themes[:1]) and match.themes[0] in span.themes[:1]
        _count(main, 1, 1, right)
        codes = result.tallies.setdefault(("THEME_CODE", ""), Tally())
        want = set(span.themes)
        got = set(match.themes) - span.optional
        _count(codes, len(want), len(got), len(want & got))
        if not right:
            result.error_rows.append(
                error_row(
                    predicted.doc_id,
                    span.line,
                    "differs",
                    "THEME",
                    "main",
                    span.start,
                    span.end,
                    predicted.text[span.start : span.end],
                    f"gold {' '.join(span.themes)}, found {' '.join(match.themes) or 'none'}",
                )
            )


def _count(tally: Tally, gold: int, found: int, hits: int) -> None:
    tally.add(Tally(gold, found, hits, hits))
