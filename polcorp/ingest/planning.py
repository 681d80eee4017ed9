"""From what an ingest is asked to do to what there is to do: the same for every kind of corpus."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from polcorp.ingest.analyser import Analyser
from polcorp.ingest.given import Given, own_files, read_given
from polcorp.ingest.home import Home, find_home
from polcorp.ingest.options import IngestReport, Options
from polcorp.ingest.site_blocks import FoundBlocks, find_blocks, forgotten, with_remembered
from polcorp.ingest.survey import Known, Survey, foretold_copies, survey
from polcorp.ingest.user_folder import with_folder
from polcorp.pipeline.layout.site_lists import SiteBlocks
from polcorp.reading.containers import Unpacked, containers_of
from polcorp.reading.discovery import Discovery, discover, existing
from polcorp.reading.standard_input import StandardInput, without_dash


@dataclass(frozen=True)
class Request:
    """What is asked of an ingest, and the report that tells what came of it."""

    paths: Sequence[str | Path]
    options: Options
    analyser: Analyser
    given: Given
    report: IngestReport
    standard_input: StandardInput | None = None


@dataclass(frozen=True)
class Plan:
    """What an ingest found on the disk, and what is to be done about it."""

    found: Discovery
    home: Home
    survey: Survey
    unpacked: Unpacked  # whose files are there as long as the plan is
    sites: Mapping[str, SiteBlocks]  # the lines of each site that was looked at


def requested(
    paths: Sequence[str | Path], options: Options, corpus: Path, load: Callable[[Options], Analyser]
) -> Request:
    """Return the request, before the *corpus* is opened for writing.

    *load* gives the analyser for options that name the folder of the user's files.

    Raises:
        PolcorpError: a path does not exist, or a file of the user's breaks its schema.
    """
    named = without_dash(paths)
    if named or not paths:
        existing(named)
    options, notices = with_folder(with_remembered(options, corpus), corpus)
    report = IngestReport(notices=notices, dry_run=options.dry_run)
    analyser, given = load(options), read_given(options)
    text = StandardInput(options.name) if len(named) < len(paths) else None
    return Request(paths, options, analyser, given, report, text)


def _found(
    request: Request, home: Home, own: Collection[Path], known: Collection[str]
) -> Discovery:
    """Search what the request names, and add the text from standard input."""
    named = without_dash(request.paths)
    text = request.standard_input
    found = discover(named, home.folder, own, known) if named or text is None else Discovery()
    if text is not None:
        found.files = sorted([*found.files, text.file])
    return found


def plan_for(
    request: Request,
    stored: Mapping[str, Known],
    corpus: Path,
    folder: Path | None,
    listed: Mapping[str, SiteBlocks] | None = None,
) -> Plan:
    """Search the disk and compare it with what is *stored*; change nothing but the report.

    Args:
        request: what is asked.
        stored: what the corpus has of each path.
        corpus: its file.
        folder: where it lies; None at a URL.
        listed: the lines of sites that it has.

    Raises:
        PolcorpError: it cannot be told which file a row of the metadata is about.
    """
    options, report = request.options, request.report
    home = find_home(folder, {path: item.folder for path, item in stored.items()})
    known_files = {*stored, *containers_of(stored)}
    found = _found(request, home, own_files(corpus, options, home, stored), known_files)
    unpacked = Unpacked()
    unpacked.unpack(found, options.how, stored.keys())
    home = replace(home, unpacked=frozenset(unpacked.containers))

    blocks: list[FoundBlocks] = []

    def given(ids: Mapping[str, str]) -> Mapping[str, Mapping[str, str]]:
        known = request.given.of(found.files, ids, home)
        report.unmatched_metadata = known.unmatched_rows if options.metadata else []
        report.unmatched_paths = known.unmatched_paths
        report.metadata_remarks = known.remarks
        blocks.append(_blocks(request, found, known.given, ids, stored, listed or {}))
        return blocks[0].given

    fingerprint = request.analyser.fingerprint
    plan = survey(stored, found, home, given, fingerprint, force=options.force)
    if options.dry_run:
        report.duplicates = foretold_copies(stored, found, plan, prune=options.prune)
    report.passed_over = found.passed_over
    report.unchanged = list(plan.unchanged)
    report.moved = list(plan.moved)
    report.elsewhere = list(plan.elsewhere)
    report.failures = [*found.failures, *plan.failures]
    (report.pruned if options.prune else report.missing).extend(plan.gone)
    report.replaced = list(unpacked.replaced.items())
    return Plan(found, home, plan, unpacked, blocks[0].sites)


def _blocks(
    request: Request,
    found: Discovery,
    given: Mapping[str, Mapping[str, str]],
    ids: Mapping[str, str],
    stored: Mapping[str, Known],
    listed: Mapping[str, SiteBlocks],
) -> FoundBlocks:
    """Return what is *given* of each file with the lines of its site, if that is asked for."""
    if not request.options.site_blocks:
        return forgotten(found.files, given, listed)
    blocks, report = find_blocks(found, given, ids, request.options, stored, listed), request.report
    report.sites = sum(bool(site.lines) for site in blocks.sites.values())
    report.site_documents, report.site_lines = blocks.documents, blocks.lines
    return blocks


def foretell(plan: Survey, report: IngestReport) -> None:
    """Put into the report what an ingest by *plan* would store."""
    for task in plan.tasks:
        (report.updated if task.known else report.added).append(task.file.name)
    report.sort()
