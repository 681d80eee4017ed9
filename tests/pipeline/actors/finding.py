"""Names in a text by some of the packaged rules."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from polcorp.lexicons.name_rules import Finder, NameRule, packaged_rules
from polcorp.pipeline.actors.candidates import Candidate
from polcorp.pipeline.actors.defined_names import find_defined
from polcorp.pipeline.actors.free_names import find_free_names
from polcorp.pipeline.actors.local_parties import find_local_parties
from polcorp.pipeline.actors.name_patterns import find_announced
from polcorp.pipeline.actors.rules import FindNames, NameRules
from polcorp.pipeline.actors.unlisted import find_letters, find_titles


def opens_text(start: int) -> bool:
    """Return whether a name opens a text of one sentence."""
    return start == 0


def find(
    text: str,
    rules: Collection[str] = (),
    places: frozenset[str] = frozenset(),
    opens: Callable[[int], bool] = opens_text,
    own: tuple[NameRule, ...] = (),
) -> list[Candidate]:
    """Return the names that the rules called *rules* find, or all rules if none is named."""
    finders: dict[Finder, FindNames] = {
        "announced": find_announced,
        "local-parties": partial(find_local_parties, known_places=places),
        "letters": find_letters,
        "free-names": find_free_names,
        "defined": partial(find_defined, known_places=places),
        "titles": partial(find_titles, known_places=places),
    }
    chosen = [rule for rule in packaged_rules() if not rules or rule.rule in rules]
    return list(NameRules(chosen, places, finders, own).find(text, opens))
