"""Exports of Sparv: pretty, with their white space, scrambled, and older ones."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.reading.corpora.parsing import XmlFileError
from polcorp.reading.corpora.sparv import is_sparv, texts_of_sparv
from polcorp.reading.corpora.texts import CorpusText

PRETTY = """<?xml version='1.0' encoding='utf-8'?>
<corpus id="x">
 <text title="Skolan" date="2018-03-21" parti="centern" lix="41.2" tags="|a|b|" none="|" _overlap="1">
  <heading><sentence id="s1"><token pos="NN">Skola</token></sentence></heading>
  <paragraph>
   <sentence id="s2">
    <ne name="C"><token pos="PM">Centern</token></ne>
    <token pos="VB" baseform="|vilja|">vill</token>
    <token pos="PN">(</token>
    <token pos="AB">nu</token>
    <token pos="MAD">)</token>
    <token pos="MAD">.</token>
   </sentence>
   <sentence id="s3">
    <token pos="IN">Ja</token>
    <token pos="MAD">!</token>
   </sentence>
  </paragraph>
  <paragraph><sentence><token>Mer</token></sentence></paragraph>
 </text>
 <text id="två"><sentence>
   <w>Hej</w>
   <w>då</w>
 </sentence>
 <sentence>
   <w>Ett</w>
   <w>.</w>
 </sentence></text>
</corpus>"""


def texts(tmp_path: Path, content: str) -> list[CorpusText]:
    path = tmp_path / "t.xml"
    path.write_text(content, "utf-8")
    assert is_sparv(path)
    return list(texts_of_sparv(path))


def test_a_pretty_export_gets_its_blanks_back(tmp_path: Path) -> None:
    first, second = texts(tmp_path, PRETTY)
    assert first.text == "## Skola\n\nCentern vill (nu). Ja!\n\nMer\n"
    assert dict(first.gives) == {
        "title": "Skolan",
        "date": "2018-03-21",
        "party": "centern",
        "lix": "41.2",
        "tags": "a;b",
    }
    assert (first.name, second.name) == ("", "två")
    assert second.text == "Hej då\n\nEtt.\n"  # without paragraphs, each sentence is by itself


def test_an_export_that_keeps_white_space_is_read_as_it_is(tmp_path: Path) -> None:
    content = (
        "<text><paragraph><sentence><token>Vi</token> <token>vill</token>\n<token>nu</token>"
        "<token>.</token></sentence></paragraph>\n\n<paragraph>• <sentence><token>mer</token>"
        "</sentence></paragraph></text>"
    )
    (found,) = texts(tmp_path, content)
    assert found.text == "Vi vill\nnu.\n\n• mer\n"


def test_tokens_may_tell_what_follows_them(tmp_path: Path) -> None:
    content = """<text><paragraph><sentence>
      <token _tail="\\s">Vi</token>
      <token>(</token>
      <token _tail="\\s\\n">vill</token>
      <token>nu</token>
    </sentence></paragraph></text>"""
    (found,) = texts(tmp_path, content)
    assert found.text == "Vi (vill nu\n"


@pytest.mark.parametrize(
    ("attributes", "date"),
    [
        ('datefrom="20180321" dateto="20180321" timefrom="000000"', "2018-03-21"),
        ('datefrom="20180201" dateto="20180228"', "2018-02"),
        ('datefrom="20180101" dateto="20181231"', "2018"),
        ('datefrom="20180101" dateto="20190101"', None),
        ('datefrom="" dateto=""', None),
        ('date="2017" datefrom="20180321" dateto="20180321"', "2017"),
    ],
)
def test_dates_of_korp(tmp_path: Path, attributes: str, date: str | None) -> None:
    content = f"<text {attributes}><sentence><token>Ja</token></sentence></text>"
    (found,) = texts(tmp_path, content)
    assert dict(found.gives) == ({"date": date} if date else {})


def test_a_speakers_name_is_a_person(tmp_path: Path) -> None:
    text = '<text talare="{}"><sentence><token>Ja</token></sentence></text>'
    assert texts(tmp_path, text.format("Eva Ek"))[0].gives == {"person": "Eva Ek"}
    assert texts(tmp_path, text.format("party"))[0].gives == {"speaker": "party"}


def test_other_xml_is_no_export(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    for content in ("<a><sentence>Hej</sentence></a>", "<a><w>x</w></a>", "<a>", "x", ""):
        path.write_text(content, "utf-8")
        assert not is_sparv(path)


def test_a_broken_export_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(XmlFileError, match="line 29: not well-formed"):
        texts(tmp_path, PRETTY[: -len("</corpus>")])


WORDS = st.lists(
    st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=6), min_size=1, max_size=8
)


@given(st.lists(WORDS, min_size=1, max_size=4), st.text("åÄ<&\"'", max_size=5))
def test_no_word_is_lost(
    tmp_path_factory: pytest.TempPathFactory, sentences: list[list[str]], title: str
) -> None:
    body = "".join(
        "<sentence>\n"
        + "".join(f"<token>{escape(word)}</token>\n" for word in words)
        + "</sentence>\n"
        for words in sentences
    )
    content = f"<text title={quoteattr(title)}>{body}</text>"
    (found,) = texts(tmp_path_factory.mktemp("s"), content)
    assert found.text.split() == [word for words in sentences for word in words]
    assert found.gives.get("title", "") == title.strip()
