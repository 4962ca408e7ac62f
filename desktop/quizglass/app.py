"""The window's entry point: the only place that puts all parts together."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from quizglass import i18n, paths, settings
from quizglass.documents.requests import OpenDocument
from quizglass.documents.service import DocumentService
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.crash_care.run_log import Crash, RunLog
from quizglass.ui.restoring.kept_session import KeptSession
from quizglass.ui.restoring.session_file import SessionFile

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from quizglass.models.engine import Engine
    from quizglass.settings import Loaded
    from quizglass.ui.main_window import MainWindow

Begun: TypeAlias = dict[DocumentSource, "Future[DocumentInfo]"]
"""Documents that the worker was told to open while Qt was still being loaded."""


class Beginning(NamedTuple):
    """What the window begins with. ``session`` is None where another window owns it."""

    session: SessionFile | None
    kept: KeptSession | None
    files: list[str]
    crash: Crash | None


SWITCH_INTERVAL_S = 0.0005
"""How long a busy thread may keep the interpreter from the window. With Python's own 5 ms the window is late by 14 ms
at the 99th percentile while a model computes, with this by 9 ms."""
_COLLECT_AFTER_MS = 2000
"""The first page shows by then."""


def run(files: list[str]) -> int:
    """Show the window with ``files`` open; the exit code when it is closed."""
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    run_log = RunLog(paths.log_dir())
    crash = run_log.begin()
    loaded = settings.load(paths.settings_file())
    # The worker starts while Qt is loaded: both take longer than anything else before the first page.
    documents = DocumentService(timeout_s=loaded.settings.request_timeout_s)
    documents.start()
    session = SessionFile(paths.state_dir())
    owned = session.claim()
    kept = session.read() if owned and loaded.settings.restore_session else None
    if kept is not None and crash is not None and crash.again:
        # Whatever it is that crashes may be in the document in front.
        kept = replace(kept, front=-1)
    first = files[:1] or ([kept.front_tab.path] if kept is not None and kept.front_tab is not None else [])
    begun = {source: documents.submit(OpenDocument(source)) for source in map(_source_of, first)}
    try:
        return _run_window(documents, loaded, begun, Beginning(session if owned else None, kept, files, crash), run_log)
    finally:
        session.release()
        run_log.close()
        documents.close()


def _source_of(file: str) -> DocumentSource:
    return DocumentSource(str(Path(file).expanduser().absolute()))


def _run_window(documents: DocumentService, loaded: Loaded, begun: Begun, beginning: Beginning, run_log: RunLog) -> int:
    from PySide6.QtCore import QTimer

    _import_without_reading_sources()
    from quizglass.ui.faults import report_faults
    from quizglass.ui.interrupts import Interrupts

    i18n.set_language(loaded.settings.language)
    app = make_application()
    window = make_window(documents, loaded, begun)
    Interrupts(app)
    report_faults(window.services.relay.relayed(window.report_fault), run_log.note)
    window.begin(*beginning)
    window.show()
    QTimer.singleShot(_COLLECT_AFTER_MS, _collect_again)
    code = app.exec()
    window.services.close()
    return code


def _import_without_reading_sources() -> None:
    """Keep PySide from reading the source of every module that is imported after it.

    It looks for its own name there, to serve ``from __feature__ import``, which nothing here uses: 150 files, 20 ms
    of the start and two megabytes. Where a later PySide does it in another way, this does nothing.
    """
    feature: Any = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda _module: False


def _collect_again() -> None:
    """Collect garbage from now on, but never look through what the start has made: it stays."""
    gc.freeze()
    gc.enable()


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
    documents: DocumentService,
    loaded: Loaded,
    begun: Begun | None = None,
    create_engine: Callable[..., Engine] | None = None,
) -> MainWindow:
    """A window with all that it uses; whoever makes it closes ``window.services`` in the end.

    ``begun`` holds documents that are being opened already; ``create_engine`` makes engines
    in place of the registry of models.
    """
    from quizglass.ui.answers_access import AnswersAccess
    from quizglass.ui.background import Background
    from quizglass.ui.batch_page.runs_access import RunsAccess
    from quizglass.ui.freshness.file_watch import FileWatch
    from quizglass.ui.library_access import LibraryAccess
    from quizglass.ui.main_window import MainWindow
    from quizglass.ui.preferences import Preferences
    from quizglass.ui.reading.text_access import TextAccess
    from quizglass.ui.relay import Relay
    from quizglass.ui.services import Services
    from quizglass.ui.theme import ThemeSource

    theme = ThemeSource(loaded.settings.theme)
    relay = Relay()
    background = Background(relay)
    preferences = Preferences(paths.settings_file(), loaded, background)
    library = LibraryAccess(paths.library_file(), background)
    answers = AnswersAccess(documents, library, preferences, relay, create_engine)
    texts = TextAccess(documents, library, relay)
    services = Services(
        documents=documents,
        theme=theme,
        relay=relay,
        background=background,
        preferences=preferences,
        library=library,
        answers=answers,
        runs=RunsAccess(paths.runs_file(), documents, answers, relay),
        texts=texts,
        files=FileWatch(background),
        begun=begun or {},
    )
    return MainWindow(services)
