"""Component ``polcorp_layout``: the layout in a ``Doc``, and tokens that never cross a unit."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from polcorp.errors import DataFileError
from polcorp.pipeline.annotations import EXTENSIONS, register_extensions
from tests.markup import texts

BODY = "Kommunen växer, och det märks i skolan, i vården och på vägarna varje dag."
PAGE = f"Trygghet i Kil\n\n{BODY}\n\nVi vill:\n• bygga skolor\n• anställa lärare\n\nDela sidan"


@pytest.fixture(scope="module")
def plain() -> Language:
    """Anybody's Swedish pipeline with our component in it."""
    nlp = spacy.blank("sv")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("polcorp_layout")
    return nlp


def test_annotations_and_span_groups(plain: Language) -> None:
    doc = plain(PAGE)
    for key, expected in {
        "headings": ["Trygghet i Kil"],
        "lead_ins": ["Vi vill:"],
        "list_items": ["bygga skolor", "anställa lärare"],
        "boilerplate": ["Dela sidan"],
    }.items():
        assert texts(doc.text, doc._.get(key)) == expected
        assert [span.text for span in doc.spans[key]] == expected
    assert [p["kind"] for p in doc._.paragraphs] == [
        "heading",
        "text",
        "lead_in",
        "item",
        "item",
        "boilerplate",
    ]
    assert len(doc.spans["sections"]) == 2


def test_each_unit_begins_a_sentence(plain: Language) -> None:
    doc = plain(PAGE)
    starts = {sentence.start_char for sentence in doc.sents}
    assert {p["start"] for p in doc._.paragraphs} <= starts


@pytest.mark.parametrize(
    "text",
    [
        "Vi vill:•bygga.•Riva.•Rusta.\n• Ha",
        "www.s.seskola.•Fler.•Bättre",
        "skola.•Fler.•Bättre.Bli medlem",
        "a.•b:•c,•d!•e?•f",
    ],
)
def test_glued_items_split_their_token(plain: Language, nlp: Language, text: str) -> None:
    for pipeline in (plain, nlp):
        doc = pipeline(text)
        assert doc.text == text
        assert "".join(token.text_with_ws for token in doc) == text
        places = {token.idx for token in doc}
        assert {p["start"] for p in doc._.paragraphs} <= places


def test_a_parsed_document_keeps_its_sentences(plain: Language) -> None:
    words = ["Trygghet", "\n\n", "Kommunen", "växer", ".", "\n", "•", "Bygg", "nu"]
    doc = Doc(
        plain.vocab,
        words=words,
        spaces=[False] * len(words),
        heads=[0, 0, 3, 3, 3, 3, 7, 7, 7],
        deps=["ROOT", "dep", "nsubj", "ROOT", "punct", "dep", "punct", "ROOT", "advmod"],
    )
    before = [sentence.text for sentence in doc.sents]
    doc = plain.get_pipe("polcorp_layout")(doc)
    doc = plain.get_pipe("polcorp_layout")(doc)
    assert [sentence.text for sentence in doc.sents] == before
    assert len(doc._.paragraphs) == 3


def test_extensions_are_registered_once_and_empty() -> None:
    register_extensions()
    register_extensions()
    doc = spacy.blank("sv")("Text.")
    for name in EXTENSIONS:
        assert doc._.get(name) == ({} if name == "meta" else [])
    doc._.actors.append({"start": 0})
    assert spacy.blank("sv")("Text.")._.actors == []


def test_the_users_boilerplate(tmp_path: Path) -> None:
    path = tmp_path / "boilerplate.toml"
    path.write_text(
        '[[block]]\nname = "own"\nkind = "link"\nstarts = ["=Swisha en slant"]\n', encoding="utf-8"
    )
    nlp = spacy.blank("sv")
    nlp.add_pipe("polcorp_layout", config={"user_boilerplate": str(path)})
    doc = nlp(f"Skola\n\n{BODY}\n\nSwisha en slant")
    assert texts(doc.text, doc._.boilerplate) == ["Swisha en slant"]
    path.write_text('[[block]]\nname = "own"\n', encoding="utf-8")
    with pytest.raises(DataFileError, match="block 1"):
        nlp.add_pipe("polcorp_layout", name="again", config={"user_boilerplate": str(path)})
