"""The picture of imports in ARCHITECTURE.md is held by import-linter; what a program loads when, by these."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = [*(ROOT / "desktop").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / "start.py"]
MOST_LINES = 400


def loaded_by(statement: str) -> set[str]:
    """The top-level packages in a fresh interpreter after ``statement``."""
    code = f"{statement}\nimport sys; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def test_the_window_loads_neither_torch_nor_pymupdf() -> None:
    assert not loaded_by("import quizglass.ui.main_window") & {"torch", "transformers", "pymupdf", "fitz"}


def test_the_command_line_loads_no_qt_and_no_heavy_library() -> None:
    assert not loaded_by("import quizglass.cli.main") & {"PySide6", "torch", "transformers", "pymupdf", "PIL"}


def test_the_document_service_is_cheap_for_the_parent() -> None:
    assert not loaded_by("import quizglass.documents.service") & {"pymupdf", "PySide6", "torch", "numpy", "PIL"}


def test_the_registry_of_models_loads_no_heavy_library() -> None:
    heavy = {"torch", "transformers", "httpx2", "keyring", "PIL"}
    assert not loaded_by("import quizglass.models.registry, quizglass.models.doctor") & heavy


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_one_idea_a_file(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_calls_into_qt_keep_none_alive() -> None:
    """PySide6 6.12.0 on Python 3.11 lowers the reference count of None at every void call and aborts."""
    code = (
        "import sys\nfrom PySide6.QtCore import QRect\nrect = QRect()\nbefore = sys.getrefcount(None)\n"
        "for _ in range(5000): rect.setWidth(3)\nprint(before - sys.getrefcount(None))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 2500
