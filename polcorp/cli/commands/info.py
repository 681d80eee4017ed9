"""``polcorp info``: what is installed, and what is in the corpus."""

from __future__ import annotations

import platform
from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated

import typer

from polcorp.cli.options import Output, Place
from polcorp.cli.output import emit, say
from polcorp.cli.parameters import with_groups
from polcorp.cli.settings import load_settings
from polcorp.vocabulary.messages import message

if TYPE_CHECKING:
    import pandas as pd

    from polcorp.corpus import Corpus


@with_groups
def info(
    output: Output,
    place: Place,
    check: Annotated[
        bool, typer.Option("--check", help="Check the corpus for damage (exit code 1 if found).")
    ] = False,
    site_blocks: Annotated[
        bool,
        typer.Option(
            "--site-blocks", help="List the lines of sites that --site-blocks found and masks."
        ),
    ] = False,
) -> None:
    """Show versions, model, lexicons, and the size of the corpus."""
    corpus = place.open()
    if check:
        problems = corpus.check()
        for problem in problems:
            say(f"{corpus.source}: {problem}")
        if problems:
            raise typer.Exit(1)
        say(message("whole", corpus=corpus.source))
    if site_blocks:
        emit("site_blocks", lambda limit: corpus.site_blocks(limit=limit), output)
        return
    emit("info", lambda _limit: _facts(corpus), output)


def _facts(corpus: Corpus) -> pd.DataFrame:
    """Return what is installed and what is in the corpus, one fact a row."""
    import pandas as pd

    from polcorp import __version__
    from polcorp.ingest.fingerprint import analysis_info, fingerprint_of
    from polcorp.ingest.user_folder import files_of_corpus, last_options

    own = files_of_corpus(corpus.path, load_settings().user_dir)
    installed = analysis_info(last_options(corpus.path).get("model"), own.folder)
    facts = {
        "polcorp": __version__,
        "Python": platform.python_version(),
        "spaCy": version("spacy"),
        "corpus": corpus.source,
        "your own files": own.folder.as_posix() if own.exist else "",
    }
    facts.update({f"pipeline {name}": value for name, value in installed.items()})
    if corpus.path.exists():
        facts.update({name.replace("_", " "): str(n) for name, n in corpus.totals().items()})
        last = corpus.runs().tail(1)
        if len(last):
            facts["last ingest"] = str(last["started"].iloc[0])
            same = str(last["pipeline"].iloc[0]) == fingerprint_of(installed)
            facts["up to date"] = message("yes" if same else "out_of_date")
    else:
        facts["documents"] = message("no_corpus_yet")
    return pd.DataFrame(facts.items(), columns=["what", "value"], dtype="string")
