"""Which model, or which servers, a run uses, and what is told of servers that come and go."""

from __future__ import annotations

from typing import NamedTuple

from quizglass.cli import trouble
from quizglass.errors import AppError, UsageError
from quizglass.i18n import tr
from quizglass.models.engine import Engine
from quizglass.models.server.group import ids
from quizglass.models.server.group.engine import GroupEngine
from quizglass.models.server.group.roster import Change
from quizglass.models.server.server import Server

ALL = "all-servers"


class Chosen(NamedTuple):
    """``model`` is an id; ``answers_as`` is what its answers are known by, "" for the id itself."""

    model: str
    answers_as: str = ""


def chosen(typed: list[str]) -> Chosen:
    """What ``--model``, typed once or several times, means.

    Raises:
        UsageError: several were typed that cannot answer together, or all servers were, which serve different models.
        ModelNotInstalled: a server is not on the list.
    """
    wanted = [ids.all_servers() if name == ALL else name for name in typed]
    if not all(map(ids.is_ours, wanted)):
        if len(set(wanted)) > 1:
            raise UsageError(reason=tr("Only servers can answer together; name one other model, or servers alone."))
        return Chosen(wanted[0])
    if len(wanted) > 1 and any(name.startswith(ids.ALL_OF) for name in wanted):
        raise UsageError(reason=tr("Name all servers, or each one, but not both."))
    model = ids.joined(wanted)
    return Chosen(model, ids.same_answers(model))


def watch(engine: Engine) -> None:
    """Say on standard error which servers are lost and which join."""
    if isinstance(engine, GroupEngine):
        engine.watch(_say)


def _say(server: Server, change: Change, error: AppError | None) -> None:
    words = {
        Change.JOINED: tr("{server} ({id}) has joined."),
        Change.BACK: tr("{server} ({id}) is back."),
        Change.LEFT: tr("{server} ({id}) was taken off the list and gets no more pages."),
        Change.LOST: tr("{server} ({id}) gets no pages until it is back."),
    }[change]
    reason = error.describe().what + " " if error is not None else ""
    trouble.say(reason + words.format(server=server.place, id=server.id))
