"""Groups of options as dataclasses: a command that takes one gets all of its options.

Typer reads options from a function's signature. :func:`with_groups` puts the fields of every
dataclass parameter there, and hands the function the filled dataclass.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, wraps
from typing import Annotated, Any, get_args, get_origin, get_type_hints


@dataclass(frozen=True)
class Options:
    """Options made from data: the annotation of each by name.

    A field of a group that is annotated with it gets their values as a dictionary.
    """

    annotations: Mapping[str, Any]


@dataclass(frozen=True)
class Rare:
    """The names of a group's options that a command shows under ``--help-all`` only.

    ``filters: Annotated[Filters, Rare("theme", "contains")]``
    """

    names: tuple[str, ...]

    def __init__(self, *names: str) -> None:
        """Name the options."""
        object.__setattr__(self, "names", names)


def with_groups(function: Callable[..., None]) -> Callable[..., None]:
    """Return *function* with every dataclass parameter spread out into its fields."""
    hints = get_type_hints(function, include_extras=True)
    groups: dict[str, Any] = {}
    parameters: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(function).parameters.items():
        group, rare = _group_of(hints[name])
        if is_dataclass(group):
            groups[name] = group
            parameters.extend(
                one.replace(annotation=_hidden(one.annotation)) if one.name in rare else one
                for one in _parameters_of(group)
            )
        else:
            parameters.append(
                parameter.replace(
                    annotation=hints[name], kind=inspect.Parameter.POSITIONAL_OR_KEYWORD
                )
            )

    @wraps(function)
    def wrapper(**values: Any) -> None:
        for name, group in groups.items():
            values[name] = group(**_taken(group, values))
        function(**values)

    parameters.sort(key=lambda parameter: parameter.default is not inspect.Parameter.empty)
    wrapper.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    wrapper.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    del wrapper.__wrapped__  # typer must not look behind
    return wrapper


def _group_of(hint: Any) -> tuple[Any, tuple[str, ...]]:
    """Return what a parameter is annotated with, and which options of it the command has as rare ones."""
    rare = [item for item in get_args(hint)[1:] if isinstance(item, Rare)]
    return (get_args(hint)[0], rare[0].names) if rare else (hint, ())


def _hidden(hint: Any) -> Any:
    """Return the annotation of an option that the usual help leaves out."""
    assert get_origin(hint) is Annotated
    kind, option, *_ = get_args(hint)
    option = copy(option)
    option.hidden = True
    return Annotated[kind, option]


@cache
def _hints(group: Any) -> dict[str, Any]:
    """Return the annotations of a group, which are compiled from text."""
    return get_type_hints(group, include_extras=True)


def _parameters_of(group: Any) -> list[inspect.Parameter]:
    hints = _hints(group)
    found = []
    for field in fields(group):
        made = _made_from_data(hints[field.name])
        default = None if made else field.default
        for name, hint in (made or {field.name: hints[field.name]}).items():
            kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
            found.append(inspect.Parameter(name, kind, default=default, annotation=hint))
    return found


def _taken(group: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Take the values of a group's fields out of *values*."""
    hints = _hints(group)
    taken: dict[str, Any] = {}
    for field in fields(group):
        made = _made_from_data(hints[field.name])
        taken[field.name] = (
            {name: values.pop(name) for name in made} if made else values.pop(field.name)
        )
    return taken


def _made_from_data(hint: Any) -> Mapping[str, Any]:
    """Return the annotations of the options that a field stands for; empty for one option."""
    found = (item for item in get_args(hint)[1:] if isinstance(item, Options))
    options = next(found, None)
    return options.annotations if options else {}
