"""Lemmas from suffix rules that the SUC tag selects.

A rule says: a word with this tag that ends so loses its last ``strip`` letters and gets
``append`` instead. The longest matching ending wins; an ending that begins with ``^`` is a
whole word. The rules are learned by ``training/scripts/lemma_rules.py`` and saved with the
pipeline. The component needs ``token.tag`` and does not read the parse. Where names are found
before it runs, those of people and places keep their capitals («Linköping»).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc

Rule = tuple[int, str]
Rules = dict[str, dict[str, Rule]]

LONGEST_ENDING = 12
MAX_CACHED = 100_000
KEEP_CASE = ("PM", "UO")
# A capitalised word in a name of these labels is a name, whatever the tagger took it for.
NAME_LABELS = frozenset(("PER", "LOC"))
# In capitals, a longer noun is more likely a word of a heading than an abbreviation.
LONGEST_ABBREVIATION = 3
LONGEST_HEAD = 8
NO_LEMMA_CHANGE = frozenset(("MAD", "MID", "PAD", "_SP", ""))
_FILE = "rules.json"


def cased_key(form: str, tag: str) -> str:
    """Return ``form`` in the case that its lemma has.

    Names keep their case; other words are lower-cased, but an abbreviation at the head of a
    noun is not: «EEC-länderna», «BID», but «Trygghet» and «TRYGGHET» become «trygghet».
    """
    word_class = tag.split("|", maxsplit=1)[0]
    if word_class in KEEP_CASE:
        return form
    head, hyphen, rest = form.partition("-")
    longest = LONGEST_HEAD if hyphen else LONGEST_ABBREVIATION
    if word_class == "NN" and head.isupper() and 1 < len(head) <= longest and not rest.isupper():
        return head + hyphen + rest.lower()
    return form.lower()


def name_tag(tag: str) -> str:
    """Return the tag of a name in the case that ``tag`` says."""
    return "PM|GEN" if tag.endswith("GEN") else "PM|NOM"


def rule_for(rules: dict[str, Rule], word: str) -> Rule | None:
    """Return the rule of the longest ending of ``word`` that ``rules`` has, if any."""
    low = word.lower()
    whole = rules.get("^" + low)
    if whole is not None:
        return whole
    for length in range(min(len(low), LONGEST_ENDING), -1, -1):
        found = rules.get(low[len(low) - length :])
        if found is not None:
            return found
    return None


def apply_rule(rule: Rule, word: str) -> str:
    """Return ``word`` with its ending exchanged, or ``word`` if nothing would be left."""
    strip, append = rule
    stem = word[: len(word) - strip] if strip else word
    return stem + append or word


class LemmaBackoff(Pipe):
    """Set ``token.lemma_`` of every token from its tag and its ending."""

    def __init__(self, name: str, *, overwrite: bool, scorer: Callable[..., Any] | None) -> None:
        """Make a lemmatiser without rules; ``from_disk`` or ``set_rules`` gives it some.

        Args:
            name: the component's name in the pipeline.
            overwrite: whether lemmas that another component has set are replaced.
            scorer: the scoring function, as spaCy's registry returns it.
        """
        self.name = name
        self.overwrite = overwrite
        self.scorer = scorer
        self.rules: Rules = {}
        self._cache: dict[tuple[str, str], str] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas of ``doc`` and return it."""
        for token in doc:
            if self.overwrite or not token.lemma:
                named = token.ent_type_ in NAME_LABELS and token.text[:1].isupper()
                tag = name_tag(token.tag_) if named else token.tag_
                token.lemma_ = self.lemma(token.text, tag)
        return doc

    def lemma(self, form: str, tag: str) -> str:
        """Return the lemma of ``form`` with the SUC tag ``tag`` («NN|UTR|SIN|DEF|NOM»)."""
        key = form, tag
        lemma = self._cache.get(key)
        if lemma is None:
            lemma = self._compute(form, tag)
            if len(self._cache) < MAX_CACHED:
                self._cache[key] = lemma
        return lemma

    def _compute(self, form: str, tag: str) -> str:
        if tag in NO_LEMMA_CHANGE or not any(char.isalpha() for char in form):
            return form
        word = cased_key(form, tag)
        for rules in (self.rules.get(tag), self.rules.get(tag.split("|", maxsplit=1)[0])):
            rule = rule_for(rules, word) if rules else None
            if rule is not None:
                return apply_rule(rule, word)
        return word

    def set_rules(self, rules: Rules) -> None:
        """Take ``rules``: tag to ending to (letters to strip, letters to append)."""
        self.rules = rules
        self._cache.clear()

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return the rules as bytes."""
        return json.dumps(self.rules, ensure_ascii=False, separators=(",", ":")).encode("utf-8")

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> LemmaBackoff:
        """Take the rules that ``to_bytes`` has written."""
        loaded = json.loads(data.decode("utf-8"))
        self.set_rules(
            {
                tag: {ending: (strip, append) for ending, (strip, append) in endings.items()}
                for tag, endings in loaded.items()
            }
        )
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the rules to the folder ``path``."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> LemmaBackoff:
        """Read the rules from the folder ``path``."""
        return self.from_bytes((Path(path) / _FILE).read_bytes())


@Language.factory(
    "polcorp_lemma_backoff",
    assigns=["token.lemma"],
    requires=["token.tag"],
    default_config={"overwrite": True, "scorer": {"@scorers": "spacy.lemmatizer_scorer.v1"}},
    default_score_weights={"lemma_acc": 1.0},
)
def make_lemma_backoff(
    nlp: Language, name: str, overwrite: bool, scorer: Callable[..., Any] | None
) -> LemmaBackoff:
    """Return the suffix-rule lemmatiser as a component."""
    return LemmaBackoff(name, overwrite=overwrite, scorer=scorer)
