"""Words after «vill» by which somebody only speaks: to thank, to ask, to make something clear."""

from __future__ import annotations

from spacy.tokens import Token

from polcorp.lexicons.asking import load_asking
from polcorp.lexicons.word_lists import list_pattern, words
from polcorp.swedish.imperatives import is_infinitive

_WORDS = load_asking().words
_SAYING_VERBS = words("demands:saying_verb")
_SAYING_NOUN = list_pattern("demands:saying_noun")
#: What somebody «önskar» of whom he asks, and what opens an aside before the verb.
_ANSWERS = words("demands:answer")
_ASIDE = words("demands:aside")
#: A question that somebody only answers: «kommunstyrelsen föreslår hur motionen ska besvaras».
_INDIRECT = words("demands:indirect_question")
#: What is for or against something after «säga», and verbs that ask with their particle.
_STANDS = (["nej"], ["ja"], ["stopp"])
_ASKING_ACTS = words("demands:asking_act")
#: How far the verb and what is said are looked for, in words.
_NEAR, _OBJECT, _OFFICE = 5, 5, 12


def is_speech_act(tokens: list[Token], index: int, lemma: str = "vilja") -> bool:
    """Return whether what follows the verb is only saying: «vi vill tacka», «vi vill dock säga».

    *lemma* is the verb; *index* is where it, or a subject after it, is.
    """
    place = _after_office(tokens, index + 1)
    if place < len(tokens) and tokens[place].lower_ in _INDIRECT:
        return True
    if lemma == "önska" and place < len(tokens) and tokens[place].lower_ in _ANSWERS:
        return True
    for verb in range(place, min(len(tokens), place + _NEAR - 1)):
        word, after = tokens[verb].lower_, _lowers(tokens, verb + 1, verb + 2)
        if word in _WORDS.speech_acts:
            return f"{word} {' '.join(after)}" not in _ASKING_ACTS and after not in _STANDS
        if word == "vara" and after in (["tydliga"], ["tydlig"]):
            return True
        if word in _SAYING_VERBS:
            said = _lowers(tokens, verb + 1, verb + 1 + _OBJECT)
            return _says(said)
        if word not in _WORDS.adverbs:
            return False
    return False


def _says(words_after: list[str]) -> bool:
    """Return whether the object of «göra», «ge», «få» is something said, before any other clause."""
    for word in words_after:
        if word in {",", ";", "och", "att", "på", "till", "från", "i"}:
            return False
        if _SAYING_NOUN.fullmatch(word) or word in _WORDS.speech_acts:
            return True
    return False


def _after_office(tokens: list[Token], index: int) -> int:
    """Return where the wish goes on after «som ordförande för M i Kil», «med anledning av detta»."""
    if index >= len(tokens) or tokens[index].lower_ not in _ASIDE:
        return index
    for place in range(index + 1, min(len(tokens), index + _OFFICE)):
        token = tokens[place]
        if "VerbForm=Inf" in str(token.morph) or (
            token.is_lower and token.lower_ in _WORDS.speech_acts | _SAYING_VERBS
        ):
            return place if is_infinitive(token.lower_) else index
    return index


def _lowers(tokens: list[Token], first: int, last: int) -> list[str]:
    return [token.lower_ for token in tokens[first:last]]
