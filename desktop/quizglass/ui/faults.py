"""The last net: a fault of the program goes to the log, without any text of a document, and to the user in words."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QCoreApplication

from quizglass.errors import trace_without_text

log = logging.getLogger(__name__)


def report_faults(tell: Callable[[str], object], note: Callable[[str], object] = lambda _: None) -> None:
    """Call both, on any thread, for every exception that nobody caught, with where it came from.

    ``note`` writes it down. What Python could raise nowhere (in ``__del__``) is only written down.
    """

    def caught(error: BaseException | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            QCoreApplication.quit()
        elif error is not None:
            trace = trace_without_text(error)
            written(trace)
            tell(trace)

    def written(trace: str) -> None:
        log.error("a fault\n%s", trace)
        note(trace)

    def nowhere(arguments: sys.UnraisableHookArgs) -> None:
        if arguments.exc_value is not None:
            written(trace_without_text(arguments.exc_value))

    def in_window(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        caught(error)

    sys.excepthook = in_window
    sys.unraisablehook = nowhere
    threading.excepthook = lambda arguments: caught(arguments.exc_value)
