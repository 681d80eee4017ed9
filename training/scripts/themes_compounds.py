"""Count how words begin and end, for the compound splitter.

    python training/scripts/themes_compounds.py DATA OUT.txt.xz

From the frequency list of wordfreq (Speer 2022) and the government's texts in DATA, words that
simplemma knows or that are frequent are taken as known. Every known word that is another known
word with something before it speaks for both parts: the first is a modifier, the second a head.
The file holds a line for each part: ``m`` or ``h``, the part, in how many different words it stands
so; and ``w``, a known word, its frequency (Zipf scale times ten).
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import re
from collections import Counter
from pathlib import Path

import simplemma
import wordfreq

SHORTEST = 3
LEAST_TYPES = 4
LEAST_ZIPF = 1.3
WORD = re.compile(r"[a-zåäöéü]{3,}")
FILES = ("government.jsonl.xz", "legal-documents.jsonl.xz")
#: Particles and prefixes: verbs and derived words, no compounds, begin so.
PREFIXES = frozenset(
    "an av be bi bort bra efter ej ell en er ett fort fram från för före genom ha hit in inne inom"
    " kring lik med miss mis mot när ner ned ny om oss på re sam sig slå sen till tro und under"
    " upp ur ut ute utan vid ven vidare å åter är över des den det der han har hon kan ska som"
    " var vad van vem era era ett ena dem dig ing ning het lig lös are ande ende else dom skap bar sam"
    " eri ist ism ion era isk iga ens ets ers ans".split()
)


def counts(folder: Path) -> Counter[str]:
    """Return occurrences in a billion words, from both sources."""
    own: Counter[str] = Counter()
    for name in FILES:
        with lzma.open(folder / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                own.update(WORD.findall(json.loads(line)["text"].lower()))
    total = sum(own.values())
    found: Counter[str] = Counter()
    for word, share in wordfreq.get_frequency_dict("sv", wordlist="large").items():
        if WORD.fullmatch(word):
            found[word] += round(share * 1e9)
    for word, number in own.items():
        if number > 1:
            found[word] += round(number / total * 2e8)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    frequency = counts(options.data)
    known = {
        word: math.log10(number)
        for word, number in frequency.items()
        if number >= 10**LEAST_ZIPF and simplemma.is_known(word, lang="sv")
    }
    modifiers: Counter[str] = Counter()
    heads: Counter[str] = Counter()
    for word in frequency:
        for cut in range(SHORTEST, len(word) - SHORTEST + 1):
            first, last = word[:cut], word[cut:]
            if (
                last in known
                and known[last] >= 2
                and first not in PREFIXES
                and last not in PREFIXES
            ):
                modifiers[first] += 1
                heads[last] += 1
    lines = [f"m {part} {n}" for part, n in modifiers.items() if n >= LEAST_TYPES]
    lines += [f"h {part} {n}" for part, n in heads.items() if n >= LEAST_TYPES]
    lines += [f"w {word} {round(zipf * 10)}" for word, zipf in known.items()]
    print(len(known), "words", len(lines), "lines")
    with lzma.open(options.out, "wt", encoding="utf-8", preset=9) as out:
        out.write("\n".join(sorted(lines)) + "\n")
    print(f"{options.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
