"""Mutated files of the user's, of every kind: read, or refused in one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from polcorp.cli.settings import load_settings
from polcorp.errors import PolcorpError
from polcorp.evaluation.gold import read_gold
from polcorp.ingest.corrections import read_corrections
from polcorp.lexicons.actors import read_user_actors
from polcorp.lexicons.asking import read_asking_verbs
from polcorp.lexicons.boilerplate import read_boilerplate
from polcorp.lexicons.dictionaries import read_dictionary
from polcorp.lexicons.name_rules import read_name_rules
from polcorp.lexicons.stop_words import stop_words
from polcorp.lexicons.themes import read_themes
from polcorp.reading.containers import Unpacked
from polcorp.reading.discovery import Discovery, SourceFile
from polcorp.reading.how_to_read import HowToRead
from polcorp.reading.metadata import read_metadata
from polcorp.reports.annotations.brat import read_ann
from polcorp.reports.annotations.json_import import read_json
from tests.reading.test_sparv import PRETTY
from tests.reading.test_tei import DEBATE, PEOPLE

GOLD = (
    '{"doc": "a.txt", "layer": "DOCUMENT", "party": "C", "municipality": "Umeå", "date": "2018", '
    '"doc_type": "motion", "title": "Skola", "speaker": "party"}\n'
    '{"doc": "a.txt", "layer": "DEMAND", "start": 2, "end": 3, "text": "x", "form": "prose", '
    '"holder": "C", "polarity": "pos", "themes": ["skola"]}\n'
    '{"doc": "a.txt", "layer": "ACTOR", "start": 2, "end": 3, "text": "x", "type": "PARTY", '
    '"canonical": "Centerpartiet"}\n'
)
JSON = (
    '{"text": "Vi vill", "spans": [{"start": 0, "end": 2, "label": "ORG"}], "meta": {"doc": "a"}}\n'
)

#: A good file of each kind, by the name that it has.
SEEDS: Mapping[str, str] = {
    "actors.csv": "canonical,type,aliases,wikidata,match\nTrygghetsrådet,ORG,TR;Rådet,Q1,exact\n",
    "name_rules.toml": (
        '[[rule]]\nrule = "pact"\ntype = "PROGRAMME"\npattern = \'\\b{shapes:cap}pakten\\b\'\n'
        'unless = ["first in names:small", "name is word"]\n'
    ),
    "asking.toml": (
        '[[verb]]\nlemma = "hävda"\nforms = ["hävdar", "hävdade"]\n\n[[verb]]\nlemma = "slå"\n'
        'forms = ["slår"]\nneeds = ["vakt"]\nwithin = 2\n'
    ),
    "themes.toml": (
        'extend = true\n\n[[theme]]\ncode = "skola"\nname = "Skola"\n'
        'terms = ["fritidsklubb", { text = "lovskola", weight = 3 }]\n'
    ),
    "boilerplate.toml": (
        '[[block]]\nname = "box"\nkind = "subscription"\nstarts = ["Vill du ha"]\n'
        'extent = "paragraph"\n'
    ),
    "stop_words.txt": "# ord\noch\natt\n",
    "documents.csv": "doc_id;parti;datum;kommun;egen\na;centern;21.3.2018;Umeå;x\n;S;;;\n",
    "corrections.jsonl": GOLD,
    "gold.jsonl": GOLD,
    "polcorp.toml": 'corpus = "a.db"\nlimit = 20\npath_pattern = ["{party}/{any}.txt"]\n',
    "words.dic": "%\n1\tskola\n2\tvård\n%\nlärar*\t1\nsjuk*\t2\n",
    "words.yml": "skola:\n  - lärare*\nvård:\n  barn: [sjuk*]\n",
    "a.ann": "T1\tDEMAND_PROSE 0 7\tVi vill\nA1\tpolarity T1 pos\n#1\tAnnotatorNotes T1\tthemes=x\n",
    "import.jsonl": JSON,
    "texts.csv": "doc_id,text,parti\n1,Vi vill bygga.,C\n2,Hej,\n",
    "texts.jsonl": JSON,
    "texts.json": '[{"text": "Vi vill", "party": "C"}, {"text": "Hej", "meta": {"a": [1, 2]}}]',
    "tei.xml": DEBATE,
    "people.xml": PEOPLE,
    "sparv.xml": PRETTY,
}

#: What is put into files: signs of their formats, of regular expressions, and what breaks lines.
PIECES = [
    *('"', "'", ",", ";", "\t", "\n", "\r", "\r\n", "\\", "[", "]", "{", "}", "[[", "=", ":", "#"),
    *("\x00", "\x1b[2J", "\u2028", "\u202e", "\ufeff", "é", "😀", "(", ")", "*", "+", "(?P<", "|"),
    *("null", "true", "-1", "1e999", "NaN", "9" * 30, "inf", "&x;", "<!ENTITY x 'y'>", "<", "/>"),
    *("(a+)+$", "%", "%%", "---", "!!python/object:x", "&a *a", "\\ud800", "..", "/etc/passwd"),
]


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bytes]:
    """A kind of file, and a good one of it that was cut, repeated and filled with odd pieces."""
    name = draw(st.sampled_from(sorted(SEEDS)))
    data = bytearray(SEEDS[name].encode())
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(data)))
        match draw(st.integers(0, 4)):
            case 0:
                piece = draw(st.sampled_from(PIECES)).encode()
                data[place:place] = piece * draw(st.sampled_from([1, 1, 2, 5, 3000]))
            case 1:
                data[place : place + draw(st.integers(0, 20))] = draw(st.binary(max_size=6))
            case 2:
                data[place:place] = data[: draw(st.integers(0, 100))]
            case 3:
                other = SEEDS[draw(st.sampled_from(sorted(SEEDS)))].encode()
                data[place:place] = other[: draw(st.integers(0, 60))]
            case _:
                del data[place : place + draw(st.integers(0, 60))]
    encoding = draw(st.sampled_from(["", "", "", "utf-16", "cp1252", "utf-8-sig"]))
    if encoding:
        return name, bytes(data).decode("utf-8", "ignore").encode(encoding, "ignore")
    return name, bytes(data)


def check(folder: Path, name: str, data: bytes) -> None:
    """Read a file; it is taken, or refused with one line that can be shown."""
    path = folder / name
    path.write_bytes(data)
    try:
        READERS[name](path)
    except PolcorpError as error:
        _check_line(str(error))


def _check_line(told: str) -> None:
    told.encode()  # no half characters
    assert told.strip(), told


def _texts(path: Path) -> None:
    found = Discovery(files=[SourceFile(path.name, path)], roots=[path.name])
    Unpacked().unpack(found, HowToRead())
    for failure in found.failures:
        _check_line(failure.reason)
    for file in found.files:
        assert "\0" not in file.name
        assert all(isinstance(value, str) for value in file.gives.values())


def _metadata(path: Path) -> None:
    table = read_metadata(path)
    table.match(["a.txt", "b/a.txt"])


def _listed(read: Callable[[Path], Any]) -> Callable[[Path], None]:
    """Return a reader that goes on to the end."""

    def listed(path: Path) -> None:
        list(read(path))

    return listed


READERS: Mapping[str, Callable[[Path], Any]] = {
    "actors.csv": read_user_actors,
    "name_rules.toml": read_name_rules,
    "asking.toml": read_asking_verbs,
    "themes.toml": read_themes,
    "boilerplate.toml": read_boilerplate,
    "stop_words.txt": stop_words,
    "documents.csv": _metadata,
    "corrections.jsonl": read_corrections,
    "gold.jsonl": read_gold,
    "polcorp.toml": load_settings,
    "words.dic": read_dictionary,
    "words.yml": read_dictionary,
    "a.ann": read_ann,
    "import.jsonl": _listed(read_json),
    "texts.csv": _texts,
    "texts.jsonl": _texts,
    "texts.json": _texts,
    "tei.xml": _texts,
    "people.xml": _texts,
    "sparv.xml": _texts,
}
