"""The ``polcorp`` command."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer

from polcorp.cli.asked import asking
from polcorp.cli.language import checked, language_of
from polcorp.cli.lazy_commands import Listed, group_of
from polcorp.cli.settings import choose_corpus
from polcorp.cli.streams import prepare_streams, silence_libraries, unwritable_output
from polcorp.collector import few_collections, no_last_look
from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.vocabulary.messages import message, speaking
from polcorp.vocabulary.translations import as_read

#: Exit codes besides 0 (done, an empty answer included) and 1 (some input failed).
WRONG_USE = 2
INTERRUPTED = 130
#: A fault in the program itself; what it worked on has failed.
UNEXPECTED = 1

DEBUG = "--debug"
#: What the option's library says of text where a number belongs.
_NO_NUMBER = re.compile(
    r"Invalid value for '(?:-\w / )?(--[\w-]+)'.*(?:valid|not a valid) (integer|int|number|float)",
    re.DOTALL,
)
#: What the option's library says of other wrong use, by the message that says it in our words.
_SAID = {
    "no_such_option": re.compile(r"No such option: (?P<option>[^\s.]+)\.?"),
    "no_such_option_but": re.compile(
        r"No such option: (?P<option>\S+) (?:Did you mean|\(Possible options:) (?P<names>[^?)]+)[?)]"
    ),
    "no_such_command": re.compile(r"No such command '(?P<name>.+)'\."),
    "no_such_command_but": re.compile(
        r"No such command '(?P<name>.+)'\. Did you mean (?P<names>.+)\?"
    ),
    "needs_argument": re.compile(r"Missing argument '(?P<name>.+)'\."),
    "needs_value": re.compile(r"Option '(?P<option>.+)' requires an argument\."),
    "at_most": re.compile(
        r"Invalid value for '(?:-\w / )?(?P<option>--[\w-]+).*less than or equal to (?P<bound>[\d.]+?)\.?"
    ),
    "at_least": re.compile(
        r"Invalid value for '(?:-\w / )?(?P<option>--[\w-]+).*greater than or equal to (?P<bound>[\d.]+?)\.?"
    ),
    "unexpected_arguments": re.compile(r"Got unexpected extra argument\S* \((?P<given>.+)\)\.?"),
}
#: Where faults are reported.
REPORT_TO = "CONTRIBUTING.md"

#: The commands in the order of the help, under its headings.
COMMANDS = {
    "Fill the corpus": ("ingest",),
    "Tables": ("documents", "sections", "demands", "actors", "themes"),
    "Read": ("show", "kwic", "browse", "serve"),
    "Compare": ("compare", "agree"),
    "More": ("correct", "evaluate", "report", "plot", "export", "sql", "info"),
}
#: What the commands with subcommands are about; they come last under the last heading.
GROUPS = {"annotations": "Import corrected annotations."}

LISTED = (
    *(Listed(name, panel) for panel, names in COMMANDS.items() for name in names),
    *(Listed(name, "More", about) for name, about in GROUPS.items()),
)

app = typer.Typer(
    name="polcorp",
    cls=group_of(LISTED),
    help="Demands, named actors and themes in Swedish political texts, as tidy tables.",
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
        typer.Option(
            "--version", "-V", "-v", callback=_show_version, is_eager=True, help="Show the version."
        ),
    ] = False,
    corpus: Annotated[
        str | None,
        typer.Option("--corpus", metavar="FILE", help="The corpus that the command uses."),
    ] = None,
    lang: Annotated[  # read by main, wherever it is
        str | None,
        typer.Option("--lang", metavar="en|sv", help="The language that the command speaks."),
    ] = None,
    debug: Annotated[  # read by main, wherever it is
        bool,
        typer.Option(DEBUG, help="Show the whole traceback of an unexpected error.", hidden=True),
    ] = False,
) -> None:
    """Demands, named actors and themes in Swedish political texts, as tidy tables."""
    choose_corpus(corpus)
    checked(lang)
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help(), nl=False)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code; what is wrong is told in one line."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = DEBUG in given
    given = [argument for argument in given if argument != DEBUG]
    if given[:1] == ["help"]:  # as in git and pip
        given = [*given[1:], "--help"]
    no_last_look()
    prepare_streams()
    if not debug:
        silence_libraries()
    with few_collections(), speaking(language_of(given)), asking(given):
        _run(given, debug=debug)


def _run(given: Sequence[str], *, debug: bool) -> NoReturn:
    try:
        code = app(given, prog_name="polcorp", standalone_mode=False)
        sys.stdout.flush()
    except PolcorpError as error:
        _fail(_without_names(error, given), WRONG_USE)
    except typer.TyperException as error:
        problem = _explained(error)
        _fail(message("see_help", problem=problem, help=_help_of(error)), error.exit_code)
    except SystemExit as left:
        _leave_pipe(left)
    except Exception as error:  # nobody is helped by a traceback
        if problem := _fault_outside(error, given):
            _fail(problem, WRONG_USE)
        if debug:
            raise
        _fail(_unexpected(error, given), UNEXPECTED)
    if code == INTERRUPTED:  # typer has caught Ctrl-C
        _fail(message("stopped"), INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)


def _fault_outside(error: Exception, given: Sequence[str]) -> str:
    """Return what is wrong with an argument, an output or a file; empty if it is none of these."""
    if isinstance(error, UnicodeEncodeError) and any(map(_is_damaged, given)):
        return message("not_utf8")
    if not isinstance(error, OSError):
        return ""
    if problem := unwritable_output(error):
        return problem
    name = f"{error.filename}: " if error.filename is not None else ""
    return f"{name}{error.strerror}" if error.strerror else ""


def _leave_pipe(left: SystemExit) -> NoReturn:
    """Leave with the code of *left*, or with 0 where the reader of the output had enough of it.

    Typer leaves with 1 then, which means failed input here.
    """
    if isinstance(left.__context__, BrokenPipeError):
        sys.exit(0)
    raise left


def _is_damaged(argument: str) -> bool:
    """Return whether an argument held bytes that are no text."""
    return any("\ud800" <= char <= "\udfff" for char in argument)


#: Kinds of value whose known ones are never names of persons.
_IMPERSONAL = frozenset(
    """actor type|column|dialect|document|document type|format|party|theme|way with persons""".split(
        "|"
    )
)


def _without_names(error: PolcorpError, given: Sequence[str]) -> str:
    """Return what *error* says, without suggestions that may name persons who are to be hidden."""
    if not isinstance(error, UnknownValueError) or error.what in _IMPERSONAL:
        return str(error)
    ways = [
        argument.removeprefix("--persons=") if "=" in argument else after
        for argument, after in zip(given, [*given[1:], ""], strict=True)
        if argument == "--persons" or argument.startswith("--persons=")
    ]
    if not ways or ways[-1] == "keep":
        return str(error)
    return error.short


def _unexpected(error: Exception, given: Sequence[str]) -> str:
    """Return one line on an error that nobody foresaw: what was being done, and what to do."""
    command = shlex.join(["polcorp", *given])
    problem = " ".join(f"{type(error).__name__}: {error}".split())
    said = {"command": command, "problem": problem[:300], "debug": DEBUG, "where": REPORT_TO}
    return message("unexpected", **said)


def _help_of(error: typer.TyperException) -> str:
    """Return what to type for the help of the command that *error* is about."""
    context = getattr(error, "ctx", None)
    return f"{context.command_path if context else 'polcorp'} --help"


def _explained(error: typer.TyperException) -> str:
    """Return what is wrong with the use of options, in the language of the command."""
    said = error.format_message()
    if "No such option: --persons" in said:
        return message("no_persons")
    number = _NO_NUMBER.match(said)
    if number:
        whole = number[2].startswith("int")
        return message("takes_whole_number" if whole else "takes_number", option=number[1])
    for key, pattern in _SAID.items():
        if found := pattern.fullmatch(said):
            return message(
                key, **{name: v.replace("'", "") for name, v in found.groupdict().items()}
            )
    return said if said.endswith((".", "?")) else f"{said}."


def _fail(problem: str, code: int) -> NoReturn:
    from polcorp.reports.clean import printable

    typer.echo(f"polcorp: {printable(as_read(problem))}", err=True)
    sys.exit(code)
