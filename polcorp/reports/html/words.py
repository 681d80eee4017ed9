"""The words of the page in its two languages."""

from __future__ import annotations

from polcorp.reports.labels import Language, heading

#: Columns that the page heads as every table does.
_COLUMNS = (
    *("mentions", "party", "type", "sentences", "year", "document", "municipality"),
    *("date", "form", "text"),
)
_WORDS: dict[str, tuple[str, str]] = {
    "title": ("What the parties ask for", "Vad partierna vill"),
    "overview": ("Overview", "Översikt"),
    "themes": ("Themes", "Teman"),
    "shares": ("Themes by party", "Teman efter parti"),
    "keyness": ("Typical words", "Typiska ord"),
    "key_axis": (
        "log2 ratio to the other parties (1 = twice as often, 2 = four times)",
        "log2-kvot mot övriga partier (1 = dubbelt så vanligt, 2 = fyra gånger)",
    ),
    "key_text": (
        "Lemmas that a party uses more often than the others do, by log-likelihood, with a false "
        "discovery rate over documents below 5 %; frequency in brackets. A party with too few "
        "documents for that has the words that set its texts apart. The lines are 95 % intervals "
        "over documents, – an open end. A point, and a number of the "
        "table, opens the places; «polcorp compare» has more figures.",
        "Lemman som ett parti använder oftare än de andra, efter log-likelihood, som är statistiskt "
        "signifikanta på 5-procentsnivån efter korrigering för multipla test, räknat på dokument; antal inom parentes. Ett parti med för få dokument för det "
        "har de ord som skiljer ut dess texter. Strecken är 95-procentiga intervall över dokument, "
        "– en öppen ände. En punkt, och en siffra i tabellen, öppnar "
        "ställena; «polcorp compare» har fler siffror.",
    ),
    "matrix": (
        "Demands by theme (main or not) and party",
        "Krav efter tema (huvudtema eller inte) och parti",
    ),
    "actors": ("Who names whom", "Vem nämner vem"),
    "time": ("Over time", "Över tid"),
    "demands": ("Demands", "Krav"),
    "documents": ("Documents", "Dokument"),
    "method": ("How to read this", "Så läser du sidan"),
    "words": ("words outside boilerplate", "ord utanför webbplatstext"),
    "named_actors": ("named actors", "namngivna aktörer"),
    "per_1000": ("demands per 1,000 words", "krav per 1 000 ord"),
    "theme": ("theme", "tema"),
    "actor": ("actor", "aktör"),
    "all": ("all", "alla"),
    "filter": ("Filter", "Filtrera"),
    "close": ("Close", "Stäng"),
    "open": ("in the document", "i dokumentet"),
    "more": ("More rows", "Fler rader"),
    "rows": ("rows", "rader"),
    "of": ("of", "av"),
    "shown": ("shown", "visas"),
    "behind": ("Evidence for:", "Underlag för:"),
    "no_script": (
        "Filtering, sorting and the evidence need JavaScript; the tables work without it.",
        "Filtrering, sortering och underlaget kräver JavaScript; tabellerna fungerar utan.",
    ),
    "word": ("word", "ord"),
    "places": ("places", "ställen"),
    "log_ratio": ("log2 of the ratio", "log2 av kvoten"),
    "interval": ("95 % interval", "95-procentigt intervall"),
    "axis": (
        "per cent of the party's demands that have the theme, main or not, with 95 % interval (Wilson)",
        "procent av partiets krav som har temat, som huvudtema eller inte, med 95-procentigt intervall (Wilson)",
    ),
    "shares_text": (
        "A demand with two themes counts for both. The lines are 95 % intervals: where they overlap "
        "widely, the parties may well be alike.",
        "Ett krav med två teman räknas i båda. Strecken är 95-procentiga intervall: där de överlappar "
        "mycket kan partierna mycket väl vara lika.",
    ),
    "method_text": (
        "Counts are what the program found, and it makes mistakes: click any number or point to see what "
        "it is based on, and read the sentences before you quote it. Compare rates per 1,000 words, and "
        "mind the number of documents.",
        "Krav, namn och teman har hittats av ett program, som gör fel: klicka på ett tal eller en punkt "
        "för att se underlaget, och läs meningarna innan du citerar. Jämför tal per 1 000 ord, och tänk "
        "på antalet dokument.",
    ),
    "excerpts": (
        "The texts are too many for one page: a number opens up to ten of its sentences, spread over "
        "all of them. «polcorp show» shows a whole document, «polcorp demands» every row, «polcorp "
        "compare» the typical words of the parties.",
        "Texterna är för många för en sida: en siffra öppnar upp till tio av sina meningar, spridda "
        "över alla. «polcorp show» visar ett helt dokument, «polcorp demands» varje rad, «polcorp "
        "compare» partiernas typiska ord.",
    ),
    "first_actors": ("The most named ones:", "De mest nämnda:"),
    "first_demands": ("The first ones:", "De första:"),
    "skip": ("Skip to the contents", "Hoppa till innehållet"),
    "made": ("Made with", "Skapad med"),
}


def page_words(language: Language) -> dict[str, str]:
    """Return all words of the page in one language."""
    columns = {name: heading(name, language) for name in _COLUMNS}
    return columns | {name: pair[language == "sv"] for name, pair in _WORDS.items()}
