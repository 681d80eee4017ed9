"""A command that refuses what it would otherwise drop in silence, and helps in two languages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

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


def _plainly(parameter: Any) -> Any:
    """Let the help show no type for a flag or an argument, whose name says enough."""
    if parameter.param_type_name == "argument" or parameter.is_flag:
        parameter.display_type_rich = lambda ctx: None
    return parameter


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
        return [_translated(_plainly(parameter)) for parameter in super().get_params(ctx)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command with what the help says of it."""
        command = super().get_command(ctx, cmd_name)
        return None if command is None else _translated(command)

    def get_usage(self, ctx: Any) -> str:
        """Return the line of usage."""
        return as_helped(super().get_usage(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        _translated(self)
        with _typer_speaking():
            super().format_help(ctx, formatter)


class Command(TyperCommand):
    """A command in which an option that holds one value may be given once only."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters with what the help says of them."""
        return [_translated(_plainly(parameter)) for parameter in super().get_params(ctx)]

    def get_usage(self, ctx: Any) -> str:
        """Return the line of usage."""
        return as_helped(super().get_usage(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
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
