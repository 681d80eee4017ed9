from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from polcorp.pipeline.language import load_pipeline
from polcorp.pipeline.model.products import ROWS, Way, are_steady, in_blocks, in_steps, steady_way


@pytest.mark.parametrize("way", [in_blocks, in_steps])
@given(
    number=st.integers(0, 3 * ROWS + 1),
    width=st.integers(1, 40),
    columns=st.integers(1, 40),
    seed=st.integers(0, 100),
)
def test_a_product_in_blocks_is_the_product(
    way: Way, number: int, width: int, columns: int, seed: int
) -> None:
    random = np.random.default_rng(seed)
    x = random.standard_normal((number, width), dtype=np.float32)
    y = random.standard_normal((width, columns), dtype=np.float32)
    np.testing.assert_allclose(way(x, y), x @ y, rtol=1e-4, atol=1e-4)
    out = np.zeros((number, columns), dtype=np.float32)
    assert way(x, y, out) is out
    np.testing.assert_array_equal(out, way(x, y))


@pytest.mark.slow
@pytest.mark.skipif(steady_way() is None, reason="this machine's BLAS is not used for the model")
@given(number=st.integers(1, 2 * ROWS + 1), place=st.integers(0, 3 * ROWS), seed=st.integers(0, 9))
def test_a_row_gets_the_same_bits_among_any_others(number: int, place: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    row = random.standard_normal((1, 288), dtype=np.float32)
    others = random.standard_normal((number, 288), dtype=np.float32)
    weights = random.standard_normal((96, 288), dtype=np.float32)
    place %= number
    others[place] = row
    way = steady_way()
    assert way is not None
    among = way(others, weights.T)[place]
    np.testing.assert_array_equal(among, way(row, weights.T)[0])


def test_the_model_says_the_same_of_a_text_among_any_others() -> None:
    """To the last bit: what tags, parse and names are chosen by, for texts of any length."""
    nlp = load_pipeline()
    tok2vec: Any = nlp.get_pipe("tok2vec")
    model = tok2vec.model
    texts = ["Vi vill att skolan blir bättre.", "Ja.", "Polisen i Linköping växer. " * 40]
    docs = [nlp.make_doc(text) for text in texts]
    together = model.predict(docs)
    alone = [model.predict([doc])[0] for doc in docs]
    turned = model.predict(docs[::-1])[::-1]
    for one, two, three in zip(together, alone, turned, strict=True):
        np.testing.assert_array_equal(one, two)
        np.testing.assert_array_equal(one, three)


@pytest.mark.slow
def test_a_model_of_another_library_is_not_steady() -> None:
    class Layer:
        ops = object()
        shims = ()

    class Model:
        def walk(self) -> list[Layer]:
            return [Layer()]

    class Component:
        model = Model()

    nlp: Language = load_pipeline()
    assert all(are_steady(nlp.get_pipe(name)) for name in nlp.pipe_names)
    assert not are_steady(Component())
