"""The page that a row is about, with the place of its answer lit up and the region that was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from quizglass.answers import Evidence
from quizglass.batch.row import Row
from quizglass.documents.requests import OpenDocument
from quizglass.errors import AppError, FileMissing, PasswordNeeded
from quizglass.geometry import PageRect, RegionPart, Size
from quizglass.i18n import tr, trn
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.batch_page.results.found_row import FoundRow, name_of
from quizglass.ui.batch_page.results.looking_tool import LookedAtView, LookingTool
from quizglass.ui.batch_page.results.row_kind import RowKind
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.layouts import column
from quizglass.ui.controls.text import label
from quizglass.ui.freshness.file_watch import FileLook
from quizglass.ui.language import follow_language
from quizglass.ui.motion import moves
from quizglass.ui.page_view.region import Region
from quizglass.ui.page_view.zoom import Fit
from quizglass.ui.services import Services
from quizglass.ui.theme import SPACE_L, SPACE_S, SPACE_XL, SPACE_XS

_PATIENCE_MS = 250
"""What opens sooner needs no word about it."""
_READABLE: Final = 9.0
"""Points of a line on the screen."""
_MOST_ZOOM_IN: Final = 3.0

Words = Callable[[], tuple[str, str]]


class EvidencePage(QWidget):
    """Documents are opened away from the window; what cannot be shown is told in the page's place.

    Signals:
        left(): Esc was pressed on the page.
        arrived(): the page of the row is shown, or why it cannot be.
    """

    left = Signal()
    arrived = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._row: Row | None = None
        self._unsure = False
        self._begun: float | None = None
        self._source: DocumentSource | None = None
        self._info: DocumentInfo | None = None
        self._look: FileLook | None = None
        self._watched = ""
        self._words: Words | None = None
        self._wants_focus = False
        self._zoom = 0.0
        self.view = LookedAtView(services.documents, services.theme)
        self._changed = label("warn", wrap=True)
        self._what, self._how = label("strong", wrap=True), label("muted", wrap=True)
        self.password_button = button("plain")
        self._stack = QStackedWidget()
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._say_opening)
        self._lay_out()
        self._set_up_view()
        follow_language(self, self._say)

    def _lay_out(self) -> None:
        told = QWidget()
        lines = column(told, margin=(SPACE_XL, SPACE_XL), spacing=SPACE_S)
        lines.addStretch(1)
        for part in (self._what, self._how):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            lines.addWidget(part)
        lines.addWidget(self.password_button, 0, Qt.AlignmentFlag.AlignHCenter)
        lines.addStretch(2)
        self.password_button.hide()
        self.password_button.clicked.connect(self._ask_password)
        self._stack.addWidget(self.view)
        self._stack.addWidget(told)
        self._changed.setContentsMargins(SPACE_L, SPACE_XS, SPACE_L, SPACE_XS)
        whole = column(self)
        whole.addWidget(self._changed)
        whole.addWidget(self._stack, 1)
        self._changed.hide()

    def _set_up_view(self) -> None:
        view, preferences = self.view, self._services.preferences
        view.clears_on_escape = False
        view.set_reduced_motion(not moves(self))
        view.set_inverted(preferences.current.dark_pages)
        view.tools.add(LookingTool())
        view.escape_pressed.connect(self.left)
        preferences.changed.connect(self._on_preference)

    def _on_preference(self, name: str) -> None:
        if name == "dark_pages":
            self.view.set_inverted(self._services.preferences.current.dark_pages)

    # Showing --------------------------------------------------------------------------------------------------------

    @property
    def told(self) -> str:
        """What stands in the page's place; "" while a page is shown."""
        shown = self._stack.currentIndex() == 1
        return " ".join(part for part in (self._what.text(), self._how.text()) if part) if shown else ""

    @property
    def warning(self) -> str:
        """What is said above the page; "" where all is well."""
        return self._changed.text() if self._changed.isVisibleTo(self) else ""

    def show_row(self, found: FoundRow | None, begun: float | None = None) -> None:
        """Show the page of a row; ``begun`` is when its run began, in seconds since 1970."""
        self._row = found.row if found is not None else None
        self._unsure = found is not None and found.kind is RowKind.UNSURE
        self._begun = begun
        row = self._row
        self._watch(row.file if row is not None and self.isVisible() else "")
        if row is None:
            self._tell(lambda: (tr("Choose a row to see its page."), ""))
        elif not row.page:
            self._tell(lambda: (row.error or tr("This file could not be opened."), ""))
        elif self._source is not None and self._source.path == row.file and self._info is not None:
            self._show_place(row, self._info)
        else:
            self._open(row)

    def take_focus(self) -> None:
        """Give the keys to the page, as soon as it is there."""
        self._wants_focus = not self.view.isVisible()
        self.view.setFocus()

    def _open(self, row: Row) -> None:
        source = self._source = self._services.runs.source(row.file)
        self._info = None
        self._patience.start()
        future = self._services.documents.submit(OpenDocument(source))
        self._services.relay.deliver(
            future, lambda info: self._on_opened(source, info), lambda error: self._on_error(source, error), self
        )

    def _on_opened(self, source: DocumentSource, info: DocumentInfo) -> None:
        if source is not self._source:
            return
        self._info = info
        self.view.show_document(source, info)
        if self._row is not None and self._row.file == source.path:
            self._show_place(self._row, info)

    def _on_error(self, source: DocumentSource, error: AppError) -> None:
        if source is self._source:
            self._source = None
            self._tell(lambda: error.describe())
            self.password_button.setVisible(isinstance(error, PasswordNeeded))

    def _ask_password(self) -> None:
        """Have the user open a locked document; its password is known until the program ends, to runs too."""
        row = self._row
        if row is None:
            return
        # Loaded here: few documents are locked.
        from quizglass.ui.password_asking import PasswordAsking

        asking = PasswordAsking(self._services, DocumentSource(row.file), self.window())
        asking.opened.connect(self._on_unlocked)
        asking.failed.connect(lambda error: self._tell(error.describe))

    def _on_unlocked(self, source: DocumentSource, info: DocumentInfo) -> None:
        self._services.runs.unlock(source)
        if self._row is not None and self._row.file == source.path:
            self._source = source
            self._on_opened(source, info)

    def _show_place(self, row: Row, info: DocumentInfo) -> None:
        page = row.page - 1
        if page >= info.page_count:
            self._tell(lambda: _shortened(row, info.page_count))
            return
        self._patience.stop()
        self._words = None
        self._stack.setCurrentIndex(0)
        region = (Region(1, (RegionPart(page, row.region),)),) if row.region is not None else ()
        self.view.regions.restore(region, None)
        boxes = row.evidence_boxes
        lit = (Evidence(page, boxes, row.evidence_text),) if boxes else ()
        self.view.set_highlights(lit, unsure=self._unsure)
        if self._wants_focus:
            self._wants_focus = False
            self.view.setFocus()
        self._go_to_place(flash=True)
        self._say_changed()
        self.arrived.emit()

    def _go_to_place(self, *, flash: bool = False) -> None:
        row = self._row
        if row is None or self._info is None or not 0 < row.page <= self._info.page_count:
            return
        place = PageRect.union(row.evidence_boxes) if row.evidence_boxes else row.region
        if self.view.fit is Fit.WIDTH or self.view.zoom == self._zoom:
            self.view.fit_width()
            if row.evidence_boxes:
                self._zoom_in(row.evidence_boxes, self._info.sizes[row.page - 1])
        self.view.go_to_page(row.page - 1, place, flash=flash)

    def _zoom_in(self, boxes: Sequence[PageRect], page_size: Size) -> None:
        """Until the lines that are lit up can be read, as far as they stay in sight; not once the user has zoomed."""
        line = min(box.height for box in boxes) * page_size.height * self.view.zoom
        wanted = min(_READABLE / max(line, 0.1), _MOST_ZOOM_IN, 0.9 / max(PageRect.union(boxes).width, 0.01))
        if wanted > 1:
            self.view.set_zoom(self.view.zoom * wanted)
            self._zoom = self.view.zoom

    def _tell(self, words: Words) -> None:
        self._patience.stop()
        self._words = words
        self._wants_focus = False
        self.password_button.hide()
        self._stack.setCurrentIndex(1)
        self._say()
        self.arrived.emit()

    def _say_opening(self) -> None:
        row = self._row
        if row is not None and self._info is None:
            self._words = lambda: (tr("Opening {name}…").format(name=name_of(row)), "")
            self._stack.setCurrentIndex(1)
            self._say()

    def _say(self) -> None:
        self.setAccessibleName(tr("The page of the row"))
        what, how = self._words() if self._words is not None else ("", "")
        self._what.setText(what)
        self._how.setText(how)
        self._how.setVisible(bool(how))
        self.password_button.setText(tr("Enter the password"))
        self.password_button.setAccessibleName(tr("Enter the password"))
        self._changed.setText(tr("This file was changed after the run began; the answer may stand elsewhere now."))

    # The file -------------------------------------------------------------------------------------------------------

    def _watch(self, path: str) -> None:
        if path == self._watched:
            return
        if self._watched:
            self._services.files.remove(self._watched, self._on_look)
        self._watched, self._look = path, None
        self._changed.hide()
        if path:
            self._services.files.add(path, self._on_look)

    def _on_look(self, look: FileLook | None) -> None:
        before, self._look = self._look, look
        row = self._row
        if row is None or row.file != self._watched:
            return
        if look is None:
            self._source = self._info = None
            self._tell(lambda: FileMissing(name=name_of(row)).describe())
        elif (before is not None and look != before) or (before is None and self._info is None):
            self._open(row)
        self._say_changed()

    def _say_changed(self) -> None:
        look, begun = self._look, self._begun
        is_newer = look is not None and begun is not None and look.changed_ns / 1e9 > begun
        self._changed.setVisible(is_newer and self._info is not None and self._stack.currentIndex() == 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._row is not None:
            self._watch(self._row.file)
        # What is in sight depends on a size that is known only now.
        QTimer.singleShot(0, self, self._go_to_place)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._watch("")


def _shortened(row: Row, pages: int) -> tuple[str, str]:
    what = tr("{name} has no page {page} any more.").format(name=name_of(row), page=row.page)
    how = trn(
        "The file was changed: it has {count} page now.", "The file was changed: it has {count} pages now.", pages
    )
    return what, how.format(count=pages)
