"""Rich Text Format, by striprtf."""

from __future__ import annotations

import re

from polcorp.reading.extract.lines import Lines

#: Outline levels, by which word processors mark headings; 9 is running text.
_OUTLINE = re.compile(r"\\outlinelevel([0-5])(?!\d) ?")
#: What stands for a heading's mark on the way through the library, which knows no outline.
_HEADING = "\ue0f0"
#: The signs of lists as they are written for programs that make none themselves.
_LIST_TEXT = ("{\\pntext", "{\\listtext")
_ITEM = re.compile(r"\s*([^\w\s]|\(?\w{1,3}[.)])\t\s*(?=\S)")


def text_of_rtf(data: bytes) -> str:
    """Return the text of an RTF document as lines.

    Raises:
        ImportError: striprtf is not installed.
        Exception: whatever striprtf raises for a damaged document.
    """
    from striprtf.striprtf import rtf_to_text

    source = data.decode("cp1252", "replace").replace(*_LIST_TEXT)
    source = _OUTLINE.sub(lambda match: "{" + f"\\u{0xE0F0}?{match.group(1)}" + "}", source)
    lines = Lines()
    for line in rtf_to_text(source, encoding="cp1252", errors="replace").splitlines():
        _write(line, lines)
    return lines.text()


def _write(line: str, lines: Lines) -> None:
    if not line.strip():
        lines.gap()
    elif _HEADING in line:
        level = line[line.index(_HEADING) + 1]
        lines.heading(int(level) + 1)
        lines.words(line.replace(_HEADING + level, "", 1))
        lines.gap()
    else:
        item = _ITEM.match(line)
        lines.verbatim(f"{item.group(1)} {line[item.end() :]}" if item else line)
        lines.end()
