"""The pipeline as one spaCy ``Language``: the trained model with our components around it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.util import registry
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
from polcorp.collector import few_collections
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
    with few_collections(), _codecs_known():
        return _load(model, UserFiles(user_dir) if user_dir is not None else None)


@contextmanager
def _codecs_known() -> Iterator[None]:
    """Have srsly gather its codecs once, not for each array of the model.

    Gathering them goes through all that spaCy has registered, and all installed packages.
    """
    found = [(codecs, codecs.get_all()) for codecs in (msgpack_encoders, msgpack_decoders)]
    for codecs, gathered in found:
        codecs.get_all = gathered.copy
    try:
        yield
    finally:
        for codecs, _ in found:
            del codecs.get_all


@contextmanager
def _packaged_only() -> Iterator[None]:
    """Have spaCy look for what a configuration names among what is registered already.

    Before each look-up it asks all installed packages whether they bring something of that name. What
    the packaged pipelines name is spaCy's own, or registered by the modules that are imported here.
    """
    registries = [getattr(registry, name) for name in registry.get_registry_names()]
    asking = [one for one in registries if getattr(one, "entry_points", False)]
    for one in asking:
        one.entry_points = False
    try:
        yield
    finally:
        for one in asking:
            one.entry_points = True


def _load(model: str | None, own: UserFiles | None) -> Language:
    folder = find_model(model)
    with _packaged_only() if folder in {None, *PACKAGED.values()} else nullcontext():
        return _with_components(_base(model, folder), own)


def _with_components(nlp: Language, own: UserFiles | None) -> Language:
    """Add our components to the pipeline, with the files of the user's *own*."""
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


def _base(model: str | None, folder: Path | None) -> Language:
    """Load the model in *folder* that tags, parses and names, or a blank one with our tokenizer."""
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
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        said, packages = ", ".join(missing), " ".join(missing)
        raise PolcorpError(f"the accurate pipeline needs {said}: pip install {packages}")


def _path(path: Path | None) -> str | None:
    """Return the path of a user's file as the components' configuration has it."""
    return None if path is None else str(path)
