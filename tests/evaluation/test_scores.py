"""The arithmetic of scoring, on examples small enough to reckon by hand."""

from math import isnan
from pathlib import Path

import pytest

from polcorp.corpus import Corpus
from polcorp.errors import PolcorpError
from polcorp.evaluation.gold import Annotation, GoldDocument
from polcorp.evaluation.scores import Evaluation, Predicted, evaluate, predictions, score

TEXT = "0123456789" * 10


def actor(start: int, end: int, kind: str = "ORG", canonical: str = "X") -> Annotation:
    return Annotation("ACTOR", start, end, kind=kind, canonical=canonical, line=start + 1)


def demand(start: int, end: int, form: str = "prose", **more: object) -> Annotation:
    return Annotation("DEMAND", start, end, kind=form, **more)  # type: ignore[arg-type]


def scored(gold: list[Annotation], found: list[Annotation]) -> Evaluation:
    return score([(GoldDocument("a.txt", spans=gold), Predicted("a", TEXT, {}, found))])


def row(evaluation: Evaluation, layer: str, kind: str = "all") -> dict[str, float]:
    table = evaluation.scores
    (found,) = table[(table["layer"] == layer) & (table["type"] == kind)].to_dict("records")
    return {str(name): value for name, value in found.items()}


def test_precision_recall_and_f1() -> None:
    gold = [actor(0, 5), actor(10, 15), actor(20, 25), actor(30, 35)]
    found = [actor(0, 5), actor(10, 15), actor(50, 55)]
    result = row(scored(gold, found), "ACTOR")
    assert (result["gold"], result["found"], result["hits"]) == (4, 3, 2)
    assert result["precision"] == pytest.approx(2 / 3, abs=1e-4)
    assert result["recall"] == 0.5
    assert result["f1"] == pytest.approx(2 * 2 / 7, abs=1e-4)


def test_a_hit_needs_type_and_canonical_name() -> None:
    gold = [actor(0, 5)]
    assert scored(gold, [actor(0, 5)]).f1("ACTOR") == 1
    assert scored(gold, [actor(0, 5, "LAW")]).f1("ACTOR") == 0
    assert scored(gold, [actor(0, 5, canonical="Y")]).f1("ACTOR") == 0
    assert scored(gold, [actor(0, 6)]).f1("ACTOR") == 0


def test_a_demand_needs_its_form_and_a_heading_no_level() -> None:
    assert scored([demand(0, 5)], [demand(0, 5, "bullet")]).f1("DEMAND") == 0
    gold, found = Annotation("HEADING", 0, 5, kind="2"), Annotation("HEADING", 0, 5, kind="1")
    assert scored([gold], [found]).f1("HEADING") == 1


@pytest.mark.parametrize(
    ("found", "lenient"),
    [
        ((0, 10), 1),
        ((0, 5), 1),  # half of the union
        ((0, 4), 0),
        ((5, 15), 0),  # a third
        ((0, 20), 1),
        ((0, 21), 0),
        ((50, 60), 0),
    ],
)
def test_lenient_is_half_of_the_union(found: tuple[int, int], lenient: int) -> None:
    evaluation = scored([actor(0, 10)], [actor(*found)])
    assert evaluation.f1("ACTOR", lenient=True) == lenient
    assert evaluation.f1("ACTOR") == (found == (0, 10))


def test_one_span_is_a_lenient_hit_once() -> None:
    result = row(scored([actor(0, 10), actor(2, 12)], [actor(1, 11)]), "ACTOR")
    assert result["lenient_f1"] == pytest.approx(2 / 3, abs=1e-4)


def test_the_lenient_score_takes_the_best_fit() -> None:
    evaluation = scored([actor(0, 10), actor(0, 6)], [actor(0, 6), actor(0, 10)])
    assert evaluation.f1("ACTOR", lenient=True) == evaluation.f1("ACTOR") == 1


def test_totals_are_sums_over_types() -> None:
    evaluation = scored(
        [actor(0, 5), actor(10, 15, "LAW")], [actor(0, 5), actor(20, 25, "LAW"), actor(30, 35)]
    )
    assert evaluation.f1("ACTOR", "ORG") == pytest.approx(2 / 3, abs=1e-4)
    assert evaluation.f1("ACTOR", "LAW") == 0
    assert evaluation.f1("ACTOR") == 0.4
    assert list(evaluation.scores["type"]) == ["all", "LAW", "ORG"]


def test_the_same_span_twice_in_the_gold_counts_once() -> None:
    result = row(scored([actor(0, 5), actor(0, 5)], [actor(0, 5)]), "ACTOR")
    assert (result["gold"], result["hits"], result["precision"]) == (1, 1, 1)


def test_nothing_found_or_nothing_to_find() -> None:
    result = row(scored([actor(0, 5)], []), "ACTOR")
    assert isnan(result["precision"])
    assert (result["recall"], result["f1"]) == (0, 0)
    result = row(scored([], [actor(0, 5)]), "ACTOR")
    assert isnan(result["recall"])
    assert result["precision"] == 0
    assert scored([], []).scores.empty


def test_errors_say_what_and_where() -> None:
    evaluation = scored(
        [actor(0, 5), actor(10, 15), actor(30, 35)], [actor(0, 5), actor(10, 16), actor(50, 55)]
    )
    errors = evaluation.errors.to_dict("records")
    assert [(e["kind"], e["start"], e["end"], e["text"]) for e in errors] == [
        ("differs", 10, 15, "01234"),
        ("missing", 30, 35, "01234"),
        ("extra", 50, 55, "01234"),
    ]
    assert "found «012345» ORG X" in errors[0]["detail"]
    assert [e["line"] for e in errors[:2]] == [11, 31]
    assert {e["doc_id"] for e in errors} == {"a"}


def test_demands_of_others_are_a_layer_of_their_own() -> None:
    gold = GoldDocument("a.txt", spans=[demand(0, 5), demand(10, 15, own=False)], others=True)
    found = Predicted("a", TEXT, {}, [demand(0, 5), demand(10, 15, own=False)])
    evaluation = score([(gold, found)])
    assert (evaluation.f1("DEMAND"), evaluation.f1("OTHER_DEMAND")) == (1, 1)
    assert row(evaluation, "DEMAND")["gold"] == 1
    gold.others = False
    assert "OTHER_DEMAND" not in set(score([(gold, found)]).scores["layer"])


def test_fields() -> None:
    gold = GoldDocument("a.txt", fields={"party": "C", "date": None, "title": "T"})
    found = Predicted("a", TEXT, {"party": "C", "date": "2020", "title": "T", "doc_type": "x"}, [])
    evaluation = score([(gold, found)])
    assert evaluation.f1("DOCUMENT", "party") == 1
    assert evaluation.f1("DOCUMENT", "date") == 0
    assert evaluation.f1("DOCUMENT") == pytest.approx(2 / 3, abs=1e-4)
    (error,) = evaluation.errors.to_dict("records")
    assert (error["type"], error["text"], error["detail"]) == ("date", "", "found 2020")


def themes(*codes: str, optional: tuple[str, ...] = ()) -> Annotation:
    return demand(0, 5, themes=codes, optional=frozenset(optional))


@pytest.mark.parametrize(
    ("gold", "found", "main", "codes"),
    [
        (themes("a"), themes("a"), 1, 1),
        (themes("a", "b"), themes("b", "a"), 0, 1),
        (themes("a", "b"), themes("a"), 1, 2 / 3),
        (themes("a", optional=("b",)), themes("a", "b"), 1, 1),
        (themes("a"), themes("a", "b"), 1, 2 / 3),
        (themes("a"), themes(), 0, 0),
    ],
)
def test_themes(gold: Annotation, found: Annotation, main: float, codes: float) -> None:
    evaluation = scored([gold], [found])
    assert evaluation.f1("THEME", "main") == main
    assert evaluation.f1("THEME_CODE") == pytest.approx(codes, abs=1e-4)


def test_themes_are_scored_on_demands_that_were_found() -> None:
    evaluation = scored([themes("a")], [demand(50, 60, themes=("a",))])
    assert "THEME" not in set(evaluation.scores["layer"])


def test_documents_add_up() -> None:
    pair = (GoldDocument("a.txt", spans=[actor(0, 5)]), Predicted("a", TEXT, {}, [actor(0, 5)]))
    other = (GoldDocument("b.txt", spans=[actor(0, 5)]), Predicted("b", TEXT, {}, []))
    evaluation = score([pair, other])
    assert evaluation.documents == 2
    assert evaluation.f1("ACTOR") == pytest.approx(2 / 3, abs=1e-4)


def gold_of(predicted: dict[str, Predicted]) -> list[dict[str, object]]:
    """Write what was found as if it were the gold."""
    rows: list[dict[str, object]] = []
    for name, found in predicted.items():
        rows.append({"doc": name, "layer": "DOCUMENT", **found.fields})
        rows += [
            {
                "doc": name,
                "layer": s.layer,
                "start": s.start,
                "end": s.end,
                "canonical": s.canonical,
                "type" if s.layer == "ACTOR" else "form": s.kind,
                "themes": list(s.themes),
            }
            for s in found.spans
            if s.own
        ]
    return rows


def test_a_corpus_scored_against_what_it_holds(corpus: Corpus, tmp_path: Path) -> None:
    import json

    rows = gold_of(predictions(corpus))
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    evaluation = evaluate(corpus, path)
    assert evaluation.documents == 3
    assert evaluation.errors.empty
    assert set(evaluation.scores["f1"].dropna()) == {1.0}
    path.write_text(
        "\n".join(json.dumps(row) for row in [*rows, {"doc": "x.txt", "layer": "DOCUMENT"}]),
        encoding="utf-8",
    )
    (error,) = evaluate(corpus, path).errors.to_dict("records")
    assert (error["doc_id"], error["detail"]) == ("x.txt", "not in the corpus")
    path.write_text(json.dumps({"doc": "x.txt", "layer": "DOCUMENT"}), encoding="utf-8")
    with pytest.raises(PolcorpError, match="none of the 1 documents"):
        evaluate(corpus, path)
