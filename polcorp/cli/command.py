"""A command that refuses what it would otherwise drop in silence."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand

from polcorp.errors import PolcorpError


class Command(TyperCommand):
    """A command in which an option that holds one value may be given once only."""

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
                    raise PolcorpError(f"{name} is given {single.count(name)} times; give it once")
        return list(super().parse_args(ctx, args))
