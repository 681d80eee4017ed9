"""The report: what it says, and what it does in a real Chromium."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from polcorp.cli.app import main
from polcorp.corpus import Corpus
from polcorp.ingest.ingest import Analyser
from polcorp.reports.html.content import collect
from polcorp.reports.html.evidence import Evidence
from polcorp.reports.html.page import report
from polcorp.tables.filters import Where
from tests.frames import named_rows

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def payload(page: bytes) -> dict[str, Any]:
    text = page.decode()
    found = re.search(r'id="payload">(.*?)</script>', text, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found.group(1))
    return data


@pytest.mark.slow
def test_numbers_are_those_of_the_tables(corpus: Corpus) -> None:
    page = report(corpus).decode()
    data = payload(page.encode())
    assert len(data["numbers"]["a|Skolfam|PROGRAMME"]) == 2
    assert len(data["numbers"]["t|skola"]) == 2
    assert len(data["demands"]) == len(corpus.demands())
    for row in data["demands"]:
        assert data["texts"][row[0]][row[1] : row[2]] == row[6]
    for place in data["places"]:
        text = data["texts"][place[0]]
        assert place[3] <= place[1] < place[2] <= place[4] <= len(text)


@pytest.mark.parametrize(
    "where",
    [
        {"theme": "skola"},
        {"actor": "Skolfam"},
        {"contains": "barn"},
        {"party": "C", "theme": "trygghet"},
        {"municipality": "Linköping"},
    ],
)
def test_filters_choose_the_same_rows_as_in_the_tables(corpus: Corpus, where: Where) -> None:
    content = collect(corpus, **where)
    sentences = corpus.themes(long=True, **where)
    sentences = sentences[sentences["unit"] == "sentence"]
    assert content.totals == {
        "documents": len(corpus.documents(**where)),
        "words": corpus.documents(**where)["n_body_words"].sum(),
        "demands": len(corpus.demands(**where)),
        "actors": corpus.actors(long=True, **where)["actor"].nunique(),
        "mentions": len(corpus.actors(long=True, **where)),
    }
    asked = corpus.demands(**where)
    for row in content.themes.rows:
        about = sentences[sentences["theme"] == row["theme"]]
        assert row["sentences"] == len(about)
        coded = [
            one.doc_id
            for one in named_rows(asked.dropna(subset="themes"))
            if row["theme"] in one.themes.split(";")
        ]
        assert row["demands"] == len(coded)
        assert row["documents"] == len({*about["doc_id"], *coded})
    for row in content.actors.rows:
        named = corpus.actors(long=True, **where)
        assert row["mentions"] == (named["actor"] == row["name"]).sum()


def test_of_many_places_a_spread_is_shown() -> None:
    evidence = Evidence()
    for number in range(1000):
        row = evidence.place(number // 10, number, number + 3, (max(number - 500, 0), number + 900))
        evidence.count(row, "all")
        evidence.count_document(number // 10, row, "documents")
    assert (evidence.show("a", "all"), evidence.show("d", "documents")) == (1000, 100)
    assert evidence.show("nothing", "none") == 0
    places, numbers = evidence.pack(10, lambda n, spans: [[n, *span] for span in spans])
    assert [places[row][1] for row in numbers["a"]] == list(range(0, 1000, 100))
    assert [places[row][0] for row in numbers["d"]] == list(range(0, 100, 10))
    assert all(right - left <= 503 for _, _, _, left, right in places)
    assert evidence.totals(10) == {"a": 1000, "d": 100}
    assert "nothing" not in numbers


@pytest.mark.slow
def test_the_same_corpus_gives_the_same_page(corpus: Corpus) -> None:
    assert report(corpus, "sv") == report(corpus, "sv")


def test_large_corpora_come_in_excerpts(corpus: Corpus) -> None:
    data = payload(report(corpus, budget=10))
    assert "texts" not in data
    assert "Skolfam" in data["places"][data["numbers"]["a|Skolfam|PROGRAMME"][0]][5]


def test_text_cannot_leave_its_place(raw: Path, quick: Analyser) -> None:
    evil = "Vi vill att </script><img src=x onerror=alert(1)> skolan 😀 syns. "
    (raw / "evil.txt").write_text(evil + "Mer. " * 40, encoding="utf-8")
    corpus = Corpus()
    corpus.ingest()
    page = report(corpus, title="<b>A & B</b>").decode()
    assert "<img" not in page
    assert "<h1>&lt;b&gt;A &amp; B&lt;/b&gt;</h1>" in page
    assert page.count("</script>") == 2
    data = payload(page.encode())
    row = next(row for row in data["demands"] if "😀" in row[6])
    as_utf16 = data["texts"][row[0]].encode("utf-16-le")
    assert as_utf16[2 * row[1] : 2 * row[2]].decode("utf-16-le") == row[6]


def test_the_command_writes_the_page(corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["report", "-o", "out/r.html", "--lang", "sv", "--party", "C"])
    assert caught.value.code == 0
    page = Path("out/r.html").read_text("utf-8")
    assert '<html lang="sv">' in page
    assert "out/r.html: 0." in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["report", "--party", "V"])
    assert "no matching documents" in capsys.readouterr().err


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A Chromium of the system's, driven by playwright; without one the tests are passed over."""
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium (Debian: apt-get install chromium)")
    with playwright.sync_playwright() as driver:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=sandbox)
        context = browser.new_context()
        context.set_default_timeout(10_000)
        yield context
        browser.close()


@pytest.fixture
def page(corpus: Corpus, chromium: Any) -> Iterator[Any]:
    """The report in a tab that notes everything that a page should not do."""
    path = Path("report.html")
    path.write_bytes(report(corpus))
    tab = chromium.new_page()
    wrong: list[str] = []
    tab.on("console", lambda message: wrong.append(message.text))
    tab.on("pageerror", lambda error: wrong.append(str(error)))

    def note(request: Any) -> None:
        if not request.url.startswith(("file:", "data:")):
            wrong.append(request.url)

    tab.on("request", note)
    tab.goto(path.absolute().as_uri())
    yield tab
    tab.close()
    assert wrong == []


def listed(page: Any) -> int:
    return int(page.locator("#evidence-list li").count())


@pytest.mark.slow
def test_every_number_opens_its_sentences(page: Any, corpus: Corpus) -> None:
    buttons = page.locator("button[data-key]")
    assert buttons.count() > 20
    for n in range(buttons.count()):
        button = buttons.nth(n)
        button.click()
        shown = button.text_content()
        if "." in shown:  # a rate opens what it is made of
            assert listed(page) >= 1
        else:
            assert listed(page) == int(shown)
        page.keyboard.press("Escape")


@pytest.mark.slow
def test_no_number_of_the_page_is_without_what_it_counts(page: Any) -> None:
    dead = page.evaluate(
        "() => [...document.querySelectorAll('main td.num, main dd')].filter((cell) =>"
        " /[1-9]/.test(cell.textContent) && !cell.textContent.includes('–')"
        " && !cell.querySelector('button, a')).map((cell) => cell.outerHTML)"
    )
    assert dead == []


@pytest.mark.slow
def test_numbers_of_documents_and_words_open_the_documents(page: Any) -> None:
    buttons = page.locator("button[data-documents]")
    assert buttons.count() == 2 + 2 * 3 + 2  # totals, three parties, two years
    page.get_by_role("button", name="3: Documents", exact=True).click()
    assert listed(page) == 3
    page.keyboard.press("Escape")
    page.get_by_role("button", name="C, words").click()
    assert page.locator("#evidence-list a").all_text_contents() == ["centre"]
    page.locator("#evidence-list a").click()
    assert "Trygga barn" in page.locator("#reader-text").text_content()
    page.locator("#reader .close").click()
    page.locator("#evidence .close").click()
    page.get_by_role("button", name="2019, Documents").click()
    assert listed(page) == 2


@pytest.mark.slow
def test_a_point_of_a_plot_opens_its_sentences(page: Any) -> None:
    point = page.locator('#shares a[href="#n:t%7Cskola%7CC"]')
    assert point.count() == 1
    point.click(force=True)
    page.locator("#evidence[open]").wait_for()
    assert "(" not in page.locator("#evidence-title").text_content()
    number = page.locator('#matrix button[data-key="t|skola|C"]')
    assert listed(page) == int(number.text_content())
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "#" not in url)


@pytest.mark.slow
def test_typical_words_open_their_places(raw: Path, quick: Analyser, chromium: Any) -> None:
    for number in range(6):
        (raw / f"c{number}.txt").write_text(
            "Cyklar och cykeln 😀 rullar. " * 9 + f"Plats {number}. Dela", "utf-8"
        )
        (raw / f"s{number}.txt").write_text(
            "läxhjälp i skolan och hemma. " * 9 + f"Hus {number}.", "utf-8"
        )
    corpus = Corpus()
    corpus.ingest()
    html = report(corpus)
    data = payload(html)
    words = {
        data["texts"][place[0]].encode("utf-16-le")[2 * place[1] : 2 * place[2]].decode("utf-16-le")
        for key, rows in data["numbers"].items()
        if key.startswith("k|C|cyk")
        for place in (data["places"][row] for row in rows)
    }
    assert {"Cyklar", "cykeln"} >= words >= {"cykeln"}
    Path("typical.html").write_bytes(html)
    tab = chromium.new_page()
    tab.goto(Path("typical.html").absolute().as_uri())
    buttons = tab.locator("#keyness button[data-key]")
    assert buttons.count() >= 4
    for n in range(0, buttons.count(), 2):  # the counts; the ratios stand beside them
        buttons.nth(n).click()
        assert listed(tab) == int(buttons.nth(n).text_content())
        marked = tab.locator("#evidence-list mark").all_text_contents()
        assert len(marked) == listed(tab)
        tab.keyboard.press("Escape")
    tab.locator("#keyness .plot a").first.click(force=True)
    tab.locator("#evidence[open]").wait_for()
    assert listed(tab) > 0
    tab.close()


@pytest.mark.slow
def test_excerpts_open_in_the_page_too(corpus: Corpus, chromium: Any) -> None:
    Path("excerpts.html").write_bytes(report(corpus, budget=10))
    tab = chromium.new_page()
    tab.goto(Path("excerpts.html").absolute().as_uri())
    tab.get_by_role("button", name="2: Skolfam, mentions").click()
    assert tab.locator("#evidence-list mark").all_text_contents() == ["Skolfam", "Skolfam"]
    tab.keyboard.press("Escape")
    tab.locator("#documents tbody a").first.click()
    assert tab.locator("#reader-text").text_content() == "polcorp show centre"
    tab.close()


@pytest.mark.slow
def test_a_sentence_opens_its_document_at_the_span(page: Any) -> None:
    page.get_by_role("button", name="2: Skolfam, mentions").click()
    assert page.locator("#evidence-list mark").all_text_contents() == ["Skolfam", "Skolfam"]
    page.locator("#evidence-list a").nth(1).click()
    assert page.locator("mark.target").text_content() == "Skolfam"
    assert "Den nämner Skolfam." in page.locator("#reader-text").text_content()
    assert page.locator("#reader-text").get_attribute("lang") == "sv"
    page.go_back()
    assert page.locator("#reader").get_attribute("open") is None


@pytest.mark.slow
def test_an_address_leads_to_its_span(page: Any, corpus: Corpus) -> None:
    page.goto(page.url + "#d0:13-24")
    assert page.locator("mark.target").text_content() == corpus.text("centre")[13:24]
    page.locator("#reader .close").click()
    page.wait_for_url(lambda url: "#" not in url)


@pytest.mark.slow
def test_tables_are_filtered_and_sorted_by_keyboard(page: Any) -> None:
    table = page.locator("#documents table")
    rows = table.locator("tbody tr")
    assert rows.count() == 3
    page.locator("#documents input").fill("linköping")
    assert rows.count() == 2
    page.locator("#documents input").fill("")
    head = table.get_by_role("button", name="words")
    head.focus()
    page.keyboard.press("Enter")
    sizes = [int(text) for text in table.locator("tbody td:nth-child(6)").all_text_contents()]
    assert sizes == sorted(sizes, reverse=True)
    assert table.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
    page.locator("#demands input").fill("skolfam")
    assert page.locator("#demands tbody tr").count() == 1


@pytest.mark.slow
def test_print_shows_tables_and_no_tools(page: Any) -> None:
    page.emulate_media(media="print")
    assert not page.locator(".tools").first.is_visible()
    assert page.locator("#matrix table").is_visible()


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(page: Any, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    assert page.evaluate(_CONTRAST) == []


#: WCAG 2.1: the contrast of every element with a text of its own is 4.5 at least.
_CONTRAST = """() => {
  const light = (c) => { const v = c.map((x) => (x /= 255) <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
    return .2126 * v[0] + .7152 * v[1] + .0722 * v[2]; };
  const rgb = (s) => s.match(/[\\d.]+/g).map(Number);
  const ground = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  return [...document.querySelectorAll("main *, header *")].filter((e) => !e.closest("svg") &&
    [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())).map((e) => {
    const [a, b] = [light(rgb(getComputedStyle(e).color).slice(0, 3)), light(ground(e).slice(0, 3))].sort((x, y) => y - x);
    return [e.tagName + "." + e.className, (a + .05) / (b + .05)]; }).filter(([, ratio]) => ratio < 4.5); }"""


@pytest.mark.slow
def test_every_button_and_image_has_a_name(page: Any) -> None:
    missing = page.evaluate(
        "() => [...document.querySelectorAll('button, input, [role=img], dialog')].filter((e) =>"
        " !(e.getAttribute('aria-label') || e.textContent.trim() || (e.labels && e.labels.length)"
        " || e.getAttribute('aria-labelledby'))).map((e) => e.outerHTML)"
    )
    assert missing == []
