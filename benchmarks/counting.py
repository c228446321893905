"""A web server that counts what it sends: gzipped, over lasting connections, as web hosts do."""

from __future__ import annotations

import gzip
import threading
import time
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

REST = 2.0
"""Seconds without a byte, after which a page has all that it asks for."""


class Served:
    """A folder that is served, and how many bytes were sent."""

    def __init__(self, folder: Path) -> None:
        """Serve it at an address of this machine alone."""
        self.sent, self._at, self._lock = 0, time.monotonic(), threading.Lock()

        class Handler(_Handler):
            served = self

        made = lambda *args: Handler(*args, directory=str(folder))  # noqa: E731
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), made)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def count(self, sent: int) -> None:
        """Take in that bytes were sent."""
        with self._lock:
            self.sent, self._at = self.sent + sent, time.monotonic()

    def rest(self) -> int:
        """Wait until nothing more is asked for; return the bytes sent so far."""
        while (left := self._at + REST - time.monotonic()) > 0:
            time.sleep(left)
        return self.sent

    def stop(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    """It sends files gzipped, over lasting connections, and counts head and body."""

    protocol_version = "HTTP/1.1"
    served: Served

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            return self.send_error(404)
        known = self.headers.get("If-Modified-Since")
        date = self.date_time_string(int(file.stat().st_mtime))
        body = b"" if known == date else _gzipped(file)
        self.send_response(304 if known == date else 200)
        self.send_header("Last-Modified", date)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.served.count(len(body))
        return None

    def flush_headers(self) -> None:
        self.served.count(sum(map(len, getattr(self, "_headers_buffer", ()))))
        super().flush_headers()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@cache
def _gzipped(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), 6)
