"""Asking a server: what it serves, and one streamed answer (``/models`` and ``/chat/completions`` of the OpenAI API).

The stream is read as the HTML standard has it (server-sent events); a server that answers in one piece is understood
as well. An answer counts only when the server says that it is whole.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any, Final

import httpx2

from quizglass.errors import ServerBrokeOff, ServerNotUnderstood, ServerTooSlow
from quizglass.models.server import trouble
from quizglass.models.server.patience import Patience
from quizglass.models.server.retrying import TryAgain, with_patience
from quizglass.models.server.server import Server
from quizglass.models.server.trouble import TooLargeForServer

_MOST_BYTES: Final = 4 * 2**20
"""Of an answer in one piece, or of a list of models."""
_LETTERS_A_TOKEN: Final = 32
"""No vocabulary has longer words on average: more comes from a server that does not keep to ``max_tokens``."""
_END: Final = "[DONE]"
_CUT: Final = "length"
"""The reason for the end of an answer that came to the most tokens."""
_KEEPS_NO_LIST: Final = frozenset({404, 405, 500, 501})
"""``transformers serve`` cannot list models where there is no cache of them, and still serves the one it was given."""


async def served_models(client: httpx2.AsyncClient, server: Server, patience: Patience) -> tuple[str, ...]:
    """The names of the models that the server lists; () from one that keeps no list.

    Raises:
        ServerError: it cannot be used.
        NetworkRefused: it is not on an own network.
    """

    async def attempt() -> tuple[str, ...]:
        try:
            async with asyncio.timeout(server.patience_s), client.stream("GET", "models") as response:
                body = await _whole(response, server)
        except TimeoutError as error:
            raise ServerTooSlow(server=server.place, seconds=round(server.patience_s)) from error
        except httpx2.TransportError as error:
            raise trouble.of_transport(server, error) from error
        if response.status_code in _KEEPS_NO_LIST:
            return ()
        if response.status_code != httpx2.codes.OK:
            raise trouble.of_status(server, response.status_code, response.headers, body)
        return _names(_record(body, server), server)

    try:
        return await with_patience(attempt, patience)
    except TooLargeForServer as error:  # of a request that holds nothing
        raise ServerNotUnderstood(server=server.place) from error


async def say(
    client: httpx2.AsyncClient, server: Server, body: dict[str, Any], patience: Patience, heard: Callable[[str], None]
) -> bool:
    """Send a request and pass each piece of the answer to ``heard``. Tried again only until the first piece.

    True when the answer was cut off for its length.

    Raises:
        TooLargeForServer: the request does not fit.
        ServerError: it was not answered, or not to the end.
        NetworkRefused: the server is not on an own network.
    """
    begun = False

    def hear(piece: str) -> None:
        nonlocal begun
        begun = True
        heard(piece)

    async def attempt() -> bool:
        try:
            return await _listen(client, server, body, hear)
        except (TryAgain, TooLargeForServer) as error:
            if begun:
                raise ServerBrokeOff(server=server.place) from error
            raise

    return await with_patience(attempt, patience)


async def _listen(
    client: httpx2.AsyncClient, server: Server, body: dict[str, Any], heard: Callable[[str], None]
) -> bool:
    """One try; True when the answer was cut off.

    Raises:
        TryAgain, TooLargeForServer, ServerError: the caller knows what to do about it.
    """
    ending = ""
    left = _LETTERS_A_TOKEN * int(body["max_tokens"])
    try:
        async with (
            asyncio.timeout(server.patience_s) as clock,
            client.stream("POST", "chat/completions", json=body) as response,
        ):
            async for piece, last in _read(response, server):
                # Lines that say nothing keep a connection alive, but not our patience: only records do.
                clock.reschedule(asyncio.get_running_loop().time() + server.patience_s)
                if piece:
                    heard(piece[:left])
                    left -= len(piece)
                if left <= 0:
                    return True
                ending = last or ending
    except TimeoutError as error:
        raise ServerTooSlow(server=server.place, seconds=round(server.patience_s)) from error
    except httpx2.TransportError as error:
        raise trouble.of_transport(server, error) from error
    return ending == _CUT


async def _read(response: httpx2.Response, server: Server) -> AsyncIterator[tuple[str, str]]:
    """The pieces in a response, each with the reason if it is the last; "" when the model only thinks."""
    if response.status_code != httpx2.codes.OK:
        raise trouble.of_status(server, response.status_code, response.headers, await _whole(response, server))
    if response.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json":
        yield _choice(_record(await _whole(response, server), server), "message", server)
        return
    ended = False
    async for event in httpx2.EventSource(response):
        if event.data.strip() == _END:
            return
        if not event.data.strip():
            continue
        piece, last = _choice(_record(event.data, server), "delta", server)
        ended = ended or bool(last)
        yield piece, last
    if not ended:
        raise TryAgain(ServerBrokeOff(server=server.place))


async def _whole(response: httpx2.Response, server: Server) -> bytes:
    """The body of a response that is no stream.

    Raises:
        ServerNotUnderstood: it goes on and on.
    """
    parts = bytearray()
    async for part in response.aiter_bytes():
        parts += part
        if len(parts) > _MOST_BYTES:
            raise ServerNotUnderstood(server=server.place)
    return bytes(parts)


def _record(text: str | bytes, server: Server) -> dict[str, Any]:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ServerNotUnderstood(server=server.place) from error
    if not isinstance(record, dict):
        raise ServerNotUnderstood(server=server.place)
    if told := trouble.of_record(server, record):
        raise told
    return record


def _choice(record: dict[str, Any], part: str, server: Server) -> tuple[str, str]:
    """The text in a record of the stream ("delta") or of a whole answer ("message"), and why it is the last."""
    choices = record.get("choices")
    if not isinstance(choices, list):
        raise ServerNotUnderstood(server=server.place)
    if not choices:  # the record that only counts tokens
        return "", ""
    choice = choices[0]
    said = choice.get(part) if isinstance(choice, dict) else None
    content = said.get("content") if isinstance(said, dict) else None
    if not isinstance(choice, dict) or not isinstance(content, str | None):
        raise ServerNotUnderstood(server=server.place)
    return _printable(content or ""), str(choice.get("finish_reason") or "")


def _printable(text: str) -> str:
    r"""``text`` with a replacement mark for half a letter: JSON may hold a lone ``\ud83d``."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _names(record: dict[str, Any], server: Server) -> tuple[str, ...]:
    listed = record.get("data")
    if not isinstance(listed, list):
        raise ServerNotUnderstood(server=server.place)
    names = (entry.get("id") for entry in listed if isinstance(entry, dict))
    return tuple(name for name in names if isinstance(name, str) and name)
