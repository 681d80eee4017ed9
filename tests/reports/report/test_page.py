"""Numbers of the report open what is behind them; tables, the reader and addresses."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from polcorp.corpus import Corpus
from polcorp.ingest.ingest import Analyser
from tests.reports.conftest import expect
from tests.reports.report.conftest import Open

pytestmark = pytest.mark.slow


def listed(page: Any) -> Any:
    """Return the lines of what is behind a number, once that is open."""
    return page.locator("#evidence[open] #evidence-list li")


def table(page: Any, name: str) -> Any:
    return page.locator(f'[data-table="{name}"]')


def test_every_number_opens_what_it_counts(page: Any) -> None:
    questions = page.locator("main button[data-ask]").evaluate_all(
        "(buttons) => buttons.map((button) => [button.dataset.ask, button.textContent])"
    )
    assert len(questions) > 20
    for question, shown in questions:
        page.evaluate("(show) => go({ show })", question)
        if re.fullmatch(r"\d+", shown) and not is_of_words(question, shown, questions):
            expect(listed(page)).to_have_count(int(shown))
        else:  # a rate, or a number of words, opens what it is made of
            expect(listed(page)).not_to_have_count(0)
        page.keyboard.press("Escape")
        expect(page).not_to_have_url(re.compile("show="))  # the page hears of it a little later
        expect(page.locator("#evidence[open]")).to_have_count(0)


def is_of_words(question: str, shown: str, questions: list[list[str]]) -> bool:
    """Return whether a number is that of the words of documents, whose number is another."""
    numbers = [int(n) for asked, n in questions if asked == question and n.isdigit()]
    return question.startswith("documents") and int(shown) == max(numbers) > min(numbers)


def test_no_number_of_the_page_is_without_what_it_counts(page: Any) -> None:
    dead = page.evaluate(
        "() => [...document.querySelectorAll('main td.num, main dd')].filter((cell) =>"
        " /[1-9]/.test(cell.textContent) && !/[–%]/.test(cell.textContent)"
        " && !cell.closest('[data-table=agreement], [data-table=matters]')"
        " && !cell.querySelector('button, a')).map((cell) => cell.outerHTML)"
    )
    assert dead == []


def test_numbers_of_documents_and_words_open_the_documents(page: Any) -> None:
    page.get_by_role("button", name="3: Documents", exact=True).click()
    expect(listed(page)).to_have_count(3)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="1: Documents: C", exact=True).click()
    expect(page.locator("#evidence-list a")).to_have_text(["centre"])
    page.locator("#evidence-list a").click()
    expect(page.locator("#reader-text")).to_contain_text("Trygga barn")
    page.locator("#reader .close").click()
    page.locator("#evidence .close").click()
    page.get_by_role("button", name="2: Documents: 2019", exact=True).click()
    expect(listed(page)).to_have_count(2)


def test_a_sentence_opens_its_document_at_the_span(page: Any) -> None:
    page.get_by_role("button", name="2: Mentions: Skolfam", exact=True).click()
    expect(page.locator("#evidence-list mark")).to_have_text(["Skolfam", "Skolfam"])
    page.locator("#evidence-list a").nth(1).click()
    expect(page.locator("mark.target")).to_have_text("Skolfam")
    expect(page.locator("#reader-text")).to_contain_text("Den nämner Skolfam.")
    expect(page.locator("#reader-text")).to_have_attribute("lang", "sv")
    page.go_back()
    expect(page.locator("#reader[open]")).to_have_count(0)
    expect(page.locator("#evidence[open]")).to_have_count(1)


def test_what_opens_as_another_closes_stays_open(page: Any) -> None:
    page.get_by_role("button", name="3: Documents", exact=True).click()
    expect(listed(page)).to_have_count(3)
    page.evaluate(
        "() => { document.querySelector('#evidence').close();"
        " go({ show: document.querySelector('[data-total=demands] button').dataset.ask }); }"
    )
    page.evaluate("() => new Promise((done) => setTimeout(done, 200))")
    expect(page.locator("#evidence[open]")).to_have_count(1)


def test_an_address_leads_to_its_view(page: Any, corpus: Corpus) -> None:
    page.goto(page.url + "#d0:13-24")
    expect(page.locator("mark.target")).to_have_text(corpus.text("centre")[13:24])
    page.locator("#reader .close").click()
    expect(page).to_have_url(re.compile("^[^#]*$"))
    page.get_by_role("button", name="2: Mentions: Skolfam", exact=True).click()
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(listed(page)).to_have_count(2)
    page.keyboard.press("Escape")
    page.locator("nav a", has_text="Documents").click()
    expect(page).to_have_url(re.compile("#documents$"))


@pytest.mark.parametrize(
    "address",
    [
        "#show=nothing",
        "#show=demands%3Ftheme%3Dnone",
        "#place=99:0-3",
        "#party=none&time=x",
        "#x&y",
    ],
)
def test_an_address_that_means_nothing_shows_the_page(
    corpus: Corpus, opened: Open, address: str
) -> None:
    page = opened(corpus, hash_=address)
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("#totals dd")).to_have_count(5)


def test_tables_are_searched_and_sorted_by_keyboard(page: Any) -> None:
    documents = table(page, "documents")
    found = documents.locator("tbody tr")
    expect(found).to_have_count(3)
    documents.locator("input").fill("linköping")
    expect(found).to_have_count(2)
    documents.locator("input").fill("")
    documents.get_by_role("button", name="Words").focus()
    page.keyboard.press("Enter")
    expect(documents.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")
    sizes = [int(text) for text in documents.locator("tbody td:nth-child(6)").all_text_contents()]
    assert sizes == sorted(sizes, reverse=True)
    table(page, "demands").locator("input").fill("skolfam")
    expect(table(page, "demands").locator("tbody tr")).to_have_count(1)


def test_excerpts_open_in_the_page_too(corpus: Corpus, opened: Open) -> None:
    page = opened(corpus, budget=10)
    page.get_by_role("button", name="2: Mentions: Skolfam", exact=True).click()
    expect(page.locator("#evidence-list mark")).to_have_text(["Skolfam", "Skolfam"])
    page.keyboard.press("Escape")
    expect(table(page, "demands").locator("tbody tr")).to_have_count(len(corpus.demands()))
    table(page, "documents").locator("tbody a").first.click()
    expect(page.locator("#reader-text")).to_have_text("polcorp show centre")


@pytest.fixture
def telling(raw: Path, quick: Analyser) -> Corpus:
    """Two parties with words of their own."""
    for number in range(6):
        (raw / f"c{number}.txt").write_text(
            "Cyklar och cykeln 😀 rullar. " * 9 + f"Plats {number}. Dela", "utf-8"
        )
        (raw / f"s{number}.txt").write_text(
            "läxhjälp i skolan och hemma. " * 9 + f"Hus {number}.", "utf-8"
        )
    corpus = Corpus()
    corpus.ingest()
    return corpus


def test_typical_words_open_their_places(telling: Corpus, opened: Open) -> None:
    page = opened(telling)
    buttons = table(page, "keyness").locator("tbody button")
    expect(buttons).not_to_have_count(0)
    assert buttons.count() >= 4
    for n in range(0, buttons.count(), 2):  # the counts; the ratios are beside them
        buttons.nth(n).click()
        number = int(buttons.nth(n).text_content())
        expect(listed(page)).to_have_count(number)
        expect(page.locator("#evidence-list mark")).to_have_count(number)
        page.keyboard.press("Escape")
    words = {
        text.lower()
        for n in range(0, buttons.count(), 2)
        for text in marks_of(page, buttons.nth(n))
    }
    assert {"cyklar", "cykeln"} & words


def marks_of(page: Any, button: Any) -> list[str]:
    button.click()
    expect(page.locator("#evidence-list mark")).not_to_have_count(0)
    marked: list[str] = page.locator("#evidence-list mark").all_text_contents()
    page.keyboard.press("Escape")
    return marked


def test_csv_has_every_row_that_is_shown(page: Any, corpus: Corpus) -> None:
    with page.expect_download() as caught:
        table(page, "documents").get_by_role("button", name="CSV: Documents").click()
    assert caught.value.suggested_filename == "polcorp-documents.csv"
    lines = Path(caught.value.path()).read_text("utf-8").splitlines()
    assert lines[0] == "document,party,municipality,date,type,words,demands"
    sizes = list(map(int, corpus.documents()["n_body_words"]))
    assert [int(line.split(",")[5]) for line in lines[1:]] == sizes
    formula = page.evaluate("csvOf([{ head: 'a' }], [[{ v: '=1+1' }], [{ v: 'x,\"y' }]])")
    assert formula == 'a\n\'=1+1\n"x,""y"\n'


def test_names_are_no_markup_anywhere(raw: Path, quick: Analyser, opened: Open) -> None:
    evil = '<a href="https://example.org/"><img src=x onerror=alert(1)>{}</a>'
    rows = [",".join(("file", "party", "municipality", "title"))]
    for name in ("centre", "social", "liberal"):
        cells = (evil.format(name + kind) for kind in ("party", "place", "title"))
        rows.append(
            ",".join((name, *(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in cells)))
        )
    (raw.parent / "annotations/documents.csv").write_text("\n".join(rows), "utf-8")
    corpus = Corpus()
    corpus.ingest()
    assert "<a href" in str(corpus.documents()["party"].iloc[0])
    page = opened(corpus)
    page.evaluate(
        "() => { for (const plot of plots.values()) plot.draw(); go({ show: 'documents' }); }"
    )
    expect(listed(page)).to_have_count(3)
    expect(page.locator('img, a[href*="example"]')).to_have_count(0)
    expect(page.locator('[data-table="overview"] tbody')).to_contain_text("onerror")
