"""Offsets as other programs count them: in UTF-16 units, of which an emoji takes two."""

from __future__ import annotations


def utf16_offsets(text: str) -> list[int]:
    """Return for each offset in code points, the end included, the offset in UTF-16 units."""
    units, place = [0], 0
    for char in text:
        place += 1 + (ord(char) > 0xFFFF)
        units.append(place)
    return units
