"""Component ``polcorp_themes``: what demands and sentences are about."""

from pathlib import Path

import pytest
from spacy.language import Language

from polcorp.errors import DataFileError
from polcorp.lexicons.themes import load_themes
from polcorp.pipeline.annotations import ThemeCode
from polcorp.pipeline.language import load_pipeline

BODY = "Kommunen växer, och det märks varje dag."
DEMANDS = {
    "trygghet": "Vi vill se fler poliser och trygghetsvärdar på gatorna.",
    "skola": "Vi vill att förskolan och grundskolan får fler lärare.",
    "bostad": "Vi vill bygga fler hyresrätter.",
    "missbruk": "Vi vill stärka missbruksvården.",
    "trafik": "Vi vill bygga fler cykelvägar och förbättra kollektivtrafiken.",
    "kultur_fritid": "Vi vill att biblioteken och idrottshallarna rustas.",
    "aldre": "Vi vill bygga fler äldreboenden.",
    "energi": "Vi vill bygga vindkraft och solceller.",
    "relationsvald": "Vi vill stärka kvinnojourerna mot våld i nära relationer.",
    "digitalisering": "Vi vill införa fler e-tjänster och satsa på digitalisering.",
}


def main_themes(nlp: Language, text: str, unit: str = "demand") -> list[str]:
    return [t["theme"] for t in nlp(text)._.themes if t["unit"] == unit and t["rank"] == 1]


@pytest.mark.parametrize(("theme", "text"), DEMANDS.items())
def test_main_themes(nlp: Language, theme: str, text: str) -> None:
    assert main_themes(nlp, text) == [theme]


@pytest.mark.parametrize("theme", ["trygghet", "skola", "trafik"])
def test_sentences_have_themes_too(nlp: Language, theme: str) -> None:
    text = DEMANDS[theme].replace("Vi vill", "Kommunen kan")
    assert main_themes(nlp, text) == []
    assert main_themes(nlp, text, "sentence") == [theme]


def test_at_most_three_in_order_with_their_terms(nlp: Language) -> None:
    text = " ".join(DEMANDS.values()).replace(". Vi vill", ", och")
    doc = nlp(f"{text}\n\n{' '.join(DEMANDS.values())}")
    units: dict[tuple[str, int, int], list[ThemeCode]] = {}
    for code in doc._.themes:
        units.setdefault((code["unit"], code["start"], code["end"]), []).append(code)
    assert units
    known = {theme.code for theme in load_themes()}
    for codes in units.values():
        assert [code["rank"] for code in codes] == list(range(1, len(codes) + 1))
        assert len(codes) <= 3
        scores = [code["score"] for code in codes]
        assert scores == sorted(scores, reverse=True)
        assert {code["theme"] for code in codes} <= known
        assert all(code["evidence"] for code in codes)


def test_headings_and_page_text_are_no_units(nlp: Language) -> None:
    text = f"Polisen i Kil\n\n{BODY} {BODY}\n\nBli medlem i skolföreningen"
    assert main_themes(nlp, text, "sentence") == []


def test_a_bare_demand_takes_the_theme_of_its_heading(nlp: Language) -> None:
    text = f"Vår politik\n\n{BODY} {BODY}\n\nTrygghet och polis\n\nVi vill göra mer nu."
    assert main_themes(nlp, text) == ["trygghet"]


def test_a_demand_about_nothing_in_the_codebook(nlp: Language) -> None:
    assert main_themes(nlp, "Vi vill göra mer nu.") == []


def test_the_users_codebook(tmp_path: Path) -> None:
    path = tmp_path / "themes.toml"
    path.write_text(
        '[[theme]]\ncode = "svamp"\nname = "Svamp"\nterms = [{ text = "kantarell", weight = 3 }]\n',
        encoding="utf-8",
    )
    nlp = load_pipeline("blank", user_dir=tmp_path)
    assert main_themes(nlp, "Vi vill ha fler kantareller.") == ["svamp"]
    path.write_text('[[theme]]\ncode = "svamp"\n', encoding="utf-8")
    with pytest.raises(DataFileError, match="svamp"):
        load_pipeline("blank", user_dir=tmp_path)
