"""Text out of documents: headings, lists and paragraphs as lines, whatever the format."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polcorp.reading.decoding import UnreadableTextError
from polcorp.reading.documents import make_document
from polcorp.reading.extract import archives, extraction
from polcorp.reading.extract.extraction import extract
from polcorp.reading.instructions import Instructions
from polcorp.vocabulary.source_formats import SOURCE_FORMATS, source_format
from tests.reading.made_documents import KINDS, WRITERS, Block, docx_of, expected, odt_of, pdf_of

WORD = st.text("abcdefåäöÅé&<", min_size=1, max_size=6).filter(
    lambda word: not word.startswith(("&", "<"))
)
LINE = st.lists(WORD, min_size=1, max_size=4).map(" ".join)


@st.composite
def documents(draw: st.DrawFn) -> list[Block]:
    """Blocks, no two lists after one another, which no format keeps apart."""
    blocks: list[Block] = []
    for kind in draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=6)):
        is_list = kind in ("ul", "ol")
        if is_list and blocks and blocks[-1].kind in ("ul", "ol"):
            continue
        lines = draw(st.lists(LINE, min_size=1, max_size=3 if is_list else 1))
        blocks.append(Block(kind, tuple(f"{line} {len(blocks)}" for line in lines)))
    return blocks


def text_of(name: str, data: bytes, told: Instructions | None = None) -> str:
    return extract(name, data, told or Instructions()).text


@pytest.mark.slow
@pytest.mark.parametrize("ending", WRITERS)
@settings(max_examples=25)
@given(documents())
def test_every_format_gives_the_same_lines(ending: str, blocks: list[Block]) -> None:
    if ending == ".md":  # where these are marks of their own
        blocks = [Block(b.kind, tuple(_plain(line) for line in b.lines)) for b in blocks]
    data = WRITERS[ending](blocks)
    found = text_of(f"a{ending}", data)
    assert found.split() == expected(blocks).split()
    if ending != ".rtf":  # which has paragraphs that are lines and no blank ones
        assert found == expected(blocks)
    assert text_of(f"a{ending}", data) == found


def _plain(line: str) -> str:
    return line.replace("&", "u").replace("<", "v")


@given(st.binary(max_size=200), st.sampled_from([".docx", ".odt", ".pdf", ".rtf", ".html", ".md"]))
def test_no_bytes_break_it(data: bytes, ending: str) -> None:
    try:
        found = text_of(f"a{ending}", data)
    except UnreadableTextError as error:
        found = str(error)
    else:
        found = found.replace("\n", "")
    assert found.strip()
    assert "\n" not in found


@given(st.text(max_size=300))
def test_a_page_keeps_its_words_and_is_read_in_one_way(text: str) -> None:
    from polcorp.reading.extract.pages import text_of_page

    shown = text_of_page(text.replace("&", "&amp;").replace("<", "&lt;"))
    assert "".join(shown.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>ett<p>två", "ett\n\ntvå\n"),
        ("<div>ett</div><div>två<br>tre</div>", "ett\ntvå\ntre\n"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>d", "• a\n• b\n• c\n\nd\n"),
        ("<ol start=3><li><p>a</p><p>b</p></li><li value=9>c</li></ol>", "3. a\nb\n9. c\n"),
        ("<ul><li></li><li>a</li></ul>", "• a\n"),
        ("<h2>En<br>rad</h2>x", "## En rad\n\nx\n"),
        (
            "<table><tr><td><p>a</p></td><td>b</td></tr><tr><td>c</td></tr></table>d",
            "a\tb\nc\n\nd\n",
        ),
        ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "a\nb\n"),
        ("<title>T</title><script>if (a<b) x()</script><p>A&nbsp;&amp; B", "T\n\nA\xa0& B\n"),
        ("<template><template>x</template>y</template>z", "z\n"),
        ("<pre>ett\n två\n</pre>tre", "ett\ntvå\ntre\n"),
        ("</ul></table></pre></li>a", "a\n"),
    ],
)
def test_pages(page: str, text: str) -> None:
    assert text_of("a.html", page.encode()) == text


@pytest.mark.parametrize("opening", ["<!--", "<![CDATA[", "<a ", "<", "<!x", "</", "<a b='"])
def test_marks_that_never_close_hide_nothing_and_take_no_endless_time(opening: str) -> None:
    shown = text_of("a.html", ("<p>före</p>" + opening * 50_000 + "slut").encode())
    assert shown.startswith("före\n")
    assert shown.endswith("slut\n")


def test_a_page_in_a_code_page_is_decoded_as_a_text_is() -> None:
    found = extract("a.htm", "<p>Håll Sverige rent för alla.".encode("cp1252"), Instructions())
    assert (found.text, found.encoding, found.source_format) == (
        "Håll Sverige rent för alla.\n",
        "cp1252",
        "html",
    )


def test_front_matter_is_no_heading() -> None:
    text = text_of("a.md", b"---\ntitle: T\nparty: C\n---\n# Rubrik\n\nen\nrad\n")
    assert text == "title: T\nparty: C\n\n# Rubrik\n\nen rad\n"


def test_notes_of_word_files_are_at_the_end_and_their_signs_are_not_there() -> None:
    style = '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Titel</w:t></w:r></w:p>'
    deleted = (
        "<w:p><w:del><w:r><w:delText>bort</w:delText></w:r></w:del><w:r><w:t>kvar</w:t></w:r></w:p>"
    )
    assert (
        text_of("a.docx", docx_of([Block("p", ("a",))], style + deleted)) == "a\n\nTitel\n\nkvar\n"
    )


def test_quotes_and_lists_in_one_another_lose_nothing() -> None:
    assert text_of("a.md", b"> " * 99 + b"sagt") == "sagt\n"
    items = "".join("  " * depth + f"* a{depth}\n" for depth in range(49))
    assert text_of("a.md", items.encode()).split()[1::2] == [f"a{depth}" for depth in range(49)]


def test_an_outline_level_that_is_no_number_costs_no_document() -> None:
    from odfdo import Document, Element

    document = Document("text")
    document.body.clear()
    for level in ("abc", "-5", "9" * 5000, "2"):
        heading = f'<text:h text:outline-level="{level}">Skola</text:h>'
        document.body.append(Element.from_tag(heading))
    target = io.BytesIO()
    document.save(target)
    text = text_of("a.odt", target.getvalue())
    assert text.split("\n\n") == ["# Skola"] * 3 + ["## Skola\n"]


def test_odt_with_a_note_a_title_spaces_and_a_list_in_a_list() -> None:
    from odfdo import Document, Element

    document = Document("text")
    document.body.clear()
    for tag in (
        '<text:p text:style-name="Title">Titel</text:p>',
        '<text:p>a<text:s text:c="2"/>b<text:line-break/>c<text:note text:note-class="footnote">'
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>not</text:p>"
        "</text:note-body></text:note>d</text:p>",
        "<text:list><text:list-item><text:p>e</text:p><text:list><text:list-item><text:p>f</text:p>"
        "</text:list-item></text:list></text:list-item></text:list>",
        "<text:p><office:annotation><text:p>kommentar</text:p></office:annotation>g</text:p>",
    ):
        document.body.append(Element.from_tag(tag))
    target = io.BytesIO()
    document.save(target)
    text = text_of("a.odt", target.getvalue())
    assert text == "# Titel\n\na b\ncd\n\n• e\n• f\n\ng\n\nnot\n"


def test_pdf_pages_are_parted_by_form_feeds() -> None:
    data = pdf_of([["Vi vill att skolan", "är trygg."], ["Nästa sida."]])
    document = make_document("a", "raw/a.pdf", data)
    assert document.text == "Vi vill att skolan\när trygg.\n\fNästa sida.\n"
    assert (document.source_format, document.encoding) == ("pdf", "")


def encrypted(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of([["Vi vill."]]))))
    writer.encrypt(password, owner_password="x", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def test_a_pdf_that_may_only_not_be_changed_is_read() -> None:
    assert text_of("a.pdf", encrypted("")) == "Vi vill.\n"


def with_encrypted_part(data: bytes) -> bytes:
    """Return an archive whose table of contents says that its parts are encrypted."""
    place = data.index(b"PK\x01\x02") + 8
    return data[:place] + b"\x01" + data[place + 1 :]


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (archives.MAX_XML + 1))
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.pdf", encrypted("hemligt"), "it is encrypted; save it without a password"),
        ("a.pdf", pdf_of([[], []]), "it has pictures of pages and no text; run text recognition"),
        ("a.pdf", b"%PDF-1.4 x", "not a .pdf file, or a damaged one (PdfStreamError"),
        ("a.docx", b"\xd0\xcf\x11\xe0 x", "encrypted, or in the format of an old Office"),
        ("a.docx", b"PK\x03\x04 x", "not a .docx file, or a damaged one (BadZipFile"),
        ("a.docx", b"", "the file is empty"),
        ("a.docx", docx_of([]), "the document holds no text"),
        ("a.docx", odt_of([Block("p", ("a",))]), "not a .docx file"),
        ("a.docx", with_encrypted_part(docx_of([Block("p", ("a",))])), "it is encrypted"),
        ("a.docx", bomb(), "it unpacks to more than 32 MiB of text and marks; split it up"),
        ("a.odt", bomb(), "it unpacks to more than 32 MiB"),
        ("a.odt", docx_of([Block("p", ("a",))]), "not a .odt file"),
        ("a.rtf", b"{\\rtf1 }", "the document holds no text"),
        ("a.md", b"> " * 100 + b"a", "its quotes or lists are nested more than 100 deep"),
        (
            "a.md",
            b"".join(b"  " * n + b"* a\n" for n in range(60)),
            "its quotes or lists are nested more than 100 deep",
        ),
        ("a.html", b"<script>x</script>", "the document holds no text"),
        ("a.txt", b"%PDF-1.4", "not a text file but a PDF; give it the ending .pdf, or save it"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, data: bytes, problem: str) -> None:
    with pytest.raises(UnreadableTextError) as caught:
        text_of(name, data)
    assert str(caught.value).startswith(problem)
    assert "\n" not in str(caught.value)


def test_more_text_than_a_document_may_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "MAX_CHARACTERS", 1024)
    with pytest.raises(UnreadableTextError, match="it holds more than"):
        text_of("a.html", b"<p>" + b"ord " * 1024)


@pytest.mark.parametrize(
    ("form", "module", "data"),
    [
        ("docx", "mammoth", docx_of([Block("p", ("a",))])),
        ("odt", "odfdo", odt_of([Block("p", ("a",))])),
        ("pdf", "pypdf", pdf_of([["a"]])),
        ("rtf", "striprtf.striprtf", b"{\\rtf1 a}"),
        ("markdown", "markdown_it", b"a"),
    ],
)
def test_a_missing_library_says_which_command_installs_it(
    form: str, module: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    ending, library = SOURCE_FORMATS[form].endings[0], SOURCE_FORMATS[form].library
    with pytest.raises(UnreadableTextError) as caught:
        text_of(f"a{ending}", data)
    assert (
        str(caught.value) == f'this needs the package {library}: pip install "polcorp[documents]"'
    )


def test_halves_of_characters_are_not_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_data: bytes) -> str:
        return "a\ud800b\0c"

    monkeypatch.setitem(extraction._OF_BYTES, "pdf", broken)
    assert text_of("a.pdf", b"x") == "a\ufffdbc"


@pytest.mark.parametrize("name", ["a.txt", "a", "a.asc"])
def test_plain_text_is_kept_as_it_stands(name: str) -> None:
    assert text_of(name, b"<p>a</p>\r\n# b\n") == "<p>a</p>\r\n# b\n"
    assert source_format(name) == "text"


def test_formats_have_different_endings() -> None:
    endings: Sequence[str] = [end for form in SOURCE_FORMATS.values() for end in form.endings]
    assert len(endings) == len(set(endings))
