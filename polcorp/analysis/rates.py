"""Rates and shares of groups of documents, and how sure they are: the documents are the sample.

Words of one text are not independent, so nothing here takes the words for the sample. A group's
variance is the larger of two estimates: what its own documents show (the jackknife over documents),
and what the documents of all groups show together (counts more dispersed than Poisson's or the
binomial by one factor for all groups, as in comparisons of counts with few replicates: Robinson &
Smyth 2008). The first is poor with few documents, the second where the groups differ in dispersion.
benchmarks/intervals.py measures how often the intervals hold the true value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: A group of fewer documents is marked: its intervals rest on what the other groups show.
FEW_DOCUMENTS = 5

_TAIL = 0.975
#: Degrees of freedom that are as good as any number of them.
_MANY = 1e6


@dataclass(frozen=True)
class Sums:
    """What estimates need of a group: sums over its documents, for each term.

    The fields of counts have one value per term, those of sizes one value, or all of them further
    axes for further groups. ``a - b`` are the sums of the documents of a that are not in b.

    Attributes:
        count: occurrences, the sum of y.
        squares: the sum of y².
        products: the sum of y times the size n of the document.
        size: the sum of n.
        size2: the sum of n².
        size3: the sum of n³.
    """

    count: Floats
    squares: Floats
    products: Floats
    size: Floats
    size2: Floats
    size3: Floats

    def __sub__(self, other: Sums) -> Sums:
        return Sums(
            self.count - other.count,
            self.squares - other.squares,
            self.products - other.products,
            self.size - other.size,
            self.size2 - other.size2,
            self.size3 - other.size3,
        )

    @property
    def rate(self) -> Floats:
        """Return occurrences per unit of size."""
        return self.count / self.size

    @property
    def residual(self) -> Floats:
        """Return the sum of squares of what each document is off from the group's rate."""
        rate = self.rate
        return self.squares - 2 * rate * self.products + rate**2 * self.size2

    @property
    def concentration(self) -> Floats:
        """Return the sum of squared shares of size: 1 over the effective number of documents."""
        return self.size2 / self.size**2

    @property
    def spread(self) -> Floats:
        """Return by how much dispersion enters the residual; 0 for one document."""
        cubes = self.size3 / self.size**3
        return self.concentration - 2 * cubes + self.concentration**2


def sums_of(counts: Any, sizes: Floats) -> Sums:
    """Return the sums of a group: *counts* has one row per document, a sparse array."""
    import numpy as np

    return Sums(
        np.asarray(counts.sum(axis=0)),
        np.asarray((counts * counts).sum(axis=0)),
        np.asarray(counts.T @ sizes),
        np.float64(sizes.sum()),  # type: ignore[arg-type]
        np.float64((sizes**2).sum()),  # type: ignore[arg-type]
        np.float64((sizes**3).sum()),  # type: ignore[arg-type]
    )


def jackknife_variance(counts: Any, sizes: Floats) -> Floats:
    """Return the variance of the logarithm of each term's rate, by leaving out documents in turn.

    It is the jackknife's first-order form (CR3 of MacKinnon & White 1985, each document a cluster).
    NaN for one document, or where the term does not occur.
    """
    import numpy as np

    n, m = sizes.sum(), len(sizes)
    if m < 2:
        return np.full(counts.shape[1], np.nan)
    total = np.asarray(counts.sum(axis=0))
    rate = total / n
    weight = 1 / (1 - sizes / n) ** 2
    off = (
        (counts * counts).T @ weight
        - 2 * rate * (counts.T @ (weight * sizes))
        + rate**2 * (weight * sizes**2).sum()
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        variance: Floats = (m - 1) / m * np.maximum(off, 0.0) / total**2
    return np.where(total > 0, variance, np.nan)


def dispersion(*groups: Sums) -> Floats:
    """Return by how much counts vary between documents of a group beyond Poisson's variance.

    The variance of a count with mean m is m + dispersion · m². The estimate is that of the method
    of moments over all *groups*, each with its own rate, at least 0; NaN where no group that has
    the term has two documents.
    """
    import numpy as np

    beyond = sum(group.residual - group.count * (1 - group.concentration) for group in groups)
    unit = sum(group.count**2 * group.spread for group in groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(unit > 1e-12, np.maximum(beyond / unit, 0.0), np.nan)


@dataclass(frozen=True)
class Uncertain:
    """The variance of an estimate, the part of it that dispersion makes, and its freedom."""

    variance: Floats
    dispersed: Floats
    freedom: float

    def half_width(self, *others: Uncertain) -> Floats:
        """Return half the 95 % interval of the sum of the estimates.

        Student's t with the degrees of freedom of Satterthwaite (1946): only the part that
        dispersion makes is estimated with few of them.
        """
        import numpy as np
        from scipy.special import stdtrit

        parts = (self, *others)
        variance = np.asarray(sum(part.variance for part in parts))
        unsure = np.asarray(sum(part.dispersed**2 / part.freedom for part in parts))
        with np.errstate(divide="ignore", invalid="ignore"):
            freedom = np.where(unsure > 0, variance**2 / unsure, _MANY)
        width: Floats = np.sqrt(variance) * stdtrit(np.minimum(freedom, _MANY), _TAIL)
        return width


def freedom_of(group: Sums) -> float:
    """Return the degrees of freedom of a group's own variance, 0 for one document.

    They are the effective number of documents less one, so that one long text among short ones
    does not count as many.
    """
    effective = 1 / float(group.concentration)
    return max(effective - 1, 1.0) if float(group.spread) > 1e-12 else 0.0


def log_ratio_interval(
    target: tuple[Any, Floats], reference: tuple[Any, Floats]
) -> tuple[Floats, Floats]:
    """Return the 95 % interval of each term's log-ratio (binary logarithm of the ratio of rates).

    Where the term does not occur in the target there is no lower end, where it does not occur in
    the reference no upper end: NaN. Both are NaN where no group has two documents. A group of one
    document is taken to vary as the other does.

    Args:
        target: counts (documents times terms, sparse) and sizes of the documents.
        reference: the same for the reference.
    """
    import numpy as np

    sums = [sums_of(*side) for side in (target, reference)]
    shared = dispersion(*sums)
    freedoms = [freedom_of(group) for group in sums]
    parts = []
    for side, group, freedom in zip((target, reference), sums, freedoms, strict=True):
        poisson = 1 / np.where(group.count > 0, group.count, 0.5)
        model = poisson + shared * group.concentration
        variance = np.fmax(model, jackknife_variance(*side))
        own = freedom or max(*freedoms, 1.0)
        parts.append(Uncertain(variance, np.maximum(variance - poisson, 0.0), own))
    half = parts[0].half_width(parts[1]) / np.log(2)
    rates = [np.where(group.count > 0, group.count, 0.5) / group.size for group in sums]
    middle = np.log2(rates[0] / rates[1])
    none = np.isnan(shared)
    low = np.where((sums[0].count > 0) & ~none, middle - half, np.nan)
    high = np.where((sums[1].count > 0) & ~none, middle + half, np.nan)
    return low, high


def wilson(hits: Any, of: Any, quantile: Any = None) -> tuple[Any, Any]:
    """Return the 95 % interval of a share (Wilson 1927), NaN where *of* is 0.

    It takes the units for independent: for units of several texts use :func:`share_intervals`.
    *quantile* stands in for the normal distribution's.

    >>> low, high = wilson(10, 20)
    >>> round(float(low), 3), round(float(high), 3)
    (0.299, 0.701)
    """
    import numpy as np
    from scipy.special import ndtri

    z2 = np.square(ndtri(_TAIL) if quantile is None else quantile)
    with np.errstate(divide="ignore", invalid="ignore"):
        share, spread = np.divide(hits, of), np.divide(z2, of)
        middle = share + spread / 2
        reach = np.sqrt(spread * (share * (1 - share) + spread / 4))
        return (middle - reach) / (1 + spread), (middle + reach) / (1 + spread)


def share_intervals(groups: Sequence[tuple[Any, Floats]]) -> list[tuple[Floats, Floats]]:
    """Return the 95 % interval of each term's share in each group.

    The interval is symmetrical in log-odds; where all units or none have the term it is Wilson's
    with the effective number of units. Units of one document agree by an intraclass correlation
    that the groups share. NaN where a group has no unit, or no group has two documents.

    Args:
        groups: for each group, the units that have the term (documents times terms, sparse) and
            all units of each document.
    """
    import numpy as np

    asked = [_with_units(*group) for group in groups]
    sums = [sums_of(*group) for group in asked if len(group[1])]
    agreeing = _intraclass(sums) if sums else np.array(np.nan)
    freedom = max(sum(map(freedom_of, sums)), 1.0)
    nothing = np.full(groups[0][0].shape[1] if groups else 0, np.nan)
    return [
        _share_interval(group, agreeing, freedom) if len(group[1]) else (nothing, nothing)
        for group in asked
    ]


def _with_units(counts: Any, sizes: Floats) -> tuple[Any, Floats]:
    """Return the rows of the documents that have a unit at all."""
    return counts[sizes > 0], sizes[sizes > 0]


def _share_interval(
    group: tuple[Any, Floats], agreeing: Floats, freedom: float
) -> tuple[Floats, Floats]:
    """Return the interval of a group; *freedom* is that of *agreeing*, the correlation."""
    import numpy as np
    from scipy.special import expit, logit, stdtrit

    total = sums_of(*group)
    share = np.clip(total.rate, 0.0, 1.0)
    inside = (share > 0) & (share < 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        own = jackknife_variance(*group) * share * total.size / (1 - share)
        design = 1 + agreeing * np.maximum(total.size * total.concentration - 1, 0.0)
        effect = np.where(np.isnan(agreeing), np.nan, np.fmax(design, np.where(inside, own, 1.0)))
        dispersed = np.square(1 - 1 / effect) / (freedom_of(total) or freedom)
        quantile = stdtrit(1 / np.maximum(dispersed, 1 / _MANY), _TAIL)
        units = total.size / effect
        low, high = wilson(share * units, units, quantile)
        middle, half = logit(share), quantile / np.sqrt(units * share * (1 - share))
        return (
            np.where(inside, expit(middle - half), np.maximum(low, 0.0)),
            np.where(inside, expit(middle + half), np.minimum(high, 1.0)),
        )


def _intraclass(groups: Sequence[Sums]) -> Floats:
    """Return the correlation of units of one document, 0 to 1, by the method of moments."""
    import numpy as np

    beyond: Any = 0.0
    unit: Any = 0.0
    for group in groups:
        binomial = group.rate * (1 - group.rate)
        alone = binomial * group.size * (1 - group.concentration)
        beyond = beyond + group.residual - alone
        unit = unit + binomial * group.size**2 * group.spread - alone
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.where(np.asarray(unit) > 0, np.clip(beyond / unit, 0.0, 1.0), 0.0)
    return found if any(group.spread > 1e-12 for group in groups) else np.full_like(found, np.nan)
