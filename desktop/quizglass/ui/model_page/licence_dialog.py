"""Shows the licence of a model and asks for it to be accepted, before anything is fetched."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from quizglass.i18n import tr
from quizglass.models.catalog_entry import Entry
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.text import label
from quizglass.ui.controls.tick_box import TickBox
from quizglass.ui.dialogs.sheet import Sheet
from quizglass.ui.language import follow_language
from quizglass.ui.model_page.amounts import size_words
from quizglass.ui.theme import SPACE_S, ThemeSource


class LicenceDialog(Sheet):
    """Accepted only once its box is ticked."""

    def __init__(self, theme: ThemeSource, entry: Entry, parent: QWidget) -> None:
        super().__init__(parent)
        self._entry = entry
        self._title = label("title", wrap=True)
        self._licence = label("strong", wrap=True)
        self._limits = label("body", wrap=True)
        self._read = button("link")
        self._source = label("small", wrap=True)
        self.tick = TickBox(theme)
        self._leave = button("plain")
        self.accept_button = button("primary")
        self._lay_out()
        self._read.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(entry.licence_url)))
        self._leave.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self.accept)
        self.tick.toggled.connect(self.accept_button.setEnabled)
        self.accept_button.setEnabled(False)
        follow_language(self, self._say)

    def _lay_out(self) -> None:
        for part in (self._title, self._licence, self._limits, self._read, self._source):
            self.body.addWidget(part)
        self.body.setAlignment(self._read, Qt.AlignmentFlag.AlignLeft)
        self._read.setVisible(bool(self._entry.licence_url))
        self.body.addSpacing(SPACE_S)
        self.body.addWidget(self.tick)
        self.add_buttons(self._leave, self.accept_button)

    def _say(self) -> None:
        entry = self._entry
        title = tr("The licence of {model}").format(model=entry.name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._title.setText(title)
        self._licence.setText(entry.licence)
        self._limits.setText(
            tr("The catalogue knows of no ban on commercial use. The terms of the licence hold.")
            if entry.commercial
            else tr("It does not allow commercial use.")
        )
        self._read.setText(tr("Read it in the browser"))
        self._read.setAccessibleName(tr("Read the licence of {model} in the browser").format(model=entry.name))
        size = size_words(entry.download_gb * 1e9) if entry.download_gb else tr("the files")
        words = tr("Quizglass will fetch {size}, and nothing else, from {address}")
        # On a line of its own: an address that is broken in its middle cannot be read.
        address = f"\nhuggingface.co/{entry.repository}"
        self._source.setText(words.format(size=size, address=address))
        self.tick.say(tr("I have read it and accept it"))
        self._leave.setText(tr("Not now"))
        self._leave.setAccessibleName(tr("Not now"))
        self.accept_button.setText(tr("Download {size}").format(size=size))
        self.accept_button.setAccessibleName(tr("Download {model}").format(model=entry.name))
        self.fit()
