"""The names of a model that knows polcorp's own types, with how likely it holds each."""

from __future__ import annotations

from spacy.tokens import Doc, Span, SpanGroup

from polcorp.pipeline.model.encoder_names import NAMES
from polcorp.vocabulary.actor_types import ACTOR_TYPES, MODEL_LABELS, ActorType

#: How likely a name must be that nothing else supports. A name that is none costs a reader more than
#: one that is missing.
LIKELY = 0.9


def _typed_names(doc: Doc) -> SpanGroup | None:
    """Return the names of a model with polcorp's types, None where another model has run."""
    names: SpanGroup | None = doc.spans.get(NAMES)
    return names


def type_of(entity: Span) -> ActorType | None:
    """Return the type of a model's name; None if its label is none of ours.

    «ORG» and «LOC» of a model without polcorp's types mean more than ours of that name.
    """
    if _typed_names(entity.doc) is not None:
        return next((kind for kind in ACTOR_TYPES if kind == entity.label_), None)
    return MODEL_LABELS.get(entity.label_)


def likely_starts(doc: Doc) -> frozenset[int] | None:
    """Return where the names begin that count with nothing beside them, as offsets into the text.

    None where the model does not say how likely its names are.
    """
    names = _typed_names(doc)
    if names is None:
        return None
    pairs = zip(names, names.attrs["scores"], strict=True)
    return frozenset(span.start_char for span, likelihood in pairs if likelihood >= LIKELY)
