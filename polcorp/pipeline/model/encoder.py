"""Component ``polcorp_encoder``: tags, classes, sentences, trees and names by one transformer.

The encoder (multilingual E5 small, fine-tuned; ``training/README.md``) reads a text in runs of some
hundred words; small heads over it say what each word is. It sets what spaCy's tagger, morphologizer,
parser and entity recogniser set, so that whatever comes after them works with it. Names come in
polcorp's own ten types, in ``doc.ents`` and, with how likely each is, in ``doc.spans["names"]``.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import srsly
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, MORPH, POS, SENT_START, TAG  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.parts_of_speech import IDS  # type: ignore[import-not-found]
from spacy.pipeline import Pipe
from spacy.pipeline.dep_parser import parser_score  # type: ignore[import-not-found]
from spacy.pipeline.ner import ner_score  # type: ignore[import-not-found]
from spacy.scorer import Scorer
from spacy.tokens import Doc, Span, SpanGroup, Token
from spacy.training import Example
from spacy.util import filter_spans

from polcorp.pipeline.model.encoder_names import NAMES, Name, names_in
from polcorp.pipeline.model.encoder_network import FILES, EncoderNetwork, Said, read_network
from polcorp.pipeline.model.encoder_runs import Words, run_of, runs
from polcorp.pipeline.model.spanning_trees import best_heads

Ints = NDArray[np.int64]

_SPACE_TAG = "_SP"
_SPACE_RELATION = "dep"
#: What a head says of a word before another may take its place: no arc out of the sentence.
_NEVER = np.float32(-1e9)


class Encoder(Pipe):
    """Sets tag, class, features, head, relation, sentence starts and names of every token."""

    def __init__(self, vocab: Any, name: str) -> None:
        """Make a component without weights; ``from_disk`` or ``from_bytes`` gives it some."""
        self.vocab = vocab
        self.name = name
        self.network: EncoderNetwork | None = None
        self._columns: _Columns | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Annotate *doc*; sentence starts that are set are kept."""
        if self.network is None or self._columns is None:
            raise ValueError("the encoder has no weights: load it with from_disk or from_bytes")
        places = np.asarray([token.i for token in doc if not token.is_space], dtype=np.int64)
        if not len(places):
            return doc
        given = doc.to_array(SENT_START).view("int64")[places]
        words = self._words(doc, places, given)
        table = _Table.of(len(places))
        names: list[Name] = []
        for begin, end in runs(words):
            breaks = [place - begin for place in range(begin, end) if place in words.breaks]
            pieces, firsts = run_of(words.pieces[begin:end], breaks)
            said = self.network.say(self.network.states(pieces), firsts)
            self._enter(table, said, begin, given[begin:end])
            names += names_in(said.names, self.network.labels["names"], begin)
        _write(doc, places, table, self._columns)
        _write_names(doc, places, names)
        return doc

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """Return spaCy's scores of all that the component sets."""
        examples = list(examples)
        scores: dict[str, Any] = {}
        for attribute in ("tag", "pos"):
            scores.update(Scorer.score_token_attr(examples, attribute))
        scores.update(Scorer.score_token_attr(examples, "morph", getter=_morph_of))
        scores.update(parser_score(examples))
        scores.update(ner_score(examples))
        return scores

    def _words(self, doc: Doc, places: Ints, given: Ints) -> Words:
        assert self.network is not None
        texts = [doc[int(place)].text for place in places]
        following = np.append(places[1:], len(doc))
        breaks = {
            number
            for number, (place, after) in enumerate(zip(places, following, strict=True))
            if after > place + 1 and any("\n" in t.text for t in doc[int(place) + 1 : int(after)])
        }
        starts = set(np.flatnonzero(given == 1).tolist())
        return Words(texts, self.network.pieces.split(texts), breaks, starts)

    def _enter(self, table: _Table, said: Said, begin: int, given: Ints) -> None:
        """Enter what is *said* of the words of a run that begins at *begin*."""
        assert self.network is not None
        number = len(given)
        table.tags[begin : begin + number] = said.tags.argmax(axis=1)
        table.classes[begin : begin + number] = said.classes.argmax(axis=1)
        opens = (given == 1) | ((given == 0) & (said.starts > 0))
        opens[0] = True
        bounds = [*np.flatnonzero(opens).tolist(), number]
        heads = np.zeros(number, dtype=np.int64)  # places in the run, 1-based; 0 is the root
        for first, after in pairwise(bounds):
            inside = np.asarray([0, *range(first + 1, after + 1)])
            found = best_heads(said.arcs[np.ix_(inside, inside)])[1:]
            heads[first:after] = np.where(found > 0, found + first, 0)
        relations = self.network.relations(said, heads)
        root = self._columns.root if self._columns else 0
        relations[heads > 0, root] = _NEVER
        table.relations[begin : begin + number] = np.where(
            heads > 0, relations.argmax(axis=1), root
        )
        own = np.arange(begin, begin + number)
        table.heads[begin : begin + number] = np.where(heads > 0, heads - 1 + begin, own)

    def take(self, network: EncoderNetwork) -> Encoder:
        """Take the weights and labels of *network*."""
        self.network = network
        self._columns = _Columns(self.vocab, network.labels)
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return the files as bytes."""
        return bytes(srsly.msgpack_dumps(self.network.files if self.network else {}))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Encoder:
        """Take the files that ``to_bytes`` has written."""
        return self.take(EncoderNetwork(srsly.msgpack_loads(data)))

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the files to the folder *path*."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name in FILES if self.network else ():
            (folder / name).write_bytes(self.network.files[name])  # type: ignore[union-attr]

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Encoder:
        """Read the files from the folder *path*."""
        return self.take(read_network(Path(path)))


def _morph_of(token: Token, attribute: str) -> int:
    """Return what spaCy compares of a token's features."""
    return int(token.morph.key)  # type: ignore[attr-defined]


class _Table:
    """What is found of each word, as numbers of labels; *heads* are places of words."""

    def __init__(self, tags: Ints, classes: Ints, heads: Ints, relations: Ints) -> None:
        self.tags, self.classes, self.heads, self.relations = tags, classes, heads, relations

    @classmethod
    def of(cls, number: int) -> _Table:
        """Return an empty table for *number* words."""
        return cls(*(np.zeros(number, dtype=np.int64) for _ in range(4)))


class _Columns:
    """The labels as spaCy stores them."""

    def __init__(self, vocab: Any, labels: dict[str, list[str]]) -> None:
        strings = vocab.strings
        pairs = [label.split("|", 1) for label in labels["class"]]
        self.tags = _hashes(strings.add(label) for label in labels["tag"])
        self.pos = _hashes(IDS[pos] for pos, _ in pairs)
        self.morphs = _hashes(vocab.morphology.add(feats) for _, feats in pairs)
        self.relations = _hashes(
            strings.add("ROOT" if label == "root" else label) for label in labels["relation"]
        )
        self.root = labels["relation"].index("root")
        self.space = (strings.add(_SPACE_TAG), IDS["SPACE"], strings.add(_SPACE_RELATION))


def _hashes(values: Iterable[int]) -> Any:
    return np.asarray(list(values), dtype=np.uint64)


def _write(doc: Doc, places: Ints, table: _Table, columns: _Columns) -> None:
    """Write the table of the words at *places* to *doc*; white space hangs under the word before."""
    tag, pos, relation = columns.space
    length = len(doc)
    values: Any = np.zeros((length, 5), dtype=np.uint64)
    values[:, 0], values[:, 1], values[:, 2] = tag, pos, doc.vocab.morphology.add("")
    values[:, 4] = relation
    values[places, 0] = columns.tags[table.tags]
    values[places, 1] = columns.pos[table.classes]
    values[places, 2] = columns.morphs[table.classes]
    values[places, 4] = columns.relations[table.relations]
    owner = np.searchsorted(places, np.arange(length), side="right") - 1
    heads = places[np.maximum(owner, 0)]
    heads[places] = places[table.heads]
    values[:, 3] = (heads - np.arange(length)).astype(np.int64).view(np.uint64)
    doc.from_array([TAG, POS, MORPH, HEAD, DEP], values)


def _write_names(doc: Doc, places: Ints, names: Iterable[Name]) -> None:
    """Write names to ``doc.ents``, and with their likelihoods to ``doc.spans``."""
    likely: dict[tuple[int, int], float] = {}
    spans = []
    for name in names:
        begin, end = int(places[name.begin]), int(places[name.end - 1]) + 1
        spans.append(Span(doc, begin, end, label=name.label))
        likely[begin, end] = name.likelihood
    kept = filter_spans(spans)
    doc.set_ents(kept)
    scores = [likely[span.start, span.end] for span in kept]
    doc.spans[NAMES] = SpanGroup(doc, name=NAMES, spans=kept, attrs={"scores": scores})


@Language.factory(
    "polcorp_encoder",
    assigns=[
        "token.tag",
        "token.pos",
        "token.morph",
        "token.head",
        "token.dep",
        "token.is_sent_start",
        "doc.ents",
        "doc.spans",
    ],
)
def make_encoder(nlp: Language, name: str) -> Encoder:
    """Build the component; its weights come from the pipeline's folder."""
    return Encoder(nlp.vocab, name)
