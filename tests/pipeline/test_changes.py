"""What must not matter: list signs, line ends, blank lines, blanks, page text around a message."""

from collections.abc import Callable

import pytest
from spacy.language import Language

BODY = "Kommunen växer, och det märks i skolan, i vården och på vägarna varje dag."
PAGE = (
    f"Trygghet i Kil\n\n{BODY} Vi vill att polisen syns mer, i hela kommunen.\n\n"
    f"Skolan\n\n{BODY} Därför vill Centerpartiet i Kil se mindre klasser.\n\n"
    "Centerpartiet vill att:\n\n"
    "• kommunen bygger fler skolor\n"
    "• fler lärare anställs. Det behövs.\n"
    "• Riv inte stationen!\n\n"
    f"Höj lärarlönerna\n\n{BODY} Vi yrkar att lönerna höjs, men vi vill inte höja skatten.\n"
)
DEMANDS = [
    ("prose", "Vi vill att polisen syns mer, i hela kommunen"),
    ("prose", "vill Centerpartiet i Kil se mindre klasser"),
    ("bullet", "kommunen bygger fler skolor"),
    ("bullet", "fler lärare anställs. Det behövs."),
    ("bullet", "Riv inte stationen!"),
    ("heading", "Höj lärarlönerna"),
    ("prose", "Vi yrkar att lönerna höjs"),
    ("prose", "vi vill inte höja skatten"),
]
CHANGES: dict[str, Callable[[str], str]] = {
    "nothing": lambda t: t,
    "hyphens": lambda t: t.replace("• ", "- "),
    "dashes": lambda t: t.replace("• ", "– "),
    "asterisks": lambda t: t.replace("• ", "* "),
    "glued bullets": lambda t: t.replace("• ", "•"),
    "check marks": lambda t: t.replace("• ", "✔ "),
    "letter o": lambda t: t.replace("• ", "o "),
    "private use": lambda t: t.replace("• ", "\uf0b7\t"),
    "indented items": lambda t: t.replace("• ", "    • "),
    "blank lines between items": lambda t: t.replace("\n• ", "\n\n• "),
    "Windows line ends": lambda t: t.replace("\n", "\r\n"),
    "old Mac line ends": lambda t: t.replace("\n", "\r"),
    "line separators": lambda t: t.replace("\n", "\u2028"),
    "more blank lines": lambda t: t.replace("\n\n", "\n\n\n\n"),
    "blank lines with blanks": lambda t: t.replace("\n\n", "\n \t\n"),
    "trailing blanks": lambda t: t.replace("\n", "  \n"),
    "indentation": lambda t: "   " + t.replace("\n", "\n   "),
    "no final line end": lambda t: t.rstrip(),
    "page text above": lambda t: f"Hoppa till innehåll\n\nSe alla\n\n{t}",
    "page text below": lambda t: f"{t}\nDela sidan\n\nKopiera länk\n",
    "breadcrumb": lambda t: f"Hem / Politik / Trygghet\n\n{t}",
}


def demands(nlp: Language, text: str) -> list[tuple[str, str]]:
    return [(d["form"], text[d["start"] : d["end"]]) for d in nlp(text)._.demands]


@pytest.mark.parametrize("change", CHANGES)
def test_demands_stay_the_same(nlp: Language, change: str) -> None:
    assert demands(nlp, CHANGES[change](PAGE)) == DEMANDS


@pytest.mark.parametrize("sign", ["1. ", "1) ", "(1) "])
def test_numbers_change_the_form_only(nlp: Language, sign: str) -> None:
    text = PAGE
    for number in "123":
        text = text.replace("• ", sign.replace("1", number), 1)
    assert demands(nlp, text) == [
        ("numbered" if form == "bullet" else form, words) for form, words in DEMANDS
    ]


@pytest.mark.parametrize("blank", ["\u00a0", "\u2009", "\u202f"])
def test_other_blanks(nlp: Language, blank: str) -> None:
    text = PAGE.replace("Vi vill", f"Vi{blank}vill").replace("i Kil se", f"i{blank}Kil{blank}se")
    assert [(form, words.replace(blank, " ")) for form, words in demands(nlp, text)] == DEMANDS


@pytest.mark.parametrize("change", ["nothing", "Windows line ends", "indentation", "dashes"])
def test_actors_and_fields_stay_the_same(nlp: Language, change: str) -> None:
    before, after = nlp(PAGE), nlp(CHANGES[change](PAGE))
    assert [(m["canonical"], m["type"]) for m in after._.actors] == [
        (m["canonical"], m["type"]) for m in before._.actors
    ]
    assert {k: f["value"] for k, f in after._.meta.items()} == {
        k: f["value"] for k, f in before._.meta.items()
    }
    assert [h["level"] for h in after._.headings] == [h["level"] for h in before._.headings]


def test_a_text_twice_has_its_demands_twice(nlp: Language) -> None:
    assert demands(nlp, f"{PAGE}\n{PAGE}") == DEMANDS * 2
