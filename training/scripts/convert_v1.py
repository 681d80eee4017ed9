"""From the first UD scheme to the second, for Talbanken.

udapi's ``ud.Convert1to2`` does what holds for every language. The rules here do what it
leaves wrong in Swedish: word classes and features of closed classes (``closed_classes``),
and the relations that the second release of Talbanken annotates otherwise.
"""

from __future__ import annotations

from typing import Any

from closed_classes import AUXILIARIES, MAIN_CLAUSE_SAYING, annotate_word
from coordination import hang_correlative, join_conjuncts, join_series
from treebank_io import Sentence, Token
from udapi.block.ud.convert1to2 import Convert1to2
from udapi.core.document import Document

NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "DET", "SYM", "X")
LATE_CHILDREN = ("conj", "punct", "parataxis", "advcl")


class UnusableTreeError(ValueError):
    """The tree holds an analysis that no rule can put right."""


def to_v2(sentence: Sentence) -> Sentence:
    """Return ``sentence`` in the second scheme.

    Raises:
        UnusableTreeError: where the first scheme's tree is broken (a stray ``mwe`` or ``dep``).
    """
    root = tree_of(sentence)
    Convert1to2(skip="text,coord").process_tree(root)
    for node in root.descendants:
        annotate_word(node)
    for rule in (
        undo_false_fixed,
        turn_false_auxiliaries,
        turn_clefts,
        turn_copular_clauses,
        turn_passives,
        name_correlatives,
        name_comparisons,
        name_subject_of_relative,
        name_determiners,
        name_numbers,
        mark_clauses,
        name_obliques,
        name_open_complements,
        join_conjuncts,
        join_series,
        attach_conjunctions,
        hang_correlative,
        name_parataxis,
        name_subjects,
    ):
        for node in root.descendants:
            rule(node)
    for node in root.descendants:
        annotate_word(node)
        check(node)
    return back(sentence, root.descendants)


def tree_of(sentence: Sentence) -> Any:
    """Return the udapi tree of ``sentence``."""
    root = Document().create_bundle().create_tree()
    nodes = [root]
    for token in sentence.tokens:
        cells = {
            "form": token.form,
            "lemma": token.lemma,
            "upos": token.upos,
            "xpos": token.xpos,
            "feats": token.feats,
            "deprel": token.deprel,
        }
        nodes.append(root.create_child(**cells))
    for token, node in zip(sentence.tokens, nodes[1:], strict=True):
        node.parent = nodes[token.head]
    return root


def back(sentence: Sentence, nodes: list[Any]) -> Sentence:
    """Return ``sentence`` with what the rules have made of its ``nodes``."""
    tokens = [
        Token(
            form=token.form,
            lemma=token.lemma,
            upos=node.upos,
            xpos=token.xpos,
            feats=str(node.feats) or "_",
            head=node.parent.ord,
            deprel=node.deprel,
            space_after=token.space_after,
            name=token.name,
        )
        for token, node in zip(sentence.tokens, nodes, strict=True)
    ]
    return Sentence(tokens, sentence.doc_id, sentence.sent_id)


def check(node: Any) -> None:
    """Raise ``UnusableTreeError`` for analyses that are mistakes of the first release."""
    if node.udeprel in ("dep", "mwe", "remnant"):
        raise UnusableTreeError(f"{node.deprel} of {node.form}")
    if node.deprel == "fixed":
        far = node.ord - node.parent.ord > 4
        odd = {node.upos, node.parent.upos} & {"PUNCT", "PROPN"}
        if far or odd or (node.parent.upos == "VERB" and node.upos == "NOUN"):
            raise UnusableTreeError(f"fixed {node.parent.form} … {node.form}")
    if node.deprel == "aux" and node.upos != "AUX":
        raise UnusableTreeError(f"aux {node.form}")


def child(node: Any, *relations: str) -> Any | None:
    """Return the first child of ``node`` in one of ``relations``, or nothing."""
    return next((c for c in node.children if c.deprel in relations), None)


def swap(upper: Any, lower: Any, relation: str) -> None:
    """Put ``lower`` in the place of ``upper`` and hang ``upper`` under it as ``relation``."""
    lower.parent, lower.deprel = upper.parent, upper.deprel
    upper.parent, upper.deprel = lower, relation


def undo_false_fixed(node: Any) -> None:
    """Make the noun the head of «en hund», which is no fixed expression."""
    determiners = {"DET": "det", "NUM": "nummod", "ADJ": "amod"}
    head = node.parent
    if node.deprel == "fixed" and node.upos == "NOUN" and head.upos in determiners:
        for sibling in head.children:
            if sibling is not node:
                sibling.parent = node
        swap(head, node, determiners[head.upos])


def turn_false_auxiliaries(node: Any) -> None:
    """Give verbs that the first scheme hung under others as ``aux`` their own place."""
    if node.deprel != "aux":
        return
    main = node.parent
    if node.lemma == "vara":
        node.deprel = "cop"
        return
    if node.lemma in AUXILIARIES:
        return
    coordinator = child(main, "cc")
    if node.precedes(main) and coordinator and node.precedes(coordinator):
        move_left_children(main, node, keep=(coordinator,))
        swap(main, node, "conj")
    elif node.lemma in MAIN_CLAUSE_SAYING:
        node.deprel = "parataxis"
    elif node.precedes(main) and main.lemma in MAIN_CLAUSE_SAYING:
        swap(main, node, "parataxis")
    elif node.precedes(main) and "VerbForm=Inf" in str(main.feats):
        move_left_children(main, node, keep=tuple(c for c in main.children if c.xpos == "IE"))
        swap(main, node, "xcomp")


def move_left_children(source: Any, target: Any, keep: tuple[Any, ...]) -> None:
    """Move to ``target`` what belongs to the whole clause and not to ``source`` alone."""
    for node in source.children:
        if node is target or node in keep:
            continue
        before = node.precedes(target)
        between = node.precedes(source) and node.deprel.startswith(("nsubj", "advmod", "obl"))
        if before or between or node.deprel in ("punct", "parataxis"):
            node.parent = target


def turn_clefts(node: Any) -> None:
    """Make «barnen» the head of «Det är barnen som drabbas», and «är» its copula."""
    copula = node.parent
    if node.deprel != "dep" or copula.lemma != "vara" or copula.is_root():
        return
    for sibling in copula.children:
        if sibling is not node:
            sibling.parent = node
    swap(copula, node, "cop")
    for other in node.children:
        if other.deprel == "acl:relcl" and copula.precedes(other):
            other.deprel = "acl:cleft"
        elif other.deprel == "nsubj" and other.form.lower() == "det":
            other.deprel = "expl"


def turn_copular_clauses(node: Any) -> None:
    """Make «är» the head of «Avsikten är att växa», and what follows «att» its complement."""
    verb = node.parent
    marker = child(verb, "mark") if node.deprel == "cop" else None
    if marker is None or marker.lemma != "att" or not node.precedes(marker):
        return
    for sibling in verb.children:
        if sibling is not node and sibling.precedes(marker) and sibling is not marker:
            sibling.parent = node
    swap(node.parent, node, "ccomp")


def turn_passives(node: Any) -> None:
    """Make the participle the head of «blir vald», and «blir» its auxiliary."""
    participle = child(node, "xcomp") if node.lemma == "bli" else None
    if participle is None or not participle.xpos.startswith("PC|PRF"):
        return
    for sibling in node.children:
        if sibling is not participle:
            sibling.parent = participle
            if sibling.deprel in ("nsubj", "csubj"):
                sibling.deprel += ":pass"
    swap(node, participle, "aux:pass")
    participle.upos = "VERB"


def name_correlatives(node: Any) -> None:
    """Make «både», «antingen» and «varken» conjunctions."""
    if node.lemma in ("både", "antingen", "varken") and node.deprel == "advmod":
        node.deprel = "cc"


def name_comparisons(node: Any) -> None:
    """Make nominals oblique in «yngre än 67 år», «lika stort som hela Afrika»."""
    head = node.parent
    if node.lemma not in ("som", "än") or node.deprel != "mark" or head.deprel != "advcl":
        return
    clausal = any(c.udeprel in ("nsubj", "cop", "aux", "expl") for c in head.children)
    if head.upos in NOMINAL and not clausal:
        node.deprel = "case"
        head.deprel = "obl"


def name_subject_of_relative(node: Any) -> None:
    """Make «som» the subject in «vad som händer»."""
    if node.deprel == "dep" and node.xpos.startswith("HP") and node.lemma == "som":
        node.deprel = "nsubj"
        asked = node.prev_node
        if asked.parent is node.parent and asked.udeprel == "nsubj" and asked.xpos[:2] == "HP":
            asked.deprel = "dislocated"


def name_determiners(node: Any) -> None:
    """Make adjectives modifiers, and nouns before nouns («en kopp kaffe») nominal ones."""
    if node.deprel == "det":
        if node.upos == "ADJ":
            node.deprel = "amod"
        elif node.upos in ("NOUN", "PROPN"):
            node.deprel = "nmod"
        elif node.upos == "NUM":
            node.deprel = "nummod"


def name_numbers(node: Any) -> None:
    """Give a number under a verb the relation of a year, or of the noun that it stands for."""
    if node.deprel != "nummod" or node.parent.is_root():
        return
    dated = any(c.deprel == "nmod" and c.lemma in ("år", "klocka") for c in node.children)
    verb = node.parent
    if verb.upos in NOMINAL and not child(verb, "cop"):
        if dated:
            node.deprel = "nmod"
        return
    year = len(node.form) == 4 and node.form.isdigit()
    if year or dated or child(node, "case") or verb.upos not in ("VERB", "AUX"):
        node.deprel = "obl" if year or dated or child(node, "case") else node.deprel
    elif not any(c.udeprel in ("nsubj", "csubj") for c in verb.children):
        node.deprel = "nsubj:pass" if verb.feats["Voice"] == "Pass" else "nsubj"
    else:
        node.deprel = "obj" if child(verb, "obj") is None else "obl"


def mark_clauses(node: Any) -> None:
    """Make prepositions before a clause («för att se») and subjunctions markers."""
    head = node.parent
    if node.deprel == "case" and node.upos == "ADP" and not head.is_root():
        infinitive = any(c.deprel == "mark" and c.lemma == "att" for c in head.children)
        if head.upos in ("VERB", "AUX") or infinitive:
            node.deprel = "mark"
    elif node.xpos == "HA" and node.deprel == "advmod":
        subordinate = head.udeprel in ("advcl", "acl", "ccomp", "csubj", "conj")
        if node.lemma in ("när", "då", "som") and subordinate and head.deprel != "acl:relcl":
            node.deprel = "mark"


def name_obliques(node: Any) -> None:
    """Make nominals under adjectives, and before a nominal predicate, oblique."""
    if node.udeprel != "nmod" or node.sdeprel == "poss":
        return
    head = node.parent
    if head.is_root():
        return
    if head.upos in ("ADJ", "ADV", "VERB", "AUX"):
        node.deprel = "obl:agent" if node.sdeprel == "agent" else "obl"
    elif child(head, "cop") and child(node, "case") and node.precedes(head):
        node.deprel = "obl"


def attach_conjunctions(node: Any) -> None:
    """Hang a conjunction under the conjunct after it, also where others stand between."""
    if node.deprel != "cc":
        return
    after = [
        other
        for other in node.root.descendants
        if other.deprel == "conj"
        and node.precedes(other)
        and other.parent.precedes(node)
        and not other.is_descendant_of(node)
    ]
    starting = [other for other in after if leftmost(other, node) == node.ord + 1]
    if starting:
        node.parent = min(starting, key=lambda n: n.ord)
    elif node.parent.precedes(node) and after:
        own = [other for other in after if other.parent is node.parent]
        if own:
            node.parent = min(own, key=lambda n: n.ord)


def leftmost(node: Any, ignored: Any) -> int:
    """Return where the subtree of ``node`` begins, not counting ``ignored``."""
    place: int = min(n.ord for n in (node, *node.descendants) if n is not ignored)
    return place


def name_open_complements(node: Any) -> None:
    """Make an infinitive without a subject («försöker förklara») an open complement."""
    if node.deprel != "ccomp" or node.feats["VerbForm"] != "Inf" or node.parent.upos != "VERB":
        return
    finite = any(c.feats["VerbForm"] == "Fin" for c in node.children if c.udeprel == "aux")
    own = any(c.udeprel in ("nsubj", "csubj", "expl") or c.xpos == "SN" for c in node.children)
    if not finite and not own:
        node.deprel = "xcomp"


def name_parataxis(node: Any) -> None:
    """Make a main clause that follows another without any conjunction paratactic."""
    if node.deprel != "conj" or not any(c.udeprel == "nsubj" for c in node.children):
        return
    series = [c for c in node.parent.children if c.deprel == "conj"]
    if not any(child(conjunct, "cc") for conjunct in series) and not child(node.parent, "cc"):
        node.deprel = "parataxis"


def name_subjects(node: Any) -> None:
    """Give deponent verbs («finns», «hoppas») a plain subject."""
    head = node.parent
    if head.is_root() or node.udeprel not in ("nsubj", "csubj"):
        return
    passive = head.feats["Voice"] == "Pass" or child(head, "aux:pass")
    if node.sdeprel == "pass" and not passive and head.upos in ("VERB", "AUX"):
        node.deprel = node.udeprel
