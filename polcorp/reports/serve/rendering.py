"""The templates of the pages: what they all have, and their style."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from polcorp.lexicons.party_colours import load_party_colours
from polcorp.reports.labels import Language, heading
from polcorp.reports.serve.questions import Question
from polcorp.vocabulary.messages import LANGUAGES, message

if TYPE_CHECKING:
    import jinja2

#: The tables in the navigation of every page.
LISTED = ("documents", "demands", "actors", "themes")
#: The words of the templates.
_WORDS = (
    "serve_contains",
    "serve_download",
    "serve_found_here",
    "serve_legend",
    "serve_more",
    "serve_next",
    "serve_overview",
    "serve_patterns",
    "serve_previous",
    "serve_remove",
    "serve_search",
    "serve_show",
    "serve_menu",
    "serve_pages",
    "serve_skip",
    "no_rows",
)


def render_page(template: str, question: Question, language: Language, **values: Any) -> str:
    """Return the page of a *template*, which gets the *values* and what all pages have."""
    there = question.only("lang")
    found = _templates().get_template(f"{template}.html.j2")
    return found.render(
        question=question,
        language=language,
        languages=[name for name in LANGUAGES if name != language],
        tables=[(there.address(f"/{name}"), heading(name, language)) for name in LISTED],
        home=there.address("/"),
        search=there.address("/search"),
        words={key.removeprefix("serve_"): message(key) for key in _WORDS},
        **values,
    )


def style() -> str:
    """Return the style of all pages, with the colours of the parties."""
    own = (
        f'[data-party="{party}"]::before {{ content: "■ "; color: {colour}; }}'
        for party, colour in load_party_colours().items()
    )
    return "\n".join([_read("style.css"), *own]) + "\n"


@cache
def _templates() -> jinja2.Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(_read),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _read(name: str) -> str:
    return (files("polcorp.reports.serve") / "template" / name).read_text(encoding="utf-8")
