"""Swedish tokenisation for political web pages.

An ordinary spaCy ``Tokenizer`` with rules of its own, registered as
``polcorp.SwedishTokenizer.v1``. It never changes the text: ``doc.text == text`` holds for
every input. It expects the clean view of a page (:mod:`polcorp.reading.clean_view`), which has no
soft hyphens, zero-width characters or decomposed letters.

What differs from spaCy's own Swedish rules:

* abbreviations come from ``lexicons/data/abbreviations.txt`` («prop.», «m.m.», «bl.a.»);
* run-on sentences are split («placering.Enligt», «terapi(SMT)», «nöd?Vi», «2019.Vi»);
* bullets glued to a word are tokens («•Anställ», «-Fler»);
* «EU:s», «46:e», «S:t», «2023/24:123», «BID-samarbeten» and «vård-» stay whole;
* «och/eller» is one word, other words around a slash are three («barnets/familjens»);
* only real-looking addresses are URLs, so «gäng.och» is a run-on sentence.

A space always ends a token, so «50 000» and «t ex» are two tokens each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spacy.attrs import NORM  # type: ignore[import-not-found]
from spacy.lang.char_classes import (
    ALPHA,
    ALPHA_LOWER,
    ALPHA_UPPER,
    CONCAT_QUOTES,
    CURRENCY,
    LIST_CURRENCY,
    LIST_ELLIPSES,
    LIST_ICONS,
    LIST_PUNCT,
    LIST_QUOTES,
    PUNCT,
    UNITS,
)
from spacy.lang.tokenizer_exceptions import BASE_EXCEPTIONS
from spacy.language import Language
from spacy.symbols import ORTH  # type: ignore[import-not-found]
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.util import (
    compile_infix_regex,
    compile_prefix_regex,
    compile_suffix_regex,
    registry,
)

import polcorp.pipeline.model.lemma_backoff
import polcorp.pipeline.model.run_ons
import polcorp.pipeline.model.tree_classes
import polcorp.pipeline.model.unique_embed  # noqa: F401  (and its architecture)
from polcorp.lexicons.abbreviations import abbreviations
from polcorp.pipeline.model.name_flags import set_flags
from polcorp.swedish.list_signs import ITEM_SIGNS, STROKES

_OPENING = r"\(\[\{"
_CLOSING = r"\)\]\}"
# Without apostrophes («Zettel’s») and without the comma that spaCy counts among quotes.
_QUOTES = '"”“„»«'

_TOP_LEVEL_DOMAINS = (
    "se|nu|com|org|net|eu|info|no|dk|fi|is|de|uk|fr|io|gov|edu|biz|int|me|tv|nl|be|at|ch"
    "|stockholm|app|blog|news|pdf|docx?|xlsx?|pptx?|html?|php|aspx?|jpe?g|png"
)
_URL = (
    r"^(?:"
    r"(?:(?:https?|ftp)://|mailto:|www\.)\S+"
    r"|[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+"
    rf"|[\w\-]+(?:\.[\w\-]+)*\.(?:{_TOP_LEVEL_DOMAINS})(?::[0-9]+)?(?:[/?#]\S*)?"
    r")$"
)

_WHOLE_WITH_SLASH = ("och/eller", "km/h", "m/s", "c/o", "a/s", "m/f")
_WHOLE_WITH_COLON = ("s:t", "s:ta", "c:a", "k:a", "n:o", "d:r", "d:o")
# Spoken contractions; the norm gives the pronoun its full form.
_GLUED_PRONOUN = ("driver", "kör", "fattar", "hajar", "fixar")


def _cased(form: str) -> Iterator[str]:
    yield form
    yield form[0].upper() + form[1:]
    yield form.upper()


def _rules() -> dict[str, list[dict[int, str]]]:
    """Return the tokeniser's special cases: string to the tokens it is made of."""
    rules: dict[str, list[dict[int, str]]] = dict(BASE_EXCEPTIONS)
    for form in (*abbreviations(), *_WHOLE_WITH_SLASH, *_WHOLE_WITH_COLON):
        for cased in _cased(form):
            rules[cased] = [{ORTH: cased}]
    for verb in _GLUED_PRONOUN:
        for cased in (verb, verb.title()):
            rules[cased + "u"] = [{ORTH: cased}, {ORTH: "u", NORM: "du"}]
    return rules


def _prefixes() -> list[str]:
    return [
        "§",
        "%",
        "=",
        "—",
        "–",
        r"\+(?![0-9])",
        rf"-(?=[{ALPHA}{_QUOTES}])",
        rf"[{ITEM_SIGNS}{STROKES}]",
        *LIST_PUNCT,
        *LIST_ELLIPSES,
        *LIST_QUOTES,
        *LIST_CURRENCY,
        *LIST_ICONS,
    ]


def _suffixes() -> list[str]:
    return [
        *LIST_PUNCT,
        *LIST_ELLIPSES,
        *(quote for quote in LIST_QUOTES if quote != r"\'"),
        *LIST_ICONS,
        "—",
        "–",
        rf"[{ITEM_SIGNS}{STROKES}]",
        r"(?<=[^sSxXzZ])\'",
        rf"(?<=[{ALPHA}\-])/",
        r"(?<=[0-9])\+",
        r"(?<=°[FfCcKk])\.",
        rf"(?<=[0-9])(?:{CURRENCY}|kr|tkr|mkr|mnkr|mdkr)",
        rf"(?<=[0-9])(?:{UNITS})",
        rf"(?<=[0-9{ALPHA_LOWER}%²\-\+{PUNCT}(?:{CONCAT_QUOTES})])\.",
        rf"(?<=[{ALPHA_UPPER}][{ALPHA_UPPER}])\.",
    ]


def _infixes() -> list[str]:
    return [
        *LIST_ELLIPSES,
        *LIST_ICONS,
        # Run-on sentences: «placering.Enligt», «SMT.Vi», «2019.Vi», «gäng.och», «(LVU).Vi».
        rf"(?<=[{ALPHA_LOWER}])\.(?=[{ALPHA_UPPER}])",
        rf"(?<=[{ALPHA_UPPER}0-9][{ALPHA_UPPER}0-9])\.(?=[{ALPHA_UPPER}][{ALPHA_LOWER}])",
        rf"(?<=[{ALPHA_LOWER}]{{4}})\.(?=[{ALPHA_LOWER}]{{3}})",
        rf"(?<=[{_CLOSING}{_QUOTES}%])[.,;:!?](?=[{ALPHA}])",
        rf"(?<=[{ALPHA}0-9])[,;!?](?=[{ALPHA}])",
        rf"(?<=[{ALPHA}0-9])[.,;:!?](?=[{_OPENING}{_QUOTES}{ITEM_SIGNS}])",
        rf"(?<=[{ALPHA}0-9.,!?%])[{_OPENING}{_CLOSING}{_QUOTES}](?=[{ALPHA}0-9.,;:!?{_OPENING}])",
        rf"(?<=[{ALPHA}.,;:!?])[{ITEM_SIGNS}](?=[{ALPHA}])",
        # «vill:Anställ», but neither «EU:s» nor «EU:S».
        rf"(?<=[{ALPHA_LOWER}0-9]):(?=[{ALPHA_UPPER}])",
        rf"(?<=[{ALPHA}])[<>=](?=[{ALPHA}])",
        rf"(?<=[{ALPHA}])(?:--|—)(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}0-9\-])/(?=[{ALPHA}])",
    ]


class TailSearch:
    """Searches for a suffix in the end of a string, which is where suffixes are.

    spaCy takes suffixes off one by one, and looks each time through the whole string: a line of
    ten thousand bullets without a blank would take minutes.
    """

    def __init__(self, pattern: str) -> None:
        """Compile *pattern*, under whose name spaCy stores the search."""
        self.pattern = pattern
        self._compiled = re.compile(pattern)

    def search(self, string: str) -> re.Match[str] | None:
        """Return the match at the end of *string*; only its length counts."""
        return self._compiled.search(string if len(string) < _LONG else string[-_TAIL:])


#: Strings without a blank from this length on are searched for suffixes in this many last characters.
_LONG, _TAIL = 1000, 200


@registry.tokenizers("polcorp.SwedishTokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """Return a maker of the Swedish tokeniser, in the form that spaCy's registry asks for."""
    return make_tokenizer


def make_tokenizer(nlp: Language) -> Tokenizer:
    """Return the Swedish tokeniser for ``nlp``."""
    set_flags(nlp.vocab)
    return Tokenizer(
        nlp.vocab,
        rules=_rules(),
        prefix_search=compile_prefix_regex(_prefixes()).search,
        suffix_search=TailSearch(compile_suffix_regex(_suffixes()).pattern).search,
        infix_finditer=compile_infix_regex(_infixes()).finditer,
        url_match=re.compile(_URL).match,
    )
