"""Killed workers, closed pipes, Ctrl+C, faults of our own: one line, the right exit code, nothing lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from quizglass.cli import ask, main

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals as POSIX knows them")
WAIT_S = 60


@pytest.fixture
def many_questions(tmp_path: Path) -> Path:
    """More than can be answered before a test interferes."""
    file = tmp_path / "questions.jsonl"
    line = {"id": "1", "doc": "invoice.pdf", "page": 0, "question": "What is the total?", "answers": ["x"]}
    file.write_text("\n".join([json.dumps(line)] * 600), encoding="utf-8")
    return file


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + WAIT_S
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def lines_of(file: Path) -> int:
    return file.read_bytes().count(b"\n") if file.exists() else 0


def test_ctrl_c_ends_in_one_line_and_keeps_what_was_answered(
    start_quizglass: Any, many_questions: Path, samples: Path, tmp_path: Path
) -> None:
    predictions = tmp_path / "predictions.jsonl"
    process = start_quizglass("evaluate", many_questions, "--docs", samples, "--predictions", predictions)
    wait_until(lambda: lines_of(predictions) > 0)
    children = psutil.Process(process.pid).children(recursive=True)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=WAIT_S)
    assert (process.returncode, out, err) == (130, "", "quizglass: Stopped.\n")
    assert all(json.loads(line) for line in predictions.read_text(encoding="utf-8").splitlines())
    wait_until(lambda: not any(child.is_running() for child in children))


def test_a_killed_worker_costs_one_question_at_most(
    start_quizglass: Any, many_questions: Path, samples: Path, tmp_path: Path
) -> None:
    predictions = tmp_path / "predictions.jsonl"
    process = start_quizglass("evaluate", many_questions, "--docs", samples, "--predictions", predictions, "--json")
    wait_until(lambda: lines_of(predictions) > 0)
    for child in psutil.Process(process.pid).children(recursive=True):
        child.kill()
    out, err = process.communicate(timeout=WAIT_S)
    assert json.loads(out)["failed"] <= 1
    assert (process.returncode in {0, 8}, err) == (True, "")


def test_a_closed_pipe_is_no_failure(samples: Path) -> None:
    command = [sys.executable, "-m", "quizglass", "ask", str(samples / "invoice.pdf"), "What is the total?"]
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, timeout=WAIT_S, check=False)
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_fault_of_ours_is_one_line_and_a_report_without_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], own_home: Path
) -> None:
    def fail(*_: object) -> int:
        raise ValueError("the tenant's secret")

    monkeypatch.setattr(ask, "run", fail)
    assert main.main(["ask", "a.pdf", "Who?"]) == 15
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    [report] = (own_home / "logs").glob("error-*.log")
    assert str(report) in err
    written = report.read_text(encoding="utf-8")
    assert "ValueError" in written
    assert "secret" not in written + err


def test_settings_choose_the_language(quizglass: Any, own_home: Path, samples: Path) -> None:
    (own_home / "config").mkdir(parents=True)
    (own_home / "config" / "settings.json").write_text('{"language": "ru"}', encoding="utf-8")
    done = quizglass("ask", "gone.pdf", "Что?")
    assert done.returncode == 5
    assert any("а" <= c <= "я" for c in done.stderr)
