"""What a server's refusal means: an error in the program's own words, and whether to try again."""

from __future__ import annotations

import json
import re
import ssl
from typing import Any, Final

import httpx2

from quizglass.errors import (
    ServerBrokeOff,
    ServerBusy,
    ServerKeyRefused,
    ServerLacksModel,
    ServerNotTrusted,
    ServerNotUnderstood,
    ServerRefused,
    ServerUnreachable,
)
from quizglass.models.server.retrying import TryAgain
from quizglass.models.server.server import Server

_KEY_REFUSED: Final = frozenset({401, 403})
_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_TOO_LARGE: Final = 413
_MOST_LETTERS: Final = 200
_MOST_WAIT_S: Final = 30.0
# What vLLM, SGLang, llama.cpp, transformers and proxies in front of them say of a question that does not fit.
_SAYS_TOO_LARGE: Final = re.compile(
    r"too (?:large|long|big|many (?:image |prompt |input )?tokens)"
    r"|(?:exceed|longer than|larger than|greater than).{0,80}(?:context|length|limit|max|size|tokens)"
    r"|(?:context|length|tokens|size).{0,80}exceed|maximum (?:context|model) length|out of memory",
    re.IGNORECASE,
)
_SAYS_NO_MODEL: Final = re.compile(
    r"\bmodel\b.{0,200}(?:not (?:exist|found)|unknown)|unknown model|server is pinned to", re.IGNORECASE
)


class TooLargeForServer(Exception):
    """The request does not fit; a smaller picture may."""


def of_status(server: Server, status: int, headers: httpx2.Headers, body: bytes) -> Exception:
    """What a status other than 200 means. ``body`` is what came with it, at least its beginning."""
    reason = reason_in(body)
    if status in _KEY_REFUSED:
        return ServerKeyRefused(server=server.place)
    if status == _TOO_LARGE or (status >= 400 and _SAYS_TOO_LARGE.search(reason)):
        return TooLargeForServer()
    if status in _PASSING:
        # A server that has an accident with every question says so each time; then its own words are of use.
        error = ServerRefused(server=server.place, reason=reason) if status == 500 else ServerBusy(server=server.place)
        return TryAgain(error, _wait_asked(headers))
    if status in {400, 404} and _SAYS_NO_MODEL.search(reason):
        return ServerLacksModel(server=server.place, model=server.model)
    if status in {404, 405} or status < 400:  # another path, or sent elsewhere
        return ServerNotUnderstood(server=server.place)
    return ServerRefused(server=server.place, reason=reason or str(status))


def of_transport(server: Server, error: httpx2.TransportError) -> Exception:
    """What a failed connection means, as long as nothing of an answer had come."""
    if isinstance(error, httpx2.ConnectError):
        if secured := _tls_error(error):
            refused = isinstance(secured, ssl.SSLCertVerificationError)
            return ServerNotTrusted(server=server.place) if refused else ServerNotUnderstood(server=server.place)
        return TryAgain(ServerUnreachable(server=server.place))
    if isinstance(error, httpx2.ConnectTimeout):
        return TryAgain(ServerUnreachable(server=server.place))
    if isinstance(error, httpx2.SSEError | httpx2.DecodingError | httpx2.LocalProtocolError):
        return ServerNotUnderstood(server=server.place)
    if isinstance(error, httpx2.RemoteProtocolError) and not _is_about_closing(error):
        return ServerNotUnderstood(server=server.place)
    return TryAgain(ServerBrokeOff(server=server.place))


def of_record(server: Server, record: dict[str, Any]) -> Exception | None:
    """An error that comes in the stream itself, after the status was already 200."""
    if "error" not in record:
        return None
    reason = reason_in(json.dumps(record).encode())
    if _SAYS_TOO_LARGE.search(reason):
        return TooLargeForServer()
    return ServerRefused(server=server.place, reason=reason)


def reason_in(body: bytes) -> str:
    """What a server gives as the reason, in one short line; "" when it gives none that can be read."""
    try:
        said = json.loads(body)
    except ValueError:
        return ""
    for key in ("error", "detail", "message", "msg"):
        while isinstance(said, list) and said:
            said = said[0]
        if isinstance(said, dict) and key in said:
            said = said[key]
    return " ".join(said.split())[:_MOST_LETTERS] if isinstance(said, str) else ""


def _wait_asked(headers: httpx2.Headers) -> float | None:
    """Seconds of ``Retry-After``; a date there is left to our own patience."""
    try:
        return min(_MOST_WAIT_S, max(0.0, float(headers.get("retry-after", ""))))
    except ValueError:
        return None


def _tls_error(error: BaseException | None) -> ssl.SSLError | None:
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error


def _is_about_closing(error: BaseException) -> bool:
    """Whether the other side went away, rather than spoke something else than HTTP."""
    return "disconnected" in str(error) or "closed connection" in str(error) or "incomplete" in str(error)
