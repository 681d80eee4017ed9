"""Demands that say the same, or nearly, in several documents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import ceil, log
from typing import TYPE_CHECKING, Any
from zlib import crc32

from polcorp.analysis.columns import columns_of
from polcorp.analysis.similarity import MOST_PAIRS
from polcorp.errors import PolcorpError
from polcorp.reading.clean_view import comparable
from polcorp.swedish.order import swedish_key
from polcorp.tables.relations import DEMANDS, SEPARATOR

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.corpus import Corpus, Where

#: Letters of the pieces that near-copies share.
_PIECE = 6
#: The chance that a pair with exactly the least likeness is overlooked.
_MISSED = 0.001

Pieces = frozenset[str]

PAIR_COLUMNS = ("demand_id", "party", "municipality", "text")
CLUSTER_COLUMNS = (
    *("demands", "documents", "n_parties", "parties", "n_municipalities", "municipalities"),
    *("alike", "text", "demand_ids"),
)


def near_copies(
    corpus: Corpus, *, least: float = 0.6, pairs: bool = False, where: Where | None = None
) -> pd.DataFrame:
    """Return clusters of demands that are nearly the same, those of the most documents first.

    Two demands are alike by the share of their pieces of six letters that they have in common
    (Jaccard 1901), punctuation and capitals left out; *least* is the smallest share that counts,
    0 to 1. A cluster is all demands that are linked by such pairs, over at least two documents:
    how many *demands* and *documents*, which *parties* and *municipalities*, the *text* that most
    of them have (of several the first), *alike*, the smallest likeness of one of them to this
    text, and *demand_ids*.

    With *pairs*, return the pairs of demands of different documents instead, side by side, the most
    alike first.

    Candidates come from MinHash signatures in bands (Broder 1997; library datasketch), with the same
    seed every time, and are then compared exactly. Demands with the same pieces are always found;
    one in a thousand pairs with the least likeness may be missed, and fewer of those more alike.

    Raises:
        PolcorpError: *least* is out of range, or there are more than a million pairs.
    """
    if not 0 < least <= 1:
        raise PolcorpError(f"near-copies of {least}: give a share above 0 and up to 1")
    table = columns_of(corpus, DEMANDS, ("doc_id", *PAIR_COLUMNS), where, ordered=True)
    rows: list[dict[Any, Any]] = table.to_dict("records")
    texts = _Texts.of(rows)
    return _pairs(rows, texts, least) if pairs else _clusters(rows, texts, least)


@dataclass(frozen=True)
class _Texts:
    """The different texts of demands: their pieces, and the numbers of the demands that have them."""

    pieces: Sequence[Pieces]
    demands: Sequence[Sequence[int]]

    @classmethod
    def of(cls, rows: Sequence[dict[Any, Any]]) -> _Texts:
        found: dict[Pieces, list[int]] = defaultdict(list)
        for number, row in enumerate(rows):
            if pieces := pieces_of(str(row["text"])):
                found[pieces].append(number)
        return cls(list(found), list(found.values()))

    def alike(self, left: int, right: int) -> float:
        """Return the Jaccard coefficient of two texts."""
        first, second = self.pieces[left], self.pieces[right]
        both = len(first & second)
        return both / (len(first) + len(second) - both)


def pieces_of(text: str) -> Pieces:
    """Return the pieces of six letters of a demand; a shorter one is one piece, an empty one none."""
    plain = re.sub(r"[^\w ]+", "", comparable(text).removeprefix("att "))
    plain = re.sub(r" +", " ", plain).strip()
    if not plain:
        return frozenset()
    return frozenset(plain[n : n + _PIECE] for n in range(max(len(plain) - _PIECE + 1, 1)))


def buckets(pieces: Sequence[Pieces], least: float) -> Iterator[list[int]]:
    """Yield numbers of texts that may be alike: those with the same signature in some band.

    A pair that is alike by s shares one of b bands of r values with the chance 1 - (1 - s^r)^b
    (Leskovec, Rajaraman & Ullman 2014, 3.4).
    """
    from datasketch import MinHash, MinHashLSH

    if least == 1 or len(pieces) < 2:  # only equal texts, which are one text here
        return
    rows = 3 if least >= 0.5 else 2
    bands = max(ceil(log(_MISSED) / log(1 - least**rows)), 2)
    codes: dict[str, int] = {}
    for text in pieces:
        for piece in text:
            codes[piece] = codes.get(piece) or crc32(piece.encode())
    coded = [[codes[piece] for piece in text] for text in pieces]
    signatures = MinHash.generator(coded, num_perm=rows * bands, seed=1, hashfunc=int)
    index = MinHashLSH(num_perm=rows * bands, params=(bands, rows))
    for number, signature in enumerate(signatures):
        index.insert(number, signature, check_duplication=False)
    for table in index.hashtables:
        for key in table.keys():  # noqa: SIM118  # no dictionary
            together = table.get(key)
            if len(together) > 1:
                yield sorted(together)


def _pairs(rows: Sequence[dict[Any, Any]], texts: _Texts, least: float) -> pd.DataFrame:
    """Return every two demands of different documents that are alike."""
    import pandas as pd

    seen: set[tuple[int, int]] = set()
    for bucket in buckets(texts.pieces, least):
        seen.update(combinations(bucket, 2))
    alike = [(texts.alike(*pair), *pair) for pair in seen]
    same = [(1.0, n, n) for n, demands in enumerate(texts.demands) if len(demands) > 1]
    kept = [item for item in (*alike, *same) if item[0] >= least]
    total = sum(_n_pairs(texts, left, right) for _, left, right in kept)
    if total > MOST_PAIRS:
        raise PolcorpError(
            f"{total:,} pairs are alike by {least}; a table holds a million: choose a higher share,"
            " fewer demands by a filter, or leave out --pairs"
        )
    found = sorted(
        (-value, min(pair), max(pair))
        for value, left, right in kept
        for pair in _demand_pairs(texts, left, right)
        if rows[pair[0]]["doc_id"] != rows[pair[1]]["doc_id"]
    )
    shown = [
        [-value, *(rows[side].get(name) for side in (left, right) for name in PAIR_COLUMNS)]
        for value, left, right in found
    ]
    names = ["alike", *PAIR_COLUMNS, *(f"other_{name}" for name in PAIR_COLUMNS)]
    return pd.DataFrame(shown, columns=names)


def _n_pairs(texts: _Texts, left: int, right: int) -> int:
    n, m = len(texts.demands[left]), len(texts.demands[right])
    return n * (n - 1) // 2 if left == right else n * m


def _demand_pairs(texts: _Texts, left: int, right: int) -> Iterator[tuple[int, int]]:
    if left == right:
        return combinations(texts.demands[left], 2)
    return product(texts.demands[left], texts.demands[right])


def _clusters(rows: Sequence[dict[Any, Any]], texts: _Texts, least: float) -> pd.DataFrame:
    import pandas as pd

    found = []
    for members in _components(texts, least):
        demands = sorted(number for text in members for number in texts.demands[text])
        documents = {rows[number]["doc_id"] for number in demands}
        if len(documents) > 1:
            found.append((-len(documents), -len(demands), demands[0], demands, members))
    found.sort(key=lambda item: item[:3])
    shown = [_cluster(rows, texts, demands, members) for *_, demands, members in found]
    return pd.DataFrame(shown, columns=list(CLUSTER_COLUMNS))


def _cluster(
    rows: Sequence[dict[Any, Any]], texts: _Texts, demands: list[int], members: list[int]
) -> tuple[Any, ...]:
    """Return the row of a cluster."""
    usual = min(members, key=lambda text: (-len(texts.demands[text]), texts.demands[text][0]))
    parties, places = (_values(rows, demands, name) for name in ("party", "municipality"))
    return (
        len(demands),
        len({rows[number]["doc_id"] for number in demands}),
        len(parties),
        SEPARATOR.join(parties) or None,
        len(places),
        SEPARATOR.join(places) or None,
        min(texts.alike(usual, text) for text in members),
        rows[texts.demands[usual][0]]["text"],
        SEPARATOR.join(str(rows[number]["demand_id"]) for number in demands),
    )


def _values(rows: Sequence[dict[Any, Any]], demands: Sequence[int], name: str) -> list[str]:
    import pandas as pd

    values = (rows[number].get(name) for number in demands)
    found = {str(value) for value in values if not pd.isna(value) and value != ""}
    return sorted(found, key=swedish_key)


def _components(texts: _Texts, least: float) -> list[list[int]]:
    """Return the texts that are linked by likeness.

    A bucket whose texts are linked already is passed over at once, so that thousands of texts that
    are nearly the same cost as many comparisons, and not their square.
    """
    parts: dict[int, list[int]] = {number: [number] for number in range(len(texts.pieces))}
    part_of = list(range(len(texts.pieces)))
    unlike: set[tuple[int, int]] = set()
    for bucket in buckets(texts.pieces, least):
        groups: dict[int, list[int]] = defaultdict(list)
        for number in bucket:
            groups[part_of[number]].append(number)
        if len(groups) == 1:
            continue
        separate: list[list[int]] = []
        for new in groups.values():
            group, apart = new, []
            for old in separate:
                if _linked(texts, least, group, old, unlike):
                    _join(parts, part_of, group[0], old[0])
                    group = [*old, *group]
                else:
                    apart.append(old)
            separate = [*apart, group]
    return list(parts.values())


def _linked(
    texts: _Texts,
    least: float,
    left: Sequence[int],
    right: Sequence[int],
    unlike: set[tuple[int, int]],
) -> bool:
    """Return whether any two of two groups are alike; those that are not are remembered."""
    for pair in product(left, right):
        key = (min(pair), max(pair))
        if key in unlike:
            continue
        if texts.alike(*key) >= least:
            return True
        unlike.add(key)
    return False


def _join(parts: dict[int, list[int]], part_of: list[int], one: int, other: int) -> None:
    """Make one part of two, moving the texts of the smaller."""
    small, large = sorted((part_of[one], part_of[other]), key=lambda part: len(parts[part]))
    for number in parts.pop(small):
        part_of[number] = large
        parts[large].append(number)
