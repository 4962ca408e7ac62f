"""Several servers as one engine: spread by load, lost in the middle, back again, added late."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from scripted_server import (
    HASTY,
    MODEL,
    Handler,
    ScriptedServer,
    breaks_off,
    refuses,
    says,
    waits,
)
from scripted_server import Reply as Script

from quizglass.cancellation import CancelToken
from quizglass.errors import AppError, Cancelled, NoServerAnswers, PictureRefused, ServerBrokeOff, ServerRefused
from quizglass.models.engine import AnswersInFlight, Ask, Engine, Reply, View
from quizglass.models.server.group.engine import GroupEngine
from quizglass.models.server.group.roster import Change, Endurance
from quizglass.models.server.patience import Patience
from quizglass.models.server.server import PREFIX, Pointing, Server

pytestmark = pytest.mark.network

QUICK = Patience(tries=1, first_delay_s=0.01, longest_delay_s=0.02, connect_s=2.0)
ENDURANCE = Endurance(alone=HASTY, among=QUICK, again=QUICK, all_lost_s=0.3, reread_s=0.02)


@dataclass
class Asked:
    """Questions put to a group, and what came back."""

    engine: GroupEngine
    listed: list[Server]
    changes: list[tuple[str, Change]] = field(default_factory=list)
    replies: dict[int, Reply | AppError] = field(default_factory=dict)

    def ask(self, view: View, count: int, cancel: CancelToken | None = None, then: Any = lambda _: None) -> None:
        """Ask ``count`` questions; ``then`` is told how many have been answered."""
        cancel = cancel or CancelToken()

        def told(number: int, reply: Reply | AppError, seconds: float) -> None:
            assert number not in self.replies
            assert seconds >= 0
            self.replies[number] = reply
            then(len(self.replies))

        asked = ((self.engine.look(view, cancel), Ask(f"Question {number}")) for number in range(count))
        self.engine.answer_each(asked, told=told, cancel=cancel)

    @property
    def texts(self) -> list[str]:
        replies = [self.replies[number] for number in sorted(self.replies)]
        return [reply.text for reply in replies if isinstance(reply, Reply)]

    @property
    def by(self) -> Counter[str]:
        return Counter(reply.model for reply in self.replies.values() if isinstance(reply, Reply))


@pytest.fixture
def group() -> Iterator[Callable[..., Asked]]:
    """A loaded group of servers; `Asked.listed` may change while it is asked."""
    engines: list[GroupEngine] = []

    def start(*servers: Server, endurance: Endurance = ENDURANCE, load: bool = True) -> Asked:
        listed = list(servers)
        engine = GroupEngine("servers:" + MODEL, servers, lambda: listed, key="", endurance=endurance)
        asked = Asked(engine, listed)
        engine.watch(lambda server, change, _: asked.changes.append((server.id, change)))
        engines.append(engine)
        if load:
            engine.load(lambda _: None, CancelToken())
        return asked

    yield start
    for engine in engines:
        engine.unload()


def named(server: ScriptedServer, name: str, **more: Any) -> Server:
    return server.as_server(id=PREFIX + name, **more)


def slowly(reply: Script, seconds: float) -> Script:
    def slow(to: Handler) -> None:
        to.server.over.wait(seconds)
        reply(to)

    return slow


def wait_for(true: Callable[[], object]) -> None:
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        threading.Event().wait(0.005)


def test_it_is_an_engine(group: Any, scripted: Any) -> None:
    asked = group(named(scripted(), "a", parallel=3), named(scripted(), "b", parallel=2))
    assert isinstance(asked.engine, Engine)
    assert isinstance(asked.engine, AnswersInFlight)
    wait_for(lambda: asked.engine.in_flight == 5)


def test_each_question_is_answered_once_by_whoever_has_room(group: Any, scripted: Any, view: View) -> None:
    many = threading.Event()

    def busy(to: Handler) -> None:
        assert many.wait(timeout=60)
        says("one")(to)

    first, second = scripted(busy), scripted(says("one"))
    asked = group(named(first, "a", parallel=1), named(second, "b", parallel=2))
    asked.ask(view, 40, then=lambda count: many.set() if count == 20 else None)
    assert asked.texts == ["one"] * 40
    assert sum(asked.by.values()) == 40
    assert asked.by["server:a"] > 0
    assert asked.by["server:b"] >= 20
    assert (
        sorted(
            request.body["messages"][-1]["content"][-1]["text"].count("Question")
            for request in first.asked + second.asked
        )
        == [1] * 40
    )


def test_the_faster_one_gets_more(group: Any, scripted: Any, view: View) -> None:
    fast, slow = scripted(slowly(says("f"), 0.005)), scripted(slowly(says("s"), 0.8))
    asked = group(named(fast, "fast"), named(slow, "slow"))
    asked.ask(view, 60)
    assert asked.by["server:fast"] > 2 * asked.by["server:slow"] > 0


def test_as_many_as_wanted_are_under_way_at_once_and_no_more(group: Any, scripted: Any, view: View) -> None:
    lock, now, most = threading.Lock(), [0], [0]
    together = threading.Barrier(3)

    def counted(to: Handler) -> None:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        together.wait(timeout=60)
        to.server.over.wait(0.02)
        with lock:
            now[0] -= 1
        says("x")(to)

    asked = group(named(scripted(counted), "a", parallel=3))
    asked.ask(view, 12)
    assert asked.texts == ["x"] * 12
    assert most[0] == 3


def test_what_a_lost_server_had_is_given_to_the_other(group: Any, scripted: Any, view: View) -> None:
    dying, other = scripted(says("a"), breaks_off("par", "t")), scripted(slowly(says("b"), 0.005))
    asked = group(named(dying, "a"), named(other, "b"))

    def then(count: int) -> None:
        if count == 10:
            dying.server_close()  # nothing comes to it any more

    asked.ask(view, 60, then=then)
    assert sorted(asked.replies) == list(range(60))
    assert set(asked.texts) <= {"a", "b"}
    assert ("server:a", Change.LOST) in asked.changes


def test_a_lost_server_is_tried_again_and_joins(group: Any, scripted: Any, view: View) -> None:
    shaky = scripted(*[breaks_off()] * 4, slowly(says("a"), 0.005))
    asked = group(named(shaky, "a"), named(scripted(slowly(says("b"), 0.02)), "b"))
    asked.ask(view, 60)
    assert len(asked.texts) == 60
    assert asked.by["server:a"] > 0
    changes = [change for server, change in asked.changes if server == "server:a"]
    assert changes[:3] == [Change.JOINED, Change.LOST, Change.BACK]


def test_one_that_is_added_meanwhile_joins(group: Any, scripted: Any, view: View) -> None:
    late = scripted(slowly(says("late"), 0.005))
    asked = group(named(scripted(slowly(says("early"), 0.02)), "a"))

    def then(count: int) -> None:
        if count == 5:
            asked.listed.append(named(late, "late"))

    asked.ask(view, 80, then=then)
    assert asked.by["server:late"] > 5
    assert ("server:late", Change.JOINED) in asked.changes


def test_one_that_is_removed_meanwhile_gets_nothing_more(group: Any, scripted: Any, view: View) -> None:
    gone = scripted(slowly(says("gone"), 0.005))
    servers = named(gone, "gone"), named(scripted(slowly(says("b"), 0.005)), "b")
    asked = group(*servers, endurance=replace(ENDURANCE, reread_s=0.0))
    after: list[int] = []

    def then(count: int) -> None:
        if count == 20:
            asked.listed.remove(servers[0])
        if count == 30:
            after.append(len(gone.asked))

    asked.ask(view, 60, then=then)
    assert len(asked.texts) == 60
    assert after == [len(gone.asked)]
    assert ("server:gone", Change.LEFT) in asked.changes


def test_one_that_never_was_there_does_not_matter(group: Any, scripted: Any, view: View) -> None:
    absent = scripted()
    absent.__exit__()
    asked = group(named(absent, "absent"), named(scripted(), "b"))
    asked.ask(view, 10)
    assert asked.by == {"server:b": 10}


def test_all_lost_is_said_and_what_was_answered_is_told(group: Any, scripted: Any, view: View) -> None:
    first, second = scripted(), scripted()
    asked = group(named(first, "a"), named(second, "b"))

    def then(count: int) -> None:
        if count == 5:
            for server in (first, second):
                server.replies.clear()
                server.replies.append(breaks_off())
                server.lists = refuses(502)

    with pytest.raises(NoServerAnswers) as told:
        asked.ask(view, 60, then=then)
    assert 5 <= len(asked.texts) < 60
    assert first.as_server().place in str(told.value)
    assert "Check that they run" in str(told.value)


def test_of_the_only_server_its_own_error_is_told(group: Any, scripted: Any, view: View) -> None:
    only = scripted(says("x"), refuses(503))
    asked = group(named(only, "only"))
    with pytest.raises(AppError) as told:
        asked.ask(view, 10)
    assert told.value.code == "server-busy"
    assert len(asked.replies) == 1


def test_nobody_there_is_said_at_once(group: Any, scripted: Any) -> None:
    absent = [scripted(), scripted()]
    for server in absent:
        server.__exit__()
    asked = group(*(named(server, f"s{i}") for i, server in enumerate(absent)), load=False)
    with pytest.raises(NoServerAnswers):
        asked.engine.load(lambda _: None, CancelToken())


def test_a_question_that_all_refuse_has_failed_and_the_others_have_not(group: Any, scripted: Any, view: View) -> None:
    def picky(to: Handler) -> None:
        said = to.server.asked[-1].body["messages"][-1]["content"][-1]["text"]
        (refuses(400, "no such thing") if "Question 3" in said else says("fine"))(to)

    asked = group(named(scripted(picky), "a", parallel=1), named(scripted(picky), "b", parallel=1))
    asked.ask(view, 8)
    assert isinstance(asked.replies[3], ServerRefused)
    assert len(asked.texts) == 7
    assert Change.LOST not in {change for _, change in asked.changes}


def test_one_that_refuses_what_others_answer_is_left_out(group: Any, scripted: Any, view: View) -> None:
    broken = scripted(refuses(500, "CUDA error"))
    asked = group(
        named(broken, "broken"),
        named(scripted(slowly(says("b"), 0.005)), "b"),
        endurance=replace(ENDURANCE, again=Patience(first_delay_s=5.0)),
    )
    asked.ask(view, 60)
    assert asked.by == {"server:b": 60}
    assert len(broken.asked) < 20
    assert ("server:broken", Change.LOST) in asked.changes


def test_one_that_takes_no_picture_does_not_fail_a_question_that_another_answers(
    group: Any, scripted: Any, view: View
) -> None:
    asked = group(named(scripted(refuses(413)), "small"), named(scripted(), "b"))
    asked.ask(view, 12)
    assert asked.by == {"server:b": 12}
    lone = group(named(scripted(refuses(413)), "small"))
    lone.ask(view, 2)
    assert all(isinstance(reply, PictureRefused) for reply in lone.replies.values())


def test_a_question_over_which_servers_break_is_given_up(group: Any, scripted: Any, view: View) -> None:
    def fragile(to: Handler) -> None:
        said = to.server.asked[-1].body["messages"][-1]["content"][-1]["text"]
        (breaks_off("half") if "Question 2" in said else says("fine"))(to)

    servers = [named(scripted(fragile), name, parallel=1) for name in "ab"]
    asked = group(*servers)
    asked.ask(view, 6)
    assert isinstance(asked.replies[2], ServerBrokeOff)
    assert len(asked.texts) == 5


def test_cancel_ends_all_requests_at_once(group: Any, scripted: Any, view: View) -> None:
    servers = [scripted(waits("It ")), scripted(waits())]
    asked = group(*(named(server, f"s{i}") for i, server in enumerate(servers)))
    cancel = CancelToken()

    def stop() -> None:
        wait_for(lambda: all(server.asked for server in servers))
        cancel.cancel()

    stopping = threading.Thread(target=stop)
    stopping.start()
    with pytest.raises(Cancelled):
        asked.ask(view, 20, cancel)
    stopping.join()
    for server in servers:
        server.replies.append(says("again"))
        server.replies.popleft()
    asked.ask(view, 4)
    assert asked.texts == ["again"] * 4


def test_what_the_teller_raises_ends_it(group: Any, scripted: Any, view: View) -> None:
    asked = group(named(scripted(), "a"))

    def then(count: int) -> None:
        raise KeyError(count)

    with pytest.raises(KeyError):
        asked.ask(view, 20, then=then)
    assert len(asked.replies) == 1


def test_alone_a_question_streams_and_goes_elsewhere_while_nothing_was_said(
    group: Any, scripted: Any, view: View
) -> None:
    asked = group(named(scripted(refuses(503)), "busy"), named(scripted(says("It ", "is")), "b"))
    wait_for(lambda: asked.engine.in_flight == 8)
    shown: list[str] = []
    glimpse = asked.engine.look(view, CancelToken())
    for _ in range(3):
        reply = asked.engine.answer(glimpse, Ask("?"), on_text=shown.append, cancel=CancelToken())
        assert reply.text == "It is"
    assert shown == ["It ", "is"] * 3


def test_the_one_that_answered_is_asked_for_the_place(group: Any, scripted: Any, view: View) -> None:
    asked = group(named(scripted(says("<box>(0,0),(500,500)</box>")), "a", pointing=Pointing.THOUSANDTHS))
    glimpse = asked.engine.look(view, CancelToken())
    assert asked.engine.locate(glimpse, "x", CancelToken()) == ()
    asked.engine.answer(glimpse, Ask("?"), on_text=lambda _: None, cancel=CancelToken())
    assert asked.engine.locate(glimpse, "x", CancelToken())


def test_another_model_is_not_taken_in(group: Any, scripted: Any, view: View) -> None:
    asked = group(named(scripted(slowly(says("a"), 0.005)), "a"))
    asked.listed += [named(scripted(), "x", model="team/other"), named(scripted(), "y", sees=False)]
    asked.ask(view, 40)
    assert asked.by == {"server:a": 40}


def test_thoughts_without_an_answer_fail_only_their_question(group: Any, scripted: Any, view: View) -> None:
    thinks = says("<think>hmm", finish="length")
    asked = group(named(scripted(thinks, says("a")), "a", parallel=1))
    asked.ask(view, 3)
    assert [reply.code for reply in asked.replies.values() if isinstance(reply, AppError)] == ["server-only-thought"]
