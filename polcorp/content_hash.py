"""Hashes of what files say to the program, whatever comments and layout they have.

Python code counts as its syntax tree without docstrings, TOML as its values, any other file as its
bytes. Parsing takes a third of a second for the whole package, so the hash of each parsed content
is remembered in the user's cache, under the hash of the bytes. Without a cache everything is
parsed, and the result is the same.
"""

from __future__ import annotations

import ast
import hashlib
import json
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from polcorp.cache import cache_folder
from polcorp.errors import PolcorpError
from polcorp.whole_file import write_whole

#: Hexadecimal digits of a hash: 64 bits tell any two states of a program apart.
DIGITS = 16

#: Contents that are remembered: those of several versions of the package.
_REMEMBERED = 2000


def content_hash(root: Path, paths: Iterable[Path]) -> str:
    """Return one hash of the names under *root* and the contents of all files at *paths*.

    The order of *paths* plays no part; what is no file is left out.

    Raises:
        OSError: a file cannot be read.
    """
    digest = hashlib.sha256()
    memory = _Memory()
    for path in sorted(set(paths)):
        if path.is_file():
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(memory.hash_of(path.read_bytes(), path.suffix).encode())
    memory.save()
    return digest.hexdigest()[:DIGITS]


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class _Memory:
    """The hashes of parsed contents by the hashes of their bytes, kept between runs."""

    def __init__(self) -> None:
        self._file = _memory_file()
        self._known = dict(_remembered(self._file))
        self._is_new = False

    def hash_of(self, data: bytes, suffix: str) -> str:
        """Return the hash of what *data*, from a file with that *suffix*, says."""
        parse = _PARSERS.get(suffix)
        if parse is None:
            return _hash(data)
        key = f"{_form()} {suffix} {_hash(data)}"
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = _parsed(parse, data)
            self._is_new = True
        return known

    def save(self) -> None:
        """Remember what was parsed; a cache that cannot be written only costs time."""
        if not self._is_new or self._file is None:
            return
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)  # data sets are there
            latest = list(self._known.items())[-_REMEMBERED:]
            write_whole(self._file, json.dumps(dict(latest)).encode())
        _remembered.cache_clear()


def _memory_file() -> Path | None:
    try:
        return cache_folder() / "content-hashes.json"
    except PolcorpError:  # no home folder: nothing is remembered
        return None


@cache
def _remembered(path: Path | None) -> dict[str, str]:
    """Return what the cache holds; nothing if it is not there or not ours."""
    if path is None:
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    known = found.items() if isinstance(found, dict) else ()
    return {key: value for key, value in known if isinstance(value, str)}


@cache
def _form() -> str:
    """Return what tells this way of hashing from others: the hash of this module."""
    return _hash(Path(__file__).read_bytes())[:DIGITS]


def _parsed(parse: Callable[[bytes], str], data: bytes) -> str:
    try:
        return _hash(parse(data).encode("utf-8", "surrogatepass"))
    except (ValueError, SyntaxError):  # whoever reads the file says what is wrong with it
        return _hash(data)


def _toml(data: bytes) -> str:
    return json.dumps(tomllib.loads(data.decode("utf-8")), default=str)


def _code(data: bytes) -> str:
    return "\n".join(_words_of(ast.parse(data)))


def _words_of(node: Any) -> Iterator[str]:
    """Yield a syntax tree word by word; fields that are empty say nothing, nor do docstrings.

    So another version of Python, whose trees have other fields, gives the same words.
    """
    if isinstance(node, list):
        yield "["
        for item in node:
            if not _is_docstring(item):
                yield from _words_of(item)
        yield "]"
    elif isinstance(node, ast.Constant):
        yield repr(node.value)
    elif isinstance(node, ast.JoinedStr):  # some releases of 3.12 put empty text between the parts
        parts = [part for part in node.values if getattr(part, "value", None) != ""]
        yield from ("f", *_words_of(parts))
    elif isinstance(node, ast.AST):
        yield type(node).__name__
        for name, value in ast.iter_fields(node):
            if value is not None and value != []:
                yield name
                yield from _words_of(value)
        yield "."
    else:
        yield repr(node)


def _is_docstring(node: Any) -> bool:
    """Return whether a statement is a string by itself, which does nothing."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


_PARSERS: dict[str, Callable[[bytes], str]] = {".py": _code, ".toml": _toml}
