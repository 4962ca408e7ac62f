"""Following the reading of pictures that a question needs."""

from __future__ import annotations

from dataclasses import replace

from quizglass.answers import Progress, Question
from quizglass.ui.reading.duration import TimeLeft
from quizglass.ui.reading.words import Progressing, Reads


def picture_progress(progress: Progress) -> Progressing | None:
    """How far the reading of pictures is; None where ``progress`` is about something else."""
    share = progress.done / progress.total if progress.total else 0.0
    page = progress.page or 0
    if progress.stage == "recognizing":
        return Progressing(Reads.PAGE, page, share)
    if progress.stage != "recognizing-pages":
        return None
    return Progressing(Reads.PAGES, page, share, progress.done, progress.total)


class AnswerReading:
    """One for each question. ``page`` is the one whose picture was read last, from 0; None before."""

    def __init__(self, question: Question) -> None:
        self.page: int | None = None
        self.of_one_page = len(question.pages) == 1
        self._time_left: TimeLeft | None = None

    def at(self, progress: Progress) -> Progressing | None:
        """As `picture_progress`, with the time that is left."""
        at = picture_progress(progress)
        if at is not None:
            self.page = at.page
            self._time_left = self._time_left or TimeLeft()
            at = replace(at, seconds_left=self._time_left.seconds(at.share) if at.done else None)
        return at
