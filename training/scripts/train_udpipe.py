"""Train UDPipe 1 on the same treebank, to compare with.

Usage: python train_udpipe.py TRAIN.conllu OUT.udpipe
"""

from __future__ import annotations

import sys
from pathlib import Path

from ufal.udpipe import InputFormat, ProcessingError, Sentence, Sentences, Trainer

TOKENIZER = "dimension=24;epochs=4;allow_spaces=1"
TAGGER = "models=1;templates_1=tagger;iterations=3"
PARSER = (
    "iterations=2;embedding_upostag=20;embedding_feats=20;embedding_xpostag=0;embedding_form=50;"
    "embedding_lemma=0;embedding_deprel=20;learning_rate=0.01;learning_rate_final=0.001;l2=0.5;"
    "hidden_layer=200;batch_size=10;transition_system=projective;transition_oracle=static;"
    "structured_interval=0"
)


def read(path: Path) -> Sentences:
    """Return the sentences of a CoNLL-U file as UDPipe's own."""
    sentences = Sentences()
    reader = InputFormat.newConlluInputFormat()
    reader.setText(path.read_text(encoding="utf-8"))
    error = ProcessingError()
    sentence = Sentence()
    while reader.nextSentence(sentence, error):
        roots = sum(word.head == 0 for word in sentence.words)
        if roots <= 1:
            sentences.push_back(sentence)
        sentence = Sentence()
    if error.occurred():
        raise ValueError(error.message)
    return sentences


def main(train: Path, out: Path) -> None:
    """Train tokeniser, tagger, lemmatiser and parser and write the model."""
    error = ProcessingError()
    model = Trainer.train(
        "morphodita_parsito", read(train), Sentences(), TOKENIZER, TAGGER, PARSER, error
    )
    if error.occurred():
        raise RuntimeError(error.message)
    out.write_bytes(model)
    print(f"{out.name}: {len(model) / 1e6:.1f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
