"""A public web site of our own, over HTTPS, for the demo and the tests: the far end of the web view's wire."""

import argparse
import http.server
import json
import ssl
import sys
from functools import partial
from pathlib import Path
from typing import Any

SITE = Path(__file__).resolve().parents[2] / "deploy" / "demo" / "site"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the folder and writes no log of who read what."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Nothing."""


def main(argv: list[str] | None = None) -> int:
    """Serve until killed; the address is printed as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--certificate", required=True)
    parser.add_argument("--key", required=True)
    parser.add_argument("--folder", type=Path, default=SITE)
    options = parser.parse_args(argv)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(options.folder)))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options.certificate, options.key)
    # The handshake is the connection's own: a browser opens some in advance and leaves them silent.
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    sys.stdout.write(json.dumps({"url": f"https://localhost:{server.server_port}/"}) + "\n")
    sys.stdout.flush()
    server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
