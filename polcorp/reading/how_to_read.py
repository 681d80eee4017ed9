"""What the user tells of how all files are to be read."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, TypedDict

from polcorp.reading.lenient_decoding import known_encoding


class ReadingOptions(TypedDict, total=False):
    """The options of reading, as a caller names them."""

    encoding: str
    lenient: bool
    text_column: str
    id_column: str


@dataclass(frozen=True)
class HowToRead:
    """How files become texts.

    Args:
        encoding: of all texts; empty: what each one looks like.
        lenient: replace what does not fit the encoding.
        text_column: of tables with a text in each row; empty: by its heading.
        id_column: the column with the names of these texts; empty: by its heading.
    """

    encoding: str = ""
    lenient: bool = False
    text_column: str = ""
    id_column: str = ""

    def checked(self) -> HowToRead:
        """Return this with the usual name of the encoding.

        Raises:
            UnknownValueError: there is no such encoding.
        """
        return replace(self, encoding=known_encoding(self.encoding)) if self.encoding else self

    def as_dict(self) -> dict[str, Any]:
        """Return the options by their names."""
        return asdict(self)
