"""Put other names in the place of those that a sentence holds."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from random import Random

from silver_names import COMMON, ORGANISATIONS, PARTIES, column
from treebank_io import Sentence, Token

from docs import names_of
from polcorp.lexicons.actors import packaged_forms

MIN_BEARERS = 400


class Names:
    """Names to draw from, by label."""

    def __init__(self, data: Path) -> None:
        """Read the lists of ``data``."""
        lists = data / "svensktext"
        self.given = [
            row["name"]
            for file in ("tilltalsnamn-kvinnor.csv", "tilltalsnamn-man.csv")
            for row in csv.DictReader((lists / file).open(encoding="utf-8"))
            if int(row["persons"]) >= MIN_BEARERS
        ]
        people = data / "riksdagen-persons" / "name.csv"
        full = (row["name"].split() for row in csv.DictReader(people.open(encoding="utf-8")))
        self.surnames = sorted({name[-1] for name in full if len(name) == 2})
        known = {n.rsplit(" ", 1)[0] for n in column(lists / "kommuner.csv", "name")}
        for key in ("country", "capital"):
            known |= set(column(lists / "lander.csv", key))
        self.places = sorted(known - COMMON)
        self.small_places = sorted(set(column(lists / "ortsnamn.csv", "city")) - COMMON)
        bodies = set(column(lists / "myndigheter.tsv", "name", "\t"))
        bodies |= set(column(lists / "eu.csv", "name"))
        bodies |= {name.replace("_", " ") for name in (*PARTIES, *ORGANISATIONS)}
        firms = {f.canonical for f in packaged_forms() if f.type in ("COMPANY", "MEDIA")}
        unions = {f.canonical for f in packaged_forms() if f.type == "ORG"}
        self.bodies = [sorted(names) for names in (bodies, firms, unions)]

    def draw(self, label: str, tokens: list[Token], random: Random) -> list[str]:
        """Return the words of another name of ``label``, as long as ``tokens`` where it counts."""
        if label == "LOC":
            places = self.small_places if random.random() < 0.2 else self.places
            return random.choice(places).split()
        if label == "ORG":
            return random.choice(random.choice(self.bodies)).split()
        surname = random.choice(self.surnames)
        if len(tokens) == 1:
            return [random.choice(self.given) if random.random() < 0.4 else surname]
        if len(tokens) > 2 and random.random() < 0.5:
            return [random.choice(self.given), random.choice(self.surnames), surname]
        return [random.choice(self.given), surname]


def swapped(sentence: Sentence, names: Names, random: Random, shares: dict[str, float]) -> Sentence:
    """Return ``sentence`` with a share of its names exchanged, ``shares`` for each label."""
    tokens: list[Token] = []
    place = 0
    for start, end, label in names_of(sentence.tokens):
        tokens += sentence.tokens[place:start]
        old = sentence.tokens[start:end]
        place = end
        common = any(not t.form[0].isupper() for t in old)
        if random.random() > shares[label] or common or len(old) > 3:
            tokens += old
            continue
        words = names.draw(label, old, random)
        genitive = old[-1].form.endswith("s") and not words[-1].endswith(("s", "x", "z"))
        words[-1] += "s" if genitive and random.random() < 0.8 else ""
        new = [
            Token(word, name=f"{'I' if number else 'B'}-{label}")
            for number, word in enumerate(words)
        ]
        new[-1].space_after = old[-1].space_after
        tokens += new
    return replace(sentence, tokens=[*tokens, *sentence.tokens[place:]])
