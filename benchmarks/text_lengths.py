"""What a text takes from a thousand characters to a million, for texts made of one piece.

    python -m benchmarks.text_lengths [LONGEST] [MODEL]

Each text is analysed as an ingest does it: microseconds of processor time for each character, and the peak
memory of the process after it. Time that grows no faster than the text gives the same figure in each column.
"""

from __future__ import annotations

import resource
import sys
import time

from benchmarks.measure import Report
from polcorp.ingest.analyser import single_threaded
from polcorp.pipeline.blocks import analyse_text
from polcorp.pipeline.language import load_pipeline
from polcorp.reading.clean_view import clean_view

LENGTHS = (1_000, 10_000, 100_000, 1_000_000)
#: Ordinary sentences, and what has taken more than its share.
PIECES = (
    "Vi vill att skolan får mer.\n\n",
    "a, ",
    "”a",
    "•",
    "Anna Berg (S), ",
    "   SD ",
    "Lundprojektets)projektet ",
    " \n(S)\n  \n:\n«",
)


def main() -> None:
    longest = int(sys.argv[1]) if len(sys.argv) > 1 else LENGTHS[-1]
    model = sys.argv[2] if len(sys.argv) > 2 else None
    lengths = [length for length in LENGTHS if length <= longest]
    nlp = load_pipeline(model)
    analyse_text(nlp, "Anna Ek i Linköping vill att metoden huskurage prövas.", {})
    report = Report("text_lengths", f"{model or 'the packaged model'}; µs a character")
    report.head("text", *(f"#{length:,}" for length in lengths), "#peak, MiB")
    for piece in PIECES:
        cells = []
        for length in lengths:
            text = (piece * (length // len(piece) + 1))[:length]
            begun = time.process_time()
            with single_threaded(), nlp.memory_zone():
                analyse_text(nlp, clean_view(text).text, {})
            cells.append(f"{1e6 * (time.process_time() - begun) / length:.0f}")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        report.row(repr(piece), *cells, f"{peak:.0f}")


if __name__ == "__main__":
    main()
