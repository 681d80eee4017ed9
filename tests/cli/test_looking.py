from __future__ import annotations

import csv
import io
import json
import re

from polcorp.corpus import Corpus
from polcorp.reports.kwic import print_kwic
from tests.cli.conftest import Polcorp
from tests.frames import named_rows


def test_show_takes_the_beginning_of_a_name(corpus: Corpus, polcorp: Polcorp) -> None:
    code, out, err = polcorp("show", "cen")
    assert (code, err) == (0, "")
    assert "{Vi vill att [Skolfam|PROGRAMME] införs i skolan} #skola" in out
    assert "parti: C" in polcorp("show", "cen", "--lang", "sv")[1]
    assert "will, 0.90" in polcorp("show", "cen", "--long")[1]
    code, out, err = polcorp("show", "nowhere")
    assert (code, out) == (2, "")
    assert "unknown document «nowhere»" in err


def test_kwic_is_aligned_and_exported_whole(corpus: Corpus, polcorp: Polcorp) -> None:
    code, out, _ = polcorp("kwic", "vill att", "--sort", "left")
    assert code == 0
    lines = out.splitlines()
    assert len(lines) == 4
    hits = [{m.start() for m in re.finditer("vill att", line)} for line in lines]
    assert set.intersection(*hits)
    assert lines[0].startswith("centre C ")
    code, out, err = polcorp("kwic", "vill att", "--limit", "1")
    said = "4 hits in 2 documents, 70.18 per 1,000 words\nshowing 1 of 4 rows (--limit 0 for all)\n"
    assert (len(out.splitlines()), err) == (1, said)
    rows = list(csv.DictReader(io.StringIO(polcorp("kwic", "vill att", "--export", "csv")[1])))
    assert len(rows) == 4
    assert polcorp("kwic", "vill att", "--columns", "doc_id,start")[1].startswith("document  start")


def test_kwic_without_hits_is_nothing_to_report_on(corpus: Corpus, polcorp: Polcorp) -> None:
    code, out, err = polcorp("kwic", "xyzzy")
    assert (code, err) == (0, "no matching rows\n")
    assert len(out.splitlines()) == 1  # the headings


def test_kwic_on_a_terminal_fits_its_width(corpus: Corpus) -> None:
    from polcorp.analysis.concordance import kwic

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    print_kwic(kwic(corpus, "att"), stream)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue())
    assert max(map(len, plain.splitlines())) <= 80


def test_kwic_lines_begin_and_end_with_whole_words(corpus: Corpus) -> None:
    from polcorp.analysis.concordance import kwic
    from polcorp.reports.kwic import kwic_lines

    found = kwic(corpus, "att")
    for (_, left, _, right), row in zip(kwic_lines(found, 70), named_rows(found), strict=True):
        assert left.split() == row.left.split()[-len(left.split()) or len(row.left) :]
        assert right.split() == row.right.split()[: len(right.split())]
    narrow = kwic_lines(found, 70)
    assert {len(left) for _, left, _, _ in narrow} == {len(narrow[0][1])}


def test_kwic_counts_by_group(corpus: Corpus, polcorp: Polcorp) -> None:
    code, out, err = polcorp("kwic", "v?ll", "--by", "party", "--export", "csv")
    assert (code, err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["party"], row["hits"], row["documents"]) for row in rows] == [
        ("C", "2", "1"),
        ("L", "0", "0"),
        ("S", "2", "1"),
    ]
    code, out, _ = polcorp("kwic", "v?ll", "--by", "source", "--sort", "-hits", "--lang", "sv")
    assert out.splitlines()[0].split()[:2] == ["källa", "träffar"]
    code, _, err = polcorp("kwic", "vill", "--top", "3")
    assert (code, "add --by" in err) == (2, True)


def test_kwic_takes_plain_letters_and_sentences(corpus: Corpus, polcorp: Polcorp) -> None:
    columns = ("--export", "json", "--columns", "left,text,right")
    _, out, _ = polcorp("kwic", "laxhjalp", "--plain", "--within", "sentence", *columns)
    assert json.loads(out) == [
        {"left": "Vi vill att barn får ", "text": "läxhjälp", "right": " i skolan."}
    ]


def test_kwic_says_what_it_does_not_understand(corpus: Corpus, polcorp: Polcorp) -> None:
    code, out, err = polcorp("kwic", "sk[ou]l.*")
    assert (code, out) == (2, "")
    assert err.startswith("polcorp: «sk[ou]l.*» is not understood")
    assert err.endswith("/sk[ou]l.*/\n")
    assert err.count("\n") == 1
