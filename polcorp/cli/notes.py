"""What a table of groups leaves out, told beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polcorp.cli.output import say
from polcorp.reports.labels import field_name
from polcorp.vocabulary.messages import counted, message

if TYPE_CHECKING:
    import pandas as pd

#: Groups that a note names.
_NAMED = 5


def tell_of_groups(table: pd.DataFrame) -> None:
    """Tell how many documents have no group, and which groups have too few documents for a q."""
    n, by = table.attrs.get("without_group", 0), table.attrs.get("by", "group")
    if n:
        say(message("without_group", n, documents=counted(n, "document"), by=field_name(by)))
    if groups := table.attrs.get("no_q"):
        shown = ", ".join(groups[:_NAMED]) + (", …" if len(groups) > _NAMED else "")
        say(message("no_q", groups=shown))
