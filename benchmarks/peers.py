"""Side by side on the same texts: the whole ingest, spaCy alone, UDPipe, simplemma.

    python -m benchmarks.peers FOLDER [--number 500] [--spacy MODEL]... [--udpipe MODEL]...

MODEL is the path of a trained pipeline of the peer; one without it is left out. Each runs in a
process of its own, one after the other, on one thread, as its users run it: spaCy by ``nlp.pipe``, the ingest in
its batches. Speed by the time of the processor, without that of loading (which is told apart), and peak
memory; the ratio is to the whole ingest.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from benchmarks.measure import Report, run

ONE_CORE = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1"
)

HEAD = """
import json, sys, time
from pathlib import Path
texts = [path.read_text("utf-8") for path in sorted(Path(sys.argv[1]).rglob("*.txt"))][: int(sys.argv[2])]
loading = time.process_time()
"""
TAIL = """
begun = time.process_time()
work(texts)
seconds = time.process_time() - begun
print(json.dumps({"loading": begun - loading, "seconds": seconds,
                  "words": sum(len(text.split()) for text in texts)}))
"""
PROGRAMS = {
    "polcorp": """
import tempfile
from polcorp.ingest.analyser import Analyser, load_analyser
from polcorp.ingest.jobs import Job
from polcorp.ingest.options import Options
from polcorp.ingest.workers import batches
from polcorp.store.connection import transaction, writing
from polcorp.store.write import write_document
analyser = load_analyser(Options())
analyser.nlp
folder = tempfile.TemporaryDirectory()
opened = writing(Path(folder.name, "corpus.db"))
store = opened.__enter__()
store.execute("INSERT INTO run (started, version, model, lexicons, pipeline, options)"
              " VALUES ('', '', '', '', '', '')")
def work(texts):
    jobs = [Job(str(n), f"{n}.txt", text.encode()) for n, text in enumerate(texts)]
    for batch in batches(jobs):
        for outcome in analyser.run_batch(batch):
            if outcome.rows is None:
                raise SystemExit(outcome.reason)
            with transaction(store):
                write_document(store, outcome.rows, 1)
""",
    "spacy": """
import spacy
nlp = spacy.load(sys.argv[3])
def work(texts):
    for doc in nlp.pipe(texts):
        pass
""",
    "udpipe": """
from ufal.udpipe import Model, Pipeline, ProcessingError
model = Model.load(sys.argv[3])
pipeline = Pipeline(model, "tokenize", Pipeline.DEFAULT, Pipeline.DEFAULT, "conllu")
def work(texts):
    for text in texts:
        pipeline.process(text)
""",
    "simplemma": """
import simplemma
def work(texts):
    for text in texts:
        for token in simplemma.simple_tokenizer(text):
            simplemma.lemmatize(token, lang="sv")
""",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--number", type=int, default=500)
    parser.add_argument("--spacy", action="append", default=[])
    parser.add_argument("--udpipe", action="append", default=[])
    options = parser.parse_args()
    rows = [("polcorp", "polcorp", "")]
    rows += [(f"spaCy alone, {Path(m).name}", "spacy", m) for m in options.spacy]
    rows += [(f"UDPipe, {Path(m).name}", "udpipe", m) for m in options.udpipe]
    rows += [("simplemma, lemmas only", "simplemma", "")]
    report = Report("peers", f"{options.number} texts, one process of one thread")
    report.head("program", "#words/s", "#ratio", "#peak memory, MiB", "#ratio", "#loading, s")
    speed = memory = 0.0
    for label, name, model in rows:
        code = HEAD + PROGRAMS[name] + TAIL
        command = [sys.executable, "-c", code, str(options.folder), str(options.number), model]
        done = run(command, ONE_CORE)
        if done.code:
            raise subprocess.CalledProcessError(done.code, label)
        told = json.loads(done.out.splitlines()[-1])
        rate = told["words"] / told["seconds"]
        speed, memory = speed or rate, memory or done.memory
        report.row(
            label,
            f"{rate:.0f}",
            f"{rate / speed:.2f}",
            f"{done.memory:.0f}",
            f"{done.memory / memory:.2f}",
            f"{told['loading']:.1f}",
        )


if __name__ == "__main__":
    main()
