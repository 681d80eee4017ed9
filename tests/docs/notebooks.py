"""Running the notebook of the documentation: ``python -m tests.docs.notebooks`` writes its outputs."""

from __future__ import annotations

import ast
import io
import json
import os
import shutil
import tempfile
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"

Cell = dict[str, Any]


def read() -> dict[str, Any]:
    """Return the notebook as it is stored."""
    notebook: dict[str, Any] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    return notebook


def code_cells(notebook: dict[str, Any]) -> list[Cell]:
    """Return its cells of code in their order."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def run(notebook: dict[str, Any]) -> None:
    """Run the cells in the current folder as Jupyter would, and put what they show in them."""
    names: dict[str, Any] = {"__name__": "__main__"}
    for number, cell in enumerate(code_cells(notebook), start=1):
        cell["execution_count"] = number
        cell["outputs"] = list(_outputs("".join(cell["source"]), names, number))


def _outputs(source: str, names: dict[str, Any], number: int) -> list[Cell]:
    """Run *source* and return what it prints, and what its last expression is."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(tree, "notebook", "exec"), names)
        value = eval(source_of(source, last), names) if last is not None else None
    outputs: list[Cell] = []
    if printed.getvalue():
        lines = printed.getvalue().splitlines(keepends=True)
        outputs.append({"name": "stdout", "output_type": "stream", "text": lines})
    if value is not None:
        data = {"text/plain": repr(value).splitlines(keepends=True)}
        if hasattr(value, "_repr_html_"):
            data["text/html"] = value._repr_html_().splitlines(keepends=True)
        outputs.append(
            {"data": data, "execution_count": number, "metadata": {}}
            | {"output_type": "execute_result"}
        )
    return outputs


def source_of(source: str, expression: ast.stmt) -> str:
    """Return the text of the last *expression* of *source*."""
    return str(ast.get_source_segment(source, expression))


def prepare(folder: Path) -> None:
    """Put what the notebook reads into *folder*."""
    shutil.copytree(ROOT / "data" / "raw", folder / "data" / "raw")
    shutil.copytree(ROOT / "data" / "annotations", folder / "data" / "annotations")


def written(notebook: dict[str, Any]) -> str:
    """Return the notebook as a file has it."""
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    found = read()
    with tempfile.TemporaryDirectory() as place:
        prepare(Path(place))
        os.chdir(place)
        run(found)
        os.chdir(ROOT)
    NOTEBOOK.write_text(written(found), encoding="utf-8")
