"""The program itself, killed and started again: its tabs are there, its session survives every accident."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from quizglass import paths
from quizglass.ui.restoring.session_file import SessionFile

WAIT_S = 30.0


@pytest.fixture
def document(tmp_path: Path, samples: Path) -> Path:
    file = tmp_path / "Договор 🧾 №5.pdf"
    file.write_bytes((samples / "lease-ru.pdf").read_bytes())
    return file


@contextmanager
def running(*files: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The window without a screen; killed at the end if it still runs."""
    command = [sys.executable, "-m", "quizglass", *map(str, files)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


def until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + WAIT_S
    while not reached():
        assert time.monotonic() < end, "nothing came in time"
        time.sleep(0.05)


def tabs() -> list[str]:
    kept = SessionFile(paths.state_dir()).read()
    return [tab.path for tab in kept.tabs] if kept is not None else []


def looked_at() -> list[bool]:
    kept = SessionFile(paths.state_dir()).read()
    return [tab.looked_at for tab in kept.tabs] if kept is not None else []


def logs(kind: str) -> list[Path]:
    return sorted(paths.log_dir().glob(f"{kind}-*.log"))


def test_a_killed_program_comes_back_with_its_tabs(document: Path) -> None:
    with running(document):
        until(lambda: tabs() == [str(document)])
    assert len(logs("run")) == 1
    with running() as again:
        until(lambda: len(logs("crash")) == 1 and len(logs("run")) == 1)
        saved = SessionFile(paths.state_dir()).path
        before = saved.stat().st_mtime_ns
        until(lambda: saved.exists() and saved.stat().st_mtime_ns != before)
        again.send_signal(signal.SIGTERM)
        assert again.wait(WAIT_S) == 0
    assert tabs() == [str(document)]
    assert looked_at() == [True]
    assert logs("run") == []


def test_a_broken_session_file_loses_nothing(document: Path) -> None:
    with running(document) as process:
        until(lambda: tabs() == [str(document)])
        process.send_signal(signal.SIGTERM)
        assert process.wait(WAIT_S) == 0
    session = SessionFile(paths.state_dir())
    session.backup.write_bytes(session.path.read_bytes())
    session.path.write_bytes(b'{"tabs": [')
    with running() as process:
        until(lambda: session.path.exists() and tabs() == [str(document)] and len(logs("run")) == 1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(WAIT_S) == 0
    assert tabs() == [str(document)]


def test_a_second_window_leaves_the_session_alone(document: Path, samples: Path) -> None:
    with running(document) as first:
        until(lambda: tabs() == [str(document)])
        with running(samples / "invoice.pdf") as second:
            until(lambda: len(logs("run")) == 2)
            second.send_signal(signal.SIGTERM)
            second.wait(WAIT_S)
        assert tabs() == [str(document)]
        assert first.poll() is None
