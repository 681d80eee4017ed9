"""The lexicon of asking: verbs with their forms, and the closed classes around them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from polcorp.lexicons.files import LexiconRow, data_dir, read_toml, validate


class AskingVerb(LexiconRow):
    """A verb that asks; ``needs`` are words of which one must follow within ``within`` words."""

    lemma: str
    forms: tuple[str, ...]
    needs: frozenset[str] = frozenset()
    within: int = 0


class AskingWords(LexiconRow):
    """Closed classes of words, in lower case; the file says what each is for."""

    own_party: frozenset[str]
    our: frozenset[str]
    auxiliaries: frozenset[str]
    speech_acts: frozenset[str]
    adverbs: frozenset[str]
    negations: frozenset[str]
    reader_imperatives: frozenset[str]
    subordinators: frozenset[str]
    finite: frozenset[str]
    saying: frozenset[str]


class AskingVerbs(LexiconRow):
    """Verbs that ask, by what form of them asks: the finite verb, an infinitive, a supine."""

    verb: tuple[AskingVerb, ...] = ()
    infinitive: tuple[AskingVerb, ...] = ()
    supine: tuple[AskingVerb, ...] = ()


@dataclass(slots=True, frozen=True)
class AskingLexicon:
    """Asking verbs by form, and the words around them."""

    finite: dict[str, AskingVerb]
    infinitives: dict[str, AskingVerb]
    supines: dict[str, AskingVerb]
    words: AskingWords
    #: Finite forms of the user's own verbs that ask by themselves.
    own: frozenset[str] = frozenset()


@cache
def load_asking(own: Path | None = None) -> AskingLexicon:
    """Return the lexicon that comes with the package, with the verbs of the user's *own* file.

    Raises:
        DataFileError: a file breaks its schema.
    """
    path = data_dir() / "asking.toml"
    table = read_toml(path)
    words = validate(path, "words", table.pop("words", {}), AskingWords)
    verbs = validate(path, "verbs", table, AskingVerbs)
    mine = AskingVerbs() if own is None else read_asking_verbs(own)
    return AskingLexicon(
        _by_form(verbs.verb, mine.verb),
        _by_form(verbs.infinitive, mine.infinitive),
        _by_form(verbs.supine, mine.supine),
        words,
        frozenset(form for verb in mine.verb if not verb.needs for form in verb.forms),
    )


def read_asking_verbs(path: Path) -> AskingVerbs:
    """Read a user's verbs that ask.

    Raises:
        DataFileError: the file is missing, not TOML, or breaks the schema.
    """
    return validate(path, "verbs", read_toml(path), AskingVerbs)


def _by_form(*groups: tuple[AskingVerb, ...]) -> dict[str, AskingVerb]:
    """Return verbs by form; of two with one form the later counts."""
    return {form: verb for verbs in groups for verb in verbs for form in verb.forms}


def asking_forms() -> tuple[str, ...]:
    """Return the finite forms of the verbs that ask by themselves, in the order of the file."""
    return tuple(form for form, verb in load_asking().finite.items() if not verb.needs)
