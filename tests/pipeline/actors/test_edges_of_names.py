"""Names that are longer, shorter or surer than a list says: committees of boards, quarters, letters, towns."""

import pytest
from spacy.language import Language


def names(nlp: Language, text: str) -> list[str]:
    return [f"{m['type']} {text[m['start'] : m['end']]}" for m in nlp(text)._.actors]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Frågan gick till kommunstyrelsens arbetsutskott i maj.",
            ["AUTHORITY kommunstyrelsens arbetsutskott"],
        ),
        (
            "Barn- och utbildningsnämndens arbetsutskott har sagt nej.",
            ["AUTHORITY Barn- och utbildningsnämndens arbetsutskott"],
        ),
        ("Besluten BUN § 26 och BUN/2023:147 gäller.", []),
        (
            "Ale kommun växer.\n\nAle ska vara tryggt för alla.",
            ["GPE Ale kommun", "GPE Ale"],
        ),
        (
            "De bor i Herrgården och i Östra Örtagården i Malmö.",
            ["LOC Herrgården", "LOC Östra Örtagården", "GPE Malmö"],
        ),
        (
            "Oppositionen, med S i spetsen, sade nej.",
            ["PARTY S"],
        ),
        ("Hon är gruppledare för V i nämnden.", ["PARTY V"]),
        ("Närvarande var Jonas Bergh (F) och Eva Lind (S).", ["PERSON Jonas Bergh", "PARTY F", "PERSON Eva Lind", "PARTY S"]),
    ],
)  # fmt: skip
def test_where_names_end_and_what_letters_are(nlp: Language, text: str, found: list[str]) -> None:
    assert names(nlp, text) == found
