"""Matrix products of the model: fast, and each row independent of the rows beside it.

numpy's BLAS is two to three times as fast as the one that thinc brings, but it takes another way
through small products, and the last bits of a row then depend on the number of rows. So rows are
multiplied in blocks of one fixed number, the last of which is filled up with zeros: a word gets the
same numbers whether its text is analysed alone or with others, and in whatever order.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import numpy as np
from thinc.api import NumpyOps, get_current_ops, set_current_ops

#: Rows of every product. Fewer are slower, more are wasted on short texts.
ROWS = 128

#: Widths (in, out) of the products that are tried before a BLAS is trusted: the model's largest,
#: one that is not a multiple of anything, and one of few columns.
_TRIED = ((288, 288), (96, 301), (64, 17))


class BlockOps(NumpyOps):  # type: ignore[misc]  # thinc is half typed
    """thinc's operations on the CPU, with numpy's BLAS in blocks of ``ROWS`` rows."""

    def gemm(  # thinc's signature
        self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False
    ) -> Any:
        """Return the product of two matrices (float32), as thinc asks for it.

        Only products whose first matrix holds the rows as they are come in blocks: those of
        inference. The ones of backpropagation sum over the rows, and are thinc's own.
        """
        if trans1 or x.dtype != np.float32 or y.dtype != np.float32:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        return in_blocks(x, y.T if trans2 else y, out)


def in_blocks(x: Any, y: Any, out: Any = None) -> Any:
    """Return ``x @ y`` for float32 matrices, computed ``ROWS`` rows of *x* at a time."""
    number = x.shape[0]
    result = np.empty((number, y.shape[1]), dtype=np.float32)
    whole = number - number % ROWS
    for start in range(0, whole, ROWS):
        np.dot(x[start : start + ROWS], y, out=result[start : start + ROWS])
    if whole < number:
        last = np.zeros((ROWS, x.shape[1]), dtype=np.float32)
        last[: number - whole] = x[whole:]
        result[whole:] = np.dot(last, y)[: number - whole]
    if out is None:
        return result
    out[...] = result
    return out


@cache
def blas_is_steady() -> bool:
    """Return whether numpy's BLAS gives a row the same bits wherever it is in a block."""
    random = np.random.default_rng(1)
    for width, columns in _TRIED:
        rows = random.standard_normal((ROWS, width), dtype=np.float32)
        weights = random.standard_normal((columns, width), dtype=np.float32)
        moved = random.permutation(ROWS)
        alone = np.zeros_like(rows)
        alone[0] = rows[-1]
        together = in_blocks(rows, weights.T)
        if not np.array_equal(in_blocks(rows[moved], weights.T), together[moved]):
            return False
        if not np.array_equal(in_blocks(alone, weights.T)[0], together[-1]):
            return False
    return True


@contextmanager
def steady_products() -> Iterator[None]:
    """Have the models that are made in this context multiply in blocks.

    Where numpy's BLAS does not keep rows independent, they get thinc's, which does.
    """
    before = get_current_ops()
    set_current_ops(BlockOps(use_blis=False) if blas_is_steady() else NumpyOps())
    try:
        yield
    finally:
        set_current_ops(before)


def are_steady(component: Any) -> bool:
    """Return whether what *component* makes of a text is independent of the texts beside it.

    A component without a model works text by text. A model of a user's may use another library,
    for which nothing is known.
    """
    model = getattr(component, "model", None)
    if model is None or not hasattr(model, "walk"):
        return True
    return all(isinstance(layer.ops, NumpyOps) and not layer.shims for layer in model.walk())
