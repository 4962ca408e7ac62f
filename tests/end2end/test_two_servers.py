"""A run over two real ``transformers serve`` with a tiny LLaVA, one killed in mid-run: every row, each once."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Any

import pymupdf
import pytest
import served_llava
from served_llava import Served, serving

from quizglass.paths import data_dir

pytestmark = pytest.mark.network

PAGES = 12
QUESTION = "What is the total?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("fastapi")
    return served_llava.make(tmp_path_factory.mktemp("served") / "llava-tiny")


@pytest.fixture
def servers(folder: Path) -> Iterator[list[Served]]:
    """Two of them, started side by side."""
    with ExitStack() as stack, ThreadPoolExecutor(2) as threads:
        yield list(threads.map(lambda _: stack.enter_context(serving(folder)), range(2)))


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    with pymupdf.open() as document:
        for number in range(PAGES):
            document.new_page(width=200, height=150).insert_text((20, 60), f"Total: {number}.50 EUR")
        document.save(tmp_path / "счета.pdf")
    return tmp_path / "счета.pdf"


def rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def answered_by(journal: Path) -> set[str]:
    """The servers that a run has kept answers of by now."""
    if not journal.is_file():
        return set()
    with closing(sqlite3.connect(f"file:{journal}?mode=ro", uri=True, timeout=10)) as db:
        try:
            return {model for (model,) in db.execute("SELECT DISTINCT model FROM answers")}
        except sqlite3.OperationalError:  # not made yet
            return set()


def test_one_of_two_is_killed_in_mid_run(
    quizglass: Any,
    start_quizglass: Callable[..., subprocess.Popen[str]],
    servers: list[Served],
    pages: Path,
    tmp_path: Path,
) -> None:
    for name, served in zip("ab", servers, strict=True):
        arguments = (served.address, "--model", served.folder, "--id", name, "--parallel", 2)
        assert quizglass("models", "add-server", *arguments).returncode == 0
    out = tmp_path / "answers.jsonl"
    command = ("batch", pages, "--question", QUESTION, "--out", out)
    run = start_quizglass(*command, "--model", "all-servers")
    while answered_by(data_dir() / "runs.sqlite") != {"server:a", "server:b"}:
        with suppress(subprocess.TimeoutExpired):
            pytest.fail(f"it ended before both had answered: {run.communicate(timeout=0.02)}")
    servers[0].process.send_signal(signal.SIGKILL)
    _, said = run.communicate(timeout=200)

    assert run.returncode == 0
    assert "(server:a) gets no pages until it is back." in said
    found = rows(out)
    assert [row["page"] for row in found] == list(range(1, PAGES + 1))
    assert {row["status"] for row in found} == {"done"}
    assert {row["model"] for row in found} == {"server:a", "server:b"}

    resumed = quizglass(*command, "--resume", "--model", "server:b")
    assert resumed.returncode == 0
    assert rows(out) == found, "one of the servers answers for all: nothing is asked again"
