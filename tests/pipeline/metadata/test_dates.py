"""The date that a text states of itself."""

import pytest

from polcorp.pipeline.metadata.dates import find_date


def date_of(text: str, headings: int = 0) -> str | None:
    """Take every line as a line; the first *headings* of them are headings."""
    lines, place = [], 0
    for line in text.split("\n"):
        if line:
            lines.append((place, place + len(line)))
        place += len(line) + 1
    return find_date(text, lines[headings:], lines[:headings])[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eva Ek\n2019-03-21", "2019-03-21"),
        ("Kil den 3 maj 2021", "2021-05-03"),
        ("Kil den 3:e maj 2021", "2021-05-03"),
        ("Publicerad 3 sep. 2018", "2018-09-03"),
        ("Publicerat: 2018.09.03", "2018-09-03"),
        ("Kil 3/5-2021", "2021-05-03"),
        ("Debattartikel, 12 OKTOBER 2020", "2020-10-12"),
        ("Kil\n2018-03-21T10:00:00+01:00", "2018-03-21"),
        ("Publicerad 2018-03-21 10:00", "2018-03-21"),
        ("Kil\n2018-03-21t10:00:00z", "2018-03-21"),
        ("Kil\n2018-03-21_10.30", "2018-03-21"),
        ("Kil\n20180321T100000", "2018-03-21"),
        ("Posted on 3 October 2018 by admin", "2018-10-03"),
        ("Kil\n2018–03–21", "2018-03-21"),
        ("Kil 21.03.2018", "2018-03-21"),
        ("Kil 21-03-2018", "2018-03-21"),
        ("Kil 1.3.2018 kl. 10", "2018-03-01"),
        ("181211", "2018-12-11"),
        ("181211 / Eva Ek", "2018-12-11"),
        ("Kil den 181211", "2018-12-11"),
        ("20180321", "2018-03-21"),
        ("Motion 20180321", "2018-03-21"),
        ("Kil 21:a mars, 2018", "2018-03-21"),
        ("den 21 mars 2018 kl 10", "2018-03-21"),
        ("Pressmeddelande   •   Nov 18, 2019 11:10 CET", "2019-11-18"),
        ("May 3rd, 2016", "2016-05-03"),
        ("Posted on October 12, 2017", "2017-10-12"),
        ("Okt 17, 2019", "2019-10-17"),
        ("maj 5, 2014 | Nyheter", "2014-05-05"),
        ("Publicerad2015-03-03", "2015-03-03"),
        ("2015-03-03Dela sidan", "2015-03-03"),
        ("Kil 3/5-14", "2014-05-03"),
        ("14 februari -19", "2019-02-14"),
        ("5 maj ’14", "2014-05-05"),
        ("Öppet 3/5-14/5", None),
        ("Lägret 3–5 maj", None),
        (
            "Av Eva Ek, kommunikatör på Moderaterna i Örebro län, publicerad den 17 juni 2020 klockan 10",
            "2020-06-17",
        ),
        # the day of an election is not the paper's
        ("Rösta på valdagen den 11 september 2022", "2022"),
        # the year of a session, where a paper of the Riksdag states none
        (
            "Interpellation 2007/08:839 Bussar av Eva Ek (C)\nden 20 augusti\nBussen går.",
            "2008-08-20",
        ),
        (
            "Interpellation 2007/08:39 Bussar av Eva Ek (C)\nden 1 oktober\nBussen går.",
            "2007-10-01",
        ),
        (
            "2007/08:9 av Eva Ek (C)\nInkom den 15 mars : Besvarad den 28 april\nBussen går.",
            "2008-03-15",
        ),
        ("Interpellation 2007/08:39 Bussar av Eva Ek (C)\nden 31 februari\nBussen går.", None),
        ("Läsåret 2007/08\nden 20 augusti\nBussen går.", None),
        # signed in a text that has lost its lines
        (
            "Det är viktigt. Jag yrkar bifall. Kil den 3 maj 2021 Eva Ek (C) Adam Al (C)",
            "2021-05-03",
        ),
        ("Vi var där. Mötet hölls i Kil den 3 maj 2021 av Eva Ek. Det gick bra för alla.", None),
        # figures that are something else
        ("Tel 181211", None),
        ("Dnr 20180321", None),
        ("Dnr KS 21-03-2018", None),
        ("Postgiro 18 12 11-2", None),
        ("181211 kronor", None),
        ("Kostnad 20180321", None),
        ("2018.03 kronor", None),
        ("Kil, 2018.03 kronor", None),
        ("013-20 18 03", None),
        ("181311", None),
        ("https://kil.se/20180321/protokoll", None),
        ("Kil, februari 2020", "2020-02"),
        ("Vi går till val 2022. Vårt valprogram 2022 är klart.", "2022"),
        ("Budget för 2024 är klar.", "2024"),
        # dates of something else
        (
            "Kommunen växer och det märks i skolan, i vården och på vägarna varje dag.\n"
            "Den 3 maj 2021 beslutade nämnden att stänga skolan i Kil trots alla protester.",
            None,
        ),
        # news opens with its day
        ("Den 3 maj 2021 beslutade nämnden att stänga skolan i Kil trots protester.", "2021-05-03"),
        ("I mars 2020 beslutade nämnden att stänga skolan i Kil trots alla protester.", "2020-03"),
        ("Åren 2019–2022 var svåra.", None),
        # the day on which it was adopted
        ("Programmet antogs av arbetarekommunen i april 2022.", "2022-04"),
        ("Antagen på årsmötet den 4 maj 2022, efter debatt.", "2022-05-04"),
        ("Ring 070-2019 03 21", None),
        ("", None),
        # no such day
        ("Kil 2021-02-30", None),
    ],
)
def test_dates(text: str, expected: str | None) -> None:
    assert date_of(text) == expected


def test_a_year_in_a_heading() -> None:
    assert date_of("Valprogram 2022–2026\nVi vill mycket.", headings=1) == "2022"


def test_evidence_is_the_line() -> None:
    assert find_date("Kil den 3 maj 2021", [(0, 18)], []) == (
        "2021-05-03",
        "Kil den 3 maj 2021",
        0.95,
    )
    assert find_date("", [], []) == (None, "", 0.0)


def test_news_of_a_budget_has_its_day_and_not_the_budgets_year() -> None:
    text = (
        "Vår budget för 2023\n"
        "Måndagen den 31 oktober 2022 lämnade vi vårt förslag, och det gör skillnad för skolan."
    )
    assert date_of(text, headings=1) == "2022-10-31"
    assert date_of("Vår budget för 2023\nSkolan får mer.", headings=1) == "2023"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Ett klimatneutralt Umeå 2030", None),
        ("Vision Umeå 2025", None),
        ("Agenda 2030 i Kil", None),
        ("2030-målen i Kil", None),
        ("Fossilfritt senast 2028", None),
        ("Så når vi dit till år 2025", None),
        ("År 2028 ska Kil vara klimatneutralt", None),
        ("Kil 2045", None),  # later than any paper
        ("Kil 2022", "2022"),
        ("Valprogram 2022 – vår vision för Kil", "2022"),
        ("Vision 2035, valprogram 2022", "2022"),
        ("En vision för Kil. Valprogram 2022", "2022"),
        ("Budget 2028 för ett fossilfritt Kil", "2028"),
        ("Valprogram 2022 till 2026", "2022"),
        ("Malmö 2022", "2022"),
    ],
)
def test_a_goal_in_the_future_is_no_date(heading: str, expected: str | None) -> None:
    assert date_of(f"{heading}\nVi vill mycket.", headings=1) == expected


def test_a_year_after_the_release_must_be_near_what_the_text_tells_of() -> None:
    body = (
        "Kommunen växer och det märks i skolan, i vården och på vägarna varje dag i Kil.\n"
        "Den 3 maj {} beslutade nämnden att stänga skolan i Kil trots alla protester mot det."
    )
    assert date_of(f"Kil 2030\n{body.format(2018)}", headings=1) is None
    assert date_of(f"Kil 2030\n{body.format(2026)}", headings=1) == "2030"
    assert date_of(f"Kil 2022\n{body.format(2008)}", headings=1) == "2022"


def test_no_date_lies_beyond_the_release_and_a_term() -> None:
    assert date_of("Klart 2041-05-01") is None
    assert date_of("Klart maj 2041\nKil 2021-05-01") == "2021-05-01"
    assert date_of("Vi går till valet 2042.") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gå och rösta den 9 september 2018", "2018"),
        ("Gå och rösta den 8 september 2018", "2018-09-08"),
        ("Kil 2018-09-09", "2018-09-09"),
        ("Publicerad den 9 september 2018", "2018-09-09"),
    ],
)
def test_the_day_of_an_election_dates_only_what_is_written_on_it(text: str, expected: str) -> None:
    lines = [(0, len(text))]
    assert find_date(text, lines, lines)[0] == expected
