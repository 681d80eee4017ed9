"""Component ``polcorp_sentences``: sentence starts inside what layout keeps together."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from polcorp.lexicons.abbreviations import load_abbreviations
from polcorp.pipeline.model.sentence_starts import sentence_offsets, set_sentence_starts


def split(nlp: Language, text: str) -> list[str]:
    return [sentence.text.strip() for sentence in nlp(text).sents if sentence.text.strip()]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Vi vill bygga.", "Vi vill riva."],
        ["Hur går det?", "Bra!", "Det är vi glada för …", "Eller?"],
        ["”Vi vill bygga.”", "Det sa Eva."],
        ["(Vi vill bygga.)", "Det sa Eva."],
        ["Det gäller bl.a. Kil, m.m. och annat.", "Sedan kom Eva."],
        ["Enligt prop. 2023/24:123 gäller det.", "Vi håller med."],
        ["Det kostar 1.5 miljoner.", "Det är mycket."],
        ["Det är klart.", "– Bra, säger Eva."],
        ["Det sa Eva.", "”Bra”, sa hon."],
        ["Vi vill mer …", "Och mer."],
    ],
)
def test_sentences(nlp: Language, sentences: list[str]) -> None:
    assert split(nlp, " ".join(sentences)) == sentences


def test_glued_sentences(nlp: Language) -> None:
    assert split(nlp, "Det sker vid placering.Enligt Eva är det bra.") == [
        "Det sker vid placering.",
        "Enligt Eva är det bra.",
    ]


def test_a_small_letter_opens_no_sentence(nlp: Language) -> None:
    text = "Vi frågade varför? och fick inget svar."
    assert split(nlp, text) == [text]


def test_units_of_layout_are_never_joined(nlp: Language) -> None:
    text = "Trygghet i Kil\n\nKommunen växer snabbt\n\nVi vill:\n• bygga\n• riva"
    assert split(nlp, text) == [
        "Trygghet i Kil",
        "Kommunen växer snabbt",
        "Vi vill:",
        "• bygga",
        "• riva",
    ]


def test_left_open_for_a_parser() -> None:
    nlp = spacy.blank("sv")
    component = nlp.add_pipe("polcorp_sentences", config={"complete": False})
    doc = component(nlp.make_doc("Vi bygger : eva river . Ulla ser"))
    starts = [token.is_sent_start for token in doc]
    assert starts == [True, False, False, None, False, False, True, False]


def test_complete_by_itself() -> None:
    nlp = spacy.blank("sv")
    nlp.add_pipe("polcorp_sentences")
    doc = nlp("  Vi bygger .  Eva river .")
    assert all(token.is_sent_start is not None for token in doc)
    assert [sentence.text.strip() for sentence in doc.sents] == ["", "Vi bygger .", "Eva river ."]


def test_abbreviations_are_a_list_of_forms_with_a_full_stop() -> None:
    listed = load_abbreviations()
    assert {"bl.a.", "t.ex.", "m.m."} <= listed
    assert all(form == form.strip().lower() for form in listed)


def test_starts_are_set_at_once() -> None:
    doc = spacy.blank("sv")("Ett två tre fyra")
    set_sentence_starts(doc, {})
    assert not doc.has_annotation("SENT_START")
    set_sentence_starts(doc, {2: True, 3: False})
    assert [token.is_sent_start for token in doc] == [True, None, True, False]
    set_sentence_starts(doc, {1: False})
    assert [token.is_sent_start for token in doc] == [True, False, True, False]


def test_an_empty_document_and_a_parsed_one_are_left_alone() -> None:
    nlp = spacy.blank("sv")
    set_sentence_starts(nlp(""), {})
    doc = Doc(nlp.vocab, words=["Vi", "går"], heads=[1, 1], deps=["nsubj", "ROOT"])
    set_sentence_starts(doc, {1: True})
    assert len(list(doc.sents)) == 1


@pytest.mark.parametrize("text", ["", "Ett.", "Ett. Två!\n\nTre? – Fyra.\n• fem\n• sex"])
def test_offsets_of_sentences_are_those_of_their_spans(packaged: Language, text: str) -> None:
    doc = packaged(text)
    assert sentence_offsets(doc) == [sentence.start_char for sentence in doc.sents]
