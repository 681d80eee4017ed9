"""The index of words: which documents have a word, and which forms a lemma has.

SQLite's FTS5 keeps only the documents of each word (a tenth of the texts' size); where in a text a
word occurs is found by reading those texts.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from polcorp.reading.clean_view import clean
from polcorp.reading.folding import plain_letters
from polcorp.vocabulary.document_fields import IN_ROWS

#: What comes with a text that is looked through.
KNOWN_OF_TEXT = ("doc_id", *IN_ROWS)

Form = tuple[str, str, str]

_HYPHENED = re.compile(r"(\w+)-(\w+)")


def search_text(text: str) -> str:
    """Return *text* as it is indexed: its clean view, hyphened words joined too.

    An index made with another rule cannot be kept up to date: a change here needs a migration that
    fills the index again.
    """
    plain = clean(text)
    joined = [match.group(1) + match.group(2) for match in _HYPHENED.finditer(plain)]
    return " ".join((plain, *joined)).casefold()


def index_document(
    connection: sqlite3.Connection, document: int, text: str, forms: Iterable[Form]
) -> None:
    """Enter a document that has just been stored, and the *forms* (lemma, tag, form) it has."""
    connection.execute(
        "INSERT INTO word (rowid, text) VALUES (?, ?)", (document, search_text(text))
    )
    connection.executemany(
        "INSERT INTO word_form (lemma, pos, form) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", forms
    )


def tidy_index(connection: sqlite3.Connection) -> None:
    """Put the index of words together, which grows by pieces; worth it after many documents."""
    connection.execute("INSERT INTO word (word) VALUES ('optimize')")


def give_back_space(connection: sqlite3.Connection) -> None:
    """Shorten the file by what is free in it; expects to be outside of a transaction."""
    connection.executescript("PRAGMA incremental_vacuum")  # execute() would free one page


def unindex_document(connection: sqlite3.Connection, path: str) -> None:
    """Take the document at *path* out of the index, if it is there; its text is still stored."""
    query = "SELECT d.id, t.text FROM document d JOIN text t ON t.document = d.id WHERE d.path = ?"
    for document, text in connection.execute(query, (path,)).fetchall():
        connection.execute(
            "INSERT INTO word (word, rowid, text) VALUES ('delete', ?, ?)",
            (document, search_text(text)),
        )


def forms_of(
    connection: sqlite3.Connection, lemma: str, pos: str = "", *, plain: bool = False
) -> list[str]:
    """Return the forms of a lemma that the corpus has, the lemma itself first.

    With *pos*, a universal part of speech, only forms that were seen as that; with *plain*, the
    forms of every lemma that has the same letters without their marks.
    """
    lemmas = [lemma]
    if plain:
        wanted = plain_letters(lemma)
        every = connection.execute("SELECT DISTINCT lemma FROM word_form ORDER BY 1")
        lemmas += [known for (known,) in every if plain_letters(known) == wanted != known]
    query = "SELECT DISTINCT form FROM word_form WHERE lemma = ? AND (? = '' OR pos = ?) ORDER BY 1"
    found = dict.fromkeys(lemmas)
    for one in lemmas:
        found |= dict.fromkeys(form for (form,) in connection.execute(query, (one, pos, pos)))
    return list(found)


def spellings(
    connection: sqlite3.Connection, words: Sequence[Sequence[str]]
) -> Iterator[tuple[str, ...]]:
    """Yield for each group of plain *words* the words of the index that have their letters.

    A word that ends in ``*`` is a beginning, and so are those that are returned for it.
    """
    wanted: dict[tuple[str, int], set[str]] = {}
    for word in (word for group in words for word in group):
        letters = word.removesuffix("*")
        wanted[letters, len(letters) if word.endswith("*") else 0] = set()
    lengths = {length for _, length in wanted}
    for term in _terms(connection):
        for length in lengths:
            begins = term[:length] if length else term
            found = wanted.get((plain_letters(begins), length))
            if found is not None:
                found.add(f"{begins}*" if length else begins)
    for group in words:
        keys = ((word.removesuffix("*"), len(word) - 1 if word[-1] == "*" else 0) for word in group)
        yield tuple(sorted(term for key in keys for term in wanted[key]))


def _terms(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield every word of the index."""
    (before,) = connection.execute("PRAGMA query_only").fetchone()
    connection.execute("PRAGMA query_only = OFF")  # what is made here is in no file
    try:
        connection.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.word_term USING fts5vocab(main, word, row)"
        )
    finally:
        connection.execute(f"PRAGMA query_only = {before}")
    for (term,) in connection.execute("SELECT term FROM temp.word_term"):
        yield term


def tags_of(connection: sqlite3.Connection, document: int) -> bytes:
    """Return the parts of speech of a document that has them, packed."""
    query = "SELECT tags FROM word_tag WHERE document = ?"
    (tags,) = connection.execute(query, (document,)).fetchone()
    return bytes(tags)


class Text(NamedTuple):
    """A document's key, its text, whether that is clean, and its values of :data:`KNOWN_OF_TEXT`."""

    document: int
    text: str | None  # None where the store is damaged
    is_clean: bool
    known: tuple[str | None, ...]


def texts_with(
    connection: sqlite3.Connection,
    words: Sequence[Sequence[str]],
    condition: str,
    values: dict[str, str],
) -> Iterator[Text]:
    """Yield the documents that may fit, in their order.

    Each of *words* is a list of which a document has at least one; a word that ends in ``*`` is a
    beginning. *condition* is SQL on the document ``d``.
    """
    if not all(words):
        return
    where = [condition] if condition else []
    source = "document d"
    if words:
        source = "word JOIN document d ON d.id = word.rowid"
        where.append("word MATCH :words")
        values = {**values, "words": " AND ".join(_any_of(group) for group in words)}
    query = (
        f"SELECT d.id, (SELECT t.text FROM text t WHERE t.document = d.id), d.is_clean,"
        f" {', '.join(f'd.{name}' for name in KNOWN_OF_TEXT)} FROM {source}"
        f"{' WHERE ' + ' AND '.join(where) if where else ''} ORDER BY d.doc_order, d.doc_id"
    )
    for document, text, is_clean, *known in connection.execute(query, values):
        yield Text(document, text, bool(is_clean), tuple(known))


def _any_of(words: Sequence[str]) -> str:
    quoted = [f'"{word.removesuffix("*")}"{" *" if word.endswith("*") else ""}' for word in words]
    return f"({' OR '.join(quoted)})"
