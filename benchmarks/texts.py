"""Write the texts of a JSON-lines file (also ``.xz``) as one ``.txt`` a text, for the benchmarks.

    python -m benchmarks.texts government.jsonl.xz FOLDER [NUMBER]

Each line holds an object with ``text`` and perhaps ``id``. Where NUMBER is more than there is, the
texts are repeated with a line of their own at the end, so that no two files are alike.
"""

from __future__ import annotations

import json
import lzma
import sys
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

#: Files a folder: a file browser opens a thousand without trouble.
PER_FOLDER = 1000


def texts(source: Path) -> Iterator[str]:
    """Yield the texts of *source* that are not empty."""
    opened = lzma.open if source.suffix == ".xz" else open
    with opened(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            if text.strip():
                yield text


def endless(source: Path) -> Iterator[str]:
    """Yield the texts, then the same again with the number of the round as the last line."""
    for turn in count():
        for text in texts(source):
            yield text if turn == 0 else f"{text}\n\nOmgång {turn + 1}.\n"


def write(source: Path, folder: Path, number: int | None = None) -> int:
    """Write *number* texts (default: all there are) into *folder*; return how many."""
    chosen = texts(source) if number is None else islice(endless(source), number)
    written = 0
    for written, text in enumerate(chosen, start=1):
        below = folder / f"{(written - 1) // PER_FOLDER:03d}"
        below.mkdir(parents=True, exist_ok=True)
        (below / f"{written - 1:06d}.txt").write_text(text, encoding="utf-8")
    return written


if __name__ == "__main__":
    asked = int(sys.argv[3]) if len(sys.argv) > 3 else None
    print(write(Path(sys.argv[1]), Path(sys.argv[2]), asked), "files")
