"""The verbs by which a party asks, in every tense, with what they need beside them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True, frozen=True)
class Asking:
    """An asking verb; ``needs`` are words of which one must follow within ``within`` words."""

    lemma: str
    needs: frozenset[str] = frozenset()
    within: int = 0


def _forms(lemma: str, forms: str, needs: str = "", within: int = 0) -> dict[str, Asking]:
    asking = Asking(lemma, frozenset(needs.split()), within)
    return dict.fromkeys(forms.split(), asking)


#: Finite forms that ask by themselves or with a particle.
FINITE: dict[str, Asking] = {
    **_forms("vilja", "vill"),
    **_forms("yrka", "yrkar yrkade"),
    **_forms("föreslå", "föreslår föreslog"),
    **_forms("kräva", "kräver krävde"),
    **_forms("önska", "önskar"),
    **_forms("förespråka", "förespråkar"),
    **_forms("efterfråga", "efterfrågar"),
    **_forms("efterlysa", "efterlyser"),
    **_forms("begära", "begär"),
    **_forms("uppmana", "uppmanar"),
    **_forms("se", "ser såg", "gärna helst", 3),
    **_forms("verka", "verkar", "för", 5),
    **_forms("arbeta", "arbetar", "för", 5),
    **_forms("jobba", "jobbar", "för", 5),
    **_forms("kämpa", "kämpar", "för", 5),
    **_forms("strida", "strider", "för", 4),
    **_forms("ställa", "ställer", "krav", 4),
    **_forms("förvänta", "förväntar", "sig oss mig", 4),
}
#: «Partiet», «våra partier»: the document's own party by its kind.
OWN_PARTY = frozenset("partiet partierna".split())
#: Finite auxiliaries after which an infinitive of these asks («kommer alltid att kämpa för»).
AUXILIARIES = frozenset("kommer ska skall tänker ämnar avser".split())
INFINITIVES: dict[str, Asking] = {
    **_forms("kämpa", "kämpa", "för", 4),
    **_forms("arbeta", "arbeta", "för", 4),
    **_forms("verka", "verka", "för", 4),
    **_forms("jobba", "jobba", "för", 4),
    **_forms("strida", "strida", "för", 4),
    **_forms("kräva", "kräva"),
    **_forms("föreslå", "föreslå"),
    **_forms("yrka", "yrka"),
}
#: After «har» («vi har länge krävt»).
SUPINES: dict[str, Asking] = {
    **_forms("kräva", "krävt"),
    **_forms("föreslå", "föreslagit"),
    **_forms("yrka", "yrkat"),
    **_forms("efterlysa", "efterlyst"),
    **_forms("efterfråga", "efterfrågat"),
}
#: «vi vill tacka», «vi vill säga»: the speaker speaks, nothing is asked for.
SPEECH_ACTS = frozenset(
    "tacka säga påpeka understryka betona poängtera framhålla passa gratulera påminna hälsa veta "
    "höra berätta förklara förtydliga nämna konstatera framföra rikta varna klargöra uttrycka inleda "
    "påstå diskutera svara fråga avsluta citera hänvisa meddela dela önska".split()
)
#: Words between subject, verb and what is asked for.
ADVERBS = frozenset(
    "därför också även dock alltid gärna helst inte aldrig ej nu alltså dessutom bara särskilt "
    "fortfarande fortsatt hellre i idag dag således vidare ju väl därmed istället först främst "
    "självklart givetvis naturligtvis verkligen tydligt starkt länge tidigare samtidigt återigen nog "
    "absolut snarast åter själva tillsammans alla sammanhang hela tiden aktivt hårt långsiktigt fullt "
    "ut bestämt skyndsamt omgående däremot nämligen ändå likaså bland annat redan förstås kort".split()
)
NEGATIONS = frozenset("inte aldrig ej icke".split())
#: Words that make the clause after them a subordinate one, where a wish is only reported.
SUBORDINATORS = frozenset(
    "som att om när då eftersom medan fast fastän innan efter vad hur vilket vilka vilken allt ifall "
    "huruvida varför där än".split()
)
#: Finite forms common enough to show that a new clause has begun.
COMMON_FINITE = frozenset(
    "är har kan ska skall måste bör behöver blir får finns gör kommer vill tror anser ser vet skulle "
    "kunde var hade går ger tar står menar tycker krävs behövs innebär handlar gäller betyder leder "
    "skapar visar borde fick blev gick sker saknas pågår räcker växer föreslår kräver yrkar känns".split()
)
