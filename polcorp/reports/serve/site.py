"""The site as an ASGI application: addresses to pages, guarded against other sites and writes.

It answers GET and HEAD alone, and only where the address bar names this machine, so that no page
from elsewhere can make a browser read from it under another name. No page has a script.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from polcorp.errors import PolcorpError, UnknownValueError
from polcorp.reports.exports import export_bytes
from polcorp.reports.serve import pages
from polcorp.reports.serve.questions import Question
from polcorp.reports.serve.rendering import style
from polcorp.reports.serve.tables import TABLES, asked_table
from polcorp.vocabulary.formats import FORMATS
from polcorp.vocabulary.messages import Language, message, speaking
from polcorp.vocabulary.translations import as_read

if TYPE_CHECKING:
    from starlette.exceptions import HTTPException

    from polcorp.corpus import Corpus

#: The names by which a browser on this machine may call it.
HOSTS = ("127.0.0.1", "localhost")
#: What a browser is told of every answer: nothing but our own style, in no other site's frame.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}

_HTML = "text/html"
#: Makes the page of a request: of its question, in a language.
Make = Callable[[Request, Question, Language], Response]


class NoPageError(PolcorpError):
    """There is no page at an address."""


def site(
    corpus: Corpus, language: Language = "en", tell: Callable[[str], None] = lambda _: None
) -> Starlette:
    """Return the application that serves *corpus*, in *language* unless an address says another.

    *tell* gets a line about each fault of the program itself, which the reader sees as a page too.
    """

    def page(make: Callable[..., str]) -> Make:
        return lambda request, asked, spoken: _html(
            make(corpus, *request.path_params.values(), asked, spoken)
        )

    def answered(make: Make) -> Callable[[Request], Response]:
        return lambda request: _answer(make, request, language)

    def download(request: Request, asked: Question, _: Language) -> Response:
        name, kind = request.path_params["name"], request.path_params["kind"]
        if name not in TABLES or kind not in pages.DOWNLOADS:
            raise NoPageError(message("serve_no_page"))
        frame = asked_table(name, corpus, asked, whole=True)
        attached = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
        return _response(export_bytes(frame, kind), FORMATS[kind].media_type, headers=attached)

    def table(request: Request, asked: Question, spoken: Language) -> Response:
        name = request.path_params["name"]
        if name not in TABLES:
            raise NoPageError(message("serve_no_page"))
        return _html(pages.table(corpus, name, asked, spoken))

    def missing(request: Request, error: HTTPException) -> Response:
        asked = Question.asked(request.query_params.multi_items())
        spoken = asked.language(language)
        with speaking(spoken):
            told = message("serve_no_page") if error.status_code == 404 else str(error.detail)
            return _html(pages.fault(told, asked, spoken), error.status_code, error.headers)

    def broken(request: Request, error: Exception) -> Response:
        asked = Question.asked(request.query_params.multi_items())
        spoken = asked.language(language)
        tell(f"{request.url.path}: {type(error).__name__}: {error}")
        with speaking(spoken):
            return _html(pages.fault(message("serve_unexpected"), asked, spoken), 500)

    return Starlette(
        routes=[
            Route("/", answered(page(pages.home))),
            Route("/style.css", lambda _: _response(style().encode(), "text/css")),
            Route("/search", answered(page(pages.search))),
            Route("/document/{doc_id:path}", answered(page(pages.document))),
            Route("/{name}.{kind}", answered(download)),
            Route("/{name}", answered(table)),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS))],
        exception_handlers={404: missing, 405: missing, Exception: broken},  # type: ignore[dict-item]
    )


def _answer(make: Make, request: Request, usual: Language) -> Response:
    """Return the page that *make* makes, or one that says what is wrong with the request."""
    asked = Question.asked(request.query_params.multi_items())
    spoken = asked.language(usual)
    with speaking(spoken):
        if _from_elsewhere(request):
            return _html(pages.fault(message("serve_no_page"), asked, spoken), 403)
        try:
            return make(request, asked, spoken)
        except PolcorpError as error:
            lost = isinstance(error, NoPageError) or (
                isinstance(error, UnknownValueError) and "doc_id" in request.path_params
            )
            problem = as_read(str(error))
            return _html(pages.fault(problem, asked, spoken), 404 if lost else 400)


def _from_elsewhere(request: Request) -> bool:
    """Return whether a page of another site asks, and not a reader who follows a link."""
    site_, mode = (request.headers.get(f"sec-fetch-{name}") for name in ("site", "mode"))
    return site_ == "cross-site" and mode != "navigate"


def _html(page: str, status: int = 200, headers: object = None) -> Response:
    more = {str(name): str(value) for name, value in dict(headers or {}).items()}  # type: ignore[call-overload]
    return _response(page.encode(), _HTML, status, more)


def _response(
    body: bytes, kind: str, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    return Response(body, status, {**HEADERS, **(headers or {})}, media_type=kind)
