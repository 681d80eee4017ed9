"""Small cases of known kinds of error, right or not.

    python -m benchmarks.cases [--failures] [FILE …]

A case of ``data/annotations/cases`` is a short text and what must, or must not, be found in it; its README
has the format. Printed for each file and layer: how many cases are right, of those that writers of rules
have read and of the others. ``--failures`` shows what is wrong, of the read ones only.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.accuracy import analysed
from polcorp.evaluation.gold import Annotation, GoldDocument
from polcorp.evaluation.predictions import Predicted
from tests.gold_sets import ROOT

CASES = ROOT / "data/annotations/cases"


class Case(NamedTuple):
    """A text, the layer that is asked about, what is expected, and the kind of error it stands for."""

    text: str
    layer: str
    expect: dict[str, Any]
    kind: str
    read: bool


def read_cases(path: Path) -> list[Case]:
    """Return the cases of a file."""
    return [Case(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def results(cases: list[Case]) -> list[bool]:
    """Return of each of *cases* whether it is right."""
    named = [(GoldDocument(f"{number:04}.txt"), case.text) for number, case in enumerate(cases)]
    return [
        all(_holds(case, found, key, wanted) for key, wanted in case.expect.items())
        for case, (_, found) in zip(cases, analysed(named), strict=True)
    ]


def _holds(case: Case, found: Predicted, key: str, wanted: Any) -> bool:
    spans = [span for span in found.spans if span.layer == case.layer]
    demands = [span for span in found.spans if span.layer == "DEMAND"]
    texts = {_text(case, span) for span in spans}
    match key:
        case "present":
            return texts.issuperset(wanted)
        case "absent":
            return texts.isdisjoint(wanted)
        case "covers":
            inside = {place for span in spans for place in range(span.start, span.end)}
            return all(_covered(case.text, part, inside) for part in wanted)
        case "actors":
            return all(any(_is_actor(case, span, actor) for span in spans) for actor in wanted)
        case "holder":
            text, holder = wanted
            return any(_text(case, d) == text and d.holder == holder for d in demands)
        case "demand":
            return any(_text(case, d) == wanted for d in demands)
        case "main":
            named = case.expect.get("demand")
            asked = [d for d in demands if named is None or _text(case, d) == named]
            return any(d.themes[:1] and d.themes[0] in wanted for d in asked)
        case "codes_include":
            return any(set(wanted) <= set(d.themes) for d in demands)
    return (found.fields[key] or "") == (wanted or "")


def _text(case: Case, span: Annotation) -> str:
    return case.text[span.start : span.end]


def _covered(text: str, part: str, inside: set[int]) -> bool:
    start = text.index(part)
    return all(n in inside for n in range(start, start + len(part)) if not text[n].isspace())


def _is_actor(case: Case, span: Annotation, actor: dict[str, str]) -> bool:
    """Return whether *span* is *actor*, whose type and name may be several, of which each is right."""
    return (
        _text(case, span) == actor["text"]
        and span.kind in actor["type"].split("/")
        and span.canonical in {actor["canonical"], *actor["canonical"].split("/")}
    )


def main() -> None:
    """Print how many cases are right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(CASES.glob("*.jsonl")))
    parser.add_argument(
        "--failures", action="store_true", help="show the read cases that are wrong"
    )
    options = parser.parse_args()
    print("| file | layer | read: right of | unread: right of |\n| --- | --- | ---: | ---: |")
    for path in options.files:
        cases = read_cases(path)
        right = results(cases)
        all_of = Counter((case.layer, case.read) for case in cases)
        right_of = Counter((c.layer, c.read) for c, good in zip(cases, right, strict=True) if good)
        for layer in dict.fromkeys(case.layer for case in cases):
            of = [f"{right_of[layer, read]} of {all_of[layer, read]}" for read in (True, False)]
            print(f"| {path.stem} | {layer} | {of[0]} | {of[1]} |", flush=True)
        for case, good in zip(cases, right, strict=True):
            if options.failures and case.read and not good:
                print(
                    f"\n{case.kind}\n{case.text}\n  {json.dumps(case.expect, ensure_ascii=False)}"
                )


if __name__ == "__main__":
    main()
