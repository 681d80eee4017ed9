"""Fit the weights of names that no list and no sure rule has, and score them on authors left out.

    python -m training.scripts.name_weights [SET …] [--silver FOLDER] [--write]

A multinomial logistic regression with a quadratic penalty over the features of ``name_features.py``, for each
stretch of an annotated page that may be a name: no name, or one of its type. Each page is learned twice: as it
is, and with all names of bodies, programmes, media and places that occur in it taken out of the lists, as on a page
of names that no list has. The entries of the lexicons are learned by their form alone, as names of their type;
those that are annotated anywhere are left out. ``--silver`` adds texts of the folder of training data, in which
half of the lists is hidden and what they know is taken for right. Printed is F1 of span and type, with each set
left out. ``--write`` fits all of the sets and writes ``polcorp/lexicons/data/name_weights.npz``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import random
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from spacy.tokens import Doc

from benchmarks.halves import is_read, site_of_page
from benchmarks.leave_out import forgotten
from polcorp.lexicons.actors import Form, packaged_forms
from polcorp.lexicons.files import data_dir
from polcorp.lexicons.name_weights import NAME_WEIGHTS, NameTable, write_name_weights
from polcorp.pipeline.actors.candidates import Candidate, choose
from polcorp.pipeline.actors.component import ActorsComponent
from polcorp.pipeline.actors.gazetteer import LexiconMatcher
from polcorp.pipeline.actors.name_features import form_features
from polcorp.pipeline.actors.normalized_text import Squeezed, lower, squeeze_name
from polcorp.pipeline.actors.repeated import find_again
from polcorp.pipeline.actors.weighed_names import NONE, NameWeights, decide, features_of
from polcorp.pipeline.language import load_pipeline
from tests.gold_sets import DEVELOPMENT, FIVE_TEXTS, UNREAD, annotated_texts

Span = tuple[int, int]
KINDS = (NONE, "PERSON", "GPE", "LOC", "AUTHORITY", "ORG", "COMPANY", "MEDIA", "PROGRAMME", "PARTY", "LAW")  # fmt: skip
#: What is taken out of the lists.
HIDDEN = frozenset({"PROGRAMME", "ORG", "COMPANY", "PERSON", "MEDIA", "AUTHORITY", "LOC"})
#: The strength of the penalty, and in how many rows a feature must occur.
PENALTY, RARE = 2.0, 3
#: How much a page as it is counts beside one without lists, an entry of a lexicon (times the root of the number of
#: entries of its type), and a name and no name of the silver texts.
AS_IT_IS, ENTRY, SILVER, SILVER_NONE = 0.5, 8.0, 0.15, 0.3
#: Features whose weights are all smaller are not written.
LEAST = 0.12
#: Stretches without a name that are learned of the silver texts.
KEPT_NONE = 0.35
TEXTS = (("swedish-government-text/government.jsonl.xz", 1300), ("almedalen/almedalen.jsonl.xz", 1500), ("interpellations/interpellations.jsonl.xz", 700))  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A stretch that may be a name: features, what it is, and how much it counts."""

    features: Sequence[str]
    kind: int
    weight: float


@dataclass
class Page:
    """An annotated page, as it is or without lists, with what the rules find on it."""

    set: str
    hidden: bool
    text: str
    gold: frozenset[tuple[int, int, str]]
    found: list[Candidate]
    spans: list[tuple[Span, list[str]]] = field(default_factory=list)

    def rows(self) -> Iterator[Row]:
        """Yield what of the page is learned from."""
        kinds = {(start, end): kind for start, end, kind in self.gold}
        weight = 1.0 if self.hidden else AS_IT_IS
        for span, features in self.spans:
            kind = kinds.get(span, NONE)
            yield Row(features, KINDS.index(kind), weight)


class Reader:
    """Reads pages with the whole lists and with parts of them hidden."""

    def __init__(self) -> None:
        """Load the pipeline."""
        self.nlp = load_pipeline()
        component = self.nlp.get_pipe("polcorp_actors")
        assert isinstance(component, ActorsComponent)
        self.actors = component
        self.forms = packaged_forms()
        self._all = component._matcher

    def pages(self, name: str) -> Iterator[Page]:
        """Yield the pages of a set, each with and without lists."""
        for document, text in annotated_texts(name):
            if name == DEVELOPMENT[4] and not is_read(site_of_page(document)):
                continue
            gold = frozenset((s.start, s.end, s.kind) for s in document.spans if s.layer == "ACTOR")
            self.actors._matcher = self._all
            yield self._page(name, text, gold, hidden=False)
            low = Squeezed(text).lower
            gone = [f for f in self.forms if _may_go(f) and lower(squeeze_name(f.surface)) in low]
            named = {(f.type, f.canonical) for f in gone}
            self.actors._matcher = without(self._all, named)
            with forgotten(self.nlp.vocab, gone):
                yield self._page(name, text, gold, hidden=True)
        self.actors._matcher = self._all

    def _page(
        self, name: str, text: str, gold: frozenset[tuple[int, int, str]], hidden: bool
    ) -> Page:
        doc = self._tagged(text)
        text, openings, found = self._ruled(doc)
        spans = features_of(doc, text, found, openings, self.actors._places)
        return Page(name, hidden, text, gold, found, spans)

    def _ruled(self, doc: Doc) -> tuple[str, set[int], list[Candidate]]:
        """Return the text of *doc*, where its sentences open, and the names by lists and rules."""
        text, openings, candidates, _ = self.actors.candidates(doc)
        found = choose(candidates)
        again = find_again(text, found, openings, self.actors._places)
        return text, openings, choose((*candidates, *again))

    def _tagged(self, text: str) -> Doc:
        with self.nlp.select_pipes(disable=_after(self.nlp.pipe_names)):
            return self.nlp(text)

    def silver(self, folder: Path) -> Iterator[Row]:
        """Yield rows of texts in which half of the lists is hidden."""
        chance = random.Random(2)
        halves = [tuple(f for f in self.forms if _may_go(f) and _half(f) == n) for n in (0, 1)]
        matchers = [without(self._all, {(f.type, f.canonical) for f in half}) for half in halves]
        for number, text in enumerate(_texts(folder)):
            self.actors._matcher = self._all
            doc = self._tagged(text)
            known = self._ruled(doc)[2]
            kinds = {(c.start, c.end): c.type for c in known if c.source != "model"}
            taken = {n for c in known for n in range(c.start, c.end)}
            self.actors._matcher = matchers[number % 2]
            with forgotten(self.nlp.vocab, halves[number % 2] if number < 2 else ()):
                page = self._page("silver", text, frozenset(), hidden=True)
            labelled = {(e.start_char, e.end_char) for e in doc.ents}
            for span, features in page.spans:
                kind = kinds.get(span)
                if kind is not None:
                    yield Row(features, KINDS.index(kind), SILVER)
                elif chance.random() < KEPT_NONE and not (
                    span in labelled and taken.isdisjoint(range(*span))
                ):  # the model's names may be names that no list has
                    yield Row(features, 0, SILVER_NONE)
        self.actors._matcher = self._all


def without(matcher: LexiconMatcher, named: Collection[tuple[str, str]]) -> LexiconMatcher:
    """Return *matcher* without the entries of the types and canonical names in *named*."""
    kept = copy(matcher)
    kept._forms = {
        key: [f for f in forms if (f.type, f.canonical) not in named or not _may_go(f)]
        for key, forms in matcher._forms.items()
    }
    return kept


def _may_go(form: Form) -> bool:
    return form.type in HIDDEN and not form.entry.startswith("committee")


def _half(form: Form) -> int:
    return hashlib.md5(form.canonical.encode()).digest()[0] % 2


def _after(names: Sequence[str]) -> list[str]:
    """Return the components from the actors on."""
    return list(names[names.index("polcorp_actors") :])


def _texts(folder: Path) -> Iterator[str]:
    chance = random.Random(3)
    for name, number in TEXTS:
        with lzma.open(folder / name, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        for row in chance.sample(rows, number):
            text = (
                row.get("text") or f"{row.get('title') or ''}\n\n{row.get('description') or ''}\n"
            )
            yield text[:1300].rsplit(" ", 1)[0]


def entries(places: frozenset[str], annotated: frozenset[str]) -> list[Row]:
    """Return the names of the lexicons that are not *annotated*, by their form alone."""
    names = sorted(
        {
            (form.surface, form.type)
            for form in packaged_forms()
            if form.type in KINDS
            and form.entry.partition(":")[0] in {"actor", "authority", "place"}
            and form.surface[:1].isupper()
            and form.surface.lower() not in annotated
        }
    )
    number = Counter(kind for _, kind in names)
    return [
        Row(form_features(name, places), KINDS.index(kind), ENTRY / number[kind] ** 0.5)
        for name, kind in names
    ]


def fit(rows: Sequence[Row], by_form: Sequence[Row]) -> NameTable:
    """Return the weights of *rows*, and of names *by_form*, which are names of some kind."""
    everything = [*rows, *by_form]
    seen = Counter(name for row in everything for name in set(row.features))
    names = sorted(name for name, count in seen.items() if count >= RARE)
    columns = {name: number for number, name in enumerate(names)}
    pairs = [(n, columns[f]) for n, row in enumerate(everything) for f in set(row.features) if f in columns]  # fmt: skip
    at, column = zip(*pairs, strict=True)
    table = csr_matrix((np.ones(len(at)), (at, column)), shape=(len(everything), len(names)))
    kinds = np.array([row.kind for row in everything])
    weights = np.array([row.weight for row in everything])
    right = np.zeros((len(everything), len(KINDS)))
    right[np.arange(len(everything)), kinds] = 1
    named = np.zeros((len(everything), len(KINDS)))
    named[len(rows) :, 0] = -30.0  # an entry of a lexicon is a name

    def loss(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        values = flat.reshape(len(names), len(KINDS))
        sums = table @ values + named
        sums -= sums.max(axis=1, keepdims=True)
        shares = np.exp(sums)
        shares /= shares.sum(axis=1, keepdims=True)
        cost = -(weights * np.log(shares[np.arange(len(kinds)), kinds] + 1e-12)).sum()
        slope = table.T @ ((shares - right) * weights[:, None]) + PENALTY * values
        return cost + PENALTY / 2 * (values**2).sum(), slope.ravel()

    start = np.zeros(len(names) * len(KINDS))
    fitted = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 70}).x
    values = fitted.reshape(len(names), len(KINDS))
    return NameTable(KINDS, columns, values.astype(np.float32))


def chosen(page: Page, weights: NameWeights) -> set[tuple[int, int, str]]:
    """Return the names of a page by rules and *weights*."""
    weighed = [weights.weigh(span, features) for span, features in page.spans]
    return {(c.start, c.end, c.type) for c in decide(page.text, page.found, weighed)}


@dataclass
class Score:
    """How many names are annotated, found and right, by type."""

    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def add(
        self, gold: Iterable[tuple[int, int, str]], found: Iterable[tuple[int, int, str]]
    ) -> None:
        """Count one page."""
        expected = set(gold)
        for name in expected:
            self.gold[name[2]] += 1
        for name in found:
            self.found[name[2]] += 1
            self.right[name[2]] += name in expected

    def f1(self, kind: str | None = None) -> float:
        """Return F1, of one type or of all."""
        gold, found, right = (
            c.total() if kind is None else c[kind] for c in (self.gold, self.found, self.right)
        )
        return 2 * right / max(1, gold + found)


def main() -> None:
    """Print the scores with each author left out, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=[FIVE_TEXTS, *DEVELOPMENT, *UNREAD])
    parser.add_argument("--silver", type=Path, help="the folder of training data")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    reader = Reader()
    sets = options.sets
    pages = [page for name in sets for page in reader.pages(name)]
    annotated = frozenset(p.text[s:e].lower() for p in pages for s, e, _ in p.gold)
    annotated |= frozenset(name.removesuffix("s") for name in annotated)
    by_form = entries(reader.actors._places, annotated)
    silver = list(reader.silver(options.silver)) if options.silver else []
    print(
        len(pages),
        "pages",
        len(by_form),
        "entries",
        Counter(KINDS[r.kind] for r in silver),
        flush=True,
    )
    if options.write:
        rows = [row for page in pages for row in page.rows()]
        write_name_weights(data_dir() / NAME_WEIGHTS, fit([*rows, *silver], by_form), LEAST)
    _score(pages, silver, by_form)


def _score(pages: Sequence[Page], silver: Sequence[Row], by_form: Sequence[Row]) -> None:
    before = {hidden: Score() for hidden in (False, True)}
    after = {hidden: Score() for hidden in (False, True)}
    print("| left out | lists | rules | rules and weights |\n| --- | --- | ---: | ---: |")
    for held in dict.fromkeys(page.set for page in pages):
        rows = [row for page in pages if page.set != held for row in page.rows()]
        weights = NameWeights(fit([*rows, *silver], by_form))
        for hidden in (False, True):
            one, other = Score(), Score()
            for page in pages:
                if page.set == held and page.hidden is hidden:
                    ruled = {(c.start, c.end, c.type) for c in page.found}
                    by_weights = chosen(page, weights)
                    for score, names in ((one, ruled), (before[hidden], ruled), (other, by_weights), (after[hidden], by_weights)):  # fmt: skip
                        score.add(page.gold, names)
            print(f"| {held} | {'hidden' if hidden else 'whole'} | {one.f1():.3f} | {other.f1():.3f} |", flush=True)  # fmt: skip
    print("\n| type | lists | n | rules | rules and weights |\n| --- | --- | ---: | ---: | ---: |")
    for hidden in (False, True):
        for kind in (*KINDS[1:], None):
            n = before[hidden].gold[kind] if kind else before[hidden].gold.total()
            scores = f"{before[hidden].f1(kind):.3f} | {after[hidden].f1(kind):.3f}"
            print(f"| {kind or 'all'} | {'hidden' if hidden else 'whole'} | {n} | {scores} |")


if __name__ == "__main__":
    main()
