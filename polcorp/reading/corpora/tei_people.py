"""Who speaks in TEI: persons, the organisations that they belong to, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from polcorp.reading.corpora.parsing import XML, elements

TEI = "{http://www.tei-c.org/ns/1.0}"

#: Roles of organisations that are parties, the surest first.
_PARTIES = ("politicalParty", "party", "parliamentaryGroup")
#: Ways to write a name in ``full``, the shortest first.
_SHORT = ("abb", "init")
#: «Anf. 1 EVA EK (M):» before a speech.
_INTRODUCED = re.compile(r"^(?:Anf\. *\d+ +)?(?P<name>[^():]+?) *(?:\((?P<party>[^()]+)\))? *:?$")


@dataclass(frozen=True)
class Membership:
    """That somebody belongs to an *organisation*, from and to a date, which may be empty."""

    organisation: str
    since: str = ""
    until: str = ""

    def covers(self, date: str) -> bool:
        """Return whether it holds on *date*, as far as the three are exact; any date if empty.

        >>> Membership("S", "2014-09-29", "2018").covers("2018-05-02")
        True
        >>> Membership("S", "2019").covers("2018-05-02")
        False
        """
        if not date:
            return True
        after = not self.since or _as_exact(date, self.since) >= _as_exact(self.since, date)
        return after and (
            not self.until or _as_exact(date, self.until) <= _as_exact(self.until, date)
        )


@dataclass(frozen=True)
class Organisation:
    """The *name* of an organisation, as short as it is given, and its *role*."""

    name: str
    role: str


@dataclass
class People:
    """Persons by their identifier, with what they belong to, and organisations by theirs."""

    names: dict[str, str] = field(default_factory=dict)
    memberships: dict[str, list[Membership]] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)

    def with_those_of(self, header: Element) -> People:
        """Return these and the people that a header, or a list, has."""
        found = People(dict(self.names), dict(self.memberships), dict(self.organisations))
        found.add(header)
        return found

    def add(self, above: Element) -> None:
        """Note the persons and organisations in an element."""
        for person in above.iter(f"{TEI}person"):
            name = person.get(f"{XML}id", "")
            self.names[name] = _person(person)
            self.memberships[name] = [
                Membership(_id(one.get("ref", "")), one.get("from", ""), one.get("to", ""))
                for one in person.iter(f"{TEI}affiliation")
            ]
        for org in above.iter(f"{TEI}org"):
            told = Organisation(_organisation(org), org.get("role", ""))
            self.organisations[org.get(f"{XML}id", "")] = told

    def told_of(self, who: str, date: str) -> dict[str, str]:
        """Return the fields that are known of whoever speaks: ``party``, ``person``, ``who``."""
        identifiers = [_id(one) for one in who.split()]
        parties = [party for one in identifiers if (party := self._party(one, date))]
        persons = [self.names[one] for one in identifiers if self.names.get(one)]
        told = {"party": ";".join(parties), "person": ";".join(persons)}
        if any(one not in self.organisations for one in identifiers):
            told["who"] = ";".join(identifiers)
        return {name: value for name, value in told.items() if value}

    def _party(self, identifier: str, date: str) -> str:
        """Return the party that somebody is, or belongs to on *date*; empty where that is unclear."""
        if identifier in self.organisations:
            found = self.organisations[identifier]
            return found.name if found.role in _PARTIES else ""
        held = {
            one.organisation
            for one in self.memberships.get(identifier, ())
            if one.covers(date) and one.organisation in self.organisations
        }
        for role in _PARTIES:
            names = {org.name for one in held if (org := self.organisations[one]).role == role}
            if len(names) == 1:
                return names.pop()
        return ""


def people_in(location: Path) -> Iterator[Element]:
    """Yield the lists of people that a file of TEI has before its texts.

    Raises:
        XmlFileError: it cannot be read.
        OSError: the file cannot be read.
    """
    for found in elements(location, {f"{TEI}listPerson", f"{TEI}listOrg"}, until=f"{TEI}text"):
        yield found.element


def introduced(note: str) -> Mapping[str, str]:
    """Return who speaks by the *note* before a speech.

    >>> introduced("Anf. 1 EVA EK (M):"), introduced("(Applåder)")
    ({'person': 'EVA EK', 'party': 'M'}, {})
    """
    match = _INTRODUCED.match(" ".join(note.split()))
    if match is None:
        return {}
    told = {"person": match["name"], "party": match["party"] or ""}
    return {name: value for name, value in told.items() if value}


def _as_exact(date: str, other: str) -> str:
    return date[: min(len(date), len(other))]


def _id(reference: str) -> str:
    return reference.removeprefix("#")


def _person(person: Element) -> str:
    name = person.find(f"{TEI}persName")
    if name is None:
        return ""
    parts = [
        *name.iter(f"{TEI}forename"),
        *name.iter(f"{TEI}nameLink"),
        *name.iter(f"{TEI}surname"),
    ]
    words = [_plain(part) for part in parts] or [_plain(name)]
    return " ".join(word for word in words if word)


def _organisation(org: Element) -> str:
    names = org.findall(f"{TEI}orgName")
    short = [name for name in names if name.get("full") in _SHORT]
    return next((text for name in [*short, *names] if (text := _plain(name))), "")


def _plain(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
