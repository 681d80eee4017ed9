"""Reading and writing the treebank formats: CoNLL-U, UNER's IOB2 and efselab's tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Token:
    """One token of a treebank; ``head`` is 0 for the root, else the head's 1-based place."""

    form: str
    lemma: str = "_"
    upos: str = "_"
    xpos: str = "_"
    feats: str = "_"
    head: int = -1
    deprel: str = "_"
    space_after: bool = True
    name: str = "-"


@dataclass
class Sentence:
    """A sentence with the id of the document that it comes from."""

    tokens: list[Token]
    doc_id: str = ""
    sent_id: str = ""
    comments: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The sentence as written, without a final blank."""
        parts = (t.form + (" " if t.space_after else "") for t in self.tokens)
        return "".join(parts).rstrip(" ")


def blocks(path: Path) -> Iterator[list[str]]:
    """Yield the groups of lines of ``path`` that blank lines separate."""
    block: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def read_conllu(path: Path) -> list[Sentence]:
    """Read a CoNLL-U file; multiword ranges and empty nodes are left out."""
    sentences: list[Sentence] = []
    doc_id = ""
    for block in blocks(path):
        sentence = Sentence([], comments=[line for line in block if line.startswith("#")])
        for comment in sentence.comments:
            key, _, value = comment.lstrip("# ").partition("=")
            if key.strip() == "newdoc id":
                doc_id = value.strip()
            elif key.strip() == "sent_id":
                sentence.sent_id = value.strip()
        sentence.doc_id = doc_id
        for line in block:
            cells = line.split("\t")
            if line.startswith("#") or not cells[0].isdigit():
                continue
            misc = cells[9] if len(cells) > 9 else "_"
            sentence.tokens.append(
                Token(
                    form=cells[1],
                    lemma=cells[2],
                    upos=cells[3],
                    xpos=cells[4],
                    feats=cells[5],
                    head=int(cells[6]),
                    deprel=cells[7],
                    space_after="SpaceAfter=No" not in misc,
                    name=next((m[3:] for m in misc.split("|") if m.startswith("NE=")), "O"),
                )
            )
        sentences.append(sentence)
    return sentences


def read_uner(path: Path) -> list[Sentence]:
    """Read UNER's IOB2: forms, names and, from the ``# text`` lines, the spacing."""
    sentences: list[Sentence] = []
    doc_id = ""
    for block in blocks(path):
        text = ""
        sentence = Sentence([])
        for line in block:
            if line.startswith("# newdoc id ="):
                doc_id = line.partition("=")[2].strip()
            elif line.startswith("# sent_id ="):
                sentence.sent_id = line.partition("=")[2].strip()
            elif line.startswith("# text ="):
                text = line.partition("=")[2].removeprefix(" ")
            elif not line.startswith("#"):
                cells = line.split("\t")
                sentence.tokens.append(Token(form=cells[1], name=cells[2]))
        sentence.doc_id = doc_id
        set_spacing(sentence.tokens, text)
        sentences.append(sentence)
    return sentences


def set_spacing(tokens: list[Token], text: str) -> None:
    """Set ``space_after`` from the running text; leave the default where they disagree."""
    place = 0
    for token in tokens:
        found = text.find(token.form, place)
        if found < 0:
            return
        place = found + len(token.form)
        token.space_after = text[place : place + 1] == " " or place >= len(text)


def read_efselab(path: Path) -> list[list[tuple[str, str, str]]]:
    """Read efselab's table as sentences of (lemma, full SUC tag, UPOS)."""
    return [
        [(cells[0], cells[2], cells[3]) for cells in (line.split("\t") for line in block)]
        for block in blocks(path)
    ]


def write_conllu(sentences: Iterable[Sentence], path: Path) -> None:
    """Write ``sentences`` as CoNLL-U, names as ``NE=`` in the last column."""
    with path.open("w", encoding="utf-8") as out:
        last_doc = None
        for number, sentence in enumerate(sentences, 1):
            if sentence.doc_id != last_doc:
                out.write(f"# newdoc id = {sentence.doc_id}\n")
                last_doc = sentence.doc_id
            out.write(f"# sent_id = {sentence.sent_id or number}\n# text = {sentence.text}\n")
            for place, t in enumerate(sentence.tokens, 1):
                misc = [] if t.space_after else ["SpaceAfter=No"]
                misc += [f"NE={t.name}"] if t.name not in ("-", "O") else []
                cells = (place, t.form, t.lemma, t.upos, t.xpos, t.feats, t.head, t.deprel)
                row = [*map(str, cells), "_", "|".join(misc) or "_"]
                out.write("\t".join(row) + "\n")
            out.write("\n")
