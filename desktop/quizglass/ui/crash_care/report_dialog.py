"""Shows a report that can be read and copied."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from quizglass.i18n import tr
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.text import label
from quizglass.ui.controls.tick_box import TickBox
from quizglass.ui.dialogs.sheet import Sheet
from quizglass.ui.language import follow_language
from quizglass.ui.theme import SPACE_S, ThemeSource

_WIDTH = 640
_HEIGHT = 240


class ReportDialog(Sheet):
    """``report`` makes the text, with the names of files or without. ``say`` gives the title and what it means."""

    def __init__(
        self,
        theme: ThemeSource,
        say: Callable[[], tuple[str, str]],
        report: Callable[[bool], str],
        parent: QWidget,
        *,
        offers_names: bool,
    ) -> None:
        super().__init__(parent, width=_WIDTH)
        self._words = say
        self._report = report
        self._title = label("title", wrap=True)
        self._meaning = label("muted", wrap=True)
        self.text = QPlainTextEdit()
        self.names = TickBox(theme)
        self._copy = button("plain")
        self._close = button("primary")
        self._close.setDefault(True)
        self._lay_out(offers_names)
        self.names.toggled.connect(lambda _: self.refresh())
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        self._close.clicked.connect(self.accept)
        follow_language(self, self._say)
        self.refresh()

    def _lay_out(self, offers_names: bool) -> None:
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setFixedHeight(_HEIGHT)
        self.body.addWidget(self._title)
        self.body.addWidget(self._meaning)
        self.body.addSpacing(SPACE_S)
        self.body.addWidget(self.text)
        self.body.addWidget(self.names)
        self.names.setVisible(offers_names)
        self.add_buttons(self._copy, self._close)

    def refresh(self) -> None:
        """Make the text again: there is more to tell, or the names of files are wanted."""
        self.text.setPlainText(self._report(self.names.isChecked()))

    def _say(self) -> None:
        title, meaning = self._words()
        self._title.setText(title)
        self._meaning.setText(meaning)
        self.text.setAccessibleName(tr("Report"))
        self.names.say(tr("Add the names of the open files"))
        for part, words in ((self._copy, tr("Copy the report")), (self._close, tr("Go on"))):
            part.setText(words)
            part.setAccessibleName(words)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(meaning)
        self.fit()
