"""Coordination that the first UD scheme left flat, joined as the second has it.

In the first release «Resor och vistelse ordnas» has two subjects and a conjunction beside
them; the second release makes the later conjuncts depend on the first, and each conjunction on
the conjunct after it.
"""

from __future__ import annotations

from typing import Any

#: Relations whose bearers may be conjuncts, by the group within which they must agree.
GROUPS = {
    "nsubj": "subject",
    "obj": "object",
    "iobj": "indirect object",
    "obl": "oblique",
    "nmod": "oblique",
    "amod": "attribute",
    "advmod": "adverb",
    "xcomp": "complement",
    "ccomp": "clause",
    "csubj": "clause",
    "advcl": "adverbial clause",
    "acl": "attributive clause",
    "appos": "apposition",
    "case": "preposition",
    "mark": "marker",
    "det": "determiner",
}
#: Groups in which three or more may stand in a row with commas: «lärare, elever och föräldrar».
SERIES = ("subject", "object", "attribute", "apposition")
CORRELATIVES = ("både", "antingen", "varken", "såväl", "dels")


def join_conjuncts(node: Any) -> None:
    """Make what stands after the conjunction ``node`` a conjunct of what stands before it."""
    if node.deprel != "cc" or node.lemma in CORRELATIVES:
        return
    after = phrase_from(node.ord + 1, node)
    if after is None or after.deprel == "conj" or after.is_root() or node.is_root():
        return
    before = partner(after, node.ord, node)
    if before is None:
        return
    first = before
    series = [after]
    while group_of(first) in SERIES:
        comma = node_at(node.root, span(first, node)[0] - 1)
        if comma is None or comma.form != ",":
            break
        earlier = partner(first, comma.ord, node)
        if earlier is None or earlier.precedes(first) is False:
            break
        series.append(first)
        comma.parent = first
        first = earlier
    node.parent = after
    for conjunct in series:
        conjunct.parent, conjunct.deprel = first, "conj"


def join_series(node: Any) -> None:
    """Make a second subject or object after a comma a conjunct: «större alerthet, mindre oro»."""
    if group_of(node) not in ("subject", "object") or node.parent.is_root():
        return
    comma = node_at(node.root, span(node, node.root)[0] - 1)
    if comma is None or comma.form != ",":
        return
    earlier = partner(node, comma.ord, comma)
    if earlier is not None:
        comma.parent = node
        node.parent, node.deprel = earlier, "conj"


def hang_correlative(node: Any) -> None:
    """Hang «både» under the phrase that it opens."""
    if node.deprel != "cc" or node.lemma not in CORRELATIVES:
        return
    opened = phrase_from(node.ord + 1, node)
    if opened is not None and not opened.is_descendant_of(node):
        node.parent = opened


def phrase_from(place: int, ignored: Any) -> Any | None:
    """Return the topmost node whose phrase begins at ``place``, not counting ``ignored``."""
    found = node_at(ignored.root, place)
    if found is None or found is ignored or found.deprel in ("punct", "cc"):
        return None
    while not found.parent.is_root() and span(found.parent, ignored)[0] == place:
        found = found.parent
    return found


def partner(node: Any, place: int, ignored: Any) -> Any | None:
    """Return the sibling of ``node`` that ends before ``place`` and may be its first conjunct."""
    group = group_of(node)
    for other in reversed(node.parent.children):
        same = other is not node and other.ord < place and group is not None
        if not same or group_of(other) != group:
            continue
        end = span(other, ignored)[1]
        comma = node_at(node.root, place - 1)
        near = end == place - 1 or (end == place - 2 and comma is not None and comma.form == ",")
        if near and alike(other, node):
            return other
    return None


def group_of(node: Any) -> str | None:
    """Return the group of the relation of ``node``; possessors and relative clauses have own ones."""
    group = GROUPS.get(node.udeprel)
    return f"{group}:{node.sdeprel}" if group and node.sdeprel in ("poss", "relcl") else group


def alike(left: Any, right: Any) -> bool:
    """Say whether two nodes look like conjuncts: with one preposition, of one kind of word."""
    if group_of(left) == "oblique":
        cases = [
            next((c.lemma for c in n.children if c.deprel == "case"), None) for n in (left, right)
        ]
        return cases[0] == cases[1] or cases[1] is None
    if group_of(left) in ("adverb", "attribute", "complement"):
        return bool(left.upos == right.upos)
    return True


def span(node: Any, ignored: Any) -> tuple[int, int]:
    """Return the first and last place of the phrase of ``node``, not counting ``ignored``."""
    places = [n.ord for n in (node, *node.descendants) if n is not ignored]
    return min(places), max(places)


def node_at(root: Any, place: int) -> Any | None:
    """Return the node at ``place``, counted from 1, or nothing."""
    nodes = root.descendants
    return nodes[place - 1] if 1 <= place <= len(nodes) else None
