"""Small documents in every format, made of the same blocks, and the text that each must give."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

#: Kinds of blocks: a heading by its level, a paragraph, a list with or without numbers.
KINDS = ("1", "2", "3", "p", "ul", "ol")


@dataclass(frozen=True)
class Block:
    """A heading or a paragraph of one line, or the items of a list."""

    kind: str
    lines: tuple[str, ...]


def expected(blocks: Sequence[Block]) -> str:
    """Return the text that a document of *blocks* holds."""
    return "\n".join("".join(f"{line}\n" for line in _lines(block)) for block in blocks)


def _lines(block: Block) -> list[str]:
    if block.kind == "ul":
        return [f"• {line}" for line in block.lines]
    if block.kind == "ol":
        return [f"{number}. {line}" for number, line in enumerate(block.lines, start=1)]
    return [f"{'#' * int(block.kind)} {block.lines[0]}" if block.kind != "p" else block.lines[0]]


def html_of(blocks: Sequence[Block]) -> bytes:
    """Return a page."""
    body = "".join(_element(block) for block in blocks)
    return f"<!doctype html>\n<html><body>\n{body}</body></html>\n".encode()


def _element(block: Block) -> str:
    if block.kind in ("ul", "ol"):
        items = "".join(f"<li>{html.escape(line)}</li>\n" for line in block.lines)
        return f"<{block.kind}>\n{items}</{block.kind}>\n"
    tag = "p" if block.kind == "p" else f"h{block.kind}"
    return f"<{tag}>{html.escape(block.lines[0])}</{tag}>\n"


def markdown_of(blocks: Sequence[Block]) -> bytes:
    """Return a document in Markdown."""
    signs = {"ul": "- ", "ol": "1. ", "p": ""}
    written = [
        "".join(f"{signs.get(block.kind, '#' * 3)}{line}\n" for line in block.lines)
        if block.kind in signs
        else f"{'#' * int(block.kind)} {block.lines[0]}\n"
        for block in blocks
    ]
    return "\n".join(written).encode()


def odt_of(blocks: Sequence[Block]) -> bytes:
    """Return an OpenDocument text."""
    from odfdo import Document, Header, List, Paragraph

    document = Document("text")
    document.body.clear()
    style = (
        '<text:list-style style:name="N"><text:list-level-style-number text:level="1"'
        ' style:num-format="1"/></text:list-style>'
    )
    document.insert_style(style, automatic=True)
    for block in blocks:
        if block.kind in ("ul", "ol"):
            items = List(list(block.lines))
            if block.kind == "ol":
                items.set_attribute("text:style-name", "N")
            document.body.append(items)
        elif block.kind == "p":
            document.body.append(Paragraph(block.lines[0]))
        else:
            document.body.append(Header(int(block.kind), block.lines[0]))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def docx_of(blocks: Sequence[Block], body: str = "") -> bytes:
    """Return a Word document, with the XML of a *body* after the blocks."""
    lists = [block for block in blocks if block.kind in ("ul", "ol")]
    paragraphs = "".join(
        _paragraph(line, block, lists.index(block) + 1 if block in lists else 0)
        for block in blocks
        for line in block.lines
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": _relations("officeDocument", "word/document.xml"),
        "word/document.xml": f"<w:document {_W}><w:body>{paragraphs}{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            "styles", "styles.xml", "numbering", "numbering.xml"
        ),
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(lists),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def _paragraph(line: str, block: Block, number: int) -> str:
    style = f'<w:pStyle w:val="Rubrik{block.kind}"/>' if block.kind.isdigit() else ""
    if number:
        style = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    text = f'<w:t xml:space="preserve">{html.escape(line)}</w:t>'
    return f"<w:p><w:pPr>{style}</w:pPr><w:r>{text}</w:r></w:p>"


def _relations(*pairs: str) -> str:
    found = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(zip(pairs[::2], pairs[1::2], strict=True))
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def _styles() -> str:
    named = "".join(
        f'<w:style w:type="paragraph" w:styleId="Rubrik{n}"><w:name w:val="heading {n}"/></w:style>'
        for n in (1, 2, 3)
    )
    return f"<w:styles {_W}>{named}</w:styles>"


def _numbering(lists: Sequence[Block]) -> str:
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:numFmt w:val='
        f'"{"decimal" if block.kind == "ol" else "bullet"}"/></w:lvl></w:abstractNum>'
        for n, block in enumerate(lists, start=1)
    )
    uses = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n in range(1, len(lists) + 1)
    )
    return f"<w:numbering {_W}>{kinds}{uses}</w:numbering>"


def rtf_of(blocks: Sequence[Block]) -> bytes:
    """Return a document in Rich Text Format; it marks list items with their signs."""
    written = []
    for block in blocks:
        level = f"\\outlinelevel{int(block.kind) - 1} " if block.kind.isdigit() else ""
        for number, line in enumerate(block.lines, start=1):
            sign = {"ul": "\\bullet", "ol": f"{number}."}.get(block.kind)
            shown = f"{{\\listtext {sign}\\tab}}" if sign else ""
            text = "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in line)
            written.append(f"\\pard{level or ' '}{shown}{text}\\par\n")
        written.append("\\pard\\par\n")
    return f"{{\\rtf1\\ansi\\ansicpg1252 {''.join(written)}}}".encode("ascii")


def pdf_of(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF with the lines of each page."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, lines in enumerate(pages):
        shown = " T* ".join(f"({line}) Tj" for line in lines)
        stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET" if lines else ""
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources"
            f" << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * n} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return data + (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    ).encode("ascii")


#: What makes a document of each format that knows headings and lists.
WRITERS: dict[str, Callable[[Sequence[Block]], bytes]] = {
    ".html": html_of,
    ".md": markdown_of,
    ".odt": odt_of,
    ".docx": docx_of,
    ".rtf": rtf_of,
}
