"""The order of the Swedish alphabet: å, ä and ö come last, capitals count like small letters.

Python sorts by :func:`swedish_key`; SQLite, which knows no alphabet, by the same key built from
its own ``replace`` (:func:`swedish_sql`), so that tools that read the store need nothing of ours.
"""

from __future__ import annotations

#: What each letter sorts as; ``{``, ``|`` and ``}`` follow ``z`` in ASCII. Only the letters that
#: Swedish names have: SQLite's parser takes about twenty nested calls and no more.
_SORTS_AS = {"å": "{", "ä": "|", "ö": "}", "é": "e"}
#: The same letters as a base letter and a combining mark.
_DECOMPOSED = {"a\u030a": "{", "a\u0308": "|", "o\u0308": "}"}
#: In the order in which they are applied; a decomposed letter would lose its base otherwise.
_REPLACEMENTS = (
    *_DECOMPOSED.items(),
    *((form, sign) for letter, sign in _SORTS_AS.items() for form in (letter, letter.upper())),
)


def swedish_key(text: str) -> tuple[str, str]:
    """Return the key that sorts *text* as a Swedish dictionary would.

    >>> sorted(["Örebro", "Åmål", "Älmhult", "Ale", "Zinkgruvan"], key=swedish_key)
    ['Ale', 'Zinkgruvan', 'Åmål', 'Älmhult', 'Örebro']
    """
    key = "".join(chr(ord(char) + 32) if "A" <= char <= "Z" else char for char in text)
    for form, sign in _REPLACEMENTS:
        key = key.replace(form, sign)
    return key, text


def swedish_sql(expression: str) -> str:
    """Return SQL for the first part of the key of *expression*; null stays null.

    SQLite's ``lower`` changes ASCII letters only, as the key in Python does.
    """
    sql = f"lower({expression})"
    for form, sign in _REPLACEMENTS:
        sql = f"replace({sql}, {_literal(form)}, '{sign}')"
    return sql


def _literal(form: str) -> str:
    """Return SQL for a letter; a combining mark is spelled out, since editors compose it."""
    return f"'{form[0]}'" + "".join(f" || char({ord(mark)})" for mark in form[1:])
