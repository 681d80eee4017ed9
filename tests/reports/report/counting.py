"""The counts of a report, made of its rows as a reader of the file would make them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

Payload = dict[str, Any]
#: A row: its document, party (None: not known), themes and value.
Row = tuple[int, str | None, tuple[str, ...], int]


def payload(page: bytes) -> Payload:
    """Return what the page's script reads."""
    found = re.search(r'id="payload">(.*?)</script>', page.decode(), re.DOTALL)
    assert found
    data: Payload = json.loads(found.group(1))
    return data


def rows(data: Payload, kind: str) -> Iterator[Row]:
    """Yield the rows of one kind."""
    packed, others = data[kind], data[kind]["party"]
    parties = [
        data["documents"]["party"][doc] for doc, n in enumerate(packed["n"]) for _ in range(n)
    ]
    for place in range(0, len(others), 2):
        parties[others[place]] = others[place + 1]
    documents = [doc for doc, n in enumerate(packed["n"]) for _ in range(n)]
    for doc, party, themes, value in zip(
        documents, parties, packed["themes"], packed["value"], strict=True
    ):
        codes = tuple(data["themes"][theme][0] for theme in data["combinations"][themes])
        yield doc, party_name(data, party), codes, value


def party_name(data: Payload, number: int) -> str | None:
    """Return the party of a number, None for that of no known one."""
    return None if number < 0 else str(data["parties"][number])


def chosen(data: Payload) -> list[int]:
    """Return the numbers of the documents that count as documents."""
    return [doc for doc, counts in enumerate(data["documents"]["chosen"]) if counts]


def by_party(data: Payload, kind: str) -> Counter[str | None]:
    """Return how many rows of a kind each party has."""
    return Counter(party for _, party, _, _ in rows(data, kind))


def by_theme(data: Payload, kind: str) -> Counter[tuple[str, str | None]]:
    """Return how many rows of a kind each theme and party has."""
    return Counter((code, party) for _, party, codes, _ in rows(data, kind) for code in codes)


def theme_words(data: Payload) -> Counter[str]:
    """Return the words of the sentences that have each theme."""
    words: Counter[str] = Counter()
    for _, _, codes, value in rows(data, "sentences"):
        for code in codes:
            words[code] += value
    return words


def theme_documents(data: Payload) -> dict[str, int]:
    """Return how many documents have a demand or a sentence of each theme."""
    found: dict[str, set[int]] = {}
    for kind in ("demands", "sentences"):
        for doc, _, codes, _ in rows(data, kind):
            for code in codes:
                found.setdefault(code, set()).add(doc)
    return {code: len(docs) for code, docs in found.items()}


def by_actor(data: Payload) -> Counter[tuple[str, str | None]]:
    """Return how many mentions each actor has, by the party that names it."""
    return Counter(
        (data["actors"][actor][0], party) for _, party, _, actor in rows(data, "mentions")
    )
