"""The teacher: a larger network for tags and trees, in training only.

A bidirectional LSTM over words, with a convolution over their letters, and on it the tags, a
biaffine parser (Dozat and Manning 2017). It is too slow to ship; it marks raw text
from which the small pipeline learns. A treebank's scheme is an input (Stymne and others 2018):
it learns from the converted part of Talbanken and from the part in the true second scheme, and
is asked to write the latter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import torch
from teacher_words import LETTERS, LISTS, SHAPES, Words
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

SCHEMES = ("converted", "true")
IGNORED = -100
TASKS = ("tag", "morph")


@dataclass
class Item:
    """A sentence: its words and their scheme; labels as numbers (``IGNORED``: unknown)."""

    forms: list[str]
    ids: list[int]
    scheme: int
    marks: dict[str, list[int]] = field(default_factory=dict)


@dataclass
class Settings:
    """Sizes of the network."""

    vector: int = 128
    letter: int = 32
    letters: int = 96
    form: int = 64
    width: int = 200
    depth: int = 2
    arc: int = 256
    relation: int = 96
    dropout: float = 0.33


class SharedDropout(nn.Module):
    """Dropout with one mask for all words of a sentence."""

    def __init__(self, share: float) -> None:
        """Drop ``share`` of the columns."""
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """Return ``x``, in training without some of its columns."""
        if not self.training:
            return x
        mask = torch.rand(x.shape[0], 1, x.shape[2]) >= self.share
        return x * mask / (1 - self.share)


class Biaffine(nn.Module):
    """Scores of pairs of words: ``out`` for each."""

    def __init__(self, width: int, out: int) -> None:
        """Make weights for words ``width`` wide."""
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(out, width + 1, width + 1))

    def forward(self, lower: Tensor, upper: Tensor) -> Tensor:
        """Return scores (sentence, out, lower word, upper word)."""
        lower, upper = with_one(lower), with_one(upper)
        return torch.einsum("bxi,oij,byj->boxy", lower, self.weight, upper)


def with_one(x: Tensor) -> Tensor:
    """Return ``x`` with a column of ones."""
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


class Teacher(nn.Module):
    """Word classes, features, tags and trees of sentences."""

    def __init__(self, labels: dict[str, list[str]], forms: list[str], settings: Settings) -> None:
        """Make a network for ``labels``; ``forms`` (lower case) get a vector of their own."""
        super().__init__()
        s = self.settings = settings
        self.labels = labels
        self.form_place = {form: place for place, form in enumerate(forms, 1)}
        self.letter = nn.Embedding(len(LETTERS) + 2, s.letter, padding_idx=0)
        self.near = nn.Conv1d(s.letter, s.letters // 2, 3, padding=1)
        self.far = nn.Conv1d(s.letter, s.letters // 2, 5, padding=2)
        self.form = nn.Embedding(len(forms) + 1, s.form, padding_idx=0)
        self.scheme = nn.Embedding(len(SCHEMES), 8)
        self.vector = nn.Linear(s.vector, s.vector)
        flags = len(LISTS) + SHAPES
        size = s.vector + s.letters + s.form + flags + 8
        self.lstm = nn.ModuleList(
            nn.LSTM(size if not n else 2 * s.width, s.width, batch_first=True, bidirectional=True)
            for n in range(s.depth)
        )
        self.drop = SharedDropout(s.dropout)
        self.heads = nn.ModuleDict(
            {task: mlp(2 * s.width, 128, len(labels[task]), s.dropout) for task in TASKS}
        )
        self.root = nn.Parameter(torch.zeros(2 * s.width))
        for part, width in (("arc", s.arc), ("relation", s.relation)):
            for side in ("lower", "upper"):
                layer = nn.Sequential(nn.Linear(2 * s.width, width), nn.GELU())
                self.add_module(f"{part}_{side}", layer)
        self.arc = Biaffine(s.arc, 1)
        self.relation = Biaffine(s.relation, len(labels["relation"]))

    def embed(self, words: Words, items: list[Item]) -> tuple[Tensor, Tensor]:
        """Return the inputs of ``items`` (sentence, word, column) and their lengths."""
        distinct = sorted({i for item in items for i in item.ids})
        where = {i: n for n, i in enumerate(distinct)}
        letters, rest = (torch.from_numpy(a) for a in words.rows(distinct))
        seen = self.letter(letters).transpose(1, 2)
        letters = torch.cat([self.near(seen), self.far(seen)], 1).amax(2)
        vectors, flags = rest.split([self.settings.vector, rest.shape[1] - self.settings.vector], 1)
        by_form = torch.cat([self.vector(vectors), letters, flags], 1)
        lengths = torch.tensor([len(item.ids) for item in items])
        longest = int(lengths.max())
        pad = [[where[i] for i in item.ids] + [0] * (longest - len(item.ids)) for item in items]
        own = [
            [self.form_place.get(f.lower(), 0) for f in item.forms]
            + [0] * (longest - len(item.ids))
            for item in items
        ]
        forms = torch.tensor(own)
        if self.training:
            forms = forms * (torch.rand(forms.shape) > 0.25)
        scheme = self.scheme(torch.tensor([item.scheme for item in items]))
        parts = [by_form[torch.tensor(pad)], self.form(forms)]
        parts.append(scheme[:, None].expand(-1, longest, -1))
        return torch.cat(parts, 2), lengths

    def encode(self, words: Words, items: list[Item]) -> Tensor:
        """Return each word in its sentence (sentence, word, column)."""
        x, lengths = self.embed(words, items)
        x = self.drop(x)
        for layer in self.lstm:
            packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
            x = self.drop(pad_packed_sequence(layer(packed)[0], batch_first=True)[0])
        return x

    def trees(self, x: Tensor, lengths: Tensor) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """Return the scores of heads (place 0: the root) and what relations are read from."""
        root = self.root.expand(x.shape[0], 1, -1)
        upper = torch.cat([root, x], 1)
        heads = self.arc(self.drop(self.arc_lower(x)), self.drop(self.arc_upper(upper)))[:, 0]
        beyond = torch.arange(upper.shape[1])[None, None] > lengths[:, None, None]
        own = torch.eye(upper.shape[1], dtype=torch.bool)[1:]
        heads = heads.masked_fill(beyond | own, -1e4)
        sides = self.drop(self.relation_lower(x)), self.drop(self.relation_upper(upper))
        return heads, sides

    def relations(self, sides: tuple[Tensor, Tensor], heads: Tensor) -> Tensor:
        """Return the scores of relations to the words at ``heads`` (sentence, word, relation)."""
        lower, upper = sides
        chosen = upper.gather(1, heads[..., None].expand(-1, -1, upper.shape[2]))
        lower, chosen = with_one(lower), with_one(chosen)
        return torch.einsum("bxi,oij,bxj->bxo", lower, self.relation.weight, chosen)


def mlp(size: int, hidden: int, out: int, dropout: float) -> nn.Sequential:
    """Return a layer of ``hidden`` units and one of ``out``."""
    return nn.Sequential(
        nn.Linear(size, hidden), nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden, out)
    )


def padded(items: list[Item], task: str, longest: int) -> Tensor:
    """Return what ``items`` are marked with for ``task``, ``IGNORED`` beyond their ends."""
    rows = [
        item.marks.get(task, [IGNORED] * len(item.ids)) + [IGNORED] * (longest - len(item.ids))
        for item in items
    ]
    return torch.tensor(rows)


def loss(model: Teacher, words: Words, items: list[Item]) -> Tensor:
    """Return the sum of the losses of all tasks on ``items``."""
    lengths = torch.tensor([len(item.ids) for item in items])
    x = model.encode(words, items)
    total = torch.zeros(())
    entropy = nn.CrossEntropyLoss(ignore_index=IGNORED)
    for task in TASKS:
        gold = padded(items, task, x.shape[1])
        total = total + entropy(model.heads[task](x).flatten(0, 1), gold.flatten())
    gold = padded(items, "head", x.shape[1])
    heads, sides = model.trees(x, lengths)
    total = total + entropy(heads.flatten(0, 1), gold.flatten())
    scores = model.relations(sides, gold.clamp(min=0))
    gold = padded(items, "relation", x.shape[1])
    return total + entropy(scores.flatten(0, 1), gold.flatten())


@torch.no_grad()
def predict(models: list[Teacher], words: Words, items: list[Item]) -> list[dict[str, Any]]:
    """Return for each of ``items`` the probabilities of heads, relations and labels.

    Those of several ``models`` are averaged. Relations are those to the most probable head.
    """
    lengths = torch.tensor([len(item.ids) for item in items])
    found: dict[str, Tensor] = {}
    sides = []
    for model in models:
        x = model.encode(words, items)
        for task in TASKS:
            shares = model.heads[task](x).softmax(-1) / len(models)
            found[task] = found.get(task, 0) + shares
        heads, both = model.trees(x, lengths)
        found["head"] = found.get("head", 0) + heads.softmax(-1) / len(models)
        sides.append(both)
    best = found["head"].argmax(-1)
    for model, both in zip(models, sides, strict=True):
        shares = model.relations(both, best).softmax(-1) / len(models)
        found["relation"] = found.get("relation", 0) + shares
    rows = range(len(items))
    return [{key: value[n, : lengths[n]].numpy() for key, value in found.items()} for n in rows]


def save(model: Teacher, path: Any) -> None:
    """Write ``model`` to ``path``."""
    data = {"labels": model.labels, "forms": list(model.form_place), "weights": model.state_dict()}
    torch.save(data | {"settings": vars(model.settings)}, path)


def load(path: Any) -> Teacher:
    """Read what ``save`` wrote, ready to predict."""
    data = torch.load(path, weights_only=True)
    model = Teacher(data["labels"], data["forms"], Settings(**data["settings"]))
    model.load_state_dict(data["weights"])
    model.eval()
    return model
