"""A real HTTP server on loopback that answers as a test tells it to: well, slowly, in garbage, or not at all."""

from __future__ import annotations

import json
import ssl
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias

from quizglass.models.server.patience import Patience
from quizglass.models.server.server import PREFIX, Server

Reply: TypeAlias = "Callable[[Handler], None]"
MODEL = "team/tiny"
HASTY = Patience(tries=3, first_delay_s=0.001, connect_s=2.0)


@dataclass(frozen=True)
class Received:
    path: str
    headers: dict[str, str]
    body: dict[str, Any] = field(default_factory=dict)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # pieces go out as they are written
    server: ScriptedServer

    def do_GET(self) -> None:
        self.server.received.append(Received(self.path, dict(self.headers)))
        self._reply(self.server.lists)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.received.append(Received(self.path, dict(self.headers), body))
        replies = self.server.replies
        self._reply(replies.popleft() if len(replies) > 1 else replies[0])

    def _reply(self, reply: Reply) -> None:
        try:
            reply(self)
        except OSError:  # the other side has gone: some tests are about that
            self.close_connection = True

    def begin(self, status: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def chunk(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def end(self) -> None:
        self.chunk(b"")

    def hang_up(self) -> None:
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Nothing: a test's output is its own."""


class ScriptedServer(ThreadingHTTPServer):
    """``replies`` are given to one question after the other, the last of them to all that follow."""

    daemon_threads = True

    def __init__(self, *replies: Reply, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket, server_side=True)
        self.tls = tls is not None
        self.replies = deque(replies or (says("It is 481.20"),))
        self.lists = whole({"object": "list", "data": [{"id": MODEL}]})
        self.received: list[Received] = []
        self.over = threading.Event()
        """Ends the replies that wait."""

    @property
    def address(self) -> str:
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self.server_port}/v1"

    @property
    def asked(self) -> list[Received]:
        return [request for request in self.received if request.path.endswith("/chat/completions")]

    def as_server(self, **more: Any) -> Server:
        return Server(**{"id": PREFIX + "tiny", "address": self.address, "model": MODEL, **more})

    def handle_error(self, *_: object) -> None:
        """Handshakes and requests that are broken off are part of the tests."""

    def __enter__(self) -> ScriptedServer:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.shutdown()
        self.server_close()


def record(piece: str | None, finish: str | None = None) -> dict[str, Any]:
    """One record of the stream, as vLLM writes it."""
    delta = {} if piece is None else {"content": piece}
    return {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}


def event(data: dict[str, Any] | str) -> bytes:
    return f"data: {data if isinstance(data, str) else json.dumps(data)}\n\n".encode()


def says(*pieces: str, finish: str | None = "stop", done: bool = True) -> Reply:
    """An answer in pieces; without ``finish`` and ``done`` it is broken off after them."""

    def reply(to: Handler) -> None:
        to.begin()
        for piece in pieces:
            to.chunk(event(record(piece)))
        if finish:
            to.chunk(event(record(None, finish)))
        if done:
            to.chunk(event("[DONE]"))
        to.end()

    return reply


def whole(answer: Any, status: int = 200, **headers: str) -> Reply:
    """JSON in one piece."""

    def reply(to: Handler) -> None:
        to.begin(status, "application/json", **headers)
        to.chunk(json.dumps(answer).encode())
        to.end()

    return reply


def refuses(status: int, message: str = "", **headers: str) -> Reply:
    return whole({"error": {"message": message, "type": "BadRequestError", "code": status}}, status, **headers)


def sends(data: bytes, kind: str = "text/event-stream") -> Reply:
    """Bytes with a good header before them."""

    def reply(to: Handler) -> None:
        to.begin(kind=kind)
        if data:  # an empty chunk would be the end
            to.chunk(data)
        to.end()

    return reply


def raw(data: bytes) -> Reply:
    """Bytes without anything before them, then the end of the connection."""

    def reply(to: Handler) -> None:
        to.wfile.write(data)
        to.hang_up()

    return reply


def breaks_off(*pieces: str) -> Reply:
    """The connection ends in the middle of a chunk."""

    def reply(to: Handler) -> None:
        to.begin()
        for piece in pieces:
            to.chunk(event(record(piece)))
        to.wfile.write(b"fff\r\ndata: {")
        to.hang_up()

    return reply


def waits(*pieces: str) -> Reply:
    """Nothing comes after the pieces, for as long as the server runs."""

    def reply(to: Handler) -> None:
        if pieces:
            to.begin()
        for piece in pieces:
            to.chunk(event(record(piece)))
        to.server.over.wait(30)
        to.hang_up()

    return reply


def repeats(data: bytes, every_s: float = 0.0) -> Reply:
    """The same bytes again and again, until the other side has gone."""

    def reply(to: Handler) -> None:
        to.begin()
        while not to.server.over.wait(every_s):
            to.chunk(data)
        to.hang_up()

    return reply
