from __future__ import annotations

import io
import re

from polcorp.analysis.views import document_view, document_views
from polcorp.corpus import Corpus
from polcorp.reports.document import plain_document, print_document
from polcorp.reports.marking import marked_lines


def test_every_kind_of_thing_is_marked_by_a_sign(corpus: Corpus) -> None:
    shown = plain_document(document_view(corpus, "centre"))
    assert re.search(r"^ *1 #    Trygga barn$", shown, re.MULTILINE)
    assert "{Vi vill att [Skolfam|PROGRAMME] införs i skolan} #skola" in shown
    assert re.search(r"^ *7 :    Centerpartiet vill att:$", shown, re.MULTILINE)
    assert re.search(
        r"^ *8 •    • \{\[polisen\|AUTHORITY Polisen\] syns i hela kommunen\}", shown, re.MULTILINE
    )
    assert re.search(r"^ *11 ~    Dela sidan$", shown, re.MULTILINE)
    assert "\x1b" not in shown


def test_demands_of_others_say_whose_they_are(corpus: Corpus) -> None:
    assert "ska vara trygg} (M) #trygghet" in plain_document(document_view(corpus, "social"))


def test_long_tells_the_evidence_and_how_sure(corpus: Corpus) -> None:
    shown = plain_document(document_view(corpus, "centre"), "sv", long=True)
    assert "parti: C (0.80, «läxhjälp»)" in shown
    assert "krav punkt C «vilja» för, will, 0.90" in shown
    assert "inledning, colon, 1.00" in shown
    assert "aktör Skolfam modell/metod (lexicon), name" in shown
    assert "#skola demand 1, skola, 1.00" in shown


def test_without_its_signs_a_line_is_the_line_of_the_text(corpus: Corpus) -> None:
    for view in document_views(corpus):
        lines = view.text.splitlines()
        for line in marked_lines(view):
            own = "".join(piece for piece, style in line.pieces if style != "sign")
            assert own == lines[line.number - 1].rstrip()


def test_a_terminal_gets_the_same_signs_in_colour(corpus: Corpus) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    print_document(document_view(corpus, "centre"), stream, long=True)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue())
    assert "{Vi vill att [Skolfam|PROGRAMME] införs i skolan} #skola" in plain


def test_views_hold_the_chosen_documents_with_all_their_rows(corpus: Corpus) -> None:
    names = [view.doc_id for view in document_views(corpus, municipality="Linköping")]
    assert names == ["centre", "liberal"]
    view = document_view(corpus, "cen")
    for row in (*view.sections, *view.lead_ins, *view.demands, *view.mentions, *view.codes):
        assert row["doc_id"] == "centre"
        assert row.get("text") in (None, view.text[row["start"] : row["end"]])
    assert len(view.demands) == 3
    assert view.name == "centre.txt"
