"""spaCy's commands are imported when they are used, and are the real ones then."""

from __future__ import annotations

import subprocess
import sys

import pytest

BEGIN = (
    "import sys\n"
    "import polcorp.pipeline\n"
    "import spacy\n"
    "assert 'spacy.cli.download' not in sys.modules\n"
)


def said(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.slow
@pytest.mark.parametrize(
    "code",
    [
        "print(spacy.cli.download.__module__)",
        "from spacy.cli import download\nprint(download.__module__)",
        "from spacy.cli.download import download\nprint(download.__module__)",
        "import spacy.cli.download\nprint(spacy.cli.download.__module__)",
        "import spacy.cli\nprint(spacy.cli.download.__module__)",
        "import spacy.cli.info\nprint(spacy.cli.download.__module__)",
    ],
)
def test_the_commands_are_there_however_they_are_asked_for(code: str) -> None:
    assert said(code) == "spacy.cli.download"


@pytest.mark.slow
def test_info_is_the_real_one() -> None:
    assert said("print(spacy.info(silent=True)['spacy_version'] == spacy.__version__)") == "True"


@pytest.mark.slow
def test_what_spacy_does_not_have_it_still_does_not_have() -> None:
    assert said("print(hasattr(spacy, 'clip'), 'spacy.cli' in sys.modules)") == "False False"


@pytest.mark.slow
def test_spacy_that_is_imported_first_is_left_alone() -> None:
    code = (
        "import spacy.cli, sys\nreal = sys.modules['spacy.cli']\nimport polcorp.pipeline\n"
        "print(sys.modules['spacy.cli'] is real, hasattr(real, 'download'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]
