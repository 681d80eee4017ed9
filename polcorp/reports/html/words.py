"""The words of the page in its two languages."""

from __future__ import annotations

from typing import Any

from polcorp.reports.labels import Language, heading
from polcorp.vocabulary.messages import catalogue

#: Columns that the page heads as every table does.
_COLUMNS = (
    *("mentions", "party", "type", "sentences", "year", "document", "municipality"),
    *("date", "form", "text", "documents", "demands", "matters"),
)
#: Columns whose headings differ by table, and the table that the page has them from.
_OF_TABLE = {
    "same": "agree who",
    "opposite": "agree who",
    "share_same": "agree who",
    "parties_for": "agree",
    "parties_against": "agree",
    "text_against": "agree",
}
_NAMES = {"share_same": "same_share"}

Pair = tuple[str, str]
_WORDS: dict[str, Pair | dict[str, Pair]] = {
    "title": ("What the parties ask for", "Vad partierna vill"),
    "sections": {
        "overview": ("Overview", "Översikt"),
        "matrix": ("Themes by party", "Teman efter parti"),
        "municipalities": ("Municipalities", "Kommuner"),
        "time": ("Over time", "Över tid"),
        "actors": ("Who names whom", "Vem nämner vem"),
        "agreement": ("Who agrees with whom", "Vem håller med vem"),
        "keyness": ("Typical words", "Typiska ord"),
        "demands": ("Demands", "Krav"),
        "documents": ("Documents", "Dokument"),
        "method": ("How to read this", "Så läser du sidan"),
        "matters": (
            "Matters on which several parties have demands",
            "Frågor där flera partier har krav",
        ),
    },
    "plots": {
        "shares": (
            "Each theme's share of each party's demands, with 95 % intervals",
            "Varje temas andel av varje partis krav, med 95-procentiga intervall",
        ),
        "map": ("Map of the municipalities", "Karta över kommunerna"),
        "time": ("Parties over the years", "Partierna över åren"),
        "theme-time": ("Themes over the years", "Teman över åren"),
        "network": ("Parties and those whom they name", "Partierna och vilka de nämner"),
        "agreement": (
            "On how many matters two parties ask for the same, of those that both have demands on",
            "I hur många frågor två partier vill samma sak, av dem där båda har krav",
        ),
        "keyness": ("Words that set a party apart", "Ord som skiljer ut ett parti"),
    },
    "time_options": {
        "demands": ("demands", "krav"),
        "documents": ("documents", "dokument"),
        "per_1000": ("demands per 1,000 words", "krav per 1 000 ord"),
    },
    "map_options": {
        "demands": ("demands", "krav"),
        "documents": ("documents", "dokument"),
        "per_1000": ("demands per 1,000 words", "krav per 1 000 ord"),
    },
    "network_options": {
        "parties": ("parties", "partier"),
        "actors": ("parties and other actors", "partier och andra aktörer"),
    },
    "behind_kinds": {
        "demands": ("Demands", "Krav"),
        "sentences": ("Sentences", "Meningar"),
        "mentions": ("Mentions", "Omnämnanden"),
        "documents": ("Documents", "Dokument"),
        "coded": ("Documents with the theme", "Dokument med temat"),
        "named": ("Documents that name", "Dokument som nämner"),
        "actors": ("Named actors", "Namngivna aktörer"),
        "term": ("Word", "Ord"),
    },
    "contents": ("Contents", "Innehåll"),
    "about": (
        "{documents}; the corpus has {total}, copies not counted.",
        "{documents}; korpusen har {total}, kopior borträknade.",
    ),
    "chosen_by": ("Chosen by", "Urval:"),
    "read": ("Texts read {date}.", "Texterna lästes in {date}."),
    "made": ("Made with", "Skapad med"),
    "filters": ("Filters of the whole page", "Filter för hela sidan"),
    "chosen": ("{shown} of {total} documents", "{shown} av {total} dokument"),
    "reset": ("Clear all filters", "Rensa alla filter"),
    "all": ("all", "alla"),
    "none": ("not known", "okänt"),
    "from": ("from", "från"),
    "to": ("to", "till"),
    "search": ("Search", "Sök"),
    "shows": ("Show", "Visa"),
    "words": ("words outside boilerplate", "ord utanför webbplatstext"),
    "words_short": ("words", "ord"),
    "named_actors": ("named actors", "namngivna aktörer"),
    "per_1000": ("per 1,000 words", "per 1 000 ord"),
    "share_of_words": ("share of words", "andel av orden"),
    "theme": ("theme", "tema"),
    "main_theme": ("largest theme", "största tema"),
    "actor": ("actor", "aktör"),
    "other_party": ("other party", "annat parti"),
    "matter": ("matter (its first demand)", "fråga (dess första krav)"),
    "others": ("{n} others", "{n} andra"),
    "other_parties": ("other parties", "andra partier"),
    "nobody": ("no known party", "inget känt parti"),
    "no_municipality": ("no known municipality", "ingen känd kommun"),
    "no_date": ("no date", "inget datum"),
    "no_documents": ("no documents", "inga dokument"),
    "none_there": ("none", "inga"),
    "close": ("Close", "Stäng"),
    "open": ("in the document", "i dokumentet"),
    "more": ("More rows", "Fler rader"),
    "rows": ("{shown} of {total} rows", "{shown} av {total} rader"),
    "shown": ("{shown} of {total} shown", "{shown} av {total} visas"),
    "nothing": (
        "Nothing to draw of what the filters leave.",
        "Det som filtren lämnar har inget att rita.",
    ),
    "no_script": (
        "Filters, plots and the sentences behind the numbers need JavaScript. Two tables work without it:",
        "Filter, diagram och meningarna bakom siffrorna kräver JavaScript. Två tabeller fungerar utan:",
    ),
    "word": ("word", "ord"),
    "places": ("places", "ställen"),
    "log_ratio": ("log2 of the ratio", "log2 av kvoten"),
    "interval": ("95 % interval", "95-procentigt intervall"),
    "key_axis": (
        "log2 ratio to the other parties",
        "log2-kvot mot övriga partier",
    ),
    "key_text": (
        "Lemmas that a party uses more often than the others do, by log-likelihood, with a false "
        "discovery rate over documents below 5 %; frequency in brackets. A party with too few "
        "documents for that has the words that set its texts apart. The lines are 95 % intervals "
        "over documents, – an open end. A log2 ratio of 1 is twice as often, 2 four times. «polcorp compare» has "
        "more figures.",
        "Lemman som ett parti använder oftare än de andra, efter log-likelihood, som är statistiskt "
        "signifikanta på 5-procentsnivån efter korrigering för multipla test, räknat på dokument; "
        "antal inom parentes. Ett parti med för få dokument för det har de ord som skiljer ut dess "
        "texter. Strecken är 95-procentiga intervall över dokument, – en öppen ände. En log2-kvot på 1 är dubbelt så "
        "vanligt, 2 fyra gånger. «polcorp compare» har fler siffror.",
    ),
    "typical_whole": (
        "Typical words are compared over the whole report; a filter by municipality, year or theme hides "
        "them. «polcorp compare» takes the same filters.",
        "Typiska ord jämförs över hela rapporten; ett filter på kommun, år eller tema döljer dem. "
        "«polcorp compare» tar samma filter.",
    ),
    "share_axis": (
        "share of the party's demands",
        "andel av partiets krav",
    ),
    "shares_text": (
        "A demand with two themes counts for both, main or not. The lines are 95 % intervals that take documents for the "
        "sample: where they overlap widely, the parties may well be alike. In the table, the darker the cell, "
        "the larger the share of the party's demands.",
        "Ett krav med två teman räknas i båda, huvudtema eller inte. Strecken är 95-procentiga intervall räknade på dokument: där "
        "de överlappar mycket kan partierna mycket väl vara lika. I tabellen är en ruta mörkare ju större "
        "andel av partiets krav den har.",
    ),
    "network_text": (
        "An arrow leads from the party that names to the one that is named, in the colour of the first, the "
        "thicker the more often. What a party says of itself has no arrow.",
        "En pil går från det parti som nämner till den som nämns, i det förras färg, tjockare ju oftare. Vad "
        "ett parti säger om sig självt har ingen pil.",
    ),
    "arrows": (
        "The {shown} most frequent of {total} arrows.",
        "De {shown} vanligaste av {total} pilar.",
    ),
    "agreement_text": (
        "Demands are compared by their matter and direction over the whole report; a filter leaves out "
        "demands, and with them matters. 3/4: the same in three of four matters. «polcorp agree» has more.",
        "Krav jämförs efter sak och riktning över hela rapporten; ett filter utelämnar krav och därmed "
        "frågor. 3/4: samma sak i tre av fyra frågor. «polcorp agree» har mer.",
    ),
    "too_many_demands": (
        "The demands are too many for the report to compare who agrees with whom: «polcorp agree» does.",
        "Kraven är för många för att rapporten ska jämföra vem som håller med vem: det gör «polcorp agree».",
    ),
    "without_date": (
        "{n} of {total} documents have no date and are not drawn.",
        "{n} av {total} dokument har inget datum och är inte med.",
    ),
    "all_dated": ("All documents have a date.", "Alla dokument har ett datum."),
    "outside_map": (
        "{n} of {total} documents are of no municipality on the map.",
        "{n} av {total} dokument hör inte till någon kommun på kartan.",
    ),
    "tip_share": ("{share} ({hits} of {n} demands)", "{share} ({hits} av {n} krav)"),
    "tip_words": ("{share} ({hits} of {n} words)", "{share} ({hits} av {n} ord)"),
    "tip_interval": ("95 % interval: {low}–{high} %", "95-procentigt intervall: {low}–{high} %"),
    "no_interval": ("no interval: too few documents", "inget intervall: för få dokument"),
    "tip_year": (
        "{demands} demands, {documents} documents, {words} words",
        "{demands} krav, {documents} dokument, {words} ord",
    ),
    "tip_typical": (
        "{n} places; log2 ratio {ratio}, 95 % interval {low}–{high}",
        "{n} ställen; log2-kvot {ratio}, 95-procentigt intervall {low}–{high}",
    ),
    "tip_names": (
        "{from} names {to}: {n} of {total} mentions",
        "{from} nämner {to}: {n} av {total} omnämnanden",
    ),
    "tip_node": (
        "<b>{name}</b><br>named {n} times, {self} of them by itself",
        "<b>{name}</b><br>nämns {n} gånger, {self} av dem av sig självt",
    ),
    "tip_agree": (
        "the same on {same}, the opposite on {opposite} of {n} matters",
        "samma i {same}, motsatsen i {opposite} av {n} frågor",
    ),
    "method_text": (
        "Counts are what the program found, and it makes mistakes: choose any number or point to see what "
        "it is based on, and read the sentences before you quote it. Compare rates per 1,000 words, and "
        "mind the number of documents.",
        "Krav, namn och teman har hittats av ett program, som gör fel: välj ett tal eller en punkt "
        "för att se underlaget, och läs meningarna innan du citerar. Jämför tal per 1 000 ord, och tänk "
        "på antalet dokument.",
    ),
    "hints": (
        "The filters at the top hold for every table, plot and number. The page's address keeps them and what "
        "is open: copy it to come back to the same view. In a table and in a legend, arrow keys move and Enter "
        "chooses; a name in a legend hides and shows its marks; dragging in a plot enlarges a part, a double "
        "click shows all again. CSV, SVG and PNG save what is shown.",
        "Filtren högst upp gäller varje tabell, diagram och siffra. Sidans adress bevarar dem och vad som är "
        "öppet: kopiera den för att komma tillbaka till samma vy. I en tabell och i en teckenförklaring flyttar "
        "piltangenterna och Enter väljer; ett namn i teckenförklaringen döljer och visar dess märken; dra i ett "
        "diagram för att förstora en del, dubbelklicka för att se allt igen. CSV, SVG och PNG sparar det som "
        "visas.",
    ),
    "excerpts": (
        "The texts are too many for one page: a number opens up to ten of its sentences, spread over "
        "all of them. «polcorp show» shows a whole document, «polcorp demands» every row, «polcorp "
        "compare» the typical words of the parties.",
        "Texterna är för många för en sida: en siffra öppnar upp till tio av sina meningar, spridda "
        "över alla. «polcorp show» visar ett helt dokument, «polcorp demands» varje rad, «polcorp "
        "compare» partiernas typiska ord.",
    ),
    "excerpts_only": (
        "The page has a spread of sentences only",
        "Sidan har bara ett urval av meningarna",
    ),
    "listed": (
        "{shown} of {total} demands, spread over all; «polcorp demands» has every one.",
        "{shown} av {total} krav, spridda över alla; «polcorp demands» har vartenda.",
    ),
    "skip": ("Skip to the contents", "Hoppa till innehållet"),
}


def page_words(language: Language) -> dict[str, Any]:
    """Return all words of the page in one language; some are choices by their names."""
    second = language == "sv"
    found: dict[str, Any] = {name: heading(name, language) for name in _COLUMNS}
    found |= {
        name: heading(_NAMES.get(name, name), language, table) for name, table in _OF_TABLE.items()
    }
    found |= {
        name: said[second]
        if isinstance(said, tuple)
        else {one: pair[second] for one, pair in said.items()}
        for name, said in _WORDS.items()
    }
    found["outlines_by"] = catalogue()["messages"]["outlines_by"][language] + "."
    return found
