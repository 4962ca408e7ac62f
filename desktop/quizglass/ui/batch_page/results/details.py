"""The chosen row in full: its question, the whole answer, what the model said, why it failed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from quizglass.batch.exports.columns import correction_text, said_text
from quizglass.i18n import tr
from quizglass.ui.batch_page.results.found_row import FoundRow
from quizglass.ui.batch_page.results.row_kind import RowKind, can_be_corrected, kind_words, look_of
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label, selectable_label
from quizglass.ui.language import follow_language
from quizglass.ui.style_sheet import dress
from quizglass.ui.theme import SPACE_M, SPACE_S, SPACE_XS

_HIGHEST: Final = 200
_LONGEST: Final = 20_000


class Details(QScrollArea):
    """Signals:
    correct_wanted(): the answer is to be written anew.
    back_wanted(): the correction is to be taken back.
    """

    correct_wanted = Signal()
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._found: FoundRow | None = None
        self._question = label("muted", wrap=True)
        self.answer = selectable_label()
        self.said = selectable_label()
        self._state = label("small", wrap=True)
        self._error = label("bad", wrap=True)
        self.correct, self.back = button("link"), button("link")
        self._inside = QWidget()
        self._lay_out()
        self.correct.clicked.connect(self.correct_wanted)
        self.back.clicked.connect(self.back_wanted)
        follow_language(self, self._say)

    def _lay_out(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._inside.setProperty("role", "panel")
        dress(self.answer, role="strong")
        dress(self.said, role="muted")
        lines = column(self._inside, margin=(SPACE_M, SPACE_S), spacing=SPACE_XS)
        for part in (self._question, self.answer, self.said, self._state, self._error):
            lines.addWidget(part)
        doing = row(spacing=SPACE_S)
        doing.setContentsMargins(-SPACE_XS, 0, 0, 0)
        doing.addWidget(self.correct)
        doing.addWidget(self.back)
        doing.addStretch(1)
        lines.addLayout(doing)
        lines.addStretch(1)
        self.setWidget(self._inside)

    def show_row(self, found: FoundRow | None) -> None:
        self._found = found
        self._say()

    def _say(self) -> None:
        self.setAccessibleName(tr("The chosen row"))
        found = self._found
        self._inside.setVisible(found is not None)
        if found is not None:
            self._say_row(found)
        self._fit()

    def _say_row(self, found: FoundRow) -> None:
        row = found.row
        self._question.setText(row.question[:_LONGEST])
        answer = correction_text(row) if row.correction is not None else row.answer
        said = said_text(row)
        for part, text, name in (
            (self.answer, answer, tr("Answer")),
            (self.said, said, tr("What the model said")),
        ):
            part.setText(text[:_LONGEST])
            part.setAccessibleName(name)
            part.setVisible(bool(text))
        words = kind_words(found.kind) if found.kind is not RowKind.FOUND else ""
        self._state.setText(words if not said else "")
        dress(self._state, role={"warn": "warn", "bad": "bad"}.get(look_of(found.kind).tint, "small"))
        self._state.setVisible(bool(self._state.text()))
        self._error.setText(row.error)
        dress(self._error, role="bad" if found.kind is RowKind.FAILED else "small")
        self._error.setVisible(bool(row.error))
        self.correct.setText(tr("Correct the answer"))
        self.correct.setAccessibleName(tr("Correct the answer"))
        self.correct.setToolTip(f"{tr('Correct the answer')}   F2")
        self.correct.setVisible(can_be_corrected(row))
        self.back.setText(tr("Take the correction back"))
        self.back.setAccessibleName(tr("Take the correction back"))
        self.back.setVisible(row.correction is not None)

    def _fit(self) -> None:
        """As high as its words, up to a share of the panel."""
        layout = self._inside.layout()
        assert layout is not None
        layout.activate()
        wanted = layout.totalHeightForWidth(max(1, self.viewport().width())) if self._found is not None else 0
        self.setFixedHeight(min(_HIGHEST, max(0, wanted)))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()
