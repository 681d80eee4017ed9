"""The colours of parties in plots, those that Swedish readers expect."""

from __future__ import annotations

import zlib
from functools import cache
from typing import Annotated

from pydantic import Field

from polcorp.lexicons.files import PARTY_COLOURS, LexiconRow, data_dir, read_csv

#: Greys for every other party, apart from each other on white and on near black.
GREYS = ("#5a5a61", "#74747c", "#8e8e96", "#a6a6ae")


class PartyColour(LexiconRow):
    """The colour of a party: its abbreviation, and red, green and blue in hexadecimal."""

    abbr: str
    colour: Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]


@cache
def load_party_colours() -> dict[str, str]:
    """Return the colours of the parties that have one, by abbreviation.

    Raises:
        DataFileError: the file breaks its schema.
    """
    rows = read_csv(data_dir() / PARTY_COLOURS, PartyColour)
    return {row.abbr: row.colour for row in rows}


def party_colour(party: str) -> str:
    """Return the colour of *party* as ``#rrggbb``, the same whatever else a plot shows.

    Local parties, and others without a colour of their own, have a grey each, by their name.

    >>> party_colour("C"), party_colour("Årjängspartiet") in GREYS
    ('#0b7d3e', True)
    """
    own = load_party_colours().get(party)
    return own or GREYS[zlib.crc32(party.encode()) % len(GREYS)]
