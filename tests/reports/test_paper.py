"""Tables for a paper: labelled, rounded, with caption and notes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.reports.paper import caption_of, escaped_for_latex, note_of_n, paper_table
from polcorp.vocabulary.columns import catalogue
from polcorp.vocabulary.messages import LANGUAGES, speaking
from polcorp.vocabulary.messages import catalogue as messages

BY_PARTY = pd.DataFrame(
    {"party": ["C", "S & co"], "n": [34, 1], "per_1000": [12.4951, 0.5], "share": [0.38636, 1.0]}
)
DEMANDS = pd.DataFrame({"party": ["C"], "text": ["100 % av_alla\n#skolor"], "start": [3]})


def test_markdown_has_caption_headings_rounded_values_and_notes() -> None:
    text = paper_table("demands by", BY_PARTY, "md", "en", caption="A | b", notes=["n = 35"])
    assert text.decode().splitlines() == [
        "**A \\| b**",
        "",
        "| party   |   n |   per 1,000 words |   share of demands |",
        "|:--------|----:|------------------:|-------------------:|",
        "| C       |  34 |             12.50 |             38.6 % |",
        "| S & co  |   1 |              0.50 |            100.0 % |",
        "",
        "*n = 35*",
    ]


def test_latex_is_a_float_with_label_and_decimal_commas() -> None:
    text = paper_table("demands by", BY_PARTY, "latex", "sv", caption="50 %", notes=["n_1", "x"])
    lines = text.decode().splitlines()
    assert lines[:5] == [
        r"\begin{table}[htbp]",
        r"\centering",
        r"\caption{50 \%}",
        r"\label{tab:demands-by}",
        r"\begin{tabular}{lrrr}",
    ]
    assert lines[6].split("&")[1:3] == ["   antal ", "   per 1 000 ord "]
    assert lines[9].split() == [*r"S \& co & 1 & 0,50 & 100,0 \% \\".split()]
    assert lines[-2:] == [r"\parbox{\linewidth}{\footnotesize n\_1\\ x}", r"\end{table}"]


def test_without_a_caption_there_is_the_table_alone() -> None:
    latex = paper_table("demands", DEMANDS, "latex", "en", ["party", "text"], notes=["n = 1"])
    lines = latex.decode().splitlines()
    assert lines[0] == r"\begin{tabular}{lp{0.6\linewidth}}"
    assert lines[-1] == r"\end{tabular}"
    assert r"100 \% av\_alla \#skolor" in lines[4]
    assert paper_table("demands", DEMANDS, "md", "en", ["party"]).startswith(b"| party")


@pytest.mark.parametrize(
    ("language", "words"), [("en", "| Schools"), ("sv", "| Skola"), ("fi", "| skola")]
)
def test_themes_have_names_where_the_table_has_codes(language: Any, words: str) -> None:
    shares = pd.DataFrame({"theme": ["skola", "eget"], "C": [0.5, 0.25]})
    shares.attrs["theme_names"] = {"en": {"skola": "Schools"}, "sv": {"skola": "Skola"}}
    lines = paper_table("theme matrix", shares, "md", language).decode().splitlines()
    assert lines[2].startswith(words)
    assert lines[3].startswith("| eget")
    assert list(shares["theme"]) == ["skola", "eget"]


def test_a_note_says_what_n_is() -> None:
    assert note_of_n("demands by", BY_PARTY) == "n = 35 demands"
    assert note_of_n("demands", DEMANDS) == "n = 1 demand"
    part = BY_PARTY.head(1)
    part.attrs["total"] = 2
    assert note_of_n("demands by", part) == "n = 2 rows, the first one shown"
    with speaking("sv"):
        assert note_of_n("demands", DEMANDS) == "n = 1 krav"
        assert note_of_n("themes by", DEMANDS.head(0)) == "n = 0 rader"


def test_captions_are_in_both_languages() -> None:
    assert caption_of("demands by", BY_PARTY, "sv") == "Krav efter parti"
    assert caption_of("sql", BY_PARTY, "sv") == ""
    for name, said in catalogue().tables.items():
        assert set(said.title) in (set(), set(LANGUAGES)), name
        assert said.counts in {"", *messages()["nouns"]}, name
        if said.shown:
            assert said.title, name


@given(st.text())
def test_latex_gets_no_command_and_no_dash_from_a_text(text: str) -> None:
    escaped = escaped_for_latex(text)
    plain = escaped
    for command in (r"\textbackslash{}", r"\textasciitilde{}", r"\textasciicircum{}"):
        plain = plain.replace(command, "")
    for sign in "&%$#_{}":
        plain = plain.replace(f"\\{sign}", "")
    plain = plain.replace("-{}-", "")
    assert not set(plain) & set("\\~^&%$#_{}")
    assert "--" not in escaped


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="needs LaTeX")
def test_latex_reads_the_table(tmp_path: Path) -> None:
    table = paper_table("demands by", BY_PARTY, "latex", "sv", caption="50 %", notes=["a", "b"])
    (tmp_path / "t.tex").write_text(
        "\\documentclass{article}\\usepackage{booktabs}\\begin{document}\n"
        f"{table.decode()}\\end{{document}}\n",
        "utf-8",
    )
    subprocess.run(
        ["pdflatex", "-halt-on-error", "t.tex"], cwd=tmp_path, check=True, capture_output=True
    )
