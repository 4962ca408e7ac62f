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


def report_faults(tell: Callable[[], None]) -> None:
    """Call ``tell``, on any thread, for every exception that nobody caught."""

    def caught(error: BaseException | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            QCoreApplication.quit()
        elif error is not None:
            log.error("a fault\n%s", trace_without_text(error))
            tell()

    def in_window(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        caught(error)

    sys.excepthook = in_window
    threading.excepthook = lambda arguments: caught(arguments.exc_value)
