"""Several questions, to one page or to many, put to an engine at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quizglass.answering.one_page import PageAnswer, PageAsker, Shown
from quizglass.batch.pages_to_ask import PageToAsk
from quizglass.batch.plan import PlannedQuestion
from quizglass.cancellation import CancelToken
from quizglass.errors import AppError, Cancelled
from quizglass.geometry import Size
from quizglass.models.engine import AnswersTogether, Ask, Engine, Glimpse

AT_ONCE = 8
"""Questions. More gain little where weights are what is read, and hold more pages in memory."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, by its key, to a page."""

    key: str
    question: PlannedQuestion
    of: PageToAsk
    asker: PageAsker

    @property
    def page(self) -> int:
        return self.of.number

    @property
    def size(self) -> Size:
        """In points."""
        return self.of.size


def ask_together(
    engine: Engine,
    together: AnswersTogether,
    asked: Sequence[Asked],
    *,
    told: Callable[[Asked, PageAnswer, float], None],
    cancel: CancelToken,
) -> list[Asked]:
    """Ask all of ``asked``; ``told`` gets each answer and the seconds that it took, its share of what all took.

    Returns:
        Those that something kept from being asked this way: alone they may go better, or tell what is wrong.

    Raises:
        Cancelled: what was told until then counts.
    """
    begun = time.monotonic()
    shown, left = _shown(engine, asked, told, cancel)
    if not shown:
        return left
    questions: list[tuple[Glimpse, Ask]] = [(glimpse, one.asker.asked) for one, _, glimpse in shown]
    try:
        replies = together.answer_together(questions, on_text=lambda *_: None, cancel=cancel)
        cancel.raise_if_cancelled()
    except Cancelled:
        raise
    except AppError:
        return [*left, *(one for one, _, _ in shown)]
    share = (time.monotonic() - begun) / len(shown)
    for (one, seen, glimpse), reply in zip(shown, replies, strict=True):
        told(one, one.asker.understand(seen, glimpse, reply), share)
    return left


def _shown(
    engine: Engine, asked: Sequence[Asked], told: Callable[[Asked, PageAnswer, float], None], cancel: CancelToken
) -> tuple[list[tuple[Asked, Shown, Glimpse]], list[Asked]]:
    """What the engine has looked at, and what could not be shown to it. A blank page is told at once."""
    shown: list[tuple[Asked, Shown, Glimpse]] = []
    left: list[Asked] = []
    for one in asked:
        try:
            seen = one.asker.show(one.page, one.size)
            if isinstance(seen, PageAnswer):
                told(one, seen, 0.0)
            else:
                shown.append((one, seen, engine.look(seen.view, cancel)))
        except Cancelled:
            raise
        except AppError:
            left.append(one)
    return shown, left
