"""UIMA CAS as XMI with its type system, by dkpro-cassis: what INCEpTION reads and writes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from polcorp.analysis.views import DocumentView
from polcorp.errors import DataFileError, PolcorpError
from polcorp.reports.annotations.spans import ATTRIBUTES, Annotated, Span, checked_span
from polcorp.reports.annotations.tokens import analysed_again, tokens_apart

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem
    from spacy.language import Language

#: The layer of all our spans, as INCEpTION names a user's layers.
LAYER = "webanno.custom.Polcorp"
#: What the file of the type system is called, wherever XMI goes.
TYPE_SYSTEM = "TypeSystem.xml"

_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type"
_TOKEN, _SENTENCE = f"{_DKPRO}.Token", f"{_DKPRO}.Sentence"
_LABEL = "label"
#: Characters that XML 1.0 cannot hold; each is a single unit of UTF-16.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def for_xml(text: str) -> str:
    r"""Return *text* with a blank for each character that XML cannot hold, such as a form feed.

    >>> for_xml("sidan 1\fsidan 2")
    'sidan 1 sidan 2'
    """
    return _NOT_IN_XML.sub(" ", text)


def type_system() -> TypeSystem:
    """Return the types of tokens, sentences, and of our layer with a feature for each attribute.

    Raises:
        PolcorpError: dkpro-cassis is not installed.
    """
    try:
        from cassis import TypeSystem
    except ImportError as error:
        raise PolcorpError(
            'xmi needs the package dkpro-cassis: pip install "polcorp[annotations]"'
        ) from error
    types = TypeSystem()
    types.create_type(name=_TOKEN)
    types.create_type(name=_SENTENCE)
    layer = types.create_type(name=LAYER, description="What polcorp finds, by its label.")
    for name in (_LABEL, *ATTRIBUTES):
        types.create_feature(domainType=layer, name=name, rangeType="uima.cas.String")
    return types


def to_xmi(view: DocumentView, spans: Sequence[Span], nlp: Language) -> str:
    """Return a document as XMI, with the tokens and sentences of a new analysis.

    Raises:
        PolcorpError: dkpro-cassis is not installed.
    """
    types = type_system()
    from cassis import Cas

    cas = Cas(types, document_language="sv")
    cas.sofa_string, cas.sofa_mime = for_xml(view.text), "text/plain"
    whole = cas.get_document_annotation()
    whole.begin, whole.end = 0, len(view.text)
    cas.add_all(_segments(view, types, nlp))
    make = types.get_type(LAYER)
    cas.add_all(
        make(begin=span.start, end=span.end, label=span.label, **span.said) for span in spans
    )
    return str(cas.to_xmi(pretty_print=True))


def _segments(view: DocumentView, types: TypeSystem, nlp: Language) -> Iterator[Any]:
    analysed = analysed_again(view, nlp)
    token_type, sentence_type = types.get_type(_TOKEN), types.get_type(_SENTENCE)
    for tokens in tokens_apart(analysed):
        places = [analysed.place(token) for token in tokens]
        yield sentence_type(begin=places[0][0], end=places[-1][1])
        for start, end in places:
            yield token_type(begin=start, end=end)


def type_system_xml() -> bytes:
    """Return the type system as XML, which INCEpTION takes for the definition of layers.

    Raises:
        PolcorpError: dkpro-cassis is not installed.
    """
    return str(type_system().to_xml()).encode()


def read_xmi(folder: Path) -> Iterator[Annotated]:
    """Yield the documents of a folder of XMI files, by name.

    Each is read with the type system that is beside it, else with that of an export.

    Raises:
        DataFileError: a file is damaged, or an annotation is none of ours.
        PolcorpError: dkpro-cassis is not installed.
    """
    for path in sorted(folder.rglob("*.xmi")):
        cas = _read(path)
        spans = tuple(_spans(path, cas))
        yield Annotated(path.stem, cas.sofa_string or "", spans, path.as_posix())


def _read(path: Path) -> Cas:
    own = type_system()
    from cassis import load_cas_from_xmi, load_typesystem

    beside = path.with_name(TYPE_SYSTEM)
    try:
        types = load_typesystem(BytesIO(beside.read_bytes())) if beside.is_file() else own
        return load_cas_from_xmi(BytesIO(path.read_bytes()), typesystem=types)
    except Exception as error:  # whatever the library makes of a damaged file
        detail = " ".join(f"{type(error).__name__}: {error}".split())[:120]
        raise DataFileError(path.as_posix(), None, f"no XMI that can be read ({detail})") from error


def _spans(path: Path, cas: Cas) -> Iterable[Span]:
    try:
        found = list(cas.select(LAYER))
    except (
        Exception
    ) as error:  # which of its own the library raises differs from version to version
        raise DataFileError(path.as_posix(), None, f"it has no layer {LAYER}") from error
    for one in found:
        said = {name: getattr(one, name, None) for name in ATTRIBUTES}
        told = {name: value for name, value in said.items() if value}
        try:
            yield checked_span(one.begin, one.end, str(one.label), told)
        except PolcorpError as error:
            raise DataFileError(path.as_posix(), None, str(error)) from error
