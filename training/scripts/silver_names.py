"""Silver names: government texts marked by lists of names where a model agrees or is silent.

A sentence is kept when every capitalised word inside it is accounted for: by a list, by the
model, or as a word that also occurs in lower case all over the texts. Labels follow the
annotated corpora: municipalities, regions, countries and the EU are LOC; authorities, parties,
courts and EU bodies ORG; people PER.

Usage: python silver_names.py DATA_DIR MODEL OUT.spacy [--words N]
"""

from __future__ import annotations

import argparse
import csv
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

import polcorp.pipeline.model.tokenizer  # noqa: F401  (registers the tokeniser)

PARTIES = (
    "Socialdemokraterna Moderaterna Sverigedemokraterna Centerpartiet Vänsterpartiet "
    "Kristdemokraterna Liberalerna Folkpartiet Miljöpartiet Feministiskt_initiativ Piratpartiet "
    "Medborgerlig_samling Alternativ_för_Sverige Moderata_samlingspartiet Nya_Moderaterna"
).split()
ORGANISATIONS = (
    "FN Nato NATO OECD WHO Unicef Unesco Interpol Europol Frontex SKR SKL LO TCO Saco "
    "Röda_korset Rädda_Barnen Svenskt_Näringsliv Sida SIDA Brå BRÅ MSB IVO SCB SVT SR Polisen"
).split()
PLACES = "EU Europa Norden Afrika Asien Skåne Norrland Svealand Götaland Baltikum".split()
MIN_BEARERS = 150
MAX_MENTIONS = 40  # of one name, before a paragraph needs a rarer one to be kept
# Place names that are ordinary words too; a list alone does not make them names.
COMMON = frozenset(
    "Berg Bo Bor Bro By Dal Ed Ek Ekan Fors Gård Hede Hem Hus Hjo Höör Kil Ler Lund Mark Mora "
    "Mål Ny Sala Sjö Ström Sund Tun Vara Vik Vi Ås Ö Öja Malmen Holmen Viken Sund Nora".split()
)
CAPITALISED = re.compile(r"[A-ZÅÄÖÉ][\wåäöé’'\-]*")
GENERIC = {"kommun": "kommun", "kommuns": "kommun", "län": "län", "läns": "län", "stad": "stad"}
Found = dict[int, tuple[int, str]]


class Lists:
    """The lists of names, as token sequences by their first word."""

    def __init__(self, data: Path) -> None:
        """Read the lists of ``data``."""
        self.names: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.read_places(data / "svensktext")
        self.read_bodies(data / "svensktext")
        self.read_people(data)

    def read_places(self, lists: Path) -> None:
        """Add municipalities, counties, countries, capitals and towns."""
        for name in column(lists / "kommuner.csv", "name"):
            self.add(name.rsplit(" ", 1)[0], "LOC")
        for name in column(lists / "lan.csv", "name"):
            self.add(name, "LOC")
        for key in ("country", "capital", "continent"):
            for name in column(lists / "lander.csv", key):
                self.add(name, "LOC")
        for name in column(lists / "ortsnamn.csv", "city"):
            if name not in COMMON and len(name) > 3:
                self.add(name, "LOC")
        for name in PLACES:
            self.add(name, "LOC")

    def read_bodies(self, lists: Path) -> None:
        """Add authorities, courts, EU bodies, parties and other organisations."""
        for name in column(lists / "myndigheter.tsv", "name", "\t"):
            self.add(name, "ORG")
        for name in column(lists / "eu.csv", "name"):
            self.add(name, "ORG")
        for name in (*PARTIES, *ORGANISATIONS):
            self.add(name.replace("_", " "), "ORG")

    def read_people(self, data: Path) -> None:
        """Add members of parliament, and the given names that are common enough."""
        lists = data / "svensktext"
        people = data / "riksdagen-persons" / "name.csv"
        for row in csv.DictReader(people.open(encoding="utf-8")):
            if row["name"].count(" ") in (1, 2):
                self.add(row["name"], "PER")
        self.given = {
            row["name"]
            for file in ("tilltalsnamn-kvinnor.csv", "tilltalsnamn-man.csv")
            for row in csv.DictReader((lists / file).open(encoding="utf-8"))
            if int(row["persons"]) >= MIN_BEARERS and len(row["name"]) > 2
        }

    def add(self, name: str, label: str) -> None:
        """Add ``name``, unless it is empty or an ordinary word."""
        words = tuple(name.split())
        if words and name not in COMMON:
            self.names.setdefault(words[0], []).append((words, label))

    def longest(self, words: list[str], place: int) -> tuple[int, str] | None:
        """Return the end and label of the longest listed name at ``place``."""
        best: tuple[int, str] | None = None
        for first in (words[place], words[place].removesuffix("s").removesuffix(":")):
            for name, label in self.names.get(first, ()):
                end = place + len(name)
                got = words[place:end]
                bare = [*got[:-1], got[-1].removesuffix("s").removesuffix(":")] if got else []
                if name in (tuple(got), tuple(bare)) and (best is None or end > best[0]):
                    best = end, label
        if best and best[1] == "LOC" and best[0] < len(words) and words[best[0]] in GENERIC:
            best = best[0] + 1, "LOC"
        return best

    def person(self, words: list[str], place: int) -> int | None:
        """Return the end of a given name with its surnames at ``place``."""
        if words[place] not in self.given:
            return None
        end = place + 1
        while end < len(words) and end - place < 4:
            if words[end] in ("af", "von", "de", "van", "el", "al") and end + 1 < len(words):
                end += 1
                continue
            if not re.fullmatch(r"[A-ZÅÄÖÉ][a-zåäöéü]+(-[A-ZÅÄÖÉ][a-zåäöéü]+)?", words[end]):
                break
            end += 1
        return end if end - place >= 2 and words[end - 1][0].isupper() else None


def column(path: Path, key: str, delimiter: str = ",") -> Iterator[str]:
    """Yield the filled cells of column ``key``."""
    with path.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows, delimiter=delimiter):
            if row[key]:
                yield row[key].strip()


def texts(data: Path) -> Iterator[str]:
    """Yield the paragraphs of the government's press releases and articles."""
    path = data / "swedish-government-text" / "government.jsonl.xz"
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            for block in json.loads(line)["text"].split("\n"):
                text = re.sub(r"\s+", " ", block.lstrip("#*-– ")).strip()
                if 30 < len(text) < 700:
                    yield text


def listed(doc: Doc, lists: Lists) -> Found:
    """Return the names of ``doc`` that the lists know: first token to (end, label)."""
    words, found, place = [t.text for t in doc], {}, 0
    while place < len(words):
        hit = lists.longest(words, place)
        person = lists.person(words, place)
        if person and (hit is None or person > hit[0]):
            hit = person, "PER"
        if hit:
            found[place] = hit
            place = hit[0]
        else:
            place += 1
    return found


def merged(doc: Doc, found: Found) -> list[Span]:
    """Return the listed names, and the model's where no list has a say."""
    spans = [Span(doc, start, end, label) for start, (end, label) in sorted(found.items())]
    for entity in doc.ents:
        rivals = [s for s in spans if s.start < entity.end and entity.start < s.end]
        if not rivals:
            spans.append(entity)
            continue
        holds_all = all(entity.start <= s.start and s.end <= entity.end for s in rivals)
        if entity.label_ != "PER" and holds_all and len(entity) > sum(map(len, rivals)):
            spans = [s for s in spans if s not in rivals] + [entity]
    return sorted(spans, key=lambda s: s.start)


def accounted(doc: Doc, spans: list[Span], lower: Counter[str]) -> bool:
    """Say whether every capitalised word is in a name or an ordinary word."""
    inside = {place for span in spans for place in range(span.start, span.end)}
    first = True
    for token in doc:
        capital = CAPITALISED.fullmatch(token.text) is not None
        if capital and not first and token.i not in inside:
            return False
        if capital and first and token.i not in inside and lower[token.lower_] < 5:
            return False
        if token.is_alpha:
            first = False
        if token.text in (".", "!", "?", ":", "–", "”", '"'):
            first = True
    return True


def make_silver(nlp: Language, data: Path, words: int) -> Iterator[Doc]:
    """Yield marked paragraphs of about ``words`` words in all, half of them without names."""
    lists = Lists(data)
    paragraphs = list(dict.fromkeys(texts(data)))
    lower = Counter(w for text in paragraphs for w in text.split() if w.islower())
    Random(5).shuffle(paragraphs)
    kept = plain = 0
    seen: Counter[str] = Counter()
    for doc in nlp.pipe(paragraphs, batch_size=200):
        spans = merged(doc, listed(doc, lists))
        if not accounted(doc, spans, lower):
            continue
        if not spans:
            plain += len(doc)
            if plain > kept * 0.2:
                continue
        elif all(seen[span.text] >= MAX_MENTIONS for span in spans):
            continue
        seen.update(span.text for span in spans)
        doc.set_ents(spans)
        kept += len(doc)
        yield doc
        if kept >= words:
            return


def main() -> None:
    """Write the silver data and say how much of it there is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("model")
    parser.add_argument("out", type=Path)
    parser.add_argument("--words", type=int, default=250_000)
    options = parser.parse_args()
    nlp = spacy.load(options.model)
    docs = list(make_silver(nlp, options.data, options.words))
    counts = Counter(e.label_ for doc in docs for e in doc.ents)
    DocBin(docs=docs).to_disk(options.out)
    print(f"{len(docs)} documents, {sum(map(len, docs))} tokens, {dict(counts)}")


if __name__ == "__main__":
    main()
