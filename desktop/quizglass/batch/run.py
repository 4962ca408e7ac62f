"""A run as people see it: how it stands and how far it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from quizglass.batch.plan import Plan
from quizglass.errors import AppError


class RunState(StrEnum):
    """``PAUSED`` by a person, by an engine that kept failing, or by the end of the program; ``STOPPED`` for good."""

    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a run is: pages done and known of, with those that failed among them; ``file`` is worked on.

    ``found``, ``not_found`` and ``blank`` count answers. ``total`` grows as files are opened. ``absent`` are chosen
    pages that files do not have. ``file_share`` is how much of ``file`` is done, 0..1.
    """

    file: str
    done: int
    total: int
    failed: int = 0
    found: int = 0
    not_found: int = 0
    blank: int = 0
    files: int = 0
    files_done: int = 0
    absent: int = 0
    file_share: float = 0.0

    @property
    def share(self) -> float:
        """How much is done, 0..1. How many pages files have that come later is not known: each counts the same."""
        return min(1.0, (self.files_done + self.file_share) / self.files) if self.files else 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """``begun`` and ``ended`` are seconds since 1970. ``error`` is why it paused by itself.

    ``seconds_left`` is None while nothing can be said of it. ``target`` is what the journal knows it by;
    ``interrupted`` says that it was under way when the program ended.
    """

    id: int
    name: str
    plan: Plan
    state: RunState
    tally: Tally = field(default_factory=lambda: Tally("", 0, 0))
    begun: float = 0.0
    ended: float | None = None
    seconds_left: float | None = None
    error: AppError | None = None
    target: str = ""
    interrupted: bool = False

    @property
    def is_under_way(self) -> bool:
        return self.state in {RunState.QUEUED, RunState.RUNNING}
