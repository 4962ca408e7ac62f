"""The documents of a run: added from dialogs or by dropping them, looked at, removed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QListView, QWidget

from quizglass.documents.folders import SUFFIXES, Found
from quizglass.i18n import tr, trn
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.batch_page.amounts import documents_words, pages_words
from quizglass.ui.batch_page.setup.chosen_files import ChosenFiles
from quizglass.ui.batch_page.setup.file_rows import FileRowPainter, FileRows
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.language import follow_language
from quizglass.ui.services import Services
from quizglass.ui.style_sheet import dress
from quizglass.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS

_MOST_ROWS: Final = 4
_SHOW_AFTER_MS: Final = 200
"""Of thousands of files many are counted in a second."""


class FileList(QFrame):
    """``looked_at`` gives the path of the document that was chosen in the list."""

    looked_at = Signal(str)

    def __init__(self, services: Services, files: ChosenFiles) -> None:
        super().__init__()
        self._services = services
        self._files = files
        self._found, self._in_vain = Found(()), False
        self._soon = QTimer(self, singleShot=True, interval=_SHOW_AFTER_MS)
        self.setProperty("role", "card")
        self._title, self._amount = label("title"), label("muted")
        self._hint, self._trouble = label("muted", wrap=True), label("warn", wrap=True)
        self.list = _Rows()
        self._rows = FileRows(files, self.list)
        self.add_files, self.add_folder = button("plain"), button("plain")
        self.unlock, self.remove, self.remove_all = button("link"), button("link"), button("link")
        self._lay_out()
        self._connect()
        follow_language(self, self._say)

    def _lay_out(self) -> None:
        lines = column(self, margin=(SPACE_L, SPACE_M), spacing=SPACE_S)
        head = row(spacing=SPACE_M)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._amount)
        lines.addLayout(head)
        lines.addWidget(self._hint)
        self.list.setModel(self._rows)
        self.list.setItemDelegate(FileRowPainter(self._services.theme, self.list))
        lines.addWidget(self.list)
        lines.addWidget(self._trouble)
        links = row(spacing=SPACE_M)
        for link in (self.unlock, self.remove, self.remove_all):
            links.addWidget(link)
        links.addStretch(1)
        lines.addLayout(links)
        below = row(spacing=SPACE_S)
        below.addWidget(self.add_files)
        below.addWidget(self.add_folder)
        below.addStretch(1)
        lines.addLayout(below)

    def _connect(self) -> None:
        self._files.changed.connect(self._show)
        self._files.counted.connect(self._show_soon)
        self._soon.timeout.connect(self._show)
        self._files.searched.connect(self._on_searched)
        self.list.selectionModel().currentChanged.connect(lambda now, _: self._on_current(now.row()))
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show_links())
        self.list.remove_wanted.connect(self._remove_selected)
        self.add_files.clicked.connect(self._choose_files)
        self.add_folder.clicked.connect(self._choose_folder)
        self.remove.clicked.connect(self._remove_selected)
        self.remove_all.clicked.connect(self._files.clear)
        self.unlock.clicked.connect(self._ask_password)
        self._services.theme.changed.connect(self.list.viewport().update)

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in the order in which it stands."""
        return [self.list, self.unlock, self.remove, self.remove_all, self.add_files, self.add_folder]

    @property
    def trouble(self) -> str:
        """What is said of files that were left out or cannot be opened."""
        return self._trouble.text()

    def show_target(self, shown: bool) -> None:
        """Show that what is held over the page would be added here."""
        dress(self, role="dropTarget" if shown else "card")

    # Choosing -------------------------------------------------------------------------------------------------------

    def _choose_files(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        filters = ";;".join((tr("Documents ({patterns})").format(patterns=patterns), tr("All files (*)")))
        files, _ = QFileDialog.getOpenFileNames(self.window(), tr("Add documents"), "", filters)
        self.add(files)

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self.window(), tr("Add all documents of a folder"))
        self.add([folder] if folder else [])

    def add(self, paths: Iterable[str]) -> None:
        """Add files, and the documents in folders."""
        self._found, self._in_vain = Found(()), False
        self._files.add(paths)

    def _selected(self) -> list[str]:
        return [self._rows.path(index.row()) for index in self.list.selectionModel().selectedIndexes()]

    def _remove_selected(self) -> None:
        selected = self._selected()
        if not selected:
            return
        at = min(self._rows.row(path) for path in selected)
        self._files.remove(selected)
        left = len(self._files.paths)
        if left:
            self.list.setCurrentIndex(self._rows.index(min(at, left - 1)))
        (self.list if left else self.add_files).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_current(self, at: int) -> None:
        if at >= 0:
            self.looked_at.emit(self._rows.path(at))

    def _ask_password(self) -> None:
        locked = self._locked_one()
        if locked is None:
            return
        # Loaded here: few documents are locked.
        from quizglass.ui.password_asking import PasswordAsking

        asking = PasswordAsking(self._services, DocumentSource(locked), self.window())
        asking.opened.connect(self._on_unlocked)

    def _on_unlocked(self, source: DocumentSource, info: DocumentInfo) -> None:
        self._files.unlock(source, info.page_count)
        self.looked_at.emit(source.path)

    def _locked_one(self) -> str | None:
        """The locked file to ask the password of: one that is selected, else the first."""
        locked = self._files.locked
        return next((path for path in self._selected() if path in locked), locked[0] if locked else None)

    def _on_searched(self, found: Found) -> None:
        self._found, self._in_vain = found, not found.files
        self._show()

    def _show_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    # Words ----------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        files = self._files
        count = len(files.paths)
        self._amount.setText(self._amount_words(count))
        self._hint.setVisible(not count)
        self.list.setVisible(bool(count))
        self.list.fit(min(count, _MOST_ROWS))
        self.list.viewport().update()
        trouble = self._trouble_words()
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        self._show_links()

    def _show_links(self) -> None:
        any_selected = bool(self.list.selectionModel().selectedIndexes())
        self.remove.setVisible(any_selected)
        self.remove_all.setVisible(len(self._files.paths) > 1)
        locked = self._locked_one()
        self.unlock.setVisible(locked is not None)
        if locked is not None:
            self.unlock.setText(tr("Give the password…"))
            name = tr("Give the password of {name}…").format(name=Path(locked).name)
            self.unlock.setAccessibleName(name)
            self.unlock.setToolTip(name)

    def _amount_words(self, count: int) -> str:
        if self._files.is_searching:
            return tr("Looking through folders…")
        if not count:
            return ""
        pages = pages_words(sum(self._files.page_counts))
        if self._files.is_counting:
            pages = tr("counting: {pages}").format(pages=pages)
        return f"{documents_words(count)} · {pages}"

    def _trouble_words(self) -> str:
        """What is to be known of what was added, shortly."""
        said = []
        if self._found.others:
            words = trn(
                "{count} file that is no document was skipped.",
                "{count} files that are no documents were skipped.",
                self._found.others,
            )
            said.append(words.format(count=self._found.others))
        if self._in_vain:
            said.insert(0, tr("There is no document in this folder."))
        locked = len(self._files.locked)
        if locked:
            words = trn(
                "{count} document needs a password and cannot be asked without it.",
                "{count} documents need a password and cannot be asked without it.",
                locked,
            )
            said.append(words.format(count=locked))
        broken = self._files.broken_count
        if broken:
            words = trn(
                "{count} document cannot be opened: its row in the answers will say why.",
                "{count} documents cannot be opened: their rows in the answers will say why.",
                broken,
            )
            said.append(words.format(count=broken))
        return " ".join(said)

    def _say(self) -> None:
        self.setAccessibleName(tr("Documents"))
        self._title.setText(tr("Documents"))
        self._hint.setText(tr("Drop documents and folders here, or add them."))
        self.list.setAccessibleName(tr("Documents of the run"))
        for made, words, name in (
            (self.add_files, tr("Add documents…"), tr("Add documents…")),
            (self.add_folder, tr("Add a folder…"), tr("Add a folder…")),
            (self.remove, tr("Remove"), tr("Remove the selected documents")),
            (self.remove_all, tr("Remove all"), tr("Remove all documents")),
        ):
            made.setText(words)
            made.setAccessibleName(name)
        self._show()


class _Rows(QListView):
    """``remove_wanted``: Del was pressed."""

    remove_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def fit(self, rows: int) -> None:
        """Be as high as so many rows."""
        self.setFixedHeight(rows * max(1, self.sizeHintForRow(0)) + SPACE_XS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.remove_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
