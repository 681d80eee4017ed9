"""Learn suffix rules for lemmas: gold from treebanks, silver from two lemmatisers.

Silver words are those of the government texts, tagged in context by a pipeline. Nouns, verbs,
adjectives and present participles get lemmy's lemma, past participles and adverbs simplemma's:
what measured best on words that the training part lacks. The treebank's own words override
both.

Usage: python lemma_rules.py TAGGER TEXT OUT.json TREEBANK.conllu [...] [--words N]
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import lemmy
import simplemma
import spacy
from treebank_io import read_conllu

import polcorp.pipeline.model.tokenizer  # noqa: F401  (registers the tokeniser)
from docs import split_spaced
from polcorp.pipeline.model.lemma_backoff import (
    LONGEST_ENDING,
    NO_LEMMA_CHANGE,
    Rule,
    Rules,
    cased_key,
    rule_for,
)

OPEN_CLASSES = {"NN": "NOUN", "VB": "VERB", "JJ": "ADJ", "PC": "ADJ", "AB": "ADV", "PM": "PROPN"}
BY_LEMMY = ("NN", "VB", "JJ", "PC|PRS")
MIN_COUNT = 3
MIN_SHARE = 0.15
GOLD_WEIGHT = 4
Lexicon = dict[str, dict[str, str]]


def gold_lexicon(treebanks: Iterable[Path]) -> Lexicon:
    """Return tag to word to its most frequent lemma in the treebanks."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for path in treebanks:
        for sentence in read_conllu(path):
            for token in split_spaced(sentence).tokens:
                if token.xpos not in NO_LEMMA_CHANGE and any(c.isalpha() for c in token.form):
                    counts[token.xpos, cased_key(token.form, token.xpos)][token.lemma] += 1
    lexicon: Lexicon = defaultdict(dict)
    for (tag, word), lemmas in counts.items():
        lexicon[tag][word] = max(lemmas, key=lambda lemma: (lemmas[lemma], lemma))
    return lexicon


def lines(path: Path, words: int) -> Iterator[str]:
    """Yield every third line of ``path`` until ``words`` words are read."""
    read = 0
    with path.open(encoding="utf-8") as source:
        for line in islice(source, 0, None, 3):
            read += line.count(" ") + 1
            yield line.strip()
            if read > words:
                return


def silver_lexicon(tagger: str, text: Path, words: int) -> Lexicon:
    """Return tag to word to lemma for the words that ``tagger`` finds in ``text``."""
    nlp = spacy.load(tagger, exclude=["parser", "ner", "trainable_lemmatizer", "morphologizer"])
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for doc in nlp.pipe(lines(text, words), batch_size=256):
        for token in doc:
            if token.is_alpha or "-" in token.text:
                counts[token.text][token.tag_] += 1
    lemmatizer = lemmy.load("sv")
    lexicon: Lexicon = defaultdict(dict)
    for form, tags in counts.items():
        total = sum(tags.values())
        for tag, count in tags.items():
            upos = OPEN_CLASSES.get(tag.split("|")[0])
            if upos and upos != "PROPN" and count >= MIN_COUNT and count / total >= MIN_SHARE:
                lexicon[tag][form] = silver_lemma(lemmatizer, form, tag, upos)
    return lexicon


def silver_lemma(lemmatizer: lemmy.Lemmatizer, form: str, tag: str, upos: str) -> str:
    """Return the lemma that the better lemmatiser for the word's class gives."""
    if tag.startswith(BY_LEMMY):
        found = lemmatizer.lemmatize(upos, form)
        if found:
            return str(found[0])
    return str(simplemma.lemmatize(form, lang="sv"))


def rule_of(word: str, lemma: str) -> Rule:
    """Return what turns ``word`` into ``lemma``."""
    same = 0
    for left, right in zip(word, lemma, strict=False):
        if left != right:
            break
        same += 1
    return len(word) - same, lemma[same:]


def learn(
    gold: dict[str, str], silver: dict[str, str], longest: int = LONGEST_ENDING
) -> dict[str, Rule]:
    """Return ending to rule: the fewest endings that give every frequent word its lemma.

    Endings have at most ``longest`` letters; what they get wrong becomes a whole-word rule.
    """
    lexicon = {**silver, **gold}
    votes: dict[str, Counter[Rule]] = defaultdict(Counter)
    for word, lemma in lexicon.items():
        low, rule = word.lower(), rule_of(word, lemma)
        weight = GOLD_WEIGHT if word in gold else 1
        for length in range(min(len(low), longest) + 1):
            votes[low[len(low) - length :]][rule] += weight
    rules: dict[str, Rule] = {}
    for ending in sorted(votes, key=lambda e: (len(e), e)):
        rule, support = max(votes[ending].items(), key=lambda item: (item[1], item[0]))
        shorter = (ending[i:] for i in range(1, len(ending) + 1))
        inherited = next((rules[end] for end in shorter if end in rules), None)
        if rule != inherited and (not ending or support >= 2):
            rules[ending] = rule
    for word, lemma in lexicon.items():
        low, rule = word.lower(), rule_of(word, lemma)
        if rule_for(rules, word) != rule:
            rules["^" + low] = rule
    return rules


def learn_all(gold: Lexicon, silver: Lexicon) -> Rules:
    """Return the rules of every tag, and of every word class for tags never seen."""
    classes: tuple[Lexicon, Lexicon] = (defaultdict(dict), defaultdict(dict))
    for lexicon, merged in zip((gold, silver), classes, strict=True):
        for tag, words in lexicon.items():
            merged[tag.split("|")[0]].update(words)
    rules = {
        tag: learn(gold.get(tag, {}), silver.get(tag, {}), 1 if tag[:2] == "PM" else LONGEST_ENDING)
        for tag in {**gold, **silver}
    }
    for tag in classes[0]:
        if tag not in rules:
            rules[tag] = {e: r for e, r in learn(classes[0][tag], {}).items() if e[:1] != "^"}
    return {tag: dict(sorted(rules[tag].items())) for tag in sorted(rules)}


def main() -> None:
    """Write the rules and say how many there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tagger")
    parser.add_argument("text", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("treebanks", type=Path, nargs="+")
    parser.add_argument("--words", type=int, default=1_500_000)
    options = parser.parse_args()
    gold = gold_lexicon(options.treebanks)
    silver = silver_lexicon(options.tagger, options.text, options.words) if options.words else {}
    rules = learn_all(gold, silver)
    text = json.dumps(rules, ensure_ascii=False, separators=(",", ":"))
    options.out.write_text(text, encoding="utf-8")
    words = sum(map(len, silver.values()))
    print(f"{sum(map(len, rules.values()))} rules, {len(text)} bytes, {words} silver words")


if __name__ == "__main__":
    main()
