"""Other programs' dictionaries as a codebook: LIWC-style ``.dic`` files and quanteda's YAML."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from polcorp.errors import DataFileError
from polcorp.lexicons.themes import Term, Theme
from polcorp.reading.decoding import UnreadableTextError, decode

#: Nested categories are joined by this, as quanteda prints them.
_JOIN = "."


def read_dictionary(path: Path) -> tuple[Theme, ...]:
    """Read a dictionary as themes; the extension says the kind: ``.dic``, ``.yml``, ``.yaml``.

    A final ``*`` makes an entry match the beginnings of words, as in both formats; an entry of
    several words is a phrase. All entries weigh 3: a dictionary knows no weights.

    Raises:
        DataFileError: the file is missing, of another kind, or not well-formed; names the line
            where there is one.
    """
    if not path.is_file():
        raise DataFileError(path, None, "there is no such file")
    kind = path.suffix.lower()
    text = _text(path)
    if kind == ".dic":
        return tuple(_theme(name, words) for name, words in _liwc(path, text).items())
    if kind in (".yml", ".yaml"):
        return tuple(_theme(name, words) for name, words in _quanteda(path, text).items())
    raise DataFileError(path, None, "the extension is none of .dic, .yml, .yaml")


def as_toml(themes: Iterable[Theme]) -> str:
    """Return *themes* as the text of a ``themes.toml``."""
    import json

    blocks = []
    for theme in themes:
        lines = ["[[theme]]", f"code = {json.dumps(theme.code, ensure_ascii=False)}"]
        lines.append(f"name = {json.dumps(theme.name, ensure_ascii=False)}")
        for name in ("terms", "phrases", "prefixes"):
            entries = getattr(theme, name)
            if entries:
                lines.append(f"{name} = [")
                lines += [
                    f"  {{ text = {json.dumps(e.text, ensure_ascii=False)}, weight = {e.weight} }},"
                    for e in entries
                ]
                lines.append("]")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _text(path: Path) -> str:
    """Return the text of a dictionary in any encoding that raw documents may have."""
    try:
        return decode(path.read_bytes()).text
    except OSError as error:
        raise DataFileError(path, None, error.strerror or str(error)) from error
    except UnreadableTextError as error:
        raise DataFileError(path, None, str(error)) from error


def _theme(name: str, words: list[str]) -> Theme:
    """Return a theme; «skol*» is the word «skol» and every word that begins so."""
    unique = list(dict.fromkeys(word.strip() for word in words if word.strip("* ")))
    open_ended = [word.rstrip("*") for word in unique if word.endswith("*") and " " not in word]
    plain = [word for word in unique if not word.endswith("*") and " " not in word]
    phrases = [word.replace("*", "") for word in unique if " " in word]
    code = "_".join(name.lower().split())
    return Theme(
        code=code,
        name=name,
        terms=tuple(Term(text=word, weight=3) for word in [*plain, *open_ended]),
        prefixes=tuple(Term(text=word, weight=3) for word in open_ended),
        phrases=tuple(Term(text=word, weight=3) for word in phrases),
    )


def _liwc(path: Path, text: str) -> dict[str, list[str]]:
    """Read ``%``, numbered categories, ``%``, and words with the numbers of their categories."""
    names: dict[str, str] = {}
    words: dict[str, list[str]] = {}
    part = 0
    for number, line in enumerate(text.splitlines(), start=1):
        cells = line.strip().split("\t") if "\t" in line.strip() else line.split()
        cells = [cell.strip() for cell in cells if cell.strip()]
        if not cells:
            continue
        if cells == ["%"]:
            part += 1
        elif part == 1 and len(cells) >= 2:
            names[cells[0]] = cells[1]
            words[cells[1]] = []
        elif part == 2 and len(cells) >= 2:
            for category in cells[1:]:
                if category not in names:
                    raise DataFileError(path, number, f"no category has the number {category}")
                words[names[category]].append(cells[0])
        else:
            raise DataFileError(path, number, "not a line of a LIWC dictionary")
    if part != 2:
        raise DataFileError(path, None, "the two lines with «%» around the categories are missing")
    return words


def _quanteda(path: Path, text: str) -> dict[str, list[str]]:
    """Read nested mappings that end in lists of words."""
    import yaml

    found: dict[str, list[str]] = {}
    try:
        tree = yaml.load(text, yaml.BaseLoader)  # which makes nothing but texts
        _collect(path, tree, (), found)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise DataFileError(path, line, f"not well-formed YAML ({error.problem})") from error
    except yaml.YAMLError as error:
        problem = f"not well-formed YAML ({' '.join(str(error).split())})"
        raise DataFileError(path, None, problem) from error
    except RecursionError as error:
        raise DataFileError(path, None, "categories are nested too deep") from error
    if not found:
        raise DataFileError(path, None, "the file holds no category with words")
    return found


def _collect(path: Path, node: Any, names: tuple[str, ...], found: dict[str, list[str]]) -> None:
    if isinstance(node, dict):
        for name, below in node.items():
            _collect(path, below, (*names, str(name)), found)
    elif names and isinstance(node, (list, str)):
        items = node if isinstance(node, list) else [node]
        nested = [item for item in items if isinstance(item, dict)]
        words = [str(item) for item in items if not isinstance(item, dict) and str(item).strip()]
        if words:
            found.setdefault(_JOIN.join(names), []).extend(words)
        for item in nested:
            _collect(path, item, names, found)
    elif node is not None:
        raise DataFileError(path, None, f"«{_JOIN.join(names)}» is no list of words")
