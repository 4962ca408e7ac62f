"""Pictures of pages that will be asked soon, drawn while others are answered."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future
from typing import Final

from quizglass.documents.requests import RenderPage
from quizglass.documents.service import DocumentService
from quizglass.pages import PageImage

_MOST: Final = 16
"""Pictures that wait: some 60 MB of the largest that models want."""


class PicturesAhead:
    """For one thread."""

    def __init__(self, service: DocumentService) -> None:
        self._service = service
        self._begun: OrderedDict[RenderPage, Future[PageImage]] = OrderedDict()

    def begin(self, wanted: RenderPage) -> None:
        """Have it drawn, behind everything that somebody waits for. Those that nobody came for are dropped."""
        if wanted in self._begun:
            return
        while len(self._begun) >= _MOST:
            self._begun.popitem(last=False)[1].cancel()
        self._begun[wanted] = self._service.submit(wanted, urgent=False)

    def take(self, wanted: RenderPage) -> Future[PageImage] | None:
        """The picture that was begun, as often as it was: once."""
        return self._begun.pop(wanted, None)

    def drop(self) -> None:
        """Nobody comes any more."""
        while self._begun:
            self._begun.popitem()[1].cancel()
