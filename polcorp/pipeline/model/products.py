"""Matrix products of the model: fast, and each row independent of the rows beside it.

numpy's BLAS is two to three times as fast as the one that thinc brings, but it takes another way
through small products, and the last bits of a row then depend on the number of rows. So rows are
multiplied in blocks of one fixed number, the last of which is filled up with zeros: a word gets the
same numbers whether its text is analysed alone or with others, and in whatever order. Which blocks keep
rows independent is a matter of the processor's kernel, and is tried once in a process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import numpy as np
from thinc.api import NumpyOps, get_current_ops, set_current_ops

#: Rows of every product of ``in_blocks``. Fewer are slower, more are wasted on short texts.
ROWS = 128
#: Rows that every kernel of OpenBLAS takes in one step, as columns of the turned product.
STEP = 16

#: A way to multiply: rows, weights, and where the product goes.
Way = Callable[..., Any]

#: Widths (in, out) of the products that are tried before a BLAS is trusted: the model's largest,
#: one that is not a multiple of anything, and one of few columns.
_TRIED = ((288, 288), (96, 301), (64, 17))


class BlockOps(NumpyOps):  # type: ignore[misc]  # thinc is half typed
    """thinc's operations on the CPU, with numpy's BLAS in blocks of rows."""

    def __init__(self, way: Way) -> None:
        """*way*: how rows are multiplied."""
        super().__init__(use_blis=False)
        self._way = way

    def gemm(  # thinc's signature
        self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False
    ) -> Any:
        """Return the product of two matrices (float32), as thinc asks for it.

        Only products whose first matrix holds the rows as they are come in blocks: those of
        inference. The ones of backpropagation sum over the rows, and are thinc's own.
        """
        if trans1 or x.dtype != np.float32 or y.dtype != np.float32:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        return self._way(x, y.T if trans2 else y, out)


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


def in_steps(x: Any, y: Any, out: Any = None) -> Any:
    """Return ``x @ y`` for float32 matrices, ``STEP`` rows of *x* at a time, turned into columns.

    Slower than ``in_blocks``, but rows stay independent on processors where they do not there.
    """
    number, width = x.shape
    result = np.empty((number, y.shape[1]), dtype=np.float32) if out is None else out
    turned = np.ascontiguousarray(y.T)
    whole = number - number % STEP
    if whole:
        rows = np.ascontiguousarray(x[:whole]).reshape(-1, STEP, width)
        columns = np.matmul(turned, rows.transpose(0, 2, 1))
        result[:whole] = columns.transpose(0, 2, 1).reshape(whole, -1)
    if whole < number:
        last = np.zeros((STEP, width), dtype=np.float32)
        last[: number - whole] = x[whole:]
        result[whole:] = np.matmul(turned, last.T).T[: number - whole]
    return result


@cache
def steady_way() -> Way | None:
    """Return the fastest way in which numpy's BLAS keeps rows independent here, or None."""
    return next((way for way in (in_blocks, in_steps) if _is_steady(way)), None)


def _is_steady(way: Way) -> bool:
    """Return whether a row gets the same bits wherever it is, and among whichever others."""
    random = np.random.default_rng(1)
    for width, columns in _TRIED:
        rows = random.standard_normal((ROWS, width), dtype=np.float32)
        weights = random.standard_normal((columns, width), dtype=np.float32)
        moved = random.permutation(ROWS)
        alone = np.zeros_like(rows)
        alone[0] = rows[-1]
        together = way(rows, weights.T)
        if not np.array_equal(way(rows[moved], weights.T), together[moved]):
            return False
        if not np.array_equal(way(alone, weights.T)[0], together[-1]):
            return False
        if not np.array_equal(way(rows[:1], weights.T), together[:1]):
            return False
    return True


@contextmanager
def steady_products() -> Iterator[None]:
    """Have the models that are made in this context multiply in blocks.

    Where numpy's BLAS does not keep rows independent, they get thinc's, which does.
    """
    before = get_current_ops()
    way = steady_way()
    set_current_ops(NumpyOps() if way is None else BlockOps(way))
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
