"""`kheo serve`: the site on this machine."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kheo.i18n import LANGUAGES, language, mark
from kheo.i18n import gettext as _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--port", type=int, default=8000, metavar="N", help=mark("the port; 0 takes any free one"))
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="NAME", help=mark("the address; by default this machine only")
    )
    parser.add_argument("--port-file", type=Path, metavar="FILE", help=mark("write the port there once it is open"))
    parser.add_argument("--lang", choices=LANGUAGES, default=language(), help=mark("language of messages and pages"))


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C; returns the exit code."""
    from kheo.site.server import Site

    try:
        site = Site(options.host, options.port, options.lang)
    except (OSError, OverflowError) as error:
        message = _("cannot open port {port} at {host} ({fault}); choose another with --port")
        fault = getattr(error, "strerror", None) or str(error)
        print("kheo: " + message.format(port=options.port, host=options.host, fault=fault), file=sys.stderr)
        return 1
    port = site.server_address[1]
    if options.port_file is not None:
        options.port_file.write_text(str(port), "ascii")
    host = f"[{options.host}]" if ":" in options.host else options.host
    print(_("Khéo serves at http://{host}:{port}/ – Ctrl-C ends it").format(host=host, port=port), flush=True)
    try:
        site.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        site.server_close()
    return 0
