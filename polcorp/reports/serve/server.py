"""The server: a socket on this machine alone, and uvicorn until Ctrl-C."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from polcorp.errors import PolcorpError
from polcorp.vocabulary.messages import Language, message

if TYPE_CHECKING:
    import uvicorn

    from polcorp.corpus import Corpus

#: The only address that is listened at: that of the machine itself.
HOST = "127.0.0.1"
#: The port unless another is asked for.
PORT = 8430


def listening(port: int) -> socket.socket:
    """Return a socket that listens at *port* of this machine, 0 for any free one.

    Raises:
        PolcorpError: the port is taken, or may not be used.
    """
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let two programs share the port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((HOST, port))
        bound.listen(128)
    except (OSError, OverflowError) as error:
        bound.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise PolcorpError(message("port_taken", port=port, reason=reason)) from error
    return bound


def serve(
    corpus: Corpus,
    language: Language,
    bound: socket.socket,
    started: Callable[[str], None],
    tell: Callable[[str], None],
) -> None:
    """Serve *corpus* on the socket *bound* until the process is interrupted.

    *started* gets the address when pages can be asked for, *tell* a line about each fault of the
    program itself.

    Raises:
        ModuleNotFoundError: the libraries of the extra «serve» are missing.
    """
    with bound, suppress(KeyboardInterrupt):  # that is how it ends; uvicorn has closed all
        _server(corpus, language, lambda: started(_address(bound)), tell).run(sockets=[bound])


def _address(bound: socket.socket) -> str:
    return f"http://{HOST}:{bound.getsockname()[1]}/"


def _server(
    corpus: Corpus, language: Language, started: Callable[[], None], tell: Callable[[str], None]
) -> uvicorn.Server:
    """Return the server, which calls *started* when it answers."""
    import uvicorn

    from polcorp.reports.serve.site import site

    class Server(uvicorn.Server):
        """Says when it is there."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            started()

    config = uvicorn.Config(
        site(corpus, language, tell),
        log_level="critical",
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    return Server(config)
