"""All questions of the document in short, newest first."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from quizglass.i18n import tr
from quizglass.ui.ask_panel.states import state_of
from quizglass.ui.language import follow_language
from quizglass.ui.session.entry import Entry
from quizglass.ui.session.session import DocumentSession

_ENTRY = Qt.ItemDataRole.UserRole
_LONGEST = 80


class AnswerIndex(QListWidget):
    """``wanted`` gives the entry that was clicked."""

    wanted = Signal(object)

    def __init__(self, session: DocumentSession) -> None:
        super().__init__()
        self._session = session
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSpacing(1)
        self.itemClicked.connect(self._go)
        self.itemActivated.connect(self._go)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fill)
        session.entry_added.connect(lambda *_: self._soon.start())
        session.entry_removed.connect(lambda *_: self._soon.start())
        session.running_changed.connect(lambda *_: self._soon.start())
        session.selected.connect(self._mark)
        follow_language(self, self._say)

    def _say(self) -> None:
        self.setAccessibleName(tr("Answers"))
        self._fill()

    def _fill(self) -> None:
        self.clear()
        for entry in reversed(self._session.entries):
            item = QListWidgetItem(_in_short(entry), self)
            item.setData(_ENTRY, entry)
        self._mark(self._session.selection)

    def _mark(self, selected: Entry | None) -> None:
        for row in range(self.count()):
            item = self.item(row)
            item.setSelected(item.data(_ENTRY) is selected)

    def _go(self, item: QListWidgetItem) -> None:
        self.wanted.emit(item.data(_ENTRY))


def _in_short(entry: Entry) -> str:
    answer = " ".join((entry.text or state_of(entry).words).split())
    if len(answer) > _LONGEST:
        answer = answer[:_LONGEST].rstrip() + "…"
    page = "" if entry.page is None else tr("p. {page}").format(page=entry.page + 1) + " · "
    return f"{entry.question.text}\n{page}{answer}"
