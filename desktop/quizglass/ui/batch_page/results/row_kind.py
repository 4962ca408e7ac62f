"""What came of a row, as people sort and filter it, in words and with a mark of its own."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from quizglass.batch.row import Row, Status
from quizglass.i18n import N_, tr
from quizglass.ui.session.entry import UNSURE_BELOW


class RowKind(StrEnum):
    """Each row is of one; in the order in which they are listed."""

    FOUND = "found"
    UNSURE = "unsure"
    CORRECTED = "corrected"
    NOT_FOUND = "not found"
    BLANK = "blank"
    FAILED = "failed"
    STOPPED = "stopped"
    WAITING = "waiting"


class Look(NamedTuple):
    """``words`` are marked for translation; ``tint`` is a colour of the theme."""

    words: str
    icon: str
    tint: str


_LOOKS: Final = {
    RowKind.FOUND: Look(N_("Found"), "check", "good"),
    RowKind.UNSURE: Look(N_("Check this"), "warn", "warn"),
    RowKind.CORRECTED: Look(N_("Corrected"), "edit", "accent"),
    RowKind.NOT_FOUND: Look(N_("Not found"), "none", "muted"),
    RowKind.BLANK: Look(N_("Blank page"), "single-page", "muted"),
    RowKind.FAILED: Look(N_("Failed"), "close", "bad"),
    RowKind.STOPPED: Look(N_("Stopped"), "stop", "muted"),
    RowKind.WAITING: Look(N_("Waiting"), "clock", "muted"),
}
_BY_STATUS: Final = {
    Status.QUEUED: RowKind.WAITING,
    Status.RUNNING: RowKind.WAITING,
    Status.DONE: RowKind.FOUND,
    Status.NOT_FOUND: RowKind.NOT_FOUND,
    Status.BLANK: RowKind.BLANK,
    Status.FAILED: RowKind.FAILED,
    Status.CANCELLED: RowKind.STOPPED,
}
KINDS: Final = tuple(RowKind)
ORDER: Final = {kind: at for at, kind in enumerate(KINDS)}


def kind_of(row: Row) -> RowKind:
    """A correction says more than what became of the answer before it."""
    if row.correction is not None:
        return RowKind.CORRECTED
    kind = _BY_STATUS[row.status]
    if kind is RowKind.FOUND and row.confidence is not None and row.confidence < UNSURE_BELOW:
        return RowKind.UNSURE
    return kind


def can_be_corrected(row: Row) -> bool:
    """What has not been answered yet, and a file that could not be opened, have nothing to correct."""
    return row.page > 0 and _BY_STATUS[row.status] not in {RowKind.WAITING, RowKind.STOPPED}


def look_of(kind: RowKind) -> Look:
    return _LOOKS[kind]


def kind_words(kind: RowKind) -> str:
    """In the current language."""
    return tr(_LOOKS[kind].words)
