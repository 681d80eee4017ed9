"""XML that may come from anywhere, read element by element.

A file that declares entities is refused before its first element, so that nothing is expanded and no
other file is opened. What remains is XML that expat reads without looking elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError, iterparse
from xml.parsers import expat

from polcorp.errors import PolcorpError

#: Elements are read when they are nested at most this deep.
MAX_DEPTH = 200
#: Attributes of the namespace ``xml``.
XML = "{http://www.w3.org/XML/1998/namespace}"

_CHUNK = 64 * 1024


class XmlFileError(PolcorpError):
    """A file that is no XML, or XML that is not read."""


class EntityFileError(XmlFileError):
    """A file that declares entities, which could name other files or grow without end."""


@dataclass(frozen=True)
class Found:
    """A complete *element*, with the attributes of the elements *around* it, the inner ones first."""

    element: Element
    around: Mapping[str, str]


def local(tag: str) -> str:
    """Return the name of an element or attribute without its namespace.

    >>> local("{http://www.tei-c.org/ns/1.0}seg"), local("w")
    ('seg', 'w')
    """
    return tag.rpartition("}")[2]


def root_of(location: Path) -> str:
    """Return the tag of the outermost element, with its namespace in braces.

    Raises:
        XmlFileError: it is no XML, or declares entities.
        OSError: the file cannot be read.
    """
    found: list[str] = []
    parser = expat.ParserCreate(namespace_separator="}")
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = lambda name, _attributes: found.append(name)
    with location.open("rb") as file:
        while not found:
            chunk = file.read(_CHUNK)
            try:
                parser.Parse(chunk, not chunk)
            except (expat.ExpatError, ValueError, LookupError) as error:
                if found:
                    break
                raise XmlFileError(f"no XML ({error})") from error
    return "{" + found[0] if "}" in found[0] else found[0]


def elements(location: Path, tags: Collection[str], until: str = "") -> Iterator[Found]:
    """Yield each element with one of the *tags* that lies in no other such element.

    It is emptied when the next one is asked for. The file is read to the beginning of the first
    element *until*, if that is given.

    Raises:
        XmlFileError: it is not well-formed, declares entities, or is nested too deep.
        OSError: the file cannot be read.
    """
    inside = 0
    for event, element, above in _events(location):
        if event == "start":
            if element.tag == until:
                return
            inside += element.tag in tags
            continue
        inside -= element.tag in tags
        if element.tag in tags and not inside:
            yield Found(element, _around(above))
        if not inside:
            _forget(element, above)


def starts(location: Path, at_most: int) -> Iterator[tuple[str, ...]]:
    """Yield for *at_most* elements the tags from the outermost one to it, as they begin.

    Raises:
        XmlFileError: it is not well-formed, declares entities, or is nested too deep.
        OSError: the file cannot be read.
    """
    for event, element, above in _events(location):
        if event == "end":
            _forget(element, above)
            continue
        yield tuple(one.tag for one in (*above, element))
        at_most -= 1
        if not at_most:
            return


def _events(location: Path) -> Iterator[tuple[str, Element, list[Element]]]:
    """Yield each «start» and «end» of an element, with the elements that it lies in."""
    root_of(location)
    above: list[Element] = []
    try:
        with location.open("rb") as file:
            for event, element in iterparse(file, ("start", "end")):
                if event == "end":
                    above.pop()
                yield event, element, above
                if event == "start":
                    above.append(element)
                    _check_depth(above)
    except ParseError as error:
        raise XmlFileError(_place(error)) from error
    except (ValueError, LookupError) as error:  # an encoding that expat does not know
        raise XmlFileError(f"no XML ({error})") from error


def _forget(element: Element, above: list[Element]) -> None:
    element.clear()
    if above:
        above[-1].remove(element)


def _around(above: list[Element]) -> dict[str, str]:
    return {name: value for element in above for name, value in element.attrib.items()}


def _check_depth(above: list[Element]) -> None:
    if len(above) > MAX_DEPTH:
        raise XmlFileError(f"elements are nested more than {MAX_DEPTH} deep")


def _place(error: ParseError) -> str:
    line, column = error.position
    what = expat.ErrorString(error.code)
    return f"line {line}: not well-formed XML at column {column + 1} ({what})"


def _refuse(name: str, *_others: object) -> NoReturn:
    raise EntityFileError(
        f"it declares the entity «{name}»; save it without declarations of entities"
    )
