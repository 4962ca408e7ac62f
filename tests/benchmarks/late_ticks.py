"""How late a timer of the window is: what a person feels as stuttering."""

from __future__ import annotations

import statistics
import time

from PySide6.QtCore import QObject, Qt, QTimer

TICK_MS = 5


class LateTicks:
    """Counts from `start` to `stop`: milliseconds by which each tick of a 5 ms timer came late."""

    def __init__(self, parent: QObject) -> None:
        self.late: list[float] = []
        self._last = 0.0
        self._timer = QTimer(parent, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> str:
        """The percentiles in words."""
        self._timer.stop()
        cuts = statistics.quantiles(self.late, n=100)
        return f"{len(self.late)} ticks late by ms: p50 {cuts[49]:.1f}, p99 {cuts[98]:.1f}, most {max(self.late):.1f}"

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late.append(max(0.0, 1000 * (now - self._last) - TICK_MS))
        self._last = now
