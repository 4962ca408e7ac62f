"""How fast something comes, and how long it will still take."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

_WINDOW_S = 10.0


@dataclass(frozen=True, slots=True)
class DownloadProgress:
    """``bytes_per_s`` is 0 and ``seconds_left`` None until they can be told."""

    done_bytes: int
    total_bytes: int
    bytes_per_s: float = 0.0
    seconds_left: float | None = None

    @property
    def share(self) -> float:
        return self.done_bytes / max(1, self.total_bytes)


class Rate:
    """The speed of the last seconds; ``now`` is in seconds of any clock that only goes forward."""

    def __init__(self, total_bytes: int) -> None:
        self._total = total_bytes
        self._seen: deque[tuple[float, int]] = deque()

    def progress(self, done_bytes: int, now: float) -> DownloadProgress:
        """What to tell when ``done_bytes`` are there at ``now``."""
        if self._seen and done_bytes < self._seen[-1][1]:
            self._seen.clear()  # a file began again
        self._seen.append((now, done_bytes))
        while now - self._seen[0][0] > _WINDOW_S:
            self._seen.popleft()
        (began, first) = self._seen[0]
        if now <= began or done_bytes == first:
            return DownloadProgress(done_bytes, self._total)
        speed = (done_bytes - first) / (now - began)
        return DownloadProgress(done_bytes, self._total, speed, (self._total - done_bytes) / speed)
