"""TEI after Parla-CLARIN: debates, texts of one speaker, and who speaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.reading.corpora.parsing import XmlFileError
from polcorp.reading.corpora.tei import texts_of_tei
from polcorp.reading.corpora.tei_people import People, introduced, people_in
from polcorp.reading.corpora.texts import CorpusText

HEADER = """<teiHeader><fileDesc><titleStmt><title xml:lang="en">Minutes</title>
<title xml:lang="sv">Protokoll 48</title></titleStmt>
<publicationStmt><date when="2024-01-23"/></publicationStmt>
<sourceDesc><bibl><title>Protokoll</title></bibl></sourceDesc></fileDesc>
<profileDesc><settingDesc><setting><date when="2017-12-12">2017</date></setting></settingDesc>
</profileDesc></teiHeader>"""
PEOPLE = """<listPerson xmlns="http://www.tei-c.org/ns/1.0">
<person xml:id="Q1"><persName><surname>Ek</surname><forename>Eva</forename></persName>
<affiliation ref="#riksdag"/><affiliation ref="#sd" from="2014-09-29" to="2017-06"/>
<affiliation ref="#c" from="2017-07"/></person>
<person xml:id="Q2"><persName>Bo Al</persName><affiliation ref="#mp"/></person></listPerson>"""
PARTIES = """<listOrg xmlns="http://www.tei-c.org/ns/1.0">
<org xml:id="riksdag" role="parliament"><orgName full="abb">Riksdagen</orgName></org>
<org xml:id="c" role="politicalParty"><orgName full="yes">Centerpartiet</orgName><orgName full="abb">C</orgName></org>
<org xml:id="sd" role="politicalParty"><orgName full="yes">Sverigedemokraterna</orgName></org>
<org xml:id="mp" role="parliamentaryGroup"><orgName full="yes">Miljöpartiet</orgName></org></listOrg>"""
DEBATE = f"""<?xml version="1.0"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="sv" xml:id="p48">{HEADER}<text><body>
<div type="debateSection"><head>§ 4 Pensioner</head><note>föredrogs.</note>
<note type="speaker">Anf. 1 EVA EK (M):</note>
<u who="#Q1" xml:id="u1" ana="#chair"><seg>Fru talman! Vi vill
   höja pensionen.</seg><note>(Applåder)</note><seg>Det <kinesic><desc>skratt</desc></kinesic>är bra.</seg></u>
<u who="#Q1"><seg>Tack!</seg></u>
<note type="speaker">Anf. 2 Bo Al:</note>
<u who="#Q2" xml:id="u2" when="2017-12-13T09:00"><seg>Nej.</seg></u></div>
<div><head>§ 5 Skola</head><u who="#Q2"><seg>Mer skola.</seg></u>
<note type="speaker">Anf. 4 KIM ÅS (KD):</note><u who="#Q9"><seg>Ja.</seg></u></div></body></text></TEI>"""


def texts(tmp_path: Path, content: str, *people: str) -> list[CorpusText]:
    known = People()
    for number, listed in enumerate(people):
        path = tmp_path / f"people{number}.xml"
        path.write_text(listed, "utf-8")
        for element in people_in(path):
            known.add(element)
    path = tmp_path / "t.xml"
    path.write_text(content, "utf-8")
    return list(texts_of_tei(path, known))


def tei(body: str, header: str = HEADER, attributes: str = "") -> str:
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" {attributes}>{header}'
        f"<text><body>{body}</body></text></TEI>"
    )


def test_each_speech_of_a_debate_is_a_document(tmp_path: Path) -> None:
    found = texts(tmp_path, DEBATE, PEOPLE, PARTIES)
    assert [text.text for text in found] == [
        "Fru talman! Vi vill höja pensionen.\n\nDet är bra.\n\nTack!\n",
        "Nej.\n",
        "Mer skola.\n",
        "Ja.\n",
    ]
    assert [text.name for text in found] == ["u1", "u2", "", ""]
    everywhere = {"language": "sv"}
    assert [dict(text.gives) for text in found] == [
        everywhere
        | {"title": "§ 4 Pensioner", "date": "2017-12-12", "party": "C", "person": "Eva Ek"}
        | {"who": "Q1", "role": "chair"},
        everywhere
        | {"title": "§ 4 Pensioner", "date": "2017-12-13", "party": "Miljöpartiet"}
        | {"person": "Bo Al", "who": "Q2"},
        everywhere
        | {"title": "§ 5 Skola", "date": "2017-12-12", "party": "Miljöpartiet"}
        | {"person": "Bo Al", "who": "Q2"},
        everywhere
        | {"title": "§ 5 Skola", "date": "2017-12-12", "party": "KD", "person": "KIM ÅS"}
        | {"who": "Q9"},
    ]


def test_a_party_is_that_of_the_day(tmp_path: Path) -> None:
    for day, party in (("2017-01-01", "Sverigedemokraterna"), ("2017-07", "C"), ("2018", "C")):
        (found, *_) = texts(tmp_path, DEBATE.replace("2017-12-12", day), PEOPLE, PARTIES)
        assert found.gives["party"] == party
    no_date = DEBATE.replace('<date when="2017-12-12">2017</date>', "")
    for unclear in (texts(tmp_path, no_date, PEOPLE, PARTIES), texts(tmp_path, DEBATE)):
        assert unclear[0].gives["party"] == "M"  # as the note before the speech says
    assert texts(tmp_path, DEBATE)[0].gives["person"] == "EVA EK"


def test_a_text_of_one_speaker_is_one_document(tmp_path: Path) -> None:
    body = '<div><head>Skola</head><u who="#x"><seg>Ett.</seg></u><u who="#x"><seg>Två.</seg></u></div>'
    (found,) = texts(tmp_path, tei(body, attributes='xml:id="d1"'))
    assert (found.text, found.name) == ("## Skola\n\nEtt.\n\nTvå.\n", "d1")
    assert found.gives["who"] == "x"


def test_a_text_without_speakers_keeps_its_shape(tmp_path: Path) -> None:
    body = """<div><head>Krav</head><p>Vi <hi>vill</hi><note>En not.</note> att:<lb/>
        <list><item>polisen <choice><orig>synes</orig><reg>syns</reg></choice></item><item><p>gatorna lyses</p></item></list></p>
        <div><head>Mer</head><list type="ordered"><item>ett</item><item>två</item></list>
        <lg><l>rad ett</l><l>rad två</l></lg><table><row><cell>a</cell><cell>b</cell></row></table>
        <fw>sidhuvud</fw><p>kom<lb break="no"/>mun</p></div></div>"""
    (found,) = texts(tmp_path, tei(body))
    assert found.text == (
        "## Krav\n\nVi vill att:\n\n• polisen synes\n• gatorna lyses\n\n"
        "### Mer\n\n1. ett\n2. två\n\nrad ett\nrad två\n\na\tb\n\nkommun\n\nEn not.\n"
    )


def test_words_are_joined_as_they_say(tmp_path: Path) -> None:
    body = """<p><s><w>Vi</w><name><w>vill</w></name><pc join="left">,</pc>
        <w join="right">(</w><w>nu</w><pc join="both">/</pc><w>då</w></s><s><w>Mer</w></s></p>
        <head><w>Ett</w> <w>två</w></head><list><item><w>a</w><w>b</w></item></list>"""
    (found,) = texts(tmp_path, tei(body))
    assert found.text == "Vi vill, (nu/då Mer\n\n## Ett två\n\n• a b\n"


def test_a_corpus_in_one_file_has_all_its_texts(tmp_path: Path) -> None:
    one = tei('<u who="#p"><seg>Ett.</seg></u>')
    corpus = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>{one}{one.replace("Ett", "Två")}</teiCorpus>'
    assert [text.text for text in texts(tmp_path, corpus)] == ["Ett.\n", "Två.\n"]
    assert texts(tmp_path, PEOPLE) == []


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (DEBATE[:-30], "line 16: not well-formed XML"),
        (tei("<p>&x;</p>"), "undefined entity"),
        (tei("<div>" * 300 + "</div>" * 300), "nested more than 200 deep"),
        ('<!DOCTYPE TEI [<!ENTITY x "y">]>' + tei("<p>&x;</p>"), "declares the entity «x»"),
        (
            '<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + tei("<p>&x;</p>"),
            "declares the entity «x»",
        ),
        ("<?xml version='1.0' encoding='nonsense'?><TEI/>", "no XML"),
        ("", "no XML"),
    ],
)
def test_what_is_not_read_says_why(tmp_path: Path, content: str, problem: str) -> None:
    with pytest.raises(XmlFileError) as error:
        texts(tmp_path, content)
    assert problem in str(error.value)
    assert "\n" not in str(error.value)


def test_other_files_are_never_opened(tmp_path: Path) -> None:
    (tmp_path / "x.dtd").write_text('<!ENTITY x "secret">', "utf-8")
    content = '<!DOCTYPE TEI SYSTEM "x.dtd">' + tei(
        '<p>a <include xmlns="http://www.w3.org/2001/XInclude" href="t.xml"/></p>'
    )
    (found,) = texts(tmp_path, content)
    assert found.text == "a\n"


@given(st.text("abåäö ()[]:.0123456789AMFK", max_size=40))
def test_any_note_before_a_speech_can_be_read(note: str) -> None:
    told = introduced(note)
    assert all(value in " ".join(note.split()) for value in told.values())
