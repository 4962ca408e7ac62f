"""Where words to find are typed: how many places there are, which one is looked at, and all of them in a list."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from quizglass.i18n import tr, trn
from quizglass.text.finding import Wanted
from quizglass.ui.controls.icon_button import IconButton
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.finding.hits import MOST_HITS
from quizglass.ui.finding.search import DocumentSearch
from quizglass.ui.language import follow_language
from quizglass.ui.session.session import DocumentSession
from quizglass.ui.sidebar.find_list import FindList
from quizglass.ui.sidebar.find_offer import FindOffer
from quizglass.ui.theme import SPACE_S, SPACE_XS, ThemeSource

_TYPING_PAUSE_MS: Final = 60


class FindPage(QWidget):
    """``escaped`` tells that Esc was pressed in the field."""

    escaped = Signal()

    def __init__(self, theme: ThemeSource, session: DocumentSession, search: DocumentSearch) -> None:
        super().__init__()
        self._session = session
        self._search = search
        self._page = 0
        self.field = QLineEdit()
        self.match_case = IconButton(theme, "match-case")
        self.whole_words = IconButton(theme, "whole-words")
        self.previous = IconButton(theme, "chevron-up")
        self.next = IconButton(theme, "chevron-down")
        self._position = label("small")
        self._summary = label("small", wrap=True)
        self._hint = label("small", wrap=True)
        self.offer = FindOffer()
        self.list = FindList(theme, search.hits, session.info)
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.field)
        follow_language(self, self._say)

    def _lay_out(self) -> None:
        layout = column(self, spacing=SPACE_S)
        layout.addWidget(self.field)
        controls = row(spacing=SPACE_XS)
        for toggle in (self.match_case, self.whole_words):
            toggle.setCheckable(True)
            controls.addWidget(toggle)
        controls.addStretch(1)
        controls.addWidget(self.previous)
        controls.addWidget(self.next)
        layout.addLayout(controls)
        layout.addWidget(self._position)
        layout.addWidget(self._summary)
        layout.addWidget(self._hint)
        layout.addWidget(self.offer)
        layout.addWidget(self.list, 1)
        self.field.setClearButtonEnabled(False)
        self.field.installEventFilter(self)

    def _connect(self) -> None:
        self.field.textChanged.connect(lambda _: self._on_typed())
        self.field.returnPressed.connect(lambda: self.step(1))
        self.match_case.toggled.connect(lambda _: self._start())
        self.whole_words.toggled.connect(lambda _: self._start())
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self._pause.timeout.connect(self._start)
        self.offer.accepted.connect(self._read_pictures)
        self._search.changed.connect(self._summarise)
        self._search.hits.current_changed.connect(lambda _: self._summarise())
        self._session.reading.finished.connect(self._summarise)

    def _say(self) -> None:
        self.setAccessibleName(tr("Find"))
        self.field.setPlaceholderText(tr("Words to find"))
        self.field.setAccessibleName(tr("Words to find"))
        self._hint.setText(tr("A part of a word is enough. Capitals and whole words count only where chosen above."))
        self.match_case.say(tr("Match case"))
        self.whole_words.say(tr("Whole words only"))
        self.previous.say(tr("Previous place found"))
        self.next.say(tr("Next place found"))
        self._summarise()

    @property
    def summary(self) -> str:
        """What came of it, in words: ``3 of 41``, or why there is nothing."""
        return self._position.text() or self._summary.text()

    def set_page(self, page: int) -> None:
        """The page in sight, from 0: the next search begins there."""
        self._page = page

    def focus_field(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def look_for(self, words: str) -> None:
        """Look for ``words`` as if they were typed."""
        self.field.setText(words)
        self.focus_field()

    def step(self, step: int) -> None:
        """Look at the next place found, or the previous one; after the last comes the first."""
        if self._pause.isActive():
            self._start()
        else:
            self._search.step(step)

    # The search -----------------------------------------------------------------------------------------------------

    def _on_typed(self) -> None:
        # What was looked for is not looked for any more: the workers are free for what comes.
        self._search.stop()
        self._pause.start()

    def _start(self) -> None:
        self._pause.stop()
        wanted = Wanted(
            self.field.text(), match_case=self.match_case.isChecked(), whole_words=self.whole_words.isChecked()
        )
        self._search.start(wanted, self._page)

    def _read_pictures(self) -> None:
        self.field.setFocus()
        self._session.reading.read_pages(self._search.pictures)
        self._summarise()

    # What came of it ------------------------------------------------------------------------------------------------

    def _summarise(self) -> None:
        search, hits = self._search, self._search.hits
        position = self._position_words() if hits else ""
        pictures = search.pictures if search.is_over and not search.wanted.is_empty else []
        words = ""
        if not hits and not search.wanted.is_empty:
            words = tr("Searching…")
            if search.is_over:
                words = tr("Not found so far.") if pictures else tr("Not found.")
        self._position.setText(position)
        self._position.setVisible(bool(position))
        self._hint.setVisible(search.is_over and not hits and not pictures and not search.wanted.is_empty)
        self._summary.setText(words)
        self._summary.setVisible(bool(words))
        for button in (self.previous, self.next):
            button.setEnabled(bool(hits))
        offered = 0 if self._session.reading.reading_pages else len(pictures)
        self.offer.offer(offered, self._session.texts.seconds_for(offered))

    def _position_words(self) -> str:
        hits = self._search.hits
        if self._search.is_cut_short:
            return tr("{place} of more than {count}").format(place=hits.current_row + 1, count=MOST_HITS)
        if hits.current_row < 0:
            return trn("{count} place", "{count} places", len(hits)).format(count=len(hits))
        return tr("{place} of {count}").format(place=hits.current_row + 1, count=len(hits))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list, Shift+Enter goes back, and Esc leaves, without leaving the field first."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match Qt.Key(event.key()):
            case Qt.Key.Key_Down:
                self.step(1)
            case Qt.Key.Key_Up:
                self.step(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if shifted:
                self.step(-1)
            case Qt.Key.Key_Escape:
                self.escaped.emit()
            case _:
                return super().eventFilter(watched, event)
        return True
