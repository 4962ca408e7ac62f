"""Putting a question: of what, the question itself, and the button that asks or stops."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from quizglass.geometry import WHOLE_PAGE, RegionPart
from quizglass.i18n import tr, trn
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.ask_panel import presets
from quizglass.ui.ask_panel.question_field import QuestionField
from quizglass.ui.ask_panel.region_picture import RegionPicture
from quizglass.ui.ask_panel.region_row import RegionRow
from quizglass.ui.ask_panel.scope_switch import ScopeSwitch
from quizglass.ui.controls.buttons import button, button_with_icon
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.language import follow_language
from quizglass.ui.page_view.region import Region
from quizglass.ui.services import Services
from quizglass.ui.session.entry import Scope
from quizglass.ui.theme import SPACE_S


class Composer(QWidget):
    """Asks of the region while there is one, else of the page, unless the user chooses otherwise.

    Signals:
        asked(str, Scope): Enter or the button.
        stopped(): the button while an answer is being made.
        escaped(): Esc in the question field.
    view_changed(): another part of the document may be asked of than before.
    """

    asked = Signal(str, object)
    stopped = Signal()
    escaped = Signal()
    view_changed = Signal()

    def __init__(self, services: Services, source: DocumentSource, info: DocumentInfo) -> None:
        super().__init__()
        self._services = services
        self._source = source
        self._info = info
        self._page = 0
        self._region: Region | None = None
        self._scope = Scope.PAGE
        self._running = False
        self._scopes = ScopeSwitch()
        self.regions = RegionRow(services)
        self._picture = RegionPicture(services, source, info)
        self._whole = label("small", wrap=True)
        self.field = QuestionField()
        self._problem = label("bad", wrap=True)
        self._presets = button_with_icon(services.theme, "plain", "presets", "muted")
        self._ask = button("primary")
        self._lay_out()
        self._connect()
        follow_language(self, self._say)
        self._show_scope()

    def _lay_out(self) -> None:
        layout = column(self, spacing=SPACE_S)
        for widget in (self._scopes, self.regions, self._picture, self._whole, self.field, self._problem):
            layout.addWidget(widget)
        below = row(spacing=SPACE_S)
        below.addWidget(self._presets)
        below.addStretch(1)
        below.addWidget(self._ask)
        layout.addLayout(below)
        self._problem.hide()

    def _connect(self) -> None:
        self._scopes.chosen.connect(self.choose_scope)
        self.field.entered.connect(lambda: self.ask(self._scope))
        self.field.escaped.connect(self.escaped)
        self.field.textChanged.connect(self._problem.hide)
        self._ask.clicked.connect(self._on_button)
        self._presets.clicked.connect(self._show_presets)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        """In a narrow panel the ready questions are a picture alone."""
        self._presets.setText(tr("Ready questions"))
        if self._presets.sizeHint().width() + SPACE_S + self._ask.sizeHint().width() > self.width():
            self._presets.setText("")

    def _say(self) -> None:
        self.setAccessibleName(tr("Question"))
        self._presets.setToolTip(tr("Ready questions"))
        self._presets.setAccessibleName(tr("Ready questions"))
        self._show_running()
        self._show_scope()

    # What is asked of -----------------------------------------------------------------------------------------------

    @property
    def scope(self) -> Scope:
        return self._scope

    @property
    def view(self) -> tuple[RegionPart, ...]:
        """What Enter asks of: the region, or the page; () for the whole document."""
        if self._scope is Scope.DOCUMENT:
            return ()
        if self._scope is Scope.REGION and self._region is not None:
            return self._region.parts
        return (RegionPart(self._page, WHOLE_PAGE),)

    def set_page(self, page: int) -> None:
        """The page in sight, from 0."""
        self._page = page
        self._scopes.set_page(page)
        self._show_scope()

    def set_region(self, region: Region | None) -> None:
        """A region was selected (it becomes the scope) or cleared."""
        self._region = region
        self._scopes.set_region(region is not None)
        if region is not None:
            self.choose_scope(Scope.REGION)
        elif self._scope is Scope.REGION:
            self.choose_scope(Scope.PAGE)
        else:
            self._show_scope()

    def choose_scope(self, scope: Scope) -> None:
        self._scope = scope
        self._scopes.set_scope(scope)
        self._show_scope()

    def _show_scope(self) -> None:
        parts = self.view
        self._picture.setVisible(bool(parts))
        self._whole.setVisible(not parts)
        if parts:
            self._picture.show_parts(parts, _words_of(parts))
        else:
            count = self._info.page_count
            self._whole.setText(
                trn("The only page is read.", "All {count} pages are searched for the answer.", count).format(
                    count=count
                )
            )
        self.view_changed.emit()

    # Asking ---------------------------------------------------------------------------------------------------------

    def ask(self, scope: Scope) -> None:
        """Ask what stands in the field; the region is only asked where there is one."""
        if scope is Scope.REGION and self._region is None:
            scope = Scope.PAGE
        self.asked.emit(self.field.toPlainText(), scope)

    def set_question(self, text: str) -> None:
        """Put ``text`` into the field, ready to be changed."""
        self.field.setPlainText(text)
        self.field.selectAll()
        self.field.setFocus()

    def show_problem(self, words: str) -> None:
        """Say under the field why it cannot be asked."""
        self._problem.setText(words)
        self._problem.show()
        self.field.setFocus()

    @property
    def problem(self) -> str:
        """Why the question cannot be asked, "" while nothing is wrong."""
        return "" if self._problem.isHidden() else self._problem.text()

    @property
    def button_words(self) -> str:
        """Ask, or Stop while an answer is being made."""
        return self._ask.text()

    def set_running(self, running: bool) -> None:
        self._running = running
        self._show_running()

    def _show_running(self) -> None:
        words = tr("Stop") if self._running else tr("Ask")
        self._ask.setText(words)
        self._ask.setAccessibleName(words)
        self._ask.setToolTip(tr("Esc") if self._running else tr("Enter"))
        self._fit_buttons()

    def _on_button(self) -> None:
        if self._running:
            self.stopped.emit()
        else:
            self.ask(self._scope)

    def _show_presets(self) -> None:
        menu = QMenu(self)
        for question in presets.FOR_ANY_READER:
            menu.addAction(tr(question)).triggered.connect(lambda _c, q=question: self._use_preset(tr(q)))
        menu.addSeparator()
        writes = self._services.preferences.current.model != "built-in"
        if not writes:
            menu.addAction(tr("With a model that writes:")).setEnabled(False)
        for question in presets.FOR_MODELS:
            action = menu.addAction(tr(question))
            action.setEnabled(writes)
            action.triggered.connect(lambda _c, q=question: self._use_preset(tr(q)))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._presets.mapToGlobal(self._presets.rect().bottomLeft()))

    def _use_preset(self, question: str) -> None:
        self.field.setPlainText(question)
        self.ask(self._scope)


def _words_of(parts: tuple[RegionPart, ...]) -> str:
    words = tr("What the model sees: the region on page {page}")
    if len(parts) > 1:
        words = tr("What the model sees: the region from page {page} to page {last}")
    elif parts[0].rect == WHOLE_PAGE:
        words = tr("What the model sees: page {page}")
    return words.format(page=parts[0].page + 1, last=parts[-1].page + 1)
