"""Ctrl+C in the terminal, its end, and a polite kill close the window as its close button does."""

from __future__ import annotations

import signal
import socket
import sys
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication


class Interrupts(QObject):
    """Python runs its signal handlers only when Python runs, and Qt may wait in C++ for hours: the signal's number
    comes through a pair of sockets, which wakes Qt up. Not to be made where the program is only a guest (tests).
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ours, self._theirs = socket.socketpair()
        for end in (self._ours, self._theirs):
            end.setblocking(False)
        signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGINT, _leave_to_notifier)
        signal.signal(signal.SIGTERM, _leave_to_notifier)
        if sys.platform != "win32":
            signal.signal(signal.SIGHUP, _leave_to_notifier)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    def _on_signal(self) -> None:
        self._ours.recv(64)
        QApplication.quit()


def _leave_to_notifier(_number: int, _frame: FrameType | None) -> None:
    """The default action would end the program on the spot."""
