"""Component ``polcorp_sentences``: sentence starts by rule, within what layout keeps together.

Layout has set the start of every heading, item and paragraph already. This component adds the
starts inside them, by punctuation and an abbreviation list. Where a parser follows
(``complete=False``) it sets the certain ones, forbids a start in the middle of a line without any
mark before it, and leaves the rest to the parser.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

from polcorp.lexicons.abbreviations import load_abbreviations
from polcorp.pipeline.model.sentence_starts import set_sentence_starts

_CLOSERS = frozenset("”\"'’)]»“")
#: After none of these can a sentence begin within a line, whatever a parser says.
_MAY_END = frozenset(".!?…:;”\"'’)]»–—-•")
#: Abbreviations that often are a sentence's last word: a capital after them opens the next.
_LAST_WORDS = frozenset(
    "kr. mkr. tkr. mnkr. mdkr. mdr. milj. m.m. m.fl. m.fl etc. osv. o.s.v. o.d. o.dyl. st. e.kr.".split()
)
#: A parser takes time with the square of a sentence's length: tokens without a certain start
#: after which one is set at a safe place.
LONGEST_SENTENCE = 250
#: After one of these a sentence that is too long is cut.
_SAFE = frozenset(",;:–—-•/|")
_ENDERS = frozenset({".", "!", "?", "…", "...", "?!", "!?", "!!"})


class SentencesComponent:
    """Sets ``token.is_sent_start`` for every token, or only for the certain ones."""

    def __init__(self, complete: bool) -> None:
        """*complete*: also say where no sentence starts, so that the document is segmented."""
        self._complete = complete
        self._abbreviations = load_abbreviations()

    def __call__(self, doc: Doc) -> Doc:
        """Set sentence starts in *doc*, keeping those that are set."""
        starts: dict[int, bool] = {}
        previous: Token | None = None
        ended = False
        broken = False  # after a line break
        begun = safe = 0  # the latest start, and the latest place after it that is good for one
        for token in doc:
            closes = token.text[0] in _CLOSERS and _is_glued(token)
            if token.is_space:
                broken = broken or "\n" in token.text
                if self._complete and token.i:
                    starts[token.i] = False
                continue
            if previous is None or (ended and not closes):
                if previous is None or _opens(token):
                    starts[token.i] = True
                ended = False
            inside = previous is not None and previous.text[-1] not in _MAY_END and not broken
            if (self._complete or inside) and token.is_sent_start is None and token.i:
                starts.setdefault(token.i, False)
            ended = self._ends(token) or (ended and closes)
            if token.is_sent_start or starts.get(token.i):
                begun = safe = token.i
            elif broken or (previous is not None and previous.text[-1] in _SAFE):
                safe = token.i
            if token.i - begun >= LONGEST_SENTENCE:
                begun = safe = safe if safe > begun else token.i
                starts[begun] = True
            previous = token
            broken = False
        set_sentence_starts(doc, starts)
        return doc

    def _ends(self, token: Token) -> bool:
        """Return whether *token* closes a sentence."""
        if token.text in _ENDERS:
            return True
        word = token.lower_
        if word in _LAST_WORDS:
            return True
        return (
            word.endswith(".")
            and len(word) > 2
            and word not in self._abbreviations
            and not word[:-1].isdigit()
            and "." not in word[:-1]
        )


def _is_glued(token: Token) -> bool:
    """Return whether *token* follows the one before without a blank: a quote that closes does."""
    return token.i > 0 and not token.nbor(-1).whitespace_ and not token.nbor(-1).is_space


def _opens(token: Token) -> bool:
    """Return whether *token* can open a sentence after one has ended."""
    first = token.text[0]
    return first.isupper() or first.isdigit() or first in '”"“«»–—-•(' or not first.isalpha()


@Language.factory(
    "polcorp_sentences", default_config={"complete": True}, assigns=["token.is_sent_start"]
)
def create_sentences(nlp: Language, name: str, complete: bool) -> SentencesComponent:
    """Build the component; *complete* is False where a trained parser comes after it."""
    return SentencesComponent(complete)
