"""A button that shows keys and, once pressed, waits for new ones."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from quizglass.i18n import tr
from quizglass.ui.style_sheet import dress

_MODIFIERS: Final = {
    Qt.Key.Key_Control,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
}
_NEEDED: Final = {
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Space,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}
"""Alone or with Shift these move about and write; a shortcut would take them from every list and field."""
_COMMANDING: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class KeyField(QPushButton):
    """Signals:
    pressed_keys(str): new keys in Qt's portable form, "" for none.
    refused(str): keys that cannot be taken, as the system writes them.
    """

    pressed_keys = Signal(str)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: tuple[str, ...] = ()
        self._name = ""
        self.waiting = False
        self.setProperty("kind", "plain")
        self.setAutoDefault(False)
        self.clicked.connect(self._wait)

    def show_keys(self, name: str, keys: tuple[str, ...]) -> None:
        """``name`` is that of the action, for a screen reader."""
        self._name, self._keys = name, keys
        self._set_waiting(False)

    def _wait(self) -> None:
        self._set_waiting(True)

    def _set_waiting(self, waiting: bool) -> None:
        self.waiting = waiting
        shown = "   ".join(native(keys) for keys in self._keys) or tr("no keys")
        self.setText(tr("Press the new keys") if waiting else shown)
        self.setAccessibleName(tr("Keys of {name}: {keys}").format(name=self._name, keys=shown))
        dress(self, state="waiting" if waiting else "" if self._keys else "none")

    def event(self, event: QEvent) -> bool:
        if self.waiting and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
                return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        event.accept()
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _MODIFIERS or key == Qt.Key.Key_unknown:
            return
        if key == Qt.Key.Key_Escape:
            self._set_waiting(False)
            return
        alone = not modifiers & _COMMANDING
        if alone and key in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            self._set_waiting(False)
            self.pressed_keys.emit("")
            return
        sequence = QKeySequence(event.keyCombination())
        keys = sequence.toString(QKeySequence.SequenceFormat.PortableText).replace("Num+", "")
        self._set_waiting(False)
        if alone and key in _NEEDED:
            self.refused.emit(native(keys))
        else:
            self.pressed_keys.emit(keys)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.waiting:
            self._set_waiting(False)


def native(keys: str) -> str:
    """``keys`` in Qt's portable form as the system writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
