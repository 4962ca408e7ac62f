"""A run over servers: many pages of many files at once, each asked once, whatever becomes of the servers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from scripted_server import HASTY, MODEL, Handler, ScriptedServer, breaks_off, refuses, says

from quizglass.answering.page_reader import DocumentPages
from quizglass.batch.journal import Journal
from quizglass.batch.plan import Plan, PlannedQuestion
from quizglass.batch.row import Row, Status
from quizglass.batch.run import Tally
from quizglass.batch.runner import Runner
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.errors import Cancelled, EngineKeepsFailing
from quizglass.models.server.group.engine import GroupEngine
from quizglass.models.server.group.roster import Endurance
from quizglass.models.server.patience import Patience
from quizglass.models.server.server import PREFIX, Server

pytestmark = pytest.mark.network

FILES = 10
QUESTIONS = (PlannedQuestion("What is the invoice number?"), PlannedQuestion("What is the total?"))
QUICK = Patience(tries=1, first_delay_s=0.01, longest_delay_s=0.02, connect_s=2.0)
ENDURANCE = Endurance(alone=HASTY, among=QUICK, again=QUICK, all_lost_s=0.3, reread_s=0.02)


class Crowd:
    """What a server says, slowly enough that several questions meet there; ``most`` is how many did."""

    def __init__(self, enough: int = 0) -> None:
        self._lock = threading.Lock()
        self._together = threading.Event()
        self._enough = enough
        self._now = self.most = 0

    def __call__(self, to: Handler) -> None:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
            if self.most >= self._enough:
                self._together.set()
        self._together.wait(5)
        with self._lock:
            self._now -= 1
        says("It is 481.20")(to)


class Running:
    def __init__(self, plan: Plan, engine: GroupEngine, pages: DocumentPages, folder: Path) -> None:
        self.plan, self.engine, self._pages, self._folder = plan, engine, pages, folder
        self.told: list[Tally] = []
        self.cancel = CancelToken()
        self.kept: Callable[[int], None] = lambda _: None
        self.runner: Runner | None = None

    def run(self, *, resume: bool = False) -> list[Row]:
        journal, kept = Journal.open(self._folder / "runs.sqlite", "answers.csv", resume=resume), 0

        def keep(_: Row) -> None:
            nonlocal kept
            kept += 1
            self.kept(kept)

        try:
            self.runner = Runner(
                self.plan,
                journal,
                self._pages,
                lambda: self.engine,
                tell=self.told.append,
                kept=keep,
                cancel=self.cancel,
            )
            self.runner.run()
        finally:
            rows = list(journal.rows(self.plan))
            journal.close()
        return rows


@pytest.fixture
def scripted() -> Iterator[Callable[..., ScriptedServer]]:
    running: list[ScriptedServer] = []

    def start(*replies: Any) -> ScriptedServer:
        running.append(ScriptedServer(*replies).__enter__())
        return running[-1]

    yield start
    for server in running:
        server.__exit__()


@pytest.fixture
def running(documents: DocumentService, tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """A run over ten files of one page, one of three with a blank one, and a copy of that."""
    for number in range(FILES):
        with pymupdf.open() as document:
            document.new_page(width=120, height=80).insert_text((10, 30), f"Total: {number}", fontsize=9)
            document.save(tmp_path / f"{number}.pdf")
    with pymupdf.open() as document:
        for number in range(2):
            document.new_page(width=120, height=80).insert_text((10, 30), f"Copied: {number}", fontsize=9)
        document.new_page(width=120, height=80)
        document.save(tmp_path / "a.pdf")
    (tmp_path / "b.pdf").write_bytes((tmp_path / "a.pdf").read_bytes())
    (tmp_path / "none.pdf").write_text("no document")
    files = tuple(str(file) for file in sorted(tmp_path.glob("*.pdf")))
    engines: list[GroupEngine] = []

    def start(*servers: Server, listed: Callable[[], Any] | None = None) -> Running:
        plan = Plan(files, QUESTIONS, model="servers:" + MODEL)
        engine = GroupEngine(plan.model, servers, listed or (lambda: servers), key="", endurance=ENDURANCE)
        engine.load(lambda _: None, CancelToken())
        engines.append(engine)
        return Running(plan, engine, DocumentPages(documents), tmp_path)

    yield start
    for engine in engines:
        engine.unload()


def named(server: ScriptedServer, name: str, **more: Any) -> Server:
    return server.as_server(id=PREFIX + name, **more)


ASKED = 2 * (FILES + 2)
"""Of two pages of the copies, and not of what is blank."""


def test_pages_of_many_files_are_asked_at_once_and_each_once(running: Any, scripted: Any) -> None:
    crowd = Crowd(enough=6)
    server = scripted(crowd)
    run = running(named(server, "a", parallel=6))
    rows = run.run()
    assert crowd.most == 6, "more than a file has questions"
    assert len(server.asked) == ASKED
    last = run.told[-1]
    assert (last.done, last.total, last.failed) == (FILES + 6 + 1, FILES + 6 + 1, 1)
    assert (last.files, last.files_done, last.share) == (FILES + 3, FILES + 3, 1.0)
    assert (last.found, last.blank) == (2 * (FILES + 4), 4)
    assert [tally.done for tally in run.told] == sorted(tally.done for tally in run.told)
    assert len({tally.done for tally in run.told}) > FILES / 2, "told page by page"
    answered = [row for row in rows if row.status is Status.DONE]
    assert {(row.answer, row.model) for row in answered} == {("It is 481.20", "server:a")}
    assert len(answered) == 2 * (FILES + 4)


def test_a_server_lost_in_mid_run_loses_and_repeats_nothing(running: Any, scripted: Any) -> None:
    dying, other = scripted(says("x")), scripted(Crowd())
    run = running(named(dying, "dying", parallel=2), named(other, "other", parallel=2))

    def kept(count: int) -> None:
        if count == 6:
            dying.replies.append(breaks_off("hal", "f"))
            dying.replies.popleft()
            dying.lists = refuses(502)

    run.kept = kept
    rows = run.run()
    assert {row.status for row in rows if row.page} == {Status.DONE, Status.BLANK}
    assert {row.model for row in rows if row.status is Status.DONE} == {"server:dying", "server:other"}
    assert all("half" not in row.answer for row in rows)
    assert len(dying.asked) + len(other.asked) <= ASKED + 2, "only what the lost one had is asked again"


def test_all_lost_pauses_it_and_others_go_on(running: Any, scripted: Any) -> None:
    first = scripted(says("first"))
    run = running(named(first, "first", parallel=2))

    def kept(count: int) -> None:
        if count == 8:
            first.replies.append(refuses(503))
            first.replies.popleft()

    run.kept = kept
    with pytest.raises(EngineKeepsFailing, match="has no time"):
        run.run()
    second = scripted(says("second"))
    rest = running(named(second, "second"))
    rows = rest.run(resume=True)
    assert {row.status for row in rows if row.page} == {Status.DONE, Status.BLANK}
    kept_from_first = [row for row in rows if row.model == "server:first"]
    assert len(kept_from_first) >= 8
    assert len(second.asked) < ASKED - 5


def test_giving_way_breaks_off_what_is_under_way_and_repeats_nothing_else(running: Any, scripted: Any) -> None:
    server = scripted(Crowd(enough=3))
    run = running(named(server, "a", parallel=3))
    run.kept = lambda count: run.runner.give_way() if count % 7 == 0 else None
    rows = run.run()
    assert {row.status for row in rows if row.page} == {Status.DONE, Status.BLANK}
    assert len(server.asked) <= ASKED + (3 + 5) * (ASKED // 7 + 1), "what is under way, and what was not yet kept"
    assert run.told[-1].found == 2 * (FILES + 4)


def test_a_stop_keeps_what_was_answered(running: Any, scripted: Any) -> None:
    server = scripted(Crowd())
    run = running(named(server, "a", parallel=3))
    run.kept = lambda count: run.cancel.cancel() if count == 9 else None
    with pytest.raises(Cancelled):
        run.run()
    run.cancel = CancelToken()
    run.kept = lambda _: None
    rows = run.run(resume=True)
    assert {row.status for row in rows if row.page} == {Status.DONE, Status.BLANK}
    assert len(server.asked) <= ASKED + 3 + 5


def test_a_page_that_servers_refuse_fails_alone(running: Any, scripted: Any) -> None:
    refused: list[int] = []

    def picky(to: Handler) -> None:
        if not refused:
            refused.append(1)
            refuses(400, "no such thing")(to)
        else:
            says("fine")(to)

    run = running(named(scripted(picky), "a"))
    rows = run.run()
    failed = [row for row in rows if row.page and row.status is Status.FAILED]
    assert len(failed) == 1
    assert "no such thing" in failed[0].error
    assert run.told[-1].failed == 2
