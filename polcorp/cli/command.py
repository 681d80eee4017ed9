"""A command that refuses what it would otherwise drop in silence, and helps in two languages.

``--help`` shows the usual options, ``--help-all`` those as well that are declared as hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from polcorp.errors import PolcorpError
from polcorp.vocabulary.messages import message
from polcorp.vocabulary.translations import as_helped

#: What typer's help says itself, by the names of its constants.
_TITLES = (
    "OPTIONS_PANEL_TITLE",
    "ARGUMENTS_PANEL_TITLE",
    "COMMANDS_PANEL_TITLE",
    "DEFAULT_STRING",
    "REQUIRED_LONG_STRING",
)


@contextmanager
def _typer_speaking() -> Iterator[None]:
    """Have typer say its own words in the language that is spoken."""
    from typer import rich_utils

    said = {name: getattr(rich_utils, name) for name in _TITLES}
    try:
        for name, text in said.items():
            setattr(rich_utils, name, as_helped(text))
        yield
    finally:
        for name, text in said.items():
            setattr(rich_utils, name, text)


#: An argument whose name says already that it may be left out.
_OPTIONAL_TWICE = re.compile(r"\[(\[[^\]]+\](?:\.{3})?)\](?:\.{3})?")
#: What ``ctx.meta`` has while the help is written: whether rare options are in it.
_RARE = "polcorp.help.rare"


def _plainly(parameter: Any) -> Any:
    """Let the help show no type for a flag or an argument, whose name says enough."""
    if parameter.param_type_name == "argument" or parameter.is_flag:
        parameter.display_type_rich = lambda ctx: None
    return parameter


def _all_shown(ctx: Any, _parameter: Any, value: bool) -> None:
    """Show the help with all options, and leave."""
    if not value or ctx.resilient_parsing:
        return
    ctx.meta[_RARE] = True
    typer.echo(ctx.get_help(), nl=False, color=ctx.color)
    ctx.exit()


def _with_all(parameters: list[Any]) -> list[Any]:
    """Return *parameters* with ``--help-all`` before the last one, which is ``--help``."""
    *own, usual = parameters
    rare = copy(usual)
    rare.name, rare.opts, rare.callback = "help_all", ["--help-all"], _all_shown
    rare.help, rare.hidden = "Show this message with the rare options.", True
    usual = copy(usual)
    if any(getattr(parameter, "hidden", False) for parameter in own):
        usual.help = "Show this message; --help-all has the rare options too."
    return [*own, rare, usual]


def _for_help(parameters: list[Any], *, rare: bool) -> Iterator[Any]:
    """Yield the options that the help shows, each under its present names, without a range."""
    for parameter in map(copy, parameters):
        if parameter.param_type_name == "option":
            long = [name for name in parameter.opts if name.startswith("--")]
            short = [name for name in parameter.opts if not name.startswith("--")]
            parameter.opts = [*long[:1], *short[:1]]
            parameter.secondary_opts = []
            parameter._get_number_range_help_str = lambda: None
            parameter.hidden = parameter.hidden and not (rare and parameter.help)
        yield parameter


def _parameters(ctx: Any, parameters: list[Any]) -> list[Any]:
    """Return the *parameters* of a command as they are parsed, or while help is written, shown."""
    said = [_translated(_plainly(parameter)) for parameter in _with_all(parameters)]
    return list(_for_help(said, rare=ctx.meta[_RARE])) if _RARE in ctx.meta else said


def _translated(said: Any) -> Any:
    """Return a command or parameter with its help and the heading over it as they are read."""
    for name in ("help", "rich_help_panel"):
        if text := getattr(said, name, None):
            setattr(said, name, as_helped(text))
    return said


class Group(TyperGroup):
    """The program, or a command with commands of its own."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters with what the help says of them."""
        return _parameters(ctx, super().get_params(ctx))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command with what the help says of it."""
        command = super().get_command(ctx, cmd_name)
        return None if command is None else _translated(command)

    def get_usage(self, ctx: Any) -> str:
        """Return the line of usage."""
        return as_helped(_OPTIONAL_TWICE.sub(r"\1", super().get_usage(ctx)))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        _translated(self)
        ctx.meta.setdefault(_RARE, False)
        with _typer_speaking():
            super().format_help(ctx, formatter)


class Command(TyperCommand):
    """A command in which an option that holds one value may be given once only."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters with what the help says of them."""
        return _parameters(ctx, super().get_params(ctx))

    def get_usage(self, ctx: Any) -> str:
        """Return the line of usage."""
        return as_helped(_OPTIONAL_TWICE.sub(r"\1", super().get_usage(ctx)))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        ctx.meta.setdefault(_RARE, False)
        with _typer_speaking():
            super().format_help(ctx, formatter)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse *args* after looking for values that the last one would replace.

        Raises:
            PolcorpError: an option that takes one value is given twice.
        """
        if not ctx.resilient_parsing:  # a shell that completes
            order: list[Any] = list(self.make_parser(ctx).parse_args(args=list(args))[2])
            single = [
                parameter.opts[-1]
                for parameter in order
                if parameter.param_type_name == "option"
                and not (parameter.is_flag or parameter.multiple)
            ]
            for name in single:
                if single.count(name) > 1:
                    raise PolcorpError(message("given_twice", name=name, n=single.count(name)))
        return list(super().parse_args(ctx, args))
