"""Commands that are imported when they are used: the overview of all of them imports none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, MutableMapping
from copy import copy
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import typer
from typer.core import TyperCommand

from polcorp.cli.command import Command, Group

#: The package with a module for each command, under the command's name.
PACKAGE = "polcorp.cli.commands"


@dataclass(frozen=True)
class Listed:
    """A command as the overview lists it: under the heading *panel*.

    *group* says what a command with subcommands is about; its module has a ``Typer`` of the name
    ``<name>_commands`` in place of a function.
    """

    name: str
    panel: str
    group: str = ""

    @property
    def function(self) -> Callable[..., None]:
        """The function behind the command."""
        found: Callable[..., None] = getattr(import_module(f"{PACKAGE}.{self.name}"), self.name)
        return found

    def load(self) -> Any:
        """Return the command with its options."""
        if self.group:
            module = import_module(f"{PACKAGE}.{self.name}")
            command: Any = typer.main.get_group(getattr(module, f"{self.name}_commands"))
            command.help = self.group
            return command
        alone = typer.Typer(add_completion=False)
        alone.command(self.name, cls=Command, rich_help_panel=self.panel)(self.function)
        return typer.main.get_command(alone)

    def summary(self) -> TyperCommand:
        """Return a stand-in for the command that has what the overview shows."""
        about = self.group or _about(self.name) or self.load().help
        return TyperCommand(self.name, help=about, rich_help_panel=self.panel)


def _about(name: str) -> str:
    """Return the first paragraph of a command's docstring, read from its source without running it.

    Empty where there is no source beside the compiled module.
    """
    spec = find_spec(f"{PACKAGE}.{name}")
    source = getattr(spec.loader, "get_source", lambda _: None)(spec.name) if spec else None
    begins = re.compile(rf'^def {name}\(.*?^    """(.*?)(?:"""|\n\n)', re.DOTALL | re.MULTILINE)
    found = begins.search(source or "")
    return " ".join(found[1].split()) if found else ""


@dataclass
class LazyCommands(MutableMapping[str, Any]):
    """The commands by name, in the order of the overview; each is loaded when it is asked for."""

    listed: dict[str, Listed]
    loaded: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        if name not in self.loaded:
            self.loaded[name] = self.listed[name].load()
        return self.loaded[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self.loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self.listed[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.listed)

    def __len__(self) -> int:
        return len(self.listed)


def group_of(listed: tuple[Listed, ...]) -> type[Group]:
    """Return the class of a group that has the *listed* commands."""

    class LazyGroup(Group):
        """A group whose commands are imported when they are used."""

        def __init__(self, **attributes: Any) -> None:
            super().__init__(**attributes)
            self.commands = LazyCommands({command.name: command for command in listed})

        def list_commands(self, ctx: Any) -> list[str]:
            """Return the names of the commands."""
            return list(self.commands)

        def format_help(self, ctx: Any, formatter: Any) -> None:
            """Write the overview, for which no command is imported."""
            overview = copy(self)
            overview.commands = {command.name: command.summary() for command in listed}
            super(LazyGroup, overview).format_help(ctx, formatter)

    return LazyGroup
