"""What ``polcorp ingest`` tells at its end: a table on standard output, remarks on standard error."""

from __future__ import annotations

import shlex
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from polcorp.cli.output import say
from polcorp.reports.clean import printable
from polcorp.reports.labels import field_name
from polcorp.tables.measures import MAY_BE_UNKNOWN
from polcorp.vocabulary.messages import counted, listing, message
from polcorp.vocabulary.source_formats import CORPORA, CORPUS_ENDINGS, SOURCE_FORMATS
from polcorp.vocabulary.translations import as_read

if TYPE_CHECKING:
    from polcorp.ingest.options import IngestReport
    from polcorp.reports.labels import Language

#: This many of the files that match no pattern are named.
_PATHS_SHOWN = 5


def summarise(report: IngestReport, language: Language, corpus: str = "") -> None:
    """Print what an ingest did and what there is to know about it.

    *corpus* is what ``--corpus`` must say for the next command, if anything.
    """
    if not _is_empty(report):
        _print_tables(report, language)
    for remark in remarks(report, corpus):
        say(remark)


def say_failures(report: IngestReport) -> None:
    """Say what a user must know who wants to hear nothing else."""
    for failure in report.failures:
        say(printable(f"{failure.path}: {failure.reason}"))
    if _is_empty(report):
        say(_nothing_to_read(report))


def remarks(report: IngestReport, corpus: str = "") -> Iterator[str]:
    """Yield what is to be said beside the table, a line each."""
    if _is_empty(report):
        yield _nothing_to_read(report)
    elif report.passed_over:
        yield message("read_anyway", passed_over=passed_over(report.passed_over))
    if report.dry_run:
        yield message("dry_run")
    for path in report.missing:
        yield printable(message("missing_file", path=path))
    if report.elsewhere:
        yield _elsewhere(report.elsewhere)
    yield from map(printable, _about_texts(report))
    yield from _of_metadata(report)
    if not report.dry_run and (unknown := not_known(report.totals)):
        yield f"{unknown}: {message('how_to_give')}"
    if report.added and not report.dry_run and not report.stopped:
        named = f" --corpus {shlex.quote(corpus)}" if corpus else ""
        yield message("next_step", corpus=named)


def _of_metadata(report: IngestReport) -> Iterator[str]:
    """Yield what is to be said of the user's table and the patterns of paths."""
    for key in report.unmatched_metadata:
        yield printable(message("unmatched_metadata", key=key))
    yield from map(printable, report.metadata_remarks)
    if report.unmatched_paths:
        yield printable(_without_pattern(report))


def _about_texts(report: IngestReport) -> Iterator[str]:
    """Say what a reader of the texts must know of them."""
    if report.mojibake:
        yield _mojibake(report.mojibake)
    if report.replaced:
        yield _replaced(report.replaced)
    if report.sites is not None:
        yield _of_sites(report, report.sites)
    if foreign := report.totals.get("other_languages", 0):
        documents = counted(foreign, "document", total=report.totals["documents"])
        yield message("not_swedish", foreign, documents=documents)


def _of_sites(report: IngestReport, sites: int) -> str:
    """Say how many lines are masked in how many documents as blocks of their site."""
    if not report.site_lines:
        return message("no_site_blocks")
    return message(
        "site_blocks",
        lines=counted(report.site_lines, "line"),
        documents=counted(report.site_documents, "document"),
        sites=counted(sites, "site"),
    )


def _mojibake(found: Sequence[tuple[str, str, str]]) -> str:
    """Say how many documents have mojibake, with the first one's name and an example."""
    path, word, repaired = found[0]
    n, said = len(found), {"path": path, "word": word, "repaired": repaired}
    return message("mojibake", n, documents=counted(n, "document"), **said)


def _replaced(found: Sequence[tuple[str, int]]) -> str:
    """Say in how many files something did not fit the encoding, and name the first ones."""
    shown = ", ".join(f"{path}: {number}" for path, number in found[:_PATHS_SHOWN])
    more = ", …" if len(found) > _PATHS_SHOWN else ""
    return message("replaced", files=counted(len(found), "file"), shown=shown + more)


def _without_pattern(report: IngestReport) -> str:
    """Say how many files no pattern of paths fits, and which are the first."""
    paths = report.unmatched_paths
    files = len(report.added) + len(report.updated) + len(report.unchanged) + len(report.failures)
    shown = ", ".join(paths[:_PATHS_SHOWN]) + (", …" if len(paths) > _PATHS_SHOWN else "")
    n = len(paths)
    return message("without_pattern", n, files=counted(n, "file", total=files), shown=shown)


def passed_over(paths: Sequence[str]) -> str:
    """Return how many files were passed over, by ending, the first one by its name."""
    endings = Counter(PurePosixPath(path).suffix.lower() for path in paths)
    ordered = sorted(endings, key=lambda ending: (-endings[ending], ending))
    told = [f"{endings[ending]} {ending or message('without_ending')}" for ending in ordered]
    first = next(
        path for path in paths if PurePosixPath(path).suffix.lower() == ordered[0]
    ).rpartition("/")[2]
    told[0] += f" ({printable(first)}{', …' if endings[ordered[0]] > 1 else ''})"
    files = counted(len(paths), "file")
    return message("passed_over", files=files, told=", ".join(told), read=_read())


def not_known(totals: dict[str, int]) -> str:
    """Return in how many documents a field is not known, nothing where all are."""
    figures = [(name, totals.get(f"without_{name}", 0)) for name in MAY_BE_UNKNOWN]
    missing = [(name, number) for name, number in figures if number]
    if not missing:
        return ""
    (first, number), *others = missing
    documents = counted(number, "document", total=totals["documents"])
    told = [message("lacks_first", number, documents=documents, field=field_name(first))]
    told.extend(message("lacks_more", n=n, field=field_name(name)) for name, n in others)
    return ", ".join(told)


def _is_empty(report: IngestReport) -> bool:
    """Return whether there was nothing to read, and nothing else was done."""
    done = (report.added, report.updated, report.unchanged, report.failures, report.pruned)
    return not any(done)


def _nothing_to_read(report: IngestReport) -> str:
    if report.stopped:
        return message("nothing_read")
    if report.passed_over:
        why = message("read_anyway", passed_over=passed_over(report.passed_over))
    else:
        why = message("no_such_files", endings=_read())
    return message("nothing_to_read", why=why)


def _read() -> str:
    """Return the endings of the files that are looked for, one of each format."""
    endings = [form.endings[0] for form in SOURCE_FORMATS.values() if form.endings]
    corpora = ", ".join(SOURCE_FORMATS[name].swedish for name in CORPORA)
    return listing(
        [*endings, *(f"{ending} ({corpora})" for ending in sorted(CORPUS_ENDINGS))], "or"
    )


def _elsewhere(paths: Sequence[str]) -> str:
    n, first = len(paths), paths[0] + (", …" if len(paths) > 1 else "")
    return printable(message("elsewhere", n, documents=counted(n, "document"), first=first))


def _print_tables(report: IngestReport, language: Language) -> None:
    from polcorp.reports.tables import print_columns

    figures = {
        message(f"summary_{name}"): len(getattr(report, name))
        for name in _COUNTS
        if getattr(report, name) or name in ("added", "unchanged", "failures")
    }
    totals = [name for name in _TOTALS if name in report.totals]
    figures |= {message(f"summary_{name}"): report.totals[name] for name in totals}
    summary: dict[str, Sequence[str | int]]
    summary = {"": list(figures), message("summary_n"): list(figures.values())}
    print_columns("summary", summary, sys.stdout, language)
    if report.failures:
        failures = {
            "path": [failure.path for failure in report.failures],
            "reason": [as_read(failure.reason) for failure in report.failures],
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
