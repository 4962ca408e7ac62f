"""Of all that was answered to a question, what is put beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from quizglass.batch.exports.columns import status_word, title
from quizglass.batch.row import Row, Status
from quizglass.i18n import tr, trn

_UNDONE: Final = {Status.QUEUED, Status.RUNNING, Status.CANCELLED}
_RANKS: Final = (Status.DONE, Status.NOT_FOUND, Status.BLANK, Status.FAILED, Status.CANCELLED, Status.QUEUED)
"""What a question without an answer is said to have come to; pages that failed are told beside it."""


@dataclass(frozen=True, slots=True)
class BestAnswer:
    """``row`` has the answer that counts most; ``answers`` counts all, ``failed`` and ``undone`` pages without any."""

    row: Row
    answers: int = 0
    failed: int = 0
    undone: int = 0

    @classmethod
    def of(cls, row: Row) -> Self:
        return cls(row, int(is_answer(row)), int(row.status is Status.FAILED), int(row.status in _UNDONE))

    def with_row(self, row: Row) -> BestAnswer:
        """With one more row that the question came to."""
        other = BestAnswer.of(row)
        best = row if _worth(row) > _worth(self.row) else self.row  # the earlier page where they are worth the same
        return BestAnswer(best, self.answers + other.answers, self.failed + other.failed, self.undone + other.undone)

    @property
    def others(self) -> int:
        """Answers besides that of ``row``."""
        return max(0, self.answers - 1)

    @property
    def text(self) -> str:
        return self.row.settled if is_answer(self.row) else ""

    @property
    def file_name(self) -> str:
        return Path(self.row.file).name if is_answer(self.row) else ""

    @property
    def page(self) -> int | None:
        """From 1; None where there is no answer."""
        return self.row.page or None if is_answer(self.row) else None

    @property
    def status(self) -> str:
        """Words in the current language, and why where all failed."""
        if not self.answers and self.row.status is Status.FAILED:
            return ": ".join(filter(None, (status_word(self.row.status), self.row.error)))
        words = [tr("corrected") if self.row.correction is not None else status_word(self.row.status)]
        if self.failed:
            words.append(trn("{count} page failed", "{count} pages failed", self.failed).format(count=self.failed))
        if self.undone and self.row.status not in _UNDONE:
            words.append(
                trn("{count} page not asked", "{count} pages not asked", self.undone).format(count=self.undone)
            )
        return "; ".join(words)


def is_answer(row: Row) -> bool:
    """Whether there is an answer: a person's correction counts instead of what the model found."""
    return row.found if row.correction is None else bool(row.correction.strip())


def gathered(rows: Iterable[Row], best: dict[str, BestAnswer]) -> Iterator[Row]:
    """Give out ``rows``, and keep in ``best`` what is best for each text of a question."""
    for row in rows:
        known = best.get(row.question)
        best[row.question] = known.with_row(row) if known else BestAnswer.of(row)
        yield row


def titles() -> list[str]:
    """Of the columns beside the questions, in the current language."""
    return [
        title("answer"),
        title("file"),
        title("page"),
        title("evidence_text"),
        title("status"),
        tr("Further answers"),
    ]


def _worth(row: Row) -> tuple[bool, bool, int, float]:
    rank = _RANKS.index(row.status) if row.status in _RANKS else len(_RANKS)
    return is_answer(row), row.correction is not None, -rank, row.confidence if row.confidence is not None else -1.0
