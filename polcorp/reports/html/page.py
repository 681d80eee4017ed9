"""The page itself: content, words, style and script put into the template."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Unpack

from polcorp.errors import PolcorpError
from polcorp.lexicons.party_colours import GREYS
from polcorp.reports.html.content import Content, collect
from polcorp.reports.html.excerpts import EXCERPT, TEXT_BUDGET
from polcorp.reports.html.words import page_words
from polcorp.reports.labels import Language, value_label
from polcorp.reports.tables import cells_of
from polcorp.vocabulary.messages import counted, message, speaking
from polcorp.vocabulary.values import VALUES

if TYPE_CHECKING:
    from polcorp.corpus import Corpus, Where

_FOLDER = "template"


def report(
    corpus: Corpus,
    language: Language = "en",
    *,
    title: str = "",
    budget: int = TEXT_BUDGET,
    **where: Unpack[Where],
) -> bytes:
    """Return the report as one page that needs no network: script, style and plots are in it.

    Texts are in it whole up to *budget* characters in all, above that in excerpts.

    Raises:
        PolcorpError: no document fits the filters.
    """
    content = collect(corpus, budget, language, **where)
    if not content.chosen:
        raise PolcorpError(message("no_documents_to_report"))
    words = page_words(language)
    for_script = {
        "words": words,
        "labels": _labels(language),
        "neutral": GREYS[0],
        "excerpt": EXCERPT,
        "themes_lang": None if language == "sv" else "en",
    }
    with speaking(language):
        about = words["about"].format(
            documents=counted(content.chosen, "document"), total=content.stored
        )
    return _render(
        content=content,
        about=about,
        words=words,
        language=language,
        title=title or words["title"],
        sections=_sections(content),
        still=_still(content, language, words),
        notes=_notes(content, words),
        plotly=plotly_script(),
        payload=_json({**content.payload, **for_script}),
        style=_read("report.css"),
        script=_script(),
    )


def _sections(content: Content) -> list[str]:
    """Return the sections that there is something to say in."""
    payload = content.payload
    there = {
        "municipalities": any(payload["documents"]["municipality"]),
        "time": any(payload["documents"]["date"]),
        "agreement": bool(payload["matters"]),
        "keyness": bool(payload["typical"]),
    }
    order = (
        *("overview", "matrix", "municipalities", "time", "actors", "agreement", "keyness"),
        *("demands", "documents", "method"),
    )
    return [name for name in order if there.get(name, True)]


def _notes(content: Content, words: dict[str, Any]) -> list[str]:
    """Return what the page leaves out, in words."""
    notes = [] if content.whole else [words["excerpts"]]
    return notes + ([words["too_many_demands"]] if content.payload["matters"] is None else [])


def _still(
    content: Content, language: Language, words: dict[str, Any]
) -> list[tuple[str, list[str], list[tuple[str, ...]]]]:
    """Return the tables for readers without a script: caption, headings and rows."""
    tables = []
    for caption, name, frame in (
        (words["sections"]["overview"], "demands by", content.parties),
        (words["sections"]["matrix"], "themes", content.themes),
    ):
        cells = cells_of(name, frame, (), language)
        rows = list(zip(*(cell.values for cell in cells), strict=True))
        tables.append((caption, [cell.heading for cell in cells], rows))
    return tables


def _render(*, content: Content, language: Language, **values: Any) -> bytes:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(_read("report.html.j2"))
    return template.render(content=content, language=language, **values).encode()


def _read(name: str) -> str:
    return (files("polcorp.reports.html") / _FOLDER / name).read_text(encoding="utf-8")


def _script() -> str:
    """Return the page's own script, its files in the order of their names."""
    folder = files("polcorp.reports.html") / _FOLDER / "script"
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".js"))
    return "\n".join(_read(f"script/{name}") for name in names)


@cache
def plotly_script() -> str:
    """Return Plotly's script, which the package ``plotly`` brings, fit for a ``script`` element."""
    from plotly.offline import get_plotlyjs

    text: str = get_plotlyjs()
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _labels(language: Language) -> dict[str, dict[str, str]]:
    return {
        column: {value: value_label(column, value, language) for value in VALUES[column]}
        for column in ("form", "doc_type", "type")
    }


def _json(payload: dict[str, Any]) -> str:
    """Return *payload* as JSON that cannot end the element that it is in."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
