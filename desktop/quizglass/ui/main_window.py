"""The window: bars, panels and the documents between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from quizglass.answering.notices import words as notice_words
from quizglass.documents.folders import Found
from quizglass.errors import AppError, FileMissing
from quizglass.i18n import tr
from quizglass.ui import style_sheet
from quizglass.ui.actions import Actions
from quizglass.ui.answers_access import ModelState
from quizglass.ui.ask_panel.states import stage_words
from quizglass.ui.batch_page.interrupted import tell_of_interrupted
from quizglass.ui.commands import Commands
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.notices import Notice
from quizglass.ui.crash_care.fault_telling import FaultTelling
from quizglass.ui.crash_care.run_log import Crash
from quizglass.ui.document_opener import DocumentOpener
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.file_choice import absolute, look_into_folders, notice_of
from quizglass.ui.following.place_in_tab import PlaceInTab
from quizglass.ui.full_screen import FullScreen
from quizglass.ui.icon_rail import IconRail
from quizglass.ui.language import follow_language
from quizglass.ui.page_view.after_drawing import after_first_drawing
from quizglass.ui.reading.language_words import missing_language_words
from quizglass.ui.recent.recent_documents import RecentDocuments
from quizglass.ui.restoring.kept_session import KeptSession
from quizglass.ui.restoring.session_file import SessionFile
from quizglass.ui.restoring.session_keeper import SessionKeeper
from quizglass.ui.services import Services
from quizglass.ui.side_panels import SidePanels
from quizglass.ui.status_bar import StatusBar, model_warning
from quizglass.ui.tabs import Tabs
from quizglass.ui.top_bar import TopBar
from quizglass.ui.window_overlays import WindowOverlays
from quizglass.ui.workspace import Workspace

if TYPE_CHECKING:
    from quizglass.models.gpu_use import UnusedCard

_FIRST_SIZE = (1280, 800)
_LEAST_SIZE = (640, 480)
_LATER_MS = 250
"""So long after the first page is shown the rest of the program is loaded."""


class MainWindow(QWidget):
    """``settled`` comes once, when everything that waits for the first page has been done."""

    settled = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        self.actions_table = Actions(self, dict(services.preferences.current.shortcuts))
        self.recent = RecentDocuments(services, self)
        self.workspace = Workspace(services, self.actions_table, self.recent)
        self.panels = SidePanels(services.preferences, self.workspace)
        self.top_bar = TopBar(services.theme, self.actions_table)
        self.status = StatusBar(services, self.actions_table)
        self._rail = IconRail(services.theme, self.actions_table)
        self.opener = DocumentOpener(services, self)
        self.tabs = Tabs(self.workspace, self.top_bar, self.opener, self)
        self.places = PlaceInTab(self.tabs, self.workspace, self)
        self.keeper: SessionKeeper | None = None
        self._faults = FaultTelling(self)
        self.overlays = WindowOverlays(self)
        self.full_screen = FullScreen(self)
        self._warned: set[tuple[str, str]] = set()
        self._has_settled = False
        self._settling = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._awaited: DocumentPane | None = None
        self._lay_out()
        self._connect()
        self._commands = Commands(self)
        self._dress()
        self._restore_geometry()
        follow_language(self, self._say)
        self._on_current(None)

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        self.setMinimumSize(*_LEAST_SIZE)
        layout = column(self)
        layout.addWidget(self.top_bar)
        body = row()
        body.addWidget(self._rail)
        body.addWidget(self.panels, 1)
        layout.addLayout(body, 1)
        layout.addWidget(self.status)
        self.full_screen.add_top(self.top_bar, layout)
        self.full_screen.add_bottom(self.status, layout)
        self.full_screen.add_left(self._rail, body)

    def _connect(self) -> None:
        services = self.services
        self._settling.timeout.connect(self._settle)
        self.tabs.opened.connect(self._join_pane)
        self.tabs.failed.connect(self._on_failed)
        self.tabs.emptied.connect(self._on_emptied)
        self.opener.working.connect(self._on_working)
        self.workspace.current_changed.connect(self._on_current)
        self.workspace.downloading.connect(self.status.set_downloading)
        self.workspace.page_left.connect(self.tabs.show_front)
        self.workspace.place_wanted.connect(self.places.show)
        self.workspace.file_wanted.connect(lambda path: self.open_files([path]))
        self.panels.visibility_changed.connect(self._on_panels)
        services.preferences.changed.connect(self._on_preference)
        self.top_bar.menu_wanted.connect(lambda: self.overlays.show_menu(self.top_bar.menu_button))
        self.full_screen.changed.connect(self.actions_table["full_screen"].setChecked)
        services.theme.changed.connect(self._dress)
        services.answers.model_changed.connect(self._warn_of_model)
        services.library.troubled.connect(lambda error: self.workspace.notices.add(Notice.of_error(error)))

    def _dress(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        style_sheet.apply(app, self.services.theme.current)

    def _say(self) -> None:
        page = self.workspace.front
        self.setWindowTitle("Quizglass" if page is None else tr("{name} – Quizglass").format(name=page.name))
        self.setAccessibleName("Quizglass")

    # Opening --------------------------------------------------------------------------------------------------------

    def begin(
        self, session: SessionFile | None, kept: KeptSession | None, files: Iterable[str], crash: Crash | None = None
    ) -> None:
        """Put the tabs of last time back, open ``files`` beside them, and keep the tabs in ``session`` from now on."""
        given = absolute(files)
        if kept is not None:
            self.tabs.restore(kept if not given else replace(kept, front=-1))
        if given:
            self.open_files(given)
        elif self.workspace.front is None:
            self.workspace.show_start()
        if crash is not None:
            self._faults.tell_of_crash(crash, len(kept.tabs) if kept is not None else 0, kept.saved_at if kept else 0)
        if session is not None:
            self.keeper = SessionKeeper(session, self.services.background, self.tabs.kept, self)
            self.keeper.troubled.connect(lambda error: self.workspace.notices.add(Notice.of_error(error)))
            self.keeper.set_on(self.services.preferences.current.restore_session)
            self.tabs.opened.connect(self.keeper.save_soon)

    def open_files(self, paths: Iterable[str]) -> None:
        """Open files and folders; what is open already comes to the front."""
        given = absolute(paths)
        if any(Path(path).is_dir() for path in given):
            look_into_folders(given, self.services.relay, self._on_found)
        else:
            self.tabs.open(given)

    def _on_found(self, found: Found) -> None:
        notice = notice_of(found)
        if notice is not None:
            self.workspace.notices.add(notice)
        self.tabs.open(found.files)

    def _join_pane(self, pane: DocumentPane) -> None:
        pane.file.reload_wanted.connect(lambda info: self.tabs.reload(pane, info))
        pane.file.close_wanted.connect(lambda: self.tabs.close(pane))
        pane.models_wanted.connect(self.workspace.show_models)
        pane.session.followed.connect(lambda _: self.panels.close_drawer())
        pane.session.running_changed.connect(lambda _: self._show_activity())
        pane.session.entry_changed.connect(lambda _: self._show_activity())
        pane.session.reading.language_missing.connect(self._warn_of_language)
        pane.session.told.connect(self._tell_of_answer)
        pane.session.reading.file_wanted.connect(lambda path: self.open_files([path]))
        pane.reading.overlay_changed.connect(lambda _: self._commands.mark_choices())
        pane.view.viewport().installEventFilter(self.panels)
        pane.escaped.connect(self.full_screen.leave)
        after_first_drawing(pane.view, pane, lambda: self._follow_file(pane), _LATER_MS)

    def _follow_file(self, pane: DocumentPane) -> None:
        source, info = pane.session.source, pane.session.info
        pane.session.recalled.connect(lambda known: self.recent.thumbnails.make(known, source, info))
        pane.session.remember()
        pane.file.begin()

    def _on_failed(self, path: str, error: AppError) -> None:
        if isinstance(error, FileMissing):
            notice = Notice.of_error(error, lambda: tr("Open another document"), self.actions_table["open"].trigger)
        else:
            notice = Notice.of_error(error, lambda: tr("Try again"), lambda: self.open_files([path]))
        self.workspace.notices.add(notice)
        if not self.workspace.pages:
            self.workspace.show_start()

    def _on_working(self, names: list[str]) -> None:
        self.status.set_activity(tr("Opening {name}…").format(name=names[-1]) if names else "")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self.overlays.show_drop_target()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self.overlays.hide_drop_target()

    def dropEvent(self, event: QDropEvent) -> None:
        self.overlays.hide_drop_target()
        self.open_files(url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile())
        event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, wherever the focus is and nobody else wants it."""
        pane = self.workspace.current
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif pane is None:
            self.full_screen.leave()
        elif not self.panels.close_drawer():
            pane.escape()

    # Tabs -----------------------------------------------------------------------------------------------------------

    def show_pane(self, pane: DocumentPane) -> None:
        self.tabs.show(pane)

    def close_pane(self, pane: DocumentPane) -> None:
        self.tabs.close(pane)

    def step_tab(self, step: int) -> None:
        self.tabs.step(step)

    def close_tab(self) -> None:
        """Close the tab in front, whether its document is open or not."""
        if self.workspace.front is not None:
            self.tabs.close(self.workspace.front)

    def forget_tabs(self) -> None:
        """Know only of the tabs that are there now."""
        self.tabs.forget_closed()
        if self.keeper is not None:
            self.keeper.forget_earlier()

    def _on_emptied(self) -> None:
        self.recent.load()
        if not self.workspace.shows_page:
            self.workspace.show_start()

    def _on_preference(self, name: str) -> None:
        if name == "restore_session" and self.keeper is not None:
            self.keeper.set_on(self.services.preferences.current.restore_session)

    def _on_current(self, pane: DocumentPane | None) -> None:
        self.actions_table.set_document_shown(pane is not None)
        for action_id in ("close_tab", "read_again"):
            self.actions_table[action_id].setEnabled(self.workspace.front is not None)
        self.panels.clear()
        if pane is not None:
            self._awaited = pane
            after_first_drawing(pane.view, pane, lambda: self.fill_panels(pane))
        self.panels.set_has_document(self.workspace.front is not None)
        self._rail.set_has_document(self.workspace.front is not None)
        self._rail.set_open({"all_pages": self.workspace.shows_batch, "models": self.workspace.shows_models})
        self._say()
        self._show_activity()

    def fill_panels(self, pane: DocumentPane) -> None:
        """Show on both sides what belongs to the document, where it is in front and the panel is shown."""
        if pane is not self.workspace.current:
            return
        self._awaited = None
        if self.panels.left_shown:
            pane.sidebar.show_page(self.services.preferences.current.left_panel_page)
            self.panels.show_in_left(pane.sidebar)
        if self.panels.right_shown:
            self.panels.show_in_right(pane.ask_panel)

    # Panels ---------------------------------------------------------------------------------------------------------

    def show_left_page(self, name: str) -> None:
        """Show a page of the left panel; asked for the one that is shown, hide the panel."""
        if self.panels.left_shown and self.services.preferences.current.left_panel_page == name:
            self.panels.show_left(False)
            return
        self._turn_left_to(name)
        pane = self.workspace.current
        if pane is not None:
            pane.sidebar.focus_page()

    def _turn_left_to(self, name: str) -> None:
        self.services.preferences.change(left_panel_page=name)
        self.panels.show_left(True)

    def show_find(self) -> None:
        pane = self.workspace.current
        if pane is not None:
            self._turn_left_to("find")
            pane.find_words()

    def focus_question(self) -> None:
        pane = self.workspace.current
        if pane is not None:
            self.panels.show_right(True)
            pane.ask_panel.composer.field.setFocus()

    def _on_panels(self) -> None:
        pane = self.workspace.current
        if pane is not None and pane is not self._awaited:
            self.fill_panels(pane)
        shown = self.panels.left_shown and pane is not None
        self._rail.set_shown(self.services.preferences.current.left_panel_page if shown else "")
        self._commands.mark_choices()

    def _show_activity(self) -> None:
        pane = self.workspace.current
        running = pane.session.running if pane is not None else None
        self.status.set_activity(stage_words(running.progress) if running is not None else "")

    def _warn_of_model(self) -> None:
        """Say aloud, once for each model, that it does not run as it could."""
        state = self.services.answers.state
        if state.notice and state.stage == "ready" and (state.id, state.notice) not in self._warned:
            self._warned.add((state.id, state.notice))
            self.services.background.run(self._unused_card, lambda unused: self._tell_of_device(state, unused))

    def _unused_card(self) -> UnusedCard | None:
        """The graphics card that is there and not used: the driver may take its time to say."""
        from quizglass.models.gpu_use import unused_card

        return unused_card(self.services.preferences.current.device)

    def _tell_of_device(self, state: ModelState, unused: UnusedCard | None) -> None:
        show = self.workspace.show_models
        say = partial(model_warning, state, unused)
        self.workspace.notices.add(Notice(say, "warn", lambda: tr("Show the models"), show))

    def _warn_of_language(self, languages: tuple[str, ...]) -> None:
        """Say once how to get the language data without which pages are not read well."""
        new = tuple(name for name in languages if ("language", name) not in self._warned)
        self._warned.update(("language", name) for name in new)
        if new:
            self.workspace.notices.add(Notice(lambda: missing_language_words(new), "warn"))

    def _tell_of_answer(self, code: str) -> None:
        """Say what is to be known of an answer; the same thing stands there only once."""
        if any(notice_words(code)):
            self.workspace.notices.add(Notice(lambda: notice_words(code), "warn"))

    # The window itself ----------------------------------------------------------------------------------------------

    def toggle_full_screen(self) -> None:
        self.full_screen.toggle()

    def report_fault(self, trace: str) -> None:
        """Something failed that should not have. ``trace`` says where, without any text of a document."""
        self._faults.tell(trace)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._has_settled:
            self._has_settled = True
            self._settling.start()

    def _settle(self) -> None:
        pane = self.workspace.current
        if self.opener.is_opening or (pane is not None and not pane.view.has_drawn and not pane.panels()):
            self._settling.start()
            return
        self.services.answers.warm_up()
        self.recent.load()
        tell_of_interrupted(self.services.runs, self.workspace.notices, self.workspace.show_runs)
        self.settled.emit()

    def _restore_geometry(self) -> None:
        saved = self.services.preferences.current.window_geometry
        if not (saved and self.restoreGeometry(QByteArray.fromBase64(saved.encode()))):
            room = self.screen().availableGeometry()
            self.resize(min(_FIRST_SIZE[0], room.width()), min(_FIRST_SIZE[1], room.height()))

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settling.stop()
        if self.keeper is not None:
            self.keeper.close()
        self.workspace.close_work()
        self.full_screen.leave()
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.services.preferences.change(window_geometry=geometry)
        for pane in self.workspace.panes:
            pane.close_document()
        super().closeEvent(event)
