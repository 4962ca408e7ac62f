"""Whether anything may move: not where the system asks for less motion."""

from __future__ import annotations

from PySide6.QtWidgets import QStyle, QWidget


def moves(widget: QWidget) -> bool:
    """False where the user has turned animations off for the whole system."""
    return widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget) > 0
