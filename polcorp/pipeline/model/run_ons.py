"""Sentences that begin in the middle of a line, after a heading that lost its line break.

Swedish gives capitals to names and to what opens a sentence, to nothing else. So a small word
(«När», «Från», «Den») with a capital right after an ordinary word opens one: «Giftemål När man
ska gifta sig …». The component sets such starts before the parser runs, and keeps all that are
set. It needs word classes; where names are known already, it leaves their words alone.
"""

from __future__ import annotations

import numpy as np
from spacy.attrs import (  # type: ignore[import-not-found]
    ENT_IOB,
    IS_ALPHA,
    IS_TITLE,
    POS,
    SENT_START,
)
from spacy.language import Language
from spacy.parts_of_speech import IDS  # type: ignore[import-not-found]
from spacy.tokens import Doc

#: Word classes with no names among them.
SMALL = tuple(IDS[name] for name in ("ADP", "ADV", "CCONJ", "DET", "PRON", "SCONJ"))
#: Pronouns that politeness gives a capital anywhere.
_POLITE = frozenset("ni er ert era eder du dig din ditt dina".split())
_OUTSIDE = (0, 2)  # ENT_IOB of a token whose names are unknown, and of one in no name


class RunOns:
    """Sets ``token.is_sent_start`` where a small word with a capital follows an ordinary word."""

    def __call__(self, doc: Doc) -> Doc:
        """Set the starts in *doc* that its word classes tell."""
        columns = doc.to_array([IS_TITLE, IS_ALPHA, ENT_IOB, POS, SENT_START]).T
        title, alpha, name, kind, start = columns
        plain = (alpha == 1) & np.isin(name, _OUTSIDE)
        opens = (title == 1) & plain & np.isin(kind, SMALL) & (start == 0)
        opens[1:] &= plain[:-1]
        opens[:1] = False
        for place in np.flatnonzero(opens).tolist():
            if doc[place].lower_ not in _POLITE and not _is_amid_capitals(title, alpha, place):
                doc[place].is_sent_start = True
        return doc


def _is_amid_capitals(title: np.ndarray, alpha: np.ndarray, place: int) -> bool:
    """Return whether the word before *place* has a capital itself and does not open its line."""
    before = place - 1
    return bool(title[before] and before and alpha[before - 1])


@Language.factory(
    "polcorp_run_ons", requires=["token.pos"], assigns=["token.is_sent_start"], retokenizes=False
)
def make_run_ons(nlp: Language, name: str) -> RunOns:
    """Build the component; it goes after the word classes and names, and before the parser."""
    return RunOns()
