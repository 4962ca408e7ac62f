"""A run that does not end by itself leaves its log behind, and the next one finds it."""

from __future__ import annotations

import faulthandler
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from quizglass.ui.crash_care.run_log import RunLog

BEGIN = (
    "import faulthandler, sys; from pathlib import Path; from quizglass.ui.crash_care.run_log import RunLog\n"
    "log = RunLog(Path(sys.argv[1])); log.begin(); print('begun', flush=True)\n"
)
WAIT = "import time; time.sleep(60)"


@contextmanager
def run(folder: Path, end: str) -> Iterator[subprocess.Popen[str]]:
    """Another run of the program, which has begun its log."""
    with subprocess.Popen(
        [sys.executable, "-c", BEGIN + end, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        yield process
        process.kill()


@pytest.fixture(autouse=True)
def faulthandler_of_the_tests() -> Iterator[None]:
    """pytest has its own; it is put back."""
    was_on = faulthandler.is_enabled()
    yield
    if was_on and sys.__stderr__ is not None:
        faulthandler.enable(sys.__stderr__)


def test_native_code_that_crashes_tells_where(tmp_path: Path) -> None:
    with run(tmp_path, "faulthandler._sigsegv()") as process:
        assert process.wait(20) == -signal.SIGSEGV
    log = RunLog(tmp_path)
    crash = log.begin()
    assert crash is not None
    assert "Segmentation fault" in crash.log
    assert not crash.again
    log.close()
    after = RunLog(tmp_path)
    assert after.begin() is None
    after.close()


def test_a_run_that_was_killed_has_nothing_to_tell(tmp_path: Path) -> None:
    with run(tmp_path, WAIT) as process:
        process.kill()
    log = RunLog(tmp_path)
    crash = log.begin()
    assert crash is not None
    assert crash.log == ""
    assert abs(crash.began - time.time()) < 60
    log.close()


def test_a_second_crash_in_a_row_is_known(tmp_path: Path) -> None:
    for _ in range(2):
        with run(tmp_path, "faulthandler._sigabrt()") as process:
            process.wait(20)
    log = RunLog(tmp_path)
    crash = log.begin()
    assert crash is not None
    assert crash.again
    log.close()


def test_another_window_that_runs_is_no_crash(tmp_path: Path) -> None:
    with run(tmp_path, WAIT):
        log = RunLog(tmp_path)
        assert log.begin() is None
        log.close()


def test_a_run_that_ends_leaves_no_log_but_of_its_faults(tmp_path: Path) -> None:
    quiet, loud = RunLog(tmp_path / "a"), RunLog(tmp_path / "b")
    quiet.begin()
    quiet.close()
    assert list((tmp_path / "a").iterdir()) == []
    loud.begin()
    loud.note("builtins.ValueError\n  view.py:12 paint")
    loud.close()
    (kept,) = (tmp_path / "b").iterdir()
    assert kept.name.startswith("faults-")
    assert "view.py:12" in kept.read_text()


def test_old_logs_go(tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / f"crash-20300101-00000{number}-1.log").write_text("old")
    log = RunLog(tmp_path)
    log.begin()
    log.close()
    assert len(list(tmp_path.glob("crash-*"))) == 5


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file in the way")
    log = RunLog(tmp_path / "logs")
    assert log.begin() is None
    log.note("a fault")
    log.close()
