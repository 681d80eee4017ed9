"""What kind of paper a page is, by its words, its layout, its day and who speaks."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tests.pipeline.test_metadata import fields

BODY = (
    "Bryggorna vid sjön är slitna sedan många år, och den som sitter i rullstol kommer inte ner till "
    "vattnet. Centerpartiet i Kil vill bygga om badplatsen och rusta stranden till sommaren."
)
NOTICE = (
    "Bryggorna vid sjön är slitna sedan många år, och den som sitter i rullstol kommer inte ner till "
    "vattnet. Badet är stängt under tiden som bryggan byggs om."
)
WISHES = "Vi vill:\n• bygga bryggor\n• rusta stranden\n• öppna kiosken"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"Bryggor för alla\n\n{BODY}\n\n{WISHES}", "programme"),
        # whatever has its day at the top is news
        (f"Bryggor för alla\n\n12 maj 2021\n\n{BODY}\n\n{WISHES}", "article"),
        (f"Bryggor för alla\n\nAv Eva Ek den 12 maj, 2021\n\n{BODY}\n\n{WISHES}", "article"),
        # not the day of a page's last change, nor the one on which a programme was adopted
        (f"Bryggor för alla\n\nSidan uppdaterades 12 maj 2021\n\n{BODY}\n\n{WISHES}", "programme"),
        (f"Bryggor för alla\n\nAntaget den 12 maj 2021\n\n{BODY}\n\n{WISHES}", "programme"),
        # nor a day below running text
        (f"Bryggor för alla\n\n{BODY}\n\n{WISHES}\n\n12 maj 2021", "programme"),
        # labels before the text
        (f"Bryggor för alla\n\nDEBATT. {BODY}\n\n{WISHES}", "article"),
        (f"Leve sommaren\nTal av Eva Ek på torget.\n\n{BODY}\n\n{WISHES}", "article"),
        (f"Rapport från kommunfullmäktige\n\n{BODY}", "article"),
        # a menu's «Nyheter» is a part of the site
        (f"Hem   Nyheter   Kontakt\n\nBryggor för alla\n\n{BODY}\n\n{WISHES}", "programme"),
        # leaders of a club are no leader of a newspaper
        (f"Fler ledare\n\n{BODY} Fler ledare ska få kurser.\n\n{WISHES}", "programme"),
    ],
)
def test_what_a_party_writes(nlp: Language, text: str, kind: str) -> None:
    assert fields(nlp, text)["doc_type"] == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"Badet stängt\n\n{NOTICE}", "other"),
        # whoever asks for something has a message
        (f"Badet stängt\n\n{NOTICE}\n\n{WISHES}", "article"),
        (f"Sjöns vänner\n\n{NOTICE} Därför kräver vi att bryggan rustas.", "article"),
        # what ministers do is news
        (f"Badet stängt\n\n{NOTICE} På torsdag kommer infrastrukturminister Eva Ek.", "article"),
        # wishing well is no message
        (f"Sjöns vänner\n\n{NOTICE} Vi vill tacka alla som hjälpte till.", "other"),
    ],
)
def test_what_somebody_else_writes(nlp: Language, text: str, kind: str) -> None:
    assert fields(nlp, text)["doc_type"] == kind
