"""Component ``polcorp_sentences``: sentence starts by rule, within what layout keeps together.

Layout has set the start of every heading, item and paragraph already. This component adds the
starts inside them, by punctuation and an abbreviation list. Where a parser follows
(``complete=False``) it sets the certain ones, forbids a start in the middle of a line without any
mark before it, and leaves the rest to the parser.
"""

from __future__ import annotations

from typing import Any, NamedTuple

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
#: Word forms that are remembered.
_REMEMBERED = 50_000
_ENDERS = frozenset({".", "!", "?", "…", "...", "?!", "!?", "!!"})


class _Form(NamedTuple):
    """What a word form says of the sentence that it is in, and of the next."""

    is_space: bool
    breaks: bool  # a line
    may_close: bool
    opens: bool
    may_end: bool
    is_safe: bool
    ends: bool


class SentencesComponent:
    """Sets ``token.is_sent_start`` for every token, or only for the certain ones."""

    def __init__(self, complete: bool) -> None:
        """*complete*: also say where no sentence starts, so that the document is segmented."""
        self._complete = complete
        self._abbreviations = load_abbreviations()
        self._known: dict[int, _Form] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set sentence starts in *doc*, keeping those that are set."""
        starts: dict[int, bool] = {}
        previous: _Form | None = None
        ended = False
        broken = False  # after a line break
        begun = safe = 0  # the latest start, and the latest place after it that is good for one
        keys: Any = doc.to_array(["ORTH", "SENT_START"])
        for index, (orth, begins) in enumerate(keys.view("int64").tolist()):
            form = self._form(doc, index, orth)
            if form.is_space:
                broken = broken or form.breaks
                if self._complete and index:
                    starts[index] = False
                continue
            closes = form.may_close and _is_glued(doc[index])
            if previous is None or (ended and not closes):
                if previous is None or form.opens:
                    starts[index] = True
                ended = False
            inside = previous is not None and not previous.may_end and not broken
            if (self._complete or inside) and not begins and index:
                starts.setdefault(index, False)
            ended = form.ends or (ended and closes)
            if begins == 1 or starts.get(index):
                begun = safe = index
            elif broken or (previous is not None and previous.is_safe):
                safe = index
            if index - begun >= LONGEST_SENTENCE:
                begun = safe = safe if safe > begun else index
                starts[begun] = True
            previous = form
            broken = False
        set_sentence_starts(doc, starts)
        return doc

    def _form(self, doc: Doc, index: int, orth: int) -> _Form:
        """Return what a word form says of sentences, remembered under spaCy's number of it."""
        known = self._known.get(orth)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            token = doc[index]
            text = token.text
            known = self._known[orth] = _Form(
                is_space=token.is_space,
                breaks="\n" in text,
                may_close=text[0] in _CLOSERS,
                opens=_opens(text),
                may_end=text[-1] in _MAY_END,
                is_safe=text[-1] in _SAFE,
                ends=self._ends(text),
            )
        return known

    def _ends(self, text: str) -> bool:
        """Return whether a token of this *text* closes a sentence."""
        if text in _ENDERS:
            return True
        word = text.lower()
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


def _opens(text: str) -> bool:
    """Return whether a token of this *text* can open a sentence after one has ended."""
    first = text[0]
    return first.isupper() or first.isdigit() or first in '”"“«»–—-•(' or not first.isalpha()


@Language.factory(
    "polcorp_sentences", default_config={"complete": True}, assigns=["token.is_sent_start"]
)
def create_sentences(nlp: Language, name: str, complete: bool) -> SentencesComponent:
    """Build the component; *complete* is False where a trained parser comes after it."""
    return SentencesComponent(complete)
