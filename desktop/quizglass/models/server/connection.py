"""The thread on which everything is sent and received: a Stop ends any wait at once, in whatever state it is."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError, ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any, TypeAlias, TypeVar

import httpx2

from quizglass import __version__
from quizglass.cancellation import CancelToken
from quizglass.errors import Cancelled, ServerUnreachable
from quizglass.models.server.own_network import OwnNetwork
from quizglass.models.server.patience import USUAL, Patience
from quizglass.models.server.server import Server

T = TypeVar("T")
Heard: TypeAlias = Callable[[str], None]
Work: TypeAlias = Callable[[httpx2.AsyncClient, Heard], Coroutine[Any, Any, T]]


class Connection:
    """Connections to one server, opened when needed and kept for the next question. Any thread may use it.

    ``key`` goes into the header of each request. Use as a context manager, or `close` it.

    Raises:
        ServerUnreachable: nothing can have such an address.
        ServerNotTrusted: the file of authorities cannot be read.
    """

    def __init__(self, server: Server, key: str = "", patience: Patience = USUAL) -> None:
        self.server = server
        headers = {"User-Agent": f"Quizglass/{__version__}", "Accept-Encoding": "identity"}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        try:
            self._client = httpx2.AsyncClient(
                transport=OwnNetwork(server),
                base_url=server.address.rstrip("/") + "/",
                headers=headers,
                timeout=httpx2.Timeout(None, connect=patience.connect_s),
                follow_redirects=False,
                trust_env=False,
            )
        except httpx2.InvalidURL as error:  # of a host that no name can have
            raise ServerUnreachable(server=server.place) from error
        self._places = asyncio.Semaphore(server.parallel)
        self._loop = asyncio.new_event_loop()
        # Looking up a name cannot be broken off: its threads are left behind rather than waited for.
        self._lookups = ThreadPoolExecutor(max_workers=server.parallel, thread_name_prefix="names")
        self._loop.set_default_executor(self._lookups)
        self._thread = threading.Thread(target=self._serve, name=f"to {server.place}", daemon=True)
        self._thread.start()

    def run(self, work: Work[T], cancel: CancelToken, heard: Heard = lambda _: None) -> T:
        """Do ``work`` with the client, waiting for a free place; what it hears goes to ``heard`` on this thread.

        Raises:
            Cancelled: stopped. Nothing is heard after that.
            Exception: whatever ``work`` raised.
        """
        cancel.raise_if_cancelled()
        pieces: SimpleQueue[str | None] = SimpleQueue()
        future = asyncio.run_coroutine_threadsafe(self._placed(work, pieces.put), self._loop)
        future.add_done_callback(lambda _: pieces.put(None))

        def stop() -> None:
            future.cancel()

        with cancel.watched(stop):
            try:
                while (piece := pieces.get()) is not None:
                    cancel.raise_if_cancelled()
                    heard(piece)
                return future.result()
            except CancelledError:
                raise Cancelled from None
            finally:
                future.cancel()

    def close(self) -> None:
        """Break off what is under way and end the thread."""
        if self._loop.is_closed():
            return
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def _placed(self, work: Work[T], heard: Heard) -> T:
        async with self._places:
            return await work(self._client, heard)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
            under_way = asyncio.all_tasks(self._loop)
            for task in under_way:
                task.cancel()
            self._loop.run_until_complete(asyncio.gather(*under_way, return_exceptions=True))
            self._loop.run_until_complete(self._client.aclose())
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        finally:
            self._lookups.shutdown(wait=False, cancel_futures=True)
            self._loop.close()
