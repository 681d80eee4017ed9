"""A command that refuses what it would otherwise drop in silence."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup

from polcorp.errors import PolcorpError
from polcorp.vocabulary.messages import message


def _plainly(parameter: Any) -> Any:
    """Let the help show no type for a flag or an argument, whose name says enough."""
    if parameter.param_type_name == "argument" or parameter.is_flag:
        parameter.display_type_rich = lambda ctx: None
    return parameter


class Group(TyperGroup):
    """The program, or a command with commands of its own."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters with what the help says of their types."""
        return [_plainly(parameter) for parameter in super().get_params(ctx)]


class Command(TyperCommand):
    """A command in which an option that holds one value may be given once only."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters with what the help says of their types."""
        return [_plainly(parameter) for parameter in super().get_params(ctx)]

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
