"""The pipeline as a whole: loading, alone in other pipelines, pickling, several processes."""

import os
import pickle
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from srsly.msgpack import msgpack_decoders

from polcorp.errors import PolcorpError
from polcorp.pipeline.annotations import EXTENSIONS
from polcorp.pipeline.fingerprint import pipeline_info
from polcorp.pipeline.language import load_pipeline

ROOT = Path(__file__).parents[2]
COMPONENTS = [
    "polcorp_layout",
    "polcorp_sentences",
    "polcorp_lemmas",
    "polcorp_actors",
    "polcorp_corrected_actors",
    "polcorp_metadata",
    "polcorp_demands",
    "polcorp_corrected_demands",
    "polcorp_stance",
    "polcorp_themes",
    "polcorp_corrected_themes",
]
FACTORIES = [
    "polcorp_corrections" if name.startswith("polcorp_corrected") else name for name in COMPONENTS
]
TEXTS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "data/raw").glob("*.txt"))] + [
    "",
    "\n",
    "Vi vill bygga.",
    "Centerpartiet vill:\n• bygga skolor\n• riva murar",
]


def annotations(doc: Doc) -> dict[str, Any]:
    return {name: doc._.get(name) for name in EXTENSIONS}


def test_components_and_their_order(nlp: Language, packaged: Language) -> None:
    assert nlp.pipe_names == COMPONENTS
    ours = [name for name in packaged.pipe_names if name.startswith("polcorp_")]
    assert [name for name in ours if name in COMPONENTS] == COMPONENTS
    assert packaged.pipe_names[:2] == COMPONENTS[:2]


def test_what_shapes_the_result(tmp_path: Path) -> None:
    info = pipeline_info("blank")
    assert (info["spacy"], info["model"]) == (version("spacy"), "sv_blank")
    assert info["model_files"] == ""
    assert len(info["lexicons"]) == len(info["program"]) == 16
    spacy.blank("sv").to_disk(tmp_path)
    other = pipeline_info(str(tmp_path))
    assert other["model_files"]
    assert {k: v for k, v in other.items() if not k.startswith("model")} == {
        k: v for k, v in info.items() if not k.startswith("model")
    }


def test_an_unknown_model() -> None:
    for name in ("no_such_model", "no/such/folder"):
        with pytest.raises(PolcorpError, match=name):
            load_pipeline(name)


@pytest.mark.slow
def test_a_model_from_a_folder(tmp_path: Path) -> None:
    other = spacy.blank("sv")
    other.add_pipe("sentencizer")
    other.to_disk(tmp_path / "model")
    nlp = load_pipeline(str(tmp_path / "model"))
    assert nlp.pipe_names[0] == "polcorp_layout"
    assert nlp("Vi vill bygga.")._.demands


def test_a_module_that_is_no_pipeline() -> None:
    with pytest.raises(PolcorpError, match="no spaCy pipeline «json»"):
        load_pipeline("json")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("label", "ours", "text"),
    [
        ("PRS", "PERSON", "I går talade Zorvika Plint, rektor på skolan, igen."),
        (
            "ORG",
            "ORG",
            "I går talade Zorvika Plint. Idag sade Zorvika Plint nej till Zorvika Plint.",
        ),
        ("LOC", "LOC", "I går blåste det kring Zorvika Plint igen."),
    ],
)
def test_labels_of_other_pipelines_are_mapped(
    tmp_path: Path, label: str, ours: str, text: str
) -> None:
    other = spacy.blank("sv")
    ruler = other.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": "Zorvika Plint"}])  # type: ignore[attr-defined]
    other.to_disk(tmp_path)
    doc = load_pipeline(str(tmp_path))(text)
    actor = doc._.actors[0]
    assert doc.text[actor["start"] : actor["end"]] == "Zorvika Plint"
    assert (actor["type"], actor["rule"]) == (ours, f"model:{label}")


@pytest.mark.slow
def test_several_processes_find_the_same(nlp: Language) -> None:
    alone = list(nlp.pipe(TEXTS))
    shared = list(nlp.pipe(TEXTS, n_process=2, batch_size=2))
    for one, other in zip(alone, shared, strict=True):
        assert annotations(one) == annotations(other)
        assert [s.text for s in one.sents] == [s.text for s in other.sents]


@pytest.mark.slow
@pytest.mark.parametrize("name", COMPONENTS)
def test_components_survive_pickling(nlp: Language, name: str) -> None:
    component = pickle.loads(pickle.dumps(nlp.get_pipe(name)))
    for text in TEXTS[-2:]:
        doc = nlp.make_doc(text)
        for other, pipe in nlp.pipeline:
            doc = component(doc) if other == name else pipe(doc)
        assert annotations(doc) == annotations(nlp(text))


def test_the_same_text_gives_the_same_twice(nlp: Language) -> None:
    assert annotations(nlp(TEXTS[0])) == annotations(nlp(TEXTS[0]))


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(set(FACTORIES)))
def test_each_component_alone_in_anybodys_pipeline(name: str) -> None:
    nlp = spacy.blank("sv")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe(name)
    for text in TEXTS:
        doc = nlp(text)
        assert doc.text == text
        assert all(doc.has_extension(key) for key, owner in EXTENSIONS.items() if owner == name)


@pytest.mark.slow
def test_components_are_found_after_a_plain_import_of_spacy(tmp_path: Path) -> None:
    """The entry points of the project file are all that spaCy needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["project"]["entry-points"]
    info = tmp_path / "polcorp_entry_points-0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: polcorp-entry-points\nVersion: 0\n"
    )
    (info / "entry_points.txt").write_text(
        "\n".join(
            f"[{group}]\n" + "\n".join(f"{key} = {value}" for key, value in entries.items())
            for group, entries in groups.items()
        )
    )
    script = (
        "import sys, spacy\n"
        "assert 'polcorp' not in sys.modules\n"
        "nlp = spacy.blank('sv', config={'nlp': {'tokenizer': "
        "{'@tokenizers': 'polcorp.SwedishTokenizer.v1'}}})\n"
        "nlp.add_pipe('sentencizer')\n"
        f"for number, name in enumerate({FACTORIES}):\n"
        "    nlp.add_pipe(name, name=f'{name} {number}')\n"
        "doc = nlp('Vi i Centerpartiet vill bygga en skola.')\n"
        "print(doc._.demands[0]['party'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"},
    )
    assert (done.stdout, done.returncode) == ("C\n", 0), done.stderr


@pytest.mark.slow
def test_the_packaged_pipeline_reads_a_page(packaged: Language) -> None:
    doc = packaged(TEXTS[0])
    assert doc.text == TEXTS[0]
    assert doc._.meta["party"]["value"] == "C"
    assert doc._.demands
    assert doc._.themes
    assert pickle.loads(pickle.dumps(packaged.get_pipe("polcorp_actors")))


def test_what_spacy_asks_of_installed_packages_is_as_before_after_loading() -> None:
    def asking() -> dict[str, bool]:
        named = {name: getattr(registry, name) for name in registry.get_registry_names()}
        return {name: bool(getattr(one, "entry_points", False)) for name, one in named.items()}

    before = asking()
    load_pipeline("blank")
    assert asking() == before
    assert before["architectures"]
    assert "get_all" not in vars(msgpack_decoders)
