"""Reading pictures in one pane: the bar over the page, what was read laid over it, copying, saving."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from quizglass.i18n import N_, tr
from quizglass.pages import PageText, Word
from quizglass.ui.page_view.view import PageView
from quizglass.ui.reading import bar_contents
from quizglass.ui.reading.bar import ReadingBar
from quizglass.ui.reading.bar_content import BarButton
from quizglass.ui.reading.words import Harvest
from quizglass.ui.services import Services
from quizglass.ui.session.session import DocumentSession


class PaneReading(QObject):
    """``overlay_changed`` tells whether what was read is shown now."""

    overlay_changed = Signal(bool)

    def __init__(self, services: Services, session: DocumentSession, view: PageView, pane: QWidget) -> None:
        super().__init__(pane)
        self.bar = ReadingBar(services.theme, pane)
        self._texts = session.texts
        self._session = session
        self._reading = session.reading
        self._view = view
        self._overlaid = False
        self._words: dict[int, tuple[Word, ...]] = {}
        self._awaited: set[int] = set()
        self._connect()

    def _connect(self) -> None:
        reading = self._reading
        reading.bar_changed.connect(self.bar.show_content)
        reading.page_read.connect(self._on_page_read)
        reading.text_wanted.connect(self._copy)
        reading.overlay_wanted.connect(lambda: self.show_overlay(True))
        self.bar.closed.connect(reading.dismiss)
        self.bar.left.connect(self._view.setFocus)
        self._view.looked_elsewhere.connect(self._fill_overlay)

    # Reading --------------------------------------------------------------------------------------------------------

    def read_page(self) -> None:
        self._reading.read_page(self._view.current_page)

    def read_document(self) -> None:
        self._reading.read_pages()

    def read_region(self) -> None:
        region = self._view.regions.active
        if region is None:
            self._reading.say(bar_contents.note(N_("Drag over the part of the page that you mean.")))
            return
        for part in region.parts:
            self._reading.read_region(*part)

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._reading.say(bar_contents.copied(len(text.split()), Harvest()))

    # Saving ---------------------------------------------------------------------------------------------------------

    def proposed_file(self) -> Path:
        """Where a searchable copy would be saved: beside the document."""
        source = Path(self._session.source.path)
        return source.with_name(tr("{name} (searchable).pdf").format(name=source.stem))

    def save_searchable(self, out: Path) -> None:
        """Write a PDF with the words of all pages; the document itself is never overwritten."""
        if out.suffix.lower() != ".pdf":
            out = out.with_name(f"{out.name}.pdf")
        if _is_same_file(out, Path(self._session.source.path)):
            self._reading.say(bar_contents.note(N_("The document itself is not overwritten. Choose another name.")))
        else:
            self._reading.save_searchable(out)

    # What was read ----------------------------------------------------------------------------------------------------

    @property
    def overlaid(self) -> bool:
        """Whether what was read is shown over the pages."""
        return self._overlaid

    def show_overlay(self, shown: bool) -> None:
        """Lay what was read over the pages, or take it away."""
        self._overlaid = self._reading.overlay_shown = shown
        self._words.clear()
        self._awaited.clear()
        self._view.read_words.set({})
        self._fill_overlay()
        self.overlay_changed.emit(shown)
        if shown:
            page = self._view.current_page
            self._texts.known(page, lambda text: self._explain_empty(page, text))

    def _fill_overlay(self) -> None:
        if not self._overlaid:
            return
        for page in self._view.visible_pages:
            if page not in self._words and page not in self._awaited:
                self._awaited.add(page)
                self._texts.known(page, partial(self._lay_over, page))

    def _lay_over(self, page: int, text: PageText) -> None:
        self._awaited.discard(page)
        if self._overlaid:
            self._words[page] = tuple(word for word in text.words if word.source == "ocr")
            self._view.read_words.set(self._words)

    def _explain_empty(self, page: int, text: PageText) -> None:
        if not self._overlaid or any(word.source == "ocr" for word in text.words):
            return
        if text.needs_recognition:
            read = BarButton(lambda: tr("Read this page"), lambda: self._reading.read_page(page))
            self._reading.say(bar_contents.of_page(N_("The picture of page {page} has not been read yet."), page, read))
        elif text.words:
            self._reading.say(bar_contents.of_page(N_("Page {page} has its text already."), page))
        else:
            self._reading.say(bar_contents.of_page(N_("There is no text on page {page}."), page))

    def _on_page_read(self, page: int, text: PageText) -> None:
        self._lay_over(page, text)


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
