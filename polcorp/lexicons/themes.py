"""The codebook of themes as words: terms, phrases, parts of compounds, exceptions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import AliasChoices, BeforeValidator, Field

from polcorp.lexicons.files import (
    LexiconRow,
    Many,
    data_dir,
    read_csv,
    read_tables,
    read_toml,
    validate,
)
from polcorp.lexicons.word_lists import words

#: Letters of a word that must remain beside a prefix or suffix.
_BESIDE = 3


class Term(LexiconRow):
    """A word or part of a word with its weight: 3 decides alone, 2 is normal, 1 only a hint."""

    text: str
    weight: Annotated[int, Field(ge=1, le=3)] = 2
    pos: str | None = None


def _as_terms(value: Any) -> Any:
    if isinstance(value, list):
        return tuple({"text": item} if isinstance(item, str) else item for item in value)
    return value


Terms = Annotated[tuple[Term, ...], BeforeValidator(_as_terms)]


class Theme(LexiconRow):
    """One code of the codebook with what speaks for it, and its place in CAP and MARPOR."""

    code: str
    name: str
    name_en: str = ""
    about: str = ""
    cap: str | int | None = None
    marpor_nearest: Annotated[
        str | int | None, Field(validation_alias=AliasChoices("marpor_nearest", "marpor"))
    ] = None
    terms: Terms = ()
    phrases: Terms = ()
    prefixes: Terms = ()
    suffixes: Terms = ()
    exceptions: tuple[str, ...] = ()


class _ActorRow(LexiconRow):
    """What an actor, by canonical name, is about; the main theme first."""

    canonical: str
    themes: Many


class Hit(NamedTuple):
    """A word that speaks for a theme; *part* says that only a part of the word does."""

    theme: str
    weight: int
    term: str
    pos: str | None = None
    part: bool = False


class ThemeIndex:
    """Looks words and phrases up in the codebook."""

    def __init__(self, themes: Iterable[Theme]) -> None:
        """Index *themes* by word, by part of a word and by the first word of a phrase."""
        self.themes = {theme.code: theme for theme in themes}
        self._words: dict[str, list[Hit]] = defaultdict(list)
        self._prefixes: dict[str, list[Hit]] = defaultdict(list)
        self._suffixes: dict[str, list[Hit]] = defaultdict(list)
        self._phrases: dict[str, list[tuple[tuple[str, ...], Hit]]] = defaultdict(list)
        self._exceptions: dict[str, frozenset[str]] = {}
        self._open_exceptions: dict[str, tuple[str, ...]] = {}
        self._cache: dict[tuple[str, str], tuple[Hit, ...]] = {}
        for theme in self.themes.values():
            self._add(theme)

    def _add(self, theme: Theme) -> None:
        code = theme.code
        for term in theme.terms:
            self._words[term.text.lower()].append(Hit(code, term.weight, term.text, term.pos))
        for term in theme.prefixes:
            hit = Hit(code, term.weight, f"{term.text}-", term.pos, part=True)
            self._prefixes[term.text.lower()].append(hit)
        for term in theme.suffixes:
            hit = Hit(code, term.weight, f"-{term.text}", term.pos)
            self._suffixes[term.text.lower()].append(hit)
        for term in theme.phrases:
            words = tuple(stem(word) for word in term.text.lower().split())
            self._phrases[words[0]].append((words, Hit(code, term.weight, term.text, term.pos)))
        plain = {e.lower() for e in theme.exceptions if not e.endswith("*")}
        self._exceptions[code] = frozenset(plain)
        self._open_exceptions[code] = tuple(
            e[:-1].lower() for e in theme.exceptions if e.endswith("*")
        )

    def word(self, form: str, lemma: str) -> tuple[Hit, ...]:
        """Return the hits of one word by its *form* and *lemma*, both in lower case.

        A whole word goes before a part of it; each theme counts once.
        """
        key = (form, lemma)
        hits = self._cache.get(key)
        if hits is None:
            hits = self._cache[key] = self._look_up(form, lemma)
        return hits

    def _look_up(self, form: str, lemma: str) -> tuple[Hit, ...]:
        best: dict[str, Hit] = {}
        keys = dict.fromkeys((lemma, form))
        for key in keys:
            for hit in self._words.get(key, ()):
                _keep(best, hit)
        for key in keys:
            for cut in range(_BESIDE, len(key) - _BESIDE + 1):
                for hit in self._prefixes.get(key[:cut], ()):
                    _keep(best, hit)
                for hit in self._suffixes.get(key[cut:], ()):
                    _keep(best, hit)
        first, hyphen, _ = form.partition("-")
        if hyphen and len(first) > 1:  # «BID-samarbete»: the name is a word of its own
            for hit in self._words.get(first, ()):
                _keep(best, hit)
        return tuple(hit for hit in best.values() if not self._excepted(hit.theme, keys))

    def _excepted(self, code: str, keys: Iterable[str]) -> bool:
        plain, opened = self._exceptions[code], self._open_exceptions[code]
        return any(key in plain or key.startswith(opened) for key in keys if opened or plain)

    def phrases(self, first: str) -> list[tuple[tuple[str, ...], Hit]]:
        """Return the phrases that begin with a word of the stem *first*, as stems."""
        return self._phrases.get(first, [])


def _keep(best: dict[str, Hit], hit: Hit) -> None:
    known = best.get(hit.theme)
    if known is None or hit.weight > known.weight:
        best[hit.theme] = hit


#: Inflectional endings, longest first, as in a light stemmer.
_ENDINGS = tuple(sorted(words("themes:endings"), key=lambda ending: (-len(ending), ending)))
_SHORTEST_STEM = 4


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return *word* without an inflectional ending; made for words of phrases.

    Two words with one stem need not be the same; two words of a phrase that both have the stems
    of a phrase in the codebook nearly always are.
    """
    for ending in _ENDINGS:
        if len(word) - len(ending) >= _SHORTEST_STEM and word.endswith(ending):
            return word[: -len(ending)]
    return word


def read_themes(path: Path) -> tuple[Theme, ...]:
    """Read a codebook; with ``extend = true`` at its top it adds to the one of the package.

    A theme that extends one of the package needs only its code and name; its lists are put
    behind the package's.

    Raises:
        DataFileError: the file is missing, not TOML, or a theme breaks the schema; names the line.
    """
    own = tuple(
        validate(path, f"theme {item.get('code', number)}", item, Theme, line)
        for number, (line, item) in enumerate(read_tables(path, "theme", ("extend",)), start=1)
    )
    return _extended(own) if read_toml(path).get("extend") else own


def _extended(own: tuple[Theme, ...]) -> tuple[Theme, ...]:
    """Return the package's codebook with the lists of *own* behind its own."""
    themes = {theme.code: theme for theme in load_themes()}
    for theme in own:
        known = themes.get(theme.code)
        if known is None:
            themes[theme.code] = theme
            continue
        lists = ("terms", "phrases", "prefixes", "suffixes", "exceptions")
        more = {name: getattr(known, name) + getattr(theme, name) for name in lists}
        themes[theme.code] = known.model_copy(update=more)
    return tuple(themes.values())


def names_of_themes(path: Path) -> dict[str, list[str]]:
    """Return the labels of each theme that the codebook *path* labels otherwise, by code.

    The labels are the Swedish name, the English one (else the Swedish), CAP and MARPOR.

    Raises:
        DataFileError: as :func:`read_themes`.
    """
    packaged = {labels(theme) for theme in load_themes()}
    own = [labels(theme) for theme in read_themes(path)]
    return {code: names for code, *names in own if (code, *names) not in packaged}


def labels(theme: Theme) -> tuple[str, str, str, str, str]:
    """Return code, name, English name (else the Swedish), CAP and MARPOR of *theme*."""
    nearest = str(theme.marpor_nearest or "")
    return theme.code, theme.name, theme.name_en or theme.name, str(theme.cap or ""), nearest


@cache
def load_themes() -> tuple[Theme, ...]:
    """Return the codebook that comes with the package, in its order."""
    return read_themes(data_dir() / "themes.toml")


@cache
def load_actor_themes() -> dict[str, tuple[str, ...]]:
    """Return what well-known actors are about: canonical name to codes, the main one first."""
    rows = read_csv(data_dir() / "actor_themes.csv", _ActorRow)
    return {row.canonical: row.themes for row in rows}


@cache
def load_idioms() -> tuple[tuple[str, ...], ...]:
    """Return the phrases whose words say nothing («i centrum», «ta vägen»)."""
    lines = (data_dir() / "theme_idioms.txt").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split()) for line in lines if line.strip() and line[0] != "#")
