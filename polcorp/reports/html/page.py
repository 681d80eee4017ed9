"""The page itself: content, plots and words put into the template."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Unpack

from polcorp.errors import PolcorpError
from polcorp.reports.html.content import Content, collect
from polcorp.reports.html.evidence import TEXT_BUDGET
from polcorp.reports.html.plots import keyness_plot, shares_plot, years_plot
from polcorp.reports.html.words import page_words
from polcorp.reports.labels import Language, value_label
from polcorp.vocabulary.messages import message
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
    if not content.totals["documents"]:
        raise PolcorpError(message("no_documents_to_report"))
    words = page_words(language)
    names = {row["theme"]: row["name"] for row in content.themes.rows}
    return _render(
        content=content,
        words=words,
        language=language,
        title=title or words["title"],
        shares=shares_plot(content.shares, names, words["axis"]) if content.shares else "",
        years=years_plot(content.years, words["documents"], words["demands"])
        if len(content.years) > 1
        else "",
        keyness=keyness_plot(content.keyness, words["key_axis"]) if content.keyness else "",
        payload=_json({**content.payload, "words": words, "labels": _labels(language)}),
        style=_read("report.css"),
        script=_read("report.js"),
    )


def _render(*, content: Content, language: Language, **values: Any) -> bytes:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["number"] = lambda value: _number(value, language)
    environment.filters["type_label"] = lambda value: value_label("type", value, language)
    template = environment.from_string(_read("report.html.j2"))
    return template.render(content=content, language=language, **values).encode()


def _read(name: str) -> str:
    return (files("polcorp.reports.html") / _FOLDER / name).read_text(encoding="utf-8")


def _number(value: float | None, language: Language) -> str:
    """Return a number as people write it: a thin space or a comma between thousands."""
    if value is None:
        return "–"
    shown = f"{value:,.2f}" if isinstance(value, float) else f"{value:,}"
    if language == "sv":
        return shown.replace(",", "\u202f").replace(".", ",")
    return shown


def _labels(language: Language) -> dict[str, dict[str, str]]:
    return {
        column: {value: value_label(column, value, language) for value in VALUES[column]}
        for column in ("form", "doc_type")
    }


def _json(payload: dict[str, Any]) -> str:
    """Return *payload* as JSON that cannot end the element that it is in."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
