"""Every file that stresses viewers: answered, or refused in one clear line with the right exit code, and in time.

One document service serves all, so that a test costs milliseconds; `robustness_table.py` runs a process for each file.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizglass.cli import ask, main
from quizglass.documents.service import DocumentService

FOLDER = Path(__file__).parents[3] / "shared" / "corpus" / "robustness"
MANIFEST = FOLDER / "manifest.jsonl"
LINES = MANIFEST.read_text(encoding="utf-8").splitlines() if MANIFEST.is_file() else []
FILES = [json.loads(line) for line in LINES]
LIMIT_S = 120
"""For a document of many scanned pages on a busy machine: what lasts longer hangs."""
ANSWERED, REFUSED = {0, 1}, {4, 5, 6}


class LastingService(DocumentService):
    """Not closed by the command that used it."""

    def close(self) -> None:
        """Stays open for the next file."""


@pytest.fixture(scope="module")
def service() -> Iterator[DocumentService]:
    lasting = LastingService()
    lasting.start()
    yield lasting
    DocumentService.close(lasting)


@pytest.mark.parametrize("entry", FILES, ids=lambda entry: str(entry["file"])[:60])
def test_a_stressful_file(
    entry: dict[str, object],
    service: DocumentService,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(ask, "DocumentService", lambda **_: service)
    started = time.monotonic()
    code = main.main(["ask", str(FOLDER / str(entry["file"])), "What is the total?", "--json"])
    assert time.monotonic() - started < LIMIT_S
    out, err = capsys.readouterr()
    if code in ANSWERED:
        assert json.loads(out)["found"] is (code == 0)
        assert all(line.startswith("quizglass: Page ") for line in err.splitlines())
    else:
        assert code in REFUSED, err
        assert out == ""
        assert err.startswith("quizglass: ")
        assert err.count("\n") == 1
    if entry["expectation"] == "opens":
        assert code in ANSWERED, err
    if entry["expectation"] == "not_a_document":
        assert code == 4, err
