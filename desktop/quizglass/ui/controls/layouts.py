"""Rows and columns with the spacing of the tokens."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


def row(parent: QWidget | None = None, *, margin: int | tuple[int, int] = 0, spacing: int = 0) -> QHBoxLayout:
    """Side by side. ``margin`` is one distance, or (left and right, top and bottom)."""
    layout = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    sides, ends = margin if isinstance(margin, tuple) else (margin, margin)
    layout.setContentsMargins(sides, ends, sides, ends)
    layout.setSpacing(spacing)
    return layout


def column(parent: QWidget | None = None, *, margin: int | tuple[int, int] = 0, spacing: int = 0) -> QVBoxLayout:
    """Below one another. ``margin`` is one distance, or (left and right, top and bottom)."""
    layout = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    sides, ends = margin if isinstance(margin, tuple) else (margin, margin)
    layout.setContentsMargins(sides, ends, sides, ends)
    layout.setSpacing(spacing)
    return layout
