"""Finding words in the document: pages are searched one after another, starting at the one in sight."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from quizglass.answers import Evidence
from quizglass.documents.requests import ReadWords
from quizglass.i18n import tr, trn
from quizglass.pages import PageText
from quizglass.ui.controls.layouts import column
from quizglass.ui.controls.text import label
from quizglass.ui.language import follow_language
from quizglass.ui.services import Services
from quizglass.ui.session.finding import Found, find_in_page
from quizglass.ui.session.session import DocumentSession
from quizglass.ui.theme import SPACE_S, SPACE_XS

_TYPING_PAUSE_MS = 180
_MOST_FOUND = 1000
_FOUND = Qt.ItemDataRole.UserRole


class FindPage(QWidget):
    """``found_shown`` gives the place to show: an `Evidence`, or None when there is nothing any more."""

    found_shown = Signal(object)

    def __init__(self, services: Services, session: DocumentSession) -> None:
        super().__init__()
        self._services = services
        self._session = session
        self._texts: dict[int, PageText] = {}
        self._without_text = 0
        self._run = 0
        self.field = QLineEdit()
        self._summary = label("small", wrap=True)
        self._list = QListWidget()
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._lay_out()
        self.field.textChanged.connect(lambda _: self._pause.start())
        self.field.returnPressed.connect(lambda: self.step(1))
        self._pause.timeout.connect(self._start)
        self._list.currentItemChanged.connect(self._on_current)
        self._list.itemClicked.connect(lambda item: self._on_current(item, None))
        self.setFocusProxy(self.field)
        follow_language(self, self._say)

    def _lay_out(self) -> None:
        layout = column(self, spacing=SPACE_S)
        layout.addWidget(self.field)
        layout.addWidget(self._summary)
        layout.addWidget(self._list, 1)
        self._list.setWordWrap(True)
        self._list.setSpacing(SPACE_XS // 4)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.field.setClearButtonEnabled(False)

    def _say(self) -> None:
        self.field.setPlaceholderText(tr("Words to find"))
        self.field.setAccessibleName(tr("Words to find"))
        self._list.setAccessibleName(tr("Places found"))
        self._summarise(done=True)

    @property
    def summary(self) -> str:
        """What came of it, in words."""
        return self._summary.text()

    def focus_field(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def step(self, step: int) -> None:
        """Show the next place found, or the previous one; after the last comes the first."""
        if self._pause.isActive():
            self._pause.stop()
            self._start()
        if self._list.count():
            self._list.setCurrentRow((self._list.currentRow() + step) % self._list.count())

    def _start(self) -> None:
        self._run += 1
        self._list.clear()
        self._without_text = 0
        self.found_shown.emit(None)
        if self.field.text().strip():
            self._search(0, self._run)
        else:
            self._summarise(done=True)

    def _search(self, page: int, run: int) -> None:
        """Search from ``page`` on, unless other words were typed meanwhile."""
        while run == self._run and page < self._session.info.page_count and self._list.count() < _MOST_FOUND:
            if page not in self._texts:
                self._read(page, run)
                return
            self._add(page, self._texts[page])
            page += 1
        if run == self._run:
            self._summarise(done=True)

    def _read(self, page: int, run: int) -> None:
        self._summarise(done=False)

        def arrived(text: PageText) -> None:
            self._texts[page] = text
            self._search(page, run)

        def failed(_error: object) -> None:
            # A page that cannot be read has nothing that could be found; the view says what is wrong with it.
            self._texts[page] = PageText((), has_ink=False, has_images=False)
            self._search(page, run)

        future = self._services.documents.submit(ReadWords(self._session.source, page), urgent=False)
        self._services.relay.deliver(future, arrived, failed)

    def _add(self, page: int, text: PageText) -> None:
        if not text.words and text.has_ink:
            self._without_text += 1
        for found in find_in_page(page, text.words, self.field.text()):
            item = QListWidgetItem(tr("p. {page}").format(page=page + 1) + "  " + found.context, self._list)
            item.setData(_FOUND, found)
        if self._list.count() and self._list.currentRow() < 0:
            self._list.setCurrentRow(0)

    def _summarise(self, *, done: bool) -> None:
        count = self._list.count()
        if not self.field.text().strip():
            words = ""
        elif not done and not count:
            words = tr("Searching…")
        else:
            words = trn("{count} place", "{count} places", count).format(count=count) if count else tr("Not found.")
        if done and self._without_text:
            missing = trn(
                "{count} page is a picture without text.",
                "{count} pages are pictures without text.",
                self._without_text,
            ).format(count=self._without_text)
            words = f"{words} {missing}" if words else missing
        self._summary.setText(words)
        self._summary.setVisible(bool(words))

    def _on_current(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        found = item.data(_FOUND) if item is not None else None
        if isinstance(found, Found):
            self.found_shown.emit(Evidence(found.page, found.boxes, found.context))
