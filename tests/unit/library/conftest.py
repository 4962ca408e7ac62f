from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from quizglass.library.library import Library


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "данные" / "library.sqlite3"


@pytest.fixture
def library(file: Path) -> Iterator[Library]:
    opened = Library.open(file)
    yield opened
    opened.close()
