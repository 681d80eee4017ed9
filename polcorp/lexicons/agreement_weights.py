"""The fitted weights of what speaks for two demands being about one matter."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from polcorp.lexicons.files import LexiconRow, data_dir, read_toml, validate

FILE = "agreement_weights.toml"


class AgreementWeights(LexiconRow):
    """The weight of each feature, after the constant; the fields name the features, in order."""

    constant: float
    shared: float
    all_shared: float
    alone: float
    across: float
    rival: float


@cache
def load_agreement_weights(path: Path | None = None) -> AgreementWeights:
    """Return the packaged weights, or those of *path*.

    Raises:
        DataFileError: the file breaks its schema.
    """
    path = path or data_dir() / FILE
    return validate(path, "weights", read_toml(path), AgreementWeights)


def agreement_weights_toml(weights: AgreementWeights) -> str:
    """Return the content of the file of *weights*."""
    rows = "".join(f"{name} = {value}\n" for name, value in weights)
    return f"{_HEADER}{rows}"


_HEADER = """\
# Weights of a logistic regression by which two demands are told to be about one matter: the logarithm of the weight of the
# concepts that both have (shared), whether neither has others (all_shared), whether they share one word only (alone),
# whether their themes are known and have no code in common (across), and what each has for itself: the weight of
# the heaviest such concept that no preposition leads to, of the lighter one (rival). Written by
# «python -m training.scripts.agreement_weights --write»; do not edit.

"""
