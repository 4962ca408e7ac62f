"""Copying a region: as text, as picture, as table."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter

from quizglass.errors import AppError, FileNotWritable
from quizglass.geometry import RegionPart, Size
from quizglass.i18n import N_, tr
from quizglass.pages import PageImage
from quizglass.ui.page_view.view import PageView
from quizglass.ui.reading import bar_contents
from quizglass.ui.reading.bar_content import BarContent
from quizglass.ui.reading.text_selection import text_of
from quizglass.ui.reading.words import Harvest
from quizglass.ui.regions.region_image import LEAST_DPI, Drawing, drawing_of, stacked
from quizglass.ui.regions.region_words import PartWords, RegionWords
from quizglass.ui.services import Services
from quizglass.ui.session.session import DocumentSession

if TYPE_CHECKING:
    # The layout of tables is loaded with the first table, away from the window's thread.
    from quizglass.layout.table_grid import Table

_NEWS_MS: Final = 6000


class RegionCopy:
    """Acts on the active region of ``view``; what came of it is said in the reading bar."""

    def __init__(self, services: Services, session: DocumentSession, view: PageView) -> None:
        self._services = services
        self._session = session
        self._view = view
        self._reading = session.reading
        self._words = RegionWords(session.texts, session.reading)

    # Text -----------------------------------------------------------------------------------------------------------

    def text(self) -> None:
        """Put the text of the region on the clipboard, once it is known."""
        parts = self._parts()
        if parts:
            self._words.fetch(parts, self._copy_text)

    def _copy_text(self, found: PartWords) -> None:
        words = tuple(word for part in found for word in part)
        if words:
            QGuiApplication.clipboard().setText("\n".join(text_of(part) for part in found if part))
            self._reading.say(bar_contents.copied(len(words), Harvest.of(words)))
        else:
            self._reading.say(bar_contents.note(N_("There is no text in the region.")))

    # Table ----------------------------------------------------------------------------------------------------------

    def table(self) -> None:
        """Put the region on the clipboard as a table, for text editors and for office programs."""
        parts = self._parts()
        if parts:
            self._words.fetch(parts, lambda found: self._read_table(parts, found))

    def _read_table(self, parts: tuple[RegionPart, ...], found: PartWords) -> None:
        sizes = [self._session.info.sizes[part.page] for part in parts]
        self._services.background.run(lambda: _table_of(found, sizes), self._copy_table)

    def _copy_table(self, table: Table | None) -> None:
        from quizglass.ui.regions.table_text import for_clipboard

        if table is None:
            self._reading.say(bar_contents.note(N_("The text of the region does not stand in rows and columns.")))
            return
        QGuiApplication.clipboard().setMimeData(for_clipboard(table))
        self._say(tr("Copied as a table: {rows} × {columns}."), rows=len(table.rows), columns=table.columns)

    # Picture --------------------------------------------------------------------------------------------------------

    def picture(self) -> None:
        """Put the region on the clipboard as a picture: at 300 dpi, or as sharp as it is on the screen."""
        self._draw(self._copy_picture)

    def save_picture(self, file: Path) -> None:
        """Write the region as a PNG picture."""
        self._draw(lambda image: self._write(image, file))

    def _copy_picture(self, image: QImage) -> None:
        QGuiApplication.clipboard().setImage(image)
        self._say(tr("Copied as a picture: {width} × {height} pixels."), width=image.width(), height=image.height())

    def _write(self, image: QImage, file: Path) -> None:
        def write() -> None:
            if not QImageWriter(str(file), QByteArray(b"png")).write(image):
                raise FileNotWritable(name=str(file))

        saved = lambda _: self._say(tr("Saved as {name}."), name=file.name)  # noqa: E731 - told once, here
        self._services.background.run(write, saved, self._refuse)

    def _draw(self, then: Callable[[QImage], object]) -> None:
        parts = self._parts()
        if not parts:
            return
        screen_dpi = self._view.camera.layout.scale * 72
        drawing = drawing_of(
            self._session.source, parts, self._session.info.sizes, max(LEAST_DPI, screen_dpi), self._view.turns
        )
        futures = [self._services.documents.submit(request, urgent=True) for request in drawing.requests]
        self._collect(futures, (), drawing, then)

    def _collect(
        self,
        waiting: list[Future[PageImage]],
        drawn: tuple[PageImage, ...],
        drawing: Drawing,
        then: Callable[[QImage], object],
    ) -> None:
        if not waiting:
            self._services.background.run(lambda: stacked(drawn, drawing.dpi), then)
            return
        first, *rest = waiting
        self._services.relay.deliver(
            first, lambda picture: self._collect(rest, (*drawn, picture), drawing, then), self._refuse
        )

    # Inside ---------------------------------------------------------------------------------------------------------

    def _parts(self) -> tuple[RegionPart, ...]:
        """Those of the active region; without one the user is told what to do."""
        active = self._view.regions.active
        if active is None:
            self._reading.say(bar_contents.note(N_("Drag over the part of the page that you mean.")))
            return ()
        return active.parts

    def _say(self, words: str, **values: object) -> None:
        said = words.format(**values)
        self._reading.say(BarContent(lambda: (said, ""), lasts_ms=_NEWS_MS, closable=True))

    def _refuse(self, error: AppError) -> None:
        self._reading.say(bar_contents.refused(error))


def _table_of(found: PartWords, sizes: list[Size]) -> Table | None:
    from quizglass.layout.table_grid import read_table
    from quizglass.ui.regions.table_text import joined

    tables = [read_table(words, size) for words, size in zip(found, sizes, strict=True)]
    there = [table for table in tables if table is not None]
    return joined(there) if there else None
