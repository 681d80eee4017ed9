from __future__ import annotations

import pytest

from benchmarks.cases import CASES, Case, read_cases, results

pytestmark = pytest.mark.bulk

#: How many cases of each file have to be right.
LEAST = {"pages": 150, "names": 151, "themes": 115}


def test_a_case_is_judged_by_all_that_it_expects() -> None:
    text = "Centerpartiet i Kil\n\nVi vill bygga fler skolor i Kil.\n"
    name = {"text": "Kil", "type": "GPE/LOC", "canonical": "Kil"}
    demand = "Vi vill bygga fler skolor i Kil"
    expected: list[tuple[str, dict[str, object], bool]] = [
        ("ACTOR", {"actors": [name], "absent": ["skolor"]}, True),
        ("ACTOR", {"actors": [name], "absent": ["Kil"]}, False),
        ("ACTOR", {"actors": [{**name, "canonical": "Sunne"}]}, False),
        ("DEMAND", {"holder": [demand, "C"], "present": [demand]}, True),
        ("DEMAND", {"holder": [demand, "S"]}, False),
        ("DEMAND", {"covers": ["bygga fler"]}, True),
        ("DEMAND", {"covers": ["Centerpartiet"]}, False),
        ("THEME", {"demand": demand, "main": ["skola"]}, True),
        ("THEME", {"main": ["halsa"]}, False),
        ("THEME", {"codes_include": ["skola"]}, True),
        ("DOCUMENT", {"party": "C", "date": ""}, True),
        ("DOCUMENT", {"party": "C", "date": "2018"}, False),
    ]
    cases = [Case(text, layer, expect, "", read=True) for layer, expect, _ in expected]
    assert results(cases) == [right for _, _, right in expected]


@pytest.mark.slow
@pytest.mark.parametrize("name", LEAST)
def test_no_fewer_cases_are_right_than_before(name: str) -> None:
    cases = read_cases(CASES / f"{name}.jsonl")
    assert sum(results(cases)) >= LEAST[name]
