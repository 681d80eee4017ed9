"""Bootstrap intervals (Efron 1979)."""

from __future__ import annotations

from collections.abc import Iterable


def middle_95(drawn: Iterable[float]) -> tuple[float, float]:
    """Return the bounds between which the middle 95 % of the *drawn* values lie.

    Raises:
        IndexError: nothing was drawn.
    """
    values = sorted(drawn)
    return values[int(0.025 * len(values))], values[int(0.975 * len(values))]
