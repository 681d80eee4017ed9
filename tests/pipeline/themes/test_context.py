"""What stands around a demand, what only pays for it, and names whose words say nothing."""

from __future__ import annotations

import pytest
from spacy.language import Language

from polcorp.pipeline.language import load_pipeline


@pytest.fixture(scope="module")
def trained() -> Language:
    return load_pipeline()


def main_theme(nlp: Language, text: str) -> str | None:
    """Return the main theme of the last demand of *text*."""
    codes = [code for code in nlp(text)._.themes if code["unit"] == "demand" and code["rank"] == 1]
    return codes[-1]["theme"] if codes else None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Bussen till Hult går sällan. Det vill Centerpartiet ändra på.", "trafik"),
        ("Många har en seniorlots. En sådan vill Kristdemokraterna ha i Nora.", "aldre"),
        ("Liberalerna vill höja anslaget till biblioteken med två miljoner.", "kultur_fritid"),
        ("Socialdemokraterna vill sänka avgiften i simhallen.", "kultur_fritid"),
        ("Vänsterpartiet vill sätta upp kameror vid skolorna.", "trygghet"),
        ("Centerpartiet vill att Samhällsbyggnadsnämnden utreder ett ridcenter.", "kultur_fritid"),
        ("Centerpartiet vill att Nybro Energi AB öppnar en simhall.", "kultur_fritid"),
        ("Vänsterpartiet vill avskaffa den fria etableringsrätten för friskolor.", "skola"),
        ("Liberalerna vill höja presstödet.", "medier"),
        ("Centerpartiet vill sänka kyrkoavgiften.", "tro_kyrka"),
        ("Moderaterna vill ha fler forskare i Luleå.", "forskning"),
        ("Vänsterpartiet vill höja biståndet till fattiga länder.", "utrikes_eu"),
        ("Kristdemokraterna vill ha fler biståndshandläggare.", "socialtjanst"),
        ("Moderaterna vill glesa ut slamtömningen.", "klimat_miljo"),
        ("Liberalerna vill sänka skatten på alla låga jobbinkomster.", "ekonomi"),
        ("Centerpartiet vill sänka momsen på cykelreparationer.", "ekonomi"),
        ("Liberalerna vill att Hult och Nora slås samman.", "demokrati"),
        ("Moderaterna vill slopa karensdagen i sjukförsäkringen.", "arbete"),
        ("Socialdemokraterna vill utbilda fler servicehundar.", "funktionsratt"),
        ("Centerpartiet vill se fler godstransporter på järnväg.", "trafik"),
    ],
)
def test_the_matter_is_found(trained: Language, text: str, theme: str) -> None:
    assert main_theme(trained, text) == theme


@pytest.mark.slow
def test_a_committee_speaks_only_where_nothing_else_does(trained: Language) -> None:
    assert main_theme(trained, "Vi vill att Socialnämnden prövar detta.") == "socialtjanst"
    assert main_theme(trained, "Vi vill att Socialnämnden köper elbussar.") == "trafik"
