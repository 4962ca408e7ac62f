"""Who belongs to a group, and who of them answers. Servers are reached in the background: nothing waits for them."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from queue import Empty, SimpleQueue
from typing import Final, TypeAlias

from quizglass.cancellation import CancelToken
from quizglass.errors import AppError, NoServerAnswers
from quizglass.models.server.group.member import Member, Standing
from quizglass.models.server.patience import USUAL, Patience
from quizglass.models.server.server import Server

_POLL_S: Final = 0.05
_MOST_THREADS: Final = 1024


class Change(StrEnum):
    JOINED = "joined"
    LOST = "lost"
    BACK = "back"
    LEFT = "left"


OnChange: TypeAlias = Callable[[Server, Change, AppError | None], None]
"""Gets the server, what became of it, and why it was lost."""


@dataclass(frozen=True, slots=True)
class Endurance:
    """``alone`` is how patient one is with the only server, ``among`` with one of several, ``again`` with one that was
    lost. All lost, ``all_lost_s`` pass before that is an error; the list is read every ``reread_s``.
    """

    alone: Patience = USUAL
    among: Patience = field(default_factory=lambda: Patience(tries=2))
    again: Patience = field(default_factory=lambda: Patience(first_delay_s=1.0, longest_delay_s=30.0))
    all_lost_s: float = 60.0
    reread_s: float = 5.0


class Roster:
    """For one thread. ``listed`` tells who belongs to the group now; ``key`` is sent to all, None looks into the
    keyring.
    """

    def __init__(self, listed: Callable[[], Iterable[Server]], key: str | None, endurance: Endurance) -> None:
        self._listed, self._key, self._endurance = listed, key, endurance
        self._members: dict[str, Member] = {}
        self._reached: SimpleQueue[tuple[Member, AppError | None]] = SimpleQueue()
        self._closing = CancelToken()
        self._reread_at = 0.0
        self._silent_since: float | None = None
        self._on_change: OnChange = lambda *_: None
        self.threads = ThreadPoolExecutor(_MOST_THREADS, thread_name_prefix="servers")

    def open(self, progress: Callable[[float], None], cancel: CancelToken) -> None:
        """Reach the servers, until one answers.

        Raises:
            AppError: none does; of the only one, its own error.
            Cancelled: stopped.
        """
        progress(0.0)
        self._reread()
        self.wait_for_one(cancel)
        progress(1.0)

    def wait_for_one(self, cancel: CancelToken) -> None:
        """Wait while servers are being reached and none answers yet. Raises as `open`."""
        while not self.ready:
            if not any(member.standing is Standing.JOINING for member in self._members.values()):
                raise self.nobody()
            cancel.raise_if_cancelled()
            self._take_reached(_POLL_S)

    def watch(self, on_change: OnChange) -> None:
        """Tell ``on_change`` of changes, and now of those that are lost."""
        self._on_change = on_change
        for member in self._members.values():
            if member.standing is not Standing.READY and member.error is not None:
                on_change(member.server, Change.LOST, member.error)

    @property
    def ready(self) -> list[Member]:
        return [member for member in self._members.values() if member.standing is Standing.READY]

    @property
    def servers(self) -> list[Server]:
        return [member.server for member in self._members.values() if member.standing is not Standing.LEAVING]

    def best(self, without: Collection[str] = ()) -> Member | None:
        """Who would answer soonest of those that have room, but for the ids ``without``.

        One that refused the last few questions refuses fast: it would draw all of them to itself.
        """
        others = [member for member in self.ready if member.server.id not in without]
        trusted = [member for member in others if not member.is_doubtful]
        free = [member for member in trusted or others if member.has_room]
        return min(free, key=lambda member: (member.wait_s, member.under_way), default=None)

    def look_around(self) -> None:
        """See who came, who went, and try the lost ones again whose time it is."""
        now = time.monotonic()
        self._take_reached(0.0)
        if now >= self._reread_at:
            self._reread()
        for member in list(self._members.values()):
            idle = not member.under_way
            if idle and member.standing is Standing.LEAVING:
                del self._members[member.server.id]
                self.threads.submit(member.engine.unload)
            elif idle and member.standing is Standing.LOST and now >= member.again_at:
                self._reach(member)

    def answered(self, member: Member, seconds: float) -> None:
        """Note that it answered, and how long that took."""
        member.answered(seconds)
        self.spoke(member)

    def spoke(self, member: Member) -> None:
        """Note that it said something to a question, so that it is not lost."""
        self._silent_since = None
        if member.standing is Standing.LOST:
            member.standing, member.error = Standing.READY, None
            self._on_change(member.server, Change.BACK, None)

    def forget_silence(self) -> None:
        """Begin to count anew how long nobody has answered."""
        self._silent_since = None

    def lose(self, member: Member, error: AppError) -> None:
        """Note that it does not answer."""
        if member.standing is Standing.READY:
            self._lose(member, error)
            self._on_change(member.server, Change.LOST, error)

    def reach_lost(self) -> None:
        """Try all that were lost again now."""
        for member in self._members.values():
            if member.standing is Standing.LOST and not member.under_way:
                self._reach(member)

    def raise_if_all_lost(self) -> None:
        """Raise when nothing was answered for too long since one was lost; of the only one its own error."""
        if any(member.under_way for member in self._members.values()):
            return
        since = self._silent_since
        too_long = since is not None and time.monotonic() - since >= self._endurance.all_lost_s
        if too_long or not self._members:
            raise self.nobody()

    def nobody(self) -> AppError:
        """That none of the servers answers."""
        errors = [member.error for member in self._members.values() if member.error is not None]
        if len(self._members) == 1 and errors:
            return errors[0]
        reason = errors[-1].describe().what if errors else ""
        return NoServerAnswers(servers=", ".join(server.place for server in self.servers), reason=reason)

    def close(self) -> None:
        """Break off what is under way and let go of all servers."""
        self._closing.cancel()
        self.threads.shutdown(wait=True)
        for member in self._members.values():
            member.engine.unload()
        self._members.clear()

    def _reread(self) -> None:
        """Take in who was added or changed; let go who was removed."""
        self._reread_at = time.monotonic() + self._endurance.reread_s
        listed = {server.id: server for server in self._listed()}
        for known, member in self._members.items():
            if listed.get(known) != member.server and member.standing is not Standing.LEAVING:
                member.standing = Standing.LEAVING
                self._on_change(member.server, Change.LEFT, None)
        patience = self._endurance.among if len(listed) > 1 else self._endurance.alone
        for known in listed.keys() - self._members.keys():
            self._members[known] = Member(listed[known], self._key, patience, self._endurance.again)
            self._reach(self._members[known])

    def _reach(self, member: Member) -> None:
        member.standing = Standing.JOINING
        self.threads.submit(lambda: self._reached.put((member, member.reach(self._closing))))

    def _take_reached(self, wait_s: float) -> None:
        """Note whom was reached, and who was not, waiting so long for the first of them."""
        while True:
            try:
                member, error = self._reached.get(timeout=wait_s) if wait_s else self._reached.get_nowait()
            except Empty:
                return
            wait_s = 0.0
            if member.standing is not Standing.JOINING:
                continue
            if error is not None:
                first = member.error is None
                self._lose(member, error)
                if first:
                    self._on_change(member.server, Change.LOST, error)
                continue
            change = Change.JOINED if member.error is None else Change.BACK
            member.standing, member.error = Standing.READY, None
            self._on_change(member.server, change, None)

    def _lose(self, member: Member, error: AppError) -> None:
        member.lose(error)
        self._silent_since = self._silent_since or time.monotonic()
