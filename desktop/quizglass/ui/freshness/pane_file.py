"""The file behind one pane: bars that say what is wrong with it, and the moment to open it anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from quizglass.documents.requests import OpenDocument
from quizglass.errors import AppError
from quizglass.i18n import tr
from quizglass.pages import DocumentInfo
from quizglass.ui.damage_words import damage_words
from quizglass.ui.document_bar import BarWords, DocumentBar
from quizglass.ui.freshness.changed_file import ChangedFile
from quizglass.ui.services import Services

if TYPE_CHECKING:
    from quizglass.ui.document_pane import DocumentPane

_BUSY_MS = 300


class PaneFile(QObject):
    """Signals:
    reload_wanted(DocumentInfo): the file holds another document now, and nothing stands in the way of showing it.
    close_wanted(): the document is to be closed.
    """

    reload_wanted = Signal(object)
    close_wanted = Signal()

    def __init__(self, services: Services, pane: DocumentPane) -> None:
        super().__init__(pane)
        self._services = services
        self._pane = pane
        self._damage: DocumentBar | None = None
        self._trouble: DocumentBar | None = None
        self._newer: DocumentInfo | None = None
        self._closed = False
        session = pane.session
        self._file = ChangedFile(services, session.source, session.info, self)
        self._file.changed.connect(self._on_changed)
        self._file.missing.connect(self._on_missing)
        self._file.unreadable.connect(self._on_unreadable)
        self._file.restored.connect(self._on_restored)
        self._busy = QTimer(self, singleShot=True, interval=_BUSY_MS)
        self._busy.timeout.connect(self._reload_when_free)
        # The bar needs the layout of the pane, which is still being made.
        QTimer.singleShot(0, self, self._tell_damage)

    def begin(self) -> None:
        """Watch the file from now on."""
        self._file.begin()

    def read_again(self) -> None:
        """Open the file anew, though it may be the same."""
        future = self._services.documents.submit(OpenDocument(self._pane.session.source))
        self._services.relay.deliver(future, self._on_changed, self._on_unreadable)

    def close(self) -> None:
        self._closed = True
        self._busy.stop()
        self._file.close()

    @property
    def is_followed(self) -> bool:
        """Whether what is shown is known to be what the file holds."""
        return self._file.is_settled

    @property
    def looks(self) -> int:
        """How many times the file was looked at."""
        return self._file.looks

    @property
    def newer_waits(self) -> bool:
        """Whether the file holds another document that is not shown yet."""
        return self._newer is not None

    @property
    def words(self) -> list[str]:
        """What the bars say."""
        return [bar.words for bar in (self._damage, self._trouble) if bar is not None and bar.words]

    def _tell_damage(self) -> None:
        info = self._pane.session.info
        if damage_words(info) is not None:
            self._damage = self._bar()
            self._damage.show_words(BarWords(lambda: damage_words(info) or ("", "")))

    def _on_changed(self, info: DocumentInfo) -> None:
        self._newer = info
        self._reload_when_free()

    def _reload_when_free(self) -> None:
        """Not while an answer is being made or the mouse draws something: both would be lost."""
        if self._newer is None or self._closed:
            return
        if self._pane.session.running is not None or QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._busy.start()
            return
        newer, self._newer = self._newer, None
        self.reload_wanted.emit(newer)

    def _on_missing(self) -> None:
        name = self._pane.session.name
        self._tell(
            lambda: (
                tr("{name} is no longer in its folder.").format(name=name),
                tr("What was opened is still shown. It is opened again when the file comes back."),
            )
        )

    def _on_unreadable(self, error: AppError) -> None:
        name = self._pane.session.name
        self._tell(
            lambda: (
                tr("{name} has changed and cannot be opened now.").format(name=name),
                " ".join((error.describe().what, tr("The earlier version is still shown."))),
            )
        )

    def _on_restored(self) -> None:
        if self._trouble is not None:
            self._trouble.clear()

    def _tell(self, say: Callable[[], tuple[str, str]]) -> None:
        if self._trouble is None:
            self._trouble = self._bar()
        self._trouble.show_words(BarWords(say, lambda: tr("Close the tab"), self.close_wanted.emit))

    def _bar(self) -> DocumentBar:
        bar = DocumentBar(self._services.theme, self._pane)
        self._pane.put_above(bar)
        return bar
