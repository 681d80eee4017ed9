"""Regular expressions that a user writes: each search has a time limit.

A pattern such as ``(a|aa)+$`` takes time that doubles with each letter, and Python's ``re`` cannot be
interrupted. The module ``regex`` reads the same language and can.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from typing import Any, cast

from polcorp.errors import PolcorpError

#: Seconds of processor time that one search of one text may take; a sound pattern takes hundredths.
MOST_SECONDS = 5.0


class UserPattern:
    """Searches as :class:`re.Pattern` does, and gives up after :data:`MOST_SECONDS`."""

    def __init__(self, source: str, flags: re.RegexFlag, where: str) -> None:
        """Compile *source*; *where* says which file or option it is from."""
        import regex

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a later Python will read in another way
            read_by_python = re.compile(source, flags)
            self._regex = regex.compile(source, int(flags) | regex.VERSION0)
        self.pattern = source
        self.flags = read_by_python.flags
        self.groupindex = read_by_python.groupindex
        self._where = where

    def search(self, string: str, pos: int = 0, endpos: int | None = None) -> Any:
        """Return the first match, or None.

        Raises:
            PolcorpError: the search takes too long; so do the other methods.
        """
        return self._timed(lambda limit: self._regex.search(string, pos, endpos, timeout=limit))

    def match(self, string: str, pos: int = 0, endpos: int | None = None) -> Any:
        """Return the match at *pos*, or None."""
        return self._timed(lambda limit: self._regex.match(string, pos, endpos, timeout=limit))

    def fullmatch(self, string: str, pos: int = 0, endpos: int | None = None) -> Any:
        """Return the match from *pos* to the end, or None."""
        return self._timed(lambda limit: self._regex.fullmatch(string, pos, endpos, timeout=limit))

    def finditer(self, string: str, pos: int = 0, endpos: int | None = None) -> Iterator[Any]:
        """Yield all matches, which are found before the first is yielded."""
        found = self._regex.finditer
        yield from self._timed(lambda limit: list(found(string, pos, endpos, timeout=limit)))

    def _timed(self, find: Callable[[float], Any]) -> Any:
        try:
            return find(MOST_SECONDS)
        except TimeoutError as error:
            raise PolcorpError(
                f"{self._where}: the pattern «{self.pattern}» has searched one text for"
                f" {MOST_SECONDS:g} seconds; write it without a repetition inside another"
            ) from error


def user_pattern(source: str, flags: re.RegexFlag = re.NOFLAG, *, where: str) -> re.Pattern[str]:
    """Return a regular expression of a user's, whose searches raise PolcorpError in place of hanging.

    Raises:
        re.error: it is no regular expression of Python's.
    """
    import regex

    try:
        return cast("re.Pattern[str]", UserPattern(source, flags, where))
    except regex.error as error:
        raise re.error(str(error)) from error
