"""Component ``polcorp_demands``: what a party asks for.

List items after words that want, clauses of running text whose subject is the party, and
headings in the imperative. A page on which nobody is known to speak has demands without a party;
on a page of somebody else what is asked is others'. Writes ``doc._.demands`` and
``doc.spans["demands"]``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import groupby
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from polcorp.lexicons.asking import AskingLexicon, load_asking
from polcorp.lexicons.word_lists import word_pattern
from polcorp.pipeline.annotations import (
    Demand,
    Heading,
    LeadIn,
    ListItem,
    register_extensions,
    set_spans,
)
from polcorp.pipeline.demands.content import (
    addressee_of,
    content_polarity,
    line_polarity,
    strip_att,
)
from polcorp.pipeline.demands.holders import OUTSIDER, Speaker, holder_of_list, party_named
from polcorp.pipeline.demands.lists import asks_list, item_score, item_verb
from polcorp.pipeline.demands.prose import Party, Wish, find_wishes
from polcorp.pipeline.layout.line_shapes import words
from polcorp.pipeline.model.lemmas import lemma_of
from polcorp.pipeline.page import Page
from polcorp.pipeline.rule_names import ITEMS
from polcorp.pipeline.spans import Cover
from polcorp.swedish.imperatives import opens_imperative, verb_lemma

#: Marks around a title that is a quotation.
_QUOTES = frozenset("\"”“„»«'’")


class DemandsComponent:
    """Finds demands from layout, names and words."""

    def __init__(self, verbs: AskingLexicon) -> None:
        """Take the *verbs* that ask."""
        register_extensions()
        self._verbs = verbs
        #: Without one of these forms a sentence holds no wish.
        self._triggers = frozenset(verbs.finite) | verbs.words.auxiliaries | {"skulle", "har"}

    def __call__(self, doc: Doc) -> Doc:
        """Annotate *doc*."""
        speaker = Speaker.of(doc)
        page = Page(doc)
        demands = self._from_lists(page, speaker)
        headings = _from_headings(page, speaker, self._verbs)
        wishes = self._from_prose(page, speaker, demands + headings)
        if _orders_ask(speaker, demands + wishes):
            demands += headings
        demands += wishes
        for demand in demands:
            demand["own"] = speaker.owns(demand["party"], demand["rule"])
        demands.sort(key=lambda d: (d["start"], d["end"]))
        doc._.demands = demands
        set_spans(doc, "demands", demands)
        return doc

    def _from_lists(self, page: Page, speaker: Speaker) -> list[Demand]:
        found: list[Demand] = []
        text = page.text
        lead_ins: list[LeadIn] = page.doc._.lead_ins
        for lead_index, group in _lists(page):
            lead = lead_ins[lead_index] if lead_index is not None else None
            lead_text = text[lead["start"] : lead["end"]] if lead else None
            texts = [text[i["start"] : i["end"]] for i in group]
            heading = page.heading_above(group[0]["start"])
            title = text[heading["start"] : heading["end"]] if heading else None
            asks, rule = asks_list(lead_text, title, texts, self._verbs.own)
            if rule == ITEMS and not speaker.is_party:
                asks = asks and sum(map(item_score, texts)) >= _CLEAR * len(texts)
            if lead is not None:
                lead["demands"] = asks
            if not asks:
                continue
            holder, party = self._list_holder(page, lead, speaker)
            lead_verb = self._verb_of(lead_text or "")
            found += [
                _item_demand(item, words_of, lead, lead_verb, holder, party, rule)
                for item, words_of in zip(group, texts, strict=True)
            ]
        return found

    def _verb_of(self, lead_text: str) -> str:
        """Return the infinitive of the first verb of a lead-in that asks, or an empty string."""
        found = (word.lower() for word in words(lead_text))
        form = next((word for word in found if word in self._verbs.finite), None)
        if form is None:
            return ""
        return self._verbs.finite[form].lemma if form in self._verbs.own else lemma_of(form)

    def _list_holder(
        self, page: Page, lead: LeadIn | None, speaker: Speaker
    ) -> tuple[str, str | None]:
        """Return who asks for what a list holds, as written and as party."""
        if lead is None:
            return "", speaker.main
        mentions = page.mentions_in(lead["start"], lead["end"])
        return holder_of_list(
            page.text, lead["start"], lead["end"], mentions, speaker, self._verbs.finite.keys()
        )

    def _from_prose(self, page: Page, speaker: Speaker, taken: list[Demand]) -> list[Demand]:
        found: list[Demand] = []
        elsewhere = Cover((i["start"], i["end"]) for i in (*taken, *page.doc._.lead_ins))
        for tokens in page.sentences():
            if not any(t.lower_ in self._triggers for t in tokens):
                continue
            first = next((t.idx for t in tokens if t.is_alpha or t.is_digit), tokens[0].idx)
            if first in elsewhere or first in page.no_prose:
                continue
            parties = _parties_in(page, tokens)
            for wish in find_wishes(page.text, tokens, parties, self._verbs):
                found.append(_wish_demand(page.text, wish, speaker))
        return found


#: Items without a lead-in ask on a page of no party only where they are as clear as this, 0 to 1.
_CLEAR = 0.7
#: Those whose pages give the reader orders: «Boka tid», «Stanna hemma om du är sjuk».
_INSTRUCTS = frozenset({"authority", "media", "company"})
#: Calls to the reader of the page.
_READER = word_pattern(r"{demands:call_to_reader}", re.IGNORECASE)
#: Those who speak for a party: «Miljöpartiets kommungrupp vill …».
_GROUP = word_pattern(r"{demands:branch}")


def _orders_ask(speaker: Speaker, others: list[Demand]) -> bool:
    """Return whether headings in the imperative ask for something, and do not instruct the reader.

    Where nobody knows who speaks, the page must ask for something besides.
    """
    if speaker.is_party:
        return True
    return speaker.kind not in _INSTRUCTS and any(d["rule"] != OUTSIDER for d in others)


def _from_headings(page: Page, speaker: Speaker, verbs: AskingLexicon) -> list[Demand]:
    found: list[Demand] = []
    headings: list[Heading] = page.doc._.headings
    for heading in headings:
        start, end = _unquoted(page.text, heading["start"], heading["end"])
        title = page.text[start:end]
        bare = title.lstrip("0123456789.) –-")
        tokens = words(bare)
        if len(tokens) < 2 or title.endswith("?") or not opens_imperative(tokens):
            continue
        if tokens[0].lower() in verbs.words.reader_imperatives or _READER.match(bare):
            continue
        if any(m["start"] == end - len(bare) for m in page.doc._.actors):
            continue  # «Rädda Barnen», «Lena Ek (MP):»
        if bare[len(tokens[0]) :].lstrip()[:1] in {":", ",", "&", "/"}:  # «Skola, vård»
            continue
        found.append(
            Demand(
                start=start,
                end=end,
                form="heading",
                party=speaker.main,
                holder="",
                own=False,
                verb=verb_lemma(tokens[0]),
                content=bare,
                addressee="",
                polarity=line_polarity(bare),  # type: ignore[typeddict-item]
                lead_in_start=None,
                lead_in_end=None,
                rule="heading:imperative",
                confidence=0.8 if speaker.main else 0.3,
            )
        )
    return found


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """Return what is between the quotation marks of a title that is one quotation, else the whole of it."""
    inside = end - start > 2 and text[start] in _QUOTES and text[end - 1] in _QUOTES
    return (start + 1, end - 1) if inside else (start, end)


def _parties_in(page: Page, tokens: list[Token]) -> list[Party]:
    """Return the parties named in a sentence, with the place of the branch after them."""
    starts = [token.idx for token in tokens]
    left, right = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    mentions = page.mentions_in(left, right)
    places = {m["start"]: m for m in mentions if m["type"] in {"GPE", "LOC"}}
    found: list[Party] = []
    for mention in mentions:
        abbr = party_named(mention)
        if abbr is None:
            continue
        first = bisect_right(starts, mention["start"]) - 1
        last = bisect_left(starts, mention["end"]) - 1
        if last + 1 < len(tokens) and _GROUP.fullmatch(tokens[last + 1].lower_):
            last += 1
        joined = last + 1 < len(tokens) and tokens[last + 1].lower_ in {"i", "på"}
        follows = last + 2 if joined else last + 1
        if follows < len(tokens):
            place = places.get(tokens[follows].idx)
            if place is not None:
                last = bisect_left(starts, place["end"]) - 1
        found.append(Party(first, last, abbr))
    return found


def _lists(page: Page) -> list[tuple[int | None, list[ListItem]]]:
    """Group items into lists: those of one lead-in, else neighbours without text between."""
    items: list[ListItem] = page.doc._.list_items
    groups: list[tuple[int | None, list[ListItem]]] = []
    for lead, members in groupby(items, key=lambda item: item["lead_in"]):
        for item in members:
            joined = (
                groups
                and groups[-1][0] == lead
                and (lead is not None or _follows(page, groups[-1][1][-1], item))
            )
            if joined:
                groups[-1][1].append(item)
            else:
                groups.append((lead, [item]))
    return groups


def _follows(page: Page, one: ListItem, other: ListItem) -> bool:
    return page.line_of(other["start"]) == page.line_of(one["start"]) + 1


def _item_demand(
    item: ListItem,
    text: str,
    lead: LeadIn | None,
    lead_verb: str,
    holder: str,
    party: str | None,
    rule: str,
) -> Demand:
    verb = item_verb(text)
    content = strip_att(text)
    return Demand(
        start=item["start"],
        end=item["end"],
        form="numbered" if item["numbered"] else "bullet",
        party=party,
        holder=holder,
        own=False,
        verb=verb or lead_verb,
        content=content,
        addressee=addressee_of(text, text if text.lower().startswith("att ") else content),
        polarity=line_polarity(content),  # type: ignore[typeddict-item]
        lead_in_start=lead["start"] if lead else None,
        lead_in_end=lead["end"] if lead else None,
        rule=f"list:{rule}",
        confidence=round(0.5 * (lead["confidence"] if lead else 0.5) + (0.5 if party else 0.2), 2),
    )


_WISH_CONFIDENCE = {
    "prose:verb-first": 0.9,
    "prose:subject-first": 0.9,
    "prose:coordinated": 0.7,
    OUTSIDER: 0.5,
}


def _wish_demand(text: str, wish: Wish, speaker: Speaker) -> Demand:
    content = text[wish.content_start : wish.end]
    clause = text[wish.start : wish.end]
    named = speaker.one_of(wish.row) if wish.row else None
    party = None if wish.outsider else speaker.party_of(named)
    negative = wish.polarity == "neg" or content_polarity(content) == "neg"
    return Demand(
        start=wish.start,
        end=wish.end,
        form="prose",
        party=party,
        holder=wish.holder,
        own=False,
        verb=wish.verb,
        content=content,
        addressee=addressee_of(clause, content),
        polarity="neg" if negative else "pos",
        lead_in_start=None,
        lead_in_end=None,
        rule=wish.rule,
        confidence=_WISH_CONFIDENCE[wish.rule] if named or speaker.main else 0.3,
    )


@Language.factory(
    "polcorp_demands",
    default_config={"user_verbs": None},
    requires=["doc.sents", "doc._.list_items", "doc._.actors", "doc._.meta"],
    assigns=["doc.spans", "doc._.demands"],
)
def create_demands(nlp: Language, name: str, user_verbs: str | None) -> DemandsComponent:
    """Build the component; *user_verbs* is the path of the user's own ``asking.toml``."""
    return DemandsComponent(load_asking(Path(user_verbs) if user_verbs else None))
