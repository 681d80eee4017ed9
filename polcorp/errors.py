"""The one kind of error that is meant for people: what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from polcorp.vocabulary.messages import message, unknown


class PolcorpError(Exception):
    """Something in the input or the use is wrong; the message is one line for a person."""


class UnknownValueError(PolcorpError):
    """A name that the corpus or a lexicon does not have, answered with the nearest known ones."""

    def __init__(
        self, what: str, value: str, known: Iterable[str], *, listed: bool = False
    ) -> None:
        """Build the message from *what* kind of value it is, the *value* and all *known* ones.

        The first dozen of *known* is shown where none of them is near, or if they are to be *listed*.
        """
        names = list(dict.fromkeys(known))
        near = nearest(value, names)
        hints = [message("did_you_mean", names=", ".join(near))] if near else []
        if names and (listed or not near):
            shown = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
            hints.append(message("known", names=shown))
        hint = " ".join(hints) or message("none_known")
        self.what, self.value = what, value
        #: The message without any known name.
        self.short = f"{unknown(what)} «{value}»"
        super().__init__(f"{self.short}; {hint}")


class DataFileError(PolcorpError):
    """A lexicon, gold or metadata file breaks its schema; says the file and the line."""

    def __init__(self, path: object, line: int | None, problem: str) -> None:
        """Name the file, the 1-based line (if known) and the problem."""
        place = message("line", path=path, line=line) if line is not None else str(path)
        super().__init__(f"{place}: {problem}")


def nearest(value: str, known: Iterable[str], n: int = 3, cutoff: float = 0.5) -> list[str]:
    """Return up to *n* of the *known* names that look most like *value*, ignoring case.

    None of them is less like it than *cutoff*, from 0 to 1 (the same).
    """
    by_folded = {name.casefold(): name for name in known}
    found = get_close_matches(value.casefold(), list(by_folded), n=n, cutoff=cutoff)
    return [by_folded[name] for name in found]
