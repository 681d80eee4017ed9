"""TEI after Parla-CLARIN, the recommendations that corpora of parliaments follow.

A text is one utterance of whoever speaks in it, parted by its headings. Words have lemma and
features, names their type and Wikidata's identifier; demands are spans of words beside the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from polcorp.analysis.views import DocumentView
from polcorp.reports.annotations.running_text import Block, Sentence, Word, blocks_of
from polcorp.reports.annotations.spans import Span, key_of
from polcorp.reports.annotations.xmi import for_xml
from polcorp.version import version

if TYPE_CHECKING:
    from spacy.language import Language

_XML = "http://www.w3.org/XML/1998/namespace"
_ID, _LANG = f"{{{_XML}}}id", f"{{{_XML}}}lang"
_WIKIDATA = "https://www.wikidata.org/entity/"


def to_tei(view: DocumentView, spans: Sequence[Span], nlp: Language) -> str:
    """Return a document in TEI, valid by the schema of Parla-CLARIN."""
    blocks = blocks_of(view, spans, nlp)
    root = ET.Element("TEI", {"xmlns": "http://www.tei-c.org/ns/1.0", _LANG: _language(view)})
    who = _speakers(view)
    root.append(_header(view, spans, who))
    body = ET.SubElement(ET.SubElement(root, "text"), "body")
    _Body(body, " ".join(f"#{name}" for name in who)).write(blocks)
    ET.indent(root, " ")
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _language(view: DocumentView) -> str:
    return str(view.fields["language"] or "sv")


def _speakers(view: DocumentView) -> dict[str, str]:
    """Return the name of each speaker by its identifier; none where nobody knows."""
    parties = [party for party in str(view.fields["parties"] or "").split(";") if party]
    return {f"party{number}": party for number, party in enumerate(parties, start=1)}


def _header(view: DocumentView, spans: Sequence[Span], who: dict[str, str]) -> ET.Element:
    fields = view.fields
    title = for_xml(str(fields["title"] or key_of(view)))
    header = ET.Element("teiHeader")
    file = ET.SubElement(header, "fileDesc")
    _with_text(ET.SubElement(file, "titleStmt"), "title", title)
    _with_text(ET.SubElement(file, "publicationStmt"), "p", "The text belongs to its authors.")
    source = ET.SubElement(ET.SubElement(file, "sourceDesc"), "bibl")
    _with_text(source, "title", title)
    _with_text(source, "idno", for_xml(view.doc_id), type="doc_id")
    _with_text(source, "idno", for_xml(str(fields["path"])), type="path")
    if fields["date"]:
        _with_text(source, "date", str(fields["date"]), when=str(fields["date"]))
    if fields["municipality"]:
        _with_text(source, "pubPlace", for_xml(str(fields["municipality"])))
    encoding = ET.SubElement(header, "encodingDesc")
    made = f"Annotated by polcorp {version()}, in the clean view of the text."
    _with_text(ET.SubElement(encoding, "projectDesc"), "p", made)
    _categories(encoding, spans)
    profile = ET.SubElement(header, "profileDesc")
    language = _language(view)
    _with_text(ET.SubElement(profile, "langUsage"), "language", language, ident=language)
    if who:
        people = ET.SubElement(ET.SubElement(profile, "particDesc"), "listOrg")
        for name, party in who.items():
            org = ET.SubElement(people, "org", {_ID: name, "role": "party"})
            _with_text(org, "orgName", for_xml(party))
    return header


def _categories(encoding: ET.Element, spans: Sequence[Span]) -> None:
    """Define what demands are marked with: their forms and themes."""
    kinds = sorted({kind for span in spans if span.layer == "DEMAND" for kind in _kinds(span)})
    if not kinds:
        return
    taxonomy = ET.SubElement(ET.SubElement(encoding, "classDecl"), "taxonomy", {_ID: "demand"})
    for kind in kinds:
        category = ET.SubElement(taxonomy, "category", {_ID: kind})
        _with_text(category, "catDesc", kind.partition(".")[2])


def _kinds(span: Span) -> list[str]:
    """Return the categories of a demand: its form, and its themes."""
    themes = [theme for theme in span.attributes.get("themes", "").split(";") if theme]
    return [f"form.{span.label.removeprefix('DEMAND_').lower()}", *(f"theme.{t}" for t in themes)]


def _with_text(above: ET.Element, tag: str, text: str, **attributes: str) -> ET.Element:
    element = ET.SubElement(above, tag, attributes)
    element.text = text
    return element


class _Body:
    """Writes blocks as divisions with headings, notes and utterances."""

    def __init__(self, body: ET.Element, who: str) -> None:
        self._body = body
        self._who = {"who": who} if who else {}
        self._division: ET.Element | None = None
        self._utterance: ET.Element | None = None
        self._sentences = 0

    def write(self, blocks: Sequence[Block]) -> None:
        """Write all *blocks*; a body without any has an empty paragraph."""
        for block in blocks:
            element = self._element(block)
            for sentence in block.sentences:
                self._sentences += 1
                element.append(_sentence(sentence, f"s{self._sentences}"))
        if not blocks:
            ET.SubElement(ET.SubElement(self._body, "div"), "p")

    def _element(self, block: Block) -> ET.Element:
        """Return the element that holds the sentences of a block."""
        if block.kind == "heading" or self._division is None:
            self._division = ET.SubElement(self._body, "div")
            self._utterance = None
        if block.kind == "heading":
            return ET.SubElement(self._division, "head", {"n": str(block.level)})
        if block.kind == "boilerplate":
            self._utterance = None
            return ET.SubElement(self._division, "note", {"type": "boilerplate"})
        if self._utterance is None:
            self._utterance = ET.SubElement(self._division, "u", self._who)
        return ET.SubElement(self._utterance, "seg")


def _sentence(sentence: Sentence, name: str) -> ET.Element:
    element = ET.Element("s", {_ID: name})
    for span, first, last in sentence.pieces():
        above = element
        if span is not None:
            above = ET.SubElement(element, "name", _of_name(span))
        for place in range(first, last):
            above.append(_word(sentence.words[place], f"{name}.w{place + 1}"))
    for group in _demands(sentence, name):
        element.append(group)
    return element


def _of_name(span: Span) -> dict[str, str]:
    get = span.attributes.get
    told = {"type": span.label, "key": for_xml(get("canonical", ""))}
    if get("wikidata"):
        told["ref"] = _WIKIDATA + get("wikidata", "")
    return {name: value for name, value in told.items() if value}


def _word(word: Word, name: str) -> ET.Element:
    features = f"UPosTag={word.upos}" + (f"|{word.feats}" if word.feats != "_" else "")
    attributes = {_ID: name}
    if not word.is_punctuation and word.lemma != "_":
        attributes["lemma"] = for_xml(word.lemma)
    if word.upos != "_":
        attributes["msd"] = features
    if not word.is_spaced:
        attributes["join"] = "right"
    element = ET.Element("pc" if word.is_punctuation else "w", attributes)
    element.text = for_xml(word.text)
    return element


def _demands(sentence: Sentence, name: str) -> Iterator[ET.Element]:
    """Yield a group with the demands in a sentence, as spans of its words."""
    group = ET.Element("spanGrp", {"type": "demand"})
    for first, last, form in _runs(sentence.words):
        span = {"from": f"#{name}.w{first + 1}", "to": f"#{name}.w{last}", "ana": f"#form.{form}"}
        ET.SubElement(group, "span", span)
    if len(group):
        yield group


def _runs(words: Sequence[Word]) -> Iterator[tuple[int, int, str]]:
    """Yield where the demands of a sentence begin and end (+ 1), and their form."""
    at = 0
    while at < len(words):
        label = words[at].demand
        if label == "_":
            at += 1
            continue
        last = at + 1
        while last < len(words) and words[last].demand == f"I-{label[2:]}":
            last += 1
        yield at, last, label[2:].removeprefix("DEMAND_").lower()
        at = last
