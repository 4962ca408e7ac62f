"""The window's entry point: the only place that puts all parts together."""

from __future__ import annotations

import faulthandler
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from quizglass import i18n, paths, settings
from quizglass.documents.service import DocumentService

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from quizglass.models.engine import Engine
    from quizglass.settings import Loaded
    from quizglass.ui.main_window import MainWindow

_SWITCH_INTERVAL_S = 0.0005
"""How long a busy thread may keep the interpreter from the window. With Python's own 5 ms the window is late by 14 ms
at the 99th percentile while a model computes, with this by 9 ms."""


def run(files: list[str]) -> int:
    """Show the window with ``files`` open; the exit code when it is closed."""
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    if sys.stderr is not None:  # a Windows program without a console has none
        faulthandler.enable()
    loaded = settings.load(paths.settings_file())
    # The worker starts while Qt is loaded: both take longer than anything else before the first page.
    documents = DocumentService(timeout_s=loaded.settings.request_timeout_s)
    documents.start()
    try:
        return _run_window(documents, loaded, files)
    finally:
        documents.close()


def _run_window(documents: DocumentService, loaded: Loaded, files: list[str]) -> int:
    i18n.set_language(loaded.settings.language)
    app = make_application()
    window = make_window(documents, loaded)
    window.open_files(files)
    if not files:
        window.workspace.show_start()
    window.show()
    code = app.exec()
    window.services.close()
    return code


def make_application() -> QApplication:
    """Qt's application object, dressed and named. One in a process."""
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from quizglass.ui.language import StandardDialogWords
    from quizglass.ui.style_sheet import body_font

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["quizglass"])
    app.setApplicationName("quizglass")
    app.setApplicationDisplayName("Quizglass")
    app.setDesktopFileName("quizglass")
    app.setFont(body_font(app.font()))
    app.setWindowIcon(QIcon(str(paths.resource("icons") / "quizglass.svg")))
    StandardDialogWords(app)
    return app


def make_window(
    documents: DocumentService, loaded: Loaded, create_engine: Callable[..., Engine] | None = None
) -> MainWindow:
    """A window with all that it uses; whoever makes it closes ``window.services`` in the end.

    ``create_engine`` makes engines in place of the registry of models.
    """
    from quizglass.ui.answers_access import AnswersAccess
    from quizglass.ui.background import Background
    from quizglass.ui.faults import report_faults
    from quizglass.ui.library_access import LibraryAccess
    from quizglass.ui.main_window import MainWindow
    from quizglass.ui.preferences import Preferences
    from quizglass.ui.relay import Relay
    from quizglass.ui.services import Services
    from quizglass.ui.theme import ThemeSource

    theme = ThemeSource(loaded.settings.theme)
    relay = Relay()
    background = Background(relay)
    preferences = Preferences(paths.settings_file(), loaded, background)
    library = LibraryAccess(paths.library_file(), background)
    answers = AnswersAccess(documents, library, preferences, relay, create_engine)
    window = MainWindow(Services(documents, theme, relay, background, preferences, library, answers))
    report_faults(relay.relayed(window.report_fault))
    return window
