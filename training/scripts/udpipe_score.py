"""Scores of UDPipe 1 on a treebank, counted as spaCy counts."""

from __future__ import annotations

from score import SYNTAX
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab
from treebank_io import Sentence, Token, set_spacing
from ufal.udpipe import Model, Pipeline, ProcessingError

from docs import grouped, make_doc


def parse(pipeline: Pipeline, text: str) -> list[Sentence]:
    """Return what UDPipe makes of ``text``.

    Raises:
        RuntimeError: where UDPipe reports an error.
    """
    error = ProcessingError()
    output = pipeline.process(text, error)
    if error.occurred():
        raise RuntimeError(error.message)
    sentences: list[Sentence] = []
    for block in output.strip().split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
        tokens = [
            Token(r[1], r[2], r[3], r[4], r[5], int(r[6]), r[7]) for r in rows if r[0].isdigit()
        ]
        sentences.append(Sentence(tokens))
    return sentences


def udpipe_scores(model: str, sentences: list[Sentence], group: int) -> dict[str, float]:
    """Return the scores of the UDPipe model file ``model`` on ``sentences`` as raw text."""
    loaded = Model.load(model)
    pipeline = Pipeline(loaded, "tokenize", Pipeline.DEFAULT, Pipeline.DEFAULT, "conllu")
    vocab = Vocab()
    examples: list[Example] = []
    for run in grouped(sentences, group):
        reference = make_doc(vocab, run, names=False)
        found = parse(pipeline, reference.text)
        tokens = [token for sentence in found for token in sentence.tokens]
        set_spacing(tokens, reference.text)
        predicted: Doc = make_doc(vocab, found, names=False)
        if predicted.text.strip() == reference.text.strip():
            examples.append(Example(predicted, reference))
    scored = {
        **Scorer.score_tokenization(examples),
        **Scorer.score_token_attr(examples, "tag"),
        **Scorer.score_token_attr(examples, "pos"),
        **Scorer.score_token_attr(examples, "morph"),
        **Scorer.score_token_attr(examples, "lemma"),
        **Scorer.score_spans(examples, "sents", getter=lambda doc, _: doc.sents),
        **Scorer.score_deps(examples, "dep", ignore_labels=("p", "punct")),
    }
    return {name: scored[name] for name in SYNTAX if scored.get(name) is not None}
