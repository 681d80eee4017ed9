"""What shapes a result: program, model and lexicons, told without loading any of them."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from polcorp.errors import PolcorpError
from polcorp.lexicons.files import fingerprint

PACKAGE = Path(__file__).resolve().parent.parent
MODEL_DIR = PACKAGE / "model"


def find_model(name: str | None) -> Path | None:
    """Return the folder of a spaCy pipeline by path or name; None means a blank one.

    Raises:
        PolcorpError: no folder and no installed package has that name.
    """
    if name is None:
        return MODEL_DIR if (MODEL_DIR / "meta.json").exists() else None
    if name == "blank":
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
    """Return what shapes the result of the pipeline that is built on *model*.

    Two pipelines with the same information analyse alike.

    Raises:
        PolcorpError: there is no such model.
    """
    folder = find_model(model)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8")) if folder else {}
    return {
        "polcorp": _version(),
        "program": _hash_of_files(PACKAGE, ("pipeline/**/*.py", "lexicons/*.py", "corpus/rows.py")),
        "spacy": metadata.version("spacy"),
        "model": f"{meta.get('lang', 'sv')}_{meta.get('name') or 'blank'}",
        "model_version": str(meta.get("version", "")),
        "model_files": _hash_of_files(folder, ("**/*",)) if folder else "",
        "lexicons": fingerprint(),
    }


@cache
def _hash_of_files(folder: Path, patterns: tuple[str, ...]) -> str:
    """Return a short hash of the files' names and contents."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in folder.glob(pattern)}):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


@cache
def _version() -> str:
    try:
        return metadata.version("polcorp")
    except metadata.PackageNotFoundError:
        return "0+unknown"
