"""Words a second, loading time and peak memory of pipelines, side by side in one run.

Words are counted by second of wall time and by second of processor time: where other programs
run on the machine, only the second is a fair comparison.

Every pipeline runs in a process of its own, one after the other, ``--rounds`` times over, and
the fastest round counts. A word is a token of letters or digits of the text split at blanks.

Usage: python speed.py TEXT_DIR NAME=MODEL [NAME=MODEL ...] [--rounds N]
A model is a folder of spaCy's or a file of UDPipe's (.udpipe).
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

MIN_WORDS = 30_000


def read_texts(folder: Path) -> list[str]:
    """Return the texts of ``folder``, repeated until they have ``MIN_WORDS`` words."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    if not texts:
        raise FileNotFoundError(f"no .txt file in {folder}")
    words = sum(len(text.split()) for text in texts)
    return texts * (MIN_WORDS // words + 1)


def spacy_runner(model: str) -> Callable[[Iterable[str]], None]:
    """Return what runs ``texts`` through a spaCy pipeline."""
    import spacy

    import polcorp.pipeline.model.tokenizer  # noqa: F401  (registers tokeniser and lemmatiser)

    nlp = spacy.load(model)

    def run(texts: Iterable[str]) -> None:
        for _ in nlp.pipe(texts):
            pass

    return run


def udpipe_runner(model: str) -> Callable[[Iterable[str]], None]:
    """Return what runs ``texts`` through UDPipe: tokens, tags, lemmas and parses."""
    from ufal.udpipe import Model, Pipeline, ProcessingError

    loaded = Model.load(model)
    pipeline = Pipeline(loaded, "tokenize", Pipeline.DEFAULT, Pipeline.DEFAULT, "conllu")

    def run(texts: Iterable[str], model: Model = loaded) -> None:
        error = ProcessingError()  # (``model`` must live on: the pipeline only points to it)
        for text in texts:
            pipeline.process(text, error)
            if error.occurred():
                raise RuntimeError(error.message)

    return run


def measure(folder: Path, model: str) -> dict[str, float]:
    """Return the figures of one pipeline, measured in this process."""
    texts = read_texts(folder)
    words = sum(len(text.split()) for text in texts)
    if not model.endswith(".udpipe"):
        import spacy
        import spacy.lang.sv  # noqa: F401
    begin = time.process_time()
    run = udpipe_runner(model) if model.endswith(".udpipe") else spacy_runner(model)
    load = time.process_time() - begin
    run(texts[:1])
    begin, begin_cpu = time.perf_counter(), time.process_time()
    run(texts)
    elapsed, elapsed_cpu = time.perf_counter() - begin, time.process_time() - begin_cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "words_per_second": words / elapsed,
        "words_per_cpu_second": words / elapsed_cpu,
        "load_s": load,
        "peak_mb": peak,
    }


def compare(folder: Path, models: dict[str, str], rounds: int) -> dict[str, dict[str, float]]:
    """Return the best figures of every pipeline over ``rounds`` rounds."""
    best: dict[str, dict[str, float]] = {}
    for _ in range(rounds):
        for name, model in models.items():
            command = [sys.executable, __file__, str(folder), f"{name}={model}", "--one"]
            output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            got = json.loads(output)
            old = best.setdefault(name, got)
            for key in ("words_per_second", "words_per_cpu_second"):
                old[key] = max(old[key], got[key])
            old["load_s"] = min(old["load_s"], got["load_s"])
            old["peak_mb"] = max(old["peak_mb"], got["peak_mb"])
    return best


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("models", nargs="+", help="NAME=MODEL")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", action="store_true", help="measure in this process")
    parser.add_argument("--out", type=Path, help="write the figures here too")
    options = parser.parse_args()
    models = dict(item.split("=", 1) for item in options.models)
    if options.one:
        print(json.dumps(measure(options.texts, next(iter(models.values())))))
    else:
        text = json.dumps(compare(options.texts, models, options.rounds), indent=2)
        print(text)
        if options.out:
            options.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
