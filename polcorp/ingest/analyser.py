"""From the bytes of a file to its rows: one code path for every process and machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from polcorp.collector import few_collections
from polcorp.errors import PolcorpError
from polcorp.ingest.fingerprint import analysis_info, fingerprint_of
from polcorp.ingest.jobs import Job, Outcome
from polcorp.ingest.options import Options
from polcorp.ingest.time_limit import time_limit
from polcorp.reading.clean_view import clean_view, mojibake_in
from polcorp.reading.documents import RawDocument, make_document
from polcorp.tables.rows import rows_of
from polcorp.user_files import UserFiles

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from threadpoolctl import ThreadpoolController


class Analyser:
    """A pipeline and all that decides what it makes of a text."""

    def __init__(
        self,
        nlp: Language | None,
        info: Mapping[str, str],
        load: Callable[[], Language] | None = None,
        max_seconds: float = 0,
    ) -> None:
        """Use *nlp*, or what *load* returns when the first text comes; *info* tells them apart.

        A text may take *max_seconds* of processor time; 0: any time.
        """
        #: Stores the rows of a batch and gives back outcomes without them.
        self.sink: Callable[[list[Outcome]], list[Outcome]] | None = None
        self._nlp = nlp
        self._load = load
        self._max_seconds = max_seconds
        self.info = info

    @property
    def fingerprint(self) -> str:
        """Return the same text for pipelines that analyse alike."""
        return fingerprint_of(self.info)

    @property
    def nlp(self) -> Language:
        """Return the pipeline, which is loaded when it is first asked for."""
        if self._nlp is None:
            if self._load is None:
                raise ValueError("neither a pipeline nor a way to load one")
            self._nlp = self._load()
        return self._nlp

    def analyse(self, raw: RawDocument) -> Doc:
        """Return the analysis of a document's clean view, which depends on the document alone."""
        return next(self.analyse_together([raw]))

    def analyse_together(self, documents: Sequence[RawDocument]) -> Iterator[Doc]:
        """Yield the analysis of each of *documents*; together they take a third of the time."""
        from polcorp.pipeline.blocks import analyse_texts
        from polcorp.pipeline.corrections import corrections_in

        views = [(raw, clean_view(raw.text)) for raw in documents]
        texts = [(view.text, corrections_in(raw.given, view)) for raw, view in views]
        return analyse_texts(self.nlp, texts)

    def run(self, job: Job) -> Outcome:
        """Decode and analyse one file; whatever goes wrong with it is the outcome's reason."""
        return self._outcomes([job])[0]

    def run_batch(
        self, batch: Sequence[Job], wants_to_stop: Callable[[], bool] = lambda: False
    ) -> list[Outcome]:
        """Run all jobs, or none if *wants_to_stop*; with a sink, store the rows where they were made."""
        outcomes = [] if wants_to_stop() else self._outcomes(batch)
        return self.sink(outcomes) if self.sink else outcomes

    def _outcomes(self, batch: Sequence[Job]) -> list[Outcome]:
        """Return the outcomes of *batch*, whose texts go through the models together."""
        found = [_decoded(job, self._max_seconds) for job in batch]
        documents = [raw for raw in found if isinstance(raw, RawDocument)]
        if not documents:
            return [raw for raw in found if isinstance(raw, Outcome)]
        with single_threaded(), self.nlp.memory_zone():
            analysed = iter(self._rows(documents))
            return [raw if isinstance(raw, Outcome) else next(analysed) for raw in found]

    def _rows(self, documents: Sequence[RawDocument]) -> list[Outcome]:
        """Return the outcome of each of *documents*; one that fails must not stop the others."""
        try:
            with time_limit(self._max_seconds):
                analyses = self.analyse_together(documents)
                return [
                    Outcome(
                        raw.path,
                        rows_of(doc, raw),
                        mojibake=mojibake_in(raw.text),
                        replaced=raw.replaced,
                    )
                    for raw, doc in zip(documents, analyses, strict=True)
                ]
        except Exception as error:  # noqa: BLE001  # alone, each fails or not for itself
            if len(documents) == 1:
                return [Outcome(documents[0].path, reason=_reason(error))]
        return [outcome for raw in documents for outcome in self._rows([raw])]


def _decoded(job: Job, max_seconds: float) -> RawDocument | Outcome:
    """Return the document in a file, or why there is none."""
    try:
        with time_limit(max_seconds):
            return make_document(job.doc_id, job.path, job.data, job.given, job.came)
    except Exception as error:  # noqa: BLE001  # one file must not stop the others
        return Outcome(job.path, reason=_reason(error))


def _reason(error: Exception) -> str:
    if isinstance(error, PolcorpError):
        return str(error)
    return " ".join(f"the analysis failed: {type(error).__name__}: {error}".split())


@contextmanager
def single_threaded() -> Iterator[None]:
    """Have numeric libraries use one thread: a process is one worker, and each core has one."""
    with _thread_pools().limit(limits=1):
        yield


@cache
def _thread_pools() -> ThreadpoolController:
    """Return what controls the threads of the libraries that are loaded by now."""
    import numpy as np  # noqa: F401  # whose BLAS is to be found
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def load_analyser(options: Options) -> Analyser:
    """Return the analyser that *options* ask for; its pipeline is loaded with the first text.

    Raises:
        PolcorpError: there is no such model, or a lexicon of the user's breaks its schema.
    """
    if options.user_dir is not None:
        _check(UserFiles(options.user_dir))
    info = analysis_info(options.model, options.user_dir)

    def load() -> Language:
        with few_collections():
            from polcorp.pipeline.language import load_pipeline

            return load_pipeline(options.model, user_dir=options.user_dir)

    return Analyser(None, info, load, options.max_seconds)


def _check(files: UserFiles) -> None:
    """Read the user's lexicons once, so that a fault in one is told before any text fails by it."""
    from polcorp.lexicons.actors import read_user_actors
    from polcorp.lexicons.boilerplate import read_boilerplate
    from polcorp.lexicons.themes import read_themes

    readers = (
        (files.actors, read_user_actors),
        (files.boilerplate, read_boilerplate),
        (files.themes, read_themes),
    )
    for path, read in readers:
        if path is not None:
            read(path)


def worker_analyser(options: Options) -> Analyser:
    """Return what a worker runs its batches with: it stores them itself if it is to write Parquet.

    Raises:
        PolcorpError: there is no such model, or no such place to write to.
    """
    analyser = load_analyser(options)
    if options.parquet is not None:
        from polcorp.ingest.sinks import sink_for

        analyser.sink = sink_for(options.parquet, options.run)
    return analyser
