"""Demands in running text: an asking verb whose subject is a party."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from polcorp.lexicons.asking import AskingLexicon, AskingVerb, load_asking
from polcorp.lexicons.word_lists import words
from polcorp.pipeline.demands.clauses import clause_end, is_finite, trim_end
from polcorp.pipeline.demands.content import polarity_of
from polcorp.pipeline.demands.outsiders import Subject, is_reported, outsider, whole_subject
from polcorp.pipeline.demands.speech_acts import is_speech_act

_WORDS = load_asking().words
#: What points at a noun that a clause describes next: «den samhörighet partiet vill ha».
_POINTS = words("clauses:points_ahead")
_COORDINATORS = words("clauses:coordinators")
_OF_WE = words("clauses:of_we")
_BEFORE_SUBJECT = words("clauses:before_subject")
_ROW_JOINTS = words("clauses:row_joints")
#: How many words back the subject of a coordinated clause is looked for.
_REACH = 100


@dataclass(slots=True, frozen=True)
class Party:
    """A party's name in the text: token indexes within the sentence, first and last."""

    first: int
    last: int
    abbr: str


@dataclass(slots=True, frozen=True)
class Wish:
    """One demand in running text, as token indexes and offsets."""

    start: int
    end: int
    holder: str
    row: tuple[str, ...]  # the parties that ask, together where several; none: who speaks
    verb: str
    content_start: int
    polarity: str
    rule: str
    outsider: bool = False


def find_wishes(
    text: str, tokens: list[Token], parties: list[Party], asking_verbs: AskingLexicon
) -> Iterator[Wish]:
    """Yield the demands in one sentence given as *tokens* without white space.

    *parties* are the parties named in it, with the branch's place where one follows.
    """
    tokens = _before_question(tokens)
    reached = -1
    for index, token in enumerate(tokens):
        if token.idx < reached:
            continue
        asking = _asking_at(tokens, index, asking_verbs)
        if asking is None:
            continue
        lemma, verb_index = asking
        subject, inverted, rule = _subject_of(tokens, index, parties, asking_verbs)
        if subject is None:
            subject, inverted, rule = outsider(tokens, index, lemma)
        if subject is None or is_speech_act(
            tokens, max(verb_index, subject.last if inverted else 0), lemma
        ):
            continue
        if inverted and _is_condition(tokens, index):
            continue
        first = index if inverted else subject.first
        end = trim_end(text, tokens[first].idx, clause_end(tokens, max(verb_index, subject.last)))
        after = max(verb_index, subject.last) + 1
        while after < len(tokens) and tokens[after].lower_ in _WORDS.adverbs - {
            "tillsammans",
            "alla",
        }:
            after += 1
        negation_from = subject.last + 1 if inverted else index + 1
        near = [t.lower_ for t in tokens[negation_from : negation_from + 4]]
        content_start = tokens[after].idx if after < len(tokens) else end
        if content_start >= end:
            continue
        yield Wish(
            start=tokens[first].idx,
            end=end,
            holder=text[tokens[subject.first].idx : _end(tokens[subject.last])],
            row=subject.row,
            verb=lemma,
            content_start=content_start,
            polarity=polarity_of(near),
            rule=f"prose:{rule}",
            outsider=subject.outsider,
        )
        reached = end


def _end(token: Token) -> int:
    return token.idx + len(token)


def _before_question(tokens: list[Token]) -> list[Token]:
    """Return the tokens up to the colon before a question, none of one that is a question whole."""
    if not tokens or not _is_question(tokens):
        return tokens
    colon = next((i for i, token in enumerate(tokens) if token.text == ":"), 0)
    return tokens[:colon]


def _is_question(tokens: list[Token]) -> bool:
    last = next((t for t in reversed(tokens) if t.text not in {"”", '"', ")"}), tokens[-1])
    return last.text == "?"


def _is_condition(tokens: list[Token], index: int) -> bool:
    """Return whether a verb that opens its sentence sets a condition («Vill vi ha en välfärd …»)."""
    return all(not token.is_alpha for token in tokens[:index]) and tokens[index].lower_ == "vill"


def _asking_at(tokens: list[Token], index: int, verbs: AskingLexicon) -> tuple[str, int] | None:
    """Return (lemma, index of the verb that asks) where a finite asking verb is at *index*."""
    word = tokens[index].lower_
    asking = verbs.finite.get(word)
    if asking is not None:
        return (asking.lemma, index) if _has_needs(tokens, index, asking) else None
    if word == "skulle":
        return _after_skulle(tokens, index)
    if word == "har":
        return _later(tokens, index, verbs.supines, 10)
    if word in _WORDS.auxiliaries:
        return _later(tokens, index, verbs.infinitives, 9)
    return None


def _after_skulle(tokens: list[Token], index: int) -> tuple[str, int] | None:
    """Return the verb of «skulle vilja», «skulle gärna se»."""
    after = _lowers(tokens, index + 1, index + 5)
    if "vilja" in after:
        return "vilja", index + 1 + after.index("vilja")
    if "gärna" in after and "se" in after:
        return "se", index + 1 + after.index("se")
    return None


def _has_needs(tokens: list[Token], index: int, asking: AskingVerb) -> bool:
    if not asking.needs:
        return True
    return not asking.needs.isdisjoint(_lowers(tokens, index + 1, index + 1 + asking.within))


def _later(
    tokens: list[Token], index: int, table: dict[str, AskingVerb], reach: int
) -> tuple[str, int] | None:
    """Return the first verb of *table* within *reach* words, if no other clause comes between."""
    for place in range(index + 1, min(len(tokens), index + 1 + reach)):
        if tokens[place].text in {",", ".", ";", ":"}:
            return None
        asking = table.get(tokens[place].lower_)
        if asking is not None and _has_needs(tokens, place, asking):
            return asking.lemma, place
    return None


def _lowers(tokens: list[Token], first: int, last: int) -> list[str]:
    return [token.lower_ for token in tokens[first:last]]


def _subject_of(
    tokens: list[Token], index: int, parties: list[Party], verbs: AskingLexicon
) -> tuple[Subject | None, bool, str]:
    """Return the party that is the subject of the verb at *index*, if it comes after, and how."""
    after = _party_subject(tokens, _skip_adverbs(tokens, index + 1, 1), parties)
    if after is not None and not is_reported(tokens, index):
        return after, True, "verb-first"
    before = index - 1
    while before >= 0 and tokens[before].lower_ in _WORDS.adverbs:
        before -= 1
    subject = _subject_ending(tokens, before, parties)
    if subject is not None:
        if is_reported(tokens, subject.first) or _is_relative(tokens, subject.first):
            return None, False, ""
        return subject, False, "subject-first"
    if before >= 0 and tokens[before].lower_ in _COORDINATORS:
        subject = _subject_of_clause(tokens, before, parties, verbs)
        if subject is not None:
            return subject, False, "coordinated"
    return None, False, ""


def _skip_adverbs(tokens: list[Token], index: int, most: int) -> int:
    """Skip a reflexive and adverbs between verb and subject («förväntar sig Centerpartiet»)."""
    skipped = 0
    while index < len(tokens) and skipped < most + 1:
        if tokens[index].lower_ in _BEFORE_SUBJECT:
            index += 1
            skipped += 1
        else:
            break
    return index


def _party_subject(tokens: list[Token], index: int, parties: list[Party]) -> Subject | None:
    """Return the party subject that begins at *index*: «vi», «vi moderater», a party's name."""
    if index >= len(tokens):
        return None
    if tokens[index].lower_ in {"vi", "jag"}:
        last, row = _extend_we(tokens, index, parties)
        return Subject(index, last, row)
    if tokens[index].lower_ in _WORDS.own_party:
        return Subject(index, index, ())
    if tokens[index].lower_ in _WORDS.our and index + 1 < len(tokens):
        own = next((i for i in (index + 1, index + 2) if _is_own(tokens, i)), None)
        if own is not None:
            return Subject(index, own, ())
    for party in parties:
        if party.first == index:
            return Subject(party.first, party.last, (party.abbr,))
    return None


def _is_own(tokens: list[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].lower_ in _WORDS.own_party


def _extend_we(
    tokens: list[Token], index: int, parties: list[Party]
) -> tuple[int, tuple[str, ...]]:
    """Return the last token of «vi moderater», «vi i Centerpartiet», and whose it is.

    «vi» alone is who speaks on the page, which is nobody here.
    """
    for party in parties:
        if party.first == index + 1:
            return party.last, (party.abbr,)
        if party.first == index + 2 and tokens[index + 1].lower_ in _OF_WE:
            return party.last, (party.abbr,)
    return index, ()


def _subject_ending(tokens: list[Token], index: int, parties: list[Party]) -> Subject | None:
    """Return the party subject whose last token is at *index*."""
    if index < 0:
        return None
    if tokens[index].lower_ in {"vi", "jag"}:
        return Subject(index, index, ())
    if tokens[index].lower_ in _WORDS.own_party:
        first = index
        while first and tokens[first - 1].lower_ in _WORDS.our:
            first -= 1
        return Subject(first, index, ())
    if tokens[index].text == ")":
        opening = next((i for i in range(index, -1, -1) if tokens[i].text == "("), None)
        return _subject_ending(tokens, opening - 1, parties) if opening else None
    for party in parties:
        if party.last == index:
            row = _row_before(tokens, party, parties)
            first, names = row[0].first, tuple(dict.fromkeys(p.abbr for p in row))
            we = first - 1
            if we >= 1 and tokens[we].lower_ in _OF_WE:
                we -= 1
            if we >= 0 and tokens[we].lower_ == "vi":
                return Subject(we, party.last, names)
            return whole_subject(tokens, first, party.last, names)
    return None


def _row_before(tokens: list[Token], party: Party, parties: list[Party]) -> list[Party]:
    """Return the row of parties that ends in *party*: «M, KD och L vill …»."""
    row = [party]
    for other in reversed([p for p in parties if p.last < party.first]):
        gap = tokens[row[0].first - 1].lower_
        if other.last == row[0].first - 2 and gap in _ROW_JOINTS:
            row.insert(0, other)
    return row


def _is_relative(tokens: list[Token], index: int) -> bool:
    """Return whether the clause at *index* describes the noun right before it: «det samhälle vi vill ha».

    In a main clause nothing but the verb comes before a subject that does not open it.
    """
    if index < 2 or (tokens[index].lower_ == "vi" and tokens[index].text != "vi"):
        return False
    before = tokens[index - 1]
    if before.pos_ not in {"NOUN", "PRON", ""} or not before.is_lower:
        return False
    return any(
        token.pos_ == "DET" or token.lower_ in _POINTS
        for token in tokens[max(0, index - 4) : index]
    )


def _subject_of_clause(
    tokens: list[Token], index: int, parties: list[Party], verbs: AskingLexicon
) -> Subject | None:
    """Return the party that is the subject of the clause that a coordination at *index* continues.

    It opens the sentence or a part of it, has its own finite verb, and no other subject or
    subordinate clause comes between.
    """
    for place in range(index - 1, max(-1, index - 1 - _REACH), -1):
        word = tokens[place].lower_
        if word in {"som", "om", "när", "eftersom", ";", ":"}:
            return None
        subject = _party_subject(tokens, place, parties)
        if subject is None:
            continue
        if subject.last + 1 < len(tokens) and _finite(tokens[subject.last + 1], verbs):
            return None if is_reported(tokens, place) else subject
        if place > 0 and _finite(tokens[place - 1], verbs) and not is_reported(tokens, place - 1):
            return Subject(place - 1, subject.last, subject.row)
    return None


def _finite(token: Token, verbs: AskingLexicon) -> bool:
    return is_finite(token) or token.lower_ in verbs.finite
