"""Small pictures of the first pages of documents, made by the worker when they are opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from quizglass.documents.requests import RenderPage
from quizglass.documents.service import DocumentService
from quizglass.geometry import WHOLE_PAGE
from quizglass.pages import DocumentInfo, DocumentSource, PageImage
from quizglass.ui.background import Background
from quizglass.ui.controls.page_part import as_image
from quizglass.ui.recent.thumbnail_store import ThumbnailStore
from quizglass.ui.relay import Relay

WIDTH, HEIGHT = 120, 140
"""The room for one, in device-independent pixels. It is kept with twice as many, for screens that have them."""
_TIMES = 2


class RecentThumbnails:
    """Called in the window's thread; the disk is touched in the background."""

    def __init__(self, folder: Path, documents: DocumentService, background: Background, relay: Relay) -> None:
        self._store = ThumbnailStore(folder)
        self._documents = documents
        self._background = background
        self._relay = relay

    def make(self, document_hash: str, source: DocumentSource, info: DocumentInfo) -> None:
        """Keep a picture of the first page, unless there is one. Of a locked document none is kept."""
        if source.password is None:
            self._background.run(
                partial(self._store.has, document_hash),
                lambda there: None if there else self._draw(document_hash, source, info),
            )

    def load(self, document_hash: str, on_picture: Callable[[QImage], object]) -> None:
        """Give the picture if there is one."""

        def read() -> QImage | None:
            png = self._store.read(document_hash)
            picture = QImage.fromData(png) if png is not None else QImage()
            return None if picture.isNull() else picture

        self._background.run(read, lambda picture: on_picture(picture) if picture is not None else None)

    def forget(self, document_hash: str) -> None:
        self._background.run(partial(self._store.forget, document_hash))

    def forget_all(self) -> None:
        self._background.run(self._store.forget_all)

    def _draw(self, document_hash: str, source: DocumentSource, info: DocumentInfo) -> None:
        size = info.sizes[0]
        scale = _TIMES * min(WIDTH / size.width, HEIGHT / size.height)
        width, height = max(1, round(size.width * scale)), max(1, round(size.height * scale))
        future = self._documents.submit(RenderPage(source, 0, WHOLE_PAGE, width, height), urgent=False)
        # A page that cannot be drawn has no picture: its card shows the sign of a document.
        self._relay.deliver(future, partial(self._keep, document_hash), lambda _: None)

    def _keep(self, document_hash: str, page: PageImage) -> None:
        self._background.run(lambda: self._store.write(document_hash, _png(page)))


def _png(page: PageImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    as_image(page).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(content.data())
