"""Questions put to an engine that takes the next ones while it answers others: servers, above all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from quizglass.answering.one_page import PageAnswer, Shown
from quizglass.batch.together import Asked
from quizglass.cancellation import CancelToken
from quizglass.errors import AppError, Cancelled, EngineKeepsFailing, ModelError
from quizglass.models.engine import AnswersInFlight, Ask, Engine, Glimpse, Reply

SLICE = 16
"""Questions for each place of the engine before it may be used for something else: at the end of a slice it idles."""


@dataclass(frozen=True, slots=True)
class _Flight:
    one: Asked
    seen: Shown
    glimpse: Glimpse


def ask_in_flight(
    engine: Engine,
    answers: AnswersInFlight,
    asked: Iterable[Asked],
    *,
    told: Callable[[Asked, PageAnswer, float], None],
    failed: Callable[[Asked, AppError, float], None],
    cancel: CancelToken,
) -> list[Asked]:
    """Ask all of ``asked``, each when there is room for it. ``told`` gets each answer as it comes, ``failed`` why there
    is none, both with the seconds that it took.

    Returns:
        Those that could not be shown: alone they may go better, or tell what is wrong.

    Raises:
        Cancelled: what was told until then counts.
        EngineKeepsFailing: nothing answers any more.
    """
    under_way: dict[int, _Flight] = {}
    left: list[Asked] = []

    def take() -> Iterator[tuple[Glimpse, Ask]]:
        shown = (_shown(engine, one, told, left, cancel) for one in asked)
        for number, flight in enumerate(flight for flight in shown if flight is not None):
            under_way[number] = flight
            yield flight.glimpse, flight.one.asker.asked

    def land(number: int, reply: Reply | AppError, seconds: float) -> None:
        flight = under_way.pop(number)
        if isinstance(reply, AppError):
            failed(flight.one, reply, seconds)
        else:
            told(flight.one, flight.one.asker.understand(flight.seen, flight.glimpse, reply), seconds)

    try:
        answers.answer_each(take(), told=land, cancel=cancel)
    except EngineKeepsFailing:
        raise
    except ModelError as error:
        raise EngineKeepsFailing(reason=error.describe().what) from error
    return left


def _shown(
    engine: Engine,
    one: Asked,
    told: Callable[[Asked, PageAnswer, float], None],
    left: list[Asked],
    cancel: CancelToken,
) -> _Flight | None:
    """The question with what the engine has looked at; None when the engine need not, or cannot, be asked."""
    try:
        seen = one.asker.show(one.page, one.size)
        if not isinstance(seen, PageAnswer):
            return _Flight(one, seen, engine.look(seen.view, cancel))
    except Cancelled:
        raise
    except AppError:
        left.append(one)
        return None
    told(one, seen, 0.0)
    return None
