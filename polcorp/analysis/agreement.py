"""Who asks for the same, and who for the opposite: demands about one matter, in whatever words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

from polcorp.analysis.demand_meaning import Meaning, likeness, meaning, shared_words
from polcorp.analysis.same_matter import sameness
from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.swedish.order import swedish_key
from polcorp.tables.relations import SEPARATOR

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.corpus import Corpus, Where

#: How sure it must be that two demands are about one matter.
LEAST = 0.6
#: A demand is looked up by its weightiest concepts, alone and in twos.
_SINGLE, _IN_TWOS = 4, 5
#: This many clusters under one concept, or under two, are looked through; one concept that more have
#: says too little.
_CROWD = 200
#: The candidates of a demand that are compared with it in full.
_COMPARED = 40

CLUSTER_COLUMNS = (
    *("text", "parties_for", "parties_against", "demands", "documents", "municipalities"),
    *("themes", "text_against", "demand_ids"),
)
MEMBER_COLUMNS = (
    *("cluster", "side", "party", "municipality", "themes", "text", "matter_share", "matter_words"),
    *("demand_id", "doc_id"),
)

Row = dict[Any, Any]
Key = tuple[str, ...]


@dataclass(slots=True)
class Cluster:
    """Demands about the matter of the first of them, by their numbers; *themes* are its codes."""

    first: Meaning
    themes: frozenset[str] = frozenset()
    members: list[int] = field(default_factory=list)


@dataclass(slots=True, frozen=True)
class _Matter:
    """A cluster with more than one group: who asks for what the first demand asks, who not."""

    numbers: tuple[int, ...]
    sides: tuple[bool, ...]
    for_: tuple[str, ...]
    against: tuple[str, ...]


def agreement(
    corpus: Corpus,
    *,
    by: str = "party",
    least: float = LEAST,
    members: bool = False,
    where: Where | None = None,
) -> pd.DataFrame:
    """Return the matters on which several groups have demands, those of the most groups first.

    One row per cluster: the *text* of its first demand, the groups that ask for the same
    (*parties_for*) and for the opposite (*parties_against*), how many *demands* and *documents*,
    the *municipalities*, the main *themes*, the first demand of the opposite, and *demand_ids*.
    With *members*, one row per demand, with its *side* (``for`` or ``against``), how much of the
    matter it shares with the first (*matter_share*, 0 to 1) and its words for that (*matter_words*).

    Two demands are about one matter if that is at least *least* likely by what they share
    (:func:`polcorp.analysis.same_matter.sameness`, 0 to 1). Each demand joins the cluster whose first
    demand is most likely about its matter, or begins one, so no chain of small likenesses links what is unlike.

    Raises:
        PolcorpError: *least* is out of range, or demands have no column *by*.
    """
    import pandas as pd

    rows, matters = _matters(corpus, by, least, where)
    if members:
        shown = [
            row
            for number, matter in enumerate(matters, 1)
            for row in _members(rows, number, matter)
        ]
        return pd.DataFrame(shown, columns=list(MEMBER_COLUMNS))
    table = pd.DataFrame([_row(rows, matter) for matter in matters], columns=list(CLUSTER_COLUMNS))
    return table.astype({"demands": "int64", "documents": "int64"})


def who_agrees(
    corpus: Corpus, *, by: str = "party", least: float = LEAST, where: Where | None = None
) -> pd.DataFrame:
    """Return for every two groups on how many matters they ask for the same, and the opposite.

    *matters* is the number of matters on which both have demands, the n of *same_share*; its 95 %
    interval is Wilson's (1927) and takes matters for independent.

    Raises:
        PolcorpError: as :func:`agreement`.
    """
    import pandas as pd

    from polcorp.analysis.rates import wilson

    _, matters = _matters(corpus, by, least, where)
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for matter in matters:
        groups = sorted({*matter.for_, *matter.against}, key=swedish_key)
        for left, right in combinations(groups, 2):
            together = any(left in side and right in side for side in (matter.for_, matter.against))
            counts[left, right][0 if together else 1] += 1
    ordered = sorted(counts, key=lambda pair: (-sum(counts[pair]), *map(swedish_key, pair)))
    shown = [[*pair, *counts[pair], sum(counts[pair])] for pair in ordered]
    table = pd.DataFrame(shown, columns=[by, "other", "same", "opposite", "matters"])
    low, high = wilson(table["same"].to_numpy(float), table["matters"].to_numpy(float))
    share = table["same"].astype(float) / table["matters"].astype(float)
    return table.assign(same_share=share, same_low=low, same_high=high)


def clusters(
    texts: Sequence[str], least: float = LEAST, themes: Sequence[frozenset[str]] = ()
) -> list[Cluster]:
    """Return *texts* by matter, each cluster with the numbers of its texts in order.

    The codes of the texts, in *themes*, speak for one matter or against it where they are known. The time grows with the number of texts: a text is compared with no more than a fixed number of
    clusters, which it finds by its rarer concepts and by its concepts in twos.
    """
    found: list[Cluster] = []
    same: dict[frozenset[str], int] = {}
    index: dict[Key, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        mine, codes = meaning(text), themes[number] if themes else frozenset()
        if mine.vague:
            continue
        exact = frozenset(mine.concepts)
        place = same.get(exact)
        if place is None:
            place = _most_like(mine, codes, found, index, least)
        if place is None:
            place = len(found)
            found.append(Cluster(mine, codes))
            for key in _keys(mine):
                index[key].append(place)
        same.setdefault(exact, place)
        found[place].members.append(number)
    return found


def _most_like(
    mine: Meaning,
    codes: frozenset[str],
    found: Sequence[Cluster],
    index: dict[Key, list[int]],
    least: float,
) -> int | None:
    """Return the cluster whose first demand is most surely about *mine*, of equals the earliest."""
    shared: dict[int, float] = defaultdict(float)
    for key in _keys(mine):
        places = index.get(key, ())
        if len(places) <= _CROWD or len(key) > 1:
            weight = sum(mine.concepts[concept] for concept in key)
            for place in places[:_CROWD]:
                shared[place] += weight
    best: tuple[float, int] | None = None
    for place in sorted(shared, key=lambda place: (-shared[place], place))[:_COMPARED]:
        sure = sameness(mine, found[place].first, codes, found[place].themes)
        if sure >= least and (best is None or (-sure, place) < best):
            best = (-sure, place)
    return None if best is None else best[1]


def _keys(mine: Meaning) -> list[Key]:
    """Return what a demand is filed under: its weightiest concepts, alone and in twos."""
    ordered = sorted(mine.concepts, key=lambda concept: (-mine.concepts[concept], concept))
    pairs = combinations(sorted(ordered[:_IN_TWOS]), 2)
    return [*((concept,) for concept in ordered[:_SINGLE]), *pairs]


def _matters(
    corpus: Corpus, by: str, least: float, where: Where | None
) -> tuple[list[Row], list[_Matter]]:
    """Return the demands and the clusters with several groups, those of the most groups first."""
    if not 0 < least <= 1:
        raise PolcorpError(f"agreement of {least}: give a number above 0 and up to 1")
    frame = corpus.demands(**(where or {}))
    if by not in frame:
        raise UnknownValueError("column", by, [str(column) for column in frame.columns])
    rows = frame[frame[by].notna() & (frame[by].astype("string") != "")].to_dict("records")
    found = []
    codes = [frozenset(_codes(row)) for row in rows]
    for cluster in clusters([str(row["text"]) for row in rows], least, codes):
        sides = tuple(
            meaning(str(rows[n]["text"])).direction == cluster.first.direction
            for n in cluster.members
        )
        for_, against = (
            _groups(rows, by, (n for n, s in zip(cluster.members, sides, strict=True) if s is side))
            for side in (True, False)
        )
        if len({*for_, *against}) > 1:
            found.append(_Matter(tuple(cluster.members), sides, for_, against))
    found.sort(key=lambda m: (-len({*m.for_, *m.against}), -len(m.numbers), m.numbers[0]))
    return rows, found


def _groups(rows: Sequence[Row], column: str, numbers: Iterable[int]) -> tuple[str, ...]:
    import pandas as pd

    values = (rows[number].get(column) for number in numbers)
    return tuple(sorted({str(v) for v in values if not pd.isna(v) and v != ""}, key=swedish_key))


def _codes(row: Row) -> list[str]:
    """Return the themes of a demand, the main one first."""
    import pandas as pd

    said = row["themes"]
    return [] if pd.isna(said) else [code for code in str(said).split(SEPARATOR) if code]


def _row(rows: Sequence[Row], matter: _Matter) -> tuple[Any, ...]:
    against = [n for n, side in zip(matter.numbers, matter.sides, strict=True) if not side]
    themes = (code for n in matter.numbers for code in _codes(rows[n])[:1])
    return (
        rows[matter.numbers[0]]["text"],
        SEPARATOR.join(matter.for_),
        SEPARATOR.join(matter.against) or None,
        len(matter.numbers),
        len({rows[n]["doc_id"] for n in matter.numbers}),
        SEPARATOR.join(_groups(rows, "municipality", matter.numbers)) or None,
        SEPARATOR.join(sorted(set(themes))) or None,
        rows[against[0]]["text"] if against else None,
        SEPARATOR.join(str(rows[n]["demand_id"]) for n in matter.numbers),
    )


def _members(rows: Sequence[Row], number: int, matter: _Matter) -> list[list[Any]]:
    first = meaning(str(rows[matter.numbers[0]]["text"]))
    shown = []
    for n, side in zip(matter.numbers, matter.sides, strict=True):
        row, mine = rows[n], meaning(str(rows[n]["text"]))
        named = [row.get(name) for name in ("party", "municipality", "themes", "text")]
        words = SEPARATOR.join(shared_words(mine, first))
        alike = round(likeness(mine, first), 4)
        keys = (row["demand_id"], row["doc_id"])
        shown.append([number, "for" if side else "against", *named, alike, words, *keys])
    shown.sort(key=lambda row: row[1] != "for")
    return shown
