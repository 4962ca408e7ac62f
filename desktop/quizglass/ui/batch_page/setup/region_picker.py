"""The part of the page that is asked, chosen on a real page of the first document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from quizglass.documents.requests import OpenDocument
from quizglass.errors import AppError
from quizglass.geometry import PageRect, RegionPart
from quizglass.i18n import tr
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.batch_page.setup.page_turning import PageTurning
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.empty_state import EmptyState
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import ElidedLabel, label
from quizglass.ui.controls.tick_box import TickBox
from quizglass.ui.language import follow_language
from quizglass.ui.motion import moves
from quizglass.ui.page_view.arrangement import Arrangement
from quizglass.ui.page_view.page_tool import PageTool
from quizglass.ui.page_view.region import Region
from quizglass.ui.page_view.view import PageView
from quizglass.ui.regions.clickable_parts import ClickableParts
from quizglass.ui.services import Services
from quizglass.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS

_LEAST_HEIGHT: Final = 160
_MIDDLE: Final = PageRect(0.25, 0.25, 0.75, 0.75)
_STEPS: Final = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class RegionPicker(QFrame):
    """Signals:
    region_chosen(PageRect | None): drawn, clicked, moved, or given up for the whole page.
    same_chosen(bool): whether all questions are asked of the same part.
    escaped(): Esc was pressed and there was nothing to give up.
    """

    region_chosen = Signal(object)
    same_chosen = Signal(bool)
    escaped = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._source: DocumentSource | None = None
        self._error: AppError | None = None
        self._regions: tuple[PageRect, ...] = ()
        self._current: PageRect | None = None
        self._wanted_page = 0
        self._showing = False
        self._question = 0
        self.setProperty("role", "card")
        self._title, self._hint = label("title", wrap=True), label("muted", wrap=True)
        self._name = ElidedLabel("small")
        self.view = PageView(services.documents, services.theme)
        self.parts = ClickableParts(services, self.view, self)
        self.turning = PageTurning(services.theme)
        self.whole = button("plain")
        self.same = TickBox(services.theme)
        self._empty = EmptyState(services.theme, "region", self._empty_words)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        follow_language(self, self._say)

    def _lay_out(self) -> None:
        self.view.arrange(Arrangement.SINGLE)
        self.view.fit_page()
        self.view.setMinimumHeight(_LEAST_HEIGHT)
        self.view.set_reduced_motion(not moves(self))
        self.view.clears_on_escape = False
        self.view.tools.add(_TurnByKeys(self.view))
        lines = column(self, margin=(SPACE_L, SPACE_M), spacing=SPACE_S)
        lines.addWidget(self._title)
        lines.addWidget(self._hint)
        shown = QWidget()
        self._lay_out_page(column(shown, spacing=SPACE_XS))
        self._stack.addWidget(shown)
        self._stack.addWidget(self._empty)
        lines.addWidget(self._stack, 1)

    def _lay_out_page(self, lines: QVBoxLayout) -> None:
        lines.addWidget(self._name)
        lines.addWidget(self.view, 1)
        below = row(spacing=SPACE_S)
        below.addWidget(self.turning)
        below.addStretch(1)
        below.addWidget(self.whole)
        lines.addLayout(below)
        lines.addWidget(self.same, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self.view.region_changed.connect(self._on_region)
        self.view.page_changed.connect(self._on_page)
        self.view.escape_pressed.connect(self._on_escape)
        self.turning.page_wanted.connect(self.view.go_to_page)
        self.whole.clicked.connect(self._on_whole)
        self.same.toggled.connect(self.same_chosen)

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in the order in which it stands."""
        return [self.view, *self.turning.stops(), self.whole, self.same]

    # What is shown --------------------------------------------------------------------------------------------------

    @property
    def source(self) -> DocumentSource | None:
        """The document whose page is shown, or is to be."""
        return self._source

    @property
    def is_ready(self) -> bool:
        """Whether a part can be chosen."""
        return self.view.page_count > 0

    def show_file(self, source: DocumentSource | None, page: int = 0) -> None:
        """Show ``page`` of a document; None: of none."""
        if source == self._source and source is not None:
            return
        self._source, self._error, self._wanted_page = source, None, page
        self.parts.close()
        self.view.clear()
        self._show()
        if source is not None:
            future = self._services.documents.submit(OpenDocument(source))
            self._services.relay.deliver(
                future,
                lambda info: self._on_opened(source, info),
                lambda error: self._on_failed(source, error),
                owner=self,
            )

    def show_regions(self, regions: Sequence[PageRect], current: PageRect | None, question: int) -> None:
        """Show these, of which ``current`` is that of the question with this number; 0 is any question."""
        self._regions, self._current, self._question = tuple(regions), current, question
        self._put_regions()
        self._say_place()

    def show_same(self, same: bool, *, matters: bool) -> None:
        """Whether all questions are asked of the same part; it matters where there are several."""
        self.same.blockSignals(True)
        self.same.setChecked(same)
        self.same.blockSignals(False)
        self.same.setVisible(matters)

    # Inside ---------------------------------------------------------------------------------------------------------

    def _on_opened(self, source: DocumentSource, info: DocumentInfo) -> None:
        if source != self._source:
            return
        self.view.show_document(source, info)
        self.parts.follow(source, info)
        self.view.go_to_page(self._wanted_page)
        self.turning.show_pages(info, self.view.current_page)
        self._put_regions()
        self._show()

    def _on_failed(self, source: DocumentSource, error: AppError) -> None:
        if source == self._source:
            self._error = error
            self._show()

    def _on_page(self, page: int) -> None:
        self.turning.set_page(page)
        self._put_regions()

    def _put_regions(self) -> None:
        """The same parts on whichever page is looked at."""
        if not self.is_ready:
            return
        page = self.view.current_page
        shown = [Region(at + 1, (RegionPart(page, rect),)) for at, rect in enumerate(self._regions)]
        active = self._regions.index(self._current) + 1 if self._current in self._regions else None
        self._showing = True
        self.view.regions.restore(shown, active)
        self._showing = False

    def _on_region(self, part: RegionPart | None) -> None:
        if not self._showing:
            self.region_chosen.emit(part.rect if part is not None else None)

    def _on_whole(self) -> None:
        """Back to the whole page; where that is asked, a part in the middle, which the arrow keys bring in place."""
        if self._current is not None:
            self.region_chosen.emit(None)
        else:
            self.view.set_region(self.view.current_page, _MIDDLE)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_escape(self) -> None:
        if self._current is not None:
            self.region_chosen.emit(None)
        else:
            self.escaped.emit()

    # Words ----------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        self._stack.setCurrentIndex(0 if self.is_ready else 1)
        self._name.setText(Path(self._source.path).name if self._source is not None else "")
        self._hint.setVisible(self.is_ready)
        self._empty.say()

    def _empty_words(self) -> tuple[str, str]:
        if self._error is not None:
            return self._error.describe()
        if self._source is not None:
            return tr("Opening {name}…").format(name=Path(self._source.path).name), ""
        return tr("Whole pages are asked."), tr("Once there is a document, a part of its pages can be chosen here.")

    def _say_place(self) -> None:
        words, name = tr("Choose a part"), tr("Ask a part of the page: arrow keys move it, with Shift its corner")
        if self._current is not None:
            words, name = tr("Whole page"), tr("Ask the whole page")
        self.whole.setText(words)
        self.whole.setAccessibleName(name)
        self.whole.setToolTip(name)
        if self._question:
            whole = tr("Question {number} is asked of the whole page").format(number=self._question)
            part = tr("Question {number} is asked of this part").format(number=self._question)
        else:
            whole, part = tr("The whole page is asked"), tr("This part of every page is asked")
        self._title.setText(whole if self._current is None else part)

    def _say(self) -> None:
        self.setAccessibleName(tr("Part of the page"))
        self._hint.setText(tr("Drag over a part to ask only that, the same on every page."))
        self.same.say(tr("The same part for all questions"))
        self._say_place()
        self._show()


class _TurnByKeys(PageTool):
    """Page down and page up turn the page."""

    def __init__(self, view: PageView) -> None:
        self._view = view

    def press_key(self, event: QKeyEvent) -> bool:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._view.turn_page(step)
        return step is not None
