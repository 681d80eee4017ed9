"""Imperatives and infinitives by Swedish morphology.

A verb of the first conjugation has its imperative in -a like its infinitive (öka, present
ökar); the second and third have the bare stem (höj, present höjer; bryt, bryter); stems in r
look like their present (gör); verbs in a stressed vowel have one form (ge, gå). The dictionary
of the lemma library tells whether the present that a form implies exists.
"""

from __future__ import annotations

import re
from functools import lru_cache

from polcorp.lexicons.dictionary import is_known, lemmatize
from polcorp.lexicons.word_lists import words

#: Words of closed classes that look like verb forms («våra» as if from «vårar»).
_CLOSED = words("imperatives:closed")
#: Before a noun these make it an object, and particles after a verb show that it is one.
_DETERMINERS = words("imperatives:determiner")
_DEFINITE = re.compile(r"(?:en|et|n|t|na|arna|orna|erna)s?$")
_PLURAL_OF_MAN = "män"
_PLURAL_INDEFINITE = re.compile(r"(?:or|ar|er|en|n|ande|are|um)$")
#: Right after one of these the first word is a subject.
_FINITE = words("imperatives:finite")
#: Before a noun these make «inför» a verb: «Inför en garanti».
_ARTICLES = words("imperatives:article")
_PREPOSITION = words("imperatives:after_noun") | {"-", "–", ":"}


@lru_cache(maxsize=50_000)
def _lemma(form: str) -> str | None:
    """Return the lemma of a known form, or None where the dictionary does not know it."""
    return lemmatize(form).lower() if is_known(form) else None


@lru_cache(maxsize=50_000)
def is_infinitive(word: str) -> bool:
    """Return whether *word* has the shape of an infinitive whose present is known."""
    form = word.lower()
    if form in _CLOSED or len(form) < 2:
        return False
    if form.endswith("a"):
        return (
            _lemma(form + "r") == form
            or _lemma(form[:-1] + "er") == form
            or (form[:-1].endswith("r") and form in {_lemma(form[:-1]), _lemma(form[:-1] + "de")})
        )
    return form[-1] in "eåoiyuö" and _lemma(form + "r") == form


@lru_cache(maxsize=50_000)
def imperative_kind(word: str) -> str | None:
    """Return how *word* can be an imperative: ``stem``, ``a``, ``vowel``, ``r``, or None."""
    form = word.lower()
    if form in _CLOSED or len(form) < 2 or not form.isalpha():
        return None
    if form.startswith("åter") and len(form) > 7 and _lemma(form) is None:
        form = form.removeprefix("åter")  # the dictionary has «öppnar», not «återöppnar»
    if form.endswith("a"):
        return "a" if _lemma(form + "r") == form else None
    if form[-1] in "eåoiyuö":
        noun = form.endswith("e") and _lemma(form + "n") == form  # berättelsen, berättelser
        return "vowel" if _lemma(form + "r") == form and not noun else None
    if _lemma(form + "er") == form + "a":
        return "stem"
    if (
        form.endswith("r")
        and _lemma(form + "ar") != form + "a"
        and (_lemma(form) == form + "a" or _lemma(form + "a") == form + "a")
    ):
        return "r" if _lemma(form + "t") in {form + "a", form + "t", None} else None
    return None


@lru_cache(maxsize=50_000)
def is_present(word: str) -> bool:
    """Return whether *word* has the shape of a verb in the present: «bygger», «står», not «skolor»."""
    form = word.lower()
    lemma = _lemma(form) if form.endswith("r") and form not in _CLOSED else None
    if lemma is None or lemma == form:
        return False
    return form == lemma + "r" or (lemma.endswith("a") and not form.endswith("or"))


def verb_lemma(form: str) -> str:
    """Return the infinitive of an imperative or infinitive: «höj» → höja, «säkra» → säkra."""
    low = form.lower()
    return low + "a" if imperative_kind(low) in {"stem", "r"} else low


def reads_as_verb(words: list[str]) -> bool:
    """Return whether the first word, which may be a noun or adjective too, is used as a verb.

    Before what can be its object it does: «Sänka skatten», not «Skola och vård», «Fria resor».
    """
    first, after = words[0].lower(), words[1].lower() if len(words) > 1 else ""
    if _can_be_noun(first):
        return bool(after) and after not in _PREPOSITION
    if first.endswith("a") and _can_be_adjective(first):
        return bool(after) and not (
            _PLURAL_INDEFINITE.search(after) and not _DEFINITE.search(after)
        )
    return True


def opens_imperative(words: list[str]) -> bool:
    """Return whether a line of *words* opens with an imperative («Höj anslaget till …»).

    A form that can be a noun or an adjective as well («Hjälp», «Trygga») counts only before
    what can be its object.
    """
    if not words:
        return False
    first = words[0].lower()
    kind = imperative_kind(first)
    if kind is None:
        return False
    after = words[1].lower() if len(words) > 1 else ""
    if after in _FINITE:  # «Anfall är bästa försvar»
        return False
    if after in {"och", "eller"}:  # «Rekrytera och behåll …», not «Cykla och cykelbanor»
        return len(words) > 2 and imperative_kind(words[2]) is not None
    if kind == "a" and _can_be_adjective(first):
        return _opens_object(after)
    if _can_be_noun(first):
        return bool(after) and after not in _PREPOSITION
    if kind == "r" and first in {"inför"}:
        if after in _ARTICLES:
            return True
        return bool(after) and not _DEFINITE.search(after) and not after.isdigit()
    return bool(after) or kind in {"stem", "a"}


def _opens_object(word: str) -> bool:
    """Return whether *word* may open an object, which the noun of an adjective in -a is not.

    «Dubbla antalet», «Säkra en god vård», «Öppna upp»; not «Dubbla grundavdrag», «Trygga skolor».
    """
    if word in _DETERMINERS:
        return True
    bare = _lemma(word) == word or word.endswith(_PLURAL_OF_MAN)  # «barn», «huvudmän»
    return bool(word) and _DEFINITE.search(word) is not None and not bare


@lru_cache(maxsize=20_000)
def _can_be_noun(form: str) -> bool:
    """Return whether a verb form is a noun as well, by its definite or plural form."""
    if form.endswith("a"):
        return _lemma(form + "n") == form or _lemma(form[:-1] + "orna") == form
    return _lemma(form + "et") == form or _lemma(form + "en") == form


@lru_cache(maxsize=20_000)
def _can_be_adjective(form: str) -> bool:
    """Return whether a form in -a is an adjective's plural as well, by its neuter."""
    stem = form[:-1]
    if _lemma(stem + "t") == stem or _lemma(stem + "are") == stem or _lemma(form) == stem:
        return True
    full = f"{stem[:-1]}e{stem[-1:]}"  # «dubbel», «säker», «öppen»
    neuter = f"{full[:-1]}t" if full.endswith("en") else f"{full}t"
    return full in {_lemma(full), _lemma(form)} and _lemma(neuter) in {full, neuter}
