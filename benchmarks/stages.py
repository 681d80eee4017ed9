"""Where the time of an ingest goes, stage by stage, in one process.

    python benchmarks/stages.py FOLDER [NUMBER] [--profile]

Reads the first NUMBER (default 500) ``.txt`` files. With ``--profile`` also the functions of the
program's own stages that take the most time.
"""

from __future__ import annotations

import cProfile
import pstats
import sys
import time
from collections import Counter
from pathlib import Path

from measure import machine

from polcorp.corpus.rows import rows_of
from polcorp.corpus.store import transaction, writing
from polcorp.corpus.write import write_document
from polcorp.pipeline.language import load_pipeline
from polcorp.reading.documents import make_document


def main() -> None:
    numbers = [argument for argument in sys.argv[2:] if argument.isdecimal()]
    files = sorted(Path(sys.argv[1]).rglob("*.txt"))[: int(numbers[0]) if numbers else 500]
    nlp = load_pipeline()
    nlp(
        "Vi vill att metoden huskurage prövas i Linköping. Anna Ek deltar."
    )  # loads the dictionaries
    profile = cProfile.Profile()
    spent: Counter[str] = Counter()

    def timed(stage: str, own: bool, work, *arguments):
        if own and "--profile" in sys.argv:
            profile.enable()
        begun = time.process_time()
        result = work(*arguments)
        spent[stage] += time.process_time() - begun
        profile.disable()
        return result

    target = Path("stages.db")
    with writing(target) as connection:
        connection.execute(
            "INSERT INTO run (started, version, model, lexicons, pipeline, options)"
            " VALUES ('', '', '', '', '', '')"
        )
        for file in files:
            raw = timed("read", True, lambda f=file: make_document(f.stem, str(f), f.read_bytes()))
            doc = timed("tokenize", False, nlp.make_doc, raw.text)
            for name, component in nlp.pipeline:
                doc = timed(name, name.startswith("polcorp"), component, doc)
            rows = timed("rows", True, rows_of, doc, raw)

            def store(rows=rows):
                with transaction(connection):
                    write_document(connection, rows, 1)

            timed("store", True, store)
    for left in target.parent.glob("stages.db*"):
        left.unlink()
    report(spent, len(files))
    if "--profile" in sys.argv:
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)


def report(spent: Counter[str], files: int) -> None:
    whole = sum(spent.values())
    model = {"tokenize", "tok2vec", "tagger", "morphologizer", "lemmatizer", "parser", "ner"}
    own = sum(value for stage, value in spent.items() if stage not in model)
    print(f"{machine()}; {files} documents\n\n| stage | seconds | share |\n| --- | ---: | ---: |")
    for stage, value in spent.most_common():
        print(f"| {stage} | {value:.2f} | {value / whole:.1%} |")
    print(f"\nThe program's own part: {own / whole:.1%} of {whole:.1f} s")


if __name__ == "__main__":
    main()
