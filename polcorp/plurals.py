"""Numbers with their nouns, for messages: «1 document», «2 documents»."""

from __future__ import annotations

from typing import Final

#: Nouns whose plural is not made with an s.
_IRREGULAR: Final = {"copy": "copies", "party": "parties"}


def counted(number: int, noun: str, total: int | None = None) -> str:
    """Return *number* with the *noun* in its form; with *total*, as a part of that many.

    Of several words the last is the one that has a plural.

    >>> counted(1, "document"), counted(3, "new file"), counted(1, "document", total=60)
    ('1 document', '3 new files', '1 of 60 documents')
    """
    return f"{number if total is None else f'{number} of {total}'} " + (
        noun if (number if total is None else total) == 1 else _plural(noun)
    )


def _plural(noun: str) -> str:
    before, blank, last = noun.rpartition(" ")
    return before + blank + _IRREGULAR.get(last, last + "s")
