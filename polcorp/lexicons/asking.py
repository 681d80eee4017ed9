"""The lexicon of asking: verbs with their forms, and the closed classes around them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

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


@dataclass(slots=True, frozen=True)
class AskingLexicon:
    """Asking verbs by form, and the words around them."""

    finite: dict[str, AskingVerb]
    infinitives: dict[str, AskingVerb]
    supines: dict[str, AskingVerb]
    words: AskingWords


@cache
def load_asking() -> AskingLexicon:
    """Return the lexicon that comes with the package.

    Raises:
        DataFileError: the file breaks its schema.
    """
    path = data_dir() / "asking.toml"
    table = read_toml(path)

    def by_form(key: str) -> dict[str, AskingVerb]:
        verbs = [validate(path, key, item, AskingVerb) for item in table.get(key, [])]
        return {form: verb for verb in verbs for form in verb.forms}

    words = validate(path, "words", table.get("words", {}), AskingWords)
    return AskingLexicon(by_form("verb"), by_form("infinitive"), by_form("supine"), words)
