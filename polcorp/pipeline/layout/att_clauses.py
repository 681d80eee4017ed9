"""Whether a sentence that opens with «Att» goes on to say something of it: then it is no item."""

from __future__ import annotations

import re

from polcorp.lexicons.word_lists import words as listed
from polcorp.pipeline.layout.line_shapes import words
from polcorp.swedish.imperatives import is_infinitive, is_present

_FIRST_SENTENCE = re.compile(r".*?[.!?…](?=\s|$)", re.DOTALL)
_SUBORDINATORS = listed("layout:subordinators")
_FINITE = listed("layout:finite")
_COORDINATORS = listed("layout:coordinators")
#: A verb this near after a word that joins clauses goes with the verb before that.
_JOINED = 5


def has_main_clause(text: str) -> bool:
    """Return whether a verb of the first sentence is left that no subordinate clause takes.

    «Att bussarna står stilla är ett ansvar» has one, «att kommunen ser hur det kan lösas» has none.
    """
    sentence = _FIRST_SENTENCE.match(text)
    tokens = [word.lower() for word in words(sentence.group() if sentence else text)]
    waiting, joined = 0, -_JOINED
    for place, word in enumerate(tokens):
        after = tokens[place + 1] if place + 1 < len(tokens) else ""
        if word in _SUBORDINATORS:
            waiting += not (word == "att" and is_infinitive(after))
        elif word in _COORDINATORS:
            joined = place
        elif word in _FINITE or is_present(word):
            if waiting:
                waiting -= 1
            elif place - joined > _JOINED:
                return True
    return False
