"""The clean view of texts with the damage that scraping does."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from polcorp.reading.clean_view import clean, clean_view, comparable, has_mojibake

PIECES = [
    *("Vi vill", "få fler", "hyres-", "lägenheter", "för-", "och", "EU-", "ä", "a\u0308", "\u0308"),
    *("\u00ad", "\u200b", "\ufeff", "\ufe0f", "\u2011", "\u00a0", "\x95", "\x85", "\x07", "ﬁ"),
    *("&nbsp;", "&amp;", "&lt;p&gt;", "&#228;", "&x;", "&amp;amp;", "<p>", "</li>", "<li>", "<3"),
    *(
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "**",
        "*",
        "__",
        "](",
        "[a](http://b.se)",
        "![",
        "##",
    ),
    *(
        "Ã¤",
        "Ã",
        "â€“",
        "Ã…",
        "kortas.3",
        "kap.3",
        "!”4",
        "m²",
        "skola¹",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\t",
    ),
]


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("Vi vill ha hyres-\nlägenheter nu.", "Vi vill ha hyreslägenheter nu."),
        ("Vi vill ha hyres-\r\n  lägenheter.\r\nNu", "Vi vill ha hyreslägenheter.\nNu"),
        ("Vi vill ha hyres\u00ad\nlägenheter nu.", "Vi vill ha hyreslägenheter nu."),
        ("för-\noch grundskola", "för- och grundskola"),
        ("för- och grundskola", "för- och grundskola"),
        ("nya EU-\nregler om e-\npost och Nord-\nSyd", "nya EU-regler om e-post och Nord-Syd"),
        ("Stoppa nedskärningar -\nsatsa", "Stoppa nedskärningar -\nsatsa"),
        ("Va\u0308xjo\u0308 i \u212bre", "Växjö i Åre"),
        ("tra\u00adfik \u200bVi\u2060 vill\ufeff", "trafik Vi vill"),
        ("vill&nbsp;rusta p&aring; h&ouml;jden &amp;amp; mer", "vill rusta på höjden & mer"),
        ("Ekonomi R&D och A&B", "Ekonomi R&D och A&B"),
        ("ﬁnansierar ﬂera aﬃscher", "finansierar flera affischer"),
        ("<p>Ett.</p><p>Två <b>ord</b>.<br>Tre</p>", "\n\nEtt.\n\n\n\nTvå ord.\nTre\n\n"),
        ("<ul><li>ett</li><li>två</li></ul>", "\n\n- ett\n\n- två\n\n"),
        ("<h2>Skolan</h2>Mer", "\n\n## Skolan\n\nMer"),
        ("Skolan\n=====\nMer\n\nVården\n---\nMer", "# Skolan\nMer\n\n## Vården\nMer"),
        ("Vi vill bygga.\n-----\nMer\n---", "Vi vill bygga.\n-----\nMer\n---"),
        ("Vi bygger\n\n- 3 -\n\f\nskolor.\n\nSida 4 av 9", "Vi bygger\nskolor.\n\n\f"),
        ("a <script>if (a < b) {}</script>b<!-- c -->", "a b"),
        ("färre än <3 och 2 < 3 > 1", "färre än <3 och 2 < 3 > 1"),
        ("Vi **vill ha** [fler](https://a.se/b_c) lärare", "Vi vill ha fler lärare"),
        ("* Fler\n* Färre", "* Fler\n* Färre"),
        ("\x95 skolan \x96 nu\x85", "• skolan – nu…"),
        ("LinkÃ¶ping och MÃ¥ â€“ Ã„ven Ã…re", "Linköping och Må – Även Åre"),
        ("Köerna kortas.3 Vi vill mer.", "Köerna kortas. Vi vill mer."),
        ("fler student¬\nbostäder", "fler studentbostäder"),
        ("FLER STUDENT-\nBOSTÄDER", "FLER STUDENTBOSTÄDER"),
        ("HVB-\nHEM", "HVB-HEM"),
        ("Köerna kortas.2,3 Vi vill ha fler.4–6\nJa", "Köerna kortas. Vi vill ha fler.\nJa"),
        ("Köerna kortas.¹² Vi vill mer!1\nJa", "Köerna kortas. Vi vill mer!\nJa"),
        (
            "Enligt prop.12 Vi och kap.3 Se 30 m² i km²",
            "Enligt prop.12 Vi och kap.3 Se 30 m² i km²",
        ),
        ("SÃO Paulo, Âge", "SÃO Paulo, Âge"),
        ("Nord\u2011Syd\u00a0nu\u2009här", "Nord-Syd nu här"),
    ],
)
def test_what_a_reader_sees(raw: str, seen: str) -> None:
    view = clean_view(raw)
    assert view.text == seen
    assert view.raw == raw


@pytest.mark.parametrize("raw", ["Vi vill bygga.", "Ett – två\n\n• Tre «fyra» 50 % 2018-03-21", ""])
def test_a_clean_text_is_its_own_view(raw: str) -> None:
    assert clean_view(raw).is_raw


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join))
@example("hyres-\nlägen-\nheter nu")
@example("<!--" * 3)
@example("<li>\u0308")
def test_a_span_of_the_view_is_a_stretch_of_the_text(raw: str) -> None:
    view = clean_view(raw)
    ends = [view.span(place, place + 1) for place in range(len(view.text))]
    assert ends == sorted(ends)
    for char, (start, end) in zip(view.text, ends, strict=True):
        assert 0 <= start < end <= len(raw)
        assert end == len(raw) or not unicodedata.combining(raw[end]) or char.isspace()


@given(st.text("abåäöÅ éü\n.,", max_size=40))
def test_a_decomposed_text_has_the_view_of_the_composed_one(text: str) -> None:
    assert clean(unicodedata.normalize("NFD", text)) == clean(text)


@given(st.text("abåäö \n.,", max_size=40), st.data())
def test_invisible_marks_change_nothing(text: str, data: st.DataObject) -> None:
    marks = data.draw(
        st.lists(st.tuples(st.integers(0, len(text)), st.sampled_from("\u200b\u2060\ufeff")))
    )
    marked = text
    for place, mark in sorted(marks, reverse=True):
        marked = marked[:place] + mark + marked[place:]
    assert clean(marked) == clean(text)


def test_values_compare_in_any_form() -> None:
    assert comparable("LINKO\u0308PING") == comparable("Linköping")
    assert comparable("sa") != comparable("så")


def test_mojibake_is_told_from_letters() -> None:
    assert has_mojibake("LinkÃ¶ping")
    assert not has_mojibake("SÃO Paulo")


@pytest.mark.parametrize(
    "unit", ["<!-- ", "<script>", "<p ", "&amp", "**a ", "[a](", "a-\n", "<", "Ã", "a\u0308"]
)
def test_hostile_texts_are_read_in_one_pass(unit: str) -> None:
    text = unit * 40_000
    assert len(clean_view(text).text) <= 2 * len(text)
