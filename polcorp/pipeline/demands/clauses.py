"""Where the clause of a wish ends: at the sentence's end, or where a new main clause begins."""

from __future__ import annotations

from spacy.tokens import Token

from polcorp.lexicons.asking import load_asking
from polcorp.lexicons.word_lists import words

_WORDS = load_asking().words
_SUBJECTS = words("clauses:subjects")
_JOINERS = words("clauses:joiners")
_NO_SUBJECT = words("clauses:no_subject")
_PREPOSITIONS = words("clauses:prepositions")
_QUOTES = frozenset('”"')
_FINAL = frozenset(".!;:,–—-")
_PAIRS = {"”": "”", '"': '"', ")": "(", "]": "[", "»": "«", "“": "“", "’": "’"}


def clause_end(tokens: list[Token], first: int) -> int:
    """Return the offset where the clause that has its verb at ``tokens[first]`` ends.

    *tokens* are the sentence's tokens without white space. The final full stop is left out.
    """
    last = len(tokens)
    for index in range(first + 2, len(tokens)):
        if _breaks(tokens, index):
            last = index
            break
    end_token = tokens[last - 1]
    return end_token.idx + len(end_token)


def trim_end(text: str, start: int, end: int) -> int:
    """Return *end* without final marks, and without a closing quote that opens before *start*."""
    while True:
        while end > start and (text[end - 1].isspace() or text[end - 1] in _FINAL):
            end -= 1
        opener = _PAIRS.get(text[end - 1]) if end > start else None
        if opener is not None and _unbalanced(text[start:end], opener, text[end - 1]):
            end -= 1
            continue
        return end


def _unbalanced(piece: str, opener: str, closer: str) -> bool:
    if opener == closer:
        return piece.count(closer) % 2 == 1
    return piece.count(closer) > piece.count(opener)


def _breaks(tokens: list[Token], index: int) -> bool:
    """Return whether a new main clause, or the one who speaks, begins at ``tokens[index]``."""
    token = tokens[index]
    if token.text == ";":
        return True
    if token.text in _QUOTES:
        return _speaker_follows(tokens, index)
    if token.text in {",", "–", "—", "-"}:
        return _speaker_follows(tokens, index) or _clause_after_mark(tokens, index)
    return token.lower_ in {"och", "men", "samt"} and _own_clause(tokens, index + 1)


def _speaker_follows(tokens: list[Token], index: int) -> bool:
    """Return whether a verb of saying follows, after a comma or at once: «…», säger X»."""
    place = index + 2 if _lower(tokens, index + 1) == "," else index + 1
    votes = _lower(tokens, place + 1) in {"stopp", "nej", "ja"}  # «säger nej till» is no speech
    return _lower(tokens, place) in _WORDS.saying and not votes


def _clause_after_mark(tokens: list[Token], index: int) -> bool:
    """Return whether a new main clause follows a comma or a dash, with a conjunction or without."""
    if _lower(tokens, index + 1) == "något" and _lower(tokens, index + 2) == "som":
        return True
    if _lower(tokens, index + 1) not in _JOINERS:
        return _new_clause(tokens, index + 1)
    if _lower(tokens, index + 3) == "som" and _lower(tokens, index + 2) in {
        "den",
        "de",
        "det",
        "alla",
    }:
        return True
    return (
        _noun_phrase_clause(tokens, index + 2)
        or _new_clause(tokens, index + 2)
        or _placed_clause(tokens, index + 2)
    )


def _own_clause(tokens: list[Token], index: int) -> bool:
    """Return whether «vi» or «jag» begins a clause of its own here: «och vi vill», «och därför vill vi»."""
    subject = _lower(tokens, index)
    if subject in {"vi", "jag"}:
        return _finite(tokens, index + 1)
    fronted = subject in {"därför", "då", "dessutom", "samtidigt"}
    return fronted and _finite(tokens, index + 1) and _lower(tokens, index + 2) in {"vi", "jag"}


def _new_clause(tokens: list[Token], index: int) -> bool:
    """Return whether a subject word with its finite verb is at *index*, in either order."""
    subject = _lower(tokens, index)
    if subject in _SUBJECTS and _finite(tokens, index + 1):
        return True
    return _finite(tokens, index) and _lower(tokens, index + 1) in {"vi", "jag", "det"}


def _noun_phrase_clause(tokens: list[Token], index: int) -> bool:
    """Return whether a short subject with its finite verb follows («, och regionen bör betala»)."""
    if _lower(tokens, index) in _NO_SUBJECT or _finite(tokens, index):
        return False
    for place in range(index, min(index + 3, len(tokens))):
        if not tokens[place].is_alpha or tokens[place].lower_ in _NO_SUBJECT:
            return False
        if _finite(tokens, place + 1):
            return True
    return False


def _placed_clause(tokens: list[Token], index: int) -> bool:
    """Return whether a statement with a preposition in its first part follows.

    «, och reglerna i LOU hindrar inte det», «, och under våren har vi haft ett samtal».
    """
    if _lower(tokens, index) in _PREPOSITIONS:
        verb = next((i for i in range(index + 2, index + 5) if _finite(tokens, i)), None)
        return verb is not None and _lower(tokens, verb + 1) in _SUBJECTS
    if index + 3 >= len(tokens) or "Definite=Def" not in str(tokens[index].morph):
        return False
    if tokens[index].pos_ != "NOUN" or _lower(tokens, index + 1) not in _PREPOSITIONS:
        return False
    return any(
        _finite(tokens, place + 1)
        and (tokens[place].pos_ in {"NOUN", "PROPN"} or tokens[place].text[0].isupper())
        for place in range(index + 2, min(index + 5, len(tokens)))
    )


def _finite(tokens: list[Token], index: int) -> bool:
    if index >= len(tokens):
        return False
    token = tokens[index]
    return is_finite(token)


def is_finite(token: Token) -> bool:
    """Return whether *token* is a finite verb, by the tagger where there is one, else by form."""
    return token.lower_ in _WORDS.finite or "VerbForm=Fin" in str(token.morph)


def _lower(tokens: list[Token], index: int) -> str:
    return tokens[index].lower_ if index < len(tokens) else ""
