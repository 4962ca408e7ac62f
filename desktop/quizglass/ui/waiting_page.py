"""In the place of a document that has a tab but is not open: not looked at yet, being opened, or why it is not."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from quizglass.errors import AppError, PasswordNeeded
from quizglass.i18n import tr
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import ElidedLabel, label
from quizglass.ui.language import follow_language
from quizglass.ui.restoring.kept_session import KeptTab
from quizglass.ui.theme import SPACE_M, SPACE_S, SPACE_XL

_WIDTH = 480
_PATIENCE_MS = 300
"""Most documents are there sooner: words that flash by say nothing."""


class WaitingPage(QFrame):
    """``kept`` is the tab as it will be when the document is open; nothing of it is lost meanwhile.

    Signals:
        open_wanted(): the button that tries (again).
        close_wanted(): the tab is to go.
    """

    open_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, kept: KeptTab) -> None:
        super().__init__()
        self.kept = kept
        self.name = Path(kept.path).name
        self.error: AppError | None = None
        self.is_opening = False
        self._content: _Content | None = None
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._say)
        self.setProperty("role", "desk")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.name)

    def showEvent(self, event: QShowEvent) -> None:
        """A session may have a hundred tabs: what nobody looks at has no content."""
        if self._content is None:
            self._content = _Content(self)
            self._content.open.clicked.connect(self.open_wanted)
            self._content.close.clicked.connect(self.close_wanted)
            follow_language(self, self._say)
        super().showEvent(event)

    def begin(self) -> None:
        """The document is being opened."""
        self.error = None
        self.is_opening = True
        self._patience.start()
        self._say()

    def fail(self, error: AppError) -> None:
        """It cannot be opened, now at least."""
        self.error = error
        self.is_opening = False
        self._patience.stop()
        self._say()
        if self._content is not None and self.isVisible():
            self._content.open.setFocus()

    def _say(self) -> None:
        what, remedy = self.error.describe() if self.error is not None else self._words_of_waiting()
        self.setAccessibleDescription(" ".join(part for part in (what, remedy) if part))
        if self._content is not None:
            self._content.say(Path(self.kept.path), what, remedy, self.error)

    def _words_of_waiting(self) -> tuple[str, str]:
        impatient = self.is_opening and not self._patience.isActive()
        return (tr("Opening…") if impatient else "", "")


class _Content:
    """The widgets of the page."""

    def __init__(self, page: QWidget) -> None:
        self._title = label("pageTitle", wrap=True)
        self._folder = ElidedLabel("small")
        self._what = label("strong", wrap=True)
        self._remedy = label("muted", wrap=True)
        self.open = button("primary")
        self.close = button("plain")
        across = row(page, margin=SPACE_XL)
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        across.addStretch(1)
        across.addWidget(middle, 100)
        across.addStretch(1)
        layout = column(middle, spacing=SPACE_S)
        layout.addStretch(2)
        for part in (self._title, self._folder, self._what, self._remedy):
            layout.addWidget(part)
        buttons = row(spacing=SPACE_S)
        buttons.addWidget(self.open)
        buttons.addWidget(self.close)
        buttons.addStretch(1)
        layout.addSpacing(SPACE_M)
        layout.addLayout(buttons)
        layout.addStretch(3)

    def say(self, path: Path, what: str, remedy: str, error: AppError | None) -> None:
        self._title.setText(path.name)
        self._folder.setText(str(path.parent))
        self._what.setText(what)
        self._remedy.setText(remedy)
        self.open.setText(tr("Give the password") if isinstance(error, PasswordNeeded) else tr("Try again"))
        self.close.setText(tr("Close the tab"))
        for part in (self.open, self.close):
            part.setAccessibleName(part.text())
            part.setVisible(error is not None)
        self._what.setVisible(bool(what))
        self._remedy.setVisible(bool(remedy))
