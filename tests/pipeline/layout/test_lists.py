"""Lists: signs, items, lead-ins, and what only looks like a list."""

from collections.abc import Callable

import pytest

from polcorp.pipeline.layout.analyse import Layout
from polcorp.pipeline.layout.att_clauses import has_main_clause
from polcorp.pipeline.layout.lead_ins import is_lead_in
from polcorp.pipeline.layout.list_markers import inner_bullets, parse_sign
from tests.markup import texts

Marked = Callable[[str], str]
Find = Callable[[str], Layout]

BODY = "Kommunen växer, och det märks i skolan, i vården och på vägarna varje dag."
SIGNS = [
    "• ",
    "•",
    "•\t",
    "•\u00a0",
    "  • ",
    "- ",
    "-",
    "-- ",
    "– ",
    "–",
    "— ",
    "‐ ",
    "* ",
    "*",
    "· ",
    "» ",
    "› ",
    "> ",
    "+ ",
    "→ ",
    "➢ ",
    "✔ ",
    "✓ ",
    "☑ ",
    "✅ ",
    "▪ ",
    "● ",
    "○ ",
    "◦ ",
    "\uf0b7 ",
    "\uf06c ",
    "\uf0e0\t",
    "\uf0f1 ",
    "◾ ",
    "◽ ",
    "⮚ ",
    "▻ ",
    "⁌ ",
    "❑ ",
    "― ",
    "‒ ",
    "─ ",
    "☐ ",
    "☐",
    "[ ] ",
    "[x] ",
    "- [ ] ",
    "• ☑ ",
    "o ",
    "O ",
    "¤ ",
    "~ ",
    "¬ ",
    "… ",
    "- - ",
    "•- ",
    "👉 ",
    "👍🏽 ",
]
COUNTED = ["{}. ", "{}.", "{}) ", "{})", "({}) ", "{}.) ", "  {}. ", "{}: ", "{} - ", "{} – "]
#: Numbers of other kinds; before a capital some of them are headings'.
OTHER_NUMBERS = [("①", "②"), ("❶ ", "❷ "), ("i. ", "ii. "), ("(I) ", "(II) "), ("A. ", "B. ")]


def page(*items: str) -> str:
    lines = "\n".join(items)
    return f"<h1>Skolan i Kil</h1>\n\n{BODY}\n\n<lead>Centerpartiet vill att:</lead>\n{lines}"


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("gap", ["", "\n"])
def test_every_sign_opens_an_item(marked: Marked, sign: str, gap: str) -> None:
    text = page(
        f"{gap}{sign}<item>kommunen bygger fler skolor</item>{gap}",
        f"{sign}<item>fler lärare anställs.</item>{gap}",
        f"{sign}<item>rektorer får mer tid. Det hinner de inte i dag.</item>",
    )
    assert marked(text) == text


@pytest.mark.parametrize("form", COUNTED)
def test_numbers_count_items(marked: Marked, layout: Find, form: str) -> None:
    text = page(
        *(
            f"{form.format(number)}<item>{words}</item>"
            for number, words in enumerate(("Bygg fler skolor", "Anställ fler lärare"), start=1)
        )
    )
    assert marked(text) == text
    raw = text.replace("<item>", "").replace("</item>", "")
    assert all(item["numbered"] for item in layout(raw).list_items)


@pytest.mark.parametrize("signs", OTHER_NUMBERS)
def test_other_numbers_and_letters_count_items(
    marked: Marked, layout: Find, signs: tuple[str, str]
) -> None:
    first, second = signs
    text = page(
        f"{first}<item>bussen går oftare</item>", f"{second}<item>tåget stannar i Kil</item>"
    )
    assert marked(text) == text
    raw = text.replace("<item>", "").replace("</item>", "")
    assert all(item["numbered"] for item in layout(raw).list_items)


def test_letters_count_items(layout: Find) -> None:
    found = layout("Vi yrkar att:\na) bussen går oftare\nb) tåget stannar i Kil\n")
    assert [(i["sign"], i["numbered"]) for i in found.list_items] == [("a)", True), ("b)", True)]


@pytest.mark.parametrize(
    "text",
    [
        # a number that belongs to the item stays in it
        "<lead>Miljöpartiet i Kil yrkar:</lead>\n1. <item>12 nya bussar köps in</item>\n2. <item>3 nya spår byggs</item>",
        "<lead>Vi vill:</lead>\n• <item>1 krona mer till skolan</item>\n• <item>12 nya bussar</item>",
        # one line, several items
        "<lead>Vi vill:</lead> • <item>bygga fler skolor</item> • <item>anställa fler lärare</item>",
        "<lead>Vi vill:</lead>•<item>bygga fler skolor.</item>•<item>Anställa fler lärare.</item>",
        # the lead-in is the last sentence of a paragraph
        "Kommunen växer snabbt nu. <lead>Därför vill vi:</lead>\n• <item>bygga skolor</item>\n• <item>anställa lärare</item>",
        # an open lead-in without a colon
        "<lead>Därför yrkar jag</lead>\n<item>att bussen blir avgiftsfri</item>\n<item>att nämnden utreder kostnaden</item>",
        "<lead>Därför yrkar jag</lead>\n\n<item>ATT bussen blir avgiftsfri</item>\n<item>ATT nämnden utreder kostnaden</item>",
        "<lead>Centerpartiet i Kil vill:</lead>\n\n<item>Sänka taxan för bussen</item>\n<item>Bygga en hållplats i Fryksta</item>",
        "<lead>Med hänvisning till ovanstående yrkar Vänsterpartiet</lead>\n\n<item>att bussen blir avgiftsfri</item>\n\n<item>att nämnden utreder kostnaden</item>",
        # «att» on its own line of the lead-in, items without any sign
        "<lead>Med anledning av detta yrkar jag att:</lead>\n<item>Kommunen bygger ut fritids i Kil.</item>\n<item>Nämnden utreder vad det kostar.</item>",
        # nested lists
        "<lead>Vi vill:</lead>\n1. <item>Bygga fler skolor</item>\n   a) <item>i centrum</item>\n   b) <item>i byarna</item>\n2. <item>Anställa fler lärare</item>",
        # a wrapped item
        "<lead>Vi föreslår:</lead>\n• <item>fler\nlärare i skolan</item>\n• <item>mer idrott,\nlek och rörelse</item>",
        # a sentence on a line of its own belongs to the item above it
        "<lead>Vi vill:</lead>\n• <item>Bygga fler skolor.\nDet behövs nu.</item>\n• <item>Anställa lärare.</item>",
        "<lead>Vi vill:</lead>\n1. <item>Bygga fler skolor.\nDet behövs nu.</item>\n2. <item>Anställa lärare.</item>",
        # the sign stands alone, the item on the next line
        "<lead>Vi vill:</lead>\n•\n<item>Bygga fler skolor</item>\n•\n<item>Anställa fler lärare</item>",
    ],
)
def test_shapes_of_lists(marked: Marked, text: str) -> None:
    assert marked(text) == text


@pytest.mark.parametrize(
    "text",
    [
        # speech
        f"– Det här är viktigt för alla barn i hela kommunen, säger Eva Svensson.\n\n{BODY}\n\n– Vi är mycket glada över det här beskedet, säger Olle Ek (L).",
        # a lone dash inside and a range
        f"{BODY} Det gäller skolan – och vården.\n\nÅren 2019 – 2022 var svåra.",
        # a date, a year, a sum
        f"{BODY}\n\n12.5 miljoner kronor kostade det.\n\n2022 var ett bra år.",
        # one number is no list
        f"{BODY}\n\n3. plats blev det till slut för laget från Kil.",
    ],
)
def test_what_is_no_list(layout: Find, text: str) -> None:
    assert layout(text).list_items == []


def test_numbered_headings_are_no_items(marked: Marked) -> None:
    text = (
        f"<h1>Valprogram 2022</h1>\n\n1. <h2>Skolan</h2>\n\n{BODY}\n\n2. <h2>Vården</h2>\n\n{BODY}"
    )
    assert marked(text) == text


def test_items_point_at_their_lead_in(layout: Find) -> None:
    text = (
        "Vi vill:\n• bygga skolor\n• anställa lärare\n\n"
        f"{BODY}\n\nVi vill också:\n• rusta torget\n\n{BODY}\n\n"
        "De som deltog i dag var:\n• Eva Svensson\n• Olle Ek\n"
    )
    found = layout(text)
    pairs = [
        (text[lead["start"] : lead["end"]], text[item["start"] : item["end"]])
        for item in found.list_items
        for lead in [found.lead_ins[item["lead_in"] or 0]]
    ]
    assert pairs == [
        ("Vi vill:", "bygga skolor"),
        ("Vi vill:", "anställa lärare"),
        ("Vi vill också:", "rusta torget"),
        ("De som deltog i dag var:", "Eva Svensson"),
        ("De som deltog i dag var:", "Olle Ek"),
    ]
    assert [lead["demands"] for lead in found.lead_ins] == [True, True, False]


def test_many_cut_lead_ins_keep_their_items(layout: Find) -> None:
    part = "{0} är viktigt. Därför vill vi:\n• satsa på {0}\n• värna {0}\n\n"
    names = [f"sak{number}" for number in range(30)]
    text = "".join(part.format(name) for name in names)
    found = layout(text)
    assert texts(text, found.lead_ins) == ["Därför vill vi:"] * 30
    assert [item["lead_in"] for item in found.list_items] == [n for n in range(30) for _ in "ab"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi vill:", True),
        ("Socialdemokraterna vill att:", True),
        ("Centerpartiet i Kil yrkar", True),
        ("Vi föreslår därför följande…", True),
        ("Våra viktigaste frågor", False),
        ("Våra viktigaste frågor:", True),
        ("Kommunen växer. Därför vill vi:", True),
        ("Skola och förskola:", False),
        ("Vi vill ha fler lärare.", False),
        ("Vill du vara med?", False),
        ("Kommunen växer och det märks på väldigt många olika sätt i hela Kil varje dag", False),
    ],
)
def test_lead_ins_by_their_words(text: str, expected: bool) -> None:
    assert is_lead_in(text) is expected


@pytest.mark.parametrize(
    ("line", "mark", "kind", "rest"),
    [
        ("• Fler", "•", "glyph:•", "Fler"),
        ("*Fler", "*", "soft:*", "Fler"),
        ("-Fler", "-", "dash:-", "Fler"),
        ("-- Fler", "--", "dash:-", "Fler"),
        ("o Fler", "o", "o:o", "Fler"),
        ("12. Fler", "12.", "number", "Fler"),
        ("(3) Fler", "(3)", "number", "Fler"),
        ("1. 12 bussar", "1.", "number", "12 bussar"),
        ("b) fler", "b)", "letter", "fler"),
        ("a. Fler", "a.", "letter", "Fler"),
        ("🌹 Fler", "🌹", "emoji", "Fler"),
    ],
)
def test_signs(line: str, mark: str, kind: str, rest: str) -> None:
    sign = parse_sign(line, 0, len(line))
    assert sign is not None
    assert (sign.mark, sign.kind, line[sign.end :]) == (mark, kind, rest)
    assert sign.numbered == (kind in {"number", "letter"})


@pytest.mark.parametrize(
    "line",
    [
        "Fler",
        "-5 grader",
        "1.5 miljoner",
        "2022 var",
        "1977. Då",
        "ost och bröd",
        "a ",
        "m.m.",
        "1.",
    ],
)
def test_no_signs(line: str) -> None:
    assert parse_sign(line, 0, len(line)) is None


def test_bullets_inside_a_line() -> None:
    line = "Vi vill: • bygga • rusta. •Anställa"
    assert [line[place:][:4] for place in inner_bullets(line, 0, len(line))] == [
        "• by",
        "• ru",
        "•Ans",
    ]


def test_a_speech_after_a_list_is_no_item(layout: Find) -> None:
    text = (
        f"Rubrik\n\n{BODY}\n\nVi vill att:\n\n✔ skolan byggs\n✔ bussen går\n\n"
        "– Vi har sett att det behövs, säger Eva Ek (V), gruppledare.\n"
    )
    items = [text[i["start"] : i["end"]] for i in layout(text).list_items]
    assert items == ["skolan byggs", "bussen går"]


def test_dashes_of_speech_and_of_a_list_on_one_page(layout: Find) -> None:
    text = (
        f"Rubrik\n\n{BODY}\n\nFörslaget i korthet:\n\n– Behåll platserna i Kil.\n– Inför lov.\n\n"
        "– Det finns pengar, säger Eva Ek (S), ledamot.\n"
    )
    items = [text[i["start"] : i["end"]] for i in layout(text).list_items]
    assert items == ["Behåll platserna i Kil.", "Inför lov."]


def test_a_lead_in_broken_before_the_holder_is_one(marked: Marked) -> None:
    text = (
        f"<h1>Rubrik</h1>\n\n{BODY}\n<lead>Mot bakgrund av ovan yrkar\nVänsterpartiet att kommunen\n"
        "beslutar</lead>\n– <item>att bygga,</item>\n– <item>att riva.</item>"
    )
    assert marked(text) == text


def test_a_line_that_breaks_off_leads_in(marked: Marked) -> None:
    text = (
        f"<h1>Rubrik</h1>\n\n{BODY}\n\n<lead>Vaccinet är gratis för dig som</lead>\n\n"
        "• <item>är äldre än 65 år</item>\n• <item>väntar barn</item>"
    )
    assert marked(text) == text


@pytest.mark.parametrize(
    "text",
    [
        # numbers in one line, a lead-in before them
        "<lead>Det här vill vi:</lead> 1. <item>Bygg mer.</item> 2. <item>Riv.</item> 3. <item>Låt stå.</item>",
        # a bullet before a number, an item's line below its words, a square root for a tick
        "<lead>Vi vill:</lead>\n• 1) <item>bygga</item>\n• 2) <item>riva</item>",
        "<lead>Vi vill:</lead>\n• <item>bygga.\n  Mer lov.</item>\n• <item>riva.\n  Mer frid.</item>",
        "<lead>Vi vill:</lead>\n√ <item>bygga skolor</item>\n√ <item>riva murar</item>",
        # a whole sentence that announces the list
        "<lead>Här är några punkter som vi vill genomföra.</lead>\n• <item>bygga</item>\n• <item>riva</item>",
        # «att» without a sign over several lines
        "<lead>Partiet yrkar:</lead>\n<item>att kommunen\nger styrelsen i uppdrag\noch följer upp</item>",
    ],
)
def test_more_shapes_of_lists(marked: Marked, text: str) -> None:
    whole = f"<h1>Rubrik</h1>\n\n{BODY}\n\n{text}"
    assert marked(whole) == whole


def test_answers_to_a_question_are_no_items(layout: Find) -> None:
    text = f"Rubrik\n\n{BODY}\n\nVad är viktigast?\n\n– Skolan. Vi vill bygga.\n– Vården. Vi vill rusta.\n"
    assert layout(text).list_items == []


def test_a_way_through_the_site_is_no_list(layout: Find) -> None:
    text = f"• Hem\n  • Motioner\nsida\n\nSkolan i Kil\n\n{BODY} {BODY}"
    found = layout(text)
    assert found.list_items == []
    assert [text[b["start"] : b["end"]] for b in found.boilerplate] == ["• Hem\n  • Motioner\nsida"]


def test_the_title_may_be_set_as_a_list_of_one(layout: Find) -> None:
    text = f"• KD öppnar för samtal om vården\n\n{BODY} {BODY}"
    found = layout(text)
    assert found.list_items == []
    assert [h["level"] for h in found.headings] == [1]


def test_prose_after_a_row_of_items_is_no_part_of_the_last(layout: Find) -> None:
    text = (
        f"Rubrik\n\n{BODY}\n\nVi vill: • bygga skolor • rusta vägar • sänka skatten Vi i gruppen tror att "
        "det går, om alla hjälps åt."
    )
    items = [text[i["start"] : i["end"]] for i in layout(text).list_items]
    assert items == ["bygga skolor", "rusta vägar", "sänka skatten"]


def test_boxes_are_one_list_whether_ticked_or_not(layout: Find) -> None:
    text = f"{BODY}\n\nVi vill:\n[ ] bygga skolor\n[x] anställa lärare\n- [ ] rusta vägar"
    assert texts(text, layout(text).list_items) == [
        "bygga skolor",
        "anställa lärare",
        "rusta vägar",
    ]


def test_short_hanging_lines_at_the_end_are_no_row_of_links(marked: Marked) -> None:
    text = (
        f"<h1>Skolan i Kil</h1>\n\n{BODY}\n\n<lead>Vi vill att:</lead>\n"
        "- <item>bussarna går\n  oftare till\n  byarna</item>\n- <item>biblioteket har öppet</item>"
    )
    assert marked(text) == text


def test_a_hanging_line_that_reads_like_a_label_stays_in_its_item(layout: Find) -> None:
    text = f"{BODY}\n\nVi vill att:\n- skolan får\n  fler\n  lärare\n- bussen går\n\n{BODY}"
    assert texts(text, layout(text).list_items) == ["skolan får\n  fler\n  lärare", "bussen går"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Att bussarna åter står stilla är ett ansvar som faller på majoriteten.",
        "Att förarna inte får rätt förutsättningar att hålla tiderna tycker jag är oacceptabelt.",
        "Att skolan saknar lärare beror på att majoriteten har sparat i flera år.",
        "Att säga nej till allt är ingen politik.",
    ],
)
def test_a_sentence_about_a_clause_is_no_item(sentence: str) -> None:
    assert has_main_clause(sentence)


@pytest.mark.parametrize(
    "item",
    [
        "Att kommunen utreder hur skolskjutsen kan förbättras.",
        "att kommunen tar fram en plan för hur fler ska kunna cykla",
        "Att elever som behöver stöd får det utan dröjsmål.",
        "att bygga skolor och anställa lärare som vill stanna",
    ],
)
def test_a_clause_alone_may_be_an_item(item: str) -> None:
    assert not has_main_clause(item)
