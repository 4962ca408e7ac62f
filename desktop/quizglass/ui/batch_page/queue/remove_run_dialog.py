"""Asks before a run is removed: its answers go with it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from quizglass.batch.run import Run
from quizglass.i18n import tr
from quizglass.ui.batch_page.queue.run_words import run_title
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.text import label
from quizglass.ui.dialogs.sheet import Sheet
from quizglass.ui.language import follow_language


class RemoveRunDialog(Sheet):
    """Keeping is what Enter does."""

    def __init__(self, run: Run, parent: QWidget) -> None:
        super().__init__(parent)
        self._run = run
        self._title = label("title", wrap=True)
        self._explanation = label("body", wrap=True)
        self.keep = button("primary")
        self.remove = button("plain")
        self.body.addWidget(self._title)
        self.body.addWidget(self._explanation)
        self.add_buttons(self.remove, self.keep)
        self.keep.clicked.connect(self.reject)
        self.remove.clicked.connect(self.accept)
        self.keep.setDefault(True)
        follow_language(self, self._say)

    def _say(self) -> None:
        title = tr("Remove {name}?").format(name=run_title(self._run))
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._title.setText(title)
        self._explanation.setText(
            tr("Its answers and corrections are erased for good. Documents and what was exported stay.")
        )
        for made, words in ((self.keep, tr("Keep it")), (self.remove, tr("Remove it"))):
            made.setText(words)
            made.setAccessibleName(words)
        self.fit()
