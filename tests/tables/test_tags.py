"""Parts of speech are found again by place, whatever stands in the text."""

from __future__ import annotations

import re
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from polcorp.tables.tags import LETTERS, Tags, pack_tags

NAMES = sorted(LETTERS)


@given(st.text(alphabet="aåB9 \n\u00a0\t-–/.«»\u00ad\u030a😀", max_size=60), st.randoms())
def test_every_word_gets_the_tag_of_its_token(text: str, random: Random) -> None:
    # tokens: runs without white space, cut anywhere
    starts = sorted({m.start() for m in re.finditer(r"\S", text) if random.random() < 0.5} | {0})
    tags = [random.choice(NAMES) for _ in starts]
    packed = pack_tags(text, starts, tags)
    assert packed is not None
    words = [match.start() for match in re.finditer(r"\w+", text)]
    wanted = [LETTERS[tags[max(n for n, s in enumerate(starts) if s <= at)]] for at in words]
    known = Tags(text, packed)
    assert [known.at(at) for at in words] == wanted
    for at in random.sample(words, len(words)):  # in any order
        assert known.at(at) == wanted[words.index(at)]
    for number, chunk in enumerate(re.finditer(r"\S+", text)):
        assert known.chunk(chunk.start()) == number
        assert known.chunk(chunk.end() - 1) == number or chunk.end() - 1 == chunk.start()


def test_a_text_without_tags_has_none() -> None:
    assert pack_tags("Vi vill", [0, 3], ["", ""]) is None


def test_half_a_byte_a_word() -> None:
    text = "Vi vill att kommunen bygger fler bostäder i Ryd. " * 200
    starts = [match.start() for match in re.finditer(r"\w+|\.", text)]
    tags = (["PRON", "VERB", "SCONJ", "NOUN", "VERB", "ADJ", "NOUN", "ADP", "PROPN", "PUNCT"]) * 200
    packed = pack_tags(text, starts, tags)
    assert packed is not None
    assert len(packed) < len(starts) / 2


def test_every_letter_is_for_one_part_of_speech() -> None:
    assert len(set(LETTERS.values())) == len(LETTERS) == 17
