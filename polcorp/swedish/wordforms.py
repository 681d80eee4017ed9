"""Word forms without the damage that web pages do to them."""

from __future__ import annotations

import unicodedata

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Characters that a reader does not see inside a word: soft hyphen, zero-width ones."""


def clean(form: str) -> str:
    """Return ``form`` without invisible characters and with composed letters (NFC).

    A form of nothing but invisible characters is returned as it is, since a token needs a
    norm.
    """
    if form.isascii():
        return form
    visible = "".join(char for char in form if char not in INVISIBLE)
    return unicodedata.normalize("NFC", visible) if visible else form
