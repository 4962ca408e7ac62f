"""What waits until the first page stands on the screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from quizglass.ui.page_view.canvas import PageCanvas

AT_LATEST_MS = 1500
"""A page that takes longer than this to draw holds nothing else up."""


def after_first_drawing(view: PageCanvas, owner: QObject, do: Callable[[], object], later_ms: int = 0) -> None:
    """Do it ``later_ms`` after all that shows in ``view`` has been drawn once; never without ``owner``."""
    timer = QTimer(owner, singleShot=True, interval=later_ms if view.has_drawn else AT_LATEST_MS + later_ms)
    timer.timeout.connect(do)

    def hasten() -> None:
        if timer.isActive():
            timer.start(later_ms)

    if not view.has_drawn:
        view.first_drawn.connect(hasten)
    timer.start()
