"""The worker that is launched ahead of the rest of the program."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizglass.documents import worker_launch
from quizglass.documents.requests import OpenDocument
from quizglass.documents.service import DocumentService
from quizglass.pages import DocumentSource
from quizglass.paths import resource


@pytest.fixture
def sample() -> Path:
    return resource("samples") / "invoice.pdf"


@pytest.fixture(autouse=True)
def none_left() -> Iterator[None]:
    yield
    while worker_launch._ahead:
        process = worker_launch._ahead.pop()
        process.kill()
        process.communicate()


def test_the_first_worker_is_the_one_launched_ahead(sample: Path) -> None:
    worker_launch.launch_ahead()
    ahead = worker_launch._ahead[0].pid
    with DocumentService(workers=1) as service:
        assert service.call(OpenDocument(DocumentSource(str(sample)))).page_count > 0
        assert service.process_ids == (ahead,)
    assert not worker_launch._ahead


def test_one_that_died_meanwhile_is_replaced(sample: Path) -> None:
    worker_launch.launch_ahead()
    dead = worker_launch._ahead[0]
    dead.kill()
    dead.wait()
    with DocumentService(workers=1) as service:
        assert service.call(OpenDocument(DocumentSource(str(sample)))).page_count > 0
        assert service.process_ids != (dead.pid,)
    dead.communicate()


def test_one_that_nobody_wants_ends_by_itself() -> None:
    worker_launch.launch_ahead()
    unwanted = worker_launch._ahead.pop()
    assert unwanted.stdin is not None
    unwanted.stdin.close()
    assert unwanted.wait(timeout=30) == 0
    assert unwanted.stdout is not None
    unwanted.stdout.close()


def test_launching_imports_next_to_nothing() -> None:
    code = (
        "import sys, quizglass.documents.worker_launch; print(*(m for m in sys.modules if m.startswith('quizglass')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {"quizglass", "quizglass.documents", "quizglass.documents.worker_launch"}
