"""The `Engine` of one or several servers: each question goes to one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from quizglass.cancellation import CancelToken
from quizglass.errors import AppError, Cancelled
from quizglass.geometry import PageRect, Size
from quizglass.models.engine import Ask, EngineInfo, EngineKind, Glimpse, Reply, View
from quizglass.models.image_budget import MOST_TOKENS, picture_size
from quizglass.models.server import picture
from quizglass.models.server.group import ids
from quizglass.models.server.group.glimpse import GroupGlimpse
from quizglass.models.server.group.member import Standing, is_of_question, may_go_elsewhere
from quizglass.models.server.group.roster import Endurance, OnChange, Roster
from quizglass.models.server.group.round import Round
from quizglass.models.server.server import Server

_MOST_HOSTS = 3


class GroupEngine:
    """``first`` are its servers now, ``listed`` tells them again later. ``key`` as for `ServerEngine`."""

    def __init__(
        self,
        model_id: str,
        first: Iterable[Server],
        listed: Callable[[], Iterable[Server]],
        *,
        key: str | None = None,
        endurance: Endurance | None = None,
    ) -> None:
        self._first = tuple(first)
        self._listed, self._key = listed, key
        self._endurance = endurance or Endurance()
        self._open: Roster | None = None
        self._on_change: OnChange = lambda *_: None
        self._sees = self._first[0].sees
        hosts = list(dict.fromkeys(server.host for server in self._first))
        device = ", ".join([*hosts[:_MOST_HOSTS], *(["…"] if len(hosts) > _MOST_HOSTS else [])])
        kind = EngineKind.VISION if self._sees else EngineKind.READER
        self._info = EngineInfo(model_id, self._first[0].name, kind, device=device)

    @property
    def info(self) -> EngineInfo:
        return self._info

    @property
    def in_flight(self) -> int:
        self._roster.look_around()
        return max(1, sum(member.server.parallel for member in self._roster.ready))

    def watch(self, on_change: OnChange) -> None:
        """Tell ``on_change`` when a server joins, is lost, is back or leaves, on the thread that asks; at once of those
        that are lost now.
        """
        self._on_change = on_change
        if self._open is not None:
            self._open.watch(on_change)

    def load(self, progress: Callable[[float], None], cancel: CancelToken) -> None:
        """Reach the servers until one answers; the others join when they do."""
        if self._open is not None:
            return
        roster = Roster(self._members, self._key, self._endurance)
        roster.watch(self._on_change)
        try:
            roster.open(progress, cancel)
        except BaseException:
            roster.close()
            raise
        self._open = roster

    def image_size(self, region_size: Size) -> tuple[int, int] | None:
        if not self._sees:
            return None
        sizes = (member.engine.image_size(region_size) for member in self._roster.ready)
        return max((size for size in sizes if size), default=picture_size(region_size, MOST_TOKENS, unit=picture.UNIT))

    def look(self, view: View, cancel: CancelToken) -> GroupGlimpse:
        cancel.raise_if_cancelled()
        return GroupGlimpse(view)

    def answer(self, glimpse: Glimpse, ask: Ask, *, on_text: Callable[[str], None], cancel: CancelToken) -> Reply:
        """See `Engine.answer`. Another server is asked only as long as nothing was said."""
        assert isinstance(glimpse, GroupGlimpse)
        heard: list[str] = []

        def hear(piece: str) -> None:
            heard.append(piece)
            on_text(piece)

        roster, failed = self._roster, dict[str, AppError]()
        roster.look_around()
        if not roster.ready:
            roster.reach_lost()
        while True:
            if not failed:
                roster.wait_for_one(cancel)
            member = roster.best(failed)
            if member is None:
                raise next(iter(failed.values()), None) or roster.nobody()
            try:
                shown = glimpse.of(member, cancel)
                reply = member.engine.answer(shown, ask, on_text=hear, cancel=cancel)
                glimpse.answered = member, shown
                return reply
            except Cancelled:
                return Reply("", found=False, stopped=True)
            except AppError as error:
                failed[member.server.id] = error
                if not is_of_question(error):
                    roster.lose(member, error)
                if heard or (is_of_question(error) and not may_go_elsewhere(error)):
                    raise

    def answer_each(
        self,
        asked: Iterator[tuple[Glimpse, Ask]],
        *,
        told: Callable[[int, Reply | AppError, float], None],
        cancel: CancelToken,
    ) -> None:
        """See `AnswersInFlight.answer_each`. A server that is lost is waited for only when all of them are."""
        Round(self._roster, asked, told, cancel).run()

    def locate(self, glimpse: Glimpse, phrase: str, cancel: CancelToken) -> tuple[PageRect, ...]:
        """Asked of the server that answered; the place stays unknown when it is gone."""
        assert isinstance(glimpse, GroupGlimpse)
        if glimpse.answered is None:
            return ()
        member, shown = glimpse.answered
        if member.standing is not Standing.READY:
            return ()
        try:
            return member.engine.locate(shown, phrase, cancel)
        except Cancelled:
            raise
        except AppError:
            return ()

    def unload(self) -> None:
        roster, self._open = self._open, None
        if roster is not None:
            roster.close()

    @property
    def _roster(self) -> Roster:
        assert self._open is not None, "load comes first"
        return self._open

    def _members(self) -> Iterable[Server]:
        """Those that say what the first ones say."""
        models = {server.model for server in self._first}
        return (server for server in self._listed() if server.sees == self._sees and server.model in models)


def create_engine(model_id: str) -> GroupEngine:
    """The engine of the servers that `ids` says are meant.

    Raises:
        ModelNotInstalled, UsageError: see `ids.first_members`.
    """
    return GroupEngine(model_id, ids.first_members(model_id), lambda: ids.members(model_id))
