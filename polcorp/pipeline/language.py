"""The pipeline as one spaCy ``Language``: the trained model with our components around it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from srsly.msgpack import msgpack_decoders, msgpack_encoders

import polcorp.pipeline.actors.component
import polcorp.pipeline.demands.component
import polcorp.pipeline.layout.component
import polcorp.pipeline.metadata.component
import polcorp.pipeline.model.encoder
import polcorp.pipeline.model.lemma_backoff
import polcorp.pipeline.model.lemmas
import polcorp.pipeline.model.sentences
import polcorp.pipeline.stance
import polcorp.pipeline.themes.component  # noqa: F401  # they register their factories
from polcorp.errors import PolcorpError
from polcorp.pipeline.corrections import add_corrections
from polcorp.pipeline.fingerprint import PACKAGED, find_model
from polcorp.pipeline.model.products import steady_products
from polcorp.pipeline.model.tokenizer import TailSearch  # with it the tokenizer is registered
from polcorp.user_files import UserFiles

#: What the accurate pipeline runs on.
_NEEDED = ("onnxruntime", "sentencepiece")

#: No limit of spaCy's on the length of a text: nothing here needs memory beyond linear.
_MAX_LENGTH = 2_000_000_000


def load_pipeline(model: str | None = None, *, user_dir: Path | None = None) -> Language:
    """Return the pipeline that finds layout, actors, metadata, demands and themes.

    Args:
        model: ``"fast"`` or ``"accurate"``, the packaged pipelines (the first where nothing is
            said); name or path of an installed spaCy pipeline to use instead; ``"blank"`` for
            rules and the lemma library alone.
        user_dir: folder with the user's own ``actors.csv``, ``name_rules.toml``,
            ``asking.toml``, ``boilerplate.toml`` and ``themes.toml``, where they exist.

    Raises:
        PolcorpError: the model cannot be found, or what it needs is not installed.
        DataFileError: a lexicon of the user's breaks its schema.
    """
    with _few_collections(), _no_further_codecs():
        return _load(model, UserFiles(user_dir) if user_dir is not None else None)


@contextmanager
def _few_collections() -> Iterator[None]:
    """Have the collector of garbage wait: a fifth of the loading went into looking through what is kept."""
    before = gc.get_threshold()
    gc.set_threshold(1_000_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def _no_further_codecs() -> Iterator[None]:
    """Have srsly look once, not for each array of the model, whether a package brings codecs of its own."""
    registries = [
        registry
        for registry in (msgpack_encoders, msgpack_decoders)
        if registry.entry_points and not registry.get_entry_points()
    ]
    for registry in registries:
        registry.entry_points = False
    try:
        yield
    finally:
        for registry in registries:
            registry.entry_points = True


def _load(model: str | None, own: UserFiles | None) -> Language:
    nlp = _base(model)
    first = nlp.pipe_names[0] if nlp.pipe_names else None
    trained = bool({"parser", "senter"} & set(nlp.pipe_names))
    nlp.add_pipe(
        "polcorp_layout",
        before=first,
        config={"user_boilerplate": _path(own.boilerplate if own else None)},
    )
    nlp.add_pipe("polcorp_sentences", config={"complete": not trained}, after="polcorp_layout")
    nlp.add_pipe("polcorp_lemmas")
    nlp.add_pipe(
        "polcorp_actors",
        config={
            "user_actors": _path(own.actors if own else None),
            "user_rules": _path(own.name_rules if own else None),
        },
    )
    add_corrections(nlp, "actors")
    nlp.add_pipe("polcorp_metadata")
    nlp.add_pipe("polcorp_demands", config={"user_verbs": _path(own.asking if own else None)})
    add_corrections(nlp, "demands")
    nlp.add_pipe("polcorp_stance")
    nlp.add_pipe("polcorp_themes", config={"codebook": _path(own.themes if own else None)})
    add_corrections(nlp, "themes")
    return nlp


def _base(model: str | None) -> Language:
    """Load the model that tags, parses and names, or a blank one with our tokenizer."""
    folder = find_model(model)
    if folder == PACKAGED["accurate"]:
        _check_installed()
    if folder is not None:
        # a packaged model's configuration makes the tokenizer that is stored beside it
        stored = ["tokenizer"] if folder in PACKAGED.values() else []
        with steady_products():
            nlp = spacy.load(
                folder if (folder / "config.cfg").exists() else str(model), exclude=stored
            )
    else:
        nlp = spacy.blank(
            "sv", config={"nlp": {"tokenizer": {"@tokenizers": "polcorp.SwedishTokenizer.v1"}}}
        )
    nlp.max_length = _MAX_LENGTH
    tokenizer: Any = nlp.tokenizer
    search = getattr(tokenizer, "suffix_search", None)
    if search is not None and not isinstance(search.__self__, TailSearch):
        tokenizer.suffix_search = TailSearch(search.__self__.pattern).search
    return nlp


def _check_installed() -> None:
    """Raise ``PolcorpError`` if what the accurate pipeline needs is not installed."""
    missing = ", ".join(name for name in _NEEDED if find_spec(name) is None)
    if missing:
        raise PolcorpError(
            f"the accurate pipeline needs {missing}: pip install 'polcorp[accurate]'"
        )


def _path(path: Path | None) -> str | None:
    """Return the path of a user's file as the components' configuration has it."""
    return None if path is None else str(path)
