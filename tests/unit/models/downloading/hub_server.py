"""A real server on loopback that speaks as the Hugging Face Hub does, as far as a download needs it.

``GET /api/models/<repository>/revision/<revision>?blobs=true`` lists the files of a commit,
``GET /<repository>/resolve/<revision>/<file>`` redirects large ones to where they are stored, as the Hub does, and
both serve ranges. What it does wrong is said beforehand, in `Faults`.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

REPOSITORY = "quizglass-tests/Tiny-Qwen2-VL"
BESIDE = "quizglass-tests/vocabulary"
COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class Faults:
    """``cut_after``: bytes of a file after which the connection is closed, the next one for each request.

    ``no_lengths`` are told, so that a cut looks like an end. ``hang_after`` never sends more than so many bytes of a
    file, and keeps the connection. ``garbled`` files arrive with one byte changed, ``ignore_ranges`` sends them from
    the beginning. ``status`` answers everything with this code, ``page`` with a page for people. ``claims`` are sizes
    that the list gives instead of the true ones, ``lists_commit`` the commit that it names whatever it was asked for.
    """

    cut_after: list[int] = field(default_factory=list)
    no_lengths: bool = False
    hang_after: int | None = None
    garbled: set[str] = field(default_factory=set)
    ignore_ranges: bool = False
    status: int = 0
    error_code: str = ""
    page: bool = False
    claims: dict[str, int] = field(default_factory=dict)
    lists_commit: str = ""


class HubServer:
    """Serves what is in a folder, and as `BESIDE` what is in another; remembers what was asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.beside = folder
        self.commit = COMMIT
        self.faults = Faults()
        self.ranges: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.hanging = threading.Event()
        self.released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @contextmanager
    def running(self) -> Iterator[HubServer]:
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.released.set()
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def folder_of(self, path: str) -> Path:
        """Of the repository that a request is about."""
        return self.beside if BESIDE in path else self.folder

    def listing(self, folder: Path) -> dict[str, Any]:
        files = sorted(file for file in folder.rglob("*") if file.is_file())
        return {
            "id": REPOSITORY,
            "sha": self.faults.lists_commit or self.commit,
            "siblings": [self._sibling(file, file.relative_to(folder).as_posix()) for file in files],
        }

    def _sibling(self, file: Path, name: str) -> dict[str, Any]:
        seen = file.stat()
        blob, sha256 = digests(file, seen.st_mtime_ns)
        size = self.faults.claims.get(name, seen.st_size)
        record: dict[str, Any] = {"rfilename": name, "size": size, "blobId": blob}
        if is_large(file):
            record["lfs"] = {"sha256": sha256, "size": size, "pointerSize": 135}
        return record


@cache
def digests(file: Path, _changed_at: int) -> tuple[str, str]:
    """Git's name of the content of ``file``, and its SHA-256."""
    content = file.read_bytes()
    blob = hashlib.sha1(f"blob {len(content)}\0".encode() + content).hexdigest()
    return blob, hashlib.sha256(content).hexdigest()


def is_large(file: Path) -> bool:
    return file.suffix in {".safetensors", ".bin"} or file.name == "tokenizer.json"


def _handler(hub: HubServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            hub.agents.add(self.headers.get("user-agent", ""))
            path = unquote(urlsplit(self.path).path)
            if hub.faults.status:
                self.send_response(hub.faults.status)
                self.send_header("X-Error-Code", hub.faults.error_code)
                self._end(b"{}")
            elif hub.faults.page:
                self.send_response(200)
                self._end(b"<html>Sign in to the network</html>")
            elif path.startswith("/api/"):
                self._list(path)
            elif path.startswith("/stored/"):
                self._file(self._named(path))
            else:
                self._resolve(path)

        do_HEAD = do_GET  # noqa: N815 - the name that the standard library calls

        def _list(self, path: str) -> None:
            wanted = path.rpartition("/revision/")[2] if "/revision/" in path else hub.commit
            self.send_response(200 if wanted in {hub.commit, "main"} else 404)
            if wanted not in {hub.commit, "main"}:
                self.send_header("X-Error-Code", "RevisionNotFound")
            self.send_header("Content-Type", "application/json")
            self._end(json.dumps(hub.listing(hub.folder_of(path))).encode())

        def _named(self, path: str) -> Path:
            return hub.folder_of(path) / path.rpartition(f"/resolve/{hub.commit}/")[2]

        def _resolve(self, path: str) -> None:
            file = self._named(path)
            if is_large(file):
                self.send_response(302)
                self.send_header("Location", f"{hub.address}/stored{path}")
                self._end(b"")
            else:
                self._file(file)

        def _file(self, file: Path) -> None:
            name, content = file.name, file.read_bytes()
            if name in hub.faults.garbled:
                content = content[:-1] + bytes([content[-1] ^ 1])
            asked = self.headers.get("Range", "")
            hub.ranges.append((name, asked))
            begin = int(asked.removeprefix("bytes=").partition("-")[0]) if asked and not hub.faults.ignore_ranges else 0
            self.send_response(206 if begin else 200)
            if begin:
                self.send_header("Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}")
            self._send_some(content[begin:], large=is_large(file))

        def _send_some(self, content: bytes, *, large: bool) -> None:
            if hub.faults.no_lengths:
                self.close_connection = True
            else:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if large and hub.faults.cut_after:
                self.wfile.write(content[: hub.faults.cut_after.pop(0)])
                self.close_connection = True
            elif large and hub.faults.hang_after is not None and len(content) > hub.faults.hang_after:
                self.wfile.write(content[: hub.faults.hang_after])
                self.wfile.flush()
                hub.hanging.set()
                hub.released.wait()
                self.close_connection = True
            else:
                self.wfile.write(content)

        def _end(self, content: bytes) -> None:
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

    return Handler
