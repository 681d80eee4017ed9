"""Silver names in polcorp's ten types: running text marked by its lexicons and certain patterns.

What the lexicons say is right nineteen times of twenty. Capitalised words that nothing certain
accounts for are written down as doubtful: of them nothing is known.

Usage: python silver_actors.py DATA_DIR OUT.jsonl.xz [--words N]
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from spacy.tokens import Doc

from polcorp.pipeline.language import load_pipeline

#: Types whose patterns are as certain as a list.
SURE = frozenset({"PERSON", "PARTY"})
#: The shares of words from each source.
SHARES = {"almedalen": 0.45, "interpellations": 0.2, "government": 0.35}
#: The longest text, in characters: more of one text teaches less than another text.
LONGEST = 2500


def rows(path: Path, random: Random) -> list[dict[str, Any]]:
    """Return the rows of a packed file of JSON lines, in an order drawn at random."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        found = [json.loads(line) for line in file]
    random.shuffle(found)
    return found


def texts(data: Path, random: Random) -> dict[str, Iterator[str]]:
    """Return the texts of each source, by its name."""
    events = rows(data / "almedalen" / "almedalen.jsonl.xz", random)
    questions = rows(data / "interpellations" / "interpellations.jsonl.xz", random)
    releases = rows(data / "swedish-government-text" / "government.jsonl.xz", random)
    return {
        "almedalen": (event_text(row) for row in events if row["language"] == "Svenska"),
        "interpellations": (row["text"][:LONGEST] for row in questions if row["year"] > "200001"),
        "government": (row["text"][:LONGEST] for row in releases),
    }


def event_text(row: dict[str, Any]) -> str:
    """Return an event as a page of a programme would have it."""
    speakers = [
        ", ".join(
            str(part)
            for part in (speaker.values() if isinstance(speaker, dict) else [speaker])
            if part
        )
        for speaker in row["speakers"] or []
    ]
    parts = [row["title"], row["organiser"], row["description"], row["more_info"], *speakers]
    return "\n".join(part for part in parts if part)[:LONGEST]


def silver(doc: Doc) -> dict[str, Any]:
    """Return the certain names of *doc* and the places of doubtful tokens."""
    names = [
        (actor["start"], actor["end"], actor["type"])
        for actor in doc._.actors
        if actor["source"] == "lexicon" or (actor["source"] == "pattern" and actor["type"] in SURE)
    ]
    covered = {
        token.i
        for start, end, _ in names
        for token in doc.char_span(start, end, alignment_mode="expand") or ()
    }
    doubtful = [
        token.i
        for token in doc
        if token.i not in covered
        and token.text[:1].isupper()
        and (not token.is_sent_start or token.pos_ == "PROPN" or token.ent_type_)
    ]
    return {"text": doc.text, "names": names, "doubtful": doubtful}


def main() -> None:
    """Write silver names until the words are spent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--words", type=int, default=300_000)
    options = parser.parse_args()
    nlp = load_pipeline()
    keep = set(nlp.pipe_names[: nlp.pipe_names.index("polcorp_actors") + 1])
    nlp.select_pipes(enable=sorted(keep))
    sources = texts(options.data, Random(1))
    with lzma.open(options.out, "wt", encoding="utf-8") as out:
        for source, share in SHARES.items():
            left = int(options.words * share)
            for doc in nlp.pipe(sources[source], batch_size=32):
                row = silver(doc)
                if row["names"]:
                    out.write(json.dumps({"source": source, **row}, ensure_ascii=False) + "\n")
                    left -= len(doc)
                if left < 0:
                    break


if __name__ == "__main__":
    main()
