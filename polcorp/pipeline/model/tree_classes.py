"""Word classes reconsidered in the light of the parse.

The morphologizer decides before the parser has run; «är» as a copula or a main verb, «sen» as
an adverb or an adjective are clearer afterwards. The component adds to the morphologizer's
scores how likely each word class is for the relation of the word, for its head's and for those
of its dependents, as counted in a treebank by ``training/scripts/tree_classes.py``. Where
another class wins, the word gets the best features and the best SUC tag of that class.

It needs the morphologizer, the tagger and the parser of its pipeline, on one shared tok2vec,
and runs after the parser and before the lemmas, which read the tag.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

#: What a word shows of its place in the tree, with the weight of each kind of evidence.
KINDS = ("relation", "head", "child")
ROOT = "ROOT"
_NO_EVIDENCE = "punct"
#: Names and verbs are told by their form; where the parser takes a list item's imperative for
#: an attribute («Prioritera löneökningar»), its mistake must not spread to the class.
_MAY_BECOME = {"PROPN": frozenset[str](), "VERB": frozenset(("AUX",))}
_FILE = "classes.json"


def evidence_of(relations: list[str], heads: list[int]) -> Iterator[set[tuple[str, str]]]:
    """Yield for every word of a tree what speaks for its class, as (kind, value).

    Args:
        relations: the relation of every word to its head, ``ROOT`` for a root.
        heads: the place of every word's head; a root is its own.
    """
    found: list[set[tuple[str, str]]] = [{("relation", name)} for name in relations]
    for place, (name, head) in enumerate(zip(relations, heads, strict=True)):
        side = "<" if place < head else ">"
        found[place].add(("head", ROOT if head == place else relations[head] + side))
        if head != place and name != _NO_EVIDENCE:
            found[head].add(("child", name + side))
    yield from found


class TreeClasses(Pipe):
    """Set word class, features and SUC tag again where the parse speaks against them."""

    def __init__(
        self, name: str, tagger: Any, morphologizer: Any, *, weights: dict[str, float]
    ) -> None:
        """Make a component without evidence; ``from_disk`` or ``from_bytes`` gives it some.

        Args:
            name: the component's name in the pipeline.
            tagger: the pipeline's tagger.
            morphologizer: the pipeline's morphologizer.
            weights: the weight of each kind of evidence, by the names of ``KINDS``.
        """
        self.name = name
        self._tagger = tagger
        self._morphologizer = morphologizer
        self._weights = weights
        self._data: dict[str, Any] = {"classes": [], "evidence": {}, "tags": {}}
        self._labels: tuple[str, ...] = ()
        self._class_of: Ints = np.zeros(0, dtype=np.int64)
        self._relations: dict[int, int] = {}
        self._tables: dict[str, Floats] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Correct the word classes of ``doc`` and return it."""
        ready = self._tables and len(doc) and doc.tensor.shape[0] == len(doc)
        if not ready or not (doc.has_annotation("DEP") and doc.has_annotation("POS")):
            return doc
        if not self._labels:
            self._read_labels()
        scores = _output(self._morphologizer, doc.tensor)
        before = self._class_of[scores.argmax(axis=1)]
        best = (scores + self._evidence(doc)[:, self._class_of]).argmax(axis=1)
        for place in np.flatnonzero(self._class_of[best] != before).tolist():
            old, new = self._data["classes"][before[place]], self._labels[best[place]]
            allowed = old not in _MAY_BECOME or _split(new)[0] in _MAY_BECOME[old]
            if allowed and not doc[place].is_space:
                self._relabel(doc[place], new)
        return doc

    def _evidence(self, doc: Doc) -> Floats:
        """Return what the tree says for each class of each word, as a sum of logarithms."""
        attrs = doc.to_array(["DEP", "HEAD"])
        codes, inverse = np.unique(attrs[:, 0], return_inverse=True)
        unknown = len(self._relations)
        numbers = [self._relations.get(code, unknown) for code in codes.tolist()]
        relation = np.array(numbers, dtype=np.int64)[inverse]
        places = np.arange(len(doc))
        heads = places + attrs[:, 1].astype(np.int64)
        after = (places > heads).astype(np.int64)
        below = heads != places
        by_head = np.where(below, 2 * relation[heads] + after, 2 * unknown + 2)
        children = np.zeros((len(doc), 2 * unknown + 2), dtype=np.float32)
        children[heads[below], (2 * relation + after)[below]] = 1
        tables = self._tables
        total: Floats = tables["relation"][relation] + tables["head"][by_head]
        return total + children @ tables["child"]

    def _relabel(self, token: Token, label: str) -> None:
        """Give ``token`` the class and features of ``label`` and the best tag with them."""
        word_class, features = _split(label)
        token.pos_ = word_class
        token.set_morph(features)  # type: ignore[attr-defined]
        tags = self._data["tags"].get(label, ())
        if len(tags) > 1:
            scores = _output(self._tagger, token.doc.tensor[token.i : token.i + 1])[0]
            ranks = dict(zip(self._tagger.labels, scores.tolist(), strict=True))
            token.tag_ = max(tags, key=lambda tag: ranks.get(tag, -np.inf))
        elif tags:
            token.tag_ = tags[0]

    def _read_labels(self) -> None:
        """Find the class of each of the morphologizer's labels.

        Raises:
            ValueError: the treebank that was counted lacks one of the classes.
        """
        classes = {name: number for number, name in enumerate(self._data["classes"])}
        found = [_split(label)[0] for label in self._morphologizer.labels]
        lacking = sorted(set(found) - set(classes))
        if lacking:
            raise ValueError(f"{self.name} knows nothing about the class {', '.join(lacking)}")
        self._class_of = np.array([classes[name] for name in found])
        self._labels = tuple(self._morphologizer.labels)

    def _set_tables(self) -> None:
        """Lay the evidence out in rows; what was never counted says nothing.

        A relation has a number, a relation with its side has twice that number or one more,
        and what hangs under no word comes last among the heads.
        """
        evidence = self._data["evidence"]
        relations = sorted(evidence.get("relation", ()))
        self._relations = {get_string_id(name): n for n, name in enumerate(relations)}
        sides = [name + side for name in relations for side in "<>"]
        rows = {"relation": [*relations, ""], "head": [*sides, "", "", ROOT]}
        rows["child"] = [*sides, "", ""]
        nothing = [0.0] * len(self._data["classes"])
        self._labels = ()
        self._tables = {
            kind: np.array(
                [evidence[kind].get(value, nothing) for value in values], dtype=np.float32
            )
            * np.float32(self._weights[kind])
            for kind, values in rows.items()
            if kind in evidence
        }

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return the evidence as bytes."""
        return json.dumps(self._data, ensure_ascii=False, separators=(",", ":")).encode("utf-8")

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> TreeClasses:
        """Take the evidence that ``to_bytes`` has written."""
        self._data = json.loads(data.decode("utf-8"))
        self._set_tables()
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the evidence to the folder ``path``."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> TreeClasses:
        """Read the evidence from the folder ``path``."""
        return self.from_bytes((Path(path) / _FILE).read_bytes())


def _output(component: Any, tensor: Any) -> Floats:
    """Return the scores that a tagger or morphologizer gives the rows of ``tensor``."""
    scores = component.model.get_ref("output_layer").predict(tensor)
    result: Floats = component.model.ops.to_numpy(scores)
    return result


def _split(label: str) -> tuple[str, str]:
    """Return the word class and the features of a label of the morphologizer."""
    parts = label.split("|")
    classes = [part.removeprefix("POS=") for part in parts if part.startswith("POS=")]
    features = "|".join(part for part in parts if part and not part.startswith("POS="))
    return classes[0] if classes else "", features


@Language.factory(
    "polcorp_tree_classes",
    assigns=["token.pos", "token.morph", "token.tag"],
    requires=["token.pos", "token.morph", "token.tag", "token.dep", "token.head"],
    default_config={"weights": {"relation": 0.3, "head": 0.1, "child": 0.1}},
)
def make_tree_classes(nlp: Language, name: str, weights: dict[str, float]) -> TreeClasses:
    """Return the component; ``nlp`` must have its ``tagger`` and ``morphologizer`` by then."""
    return TreeClasses(name, nlp.get_pipe("tagger"), nlp.get_pipe("morphologizer"), weights=weights)
