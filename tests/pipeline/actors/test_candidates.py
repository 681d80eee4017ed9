"""The choice between overlapping candidates."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from polcorp.pipeline.actors.candidates import Candidate, choose

SOURCES = ["user", "lexicon", "pattern", "model"]
CANDIDATES = st.lists(
    st.builds(
        lambda start, length, source, strength: Candidate(
            start, start + length, "X", "ORG", source, "r", strength=strength
        ),
        st.integers(0, 30),
        st.integers(1, 8),
        st.sampled_from(SOURCES),
        st.integers(-3, 3),
    ),
    max_size=25,
)


def make(start: int, end: int, source: str = "lexicon", strength: int = 0) -> Candidate:
    return Candidate(start, end, f"{start}-{end}", "ORG", source, "r", strength=strength)  # type: ignore[arg-type]


@given(CANDIDATES)
def test_no_overlap_and_nothing_left_that_would_fit(candidates: list[Candidate]) -> None:
    chosen = choose(candidates)
    assert chosen == sorted(chosen, key=lambda c: c.start)
    assert all(a.end <= b.start for a, b in pairwise(chosen))
    assert set(chosen) <= set(candidates)
    for candidate in candidates:
        assert any(candidate.start < c.end and c.start < candidate.end for c in chosen)


@given(CANDIDATES, st.randoms())
def test_the_order_of_finding_does_not_matter(candidates: list[Candidate], random: object) -> None:
    shuffled = list(candidates)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert choose(shuffled) == choose(candidates)


def test_who_wins() -> None:
    assert choose([make(0, 9), make(0, 4, "user")]) == [make(0, 4, "user")]
    assert choose([make(0, 9), make(3, 12, "pattern", 1)]) == [make(3, 12, "pattern", 1)]
    assert choose([make(0, 9, "model"), make(0, 4)]) == [make(0, 9, "model")]
    assert choose([make(0, 4, "pattern"), make(0, 4)]) == [make(0, 4)]


def test_a_mention_keeps_what_is_known() -> None:
    mention = Candidate(1, 4, "Skolfam", "PROGRAMME", "user", "user:Skolfam", "Q1").mention()
    assert mention == {
        "start": 1,
        "end": 4,
        "canonical": "Skolfam",
        "type": "PROGRAMME",
        "source": "user",
        "rule": "user:Skolfam",
        "wikidata": "Q1",
    }


def test_a_pattern_does_not_cut_a_longer_listed_name() -> None:
    listed = Candidate(0, 30, "SKR", "ORG", "lexicon", "actor:SKR")
    part = Candidate(
        0, 17, "Sveriges Kommuner", "ORG", "pattern", "pattern:place-and-name", strength=1
    )
    assert choose([part, listed]) == [listed]


def test_a_pattern_that_guesses_by_form_yields_to_the_list_and_one_that_knows_does_not() -> None:
    listed = Candidate(0, 14, "SR", "MEDIA", "lexicon", "actor:SR")
    guess = Candidate(0, 14, "SR", "ORG", "pattern", "pattern:place-and-name", strength=1)
    known = Candidate(0, 14, "SR", "LOC", "pattern", "pattern:after-kind-word", strength=1)
    assert choose([guess, listed]) == [listed]
    assert choose([known, listed]) == [known]


def test_a_listed_body_is_not_lengthened_by_common_words() -> None:
    listed = Candidate(0, 33, "IVO", "AUTHORITY", "lexicon", "authority:IVO")
    inner = replace(listed, canonical="Inspektionen för vård och omsorg")
    longer = Candidate(0, 42, "X", "AUTHORITY", "pattern", "pattern:free-name", strength=1)
    assert choose([longer, inner]) == [inner]
