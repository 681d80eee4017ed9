"""The ``polcorp`` command."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer

from polcorp.cli import actors, comparing, data, exporting, looking, reading, scores, tables
from polcorp.errors import PolcorpError

#: Exit codes besides 0 (done) and 1 (some input failed, or nothing to report on).
WRONG_USE = 2
INTERRUPTED = 130

app = typer.Typer(
    name="polcorp",
    help="Demands, named actors and themes in Swedish political texts, as tidy tables.",
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for _panel, _commands in (
    ("Fill the corpus", (reading.ingest,)),
    (
        "Tables",
        (tables.documents, tables.sections, tables.demands, actors.actors, tables.themes),
    ),
    ("Read", (looking.show, looking.kwic, looking.browse)),
    ("Compare", (comparing.compare,)),
    ("More", (scores.evaluate, exporting.report, exporting.export, data.sql, data.info)),
):
    for _command in _commands:
        app.command(rich_help_panel=_panel)(_command)
app.add_typer(exporting.annotation_commands, rich_help_panel="More")


def _show_version(value: bool) -> None:
    if value:
        from polcorp import __version__

        typer.echo(f"polcorp {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    ctx: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Tell the version."),
    ] = False,
) -> None:
    """Demands, named actors and themes in Swedish political texts, as tidy tables."""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help(), nl=False)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code; what is wrong is told in one line."""
    try:
        code = app(arguments, prog_name="polcorp", standalone_mode=False)
    except PolcorpError as error:
        _fail(str(error), WRONG_USE)
    except typer.TyperException as error:
        _fail(f"{_explained(error.format_message())} See «--help».", error.exit_code)
    if code == INTERRUPTED:  # typer has caught Ctrl-C; a broken pipe it lets pass quietly
        _fail("stopped", INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)


def _explained(message: str) -> str:
    """Say more where an option is missing on purpose."""
    if "No such option: --persons" in message:
        return (
            "this command cannot take the names of persons out; tables, show, kwic, compare,"
            " report and export can (--persons)."
        )
    return message


def _fail(message: str, code: int) -> NoReturn:
    from polcorp.reports.clean import printable

    typer.echo(f"polcorp: {printable(message)}", err=True)
    sys.exit(code)
