"""From the bytes of a file to its rows: one code path for every process and machine."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from polcorp.errors import PolcorpError
from polcorp.ingest.fingerprint import analysis_info, fingerprint_of
from polcorp.ingest.jobs import Job, Outcome
from polcorp.ingest.options import Options
from polcorp.reading.clean_view import clean_view, mojibake_in
from polcorp.reading.documents import RawDocument, make_document
from polcorp.tables.rows import rows_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: A pipeline is loaded anew after this many bytes: it keeps every word that it ever saw.
RENEW_AFTER = 32 * 1024 * 1024


class Analyser:
    """A pipeline and all that decides what it makes of a text."""

    def __init__(
        self,
        nlp: Language | None,
        info: Mapping[str, str],
        load: Callable[[], Language] | None = None,
    ) -> None:
        """Use *nlp*, or what *load* returns when the first text comes; *info* tells them apart."""
        #: Stores the rows of a batch and gives back outcomes without them.
        self.sink: Callable[[list[Outcome]], list[Outcome]] | None = None
        self._nlp = nlp
        self._load = load
        self._seen = 0
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
        from polcorp.pipeline.blocks import analyse_text
        from polcorp.pipeline.corrections import corrections_in

        self._renew(len(raw.text))
        view = clean_view(raw.text)
        return analyse_text(self.nlp, view.text, corrections_in(raw.given, view))

    def run(self, job: Job) -> Outcome:
        """Decode and analyse one file; whatever goes wrong with it is the outcome's reason."""
        try:
            raw = make_document(job.doc_id, job.path, job.data, job.given, job.came)
            rows = rows_of(self.analyse(raw), raw)
            return Outcome(job.path, rows, mojibake=mojibake_in(raw.text))
        except PolcorpError as error:
            return Outcome(job.path, reason=str(error))
        except Exception as error:  # noqa: BLE001  # one text must not stop the others
            problem = f"the analysis failed: {type(error).__name__}: {error}"
            return Outcome(job.path, reason=" ".join(problem.split()))

    def run_batch(
        self, batch: Sequence[Job], wants_to_stop: Callable[[], bool] = lambda: False
    ) -> list[Outcome]:
        """Run jobs until *wants_to_stop*; with a sink, store the rows where they were made."""
        outcomes = []
        for job in batch:
            if wants_to_stop():
                break
            outcomes.append(self.run(job))
        return self.sink(outcomes) if self.sink else outcomes

    def _renew(self, size: int) -> None:
        """Forget the pipeline if it has seen much text, so that memory stays in bounds."""
        self._seen += size
        if self._seen > RENEW_AFTER and self._load is not None:
            self._nlp, self._seen = None, size
            gc.collect()


def load_analyser(options: Options) -> Analyser:
    """Return the analyser that *options* ask for; its pipeline is loaded with the first text.

    Raises:
        PolcorpError: there is no such model.
    """
    info = analysis_info(options.model, options.user_dir)

    def load() -> Language:
        from polcorp.pipeline.language import load_pipeline

        return load_pipeline(options.model, user_dir=options.user_dir)

    return Analyser(None, info, load)


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
