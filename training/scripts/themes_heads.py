"""Try a head for themes over the packaged encoder, whose layers stay, as a further opinion on the main theme.

    python -m training.scripts.themes_heads THEMES.jsonl.xz [--pages FOLDER …]

A network of one inner layer reads the mean states of layers 2, 4 and 6, which are about as they were in E5, and learns the codes of
what ``theme_texts.py`` wrote; texts with the label of their source count a quarter of annotated demands. What it says of a demand, alone
and under its heading, joins the score of ``theme_weights.toml``, less the more the demand's own words say: a conditional logit whose other
weights stay. The head has learned nothing of the sets here. Each is scored with weights that were fitted to the others; folders of
annotated pages are only scored. Tried and left out, see ``docs/accuracy-themes.md``. Needs torch and onnx.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnx
import spacy
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper
from scipy.optimize import minimize
from spacy.tokens import Doc
from torch import Tensor, nn

from benchmarks.themes import Labelled, labelled_folder, labelled_pages
from polcorp.lexicons.theme_weights import FEATURES, load_theme_weights
from polcorp.pipeline.fingerprint import PACKAGED
from polcorp.pipeline.model.encoder_network import NETWORK, read_network
from polcorp.pipeline.model.encoder_runs import LONGEST, run_of
from tests.gold_sets import DEVELOPMENT, FIVE_TEXTS, ROOT
from training.scripts.themes_weights import CODES, units

Floats = NDArray[np.float64]
#: Of each demand: scores of the codes; opinions, alone and under the heading (codes by two); the right code.
Case = tuple[Floats, Floats, int]
LAYERS = (2, 4, 6)
INNER, ROUNDS, BATCH, RATE, DECAY = 512, 12, 128, 2e-3, 0.05
DISTANT = 0.25
DROP_MEANS, DROP_INNER = 0.1, 0.4
PENALTY = 0.002


class Means:
    """The mean states of some lower layers of the packaged encoder, side by side."""

    def __init__(self) -> None:
        import onnxruntime

        folder = PACKAGED["accurate"] / "encoder"
        self._network = read_network(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        stored = lower_part(onnx.load(folder / NETWORK)).SerializeToString()
        self._session = onnxruntime.InferenceSession(
            stored, options, providers=["CPUExecutionProvider"]
        )

    def of(self, lines: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """Return the means of a short text, given as lines of words."""
        words = [word for line in lines for word in line]
        ends = {number - 1 for number in accumulate(map(len, lines)) if number}
        pieces, _ = run_of(self._network.pieces.split(words), ends)
        embedded = self._network.embedded(pieces[:LONGEST])[None]
        means: NDArray[np.float32] = self._session.run(None, {"embedded": embedded})[0][0]
        return means


def lower_part(model: Any) -> Any:
    """Return *model* up to the highest of ``LAYERS``; its output is the mean states of all of them."""
    names = [f"layers.{number - 1}.second_norm.out" for number in LAYERS]
    nodes = list(model.graph.node)
    place = next(number for number, node in enumerate(nodes) if names[-1] in node.output)
    nodes = nodes[: place + 1]
    for name in names:
        nodes.append(helper.make_node("ReduceMean", [name], [f"{name}.mean"], axes=[1], keepdims=0))
    nodes.append(helper.make_node("Concat", [f"{name}.mean" for name in names], ["means"], axis=1))
    used = {name for node in nodes for name in node.input}
    weights = [one for one in model.graph.initializer if one.name in used]
    means = helper.make_tensor_value_info("means", TensorProto.FLOAT, [1, None])
    graph = helper.make_graph(nodes, "lower", list(model.graph.input), [means], weights)
    lower = helper.make_model(graph, opset_imports=list(model.opset_import))
    lower.ir_version = model.ir_version
    return lower


class Texts(NamedTuple):
    """Texts to learn from: mean states, codes (shares that sum to one), and what each counts."""

    means: Tensor
    codes: Tensor
    counts: Tensor


def read_texts(means: Means, path: Path) -> Texts:
    nlp = spacy.blank(
        "sv", config={"nlp": {"tokenizer": {"@tokenizers": "polcorp.SwedishTokenizer.v1"}}}
    )
    told, codes, counts = [], [], []
    with lzma.open(path, "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            docs = [nlp.make_doc(line) for line in row["text"].split("\n")]
            told.append(means.of([words_of(doc, 0, len(doc.text)) for doc in docs]))
            codes.append([row["codes"].get(code, 0.0) for code in CODES])
            counts.append(1.0 if row["source"] == "pages" else DISTANT)
    gold = torch.tensor(codes)
    shares = gold / gold.sum(1, keepdim=True)
    return Texts(torch.from_numpy(np.stack(told)), shares, torch.tensor(counts))


def words_of(doc: Doc, start: int, end: int) -> list[str]:
    span = doc.char_span(start, end, alignment_mode="expand")
    return [token.text for token in span or () if not token.is_space]


def trained(texts: Texts) -> nn.Sequential:
    """Return the head; its input is scaled as the means of *texts* ask for."""
    middle, spread = texts.means.mean(0), texts.means.std(0) + 1e-6
    means = (texts.means - middle) / spread
    inner, last = nn.Linear(means.shape[1], INNER), nn.Linear(INNER, len(CODES))
    head = nn.Sequential(
        nn.Dropout(DROP_MEANS), inner, nn.GELU(), nn.Dropout(DROP_INNER), last, nn.LogSoftmax(-1)
    )
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=DECAY)
    steps = ROUNDS * -(-len(means) // BATCH)
    slope = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / steps)
    for _ in range(ROUNDS):
        for own in torch.randperm(len(means)).split(BATCH):
            said = head(means[own])
            loss = -((texts.codes[own] * said).sum(-1) * texts.counts[own]).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            slope.step()
    with torch.no_grad():
        inner.weight /= spread
        inner.bias -= inner.weight @ middle
    return head.eval()


def heading_over(doc: Doc, start: int) -> list[tuple[int, int]]:
    """Return the place of the heading above *start*, if there is one."""
    above = [(h["start"], h["end"]) for h in doc._.headings if h["end"] <= start]
    return above[-1:]


def cases(found: list[Labelled], means: Means, head: nn.Sequential) -> list[Case]:
    fitted = load_theme_weights()
    packaged = np.array(
        [*(getattr(fitted, name) for name in FEATURES), *(fitted.themes.get(c, 0.0) for c in CODES)]
    )
    tables = iter(units(found))
    rows = []
    for doc, demands in found:
        for start, end, _, _ in demands:
            table, right = next(tables)
            alone = words_of(doc, start, end)
            above = [words_of(doc, *place) for place in heading_over(doc, start)]
            told = np.stack([means.of([alone]), means.of([*above, alone])])
            with torch.no_grad():
                odds = head(torch.from_numpy(told)).exp().numpy().T.astype(float)
            calm = 1 + table[:, FEATURES.index("sum")].max()
            rows.append((table @ packaged, odds / calm, right))
    return rows


def fitted(rows: list[Case]) -> Floats:
    """Return the weights of the two opinions that fit *rows* best."""

    def loss(weights: Floats) -> float:
        total = 0.0
        for score, odds, right in rows:
            logits = score + odds @ weights
            total += float(np.logaddexp.reduce(logits) - logits[right])
        return total / len(rows) + PENALTY * float(weights @ weights)

    found: Floats = minimize(loss, np.full(2, 0.1)).x
    return found


def right_with(rows: list[Case], weights: Floats) -> float:
    return float(
        np.mean([int((score + odds @ weights).argmax()) == right for score, odds, right in rows])
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--pages", type=Path, nargs="*", default=[], metavar="FOLDER")
    options = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(1)
    means = Means()
    head = trained(read_texts(means, options.texts))
    dev_5 = ROOT / "data/annotations/pages/dev-5"
    found = {
        "five texts": labelled_pages(FIVE_TEXTS),
        "fourth development pages": labelled_pages(DEVELOPMENT[3]),
        "fifth development pages, unread half": labelled_folder(dev_5, "unread"),
    }
    sets = {name: cases(labelled, means, head) for name, labelled in found.items()}
    pages = {one.name: cases(labelled_folder(one, None), means, head) for one in options.pages}
    print("| set | demands | head alone | under the heading | without | with |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, rows in (sets | pages).items():
        others = [row for other, own in sets.items() if other != name for row in own]
        asked = [np.mean([odds[:, n].argmax() == right for _, odds, right in rows]) for n in (0, 1)]
        values = (*asked, right_with(rows, np.zeros(2)), right_with(rows, fitted(others)))
        print(f"| {name} | {len(rows)} | " + " | ".join(f"{value:.3f}" for value in values) + " |")


if __name__ == "__main__":
    main()
