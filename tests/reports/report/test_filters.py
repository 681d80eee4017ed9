"""The page's filters choose what those of the commands choose, everywhere at once."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import Any

import pytest

from polcorp.analysis.agreement import who_agrees
from polcorp.analysis.theme_tables import theme_shares
from polcorp.corpus import Corpus
from polcorp.tables.filters import Where
from tests.frames import named_rows
from tests.reports.conftest import expect
from tests.reports.report.conftest import Open

pytestmark = pytest.mark.slow

#: Filters as the address has them, and as the commands do.
FILTERS: list[tuple[str, Where]] = [
    ("", {}),
    ("#party=C", {"party": "C"}),
    ("#party=C&party=S", {"party": ["C", "S"]}),
    ("#theme=skola", {"theme": "skola"}),
    ("#party=S&theme=trygghet", {"party": "S", "theme": "trygghet"}),
    ("#from=2019&to=2019", {"since": "2019", "until": "2019"}),
    ("#municipality=Link%C3%B6ping", {"municipality": "Linköping"}),
]

NUMBERS = """() => ({
  documents: seen.documents.map((doc) => documents.id[doc]), words: seen.words, demands: seen.demands, mentions: seen.mentions, actors: seen.actors,
  parties: Object.fromEntries(data.parties.map((name, n) => [name, ['documents', 'words', 'demands'].map((kind) => seen.party[kind][n + 1])])),
  themes: Object.fromEntries(data.themes.map(([code], n) => [code, ['demands', 'sentences', 'words', 'documents'].map((kind) => seen.theme[kind][n])])),
  named: data.actors.map(([name], n) => [name, seen.actor.mentions[n], seen.actor.documents[n]]),
  places: Object.fromEntries(municipalities.map((name, n) => [name, seen.place.demands[n]])),
  years: Object.fromEntries(years.map((name, n) => [name, seen.year.demands.subarray(n * P, (n + 1) * P).reduce((a, b) => a + b, 0)])),
})"""


def check(numbers: dict[str, Any], corpus: Corpus, where: Where) -> None:
    """Compare the counts of the page with the tables of the commands."""
    documents = corpus.documents(**where)
    assert numbers["documents"] == list(documents["doc_id"])
    assert numbers["words"] == documents["n_body_words"].sum()
    demands = corpus.demands(**where)
    mentions = corpus.actors(long=True, **where)
    assert (numbers["demands"], numbers["mentions"]) == (len(demands), len(mentions))
    assert numbers["actors"] == len(mentions[["actor", "type"]].drop_duplicates())
    themes = {
        row.theme: [row.demands, row.sentences, row.words, row.documents]
        for row in named_rows(corpus.themes(**where))
    }
    assert {code: row for code, row in numbers["themes"].items() if any(row)} == themes
    actors = {
        (row.canonical, row.mentions, row.documents) for row in named_rows(corpus.actors(**where))
    }
    assert {tuple(row) for row in numbers["named"] if row[1]} == actors
    papers = Counter(documents["party"].dropna())
    parties = {
        row.party: [papers[row.party], row.words_all, row.n]
        for row in named_rows(corpus.demands(by="party", **where).dropna(subset="party"))
    }
    assert {name: row for name, row in numbers["parties"].items() if any(row)} == parties
    for kind, by in (("places", "municipality"), ("years", "year")):
        table = corpus.demands(by=by, **where).dropna(subset=by)
        counted = {row[0]: row[1] for row in table[[by, "n"]].itertuples(index=False)}
        assert {name: n for name, n in numbers[kind].items() if n and name} == {
            name: n for name, n in counted.items() if n
        }


@pytest.mark.parametrize(("address", "where"), FILTERS)
def test_every_count_follows_the_filters(
    corpus: Corpus, opened: Open, address: str, where: Where
) -> None:
    check(opened(corpus, hash_=address).evaluate(NUMBERS), corpus, where)


def test_counts_of_annotated_texts_are_those_of_the_commands(
    annotated: tuple[str, Corpus], opened: Open, here: Any
) -> None:
    _, corpus = annotated
    page = opened(corpus)
    check(page.evaluate(NUMBERS), corpus, {})
    parties = sorted(set(corpus.documents()["party"].dropna()))
    themes = list(corpus.themes()["theme"])
    wheres: list[tuple[str, Where]] = [
        (f"#party={parties[0]}", {"party": parties[0]}),
        (f"#theme={themes[0]}&theme={themes[1]}", {"theme": themes[:2]}),
        (f"#party={parties[-1]}&theme={themes[0]}", {"party": parties[-1], "theme": themes[0]}),
    ]
    for address, where in wheres:
        page.evaluate("(hash) => { location.hash = hash; follow(); }", address)
        check(page.evaluate(NUMBERS), corpus, where)


def test_intervals_and_agreement_are_those_of_the_commands(
    annotated: tuple[str, Corpus], opened: Open, here: Any
) -> None:
    _, corpus = annotated
    page = opened(corpus)
    found = page.evaluate(
        "() => [...shares(rangeOf(nThemes))].map(([key, one]) =>"
        " [...key.split('|').map(Number), one.hits, one.n, one.share, one.low, one.high])"
        " .map(([theme, party, ...rest]) => [codeOf(theme), partyName(party), ...rest])"
    )
    shares = {(theme, party): row for theme, party, *row in found}
    table = theme_shares(corpus)
    assert len(table) > 5
    for row in named_rows(table[table["demands_all"] > 0]):
        hits, n, share, low, high = shares[row.theme, row.party]
        assert (hits, n) == (row.demands, row.demands_all)
        for mine, theirs in (
            (share, row.demands_share),
            (low, row.demands_low),
            (high, row.demands_high),
        ):
            if mine is None or math.isnan(mine):
                assert math.isnan(theirs)
            else:
                assert mine == pytest.approx(theirs, abs=1e-7)
    pairs = page.evaluate(
        "() => pairsShown(mattersShown()).map((one) => [partyName(one.left), partyName(one.right), one.same, one.opposite, one.low])"
    )
    wanted = who_agrees(corpus)
    assert [pair[:4] for pair in pairs] == wanted.iloc[:, :4].to_numpy().tolist()
    assert [pair[4] for pair in pairs] == pytest.approx(list(wanted["same_low"]))


def test_filters_are_set_by_hand_and_kept_in_the_address(corpus: Corpus, opened: Open) -> None:
    page = opened(corpus)
    page.locator('[data-filter="party"] summary').click()
    page.get_by_role("checkbox", name="C, Centerpartiet").check()
    expect(page).to_have_url(re.compile("#party=C$"))
    expect(page.locator("#chosen")).to_have_text("1 of 3 documents – party: C")
    expect(page.locator('[data-table="documents"] tbody tr')).to_have_count(1)
    expect(page.locator('[data-table="overview"] tbody th')).to_have_text(["C"])
    page.keyboard.press("Escape")
    expect(page.locator("details[open]")).to_have_count(0)
    page.locator('[data-filter="year"] summary').click()
    page.locator("#filter-from").select_option("2019")
    expect(page.locator("#chosen")).to_have_text("0 of 3 documents – party: C; year: 2019–")
    page.reload()
    expect(page.locator('[data-filter="party"] summary')).to_have_text("Party: 1")
    page.locator("#reset").click()
    expect(page.locator('[data-table="documents"] tbody tr')).to_have_count(3)
    page.go_back()
    expect(page.locator('[data-table="documents"] tbody tr')).to_have_count(0)


def test_what_is_behind_a_number_follows_the_filters(corpus: Corpus, opened: Open) -> None:
    page = opened(corpus, hash_="#party=L&show=mentions%3Factor%3DSkolfam%257CPROGRAMME")
    expect(page.locator("#evidence-list li")).to_have_count(1)
    expect(page.locator("#evidence-note")).to_contain_text("party: L")


def test_typical_words_say_where_they_do_not_follow(corpus: Corpus, opened: Open) -> None:
    page = opened(corpus, hash_="#from=2018")
    assert page.evaluate("typicalShown().length") == 0
