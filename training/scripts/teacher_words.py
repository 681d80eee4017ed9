"""What the teacher sees of a word: its letters, its vector, its shape and the lists that have it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from silver_names import COMMON, ORGANISATIONS, PARTIES, PLACES, column

from polcorp.reading.clean_view import clean

LETTERS = "abcdefghijklmnopqrstuvwxyzåäöéüABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖÉ0123456789.,:;-–/()'\"”’&%"
LETTER = {letter: place for place, letter in enumerate(LETTERS, 2)}  # 0: none, 1: another
LONGEST = 20
VECTOR_NORM = 8.0  # so that a column is as large as the other inputs'
LISTS = ("given", "rare given", "surname", "place", "town", "country", "body", "word")
SHAPES = 9


class Lists:
    """The open lists of names, as flags of single words."""

    def __init__(self, data: Path, lower: frozenset[str] = frozenset()) -> None:
        """Read the lists of ``data``; ``lower`` are words that occur in lower case."""
        lists = data / "svensktext"
        self.words: dict[str, set[int]] = {}
        self.lower = lower
        for file in ("tilltalsnamn-kvinnor.csv", "tilltalsnamn-man.csv"):
            with (lists / file).open(encoding="utf-8") as rows:
                for row in csv.DictReader(rows):
                    persons = int(row["persons"])
                    if persons >= 10:
                        self.add([row["name"]], "given" if persons >= 150 else "rare given")
        with (data / "riksdagen-persons" / "name.csv").open(encoding="utf-8") as rows:
            self.add((row["name"].split()[-1] for row in csv.DictReader(rows)), "surname")
        self.add((n.rsplit(" ", 1)[0] for n in column(lists / "kommuner.csv", "name")), "place")
        self.add((n.rsplit(" ", 1)[0] for n in column(lists / "lan.csv", "name")), "place")
        self.add(PLACES, "place")
        self.add(column(lists / "ortsnamn.csv", "city"), "town")
        for key in ("country", "capital", "continent"):
            self.add(column(lists / "lander.csv", key), "country")
        bodies = [
            *column(lists / "myndigheter.tsv", "name", "\t"),
            *column(lists / "eu.csv", "name"),
        ]
        bodies += [name.replace("_", " ") for name in (*PARTIES, *ORGANISATIONS)]
        self.add(bodies, "body")

    def add(self, names: Iterable[str], kind: str) -> None:
        """Note the capitalised words of ``names`` as words of ``kind``."""
        for name in names:
            for word in name.split():
                if word[0].isupper() and word not in COMMON:
                    self.words.setdefault(word, set()).add(LISTS.index(kind))

    def flags(self, form: str) -> list[float]:
        """Return a 1 for every list that has ``form``, or ``form`` without a genitive's s."""
        found = self.words.get(form) or self.words.get(form.removesuffix("s")) or set()
        flags = [float(place in found) for place in range(len(LISTS))]
        flags[-1] = float(form.lower() in self.lower)
        return flags


def shape(form: str) -> list[float]:
    """Return what the letters of ``form`` look like, as ``SHAPES`` flags."""
    return [
        float(form.islower()),
        float(form.istitle()),
        float(form.isupper()),
        float(form[:1].isupper() and not form.istitle() and not form.isupper()),
        float(form.isdigit()),
        float(any(c.isdigit() for c in form)),
        float(not any(c.isalnum() for c in form)),
        float("-" in form and len(form) > 1),
        float(len(form) < 3),
    ]


class Words:
    """Rows of features for the distinct forms of a text."""

    def __init__(self, vectors: Any, lists: Lists) -> None:
        """Hold ``vectors``, a floret model, and ``lists``."""
        self.vectors, self.lists = vectors, lists
        self.place: dict[str, int] = {}
        self._rows: list[tuple[list[int], np.ndarray[Any, Any]]] = []

    def ids(self, forms: Sequence[str]) -> list[int]:
        """Return the row of each of ``forms``."""
        for form in forms:
            if form not in self.place:
                self.place[form] = len(self._rows)
                self._rows.append(self._row(form))
        return [self.place[form] for form in forms]

    def rows(self, ids: Sequence[int]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """Return the letters and the other features of the forms with ``ids``."""
        letters = np.array([self._rows[i][0] for i in ids], dtype=np.int64)
        return letters, np.stack([self._rows[i][1] for i in ids])

    def _row(self, form: str) -> tuple[list[int], np.ndarray[Any, Any]]:
        text = clean(form) or form
        short = text if len(text) <= LONGEST else text[: LONGEST // 2] + text[-LONGEST // 2 :]
        letters = [LETTER.get(char, 1) for char in short]
        vector = self.vectors.get_word_vector(text.lower())
        vector = vector / (np.linalg.norm(vector) + 1e-6) * VECTOR_NORM
        flags = [*self.lists.flags(text), *shape(text)]
        rest = np.concatenate([vector, np.array(flags)]).astype(np.float32)
        return letters + [0] * (LONGEST - len(letters)), rest
