"""The encoder and its heads in PyTorch: E5 small with tags, classes, sentence starts, trees, names.

Trees are biaffine after Dozat and Manning (2017), «Deep Biaffine Attention for Neural Dependency
Parsing». A word is represented by its first piece.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from e5_weights import E5
from torch import Tensor, nn
from torch.nn import functional

#: Widths of what tells heads from each other, and relations.
ARC, RELATION = 256, 96
#: The two schemes of the treebank: converted from the first, and the true second one.
SCHEMES = ("converted", "true")


def _norm(weights: Mapping[str, Tensor], name: str) -> nn.LayerNorm:
    layer = nn.LayerNorm(weights[f"{name}.w"].numel(), eps=1e-12)
    layer.weight.data = weights[f"{name}.w"].clone()
    layer.bias.data = weights[f"{name}.b"].clone()
    return layer


def _linear(weights: Mapping[str, Tensor], *names: str) -> nn.Linear:
    """Return one layer of the *names* beside each other."""
    bias = torch.cat([weights[f"{name}.b"] for name in names])
    matrix = torch.cat([weights[f"{n}.w"].view(weights[f"{n}.b"].numel(), -1) for n in names])
    layer = nn.Linear(matrix.shape[1], matrix.shape[0])
    layer.weight.data = matrix.clone()
    layer.bias.data = bias.clone()
    return layer


class Layer(nn.Module):
    """One layer of the transformer, normalised after each half."""

    def __init__(self, weights: Mapping[str, Tensor], number: int, heads: int) -> None:
        """Take the weights of layer *number*."""
        super().__init__()
        name = f"l{number}."
        self.heads = heads
        self.attend = _linear(weights, name + "q", name + "k", name + "v")
        self.attended = _linear(weights, name + "ao")
        self.first_norm = _norm(weights, name + "aln")
        self.widen = _linear(weights, name + "fi")
        self.narrow = _linear(weights, name + "fo")
        self.second_norm = _norm(weights, name + "oln")
        self.drop = nn.Dropout(0.1)

    def forward(self, states: Tensor, silent: Tensor) -> Tensor:
        """Return the *states* (runs × pieces × width) after this layer; *silent* is added to scores."""
        runs, pieces, width = states.shape
        size = width // self.heads
        query, keys, values = (
            part.view(runs, pieces, self.heads, size).transpose(1, 2)
            for part in self.attend(states).split(width, dim=-1)
        )
        scores = query @ keys.transpose(2, 3) / math.sqrt(size) + silent
        mixed = (scores.softmax(-1).to(values.dtype) @ values).transpose(1, 2)
        states = self.first_norm(
            states + self.drop(self.attended(mixed.reshape(runs, pieces, width)))
        )
        return self.second_norm(
            states + self.drop(self.narrow(functional.gelu(self.widen(states))))
        )


class Encoder(nn.Module):
    """E5 small over a part of its vocabulary; the embeddings stay as they are."""

    def __init__(self, e5: E5, places: Tensor) -> None:
        """Take the pieces at *places* of the whole vocabulary."""
        super().__init__()
        weights = {name: torch.from_numpy(values) for name, values in e5.tensors.items()}
        width = e5.sizes.width
        words = weights["emb.word"].view(-1, width)[places.long()]
        positions = weights["emb.pos"].view(-1, width) + weights["emb.type"].view(-1, width)[0]
        self.register_buffer("words", words.clone())
        self.register_buffer("positions", positions.clone())
        self.norm = _norm(weights, "emb.ln")
        self.layers = nn.ModuleList(
            Layer(weights, number, e5.sizes.heads) for number in range(e5.sizes.layers)
        )

    def forward(self, pieces: Tensor, there: Tensor) -> Tensor:
        """Return the states of *pieces* (runs × pieces), of which those *there* are no padding."""
        states = self.norm(self.words[pieces] + self.positions[: pieces.shape[1]])
        silent = torch.zeros_like(there, dtype=torch.float32).masked_fill(~there, -1e4)
        for layer in self.layers:
            states = layer(states, silent[:, None, None, :])
        return states

    def freeze(self, lowest: int) -> None:
        """Keep the *lowest* layers and the norm of the embeddings as they are."""
        for module in (self.norm, *self.layers[:lowest]):
            for parameter in module.parameters():
                parameter.requires_grad_(False)


@dataclass
class Scores:
    """What the heads say of words (runs × words × labels); trees have a root at place 0."""

    tag: Tensor
    word_class: Tensor
    start: Tensor
    names: Tensor
    arcs: Tensor  # runs × (1 + words) × (1 + words): of each word, its heads
    dependents: Tensor
    governors: Tensor


class Heads(nn.Module):
    """All heads over one encoder."""

    def __init__(self, width: int, labels: Mapping[str, list[str]]) -> None:
        """Make heads for the *labels* of ``tag``, ``class``, ``relation`` and ``names``."""
        super().__init__()
        self.tag = nn.Linear(width, len(labels["tag"]))
        self.word_class = nn.Linear(width, len(labels["class"]))
        self.start = nn.Linear(width, 1)
        self.names = nn.Linear(width, len(labels["names"]))
        self.scheme = nn.Parameter(torch.zeros(len(SCHEMES), width))
        self.arc_dependent, self.arc_head = nn.Linear(width, ARC), nn.Linear(width, ARC)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.relation_dependent = nn.Linear(width, RELATION)
        self.relation_head = nn.Linear(width, RELATION)
        self.relation = nn.Parameter(
            torch.randn(len(labels["relation"]), RELATION + 1, RELATION + 1) * 0.01
        )
        self.drop = nn.Dropout(0.25)
        self.light = nn.Dropout(0.1)

    def forward(self, words: Tensor, schemes: Tensor) -> Scores:
        """Return scores of *words* (runs × (1 + words) × width), the first of each being the root."""
        told = words + self.scheme[schemes][:, None, :]
        light = self.light(told)
        ones = torch.ones(*words.shape[:2], 1)

        def narrowed(layer: nn.Linear) -> Tensor:
            return self.drop(functional.gelu(layer(told)))

        dependents = torch.cat([narrowed(self.arc_dependent), ones], -1)
        return Scores(
            self.tag(light),
            self.word_class(light),
            self.start(self.light(words))[..., 0],
            self.names(self.light(words)),
            dependents @ self.arc @ narrowed(self.arc_head).transpose(1, 2),
            torch.cat([narrowed(self.relation_dependent), ones], -1),
            torch.cat([narrowed(self.relation_head), ones], -1),
        )

    def relations(self, scores: Scores, heads: Tensor) -> Tensor:
        """Return scores of relations of each word to the head at its place in *heads*."""
        governors = scores.governors.gather(
            1, heads[:, :, None].expand(-1, -1, scores.governors.shape[-1])
        )
        return torch.einsum("bwi,kij,bwj->bwk", scores.dependents, self.relation, governors)
