"""Long work beside the window: progress, stops, ends."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from quizglass.cancellation import CancelToken
from quizglass.errors import AppError, FileNotWritable
from quizglass.models.downloading.rate import DownloadProgress
from quizglass.settings import Theme
from quizglass.ui.model_page.computer_check import ComputerCheck
from quizglass.ui.model_page.jobs import Job, Jobs
from quizglass.ui.relay import Relay
from quizglass.ui.theme import ThemeSource

Tell = Callable[[DownloadProgress], None]


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    made = Jobs(Relay())
    yield made
    made.close()


def ignore(_: object) -> None:
    """Nobody waits for it."""


def test_progress_and_the_result_come_to_the_window(qtbot: QtBot, jobs: Jobs) -> None:
    may_end, results, threads = threading.Event(), list[str](), list[str]()

    def work(tell: Tell, _: CancelToken) -> str:
        tell(DownloadProgress(3, 10))
        may_end.wait(10)
        return "done"

    def done(result: str) -> None:
        results.append(result)
        threads.append(threading.current_thread().name)

    jobs.start("a", Job("verify", "A"), work, done, ignore)
    qtbot.waitUntil(lambda: (job := jobs.of("a")) is not None and job.progress.done_bytes == 3)
    jobs.start("a", Job("verify", "A"), work, done, ignore)  # is going on already
    assert [job.name for job in jobs.running("verify").values()] == ["A"]
    may_end.set()
    qtbot.waitUntil(lambda: results == ["done"])
    assert threads == [threading.main_thread().name]
    assert jobs.of("a") is None


def test_a_stop_ends_it_without_a_result(qtbot: QtBot, jobs: Jobs) -> None:
    outcomes: list[object] = []

    def work(_: Tell, cancel: CancelToken) -> str:
        cancel.wait(10)
        return "what came too late"

    jobs.start("a", Job("download", "A"), work, outcomes.append, outcomes.append)
    jobs.stop("a")
    job = jobs.of("a")
    assert job
    assert job.stopping
    qtbot.waitUntil(lambda: jobs.of("a") is None)
    assert outcomes == []


def test_an_error_is_told(qtbot: QtBot, jobs: Jobs) -> None:
    errors: list[AppError] = []

    def work(_: Tell, __: CancelToken) -> None:
        raise FileNotWritable(name="x")

    jobs.start("a", Job("verify", "A"), work, ignore, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], FileNotWritable)


def test_closing_waits_for_all(jobs: Jobs) -> None:
    ended: list[str] = []

    def work(_: Tell, cancel: CancelToken) -> None:
        cancel.wait(10)
        ended.append("ended")

    jobs.start("a", Job("download", "A"), work, ignore, ignore)
    jobs.close()
    assert ended == ["ended"]
    jobs.start("b", Job("download", "B"), work, ignore, ignore)
    assert jobs.of("b") is None, "nothing begins any more"


DOCTOR = """
import json
print(json.dumps({"ok": False, "checks": [
    {"name": "disk", "status": "ok", "words": "There is space.", "detail": "90 GB"},
    {"name": "driver", "status": "fail", "words": "The driver is too old.", "detail": ""}]}))
"""


def test_what_is_wrong_with_the_computer_stands_first(qtbot: QtBot) -> None:
    check = ComputerCheck(ThemeSource(Theme.LIGHT), (sys.executable, "-c", DOCTOR))
    qtbot.addWidget(check)
    check.run()
    qtbot.waitUntil(lambda: len(check.lines) == 2, timeout=20_000)
    assert check.lines == ["The driver is too old.", "There is space. (90 GB)"]


def test_a_check_that_breaks_is_told(qtbot: QtBot) -> None:
    check = ComputerCheck(ThemeSource(Theme.LIGHT), (sys.executable, "-c", "print('no')"))
    qtbot.addWidget(check)
    check.run()
    qtbot.waitUntil(lambda: "quizglass doctor" in check.accessibleName(), timeout=20_000)
    assert check.lines == []
