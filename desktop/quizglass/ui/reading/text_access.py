"""The words of pages as the window uses them: looked up and read on threads of their own, never waited for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.errors import AppError
from quizglass.ui.library_access import LibraryAccess
from quizglass.ui.reading.duration import ReadingPace
from quizglass.ui.relay import Relay

if TYPE_CHECKING:
    # Answering is loaded when the first page stands on the screen, not before.
    from quizglass.answering.page_texts import PageTexts
    from quizglass.library.library import Library

T = TypeVar("T")
OnError: TypeAlias = Callable[[AppError], object]

_AT_ONCE: Final = 4
"""Readings that wait for the one reading worker: a page that is copied need not wait for a whole document."""


class TextAccess:
    """One for the window. Callbacks come in the window's thread; what was cancelled calls none."""

    def __init__(self, documents: DocumentService, library: LibraryAccess, relay: Relay) -> None:
        self.documents = documents
        self.relay = relay
        self.pace = ReadingPace()
        self._library = library
        self._texts: PageTexts | None = None
        self._making = threading.Lock()
        self._looking_up = ThreadPoolExecutor(1, thread_name_prefix="page-words")
        self._reading = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="reading")
        self._closing = CancelToken()
        self._running: set[CancelToken] = set()

    def look_up(
        self, work: Callable[[PageTexts, CancelToken], T], on_result: Callable[[T], object], on_error: OnError
    ) -> None:
        """Do ``work`` that takes milliseconds, after all such work before it."""
        if not self._closing.cancelled:
            future = self._looking_up.submit(lambda: work(self._made(), self._closing))
            self.relay.deliver(future, on_result, on_error)

    def read(
        self,
        work: Callable[[PageTexts], T],
        cancel: CancelToken,
        on_result: Callable[[T], object],
        on_error: OnError,
    ) -> None:
        """Do ``work`` that takes seconds and that ``cancel`` ends."""
        if not self._closing.cancelled:
            self._running.add(cancel)
            future = self._reading.submit(lambda: work(self._made()))
            self.relay.deliver(future, on_result, on_error)
            future.add_done_callback(lambda _: self.relay.post(lambda: self._running.discard(cancel)))

    def close(self) -> None:
        """Stop everything. What was read is in the library."""
        for token in (self._closing, *self._running):
            token.cancel()
        for threads in (self._looking_up, self._reading):
            threads.shutdown(wait=True, cancel_futures=True)

    # On the threads -------------------------------------------------------------------------------------------------

    def _made(self) -> PageTexts:
        # Here and not above: answering is loaded after the first page is shown.
        from quizglass.answering.page_texts import PageTexts

        with self._making:
            if self._texts is None:
                self._texts = PageTexts(self.documents, self._opened_library)
            return self._texts

    def _opened_library(self) -> Library | None:
        try:
            return self._library.opened()
        except AppError as error:  # without a library every page is read anew
            self.relay.relayed(self._library.tell)(error)
            return None
