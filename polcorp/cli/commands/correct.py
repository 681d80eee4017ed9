"""``polcorp correct``: one row set right, with who did it and when."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from polcorp.cli import completion
from polcorp.cli.options import Output, Place
from polcorp.cli.output import emit, first_rows, say
from polcorp.cli.parameters import Rare, with_groups
from polcorp.cli.setting_right import Corrections
from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.vocabulary.actor_types import ACTOR_TYPES
from polcorp.vocabulary.messages import message
from polcorp.vocabulary.values import DEMAND_FORMS, POLARITIES, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from polcorp.reports.annotations.correcting import Change

_NEW = "What is right"
_WHAT = {"demand": "DEMAND", "actor": "ACTOR"}


@dataclass(frozen=True)
class Right:
    """What is right of a row."""

    theme: Annotated[
        list[str] | None,
        typer.Option(
            metavar="THEME",
            help="A theme of the demand, the main one first; '' for none.",
            autocompletion=completion.theme,
            rich_help_panel=_NEW,
        ),
    ] = None
    holder: Annotated[
        str | None,
        typer.Option(metavar="PARTY", help="Who asks for the demand.", rich_help_panel=_NEW),
    ] = None
    polarity: Annotated[
        str | None,
        typer.Option(
            metavar="|".join(POLARITIES),
            help="Whether something is asked for or refused.",
            rich_help_panel=_NEW,
        ),
    ] = None
    form: Annotated[
        str | None,
        typer.Option(metavar="FORM", help=f"{one_of(DEMAND_FORMS)}.", rich_help_panel=_NEW),
    ] = None
    name: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The actor's name in full.", rich_help_panel=_NEW),
    ] = None
    actor_type: Annotated[
        str | None,
        typer.Option(metavar="TYPE", help=f"{one_of(ACTOR_TYPES)}.", rich_help_panel=_NEW),
    ] = None
    drop: Annotated[bool, typer.Option("--drop", help="The row is none.", rich_help_panel=_NEW)] = (
        False
    )
    what: Annotated[
        str | None,
        typer.Option(
            metavar="|".join(_WHAT),
            help="Which row is meant where a demand and an actor begin at the same place.",
            rich_help_panel=_NEW,
            hidden=True,
        ),
    ] = None

    def layer(self) -> str | None:
        """Return the layer that ``--what`` names."""
        if self.what is not None and self.what not in _WHAT:
            raise UnknownValueError("kind of row", self.what, _WHAT, listed=True)
        return _WHAT[self.what] if self.what else None

    def values(self) -> Mapping[str, str] | None:
        """Return what is right, None for no row.

        Raises:
            PolcorpError: nothing is said, or one thing and its contrary.
        """
        for value, known, kind in (
            (self.form, DEMAND_FORMS, "form"),
            (self.actor_type, ACTOR_TYPES, "actor type"),
        ):
            if value is not None and value not in known:
                raise UnknownValueError(kind, value, known, listed=True)
        label = f"DEMAND_{self.form.upper()}" if self.form else self.actor_type
        said = {
            "themes": None if self.theme is None else ";".join(filter(None, self.theme)),
            "holder": self.holder,
            "polarity": self.polarity,
            "canonical": self.name,
            "label": label,
        }
        new = {name: value for name, value in said.items() if value is not None}
        if bool(new) == self.drop:
            raise PolcorpError(message("say_what_is_right"))
        return new or None


@with_groups
def correct(
    right: Right,
    output: Annotated[Output, Rare("columns", "sort", "limit")],
    place: Place,
    row: Annotated[
        str | None,
        typer.Argument(metavar="[DOC:START]", help="The row: its document and where it begins."),
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="List what has been corrected, by whom and when.")
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last correction back.")] = False,
    by: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Who corrects (default: the name of the account).", hidden=True
        ),
    ] = None,
    user_dir: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="The folder of your own files (default: as in the last ingest).",
            hidden=True,
        ),
    ] = None,
) -> None:
    """Correct one demand or mention; the next ingest uses it.

    Example: polcorp correct 003:1912 --theme skola --theme barn_unga
    """
    corrections = Corrections.of(place.open(), user_dir, by)
    if listed:
        from polcorp.reports.annotations.correcting import changes_in

        table = _table(changes_in(corrections.path))
        emit("corrections", lambda limit: first_rows(table, limit), output)
        return
    doc, start = _place(row)
    if undo:
        told = corrections.undo(doc, start)
    else:
        told = corrections.correct(doc, start, right.values(), right.layer())
    if not output.quiet:
        say(told)
        say(corrections.use())


def _place(row: str | None) -> tuple[str, int]:
    """Return document and start of «DOC:START»."""
    doc, _, start = (row or "").rpartition(":")
    if not doc or not start.isdecimal():
        raise PolcorpError(message("row_place", row=row or ""))
    return doc, int(start)


def _table(changes: Sequence[Change]) -> pd.DataFrame:
    import pandas as pd

    rows = [
        {"doc": c.doc, "layer": c.layer, "start": c.start, "text": c.text, **c.in_words()}
        | {"by": c.by, "at": c.at}
        for c in changes
    ]
    names = ["doc", "layer", "start", "text", "was", "now", "by", "at"]
    return pd.DataFrame(rows, columns=names)
