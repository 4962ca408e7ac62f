"""From one pane to another of the same document, so that nobody sees it: the picture, and where the focus is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from quizglass.ui.ask_panel.question_field import QuestionField
from quizglass.ui.page_view.tile_source import TileSource

if TYPE_CHECKING:
    from quizglass.ui.document_pane import DocumentPane

_LONGEST_MS: Final = 800
_AFTER_FIRST_MS: Final = 60
"""The first tile is there; the others of the same picture come within a moment."""


class Cover:
    """What the old pane looked like lies over the new one until that has something to show."""

    def __init__(self, old: DocumentPane) -> None:
        self._picture = old.grab()

    def lay_over(self, new: DocumentPane) -> None:
        cover = QLabel(new)
        cover.setPixmap(self._picture)
        cover.setGeometry(new.rect())
        cover.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        cover.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cover.show()
        cover.raise_()
        QTimer.singleShot(_LONGEST_MS, cover, cover.deleteLater)
        tiles = new.view.findChild(TileSource)
        if tiles is not None:
            lift = QTimer(cover, singleShot=True, interval=_AFTER_FIRST_MS)
            lift.timeout.connect(cover.deleteLater)
            tiles.tile_arrived.connect(lift.start)
            tiles.page_failed.connect(lift.start)


class FocusKept:
    """Whether the focus was on the pages or in the question field, with its cursor; elsewhere it stays there."""

    def __init__(self, old: DocumentPane) -> None:
        focused = old.window().focusWidget()
        self._on_pages = focused is not None and (focused is old or old.isAncestorOf(focused))
        self._cursor = focused.textCursor() if isinstance(focused, QuestionField) and _is_in(old, focused) else None

    def give_to(self, new: DocumentPane) -> None:
        if self._cursor is not None:
            field = new.ask_panel.composer.field
            cursor = field.textCursor()
            cursor.setPosition(min(self._cursor.anchor(), len(field.toPlainText())))
            cursor.setPosition(min(self._cursor.position(), len(field.toPlainText())), cursor.MoveMode.KeepAnchor)
            field.setTextCursor(cursor)
            # The panel is put into the window when the page is there.
            QTimer.singleShot(_LONGEST_MS // 4, field, field.setFocus)
        elif self._on_pages:
            new.view.setFocus()


def _is_in(pane: DocumentPane, focused: QWidget) -> bool:
    return any(panel.isAncestorOf(focused) for panel in pane.panels())
