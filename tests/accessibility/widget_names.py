"""What a screen reader is told of every widget that can be seen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QLabel, QScrollBar, QStackedWidget, QWidget


@dataclass(frozen=True, slots=True)
class Named:
    """``place`` are the classes from the window down; ``keyboard`` says that Tab or the keys reach it."""

    place: str
    role: str
    keyboard: bool
    name: str


def names_in(window: QWidget) -> list[Named]:
    """All widgets in sight but those that only hold others together."""
    found = [window, *window.findChildren(QWidget)]
    return [_named(widget, window) for widget in found if widget.isVisible() and not _only_holds(widget)]


def _named(widget: QWidget, window: QWidget) -> Named:
    told = QAccessible.queryAccessibleInterface(widget)
    name = told.text(QAccessible.Text.Name) if told is not None else ""
    role = told.role().name if told is not None else ""
    return Named(_place(widget, window), role, widget.focusPolicy().value != 0, name)


def _only_holds(widget: QWidget) -> bool:
    """Stacks, rows and what Qt puts inside its own widgets: nothing a person would name."""
    parent = widget.parentWidget()
    if isinstance(widget, QStackedWidget | QScrollBar) or widget.objectName().startswith("qt_"):
        return True
    if isinstance(parent, QAbstractScrollArea) and widget is parent.viewport():
        return True
    if isinstance(widget, QLabel):
        # An empty label waits for words; a picture is told by what stands beside it.
        return not widget.text() and not widget.accessibleName()
    return type(widget) in {QWidget, QFrame} and not widget.accessibleName() and widget.focusPolicy().value == 0


def _place(widget: QWidget, window: QWidget) -> str:
    names = [type(widget).__name__]
    parent = widget.parentWidget()
    while parent is not None and widget is not window:
        if type(parent) not in {QWidget, QFrame, QStackedWidget}:
            names.append(type(parent).__name__)
        if parent is window:
            break
        parent = parent.parentWidget()
    return " › ".join(reversed(names))
