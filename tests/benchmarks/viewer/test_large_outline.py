"""Time until an outline of 20,000 lines is there: ``python -m pytest -m benchmark tests/benchmarks/viewer -s``."""

from __future__ import annotations

import time

import pytest
from pytestqt.qtbot import QtBot

from quizglass.pages import OutlineEntry
from quizglass.ui.sidebar.outline_tree import OutlineTree
from quizglass.ui.theme import ThemeSource

pytestmark = pytest.mark.benchmark
LINES = 20_000


def test_a_large_outline(qtbot: QtBot) -> None:
    entries = tuple(OutlineEntry(at % 3, f"Part {at}", at) for at in range(LINES))
    began = time.perf_counter()
    tree = OutlineTree(ThemeSource(), entries)
    qtbot.addWidget(tree)
    tree.follow(LINES - 1, 0.0)
    print(f"\noutline of {LINES} lines: {time.perf_counter() - began:.2f} s")
