"""What a table of groups leaves out, told beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polcorp.cli.output import say

if TYPE_CHECKING:
    import pandas as pd

#: Groups that a note names.
_NAMED = 5


def tell_of_groups(table: pd.DataFrame) -> None:
    """Tell how many documents have no group, and which groups have too few documents for a q."""
    n, by = table.attrs.get("without_group", 0), table.attrs.get("by", "group")
    if n:
        what = "document" if n == 1 else "documents"
        say(f"{n} {what} without {by} {'is' if n == 1 else 'are'} left out")
    if groups := table.attrs.get("no_q"):
        shown = ", ".join(groups[:_NAMED]) + (", …" if len(groups) > _NAMED else "")
        say(f"no q for {shown}: with so few documents none could be below 0.05")
