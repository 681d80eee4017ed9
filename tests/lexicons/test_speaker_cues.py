"""Signs of who speaks: the packaged ones are well-formed, and faults are reported."""

from pathlib import Path

import pytest

from polcorp.errors import DataFileError
from polcorp.lexicons.files import data_dir
from polcorp.lexicons.speaker_cues import KINDS, load_speaker_cues, read_speaker_cues

PACKAGED = (data_dir() / "speaker_cues.toml").read_text(encoding="utf-8")


def test_the_packaged_signs() -> None:
    cues = load_speaker_cues()
    assert len({cue.name for cue in cues.cue}) == len(cues.cue)
    assert all(cue.words and cue.weights for cue in cues.cue)
    assert all(cue.weights and set(cue.weights.values()).isdisjoint({0.0}) for cue in cues.cue)
    for kind in KINDS:
        assert any(cue.weights.get(kind, 0) > 0 for cue in cues.cue), kind
    together = cues.together
    assert all((together.asks, together.papers, together.ours, together.apart))


@pytest.mark.parametrize(
    ("entry", "line", "fits"),
    [
        ("=Annons", "Annons", True),
        ("=Annons", "ANNONS »", True),
        ("=Annons", "Annonser", False),
        ("Tipsa oss", "Tipsa oss: 070", True),
        ("Tipsa oss", "Tipsa ossian", False),
        (r"~växel:? \d", "Växel 0", True),
        (r"~växel:? \d", "Kommunens växel 0", False),
    ],
)
def test_how_lines_are_written(tmp_path: Path, entry: str, line: str, fits: bool) -> None:
    cue = f'[[cue]]\nname = "x"\nwhere = "cell"\nweights = {{ media = 1 }}\nwords = [\'{entry}\']\n'
    path = tmp_path / "cues.toml"
    path.write_text(f"{cue}\n{PACKAGED}", encoding="utf-8")
    assert (read_speaker_cues(path).cue[0].pattern.match(line) is not None) == fits


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('where = "cell"', 'where = "margin"', "where"),
        ("weights = { authority = 3 }", "weights = { press = 3 }", "press"),
        ("masthead = 2\n", "", "masthead"),
        ("'~hj", "'~(hj", "bad pattern"),
        ("\n[names]", "\n[names", "not well-formed TOML"),
    ],
)
def test_faults_are_reported(tmp_path: Path, old: str, new: str, problem: str) -> None:
    path = tmp_path / "cues.toml"
    assert old in PACKAGED
    path.write_text(PACKAGED.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError, match=problem):
        read_speaker_cues(path)
