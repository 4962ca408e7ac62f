"""What the doctor says of this computer, a line a check. It runs in a process of its own, with torch in it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from quizglass.i18n import tr
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.cards.card import MarkedLine
from quizglass.ui.controls.cards.card_content import Mark
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.language import follow_language
from quizglass.ui.theme import SPACE_L, SPACE_M, SPACE_XS, ThemeSource

_MARKS: dict[str, Mark] = {"ok": "good", "warn": "warn", "fail": "bad"}
# -P: a file in the folder that one stands in, named like a module, must not be imported.
_DOCTOR = (sys.executable, "-P", "-m", "quizglass", "doctor", "--json")
_ORDER = ("fail", "warn", "ok")


class ComputerCheck(QFrame):
    """Hidden until it is first run; what is wrong stands first."""

    def __init__(self, theme: ThemeSource, program: Sequence[str] = _DOCTOR) -> None:
        """``program`` is run and prints what ``quizglass doctor --json`` prints."""
        super().__init__()
        self._theme = theme
        self._program = program
        self._title = label("strong", wrap=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._lines: list[MarkedLine] = []
        self._failed = False
        self._done = False
        self._bad = False
        self._away = button("flat")
        self._away.clicked.connect(self.hide)
        self._process = QProcess(self)
        self._process.finished.connect(lambda *_: self._on_finished())
        self._process.errorOccurred.connect(lambda _: self._on_finished())
        self.setProperty("role", "card")
        self._column = column(self, margin=(SPACE_L, SPACE_M), spacing=SPACE_XS)
        head = row(spacing=SPACE_M)
        head.addWidget(self._title, 1)
        head.addWidget(self._away)
        self._column.addLayout(head)
        self._column.addWidget(self._bar)
        follow_language(self, self._say)
        self.hide()

    @property
    def lines(self) -> list[str]:
        """What it found, in words."""
        return [line.words for line in self._lines]

    def stops(self) -> list[QWidget]:
        """What Tab comes to."""
        return [self._away]

    def run(self) -> None:
        """Check everything, by doing."""
        if self._process.state() != QProcess.ProcessState.NotRunning:
            return
        self._clear()
        self._failed = self._done = self._bad = False
        self._process.start(self._program[0], list(self._program[1:]))
        self._bar.show()
        self._say()
        self.show()

    def close_work(self) -> None:
        self._process.blockSignals(True)
        self._process.kill()
        self._process.waitForFinished(1000)

    def _on_finished(self) -> None:
        self._bar.hide()
        self._done = True
        try:
            checks = json.loads(bytes(self._process.readAllStandardOutput().data()))["checks"]
            for check in sorted(checks, key=lambda check: _ORDER.index(check["status"])):
                self._add(check)
            self._bad = any(check["status"] == "fail" for check in checks)
        except (ValueError, KeyError, TypeError):
            self._failed = True
        self._say()

    def _add(self, check: dict[str, Any]) -> None:
        line = MarkedLine(self._theme)
        line.tell((_MARKS[check["status"]], _words(check["words"], str(check.get("detail", "")))))
        self._lines.append(line)
        self._column.addWidget(line)

    def _clear(self) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []

    def _say(self) -> None:
        if self._failed:
            words = tr("The check did not end as it should. Run quizglass doctor in a terminal.")
        elif self._done:
            words = tr("Something on this computer is in the way") if self._bad else tr("Nothing is in the way.")
        else:
            words = tr("Checking this computer…")
        self._title.setText(words)
        self._away.setVisible(self._done)
        self._away.setText(tr("Hide"))
        self._away.setAccessibleName(tr("Hide what the check found"))
        self._bar.setAccessibleName(words)
        self.setAccessibleName(words)


def _words(words: str, detail: str) -> str:
    """A remedy is a sentence of its own; what versions and numbers there are stand in brackets."""
    if not detail:
        return words
    return f"{words} {detail}" if detail.endswith(".") else f"{words} ({detail})"
