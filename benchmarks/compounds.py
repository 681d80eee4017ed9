"""Score the splitting of compounds on data/annotations/units/compounds.tsv, beside a peer, as Markdown.

    python -m benchmarks.compounds [--peer]

A word counts as right when all its parts are. Every third word was used to choose thresholds; the
others were not. The peer, wordninja (to be installed for it), splits by the frequencies of words;
it gets the same frequency list as our counts are made of, wordfreq's.
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from polcorp.swedish.compounds import split

ROOT = Path(__file__).resolve().parent.parent
Splitter = Callable[[str], tuple[str, ...]]


def wordninja_splitter() -> Splitter:
    """Return wordninja with a Swedish model, cheapest words first."""
    import wordfreq
    import wordninja

    words = [w for w in wordfreq.top_n_list("sv", 150_000) if w.isalpha() and len(w) > 2]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sv.txt.gz"
        path.write_bytes(gzip.compress("\n".join(words).encode()))
        model = wordninja.LanguageModel(path)
    return lambda word: tuple(model.split(word))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", action="store_true", help="score wordninja too")
    options = parser.parse_args()
    lines = (
        (ROOT / "data/annotations/units/compounds.tsv").read_text(encoding="utf-8").splitlines()[1:]
    )
    rows = [(word, tuple(parts.split())) for word, parts in (line.split("\t") for line in lines)]
    unseen = [row for number, row in enumerate(rows) if number % 3]
    splitters: dict[str, Splitter] = {"polcorp": split}
    if options.peer:
        splitters["wordninja"] = wordninja_splitter()
    split("värme")  # reads the counts
    print("| splitter | all | not used for thresholds | compounds | other words | words a second |")
    print("| --- |" + " --- |" * 5)
    for name, cut in splitters.items():
        began = time.perf_counter()
        right = {word: cut(word) == parts for word, parts in rows}
        speed = len(rows) / (time.perf_counter() - began)
        cells = []
        for part in (rows, unseen, *([r for r in unseen if (len(r[1]) > 1) == k] for k in (1, 0))):
            cells.append(f"{sum(right[word] for word, _ in part) / len(part):.3f} of {len(part)}")
        print(f"| {name} | " + " | ".join(cells) + f" | {speed:,.0f} |")


if __name__ == "__main__":
    main()
