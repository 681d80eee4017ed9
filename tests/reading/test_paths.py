"""What the names of folders and files say of a document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polcorp.lexicons.resolving import path_vocabulary
from polcorp.reading.folding import fold
from polcorp.reading.paths import FOLDERS, PATH, PathValues, path_values


def guess(path: str) -> dict[str, str]:
    found = path_values(path, path_vocabulary())
    return dict(found.guess) if found else {}


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("raw/C/c_arjang_2022.txt", "C Årjäng 2022"),
        ("raw/C/arjang_2022.txt", "C Årjäng 2022"),
        ("S/2018/upplands-vasby/program.txt", "S Upplands_Väsby 2018"),
        ("Centerpartiet Årjängs kommun 2022.txt", "C Årjäng 2022"),
        ("A\u030arja\u0308ng/Centern.txt", "C Årjäng"),
        ("x/folkpartiet.falu-kommun.2010.txt", "L Falun 2010"),
        ("x/umea_20180321_motion.txt", "Umeå 2018-03-21"),
        ("x/moderaterna_i_lund.txt", "M Lund"),
        ("Region Kalmar län/l.txt", "L Region_Kalmar_län"),
        ("x/miljöpartiet_sigtuna.txt", "MP Sigtuna"),
        ("framtid-kalmar_2018.txt", "Framtid_Kalmar Kalmar 2018"),
        # the folder's whole name before a part of the file's
        ("C/svar-till-moderaterna.txt", "C"),
        ("Lund/resan-till-umea.txt", "Lund"),
        ("C/S/x.txt", "S"),
        # one letter is a folder's whole name, or begins the file's
        ("x/s_budget.txt", "S"),
        ("x/program_s.txt", ""),
        ("s 1/program.txt", ""),
        ("x/pp-3.txt", "PP"),
        ("x/protokoll_pp_3.txt", ""),
        # words that are something else as well need all else to be understood
        ("x/vara_2022.txt", "Vara 2022"),
        ("x/c_vara_valprogram.txt", "C Vara"),
        ("x/ratt-att-vara-med.txt", ""),
        ("Mark/x.txt", "Mark"),
        ("x/mark-och-bostader.txt", ""),
        # Habo or Håbo? several years? a goal?
        ("x/habo.txt", ""),
        ("x/program_2018-2022.txt", ""),
        ("2018/program_2022.txt", "2018"),
        ("x/vision_umea_2030.txt", "Umeå"),
        ("x/agenda-2030.txt", ""),
        ("x/umea_2050.txt", "Umeå"),
        ("x/20180231.txt", ""),
        # two parties in one name
        ("x/moderaterna-kristdemokraterna.txt", ""),
        ("x/joint-m-kd-l-debate.txt", ""),
        ("x/s_och_m_i_lund.txt", "Lund"),
        ("x/sd_protokoll_pp_3.txt", "SD"),
        # nothing
        ("data/raw/000_b9afd3b711a6568b.txt", ""),
        ("x/.txt", ""),
        ("x/F!.txt", ""),
    ],
)
def test_what_a_path_says(path: str, wanted: str) -> None:
    found = guess(path)
    order = ("party", "municipality", "region", "date")
    told = [found[name].replace(" ", "_") for name in order if name in found]
    assert " ".join(told) == wanted


def test_the_evidence_is_the_end_of_the_path() -> None:
    assert PathValues("C/arjang_2022.txt").evidence == "path: C/arjang_2022.txt"
    for path, shown in (
        ("data/raw/C/x/arjang_2022.txt", "C/x/arjang_2022.txt"),
        ("data/raw/x/arjang_2022.txt", "arjang_2022.txt"),
    ):
        found = path_values(path, path_vocabulary())
        assert found is not None
        assert found.shown == shown


NAMES = st.lists(
    st.sampled_from("C arjang 2022 x S_2018 lund vara med Moderaterna umea-2030 ö".split()),
    min_size=FOLDERS + 1,
    max_size=FOLDERS + 4,
)


@given(NAMES)
def test_only_the_nearest_folders_count(names: list[str]) -> None:
    near = names[-FOLDERS - 1 :]
    assert guess("/".join(names) + ".txt") == guess("/".join(near) + ".txt")


@given(NAMES)
def test_values_travel_unchanged(names: list[str]) -> None:
    found = path_values("/".join(names) + ".txt", path_vocabulary())
    if found is not None:
        assert PathValues.of({PATH: found.as_json(), "party": "C"}) == found
    assert PathValues.of({"party": "C"}) == PathValues("")


@given(st.text(max_size=40))
def test_any_path_may_be_asked_and_folding_is_done_once(text: str) -> None:
    guess(text + ".txt")
    assert fold(fold(text)) == fold(text)
