"""One web process, on a socket that was opened before it.

Waitress takes in a request and sends out an answer beside the threads that work: a phone on a slow line holds none of
them. Several such processes may share the socket.
"""

from __future__ import annotations

import signal
import socket
from typing import NoReturn

THREADS = 8
CONNECTIONS = 200


def serve(descriptor: int) -> None:
    """Serve until SIGTERM or Ctrl-C; requests in hand are answered first."""
    from django.conf import settings
    from waitress.server import create_server

    from kheo.config.wsgi import application

    scheme = "https" if settings.KHEO_HTTPS else "http"
    server = create_server(
        application,
        sockets=[socket.socket(fileno=descriptor)],
        threads=THREADS,
        connection_limit=CONNECTIONS,
        max_request_body_size=2 * settings.UPLOAD_LIMIT,  # so that most of what is too large gets a sentence from us
        inbuf_overflow=4 * settings.UPLOAD_LIMIT,  # never to the disk
        url_scheme=scheme,
        ident="kheo",
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    try:
        server.run()
    finally:
        server.close()


def _stop(_number: int, _frame: object) -> NoReturn:
    raise SystemExit(0)  # waitress lets its threads end their work and returns
