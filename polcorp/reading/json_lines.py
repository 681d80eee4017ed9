"""JSON that people and tools hand in: lines or a list of objects, each with its place in the file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from polcorp.errors import DataFileError
from polcorp.reading.standard_input import DASH, read_standard_input

#: Lists and objects in one another; whoever reads them may go down by recursion.
MAX_NESTING = 200
_TOO_DEEP = "no JSON of ours: nested too deep"


@dataclass(frozen=True)
class JsonObject:
    """One object of a file: on a line of its own, or with a number (from 1) in the file's list."""

    path: Path
    value: dict[str, Any]
    line: int | None = None
    number: int | None = None

    def wrong(self, problem: str) -> DataFileError:
        """Return the error that says where in the file the *problem* is."""
        if self.number is not None:
            problem = f"object {self.number} of the list: {problem}"
        return DataFileError(self.path.as_posix(), self.line, problem)


def json_lines(path: Path) -> Iterator[JsonObject]:
    """Yield the objects of a JSON Lines file; blank lines are passed over.

    Raises:
        DataFileError: the file cannot be read, or a line is no JSON object; names the line.
    """
    return _lines(path, read_utf8(path))


def json_objects(path: Path) -> Iterator[JsonObject]:
    """Yield the objects of a JSON Lines file, or of a JSON file that holds a list of them.

    Raises:
        DataFileError: the file cannot be read, or holds something else; names the place.
    """
    text = read_utf8(path)
    if not text.lstrip().startswith("["):
        yield from _lines(path, text)
        return
    for number, value in enumerate(_parsed(path, None, text), start=1):
        yield _object(JsonObject(path, value, number=number))


def read_utf8(path: Path, codec: str = "utf-8-sig") -> str:
    """Return the text of a file, or of standard input for «-», in UTF-8, without a byte-order mark unless the *codec* keeps it.

    Raises:
        DataFileError: the file cannot be read; names the line that is not UTF-8.
    """
    try:
        data = read_standard_input() if str(path) == DASH else path.read_bytes()
    except OSError as error:
        raise DataFileError(path.as_posix(), None, error.strerror or str(error)) from error
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataFileError(path.as_posix(), line, "not UTF-8; save the file as UTF-8") from error


def _lines(path: Path, text: str) -> Iterator[JsonObject]:
    for line, content in enumerate(text.split("\n"), start=1):
        if content.strip():
            yield parsed_object(path, line, content)


def parsed_object(path: Path, line: int, content: str) -> JsonObject:
    """Return the object on one line of a JSON Lines file.

    Raises:
        DataFileError: it is no JSON object.
    """
    return _object(JsonObject(path, _parsed(path, line, content), line=line))


def _object(found: JsonObject) -> JsonObject:
    value: Any = found.value
    if not isinstance(value, dict):
        raise found.wrong(f"no JSON object but {type(value).__name__}")
    return found


def _parsed(path: Path, line: int | None, text: str) -> Any:
    try:
        value = json.loads(text, parse_constant=_no_number)
        if "\\ud" in text.casefold():
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        place = error.lineno if line is None else line
        problem = f"no JSON ({error.msg} at character {error.colno})"
        raise DataFileError(path.as_posix(), place, problem) from error
    except UnicodeEncodeError as error:
        problem = "half a surrogate pair, which is no character"
        raise DataFileError(path.as_posix(), line, problem) from error
    except RecursionError as error:
        raise DataFileError(path.as_posix(), line, _TOO_DEEP) from error
    except ValueError as error:
        raise DataFileError(path.as_posix(), line, f"no JSON ({error})") from error
    if _is_deep(value):
        raise DataFileError(path.as_posix(), line, _TOO_DEEP)
    return value


def _is_deep(value: Any) -> bool:
    """Return whether lists and objects in *value* are nested deeper than ``MAX_NESTING``."""
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(MAX_NESTING):
        inner = (item for one in level for item in (one.values() if isinstance(one, dict) else one))
        level = [item for item in inner if isinstance(item, dict | list)]
        if not level:
            return False
    return True


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
