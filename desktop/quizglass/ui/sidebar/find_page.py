"""Finding words in the document: pages are searched one after another; those that are pictures once they are read."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from quizglass.answers import Evidence
from quizglass.i18n import tr, trn
from quizglass.pages import PageText, Word
from quizglass.ui.controls.layouts import column
from quizglass.ui.controls.text import label
from quizglass.ui.language import follow_language
from quizglass.ui.session.finding import Found, find_in_page
from quizglass.ui.session.session import DocumentSession
from quizglass.ui.sidebar.find_offer import FindOffer
from quizglass.ui.theme import SPACE_S, SPACE_XS

_TYPING_PAUSE_MS = 180
_MOST_FOUND = 1000
_FOUND = Qt.ItemDataRole.UserRole


class FindPage(QWidget):
    """``found_shown`` gives the place to show: an `Evidence`, or None when there is nothing any more."""

    found_shown = Signal(object)

    def __init__(self, session: DocumentSession) -> None:
        super().__init__()
        self._session = session
        self._texts: dict[int, PageText] = {}
        self._searched = 0
        self._run = 0
        self.field = QLineEdit()
        self._summary = label("small", wrap=True)
        self.offer = FindOffer()
        self._list = QListWidget()
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.field)
        follow_language(self, self._say)

    def _connect(self) -> None:
        self.field.textChanged.connect(lambda _: self._pause.start())
        self.field.returnPressed.connect(lambda: self.step(1))
        self._pause.timeout.connect(self._start)
        self._list.currentItemChanged.connect(self._on_current)
        self._list.itemClicked.connect(lambda item: self._on_current(item, None))
        self.offer.accepted.connect(self._read_pictures)
        self._session.reading.page_read.connect(self._on_page_read)
        self._session.reading.more_known.connect(self._look_again)
        self._session.reading.finished.connect(self._summarise)

    def _lay_out(self) -> None:
        layout = column(self, spacing=SPACE_S)
        layout.addWidget(self.field)
        layout.addWidget(self._summary)
        layout.addWidget(self.offer)
        layout.addWidget(self._list, 1)
        self._list.setWordWrap(True)
        self._list.setSpacing(SPACE_XS // 4)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.field.setClearButtonEnabled(False)

    def _say(self) -> None:
        self.field.setPlaceholderText(tr("Words to find"))
        self.field.setAccessibleName(tr("Words to find"))
        self._list.setAccessibleName(tr("Places found"))
        self._summarise()

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
        self._searched = 0
        self._list.clear()
        self.found_shown.emit(None)
        if self.field.text().strip():
            self._search(self._run)
        else:
            self._summarise()

    def _search(self, run: int) -> None:
        """Go on searching, unless other words were typed meanwhile."""
        while run == self._run and self._may_go_on():
            text = self._texts.get(self._searched)
            if text is None:
                self._look_up(self._searched, run)
                break
            self._add(self._searched, text)
            self._searched += 1
        if run == self._run:
            self._summarise()

    def _may_go_on(self) -> bool:
        return self._searched < self._session.info.page_count and self._list.count() < _MOST_FOUND

    def _look_up(self, page: int, run: int) -> None:
        def arrived(text: PageText) -> None:
            self._texts[page] = text
            self._search(run)

        # A page that cannot be read has nothing that could be found; the view says what is wrong with it.
        self._session.texts.known(page, arrived, lambda _: arrived(PageText((), has_ink=False)))

    def _add(self, page: int, text: PageText) -> None:
        row = self._list.count()
        while row and self._found(row - 1).page > page:
            row -= 1
        for found in find_in_page(page, _searchable(text), self.field.text()):
            item = QListWidgetItem(tr("p. {page}").format(page=page + 1) + "  " + found.context)
            item.setData(_FOUND, found)
            self._list.insertItem(row, item)
            row += 1
        if self._list.count() and self._list.currentRow() < 0:
            self._list.setCurrentRow(0)

    def _found(self, row: int) -> Found:
        found: Found = self._list.item(row).data(_FOUND)
        return found

    # Pages that are pictures ----------------------------------------------------------------------------------------

    @property
    def _pictures(self) -> list[int]:
        """Pages that were searched and whose words are not known before they are read."""
        return [page for page, text in sorted(self._texts.items()) if page < self._searched and text.needs_recognition]

    def _read_pictures(self) -> None:
        self.field.setFocus()
        self._session.reading.read_pages(self._pictures)
        self._summarise()

    def _look_again(self) -> None:
        for page in self._pictures:
            self._session.texts.known(page, partial(self._on_page_read, page))

    def _on_page_read(self, page: int, text: PageText) -> None:
        """What was found on the page before, by a text layer that lies, gives way to what is printed."""
        if text == self._texts.get(page):
            return
        self._texts[page] = text
        if page >= self._searched or not self.field.text().strip():
            return
        before = self._list.currentItem()
        with QSignalBlocker(self._list):
            for row in reversed(range(self._list.count())):
                if self._found(row).page == page:
                    self._list.takeItem(row)
            self._add(page, text)
        if self._list.currentItem() is not before:
            self._on_current(self._list.currentItem(), None)
        self._summarise()

    def _summarise(self) -> None:
        wanted, count = bool(self.field.text().strip()), self._list.count()
        pictures = self._pictures if wanted and not self._may_go_on() else []
        if not wanted:
            words = ""
        elif count:
            words = trn("{count} place", "{count} places", count).format(count=count)
        elif self._may_go_on():
            words = tr("Searching…")
        else:
            words = tr("Not found so far.") if pictures else tr("Not found.")
        self._summary.setText(words)
        self._summary.setVisible(bool(words))
        offered = 0 if self._session.reading.reading_pages else len(pictures)
        self.offer.offer(offered, self._session.texts.seconds_for(offered))

    def _on_current(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        found = item.data(_FOUND) if item is not None else None
        if isinstance(found, Found):
            self.found_shown.emit(Evidence(found.page, found.boxes, found.context))


def _searchable(text: PageText) -> tuple[Word, ...]:
    """Nothing is to be found by letters that are not those that are printed."""
    return () if text.defect == "garbled" else text.words
