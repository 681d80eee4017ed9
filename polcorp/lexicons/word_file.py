"""A dictionary of words in a file that is read in place: nothing is loaded, a look-up reads what it needs.

The file is sorted by key and found by bisection. It holds, with little-endian numbers of four bytes:
``MAGIC``, the 32 bytes of the SHA-256 of its source, the number of entries n, n + 1 offsets of the keys
in the block of keys, n + 1 of the values in the block of values, and the two blocks in UTF-8.
"""

from __future__ import annotations

import mmap
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import accumulate
from pathlib import Path

from polcorp.whole_file import write_whole

MAGIC = b"polcorp1"
_HEAD = len(MAGIC) + 32 + 4
#: Look-ups that are remembered.
_REMEMBERED = 50_000


class WordFile(Mapping[str, str]):
    """The entries of a file that :func:`write_words` has written."""

    def __init__(self, path: Path, source: bytes) -> None:
        """Open the file at *path*, which was made of the source with the SHA-256 *source*.

        Raises:
            OSError: there is no such file, or it cannot be read.
            ValueError: it was made of another source, or is cut short.
        """
        self._seen: dict[str, str | None] = {}
        with path.open("rb") as file:
            self._data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        if self._data[: _HEAD - 4] != MAGIC + source:
            raise ValueError(f"{path} was made of something else")
        self._number = int.from_bytes(self._data[_HEAD - 4 : _HEAD], "little")
        size = 4 * (self._number + 1)
        self._keys_at, self._values_at = _HEAD, _HEAD + size
        self._keys = _HEAD + 2 * size
        if len(self._data) < self._keys:
            raise ValueError(f"{path} is cut short")
        self._values = self._keys + self._offset(self._keys_at, self._number)
        if len(self._data) != self._values + self._offset(self._values_at, self._number):
            raise ValueError(f"{path} is cut short")

    def __getitem__(self, key: str) -> str:
        found = self._found(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._found(key) is not None

    def _found(self, key: str) -> str | None:
        """Return the value of *key*, or None; the words of a text are looked up again and again."""
        if key in self._seen:
            return self._seen[key]
        if len(self._seen) >= _REMEMBERED:
            self._seen.clear()
        wanted = key.encode("utf-8", "surrogatepass")
        place = bisect_left(range(self._number), wanted, key=self._key)
        known = place < self._number and self._key(place) == wanted
        value = self._slice(self._values_at, self._values, place).decode("utf-8") if known else None
        self._seen[key] = value
        return value

    def __iter__(self) -> Iterator[str]:
        return (self._key(place).decode("utf-8") for place in range(self._number))

    def __len__(self) -> int:
        return self._number

    def _key(self, place: int) -> bytes:
        return self._slice(self._keys_at, self._keys, place)

    def _slice(self, offsets: int, block: int, place: int) -> bytes:
        start, end = self._offset(offsets, place), self._offset(offsets, place + 1)
        return bytes(self._data[block + start : block + end])

    def _offset(self, offsets: int, place: int) -> int:
        at = offsets + 4 * place
        return int.from_bytes(self._data[at : at + 4], "little")


def write_words(path: Path, words: Mapping[str, str], source: bytes) -> None:
    """Write *words*, made of the source with the SHA-256 *source*, to *path*, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    entries = sorted((key.encode("utf-8"), value.encode("utf-8")) for key, value in words.items())
    keys, values = (list(side) for side in zip(*entries, strict=True)) if entries else ([], [])
    offsets = [array("I", accumulate(map(len, side), initial=0)) for side in (keys, values)]
    parts = [MAGIC, source, len(entries).to_bytes(4, "little")]
    parts += [_little(side) for side in offsets]
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(path, b"".join((*parts, *keys, *values)))


def _little(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()
