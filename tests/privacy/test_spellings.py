"""No part of a person's name is left anywhere, however it is spelled."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from polcorp.cli import completion
from polcorp.cli.app import app, main
from polcorp.corpus import Corpus
from polcorp.privacy.persons import Persons
from polcorp.reading.clean_view import clean
from polcorp.vocabulary.formats import ANNOTATION_FORMATS, FORMATS

pytestmark = pytest.mark.slow

MODES = ("pseudonym", "drop")
Spelling = Callable[[str], str]

#: Ways to write a name of two words that a reader reads in the same way.
SPELLINGS: dict[str, Spelling] = {
    "plain": lambda name: name,
    "line-end": lambda name: name.replace(" ", "\n"),
    "windows-line-end": lambda name: name.replace(" ", "\r\n"),
    "indented-line": lambda name: name.replace(" ", " \n  "),
    "tab": lambda name: name.replace(" ", "\t"),
    "blanks": lambda name: name.replace(" ", "   "),
    "soft-hyphen": lambda name: f"{name[:-4]}\u00ad{name[-4:]}",
    "soft-hyphen-at-line-end": lambda name: f"{name[:-4]}\u00ad\n{name[-4:]}",
    "zero-width": lambda name: f"{name[:2]}\u200b{name[2:-3]}\u2060{name[-3:]}",
    "marks-around": lambda name: f"\ufeff{name.replace(' ', chr(0x200B) + ' ')}\u200e",
    "hyphen-at-line-end": lambda name: f"{name[:-4]}-\n{name[-4:]}",
    "capitals": str.upper,
    "surname-in-capitals": lambda name: f"{name.split()[0]} {name.split()[1].upper()}",
    "capitals-at-line-end": lambda name: name.upper().replace(" ", "\n"),
    "capitals-broken": lambda name: f"{name[:-4]}-\n{name[-4:]}".upper(),
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
    "decomposed-capitals": lambda name: unicodedata.normalize("NFD", name.upper()),
    "entity-blank": lambda name: name.replace(" ", "&nbsp;"),
    "entities": lambda name: name.replace("ö", "&ouml;").replace("Å", "&#197;"),
    "no-break-blank": lambda name: name.replace(" ", "\u00a0"),
    "narrow-blank": lambda name: name.replace(" ", "\u202f"),
    "mojibake": lambda name: name.encode().decode("cp1252"),
    "bold": lambda name: f"**{name}**",
    "tag": lambda name: name.replace(" ", " <b>") + "</b>",
}
NAMES = ("Åke Björkegren", "Sigrid Falkenstrand")
#: Whatever is a part of a name, or a piece of one that a break has cut.
LEFT = re.compile(
    r"\b(?:Åke|Sigrid|Maria|Lunds?|Tova|Hjos?|Bergs?|Karin|Anna)\b|björk|kegren|falken|strand",
    re.IGNORECASE,
)
PLACES = (
    "Motion om trygghet\n\nCenterpartiet i Kalmar vill se fler poliser. Det säger Maria Lund (S)."
    " Lund vill att kommunen bygger bostäder. Enligt Lund är skolan viktig. Lunds förslag är bra,"
    " säger LUND. Vi frågade Lund om skolan. Tova Hjo (C) kräver fler lärare. Hjo säger nej."
    " Anna-Karin Berg (V) vill ha kortare arbetsdag. Karin är nöjd. Vi vill att Berg avgår.\n"
)


def texts() -> Iterator[tuple[str, str]]:
    for n, name in enumerate(NAMES):
        surname = name.split()[1]
        for spelling, spell in SPELLINGS.items():
            yield (
                f"{spelling}-{n}",
                f"Fler lärare\n\nCenterpartiet vill ge mer till skolan. Motionen skrevs av {spell(name)}"
                f" i går. Vi vill att förslaget från {spell(name)} prövas.\n\nDet säger {surname} i dag,"
                f" och {surname}s parti håller med. {surname.upper()} är nöjd.\n",
            )
    yield "places", PLACES
    yield (
        "mail",
        "Fler lärare\n\nVi vill bygga. Skriv till <a href='mailto:ake.björkegren@x.se'>oss</a>.\n",
    )


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("spellings")
    (folder / "raw").mkdir()
    for name, text in texts():
        (folder / "raw" / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    (folder / "own.csv").write_text(
        "file,source,party\ntab-0.txt,Åke Björkegren,C\nplaces.txt,Maria Lund,C\nmail.txt,webb,S\n",
        encoding="utf-8",
    )
    corpus = Corpus(folder / "corpus.db")
    report = corpus.ingest(
        [folder / "raw"], model="blank", jobs=1, metadata=folder / "own.csv", path_evidence=False
    )
    assert report.ok, report.failures
    return corpus


def told(corpus: Corpus, *arguments: str) -> str:
    done = CliRunner().invoke(
        app, [*arguments, "--corpus", str(corpus.path)], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    return str(done.stdout)


def left_in(text: str) -> list[str]:
    """Return what is left of names in *text*, read as a person reads it."""
    return [text[max(m.start() - 30, 0) : m.end() + 30] for m in LEFT.finditer(clean(text))]


def values(data: Any) -> Iterator[str]:
    """Yield all texts in what JSON holds."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from (str(key), *values(value))
    elif isinstance(data, list):
        for value in data:
            yield from values(value)
    else:
        yield str(data)


def words_of(path: Path) -> str:
    """Return all that a reader of an exported file sees."""
    if path.suffix in {".xlsx", ".parquet"}:
        frames = (
            pd.read_excel(path, sheet_name=None, dtype=str)
            if path.suffix == ".xlsx"
            else {"": pd.read_parquet(path)}
        )
        return "\n".join(frame.to_csv() for frame in frames.values())
    if path.suffix == ".spacy":
        import spacy
        from spacy.tokens import DocBin

        docs = DocBin().from_disk(path).get_docs(spacy.blank("sv").vocab)
        return "\n".join(f"{doc.text} {[e.ent_id_ for e in doc.ents]}" for doc in docs)
    text = path.read_text("utf-8")
    if path.suffix in {".json", ".jsonl"}:
        rows = text.splitlines() if path.suffix == ".jsonl" else [text]
        return "\n".join(words for row in rows for words in values(json.loads(row)))
    return text


COMMANDS = (
    ["documents"],
    ["documents", "--by", "municipality"],
    ["documents", "--by", "source"],
    ["sections"],
    ["demands", "--any-holder"],
    ["demands", "--by", "municipality"],
    ["actors"],
    ["actors", "--long", "--boilerplate"],
    ["actors", "--by", "document"],
    ["actors", "--co-occurring", "sentence"],
    ["actors", "--co-occurring", "section", "--export", "graphml"],
    ["themes", "--long"],
    ["themes", "--by", "source"],
    ["themes", "--by", "source", "--matrix"],
    ["kwic", "vill"],
    ["kwic", "säger", "--context", "1"],
    ["kwic", "skrevs av", "--context", "1"],
    ["kwic", "i dag", "--context", "2"],
    ["kwic", "Björkegren"],
    ["kwic", "Björkegren", "--context", "0"],
    ["kwic", "Lund", "--context", "0"],
    ["compare", "--of", "words", "--least", "1", "--both", "--by", "source"],
    ["compare", "--of", "actors", "--least", "1", "--both", "--by", "doc_type"],
)


def test_the_names_are_there_to_be_left_out(corpus: Corpus) -> None:
    found = corpus.actors(long=True, actor_type="PERSON", with_copies=True)
    named = set(found["doc_id"])
    assert named == {name for name, _ in texts() if name != "mail"}
    assert left_in(told(corpus, "show", "places"))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_part_is_left_in_a_table(corpus: Corpus, command: list[str], mode: str) -> None:
    export = [] if "--export" in command else ["--export", "csv"]
    assert left_in(told(corpus, *command, "--persons", mode, *export)) == []


@pytest.mark.parametrize("mode", MODES)
def test_no_part_is_left_in_a_shown_document(corpus: Corpus, mode: str) -> None:
    persons = Persons(corpus, mode)
    from polcorp.analysis.views import document_views

    for view in map(persons.view, document_views(persons.corpus)):
        assert left_in(view.text) == [], view.doc_id
        assert left_in(json.dumps([view.fields, view.demands, view.mentions], default=str)) == []
    assert left_in(told(corpus, "show", "places", "--long", "--persons", mode)) == []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("kind", sorted({*FORMATS, *ANNOTATION_FORMATS, "quanteda"}))
def test_no_part_is_left_in_an_export(corpus: Corpus, tmp_path: Path, kind: str, mode: str) -> None:
    told(corpus, "export", str(tmp_path), "--export", kind, "--persons", mode)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert left_in(words_of(path)) == [], path.name


@pytest.mark.parametrize("mode", MODES)
def test_no_part_is_left_in_a_report(corpus: Corpus, tmp_path: Path, mode: str) -> None:
    told(corpus, "report", "-o", str(tmp_path / "r.html"), "--persons", mode)
    assert left_in((tmp_path / "r.html").read_text("utf-8")) == []


@pytest.mark.parametrize("mode", MODES)
def test_no_part_is_left_in_what_the_shell_offers(corpus: Corpus, mode: str) -> None:
    context: Any = SimpleNamespace(
        params={"corpus": str(corpus.path), "persons": mode}, info_name="actors", parent=None
    )
    offers = [
        offer(context, "")
        for offer in (
            completion.actor,
            completion.doc,
            completion.own_column,
            completion.of_field("municipality"),
        )
    ]
    assert all(offers)
    assert left_in(json.dumps(offers, ensure_ascii=False)) == []


@pytest.mark.parametrize("mode", MODES)
def test_no_part_is_left_in_what_is_suggested(
    corpus: Corpus, mode: str, capfd: pytest.CaptureFixture[str]
) -> None:
    command = ["actors", "--actor", "Björkegre", "--corpus", str(corpus.path), "--persons", mode]
    with pytest.raises(SystemExit) as stopped:
        main(command)
    assert stopped.value.code == 2
    assert "did you mean" not in capfd.readouterr().err


def test_the_persons_of_pseudonyms_are_one_in_all_spellings(corpus: Corpus) -> None:
    table = pd.read_csv(
        io.StringIO(told(corpus, "actors", "--persons", "pseudonym", "--export", "csv"))
    )
    persons = table[table["type"] == "PERSON"]
    assert len(persons) == persons["canonical"].nunique()
    mentions = corpus.actors()
    assert table["mentions"].sum() == mentions["mentions"].sum()


def test_other_names_stay(corpus: Corpus) -> None:
    text = told(corpus, "show", "places", "--persons", "drop")
    assert "Centerpartiet" in text
    assert "Kalmar" in text
