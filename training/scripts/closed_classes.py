"""Word classes and features of Swedish closed classes in the second UD scheme."""

from __future__ import annotations

from typing import Any

AUXILIARIES = frozenset(
    "kunna ha vilja måste skola få behöva komma böra må torde lär lära tör".split()
)
MAIN_CLAUSE_SAYING = frozenset(
    "säga säja anse tycka tro mena framhålla kommentera undra svara fråga förklara berätta "
    "konstatera upplysa påpeka hävda uppge betona skriva tillägga understryka".split()
)
PREPOSITIONAL_PARTICLES = frozenset(
    "till på med över om av igenom åt ifrån ur bakom efter för i mot från vid genom under".split()
)
NEGATIONS = frozenset(("inte", "ej", "icke"))
NEGATIVE_ADVERBS = frozenset(
    "aldrig knappt knappast näppeligen ingalunda ingenstans föga inte ej icke".split()
)
PRONOUN_TYPES = {
    "Ind": "någon någonting nånting annan mången många mycken mycket man densamma somlig sån "
    "sådan samma varannan viss få flera flertalet endera litet lite åtskillig",
    "Tot": "all allting bägge båda bådadera var vardera varje envar samtliga samtlig hel",
    "Neg": "ingen ingenting ingendera intet",
    "Dem": "denna",
    "Rcp": "varandra varann",
}
TYPE_OF = {lemma: kind for kind, lemmas in PRONOUN_TYPES.items() for lemma in lemmas.split()}


def annotate_word(node: Any) -> None:
    """Set word class and features of ``node`` from its SUC tag, lemma and relation."""
    tag = node.xpos.split("|", maxsplit=1)[0]
    if tag == "VB":
        annotate_verb(node)
    elif tag == "PC" and "|PRS|" in node.xpos:
        node.feats["VerbForm"] = "Part"
    elif tag == "RG":
        node.feats["NumType"] = "Card"
    elif tag in ("DT", "PN", "PS", "HP", "HS", "HD"):
        annotate_pronoun(node, tag)
    elif tag == "UO":
        node.feats["Foreign"] = "Yes"
    else:
        annotate_particle(node, tag)
    if node.xpos.endswith("|AN"):
        node.feats["Abbr"] = "Yes"


def annotate_particle(node: Any, tag: str) -> None:
    """Set word class and features of particles, conjunctions and adverbs."""
    if tag == "PL":
        node.upos = "ADP" if node.lemma in PREPOSITIONAL_PARTICLES else "ADV"
    elif tag in ("KN", "HA") and node.deprel == "mark":
        node.upos = "SCONJ"
    elif tag == "KN" and node.deprel == "case":
        node.upos = "ADP"
    elif tag == "AB" and node.lemma in NEGATIONS:
        node.upos = "PART"
        node.feats["Polarity"] = "Neg"
    elif tag == "AB" and node.lemma in NEGATIVE_ADVERBS:
        node.feats["Polarity"] = "Neg"


def annotate_verb(node: Any) -> None:
    """Auxiliaries are AUX, finite verbs have a mood, deponents no voice."""
    sure = node.deprel in ("cop", "aux:pass")
    if sure or (node.udeprel == "aux" and node.lemma in AUXILIARIES):
        node.upos = "AUX"
    elif node.upos == "AUX":
        node.upos = "VERB"
    if node.feats["VerbForm"] == "Fin" and not node.feats["Mood"]:
        node.feats["Mood"] = "Ind"
    if "SFO" in node.xpos and node.lemma.endswith("s"):
        del node.feats["Voice"]


def annotate_pronoun(node: Any, tag: str) -> None:
    """Articles, personal, possessive, relative and interrogative words get their type."""
    if tag == "DT":
        node.upos = "DET"
        node.feats["PronType"] = TYPE_OF.get(node.lemma, "Art" if node.lemma == "en" else "Prs")
    elif tag == "PN":
        impersonal = node.lemma == "man" and node.form.lower() != "man"
        node.feats["PronType"] = "Prs" if impersonal else TYPE_OF.get(node.lemma, "Prs")
    elif tag == "PS":
        node.upos = "PRON"
        node.feats["Poss"] = "Yes"
        node.feats["PronType"] = TYPE_OF.get(node.lemma, "Prs")
    elif tag == "HP":
        interrogative = node.lemma in ("vad", "vem")
        node.feats["PronType"] = "Int" if interrogative else "Rel"
    elif tag == "HS":
        node.upos = "PRON"
        node.feats["Poss"] = "Yes"
        node.feats["PronType"] = "Rel"
    else:
        node.upos = "DET"
        node.feats["PronType"] = "Int"
