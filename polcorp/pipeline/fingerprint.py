"""Fingerprint of what decides an analysis: code, model and lexicons, none of which is loaded."""

from __future__ import annotations

import json
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from polcorp.content_hash import content_hash
from polcorp.errors import PolcorpError
from polcorp.lexicons.files import fingerprint

PACKAGE = Path(__file__).resolve().parent.parent
MODEL_DIR = PACKAGE / "model"
#: The pipelines that come with the package, by the names under which they are asked for.
PACKAGED = {"fast": MODEL_DIR, "accurate": PACKAGE / "model_accurate"}
#: The one that is used where none is named.
DEFAULT_MODEL = "fast"

#: The code of an analysis, by patterns under the package: this layer and those below it. The layer
#: above adds its own part.
CODE = (
    "vocabulary/actor_types.py",
    "vocabulary/document_fields.py",
    "vocabulary/source_formats.py",
    "reading/aligned.py",
    "reading/clean_view.py",
    "reading/dates.py",
    "reading/decoding.py",
    "reading/documents.py",
    "reading/extract/*.py",
    "reading/folding.py",
    "reading/instructions.py",
    "reading/lenient_decoding.py",
    "reading/line_words.*",
    "reading/markup.py",
    "reading/page_debris.py",
    "reading/paths.py",
    "reading/wrapping.py",
    "lexicons/*.py",
    "swedish/*.py",
    "pipeline/**/*.py",
)
#: What the patterns find and no analysis runs.
NO_PART = ("lexicons/dictionaries.py", "lexicons/party_colours.py", "lexicons/stop_words.py")


def find_model(name: str | None) -> Path | None:
    """Return the folder of a spaCy pipeline by path or name; None means a blank one.

    Without a *name* it is the packaged pipeline ``DEFAULT_MODEL``.

    Raises:
        PolcorpError: no folder and no installed package has that name.
    """
    packaged = PACKAGED.get(DEFAULT_MODEL if name is None else name)
    if packaged is not None and (packaged / "meta.json").is_file():
        return packaged
    if name is None or name == "blank":
        return None
    if (Path(name) / "meta.json").is_file():
        return Path(name)
    spec = find_spec(name) if name.isidentifier() else None
    if spec is not None and spec.origin is not None:
        folder = Path(spec.origin).parent
        # Any module has a spec, and registries hold empty packages named like pipelines.
        if (folder / "meta.json").is_file():
            return folder
    raise PolcorpError(f"no spaCy pipeline «{name}» is installed here, and no folder has that name")


def pipeline_info(model: str | None = None) -> dict[str, str]:
    """Return what decides how the pipeline that is built on *model* analyses a text.

    Two pipelines with the same information analyse alike. Comments, docstrings and layout of code
    and of TOML files play no part.

    Raises:
        PolcorpError: there is no such model.
    """
    folder = find_model(model)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8")) if folder else {}
    return {
        "program": program_hash(),
        "spacy": metadata.version("spacy"),
        "regex": metadata.version("regex"),
        "simplemma": metadata.version("simplemma"),
        "model": f"{meta.get('lang', 'sv')}_{meta.get('name') or 'blank'}",
        "model_version": str(meta.get("version", "")),
        "model_files": _model_hash(folder) if folder else "",
        "lexicons": fingerprint(),
    }


@cache
def program_hash(package: Path = PACKAGE) -> str:
    """Return a hash of the code that turns the bytes of a file into an analysis."""
    paths = {path for pattern in CODE for path in package.glob(pattern)}
    return content_hash(package, paths - {package / name for name in NO_PART})


@cache
def _model_hash(folder: Path) -> str:
    words = ("LICENSE", "README")
    paths = (path for path in folder.rglob("*") if not path.name.startswith(words))
    return content_hash(folder, (path for path in paths if "__pycache__" not in path.parts))
