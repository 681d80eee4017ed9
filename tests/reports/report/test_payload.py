"""The rows of the report, without a browser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from polcorp.cli.app import main
from polcorp.corpus import Corpus
from polcorp.ingest.ingest import Analyser
from polcorp.reports.html import page as page_module
from polcorp.reports.html.content import collect
from polcorp.reports.html.excerpts import every, excerpt, spread
from polcorp.reports.html.page import plotly_script, report
from polcorp.reports.html.rows import Numbering, Rows
from polcorp.reports.html.words import page_words
from polcorp.tables.filters import Where
from tests.frames import named_rows
from tests.reports.report.counting import (
    by_actor,
    by_party,
    by_theme,
    chosen,
    payload,
    rows,
    theme_documents,
    theme_words,
)


@pytest.mark.slow
def test_rows_are_in_the_texts(corpus: Corpus) -> None:
    data = payload(report(corpus))
    texts = data["texts"]
    demands = data["demands"]
    said = [
        texts[doc][start:end]
        for (doc, *_), start, end in zip(
            rows(data, "demands"), demands["start"], demands["end"], strict=True
        )
    ]
    assert said == list(corpus.demands()["text"])
    mentions = data["mentions"]
    for (doc, *_), *span in zip(
        rows(data, "mentions"),
        *(mentions[name] for name in ("left", "start", "end", "right")),
        strict=True,
    ):
        left, start, end, right = span
        assert 0 <= left <= start < end <= right <= len(texts[doc])


@pytest.mark.parametrize(
    "where",
    [
        {},
        {"theme": "skola"},
        {"actor": "Skolfam"},
        {"contains": "barn"},
        {"party": "C", "theme": "trygghet"},
        {"municipality": "Linköping"},
    ],
)
def test_filters_choose_the_same_rows_as_in_the_tables(corpus: Corpus, where: Where) -> None:
    data = collect(corpus, **where).payload
    documents = corpus.documents(**where)
    numbers = chosen(data)
    assert [data["documents"]["id"][doc] for doc in numbers] == list(documents["doc_id"])
    assert (
        sum(data["documents"]["words"][doc] for doc in numbers) == documents["n_body_words"].sum()
    )
    demands = corpus.demands(**where)
    assert sum(by_party(data, "demands").values()) == len(demands)
    codes = Counter(
        code
        for row in named_rows(demands.dropna(subset="themes"))
        for code in row.themes.split(";")
    )
    asked: Counter[str] = Counter()
    for (code, _), n in by_theme(data, "demands").items():
        asked[code] += n
    assert asked == codes
    sentences = corpus.themes(long=True, **where)
    sentences = sentences[sentences["unit"] == "sentence"]
    assert sum(by_theme(data, "sentences").values()) == len(sentences)
    mentions = corpus.actors(long=True, **where)
    named: Counter[str] = Counter()
    for (actor, _), n in by_actor(data).items():
        named[actor] += n
    assert named == Counter(mentions["actor"])


def test_themes_are_those_of_the_command(corpus: Corpus) -> None:
    data = collect(corpus).payload
    table = corpus.themes().set_index("theme")
    assert theme_words(data) == Counter(table["words"].to_dict())
    assert theme_documents(data) == table["documents"].to_dict()
    sentences: Counter[str] = Counter()
    for (code, _), n in by_theme(data, "sentences").items():
        sentences[code] += n
    assert sentences == Counter(table["sentences"].to_dict())


def test_of_many_rows_a_spread_is_shown() -> None:
    found = Rows()
    for _ in range(10):
        found.begin()
        for row in range(100):
            found.add(0, row % 2, 0, (row, row + 3, row, row + 900))
    of_value = spread(found, lambda rows, row: [rows.value[row]])
    assert of_value == set(range(0, 1000, 100)) | set(range(1, 1000, 100))
    assert every(1000, 10) == set(range(0, 1000, 100))
    assert every(3, 10) == {0, 1, 2}
    assert list(found.documents())[1] == (1, range(100, 200))
    packed = found.pack([0] * 9 + [1])
    assert packed["party"] == [one for row in range(900, 1000) for one in (row, 0)]


def test_excerpts_count_as_the_page_does() -> None:
    assert excerpt("ab😀 skola ja", 4, 9, 2, 12) == [3, 8, "😀 skola ja"]
    assert excerpt("x" * 1000, 5, 10, 0, 1000) == [5, 10, "x" * 400]
    assert excerpt("x" * 1000, 5, 900, 0, 1000)[2] == "x" * 900


def test_values_are_numbered_in_the_order_in_which_they_come() -> None:
    number: Numbering[str] = Numbering()
    assert [number(one) for one in "abac"] == [0, 1, 0, 2]
    assert (list(number), len(number)) == (["a", "b", "c"], 3)


def test_large_corpora_come_in_excerpts(corpus: Corpus) -> None:
    data = payload(report(corpus, budget=10))
    assert "texts" not in data
    assert data["typical"] == []
    said = {words[start:end] for start, end, words in data["excerpts"]["mentions"].values()}
    assert "Skolfam" in said
    assert len(data["excerpts"]["demands"]) == len(corpus.demands())


@pytest.mark.slow
def test_the_same_corpus_gives_the_same_page_for_any_seed(corpus: Corpus) -> None:
    pages = []
    for seed in ("0", "7"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-m", "polcorp", "report", "-q", "-o", f"{seed}.html"]
        subprocess.run([*command, "--corpus", str(corpus.path)], env=env, check=True)
        pages.append(Path(f"{seed}.html").read_bytes())
    assert pages[0] == pages[1]


def test_text_cannot_leave_its_place(raw: Path, quick: Analyser) -> None:
    evil = "Vi vill att </script><img src=x onerror=alert(1)> skolan 😀 syns. "
    (raw / "evil.txt").write_text(evil + "Mer. " * 40, encoding="utf-8")
    corpus = Corpus()
    corpus.ingest()
    page = report(corpus, title="<b>A & B</b>").decode()
    assert "<img src=x" not in page
    assert "<h1>&lt;b&gt;A &amp; B&lt;/b&gt;</h1>" in page
    assert page.count("</script>") == 3
    data = payload(page.encode())
    place = next(
        row
        for row, (doc, *_) in enumerate(rows(data, "demands"))
        if "evil" in data["documents"]["id"][doc]
    )
    text = data["texts"][data["documents"]["id"].index("evil")].encode("utf-16-le")
    start, end = (2 * data["demands"][name][place] for name in ("start", "end"))
    assert "😀" in text[start:end].decode("utf-16-le")


def test_the_head_says_what_the_page_is_of(corpus: Corpus) -> None:
    page = report(corpus, party="C", since="2018").decode()
    about = page[page.index('id="about">') : page.index("</header>")]
    assert "1 document; the corpus has 3" in about
    assert "party: C; since: 2018." in about
    assert "polcorp" in about
    assert "Texts read 20" in about
    whole = report(corpus, "sv").decode()
    assert "3 dokument; korpusen har 3" in whole


def test_without_a_script_two_tables_are_there(corpus: Corpus) -> None:
    page = report(corpus).decode()
    still = page[page.index("<noscript>") : page.index("</noscript>")]
    assert still.count("<table>") == 2
    assert "<td>C</td>" in still
    assert "<td>Schools and education</td>" in still


def test_plotly_fits_into_the_page() -> None:
    script = plotly_script()
    assert "Licensed under the MIT license" in script[:300]
    assert "</script" not in script
    assert "<!--" not in script


def test_every_word_of_the_page_is_there_in_both_languages_and_used() -> None:
    folder = Path(page_module.__file__).parent
    source = "".join(
        path.read_text("utf-8")
        for path in sorted(folder.glob("**/*"))
        if path.suffix in (".js", ".j2", ".py") and path.name != "words.py"
    )
    words = page_words("en")
    assert words.keys() == page_words("sv").keys()
    assert set(re.findall(r"(?<![.\w])words\.(\w+)", source)) <= words.keys()
    by_name = {"about", "matters", "time_options", "map_options", "network_options", "type"}
    assert {
        name for name in words if not re.search(rf"\bwords\.{name}\b|\"{name}\"", source)
    } <= by_name


def test_the_command_writes_the_page(corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["report", "-o", "out/r.html", "--lang", "sv", "--party", "C"])
    assert caught.value.code == 0
    page = Path("out/r.html").read_text("utf-8")
    assert '<html lang="sv">' in page
    assert "out/r.html: 5." in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["report", "--party", "V"])
    assert "no matching documents" in capsys.readouterr().err
