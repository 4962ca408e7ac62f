"""One open document in the centre: its pages with the floating bar, joined with its panels on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from quizglass.answers import Evidence
from quizglass.geometry import PageRect
from quizglass.library.records import ViewState
from quizglass.ui.actions import Actions
from quizglass.ui.controls.layouts import column
from quizglass.ui.floating_bar import FloatingBar
from quizglass.ui.freshness.pane_file import PaneFile
from quizglass.ui.motion import moves
from quizglass.ui.page_view.after_drawing import after_first_drawing
from quizglass.ui.page_view.arrangement import Arrangement
from quizglass.ui.page_view.camera import Place
from quizglass.ui.page_view.view import PageView
from quizglass.ui.page_view.zoom import Fit
from quizglass.ui.reading.pane_reading import PaneReading
from quizglass.ui.services import Services
from quizglass.ui.session.entry import Entry
from quizglass.ui.session.history import JumpHistory
from quizglass.ui.session.session import DocumentSession
from quizglass.ui.theme import SPACE_L

if TYPE_CHECKING:
    from quizglass.ui.ask_panel.panel import AskPanel
    from quizglass.ui.finding.pane_finding import PaneFinding
    from quizglass.ui.pane_tools import PaneTools
    from quizglass.ui.regions.pane_regions import PaneRegions
    from quizglass.ui.sidebar.panel import Sidebar

_TOOLS_MS = 100
"""The first page comes first; what can be done on it is there before anybody can have begun."""

_FITS = {Fit.WIDTH: "width", Fit.PAGE: "page"}


class DocumentPane(QWidget):
    """Signals:
    models_wanted(): another model would help.
    escaped(): Esc was pressed and there was nothing to stop, clear or leave.
    """

    models_wanted = Signal()
    escaped = Signal()

    def __init__(self, services: Services, actions: Actions, session: DocumentSession) -> None:
        super().__init__()
        self.setAccessibleName(session.name)
        session.setParent(self)
        self.session = session
        self.history: JumpHistory[Place] = JumpHistory()
        self.view = PageView(services.documents, services.theme)
        self.bar = FloatingBar(services.theme, actions, session.info, self)
        self.reading = PaneReading(services, session, self.view, self)
        self._services = services
        self._actions = actions
        self._ask_panel: AskPanel | None = None
        self._sidebar: Sidebar | None = None
        self.file = PaneFile(services, self)
        self._touched = False
        self._question = ""
        self._finding: PaneFinding | None = None
        self._tools: PaneTools | None = None
        self._regions: PaneRegions | None = None
        column(self).addWidget(self.view)
        self.bar.raise_()
        self.view.clears_on_escape = False
        self.view.viewport().setMouseTracking(True)
        self.view.viewport().installEventFilter(self)
        self._connect()
        self.view.set_reduced_motion(not moves(self))
        self.view.show_document(session.source, session.info)
        self.bar.set_page(self.view.current_page)
        self.bar.set_zoom(self.view.zoom)
        after_first_drawing(self.view, self, lambda: (self.tools, self.regions), _TOOLS_MS)

    def _connect(self) -> None:
        view, session = self.view, self.session
        view.page_changed.connect(self._on_page)
        view.looked_elsewhere.connect(self._on_looked_elsewhere)
        view.zoom_changed.connect(self.bar.set_zoom)
        view.escape_pressed.connect(self.escape)
        self.bar.page_wanted.connect(self._on_page_typed)
        self.bar.zoom_wanted.connect(view.set_zoom)
        session.selected.connect(self._on_selected)
        session.shown.connect(self._on_shown)
        session.entry_changed.connect(self._on_entry_changed)
        session.view_state_known.connect(self._restore)
        self.reading.bar.resized.connect(self._place_bars)
        self._services.preferences.changed.connect(self._on_preference)
        view.set_inverted(self._services.preferences.current.dark_pages)

    def _on_preference(self, name: str) -> None:
        if name == "dark_pages":
            self.view.set_inverted(self._services.preferences.current.dark_pages)

    # Panels, built when the first page is on the screen ---------------------------------------------------------------

    @property
    def ask_panel(self) -> AskPanel:
        if self._ask_panel is None:
            from quizglass.ui.ask_panel.panel import AskPanel

            panel = self._ask_panel = AskPanel(self._services, self.session)
            panel.escaped.connect(self.escape)
            panel.composer.field.focus_changed.connect(self.view.set_dimmed)
            panel.models_wanted.connect(self.models_wanted)
            panel.set_page(self.view.current_page)
            panel.follow_regions(self.view.regions)
            panel.composer.field.setPlainText(self._question)
        return self._ask_panel

    @property
    def sidebar(self) -> Sidebar:
        if self._sidebar is None:
            from quizglass.ui.sidebar.panel import Sidebar

            self._sidebar = Sidebar(self._services, self.session, lambda: self.finding.search)
            self._sidebar.set_page(self.view.current_page)
            self._sidebar.set_turns(self.view.turns)
            self.view.turns_changed.connect(self._sidebar.set_turns)
            self._sidebar.page_wanted.connect(self.jump)
            self._sidebar.spot_wanted.connect(lambda page, y: self.jump_to_spot(page, None, y))
            self._sidebar.escaped.connect(self.escape)
        return self._sidebar

    @property
    def finding(self) -> PaneFinding:
        if self._finding is None:
            from quizglass.ui.finding.pane_finding import PaneFinding

            self._finding = PaneFinding(self._services, self.session, self.view, self.leave, self)
        return self._finding

    @property
    def tools(self) -> PaneTools:
        if self._tools is None:
            from quizglass.ui.pane_tools import PaneTools

            self._tools = PaneTools(self._services, self.session, self.view, self)
            self._tools.links.spot_wanted.connect(self.jump_to_spot)
        return self._tools

    @property
    def regions(self) -> PaneRegions:
        if self._regions is None:
            from quizglass.ui.regions.pane_regions import PaneRegions

            self._regions = PaneRegions(self._services, self._actions, self.session, self.view, self)
        return self._regions

    @property
    def is_selecting_text(self) -> bool:
        """Whether a plain drag selects text."""
        return self._tools is not None and self._tools.text.is_tool_on

    def put_above(self, bar: QWidget) -> None:
        """Show ``bar`` above the pages."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, bar)

    def panels(self) -> list[QWidget]:
        """Those that were built."""
        return [panel for panel in (self._ask_panel, self._sidebar) if panel is not None]

    # Place ----------------------------------------------------------------------------------------------------------

    def jump(self, page: int, rect: PageRect | None = None, *, flash: bool = False) -> None:
        """Go somewhere from where `back` leads back."""
        self.leave()
        self.view.go_to_page(page, rect, flash=flash)

    def show_place(self, page: int, boxes: Sequence[PageRect]) -> None:
        """Light up ``boxes`` on ``page`` and go there, whatever is remembered from earlier days."""
        self._touched = True
        self.view.set_highlights((Evidence(page, tuple(boxes)),) if boxes else ())
        self.jump(page, PageRect.union(boxes) if boxes else None, flash=True)

    def jump_to_spot(self, page: int, x: float | None, y: float | None) -> None:
        """Go to a spot of a page, in fractions of it, from where `back` leads back."""
        self.leave()
        self.view.go_to_spot(page, x, y)

    def leave(self) -> None:
        """Note the place looked at now, to which `back` leads."""
        here = self.view.place()
        if here is not None:
            self.history.leave(here)

    def back(self) -> None:
        here = self.view.place()
        spot = self.history.back(here) if here is not None else None
        if spot is not None:
            self.view.restore(spot)

    def forward(self) -> None:
        here = self.view.place()
        spot = self.history.forward(here) if here is not None else None
        if spot is not None:
            self.view.restore(spot)

    def turn_page(self, step: int) -> None:
        self.view.turn_page(step)

    def _on_page_typed(self, page: int) -> None:
        self.jump(page)
        self.view.setFocus()

    def _on_page(self, page: int) -> None:
        self._touched = True
        self.bar.set_page(page)
        if self._ask_panel is not None:
            self._ask_panel.set_page(page)
        if self._sidebar is not None:
            self._sidebar.set_page(page)

    def _on_looked_elsewhere(self) -> None:
        spot = self.view.spot_read if self._sidebar is not None else None
        if self._sidebar is not None and spot is not None:
            self._sidebar.set_spot(*spot)

    def _restore(self, state: ViewState) -> None:
        """Look at the document as last time, unless the user has begun to look around meanwhile."""
        if self._touched or self.view.region is not None or state.page >= self.session.info.page_count:
            return
        fits = {name: fit for fit, name in _FITS.items()}
        fit = fits.get(state.fit, Fit.NONE)
        self.view.arrange(Arrangement.of(state.arrangement))
        self.view.restore(Place(state.page, 0.5, state.y, state.zoom, state.turns, fit))

    def look_at(self, place: Place) -> None:
        """Look at the document as ``place`` says, whatever is remembered from earlier days."""
        self._touched = True
        self.view.restore(place)

    @property
    def name(self) -> str:
        """The file's name."""
        return self.session.name

    @property
    def question_text(self) -> str:
        """What stands in the question field; the panel need not be there yet."""
        return self._ask_panel.composer.field.toPlainText() if self._ask_panel is not None else self._question

    @question_text.setter
    def question_text(self, text: str) -> None:
        self._question = text
        if self._ask_panel is not None:
            self._ask_panel.composer.field.setPlainText(text)

    def keep_view_state(self) -> None:
        """Remember how the document is looked at."""
        place = self.view.place()
        if place is not None:
            fit = _FITS.get(place.fit, "")
            self.session.keep_view_state(
                ViewState(
                    place.page,
                    min(1.0, max(0.0, place.y)),
                    place.zoom,
                    fit,  # type: ignore[arg-type]
                    place.turns,
                    self.view.arrangement.value,
                )
            )

    # Region and answers ---------------------------------------------------------------------------------------------

    def _on_selected(self, entry: Entry | None) -> None:
        if entry is None:
            self.view.set_highlights(())
        else:
            self.view.set_highlights(entry.evidence, unsure=entry.unsure, doubtful=entry.doubtful)

    def _on_entry_changed(self, entry: Entry) -> None:
        if entry is self.session.selection:
            self.view.set_highlights(entry.evidence, unsure=entry.unsure, doubtful=entry.doubtful)

    def _on_shown(self, entry: Entry) -> None:
        """Go to where the answer stands, and let it pulse; without a place, to where it was asked."""
        question = entry.question
        if question.parts:
            self.view.regions.show(question.parts)
        self.view.set_highlights(entry.evidence, unsure=entry.unsure, doubtful=entry.doubtful)
        place = entry.place
        if place is not None and place.boxes:
            self.jump(place.page, PageRect.union(place.boxes), flash=True)
        elif question.region is not None:
            self.jump(question.pages[0], question.region)
        elif entry.page is not None and entry.page != self.view.current_page:
            self.jump(entry.page)

    def find_words(self) -> None:
        """Put the cursor where words to find are typed; what is selected on the page is looked for."""
        self.finding.begin()
        selected = self._tools.text.few_words() if self._tools is not None else ""
        if selected:
            self.sidebar.finder.look_for(selected)
        else:
            self.sidebar.finder.focus_field()

    def escape(self) -> None:
        """Stop the answer, else let go of selected text, else clear the region, else leave the field."""
        if self.session.running is not None:
            self.session.stop()
        elif self._tools is not None and self._tools.clear():
            self.view.setFocus()
        elif self.view.region is not None:
            self.view.clear_region()
        elif not self.view.hasFocus():
            self.view.setFocus()
        else:
            self.escaped.emit()

    # Events ---------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_bars()

    def _place_bars(self) -> None:
        """At the foot of the page, the one that tells of reading above the other."""
        foot = self.height()
        for bar in (self.bar, self.reading.bar):
            bar.fit_into(self.width() - 2 * SPACE_L)
            foot -= bar.height() + SPACE_L
            bar.move((self.width() - bar.width()) // 2, foot)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.MouseMove, QEvent.Type.Wheel}:
            self.bar.wake()
        elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            steps = {Qt.MouseButton.BackButton: self.back, Qt.MouseButton.ForwardButton: self.forward}
            if event.button() in steps:
                steps[event.button()]()
                return True
        return super().eventFilter(watched, event)

    def close_document(self) -> None:
        """Stop what runs and remember how it was looked at."""
        self.keep_view_state()
        self.file.close()
        for part in (self._finding, self._tools, self._regions):
            if part is not None:
                part.close()
        self.session.close()
