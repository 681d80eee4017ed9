"""What ``polcorp ingest`` tells at its end: a table on standard output, remarks on standard error."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from polcorp.cli.output import say
from polcorp.plurals import counted
from polcorp.reports.clean import printable
from polcorp.tables.measures import MAY_BE_UNKNOWN
from polcorp.vocabulary.source_formats import SOURCE_FORMATS
from polcorp.vocabulary.values import one_of

if TYPE_CHECKING:
    from polcorp.ingest.options import IngestReport
    from polcorp.reports.labels import Language

#: This many of the files that match no pattern are named.
_PATHS_SHOWN = 5

#: How a user gives what the texts do not say.
_HOW_TO_GIVE = (
    "fill in `polcorp documents --template -o data/annotations/documents.csv`,"
    " or use --path-pattern"
)


def summarise(report: IngestReport, language: Language) -> None:
    """Print what an ingest did and what there is to know about it."""
    if not _is_empty(report):
        _print_tables(report, language)
    for remark in remarks(report):
        say(remark)


def say_failures(report: IngestReport) -> None:
    """Say what a user must know who wants to hear nothing else."""
    for failure in report.failures:
        say(printable(f"{failure.path}: {failure.reason}"))
    if _is_empty(report):
        say(_nothing_to_read(report))


def remarks(report: IngestReport) -> Iterator[str]:
    """Yield what is to be said beside the table, a line each."""
    if _is_empty(report):
        yield _nothing_to_read(report)
    elif report.passed_over:
        yield f"{passed_over(report.passed_over)}; name a file to read it anyway"
    if report.dry_run:
        yield "nothing was done: this is what an ingest without --dry-run would do"
    for path in report.missing:
        yield printable(f"{path} is in the corpus but not on the disk; --prune takes it out")
    if report.elsewhere:
        yield _elsewhere(report.elsewhere)
    yield from map(printable, _about_texts(report))
    for key in report.unmatched_metadata:
        yield printable(f"the metadata have a row about «{key}», which is none of the files")
    yield from map(printable, report.metadata_remarks)
    if report.unmatched_paths:
        yield printable(_without_pattern(report))
    if not report.dry_run and (unknown := not_known(report.totals)):
        yield f"{unknown}: {_HOW_TO_GIVE}"


def _about_texts(report: IngestReport) -> Iterator[str]:
    """Say what a reader of the texts must know of them."""
    if report.mojibake:
        yield _mojibake(report.mojibake)
    if report.replaced:
        yield _replaced(report.replaced)
    if foreign := report.totals.get("other_languages", 0):
        verb, them = ("is", "it") if foreign == 1 else ("are", "them")
        yield (
            f"{counted(foreign, 'document', total=report.totals['documents'])} {verb} not in Swedish:"
            f" stored, and not analysed (`polcorp documents --by language` counts {them})"
        )


def _mojibake(found: Sequence[tuple[str, str, str]]) -> str:
    """Say how many documents have mojibake, with the first one's name and an example."""
    path, word, repaired = found[0]
    verb = "was" if len(found) == 1 else "were"
    return (
        f"{counted(len(found), 'document')} {verb} decoded in a wrong way before polcorp got to read"
        f" {'it' if len(found) == 1 else 'them'} ({path}: «{word}» is read as «{repaired}»)"
    )


def _replaced(found: Sequence[tuple[str, int]]) -> str:
    """Say in how many files something did not fit the encoding, and name the first ones."""
    shown = ", ".join(f"{path}: {number}" for path, number in found[:_PATHS_SHOWN])
    more = ", …" if len(found) > _PATHS_SHOWN else ""
    return f"«�» replaces what did not fit the encoding of {counted(len(found), 'file')} ({shown}{more})"


def _without_pattern(report: IngestReport) -> str:
    """Say how many files no pattern of paths fits, and which are the first."""
    paths = report.unmatched_paths
    files = len(report.added) + len(report.updated) + len(report.unchanged) + len(report.failures)
    shown = ", ".join(paths[:_PATHS_SHOWN]) + (", …" if len(paths) > _PATHS_SHOWN else "")
    verb = "matches" if len(paths) == 1 else "match"
    return f"{counted(len(paths), 'file', total=files)} {verb} no path pattern: {shown}"


def passed_over(paths: Sequence[str]) -> str:
    """Return how many files were passed over, by ending, the first one by its name."""
    endings = Counter(PurePosixPath(path).suffix.lower() for path in paths)
    ordered = sorted(endings, key=lambda ending: (-endings[ending], ending))
    told = [f"{endings[ending]} {ending or 'without ending'}" for ending in ordered]
    first = next(
        path for path in paths if PurePosixPath(path).suffix.lower() == ordered[0]
    ).rpartition("/")[2]
    told[0] += f" ({printable(first)}{', …' if endings[ordered[0]] > 1 else ''})"
    return f"{counted(len(paths), 'file')} passed over: {', '.join(told)}; polcorp reads {_read()}"


def not_known(totals: dict[str, int]) -> str:
    """Return in how many documents a field is not known, nothing where all are."""
    figures = [(name, totals.get(f"without_{name}", 0)) for name in MAY_BE_UNKNOWN]
    missing = [(name, number) for name, number in figures if number]
    if not missing:
        return ""
    (first, number), *others = missing
    verb = "has" if number == 1 else "have"
    documents = counted(number, "document", total=totals["documents"])
    return ", ".join([f"{documents} {verb} no {first}", *(f"{n} no {name}" for name, n in others)])


def _is_empty(report: IngestReport) -> bool:
    """Return whether there was nothing to read, and nothing else was done."""
    done = (report.added, report.updated, report.unchanged, report.failures, report.pruned)
    return not any(done)


def _nothing_to_read(report: IngestReport) -> str:
    if report.stopped:
        return "nothing was read"
    if report.passed_over:
        return f"nothing to read: {passed_over(report.passed_over)}; name a file to read it anyway"
    return f"nothing to read: no {_read()} file is there"


def _read() -> str:
    """Return the endings of the files that are looked for, one of each format."""
    return one_of(form.endings[0] for form in SOURCE_FORMATS.values() if form.endings)


def _elsewhere(paths: Sequence[str]) -> str:
    documents = counted(len(paths), "document")
    came, files = ("comes", "its file is") if len(paths) == 1 else ("come", "their files are")
    return printable(
        f"{documents} ({paths[0]}{', …' if len(paths) > 1 else ''}) {came} from another folder:"
        f" whether {files} still on the disk cannot be told from here, so --prune leaves them"
    )


def _print_tables(report: IngestReport, language: Language) -> None:
    from polcorp.reports.tables import print_columns

    words = _WORDS[language]
    figures = {
        words[name]: len(getattr(report, name))
        for name in _COUNTS
        if getattr(report, name) or name in ("added", "unchanged", "failures")
    }
    figures |= {words[name]: report.totals[name] for name in _TOTALS if name in report.totals}
    summary: dict[str, Sequence[str | int]]
    summary = {words["what"]: list(figures), words["n"]: list(figures.values())}
    print_columns("summary", summary, sys.stdout, language)
    if report.failures:
        failures = {
            "path": [failure.path for failure in report.failures],
            "reason": [failure.reason for failure in report.failures],
        }
        sys.stdout.write("\n")
        print_columns("failures", failures, sys.stdout, language)
    sys.stdout.flush()


_COUNTS = (
    "added",
    "updated",
    "unchanged",
    "moved",
    "duplicates",
    "missing",
    "pruned",
    "failures",
)
_TOTALS = ("documents", "words", "sections", "demands", "actors")
_WORDS = {
    "en": {
        "what": "",
        "n": "n",
        "added": "new files",
        "updated": "changed files",
        "unchanged": "skipped (unchanged)",
        "moved": "moved or renamed",
        "duplicates": "copies of another file (not counted)",
        "missing": "in the corpus, but gone",
        "pruned": "taken out",
        "failures": "failed",
        "documents": "documents in the corpus",
        "words": "words",
        "sections": "sections",
        "demands": "demands",
        "actors": "actors",
    },
    "sv": {
        "what": "",
        "n": "antal",
        "added": "nya filer",
        "updated": "ändrade filer",
        "unchanged": "överhoppade (oförändrade)",
        "moved": "flyttade eller omdöpta",
        "duplicates": "kopior av en annan fil (räknas inte)",
        "missing": "i korpusen, men borta",
        "pruned": "uttagna",
        "failures": "misslyckade",
        "documents": "dokument i korpusen",
        "words": "ord",
        "sections": "avsnitt",
        "demands": "krav",
        "actors": "aktörer",
    },
}
