"""The columns of a table of rows, and their values as text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from quizglass.batch.row import Row, Status
from quizglass.geometry import PageRect
from quizglass.i18n import N_, tr

NAMES: Final = (
    "file",
    "page",
    "region",
    "question",
    "answer",
    "found",
    "evidence_text",
    "evidence_boxes",
    "model",
    "confidence",
    "seconds",
    "status",
    "error",
    "correction",
)
"""As programs know them, in an order that scripts rely on: another comes last."""

SHOWN: Final = (*NAMES[:5], "correction", *NAMES[5:-1])
"""As people read them, under their titles: what a person put in an answer's place stands beside it."""

_TITLES: Final = {
    "file": N_("File"),
    "page": N_("Page"),
    "region": N_("Region"),
    "question": N_("Question"),
    "answer": N_("Answer"),
    "found": N_("Found"),
    "evidence_text": N_("Evidence"),
    "evidence_boxes": N_("Place of the evidence"),
    "model": N_("Model"),
    "confidence": N_("Confidence"),
    "seconds": N_("Seconds"),
    "status": N_("Status"),
    "error": N_("Error"),
    "correction": N_("Correction"),
}
_STATUSES: Final = {
    Status.QUEUED: N_("queued"),
    Status.RUNNING: N_("running"),
    Status.DONE: N_("done"),
    Status.NOT_FOUND: N_("not found"),
    Status.BLANK: N_("blank"),
    Status.FAILED: N_("failed"),
    Status.CANCELLED: N_("stopped"),
}


def title(name: str) -> str:
    """The title of the column ``name`` in the current language."""
    return tr(_TITLES[name])


def titles() -> list[str]:
    """Of all columns, as people read them, in the current language."""
    return [title(name) for name in SHOWN]


def status_word(status: Status) -> str:
    return tr(_STATUSES[status])


def found_word(row: Row) -> str:
    return tr("yes") if row.found else tr("no")


def correction_text(row: Row) -> str:
    """What a person put in the answer's place; a word for having put nothing there."""
    return tr("no answer") if row.correction == "" else row.correction or ""


def said_text(row: Row) -> str:
    """What the model said, where a person has put something else in its place; else ""."""
    if row.correction is None:
        return ""
    return tr("model said: {answer}").format(answer=row.answer) if row.answer else tr("model said nothing")


def confidence_text(row: Row, digits: int = 3) -> str:
    return "" if row.confidence is None else f"{row.confidence:.{digits}f}"


def boxes_text(boxes: Iterable[PageRect]) -> str:
    """Left, top, right and bottom in fractions of the page, a box after the other."""
    return " ".join(",".join(f"{value:.4f}" for value in box.as_tuple()) for box in boxes)


def shown(row: Row) -> list[str]:
    """The values of the columns `SHOWN`, uncleaned, in the current language."""
    return [
        row.file,
        str(row.page or ""),
        boxes_text([row.region] if row.region else []),
        row.question,
        row.answer,
        correction_text(row),
        found_word(row),
        row.evidence_text,
        boxes_text(row.evidence_boxes),
        row.model,
        confidence_text(row),
        f"{row.seconds:.3f}",
        status_word(row.status),
        row.error,
    ]
